use askama::Template;
use axum::extract::Query;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::Held;
use crate::MEDIATE;
use crate::model::mediation::{Case, CaseState, CaseStateName, Confirming};
use crate::ops::mediation::may_see;
use crate::pages::by;
use crate::store::mediation::cases;

/// Cases of one page.
const SHOWN: usize = 50;
const LOOKED_AT: i64 = 51;

struct Line {
    id: Id,
    number: String,
    dispute: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    opened: String,
    /// Whether the records are this person's to read.
    is_own: bool,
    /// The end of the thirty days, where it is still to come.
    confirm: String,
    is_urgent: bool,
}

#[derive(Template)]
#[template(path = "compounds/mediation/list.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    next: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

/// Tone and icon of a state, as badges have them.
pub(super) const fn tone(state: CaseStateName) -> (&'static str, &'static str) {
    match state {
        CaseStateName::Registered => ("neutral", "clipboard-list"),
        CaseStateName::InMediation => ("info", "users"),
        CaseStateName::Drafted => ("info", "file-text"),
        CaseStateName::Effective => ("ok", "heart-handshake"),
        CaseStateName::Ended => ("neutral", "circle-x"),
    }
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Query(asked): Query<Asked>) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let behind: Option<Id> = asked.after.parse().ok();
    let mut tx = compounds.site.db.read().await?;
    let mut found = Vec::new();
    for path in &by.reach {
        found.extend(cases::below(&mut tx, path, behind, LOOKED_AT).await?);
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.id));
    let is_more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let next = found.last().filter(|_| is_more);
    let lines = found.iter().map(|it| line(&ctx, it, may_see(&by, it)));
    render(&View {
        page: ctx.page(),
        next: next.map_or_else(String::new, |it| it.id.to_string()),
        lines: lines.collect(),
    })
}

fn line(ctx: &Ctx, it: &Case, is_own: bool) -> Line {
    let state = it.state.name();
    let (tone, icon) = tone(state);
    let waits = match &it.state {
        CaseState::Effective {
            confirm_before,
            confirming: Confirming::Open,
            ..
        } if *confirm_before > ctx.now => Some(confirm_before.date().plus_days(-1)),
        _ => None,
    };
    Line {
        id: it.id,
        number: it.number.clone(),
        dispute: ctx.t(&format!("compounds-mediation-dispute-{}", it.dispute.key())),
        state: ctx.t(&format!("compounds-mediation-state-{}", state.key())),
        tone,
        icon,
        opened: ctx.day(it.opened_on),
        is_own,
        confirm: waits
            .filter(|_| is_own)
            .map_or_else(String::new, |day| ctx.day(day)),
        is_urgent: it.reminded_on.is_some(),
    }
}
