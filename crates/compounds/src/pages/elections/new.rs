use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_kernel::Id;
use huiyin_tally::presets::PRESETS;
use huiyin_tally::ranking::TieRule;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::frame::Held;
use crate::VOTES;
use crate::model::elections::ElectionSettings;
use crate::model::register::Estate;
use crate::ops::{OpError, elections as ops};
use crate::pages::{claim, estate_of};

/// What is offered where nobody has typed anything: the city of the house, five seats.
const PRESET: &str = "chongqing";

#[derive(Template)]
#[template(path = "compounds/elections/new.html")]
struct View {
    page: Page,
    id: Id,
    estate: Id,
    estate_name: String,
    presets: Vec<Choice>,
    ties: Vec<Choice>,
    seats: String,
    alternates: String,
    term_years: String,
    notice_days: String,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

const TIES: [(&str, TieRule); 3] = [
    ("run-off", TieRule::RunOff),
    ("more-persons", TieRule::MorePersons),
    ("more-area", TieRule::MoreArea),
];

fn view(ctx: &Ctx, estate: Estate, id: Id, form: &Form, errors: Errors) -> View {
    let or = |name: &str, value: &str| form.some(name).unwrap_or_else(|| value.to_owned());
    let (preset, tie) = (or("preset", PRESET), or("ties", TIES[0].0));
    let zh = ctx.lang == huiyin_kernel::Lang::Zh;
    let presets = PRESETS.iter().map(|it| {
        let name = if zh { it.name.zh } else { it.name.en };
        Choice::new(it.id, name, it.id == preset)
    });
    let ties = TIES.iter().map(|(name, _)| {
        let label = ctx.t(&format!("compounds-elections-tie-{name}"));
        Choice::new(*name, label, *name == tie)
    });
    View {
        page: ctx.page(),
        id,
        estate: estate.id,
        estate_name: estate.name,
        presets: presets.collect(),
        ties: ties.collect(),
        seats: or("seats", "5"),
        alternates: or("alternates", "2"),
        term_years: or("term_years", "5"),
        notice_days: or("notice_days", "7"),
        errors,
    }
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(estate): Path<Id>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let form = Form::from_pairs(Vec::new());
    let id = compounds.site.new_id();
    render(&view(&ctx, estate, id, &form, Errors::default()))
}

pub(super) async fn open(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let id: Id = form.parse("id").ok_or(PageError::FormExpired)?;
    let back = format!("/desk/estates/{estate}/elections/{id}?done=compounds-elections-opened");
    let mut tx = site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("election", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let number = |name: &str| form.parse::<u32>(name).unwrap_or(u32::MAX);
    let tie = form.text("ties");
    let settings = ElectionSettings {
        preset: form.text("preset"),
        seats: number("seats"),
        alternates: number("alternates"),
        term_years: number("term_years"),
        ties: TIES
            .iter()
            .find(|it| it.0 == tie)
            .map_or(TieRule::RunOff, |it| it.1),
        notice_days: form.parse("notice_days").unwrap_or(0),
    };
    match ops::open(&mut tx, site, &by, (estate.id, id), settings).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect(&back))
        }
        Err(OpError::Room(key)) => {
            let mut errors = Errors::default();
            errors.add(field_of(&key), ctx.t(&key));
            let view = view(&ctx, estate, id, &form, errors);
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// At which field a refusal is shown.
fn field_of(key: &str) -> &'static str {
    if key.ends_with("seats-odd") {
        "seats"
    } else if key.ends_with("alternates-many") {
        "alternates"
    } else if key.ends_with("term-long") {
        "term_years"
    } else if key.ends_with("notice-short") {
        "notice_days"
    } else {
        "preset"
    }
}
