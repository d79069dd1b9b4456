use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::StoreError;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, render, render_status};

use super::slip::Slip;
use super::{Claim, Desk, claim_as};
use crate::model::NewAccount;
use crate::ops::{self, Doer};
use crate::rules::fold;
use crate::store::accounts;

/// Characters of a person's name.
const NAME_CHARACTERS: usize = 40;

#[derive(Template)]
#[template(path = "account_new.html")]
struct View {
    page: Page,
    errors: Errors,
    login: String,
    /// Not `name`, which the field macros call their own argument.
    person: String,
}

pub(super) async fn show(ctx: Ctx) -> PageResult {
    render(&View {
        page: ctx.page(),
        errors: Errors::default(),
        login: String::new(),
        person: String::new(),
    })
}

pub(super) async fn submit(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let form = posted.0;
    let mut errors = Errors::default();
    let name = errors.required(&ctx, &form, "name", NAME_CHARACTERS);
    let typed = errors.required(&ctx, &form, "login", *fold::LOGIN_CHARACTERS.end());
    let login = fold::login(&typed);
    if errors.of("login").is_none() && !fold::is_login(&login) {
        errors.add("login", ctx.t("registry-login-form"));
    }
    if errors.is_empty() {
        let asked = Asked {
            login,
            name: name.clone(),
            by_link: form.text("way") == "link",
        };
        match create(&desk, &ctx, &form, asked).await? {
            Outcome::Done(response) => return Ok(response),
            Outcome::Taken => errors.add("login", ctx.t("registry-login-taken")),
        }
    }
    let view = View {
        page: ctx.page(),
        errors,
        login: typed,
        person: name,
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// What the form asks for, checked.
struct Asked {
    login: String,
    name: String,
    /// An invitation instead of a printed first password.
    by_link: bool,
}

enum Outcome {
    Done(Response),
    Taken,
}

async fn create(desk: &Desk, ctx: &Ctx, form: &Form, asked: Asked) -> Result<Outcome, PageError> {
    let id = desk.site.new_id();
    let (password, password_hash) = if asked.by_link {
        let hash = ops::no_password(&desk.site, &desk.registry).await?;
        (String::new(), hash)
    } else {
        ops::first_password(&desk.site, &desk.registry).await?
    };
    // Claimed before the login is looked for: the second half of a double click must meet its
    // own account, not be told that the login is taken.
    let mut tx = match claim_as(
        &desk.site,
        form,
        "new account",
        &format!("/desk/accounts/{id}"),
    )
    .await?
    {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Outcome::Done(response)),
    };
    if accounts::by_login(&mut tx, &asked.login).await?.is_some() {
        return Ok(Outcome::Taken);
    }
    let new = NewAccount {
        id,
        login: asked.login,
        name: asked.name,
        password_hash,
        must_change_password: true,
    };
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    match ops::create_account(&mut tx, &desk.site.keys, &new, by).await {
        Err(StoreError::Duplicate(_)) => return Ok(Outcome::Taken),
        other => other?,
    }
    let slip = if asked.by_link {
        let account = accounts::by_id(&mut tx, id)
            .await?
            .ok_or(PageError::NotFound)?;
        let hash = account.password_hash.clone();
        let token = ops::invite(&mut tx, &desk.site, &account, &hash, by).await?;
        Slip::invitation(ctx, &account, &token)
    } else {
        Slip::new(ctx, id, new.login, new.name, password)
    };
    tx.commit().await?;
    Ok(Outcome::Done(render(&slip)?))
}
