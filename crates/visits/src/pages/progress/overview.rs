use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::table::{self, Line};
use crate::Visits;
use crate::model::VisitStateName;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    community: String,
}

struct Row {
    /// The address that opens the compounds of a community; empty where there is none.
    opens: String,
    name: String,
    all: u64,
    left: u64,
    visited: u64,
    not_met: u64,
    declined: u64,
    undisturbed: u64,
    handed_on: u64,
    permille: u16,
    matters: u64,
    closed: u64,
    early: u64,
}

impl Row {
    fn new(line: &Line, opens: String) -> Self {
        let of = |state| line.doors.of(state);
        Self {
            opens,
            name: line.name.clone(),
            all: line.doors.all(),
            left: line.doors.left(),
            visited: of(VisitStateName::Visited),
            not_met: of(VisitStateName::NotMet),
            declined: of(VisitStateName::Declined),
            undisturbed: of(VisitStateName::DoNotDisturb),
            handed_on: of(VisitStateName::HandedOn),
            permille: line.doors.done_permille(),
            matters: line.found.matters,
            closed: line.found.closed,
            early: line.found.within_thirty_days,
        }
    }
}

#[derive(Template)]
#[template(path = "progress.html")]
struct View {
    page: Page,
    id: String,
    title: String,
    state: String,
    /// The community whose compounds are shown; empty for all communities.
    within: String,
    community: String,
    all: Row,
    rows: Vec<Row>,
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, by) = super::round_of(&ctx, &mut tx, &id).await?;
    let community = asked.community.parse().ok();
    let counted = table::count(&ctx, &mut tx, round.id, &by, community).await?;
    let opens = |line: &Line| match (community, line.area) {
        (None, Some(area)) => format!("/desk/rounds/{}/progress?community={area}", round.id),
        _ => String::new(),
    };
    let rows = counted.lines.iter().map(|line| Row::new(line, opens(line)));
    render(&View {
        page: ctx.page(),
        id: round.id.to_string(),
        title: round.title.clone(),
        state: ctx.t(&format!("visits-round-state-{}", round.state.name().key())),
        within: counted.within.unwrap_or_default(),
        community: community
            .map(|it: huiyin_kernel::Id| it.to_string())
            .unwrap_or_default(),
        all: Row::new(&counted.all, String::new()),
        rows: rows.collect(),
    })
}
