use axum::extract::Path;
use axum::response::Response;
use huiyin_kernel::{Date, Id, Said};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::{Held, edit};
use crate::VOTES;
use crate::model::house_rules::{Adoption, RuleAct};
use crate::ops::{By, house_rules as ops};
use crate::pages::both::Unsaved;
use crate::pages::estate_of;
use huiyin_web::forms::{Claim, claim};

enum Wish {
    Act(RuleAct),
    Adopt(Adoption, Date),
}

fn day(ctx: &Ctx, form: &Form, errors: &mut Errors, field: &str) -> Date {
    form.parse(field).unwrap_or_else(|| {
        errors.add(field, ctx.t("compounds-rules-day-wrong"));
        ctx.now.date()
    })
}

/// By what the owners decided.
fn adoption(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Adoption {
    let vote = form.some("vote").and_then(|text| {
        let read: Option<Id> = text.parse().ok();
        if read.is_none() {
            errors.add("vote", ctx.t("compounds-rules-refused-vote-unknown"));
        }
        read
    });
    Adoption {
        vote,
        words: form.text("words"),
        on: day(ctx, form, errors, "on"),
    }
}

fn wish(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<Wish> {
    let act = match form.text("act").as_str() {
        "write" => RuleAct::Write {
            text: Said::new(form.text("zh"), form.text("en")),
        },
        "propose" => RuleAct::Propose,
        "take_back" => RuleAct::TakeBack,
        "discard" => RuleAct::Discard,
        "repeal" => RuleAct::Repeal {
            by: adoption(ctx, form, errors),
        },
        "adopt" => {
            let by = adoption(ctx, form, errors);
            let from = day(ctx, form, errors, "from");
            return Some(Wish::Adopt(by, from));
        }
        _ => return None,
    };
    Some(Wish::Act(act))
}

/// Everything that is done about an edition, on its page.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path((estate, kind, id)): Path<(Id, String, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let mut errors = Errors::default();
    let wish = wish(&ctx, &form, &mut errors).ok_or(PageError::FormExpired)?;
    let by = {
        let mut tx = compounds.site.db.read().await?;
        let (estate, by) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
        let rule = ops::load(&mut tx, &by, id).await?;
        if rule.estate != estate.id || rule.kind.name() != kind {
            return Err(PageError::NotFound);
        }
        by
    };
    let place = format!("/desk/estates/{estate}/rules/{kind}/{id}");
    if errors.is_empty() {
        match carry_out(&compounds, &by, (id, &place), &form, wish).await? {
            Ok(response) => return Ok(response),
            Err(why) => why.tell(&ctx, &mut errors, field_of(&form.text("act"))),
        }
    }
    edit::page(&ctx, &compounds, (estate, &kind, id), Some(&form), errors).await
}

fn field_of(act: &str) -> &'static str {
    match act {
        "adopt" | "repeal" => "words",
        _ => "zh",
    }
}

async fn carry_out(
    compounds: &Held,
    by: &By,
    (id, place): (Id, &str),
    form: &Form,
    wish: Wish,
) -> Result<Result<Response, Unsaved>, PageError> {
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let done = form.text("act").replace('_', "-");
    let location = format!("{place}?done=compounds-rules-{done}");
    let mut tx = match claim(&compounds.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let which = (id, Some(seen));
    let carried = match wish {
        Wish::Act(act) => ops::act(compounds, &mut tx, by, which, act).await,
        Wish::Adopt(adoption, from) => {
            ops::adopt(compounds, &mut tx, by, which, (adoption, from)).await
        }
    };
    match carried {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(error) => Unsaved::read(error).map(Err),
    }
}
