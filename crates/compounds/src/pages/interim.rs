//! The interim committee of an estate: who sits on it, set up and let go by the street.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::{Date, Id};
use huiyin_tally::presets::{PRESETS, Preset};
use huiyin_web::Access::Needs;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, Routes, redirect, render_status};

use super::votes::words;
use super::{claim, estate_of};
use crate::model::interim::{Interim, InterimRefused, Member};
use crate::model::register::{Committee, Estate};
use crate::ops::{OpError, interim as ops};
use crate::rules::interim::Draft;
use crate::store::interim as rows;
use crate::{Compounds, OVERSEE};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let needs = Needs(OVERSEE);
    Routes::new()
        .get("/desk/estates/{estate}/interim", needs, show)
        .post("/desk/estates/{estate}/interim", needs, set_up)
        .post("/desk/estates/{estate}/interim/end", needs, dissolve)
        .with_state(Arc::clone(compounds))
}

/// One committee, as it may be read by everybody.
pub(super) struct Shown {
    pub days: String,
    pub number: String,
    /// Law and articles that it was set up by; empty where the city is no longer known.
    pub source: String,
    /// Empty while it sits.
    pub ended: String,
    /// The chair first.
    pub members: Vec<String>,
}

impl Shown {
    pub(super) fn of(ctx: &Ctx, it: &Interim) -> Self {
        let until = it.until.plus_days(-1);
        let days = [
            ("from", ctx.day(it.since).into()),
            ("to", ctx.day(until).into()),
        ];
        let ended = it.ended.map(|(on, why)| {
            let key = format!("compounds-interim-ended-{}", why.key());
            ctx.say(&key, &[("day", ctx.day(on).into())])
        });
        let mut members: Vec<&Member> = it.members.iter().collect();
        members.sort_by_key(|it| !it.is_chair);
        Self {
            days: ctx.say("compounds-interim-days", &days),
            number: it.number.clone(),
            source: Rule::of(ctx, &it.preset).map_or_else(String::new, |it| it.source),
            ended: ended.unwrap_or_default(),
            // Names are for the time in which somebody speaks for their neighbours.
            members: if it.sits() {
                members.into_iter().map(|it| member(ctx, it)).collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// What a city says of interim committees, and where.
struct Rule {
    name: String,
    source: String,
    says: String,
    is_chosen: bool,
}

impl Rule {
    /// Those of the cities whose rules have one; `chosen` is the id of a city.
    fn all(ctx: &Ctx, chosen: &str) -> Vec<Self> {
        let one = |city: &Preset| {
            let interim = city.interim?;
            let numbers = [
                ("members", i64::from(interim.members_least).into()),
                ("years", i64::from(interim.term_years_most).into()),
            ];
            Some(Self {
                name: words(ctx, city.name),
                source: words(ctx, interim.source),
                says: ctx.say("compounds-interim-rule", &numbers),
                is_chosen: city.id == chosen,
            })
        };
        PRESETS.iter().filter_map(one).collect()
    }

    fn of(ctx: &Ctx, id: &str) -> Option<Self> {
        Self::all(ctx, id).into_iter().find(|it| it.is_chosen)
    }
}

fn member(ctx: &Ctx, it: &Member) -> String {
    let marks = [
        (it.is_chair, "chair"),
        (it.is_owner, "owner"),
        (it.of_residents_committee, "residents-committee"),
    ];
    let marks = marks.iter().filter(|(is, _)| *is);
    let marks: Vec<String> = marks
        .map(|(_, key)| ctx.t(&format!("compounds-interim-{key}")))
        .collect();
    format!("{} · {}", it.name, marks.join(" · "))
}

#[derive(Template)]
#[template(path = "compounds/interim.html")]
struct View {
    page: Page,
    estate: Estate,
    all: Vec<Shown>,
    may_set_up: bool,
    sits: bool,
    presets: Vec<Choice>,
    /// What each of them says; the chosen one lies open.
    rules: Vec<Rule>,
    number: String,
    since: String,
    term_years: String,
    members: String,
    today: Date,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

async fn page(
    ctx: &Ctx,
    compounds: &Compounds,
    estate: Id,
    (form, errors): (&Form, Errors),
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(ctx, &mut tx, estate, OVERSEE).await?;
    let all = rows::of_estate(&mut tx, &compounds.site.keys, estate.id).await?;
    let sits = all.iter().any(Interim::sits);
    let known = PRESETS.iter().filter(|it| it.interim.is_some());
    // The list offers the first city until another one is chosen.
    let first = known.clone().next().map_or("", |it| it.id);
    let preset = form.some("preset").unwrap_or_else(|| first.to_owned());
    let presets = known.map(|it| Choice::new(it.id, words(ctx, it.name), it.id == preset));
    let today = ctx.now.date();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        all: all.iter().map(|it| Shown::of(ctx, it)).collect(),
        may_set_up: !sits && estate.facts.committee != Some(Committee::Elected),
        sits,
        presets: presets.collect(),
        rules: Rule::all(ctx, &preset),
        number: form.text("number"),
        since: form.some("since").unwrap_or_else(|| today.to_string()),
        term_years: form.some("term_years").unwrap_or_else(|| "3".to_owned()),
        members: form.text("members"),
        estate,
        today,
        errors,
    };
    render_status(status, &view)
}

async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
) -> PageResult {
    let form = Form::default();
    page(&ctx, &compounds, estate, (&form, Errors::default())).await
}

/// One member on a line: the name, then what they are, in either language.
fn members(text: &str) -> Vec<Member> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let member = |line: &str| {
        let mut words = line.split([' ', '\u{3000}', '\t', '，', ',', '、']);
        let name = words.next().unwrap_or_default().to_owned();
        let marks: Vec<String> = words.map(str::to_lowercase).collect();
        let is = |spellings: [&str; 2]| marks.iter().any(|it| spellings.contains(&it.as_str()));
        Member {
            name,
            is_owner: is(["业主", "owner"]),
            of_residents_committee: is(["居委会", "residents"]),
            is_chair: is(["主任", "chair"]),
        }
    };
    lines.map(member).collect()
}

async fn set_up(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let back = format!("/desk/estates/{estate}/interim?done=compounds-interim-set-up");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("interim committee", &back)).await? {
        return Ok(landed);
    }
    let (found, by) = estate_of(&ctx, &mut tx, estate, OVERSEE).await?;
    let draft = form.parse("since").map(|since| Draft {
        preset: form.text("preset"),
        number: form.text("number"),
        since,
        term_years: form.parse("term_years").unwrap_or(0),
        members: members(&form.text("members")),
    });
    let done = match draft {
        Some(draft) => ops::set_up(&mut tx, site, &by, (found.id, site.new_id()), &draft).await,
        None => Err(InterimRefused::DayFuture.into()),
    };
    match done {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect(&back))
        }
        Err(OpError::Room(key)) => {
            drop(tx);
            let mut errors = Errors::default();
            errors.add(field_of(&key), ctx.t(&key));
            page(&ctx, &compounds, estate, (&form, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// At which field a refusal is shown.
fn field_of(key: &str) -> &'static str {
    match key.trim_start_matches("compounds-interim-refused-") {
        "no-rule" => "preset",
        "number-missing" => "number",
        "term-long" => "term_years",
        "day-future" | "day-before" => "since",
        _ => "members",
    }
}

async fn dissolve(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let back = format!("/desk/estates/{estate}/interim?done=compounds-interim-ended");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("interim end", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, estate, OVERSEE).await?;
    let on = form.parse("on").ok_or(PageError::FormExpired)?;
    ops::dissolve(&mut tx, site, &by, estate.id, on).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}
