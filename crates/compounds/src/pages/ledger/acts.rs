//! Opening the book, its settings and accounts, taking a line back, closing a period.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_books::{City, Holder};
use huiyin_kernel::{Date, Money};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::{Claim, claim, id_of};
use crate::ops::ledger::{self, Settings};
use crate::pages::by;
use crate::{Compounds, LEDGER};

fn settings(form: &Form) -> Result<Settings, PageError> {
    let city = City::from_name(&form.text("city")).ok_or(PageError::FormExpired)?;
    let wrong = |_| PageError::Refused {
        key: "compounds-ledger-refused-amount".to_owned(),
        args: Vec::new(),
    };
    let first = form.some("fund_first");
    Ok(Settings {
        city,
        chosen: Holder::from_name(&form.text("chosen")),
        basis: form.text("basis"),
        fund_first: first
            .as_deref()
            .map(Money::parse)
            .transpose()
            .map_err(wrong)?,
    })
}

/// The day through which the book is closed, as it was typed.
fn last_day(ctx: &Ctx, form: &Form) -> Result<Date, PageError> {
    form.parse("through").ok_or_else(|| {
        let mut errors = Errors::default();
        errors.add("through", ctx.t("compounds-ledger-refused-day"));
        errors.into_error()
    })
}

pub(super) async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    posted: Posted,
) -> PageResult {
    let estate = id_of(&estate)?;
    let form = posted.0;
    let by = by(&ctx, LEDGER)?;
    let act = form.text("act");
    let done = match act.as_str() {
        "open" => "compounds-ledger-opened",
        "settle" => "compounds-ledger-settled",
        "account" => "compounds-ledger-account-added",
        "reverse" => "compounds-ledger-reversed",
        "close" => "compounds-ledger-closed",
        _ => return Err(PageError::FormExpired),
    };
    let location = format!("/desk/estates/{estate}/ledger?done={done}");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let slice = &compounds;
    match act.as_str() {
        "open" => {
            let began = form.parse("began").unwrap_or_else(|| ctx.now.date());
            let wanted = (settings(&form)?, began);
            ledger::open(slice, &mut tx, &by, estate, wanted).await?;
        }
        "settle" => {
            ledger::settle(slice, &mut tx, &by, estate, settings(&form)?).await?;
        }
        "account" => {
            let holder = Holder::from_name(&form.text("holder")).ok_or(PageError::FormExpired)?;
            let name = form.text("name");
            ledger::add_account(slice, &mut tx, &by, estate, (&name, holder)).await?;
        }
        "reverse" => {
            let number = form.parse("line").ok_or(PageError::FormExpired)?;
            let day = form.parse("day").unwrap_or_else(|| ctx.now.date());
            let reason = form.text("reason");
            ledger::reverse(slice, &mut tx, &by, estate, (number, day, &reason)).await?;
        }
        _ => {
            let through = last_day(&ctx, &form)?;
            ledger::close(slice, &mut tx, &by, estate, through).await?;
        }
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
