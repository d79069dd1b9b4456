use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use huiyin_web::forms::Posted;
use huiyin_web::{
    Ctx, Page, PageError, PageResult, SESSION_COOKIE, Viewer, redirect, render, render_status,
};
use serde::Deserialize;

use super::Desk;
use crate::demo::{self, DemoAccount};
use crate::ops::{self, Doer};
use crate::rules::session::ABSOLUTE_SECONDS;

/// Characters of a login or a password that are looked at.
const MOST_CHARACTERS: usize = 200;
const DESK: &str = "/desk";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct View {
    page: Page,
    next: String,
    login: String,
    is_refused: bool,
    /// The accounts of the model district; none elsewhere.
    demo_accounts: &'static [DemoAccount],
    demo_password: &'static str,
}

impl View {
    fn new(ctx: &Ctx, next: String, login: String, is_refused: bool) -> Self {
        let is_demo = ctx.site.settings.is_demo;
        Self {
            page: ctx.page(),
            next,
            login,
            is_refused,
            demo_accounts: if is_demo { demo::ACCOUNTS } else { &[] },
            demo_password: demo::PASSWORD,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
}

pub(super) async fn show(ctx: Ctx, Query(wanted): Query<Wanted>) -> PageResult {
    if let Some(viewer) = &ctx.viewer {
        return Ok(redirect(&landing(viewer, &wanted.next)));
    }
    render(&View::new(&ctx, wanted.next, String::new(), false))
}

pub(super) async fn submit(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let form = posted.0;
    desk.site
        .limits
        .sign_in(&ctx.network)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    let login = form.text("login");
    let password = form.secret("password");
    let next = form.text("next");
    let fits = |text: &str| text.chars().count() <= MOST_CHARACTERS;
    let opened = if fits(&login) && fits(&password) {
        ops::sign_in(&desk.site, &desk.registry, &login, &password).await?
    } else {
        None
    };
    let Some(opened) = opened else {
        let login = login.chars().take(MOST_CHARACTERS).collect();
        let view = View::new(&ctx, next, login, true);
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    // Whoever signs in again in the same browser leaves the earlier session behind.
    if let Some(before) = &ctx.viewer {
        end(&desk, before).await?;
    }
    let mut tx = desk.site.db.read().await?;
    let gatekeeper = &desk.site.gatekeeper;
    let viewer = gatekeeper
        .viewer(&mut tx, &opened.token, desk.site.now())
        .await?;
    let location = viewer.map_or_else(|| "/".to_owned(), |viewer| landing(&viewer, &next));
    Ok(with_cookie(
        &desk,
        redirect(&location),
        &opened.token,
        ABSOLUTE_SECONDS,
    ))
}

pub(super) async fn leave(State(desk): State<Desk>, ctx: Ctx, _posted: Posted) -> PageResult {
    end(&desk, ctx.signed_in()?).await?;
    let response = redirect("/sign-in?done=registry-signed-out");
    Ok(with_cookie(&desk, response, "", 0))
}

async fn end(desk: &Desk, viewer: &Viewer) -> Result<(), PageError> {
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: desk.site.now(),
    };
    let mut tx = desk.site.db.write().await?;
    ops::sign_out(&mut tx, &viewer.session_digest, by).await?;
    Ok(tx.commit().await?)
}

fn with_cookie(desk: &Desk, mut response: Response, token: &str, seconds: i64) -> Response {
    let secure = if desk.site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let line = format!(
        "{SESSION_COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    );
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// Where somebody goes after signing in: where they were going, else to their own work.
fn landing(viewer: &Viewer, next: &str) -> String {
    if viewer.must_change_password {
        return "/account/password".to_owned();
    }
    if is_own_path(next) && next != DESK {
        return next.to_owned();
    }
    let desks = [
        ("matters.desk", DESK),
        (crate::ACCOUNTS.0, "/desk/accounts"),
        (crate::SYSTEM.0, "/desk/system"),
        (crate::AUDIT.0, "/desk/audit"),
    ];
    desks
        .into_iter()
        .find(|(act, _)| viewer.acts.contains(*act))
        .map_or("/account", |(_, path)| path)
        .to_owned()
}

/// Only a path of our own, and none that leads back here.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.starts_with("/sign-")
        && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use huiyin_kernel::Id;

    use super::*;

    fn viewer(acts: &[&str]) -> Viewer {
        Viewer {
            account_id: Id::derived("test", "viewer"),
            name: "甲".to_owned(),
            posts: Vec::new(),
            acts: acts
                .iter()
                .map(|act| (*act).to_owned())
                .collect::<BTreeSet<_>>(),
            must_change_password: false,
            session_digest: "d".to_owned(),
        }
    }

    #[test]
    fn everybody_lands_where_they_have_work() {
        assert_eq!(landing(&viewer(&["matters.desk"]), ""), "/desk");
        assert_eq!(
            landing(&viewer(&["registry.accounts"]), "/desk"),
            "/desk/accounts"
        );
        assert_eq!(landing(&viewer(&[]), "/desk"), "/account");
        assert_eq!(
            landing(&viewer(&["matters.desk"]), "/desk/m/1?tab=2"),
            "/desk/m/1?tab=2"
        );
        let mut new = viewer(&["matters.desk"]);
        new.must_change_password = true;
        assert_eq!(landing(&new, "/desk/m/1"), "/account/password");
    }

    #[test]
    fn nobody_is_led_away_after_signing_in() {
        for hostile in [
            "//evil.cn",
            "https://evil.cn",
            "/\\evil.cn",
            "javascript:x",
            "/a\r\nb",
            "/sign-out",
        ] {
            assert_eq!(
                landing(&viewer(&["matters.desk"]), hostile),
                "/desk",
                "{hostile:?}"
            );
        }
    }
}
