use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_web::forms::{self, Errors, Posted};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::super::report::{self, check_phone};
use super::super::wording;
use super::one::{self, Joining};
use crate::Matters;
use crate::ops;
use crate::store::{self, Contact};

/// “Me too”: a code of one's own for the same echo.
pub(in super::super) async fn join(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(number): Path<String>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let key = forms::key_of(&form)?;
    if let Err(wait_seconds) = ctx.site.limits.report(&ctx.network) {
        return Err(PageError::TooMany { wait_seconds });
    }
    let mut joining = Joining {
        phone: form.text("phone"),
        errors: Errors::default(),
    };
    check_phone(&ctx, &mut joining.errors, &joining.phone);
    if !joining.errors.is_empty() {
        return one::render(
            &ctx,
            &matters,
            &number,
            joining,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let found = {
        let mut tx = matters.site.db.read().await?;
        store::board_row(&mut tx, &number)
            .await?
            .ok_or(PageError::NotFound)?
    };
    let phone: String = joining
        .phone
        .chars()
        .filter(|it| !" -".contains(*it))
        .collect();
    let contact = Contact {
        name: None,
        phone: Some(phone).filter(|text| !text.is_empty()),
        tell: None,
    };
    let id = report::joined_id(&matters.site, key, found.id);
    match ops::join(&matters, found.id, &contact, id).await {
        Ok(code) => Ok(redirect(&format!("/receipt/{}", code.as_str()))),
        Err(error) => {
            joining
                .errors
                .add("phone", wording::refusal(&ctx, error.into())?);
            one::render(
                &ctx,
                &matters,
                &number,
                joining,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
    }
}
