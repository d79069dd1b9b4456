//! What is known of an estate, written anew.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::words::{choices_or, day, sentence};
use crate::model::register::bounds::NAME_CHARS;
use crate::model::register::{Committee, Estate, Facts};
use crate::ops::OpError;
use crate::ops::register::change_estate;
use crate::pages::both::{self, Other};
use crate::pages::{claim, estate_of};
use crate::rules::register::{area_text, check_facts, read_area, read_fee};
use crate::{Compounds, REGISTER};

/// The fields in the order of the form.
const TEXTS: [&str; 12] = [
    "name",
    "developer",
    "company",
    "fee",
    "contract_from",
    "contract_until",
    "contract_file",
    "committee_since",
    "committee_until",
    "branch",
    "stated_units",
    "stated_area",
];

#[derive(Template)]
#[template(path = "compounds/register/edit.html")]
struct View {
    page: Page,
    id: Id,
    version: u32,
    title: String,
    typed: Form,
    committees: Vec<Choice>,
    errors: Errors,
    /// Where the entry stands otherwise than this person saw it.
    others: Vec<Other>,
    most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
    fn value(&self, field: &str) -> String {
        self.typed.text(field)
    }
}

fn view(ctx: &Ctx, estate: &Estate, version: u32, typed: Form, errors: Errors) -> View {
    let names = Committee::ALL.iter().map(|it| it.name());
    let prefix = ("compounds-not-known", "compounds-committee");
    View {
        page: ctx.page(),
        id: estate.id,
        version,
        title: estate.name.clone(),
        others: if both::is_stale(&errors) {
            others(ctx, &typed_of(estate), &typed)
        } else {
            Vec::new()
        },
        committees: choices_or(ctx, prefix, names, &typed.text("committee")),
        typed,
        errors,
        most: NAME_CHARS,
    }
}

/// What was typed beside what stands now.
fn others(ctx: &Ctx, now: &Form, yours: &Form) -> Vec<Other> {
    let text = |field: &&str| {
        let label = ctx.t(&format!("compounds-{}", field.replace('_', "-")));
        (label, now.text(field), yours.text(field))
    };
    let committee = |form: &Form| {
        let known = Committee::from_name(&form.text("committee"));
        known.map_or_else(
            || ctx.t("compounds-not-known"),
            |it| ctx.t(&format!("compounds-committee-{}", it.name())),
        )
    };
    let chosen = (
        ctx.t("compounds-committee"),
        committee(now),
        committee(yours),
    );
    both::differing(TEXTS.iter().map(text).chain([chosen]))
}

fn typed_of(estate: &Estate) -> Form {
    let facts = &estate.facts;
    let date = |day: Option<Date>| day.map(|it| it.to_string()).unwrap_or_default();
    let values = [
        estate.name.clone(),
        facts.developer.clone(),
        facts.company.clone(),
        facts
            .fee_fen
            .map(|fen| area_text(i64::from(fen)))
            .unwrap_or_default(),
        date(facts.contract_from),
        date(facts.contract_until),
        facts.contract_file.clone(),
        date(facts.committee_since),
        date(facts.committee_until),
        facts.branch.clone(),
        facts
            .stated_units
            .map(|it| it.to_string())
            .unwrap_or_default(),
        facts.stated_area_centi.map(area_text).unwrap_or_default(),
    ];
    let committee = facts.committee.map_or("", Committee::name).to_owned();
    let pairs = TEXTS.iter().map(|it| (*it).to_owned()).zip(values);
    let more = [("committee".to_owned(), committee)];
    Form::from_pairs(pairs.chain(more).collect())
}

fn facts_of(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Facts {
    let fee_fen = read_fee(&form.text("fee")).unwrap_or_else(|_| {
        errors.add("fee", ctx.t("compounds-fee-odd"));
        None
    });
    let stated_area = form.some("stated_area").map(|text| read_area(&text));
    let stated_area_centi = stated_area.and_then(|read| {
        read.map_err(|why| errors.add("stated_area", sentence(ctx, why)))
            .ok()
    });
    let stated_units = form.some("stated_units").and_then(|text| {
        let read = text.parse().ok();
        if read.is_none() {
            errors.add("stated_units", ctx.t("compounds-number-odd"));
        }
        read
    });
    Facts {
        developer: form.text("developer"),
        company: form.text("company"),
        contract_from: day(ctx, form, "contract_from", errors),
        contract_until: day(ctx, form, "contract_until", errors),
        fee_fen,
        contract_file: form.text("contract_file"),
        committee: Committee::from_name(&form.text("committee")),
        committee_since: day(ctx, form, "committee_since", errors),
        committee_until: day(ctx, form, "committee_until", errors),
        branch: form.text("branch"),
        stated_units,
        stated_area_centi,
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, REGISTER).await?;
    let typed = typed_of(&estate);
    render(&view(
        &ctx,
        &estate,
        estate.version,
        typed,
        Errors::default(),
    ))
}

pub(super) async fn change(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let back = format!("/desk/estates/{id}?done=compounds-changed");
    let mut tx = compounds.site.db.write().await?;
    if let Some(landed) = claim(&ctx, &mut tx, &form, ("estate facts", &back)).await? {
        return Ok(landed);
    }
    let (estate, by) = estate_of(&ctx, &mut tx, id, REGISTER).await?;
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let mut errors = Errors::default();
    let facts = facts_of(&ctx, &form, &mut errors);
    if let Err((field, why)) = check_facts(&facts) {
        errors.add(field, sentence(&ctx, why));
    }
    if errors.is_empty() {
        let name = form.text("name");
        match change_estate(&mut tx, &by, (id, version), (&name, &facts), ctx.now).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(redirect(&back));
            }
            Err(OpError::Refused(why)) => errors.add("name", sentence(&ctx, why)),
            Err(OpError::Store(StoreError::Conflict { .. })) => both::stale(&ctx, &mut errors),
            Err(error) => return Err(error.into()),
        }
    }
    // Whoever has seen both versions sends the next one on top of what stands now.
    let seen = if both::is_stale(&errors) {
        estate.version
    } else {
        version
    };
    let status = both::status(&errors);
    render_status(status, &view(&ctx, &estate, seen, form, errors))
}
