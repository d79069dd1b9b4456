//! Cases about people's rights, those that fall due first.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_kernel::Instant;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::say::{self, Badge, Due};
use crate::store::cases::{self, Known};
use crate::{Privacy, TAKE};

/// Cases of either list on the page.
const SHOWN: i64 = 200;

struct Row {
    id: String,
    number: String,
    right: String,
    asked: String,
    state: Badge,
    due: Option<Due>,
}

#[derive(Template)]
#[template(path = "desk_rights.html")]
struct View {
    page: Page,
    open: Vec<Row>,
    ended: Vec<Row>,
    may_take: bool,
}

fn row(ctx: &Ctx, known: &Known) -> Row {
    Row {
        id: known.case.id.to_string(),
        number: known.number.clone(),
        right: ctx.t(&format!("privacy-kind-{}", known.case.kind.key())),
        asked: ctx.moment(known.case.asked_at),
        state: say::state(ctx, known.case.state.name()),
        due: say::due(ctx, &known.case),
    }
}

pub(super) async fn show(ctx: Ctx, State(privacy): State<Arc<Privacy>>) -> PageResult {
    let site = &privacy.matters.site;
    let mut tx = site.db.read().await?;
    let open = cases::open(&mut tx, &site.keys, None, SHOWN).await?;
    let newest = Instant::from_micros(i64::MAX);
    let ended = cases::ended(&mut tx, &site.keys, newest, "", SHOWN).await?;
    render(&View {
        page: ctx.page(),
        open: open.iter().map(|known| row(&ctx, known)).collect(),
        ended: ended.iter().map(|known| row(&ctx, known)).collect(),
        may_take: ctx.viewer.as_ref().is_some_and(|it| it.may(TAKE)),
    })
}
