use axum::extract::Path;
use axum::response::Response;
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::Held;
use super::one::{self, Shown};
use crate::MEDIATE;
use crate::model::mediation::{CaseAct, Confirming, EndedHow};
use crate::ops::mediation::{self as ops, Texts};
use crate::pages::both::Unsaved;
use crate::pages::by;
use huiyin_web::forms::{Claim, claim};

fn day(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Date {
    form.parse("day").unwrap_or_else(|| {
        errors.add("day", ctx.t("compounds-mediation-day-wrong"));
        ctx.now.date()
    })
}

/// The act that a form asks for, or nothing where no button of ours says so.
fn wish(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<CaseAct> {
    let has = |field: &str| form.some(field).is_some();
    Some(match form.text("act").as_str() {
        "volunteer" => CaseAct::Volunteer {
            seat: form.parse("seat")?,
            on: day(ctx, form, errors),
        },
        "mediators" => CaseAct::Mediators {
            accounts: form
                .all("mediator")
                .iter()
                .map(|it| it.parse().ok())
                .collect::<Option<Vec<Id>>>()?,
        },
        "session" => CaseAct::Session {
            on: day(ctx, form, errors),
            has_notes: has("notes"),
        },
        "draft" => CaseAct::Draft {
            on: day(ctx, form, errors),
            has_text: has("agreement"),
        },
        "oral" => CaseAct::AgreeOrally {
            on: day(ctx, form, errors),
            has_text: has("agreement"),
        },
        "redraft" => CaseAct::Redraft,
        "sign" => CaseAct::Sign {
            seat: form.parse("seat")?,
            on: day(ctx, form, errors),
        },
        "sign_mediator" => CaseAct::SignMediator {
            on: day(ctx, form, errors),
            sealed: form.is_on("sealed"),
        },
        "end" => CaseAct::End {
            how: EndedHow::from_name(&form.text("how"))?,
            on: day(ctx, form, errors),
        },
        "confirm" => CaseAct::Confirm {
            to: Confirming::from_name(&form.text("to"))?,
            on: day(ctx, form, errors),
        },
        _ => return None,
    })
}

/// Everything that is done about a case, on its page. What was refused is said there again, with what
/// was typed; where somebody saved meanwhile, beside what stands now.
pub(super) async fn submit(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let mut errors = Errors::default();
    let act = wish(&ctx, &form, &mut errors).ok_or(PageError::FormExpired)?;
    if errors.is_empty() {
        match carry_out(&ctx, &compounds, id, &form, act).await? {
            Ok(response) => return Ok(response),
            Err(why) => why.tell(&ctx, &mut errors, "acts"),
        }
    }
    let shown = Shown {
        form: Some(form),
        errors,
        revealed: false,
    };
    one::page(&ctx, &compounds, id, shown).await
}

async fn carry_out(
    ctx: &Ctx,
    compounds: &Held,
    id: Id,
    form: &Form,
    act: CaseAct,
) -> Result<Result<Response, Unsaved>, PageError> {
    let by = by(ctx, MEDIATE)?;
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let done = act.name().key();
    let location = format!("/desk/mediation/{id}?done=compounds-mediation-{done}");
    {
        let mut tx = compounds.site.db.read().await?;
        ops::load(&mut tx, &by, id).await?;
    }
    let mut tx = match claim(&compounds.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    let said = Texts {
        notes: form.text("notes"),
        agreement: form.text("agreement"),
    };
    let carried = ops::act(compounds, &mut tx, &by, (id, Some(seen)), act, &said).await;
    match carried {
        Ok(case) => {
            tx.commit().await?;
            // Whoever handed a case over does not read it any more.
            let own = ops::may_see(&by, &case);
            let list = "/desk/mediation?done=compounds-mediation-mediators";
            Ok(Ok(redirect(if own { &location } else { list })))
        }
        Err(error) => Unsaved::read(error).map(Err),
    }
}

/// A party asked that what is kept of them goes: the whole case is forgotten.
pub(super) async fn forget(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    if !form.is_on("sure") {
        let mut errors = Errors::default();
        errors.add("sure", ctx.t("compounds-mediation-forget-sure-missing"));
        let shown = Shown {
            form: Some(form),
            errors,
            revealed: false,
        };
        return one::page(&ctx, &compounds, id, shown).await;
    }
    ops::forget(&compounds, &by, id).await?;
    let location = format!("/desk/mediation/{id}?done=compounds-mediation-forget");
    Ok(redirect(&location))
}
