//! The notebook's side of the server: the shell that needs no network, today's route, and what
//! comes back from the doors.
//!
//! A phone may be without a network for a day, be switched off in the middle of a sentence, send
//! everything twice and in any order, and so may the phone of the other one of the team. So each
//! thing carries an id that the phone made and is taken once ([`take`]); a photo comes in pieces
//! that say where they begin ([`photos`]); what a phone can no longer open itself comes sealed to
//! the district ([`seal`], [`sealed`]). Nothing that was written at a door is refused for what it
//! says: its faults stand beside it for the reviewer.
//!
//! What a visit is, who may write about it and what becomes of an answer is asked of [`Doors`].

mod api;
mod doors;
mod photos;
mod review;
mod route;
mod seal;
mod sealed;
mod shell;
mod store;
mod take;

use std::sync::Arc;

use huiyin_web::{Access, Routes, Site};

pub use doors::{Answered, Doors, Handover, KeptPhoto, Taken, TakenMatter};
pub use photos::{PhotoNote, sweep};
pub use review::{close_for_review, for_review, open_for_review, take_for_review, waiting_for};
pub use route::{Badge, Before, Stop, Today};
pub use seal::{DistrictKey, Envelope, FIELD_BYTES_MAX, SealError};
pub use sealed::{Delivered, SealedItem, SealedKind};
pub use store::SealedRow;
pub use take::{MatterAnswers, Outcome, Submission, take};

pub(crate) use photos::{cleaned as clean_photo, digest, keep as keep_photo};
pub(crate) use store::{QUERIES, forget};

/// A set of its own: the notebook's tables refer to none of the visits'.
pub(crate) const MIGRATIONS: [huiyin_db::Migration; 2] = [
    huiyin_db::Migration {
        set: "notebook",
        id: 1,
        sqlite: include_str!("migrations/0001_notebook.sqlite.sql"),
        postgres: include_str!("migrations/0001_notebook.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "notebook",
        id: 2,
        sqlite: include_str!("migrations/0002_collect.sqlite.sql"),
        postgres: include_str!("migrations/0002_collect.postgres.sql"),
    },
];

/// What every handler of the notebook can reach.
#[derive(Debug, Clone)]
pub struct Notebook {
    pub site: Arc<Site>,
    pub doors: Arc<dyn Doors>,
}

pub fn routes(notebook: &Notebook) -> Routes<()> {
    // Who may write about which door is asked of each door; the shell says nothing of anybody.
    let (all, me) = (Access::Public, Access::SignedIn);
    Routes::new()
        .get("/notebook", all, shell::page)
        .get("/notebook/worker.js", all, shell::worker)
        .get("/notebook/manifest.webmanifest", all, shell::manifest)
        .get("/api/v1/notebook/route", me, api::route::show)
        .post("/api/v1/notebook/submissions", me, api::submissions::take)
        .post("/api/v1/notebook/photos", me, api::photos::begin)
        .post("/api/v1/notebook/photos/{id}", me, api::photos::go_on)
        .post("/api/v1/notebook/sealed", me, api::sealed::take)
        .with_state(notebook.clone())
}
