//! Who may pass. The declared access of a route is checked here and nowhere else.

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{Access, Ctx, PageError};

const SIGN_OUT: &str = "/sign-out";

pub(crate) async fn check(access: Access, request: Request, next: Next) -> Response {
    let Some(ctx) = request.extensions().get::<Ctx>() else {
        return PageError::NotFound.into_response();
    };
    match verdict(access, ctx, request.method(), request.uri().path()) {
        Ok(()) => next.run(request).await,
        Err(error) => {
            note_refused(access, ctx, &request);
            error.into_response()
        }
    }
}

/// One line for whoever looks after the district: which act was refused on which route. Not to
/// whom: nobody keeps a record of who looks for what.
fn note_refused(access: Access, ctx: &Ctx, request: &Request) {
    let (Access::Needs(act), true) = (access, ctx.viewer.is_some()) else {
        return;
    };
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    tracing::info!(act = act.0, route, "an act was asked for without its right");
}

fn verdict(access: Access, ctx: &Ctx, method: &Method, path: &str) -> Result<(), PageError> {
    let needed = match access {
        Access::Public | Access::Device => return Ok(()),
        Access::SignedIn => None,
        Access::Needs(act) => Some(act),
    };
    let Some(viewer) = &ctx.viewer else {
        let next = if method == Method::GET {
            ctx.here.clone()
        } else {
            "/desk".to_owned()
        };
        return Err(PageError::SignInFirst { next });
    };
    if let Some(duty) = viewer.duty
        && !duty.opens(path)
        && path != SIGN_OUT
    {
        return Err(PageError::DutyFirst(duty));
    }
    match needed {
        // What one may not know of is not there.
        Some(act) if !viewer.may(act) => Err(PageError::NotFound),
        _ => Ok(()),
    }
}
