//! Who holds an echo code, and what becomes of a wrong one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{EchoCode, Id};
use huiyin_web::{Ctx, Page, PageError, render_status};

use crate::Matters;
use crate::model::Actor;
use crate::store;

/// Letters of a typed code that are looked at.
const TYPED_CHARS: usize = 40;

/// Somebody with a valid code: the reporter, or one of those who joined.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub code: EchoCode,
    pub matter: Id,
    /// Their own row of the matter.
    pub reporter: Id,
    pub reported: bool,
}

impl Holder {
    /// Those who joined see the same echo but speak for nobody else, so the rules treat them as
    /// anybody from the board.
    pub(super) fn actor(&self) -> Actor {
        if self.reported {
            Actor::reporter(self.matter)
        } else {
            Actor::VISITOR
        }
    }

    pub(super) fn address(&self) -> String {
        format!("/echo/{}", self.code.as_str())
    }
}

/// A code that opens nothing, or the error that kept us from looking.
pub(super) enum Unknown {
    Page(Box<Response>),
    Error(PageError),
}

impl From<huiyin_db::StoreError> for Unknown {
    fn from(error: huiyin_db::StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl Unknown {
    pub(super) fn into_result(self) -> huiyin_web::PageResult {
        match self {
            Self::Page(response) => Ok(*response),
            Self::Error(error) => Err(error),
        }
    }
}

#[derive(Template)]
#[template(path = "resident_follow.html")]
pub(super) struct FollowView {
    pub page: Page,
    pub typed: String,
    pub wrong: bool,
}

/// Whoever holds this code. A misread code and one that never was get the same page, so that
/// nobody learns which codes exist, and too many of them are asked to wait.
pub(super) async fn find(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    typed: &str,
) -> Result<Holder, Unknown> {
    let look = ctx.site.limits.look(&ctx.network);
    look.map_err(|wait_seconds| Unknown::Error(PageError::TooMany { wait_seconds }))?;
    if let Ok(code) = typed.parse::<EchoCode>()
        && let Some((reporter, matter, role)) =
            store::holder_of(tx, &matters.site.keys, &code).await?
    {
        return Ok(Holder {
            code,
            matter,
            reporter,
            reported: role == "reporter",
        });
    }
    Err(wrong_code(ctx, typed))
}

fn wrong_code(ctx: &Ctx, typed: &str) -> Unknown {
    if let Err(wait_seconds) = ctx.site.limits.wrong_code(&ctx.network) {
        return Unknown::Error(PageError::TooMany { wait_seconds });
    }
    let view = FollowView {
        page: ctx.page(),
        typed: typed.chars().take(TYPED_CHARS).collect(),
        wrong: true,
    };
    match render_status(StatusCode::NOT_FOUND, &view) {
        Ok(response) => Unknown::Page(Box::new(response)),
        Err(error) => Unknown::Error(error),
    }
}
