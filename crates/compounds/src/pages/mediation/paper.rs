//! The agreement as a paper to sign: its words, and lines for names that are written by hand, so
//! that printing it looks at nobody.

use askama::Template;
use axum::extract::Path;
use huiyin_web::{Arg, Ctx, Page, PageError, PageResult, render};

use huiyin_kernel::Id;

use super::Held;
use crate::MEDIATE;
use crate::model::mediation::{AgreementForm, CaseState};
use crate::ops::mediation as ops;
use crate::pages::by;
use crate::store::mediation::texts;

#[derive(Template)]
#[template(path = "compounds/mediation/paper.html")]
struct View {
    page: Page,
    id: Id,
    number: String,
    dispute: String,
    seats: Vec<String>,
    body: String,
    copies: usize,
    is_oral: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(id): Path<Id>) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let mut tx = compounds.site.db.read().await?;
    let case = ops::load(&mut tx, &by, id).await?;
    let is_oral = match case.state {
        CaseState::Drafted { .. } => false,
        CaseState::Effective { form, .. } => form == AgreementForm::Oral,
        _ => return Err(PageError::NotFound),
    };
    let all = texts::of_case(&mut tx, &compounds.site.keys, id).await?;
    let agreement = all.into_iter().rfind(|it| it.kind == texts::AGREEMENT);
    let body = agreement.ok_or(PageError::NotFound)?.body;
    let seats = case.seats.iter().map(|seat| {
        let role = ctx.t(&format!("compounds-mediation-role-{}", seat.role.key()));
        let args = [
            ("role", Arg::from(role)),
            ("seat", Arg::from(i64::from(seat.number))),
        ];
        ctx.say("compounds-mediation-seat", &args)
    });
    render(&View {
        page: ctx.page(),
        id,
        number: case.number.clone(),
        dispute: ctx.t(&format!(
            "compounds-mediation-dispute-{}",
            case.dispute.key()
        )),
        seats: seats.collect(),
        body,
        copies: case.copies(),
        is_oral,
    })
}
