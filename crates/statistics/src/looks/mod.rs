//! Charts to look at rather than read: how matters go over time, how long they take, where they
//! come from and end, and where they lie. Each chart has its table and says in words what it shows.

pub(crate) mod api;
mod asked;
mod days;
mod drawn;
mod flows;
mod load;
mod map;
mod names;
pub(crate) mod page;
mod trends;

pub(crate) use asked::{Asked, Look, View};
pub(crate) use drawn::{Drawn, chart, words};
pub(crate) use load::{NO_DAY, calendar};
pub(crate) use names::{Names, streets};

use std::sync::Arc;

use huiyin_charts::Chart;
use huiyin_db::{Result, Tx};
use huiyin_web::{Access, Ctx, NavEntry, NavPlace, Routes};

use crate::{LOOK, Statistics};

pub(crate) fn routes(routes: Routes<Arc<Statistics>>) -> Routes<Arc<Statistics>> {
    routes
        .nav(NavEntry {
            href: "/desk/statistics/looks",
            key: "statistics-looks-nav",
            icon: "chart-column",
            place: NavPlace::Desk,
            access: Access::Needs(LOOK),
        })
        .get("/statistics/looks", Access::Public, page::public)
        .get("/desk/statistics/looks", Access::Needs(LOOK), page::desk)
        .get("/api/v1/statistics/looks", Access::Public, api::show)
}

/// The charts of a view, for whoever looks: with small numbers left out for the public.
pub(crate) async fn charts(
    ctx: &Ctx,
    tx: &mut Tx,
    look: &Look,
    is_public: bool,
) -> Result<Vec<Chart>> {
    match look.view {
        View::Trends => trends::charts(ctx, tx, look, is_public).await,
        View::Days => Ok(vec![days::chart(ctx, tx, look, is_public).await?]),
        View::Flows => Ok(vec![flows::chart(ctx, tx, look, is_public).await?]),
        View::Load => Ok(vec![load::chart(ctx, tx, look).await?]),
        // The map has a page of its own making; its list is its equal.
        View::Map => Ok(Vec::new()),
    }
}
