//! A slip for somebody at the counter: with it they find all their matters at home, without a
//! code by short message.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::{self, Errors, Once, Posted};
use huiyin_web::{Ctx, Page, PageResult, qr, render, render_status};

use crate::Matters;
use crate::ops::light;
use crate::rules::light::{Reach, SLIP_SECONDS};

const HERE: &str = "/desk/light-slip";
const SHOWN_CHARACTERS: usize = 120;
const DAY_SECONDS: i64 = 86_400;

#[derive(Template)]
#[template(path = "desk_light_slip.html")]
struct AskView {
    page: Page,
    reach: String,
    days: i64,
    errors: Errors,
}

/// The slip itself, shown once in answer to the form that made it.
#[derive(Template)]
#[template(path = "desk_light_slip_print.html")]
struct SlipView {
    page: Page,
    /// Enough for the resident to see that it is their own.
    masked: String,
    code: String,
    until: String,
    address: String,
    qr: String,
}

fn ask_view(ctx: &Ctx, reach: String, errors: Errors) -> AskView {
    AskView {
        page: ctx.page(),
        reach,
        days: SLIP_SECONDS / DAY_SECONDS,
        errors,
    }
}

pub(super) async fn show(ctx: Ctx) -> PageResult {
    render(&ask_view(&ctx, String::new(), Errors::default()))
}

pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let key = forms::key_of(&form)?;
    let typed = form.text("reach");
    let Some(reach) = Reach::read(&typed) else {
        let mut errors = Errors::default();
        errors.add("reach", ctx.t("matters-mine-reach-odd"));
        let typed = typed.chars().take(SHOWN_CHARACTERS).collect();
        return render_status(
            StatusCode::UNPROCESSABLE_ENTITY,
            &ask_view(&ctx, typed, errors),
        );
    };
    let site = &matters.site;
    let mut tx = site.db.write().await?;
    // The code is kept nowhere, so a form sent twice cannot show it again.
    let content = form.content(
        &site.keys,
        &format!("sign-in slip by {}", viewer.account_id),
    );
    match forms::once(&mut tx, key, &content, HERE, ctx.now).await? {
        Once::First => {}
        before => return forms::landed(before, HERE),
    }
    let code = light::print_slip(&mut tx, site, &reach, &viewer.actor(), ctx.now).await?;
    tx.commit().await?;
    let address = format!(
        "{}/mine",
        site.settings.public_address.trim_end_matches('/')
    );
    render(&SlipView {
        page: ctx.page(),
        masked: reach.masked(),
        code: grouped(&code),
        until: ctx.now.plus_seconds(SLIP_SECONDS).to_display(),
        qr: qr::svg(&address).unwrap_or_default(),
        address,
    })
}

/// `1234 5678`, as it is read aloud.
fn grouped(code: &str) -> String {
    let (first, rest) = code.split_at(code.len() / 2);
    format!("{first} {rest}")
}
