//! Who holds the code of a visit, and what becomes of a wrong one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::EchoCode;
use huiyin_web::{Ctx, Page, PageError, PageResult, render, render_status};

use crate::Visits;
use crate::store::visits::{self, Stored};

/// Letters of a typed code that are looked at.
const TYPED_CHARS: usize = 40;

#[derive(Template)]
#[template(path = "visit_find.html")]
struct FindView {
    page: Page,
    typed: String,
    wrong: bool,
}

/// The visit that a code opens, or the answer for one that opens nothing.
pub(super) enum Held {
    Visit(Box<Stored>),
    Answer(Box<Response>),
}

/// A misread code and one that never was get the same page, so that nobody learns which codes
/// there are, and too many of them are asked to wait, as on the page of echo codes.
pub(super) async fn find(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    typed: &str,
) -> Result<Held, PageError> {
    let limits = &ctx.site.limits;
    let wait = |wait_seconds| PageError::TooMany { wait_seconds };
    limits.look(&ctx.network).map_err(wait)?;
    if let Ok(code) = typed.parse::<EchoCode>()
        && let Some(stored) = visits::by_code(tx, &slice.site.keys, &code).await?
    {
        return Ok(Held::Visit(Box::new(stored)));
    }
    limits.wrong_code(&ctx.network).map_err(wait)?;
    let view = FindView {
        page: ctx.page(),
        typed: typed.chars().take(TYPED_CHARS).collect(),
        wrong: true,
    };
    let page = render_status(StatusCode::NOT_FOUND, &view)?;
    Ok(Held::Answer(Box::new(page)))
}

/// The form for a code.
pub(super) fn ask(ctx: &Ctx) -> PageResult {
    render(&FindView {
        page: ctx.page(),
        typed: String::new(),
        wrong: false,
    })
}
