//! Pages and endpoints, one line for each room.

mod both;
mod duties;
mod elections;
pub mod home;
mod house_rules;
mod interim;
mod ledger;
mod mediation;
mod papers;
mod register;
mod table;
mod votes;

use std::sync::Arc;

use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::Area;
use huiyin_web::forms::{Form, claim_in};
use huiyin_web::{Act, Ctx, PageError, Routes};

pub use duties::PAGE as DUTIES;
pub(crate) use register::Waiting;

use crate::Compounds;
use crate::model::register::Estate;
use crate::ops::{self, By};

/// What the JSON interface of this slice is, for the document of the whole.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut all = register::api::openapi();
    all.merge(votes::api::openapi());
    all.merge(elections::api::openapi());
    all.merge(table::api::openapi());
    all.merge(mediation::api::openapi());
    all.merge(house_rules::api::openapi());
    all.merge(ledger::api::openapi());
    all
}

/// Every route of the slice.
pub fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    register::routes(compounds)
        .merge(home::routes(compounds))
        .merge(votes::routes(compounds))
        .merge(elections::routes(compounds))
        .merge(interim::routes(compounds))
        .merge(papers::routes(compounds))
        .merge(table::routes(compounds))
        .merge(mediation::routes(compounds))
        .merge(house_rules::routes(compounds))
        .merge(ledger::routes(compounds))
        .merge(duties::routes(compounds))
}

/// Whoever has signed in, as far as their posts reach for this act.
pub(crate) fn by(ctx: &Ctx, act: Act) -> Result<By, PageError> {
    Ok(By::viewer(ctx.signed_in()?, act))
}

/// The estate of a desk page and who looks at it; 404 where no post with this act reaches it.
pub(crate) async fn estate_of(
    ctx: &Ctx,
    tx: &mut Tx,
    id: Id,
    act: Act,
) -> Result<(Estate, By), PageError> {
    let by = by(ctx, act)?;
    let estate = ops::register::estate_for(tx, &by, id).await?;
    Ok((estate, by))
}

/// Claims a form for its act: the answer that its twin got already, or nothing where it is the
/// first. `what` tells the forms of one page apart, `back` is where its result will stand.
pub(crate) async fn claim(
    ctx: &Ctx,
    tx: &mut Tx,
    form: &Form,
    (what, back): (&str, &str),
) -> Result<Option<Response>, PageError> {
    claim_in(&ctx.site, tx, form, (what, back)).await
}

/// Street and community of a compound.
pub(crate) fn place(ctx: &Ctx, areas: &[Area], path: &str) -> String {
    let mut above: Vec<&Area> = areas
        .iter()
        .filter(|area| path.starts_with(&area.path) && area.path != path)
        .collect();
    above.sort_by_key(|area| area.path.len());
    let names: Vec<&str> = above.iter().skip(1).map(|it| it.get(ctx.lang)).collect();
    names.join(" · ")
}
