//! A new line. What was typed stays on the page when it is refused.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_books::limits::TEXT_MAX;
use huiyin_books::{Account, Basis, Draft, Kind, What};
use huiyin_db::StoreError;
use huiyin_db::blobs::{Photo, clean_photo};
use huiyin_kernel::{Date, Id, Money};
use huiyin_web::forms::{Errors, Form};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::{Claim, claim, id_of, kind_name};
use crate::model::ledger::{Behind, ItemRef};
use crate::model::register::Estate;
use crate::ops::OpError;
use crate::ops::ledger::{self, New};
use crate::pages::by;
use crate::store::ledger::books;
use crate::{Compounds, LEDGER};

const WHATS: [&str; 6] = [
    "income",
    "spent",
    "to_fund",
    "transfer",
    "distributed",
    "opening",
];

#[derive(Template)]
#[template(path = "compounds/ledger/line.html")]
struct View {
    page: Page,
    estate: Estate,
    form: Form,
    today: Date,
    whats: Vec<Choice>,
    kinds: Vec<Choice>,
    accounts: Vec<Choice>,
    funds: Vec<Choice>,
    targets: Vec<Choice>,
    items: Vec<Choice>,
    errors: Errors,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
    fn typed(&self, field: &str) -> String {
        self.form.text(field)
    }
    fn day(&self) -> String {
        self.form
            .some("day")
            .unwrap_or_else(|| self.today.to_string())
    }
}

/// What the owners passed, behind a first choice that is none of it.
fn item_choices(ctx: &Ctx, form: &Form, passed: &[(ItemRef, String)]) -> Vec<Choice> {
    let chosen = form.text("item");
    let none = Choice::new("", ctx.t("compounds-ledger-item-none"), chosen.is_empty());
    let items = passed.iter().map(|(item, title)| {
        let value = item.to_string();
        let is_chosen = value == chosen;
        Choice::new(value, title.clone(), is_chosen)
    });
    std::iter::once(none).chain(items).collect()
}

async fn page(
    ctx: &Ctx,
    compounds: &Compounds,
    estate: Id,
    (form, errors): (Form, Errors),
) -> PageResult {
    let by = by(ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, estate).await?;
    let accounts = books::accounts(&mut tx, book.id).await?;
    let passed = ledger::passed_items(&mut tx, estate.id).await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let choice = |field: &str, value: &str, label: String| {
        Choice::new(value, label, form.text(field) == value)
    };
    let account = |field: &'static str| {
        let choice = &choice;
        move |it: &Account| choice(field, it.code.as_str(), format!("{} {}", it.code, it.name))
    };
    let view = View {
        page: ctx.page(),
        today: ctx.now.date(),
        whats: WHATS
            .iter()
            .map(|what| {
                let label = format!("compounds-ledger-what-{}", what.replace('_', "-"));
                choice("what", what, ctx.t(&label))
            })
            .collect(),
        kinds: Kind::ALL
            .iter()
            .map(|kind| choice("kind", kind.name(), kind_name(ctx, *kind)))
            .collect(),
        accounts: accounts.iter().map(account("account")).collect(),
        funds: accounts
            .iter()
            .filter(|it| it.holder.holds_fund())
            .map(account("into"))
            .collect(),
        targets: accounts.iter().map(account("move_to")).collect(),
        items: item_choices(ctx, &form, &passed),
        estate,
        form: form.clone(),
        errors,
    };
    render_status(status, &view)
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> PageResult {
    let start = (Form::default(), Errors::default());
    page(&ctx, &compounds, id_of(&estate)?, start).await
}

/// Reads an amount; an empty field is nothing.
fn amount(ctx: &Ctx, form: &Form, field: &str, errors: &mut Errors) -> Money {
    let Some(text) = form.some(field) else {
        return Money::ZERO;
    };
    Money::parse(&text).unwrap_or_else(|_| {
        errors.add(field, ctx.t("compounds-ledger-refused-amount"));
        Money::ZERO
    })
}

fn what_of(ctx: &Ctx, form: &Form, errors: &mut Errors) -> What {
    let gross = amount(ctx, form, "amount", errors);
    let evidence = form.some("evidence_text");
    match form.text("what").as_str() {
        "spent" => What::Spent {
            amount: gross,
            purpose: form.text("purpose"),
            evidence,
            urgent: form.is_on("urgent"),
        },
        "opening" => What::Opening { amount: gross },
        "distributed" => What::Distributed {
            amount: gross,
            purpose: form.text("purpose"),
        },
        "transfer" => {
            if let Some(into) = form.parse("move_to") {
                What::Transfer {
                    amount: gross,
                    into,
                }
            } else {
                errors.add("move_to", ctx.t("compounds-ledger-post-no-such-account"));
                What::Opening { amount: gross }
            }
        }
        "to_fund" => {
            if let Some(into) = form.parse("into") {
                What::ToFund {
                    amount: gross,
                    into,
                }
            } else {
                errors.add("into", ctx.t("compounds-ledger-post-not-a-fund"));
                What::Opening { amount: gross }
            }
        }
        "income" => {
            let cost = amount(ctx, form, "cost", errors);
            let tax = amount(ctx, form, "tax", errors);
            let net = gross.minus(cost).and_then(|left| left.minus(tax));
            What::Income {
                payer: form.text("payer"),
                gross,
                cost,
                cost_evidence: evidence,
                tax,
                net: net.unwrap_or_default(),
            }
        }
        _ => {
            errors.add("what", ctx.t("web-field-required"));
            What::Opening { amount: gross }
        }
    }
}

/// What was chosen from the records of the house.
fn behind_of(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Behind {
    let item: Option<ItemRef> = form.parse("item");
    if item.is_none() && form.some("item").is_some() {
        let key = "compounds-ledger-refused-decision-elsewhere";
        errors.add("item", ctx.t(key));
    }
    Behind {
        item,
        contract: form.is_on("registered"),
    }
}

fn draft_of(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<Draft> {
    let date = form.parse("day");
    if date.is_none() {
        errors.add("day", ctx.t("compounds-ledger-refused-day"));
    }
    let account = form.parse("account");
    if account.is_none() {
        errors.add("account", ctx.t("compounds-ledger-post-no-such-account"));
    }
    let kind = Kind::from_name(&form.text("kind"));
    if kind.is_none() {
        errors.add("kind", ctx.t("web-field-required"));
    }
    let what = what_of(ctx, form, errors);
    Some(Draft {
        date: date?,
        account: account?,
        kind: kind?,
        what,
        basis: Basis {
            contract: form.some("contract"),
            decision: form.some("decision"),
        },
    })
}

async fn picture(
    ctx: &Ctx,
    files: Vec<(String, Vec<u8>)>,
    errors: &mut Errors,
) -> Result<Option<Photo>, PageError> {
    let Some((_, bytes)) = files.into_iter().find(|(name, _)| name == "evidence") else {
        return Ok(None);
    };
    let cleaned = tokio::task::spawn_blocking(move || clean_photo(&bytes)).await;
    let cleaned = cleaned.map_err(StoreError::inconsistent)?;
    if cleaned.is_err() {
        errors.add("evidence", ctx.t("compounds-ledger-refused-picture"));
    }
    Ok(cleaned.ok())
}

/// Words of a line, each in a field of its own.
const WORDS: [&str; 5] = ["decision", "contract", "purpose", "payer", "evidence_text"];

/// At which field a refusal is shown.
fn field_of(key: &str, form: &Form) -> &'static str {
    if key.starts_with("compounds-ledger-refused-decision-") {
        "item"
    } else if key == "compounds-ledger-refused-no-contract" {
        "contract"
    } else if key == "compounds-ledger-post-text-too-long" {
        let is_long = |field: &&str| form.text(field).chars().count() > TEXT_MAX;
        WORDS.into_iter().find(is_long).unwrap_or("decision")
    } else {
        "amount"
    }
}

pub(super) async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let form = uploaded.form;
    let mut errors = Errors::default();
    let draft = draft_of(&ctx, &form, &mut errors);
    let behind = behind_of(&ctx, &form, &mut errors);
    let evidence = picture(&ctx, uploaded.files, &mut errors).await?;
    let (true, Some(draft)) = (errors.is_empty(), draft) else {
        return page(&ctx, &compounds, estate, (form, errors)).await;
    };
    let location = format!("/desk/estates/{estate}/ledger?done=compounds-ledger-posted");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let new = New {
        draft,
        evidence,
        behind,
    };
    match ledger::post(&compounds, &mut tx, &by, estate, new).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect(&location))
        }
        Err(OpError::Room(key)) => {
            drop(tx);
            errors.add(field_of(&key, &form), ctx.t(&key));
            page(&ctx, &compounds, estate, (form, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_too_long_are_refused_at_their_own_field() {
        let key = "compounds-ledger-post-text-too-long";
        let long = "字".repeat(TEXT_MAX + 1);
        for field in WORDS {
            let form = Form::from_pairs(vec![
                ("amount".to_owned(), "5".to_owned()),
                (field.to_owned(), long.clone()),
            ]);
            assert_eq!(field_of(key, &form), field);
        }
        assert_eq!(
            field_of("compounds-ledger-post-x", &Form::default()),
            "amount"
        );
    }
}
