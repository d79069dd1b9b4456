//! Forms of an upper level: kept empty, mapped once, filled every month.

mod change;
mod choices;
mod filled;
mod list;
mod map;
mod taken;

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError, Routes};

use super::{NEEDS, scope};
use crate::Statistics;
use crate::store::forms::{self, Kept};

/// Forms of one body at most.
const FORMS_MOST: i64 = 200;

pub(super) fn routes(routes: Routes<Arc<Statistics>>) -> Routes<Arc<Statistics>> {
    routes
        .get("/desk/statistics/forms", NEEDS, list::show)
        .post("/desk/statistics/forms", NEEDS, list::upload)
        .get("/desk/statistics/forms/{id}", NEEDS, map::show)
        .post("/desk/statistics/forms/{id}", NEEDS, map::save)
        .get("/desk/statistics/forms/{id}/filled", NEEDS, filled::show)
        .post(
            "/desk/statistics/forms/{id}/replace",
            NEEDS,
            change::replace,
        )
        .post("/desk/statistics/forms/{id}/remove", NEEDS, change::remove)
}

/// A form of one's own body; to others it is not there.
async fn one(ctx: &Ctx, tx: &mut Tx, id: &str) -> Result<Kept, PageError> {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = forms::load(tx, id).await?.ok_or(PageError::NotFound)?;
    if scope::scopes(ctx.signed_in()?).contains(&found.scope) {
        Ok(found)
    } else {
        Err(PageError::NotFound)
    }
}

fn address(id: Id) -> String {
    format!("/desk/statistics/forms/{id}")
}
