//! Everything between a decision and a person: the page shell, languages, forms, guards and
//! errors. Slices bring pages; this crate brings the frame around them.
//!
//! Invariants:
//! - no route without a declared [`Access`]: [`Routes`] has no other way to add one;
//! - nothing changes on GET; every POST is checked for its origin and its form token;
//! - no inline script, no third-party origin; a nonce per answer;
//! - an error is a translated sentence with a way on, in HTML for people and JSON under `/api`.
//!
//! Absent by design: knowledge of any slice, of accounts and of roles. Who somebody is comes from
//! the [`Gatekeeper`] that the registry implements.

pub mod assets;
pub mod context;
mod cookies;
mod error;
pub mod forms;
mod ground;
mod guard;
pub mod i18n;
pub mod json;
mod limits;
mod middleware;
mod page;
pub mod pages;
pub mod qr;
mod respond;
mod routes;
mod site;
mod store;
pub mod upload;
mod viewer;

pub use context::Ctx;
pub use error::PageError;
pub use ground::Ground;
pub use i18n::{Arg, Texts};
pub use limits::Limits;
pub use middleware::{SESSION_COOKIE, cookie, service};
pub use page::{Choice, NavItem, Page};
pub use respond::{XLSX, download, redirect, render, render_status, written};
pub use routes::{Declared, NavEntry, NavPlace, Routes};
pub use site::{Carried, Settings, Site};
pub use viewer::{Access, Act, Duty, Gatekeeper, Post, Unread, UnreadFuture, Viewer, ViewerFuture};

/// Statements and tables of this crate.
pub const QUERIES: &[&[huiyin_db::Query]] = &[store::QUERIES];
pub const MIGRATIONS: &[huiyin_db::Migration] = &[
    huiyin_db::Migration {
        set: "web",
        id: 1,
        sqlite: include_str!("../migrations/0001_form_key.sqlite.sql"),
        postgres: include_str!("../migrations/0001_form_key.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "web",
        id: 2,
        sqlite: include_str!("../migrations/0002_form_content.sqlite.sql"),
        postgres: include_str!("../migrations/0002_form_content.postgres.sql"),
    },
];

/// What a page handler returns.
pub type PageResult = Result<axum::response::Response, PageError>;
