use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Act, Ctx, Page, PageResult, render};

use super::frame::{Held, state_word, tone_of};
use crate::model::votes::{Vote, VoteStateName};
use crate::pages::{by, estate_of};
use crate::store::register::estates;
use crate::store::votes as rows;
use crate::{ENTER, LOOK, OVERSEE, VOTES};

/// Votes of an estate on one page; an assembly meets once or twice a year.
const MOST: i64 = 200;
/// Votes that a counter is offered at once.
const RUNNING_MOST: i64 = 200;

pub(super) struct Row {
    pub href: String,
    pub title: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub days: String,
    /// The next step is late.
    pub overdue: bool,
}

impl Row {
    pub(super) fn of(ctx: &Ctx, href: String, vote: &Vote) -> Self {
        let state = vote.state.name();
        let (tone, icon) = tone_of(state);
        let days = vote.state.times().map_or_else(String::new, |times| {
            let args = [
                ("from", ctx.day(times.opens_on).into()),
                ("to", ctx.day(times.ends_on()).into()),
            ];
            ctx.say("compounds-votes-days", &args)
        });
        Self {
            href,
            title: vote.title.clone(),
            state: state_word(ctx, state),
            tone,
            icon,
            days,
            overdue: vote.due_before().is_some_and(|due| due <= ctx.now),
        }
    }
}

#[derive(Template)]
#[template(path = "compounds/votes/list.html")]
struct View {
    page: Page,
    /// Empty where it is about several.
    estate: Option<(Id, String)>,
    /// `estate`, `count` or `late`.
    about: &'static str,
    rows: Vec<Row>,
    may_make: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(estate): Path<Id>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, LOOK).await?;
    let all = rows::of_estate(&mut tx, estate.id, None, MOST).await?;
    let base = format!("/desk/estates/{}/votes", estate.id);
    let rows = all
        .iter()
        .map(|it| Row::of(&ctx, format!("{base}/{}", it.id), it));
    let may_make = by(&ctx, VOTES)?.reaches(&estate.area_path);
    render(&View {
        rows: rows.collect(),
        page: ctx.page(),
        estate: Some((estate.id, estate.name)),
        about: "estate",
        may_make,
    })
}

/// The votes whose ballots are read in at present, for those who only count.
pub(super) async fn to_count(ctx: Ctx, compounds: Held) -> PageResult {
    let wanted = |vote: &Vote| {
        let state = vote.state.name();
        matches!(state, VoteStateName::Voting | VoteStateName::Closed)
    };
    several(&ctx, &compounds, (ENTER, "count", "/entry"), wanted).await
}

/// The votes whose next step is late, for the street: a result that was not published in its three
/// days above all.
pub(super) async fn overdue(ctx: Ctx, compounds: Held) -> PageResult {
    let now = ctx.now;
    let wanted = move |vote: &Vote| vote.due_before().is_some_and(|due| due <= now);
    several(&ctx, &compounds, (OVERSEE, "late", ""), wanted).await
}

async fn several(
    ctx: &Ctx,
    compounds: &Held,
    (act, about, behind): (Act, &'static str, &str),
    wanted: impl Fn(&Vote) -> bool,
) -> PageResult {
    let by = by(ctx, act)?;
    let mut tx = compounds.site.db.read().await?;
    let due = rows::due(&mut tx, None, RUNNING_MOST).await?;
    let mut shown = Vec::new();
    for vote in due.iter().filter(|it| wanted(it)) {
        let estate = estates::load(&mut tx, vote.estate).await?;
        let Some(estate) = estate.filter(|it| by.reaches(&it.area_path)) else {
            continue;
        };
        let href = format!("/desk/estates/{}/votes/{}{behind}", estate.id, vote.id);
        let mut row = Row::of(ctx, href, vote);
        row.title = format!("{} · {}", estate.name, row.title);
        shown.push(row);
    }
    render(&View {
        page: ctx.page(),
        estate: None,
        about,
        rows: shown,
        may_make: false,
    })
}
