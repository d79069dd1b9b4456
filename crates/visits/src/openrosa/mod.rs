//! ODK Collect in place of the notebook, where a district already uses it: the `OpenRosa` calls
//! that it makes, and no others.
//!
//! - the list of forms holds today's form with the stops of whoever asks, and nothing else (V10);
//! - what it sends goes the way of the notebook: taken once, its faults beside it, findings become
//!   matters, photos are cleaned;
//! - a phone has a name and a secret of its own ([`enter`]), made and taken back on a page.
//!
//! These are no forms of a browser: no session opens them, and so no foreign page can use one.

mod answer;
mod enter;
mod forms;
mod page;
mod store;
mod submission;

use huiyin_web::{Access, Routes};

use crate::WALK;
use crate::notebook::Notebook;

pub(crate) use store::{HEADS, QUERIES};

pub(crate) fn routes(notebook: &Notebook) -> Routes<()> {
    let (phone, me) = (Access::Device, Access::Needs(WALK));
    Routes::new()
        .get("/openrosa/formList", phone, forms::list)
        .get("/openrosa/forms/{id}", phone, forms::file)
        .get("/openrosa/forms/{id}/manifest", phone, forms::manifest)
        .get("/openrosa/submission", phone, submission::may)
        .post("/openrosa/submission", phone, submission::take)
        .get("/account/collect", me, page::show)
        .post("/account/collect", me, page::add)
        .post("/account/collect/{id}/remove", me, page::remove)
        .with_state(notebook.clone())
}
