//! Answers that wait for somebody: those that differ, those to which a rule said no, and those
//! that came sealed.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Ctx, Page, PageResult, redirect, render};

use super::desk::reach;
use super::say;
use crate::Visits;
use crate::model::{SubmissionState, Voice};
use crate::notebook;
use crate::ops::merge::{self, Pick};
use crate::ops::take::form_of;
use crate::rules::merge::differing;
use crate::store::submissions;
use crate::store::{dwellings, visits};

/// Lines of each list on the page; what was settled makes room for the rest.
const LINES: i64 = 50;

struct Waiting {
    visit: Id,
    address: String,
    at: String,
}

struct Locked {
    id: Id,
    at: String,
    why: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "visit_review.html")]
struct ListView {
    page: Page,
    differs: Vec<Waiting>,
    odd: Vec<Waiting>,
    locked: Vec<Locked>,
}

pub(super) async fn list(ctx: Ctx, State(slice): State<Arc<Visits>>) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let start = Instant::from_micros(0);
    let sealed = notebook::for_review(&mut tx, (start, Id::derived("", "")), LINES).await?;
    let locked = sealed.into_iter().map(|it| Locked {
        id: it.id,
        at: say::moment(&ctx, it.received_at),
        why: ctx.t(&format!("visits-review-why-{}", it.why)),
        kind: ctx.t(&format!("visits-review-kind-{}", it.kind)),
    });
    let locked = locked.collect();
    render(&ListView {
        differs: waiting(&ctx, &slice, &mut tx, SubmissionState::Differs).await?,
        odd: waiting(&ctx, &slice, &mut tx, SubmissionState::Odd).await?,
        locked,
        page: ctx.page(),
    })
}

/// One line for each door, where this person's posts reach it.
async fn waiting(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    state: SubmissionState,
) -> Result<Vec<Waiting>, huiyin_web::PageError> {
    let keys = &slice.site.keys;
    let viewer = ctx.signed_in()?;
    let start = (Instant::from_micros(0), None);
    let mut lines: Vec<Waiting> = Vec::new();
    for it in submissions::in_state(tx, state, start, 4 * LINES).await? {
        if lines.iter().any(|line| line.visit == it.visit) {
            continue;
        }
        let Some(stored) = visits::load(tx, keys, it.visit).await? else {
            continue;
        };
        let Some(door) = dwellings::load(tx, keys, stored.visit.dwelling).await? else {
            continue;
        };
        if say::reaches(viewer, &door.area_path) {
            lines.push(Waiting {
                visit: it.visit,
                address: say::address(&door),
                at: say::moment(ctx, it.received_at),
            });
        }
    }
    Ok(lines)
}

struct Column {
    id: Id,
    at: String,
    channel: String,
    odd: Vec<String>,
    matters: usize,
}

struct Row {
    name: String,
    question: String,
    values: Vec<String>,
    differs: bool,
    may_keep_all: bool,
}

#[derive(Template)]
#[template(path = "visit_review_one.html")]
struct OneView {
    page: Page,
    id: Id,
    address: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// The answers at one door side by side.
pub(super) async fn one(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let reached = reach(&ctx, &slice, &mut tx, id).await?;
    let person = reached.door.person;
    let all = submissions::of_visit(&mut tx, &slice.site.keys, id, person).await?;
    let open = merge::open_voices(&all);
    let columns = open.iter().map(|it| Column {
        id: it.voice.id,
        at: say::moment(&ctx, it.voice.made_at),
        channel: ctx.t(&format!("visits-review-channel-{}", it.channel)),
        odd: it
            .voice
            .said
            .odd
            .iter()
            .map(|code| reason(&ctx, code))
            .collect(),
        matters: it.voice.said.matters.len(),
    });
    let columns = columns.collect();
    let form = match open.last() {
        Some(it) => form_of(&mut tx, &slice.site.keys, &it.form.0, it.form.1).await?,
        None => None,
    };
    let voices: Vec<&Voice> = open.iter().map(|it| &it.voice).collect();
    render(&OneView {
        page: ctx.page(),
        id,
        address: say::address(&reached.door),
        columns,
        rows: table(&ctx, form.as_ref(), &voices),
    })
}

/// Why somebody is asked to look: of a refusal on visits or matters its own sentence.
fn reason(ctx: &Ctx, code: &str) -> String {
    if let Some(why) = code.strip_prefix("visit-") {
        return ctx.t(&format!("visits-refused-{why}"));
    }
    let own = format!("visits-review-odd-{code}");
    if ctx.site.texts.has(ctx.lang, &own) {
        return ctx.t(&own);
    }
    ctx.t("visits-review-odd-matter")
}

fn table(ctx: &Ctx, form: Option<&huiyin_forms::Form>, voices: &[&Voice]) -> Vec<Row> {
    let all: Vec<_> = voices.iter().map(|it| &it.said).collect();
    let open = differing(&all);
    let outcomes: Vec<&str> = all.iter().map(|it| it.outcome.as_str()).collect();
    let word = |it: &&str| ctx.t(&format!("visits-review-state-{}", it.replace('_', "-")));
    let mut rows = vec![Row {
        name: "outcome".to_owned(),
        question: ctx.t("visits-review-outcome"),
        values: outcomes.iter().map(word).collect(),
        differs: outcomes.windows(2).any(|two| two[0] != two[1]),
        may_keep_all: false,
    }];
    let mut names: Vec<&String> = all.iter().flat_map(|it| it.answers.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let value = |said: &&crate::model::Said| {
            let found = said.answers.get(name);
            found.map_or_else(String::new, |it| say::answer(ctx, form, name, it))
        };
        rows.push(Row {
            name: name.clone(),
            question: say::question(form, name, ctx.lang),
            values: all.iter().map(value).collect(),
            differs: open.contains(name),
            may_keep_all: true,
        });
    }
    rows
}

/// Questions of one form at most, each with a pick.
const PICKS: usize = 200;

fn picks(form: &Form, voices: usize) -> BTreeMap<String, Pick> {
    let mut all = BTreeMap::new();
    for name in form.all("question").into_iter().take(PICKS) {
        let pick = match form.text(&format!("pick-{name}")).as_str() {
            "all" => Some(Pick::All),
            text => text
                .parse()
                .ok()
                .filter(|index| *index < voices)
                .map(Pick::Of),
        };
        all.extend(pick.map(|pick| (name, pick)));
    }
    all
}

pub(super) async fn settle(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    posted: Posted,
) -> PageResult {
    let form = &posted.0;
    let key = key_of(form)?;
    let mut tx = slice.site.db.read().await?;
    reach(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    let seen: Vec<Id> = form
        .all("seen")
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    let picks = picks(form, seen.len());
    let location = format!("/desk/visits/{id}?done=visit-settled");
    let by = ctx.signed_in()?.account_id;
    merge::settle(&slice, id, by, (&seen, &picks), (key, &location)).await?;
    Ok(redirect(&location))
}
