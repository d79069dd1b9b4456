use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Date, Id, Instant};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::mine::{PostLine, post_lines};
use super::{Choice, Claim, Desk, claim};
use crate::model::{Account, AreaKind, Held};
use crate::ops::{self, Doer};
use crate::rules::posts::PostRefused;
use crate::store::{accounts, areas, bodies, invites, posts, second_factor};

#[derive(Template)]
#[template(path = "account_detail.html")]
struct View {
    page: Page,
    account: Account,
    is_own: bool,
    is_locked: bool,
    locked_until: String,
    has_second_factor: bool,
    /// Until when an invitation waits to be used.
    invited_until: Option<String>,
    posts: Vec<PostLine>,
    errors: Errors,
    /// Why an act beside the form for a new post was refused.
    refusal: Option<String>,
    roles: Vec<Choice>,
    areas: Vec<Choice>,
    bodies: Vec<Choice>,
    from: String,
    until: String,
}

impl View {
    async fn load(
        desk: &Desk,
        ctx: &Ctx,
        id: Id,
        form: &Form,
        errors: Errors,
    ) -> Result<Self, PageError> {
        let mut tx = desk.site.db.read().await?;
        let account = accounts::by_id(&mut tx, id)
            .await?
            .ok_or(PageError::NotFound)?;
        let held = posts::of_account(&mut tx, id).await?;
        let chosen = |name: &str| form.text(name);
        let roles = desk.registry.policy.roles().iter().map(|role| {
            let key = format!("registry-role-{}", role.name.replace('_', "-"));
            (role.name.clone(), ctx.t(&key))
        });
        let roles = choices(ctx, roles, &chosen("role"));
        let areas = choices(ctx, area_names(&mut tx, ctx).await?, &chosen("area"));
        let bodies = bodies::all(&mut tx)
            .await?
            .into_iter()
            .map(|body| (body.id.to_string(), body.get(ctx.lang).to_owned()));
        let bodies = choices(ctx, bodies, &chosen("body"));
        let from = form
            .some("from")
            .unwrap_or_else(|| ctx.now.date().to_string());
        Ok(Self {
            page: ctx.page(),
            is_own: ctx.signed_in()?.account_id == id,
            is_locked: account.locked_until > ctx.now,
            locked_until: account.locked_until.to_display(),
            has_second_factor: second_factor::is_confirmed(&mut tx, id).await?,
            invited_until: invites::of_account(&mut tx, id, ctx.now)
                .await?
                .map(Instant::to_display),
            posts: post_lines(&mut tx, ctx, held).await?,
            account,
            errors,
            refusal: None,
            roles,
            areas,
            bodies,
            from,
            until: form.text("until"),
        })
    }
}

/// The district, its streets and its communities, each below the one that holds it.
async fn area_names(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<(String, String)>, StoreError> {
    let kinds = [AreaKind::District, AreaKind::Street, AreaKind::Community];
    let all = areas::all(tx).await?;
    Ok(all
        .into_iter()
        .filter(|area| kinds.contains(&area.kind))
        .map(|area| {
            let indent = match area.kind {
                AreaKind::District => "",
                AreaKind::Street => "· ",
                _ => "·· ",
            };
            (
                area.id.to_string(),
                format!("{indent}{}", area.get(ctx.lang)),
            )
        })
        .collect())
}

pub(super) fn choices(
    ctx: &Ctx,
    options: impl IntoIterator<Item = (String, String)>,
    chosen: &str,
) -> Vec<Choice> {
    let none = (String::new(), ctx.t("registry-choose"));
    std::iter::once(none)
        .chain(options)
        .map(|(value, label)| Choice {
            chosen: value == chosen,
            value,
            label,
        })
        .collect()
}

pub(super) fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx, Path(id): Path<String>) -> PageResult {
    let id = id_of(&id)?;
    let view = View::load(&desk, &ctx, id, &Form::default(), Errors::default()).await?;
    render(&view)
}

/// The account as the person saw it; both versions are shown when it was changed meanwhile.
pub(super) async fn as_seen(tx: &mut Tx, id: Id, form: &Form) -> Result<Account, PageError> {
    let account = accounts::by_id(tx, id).await?.ok_or(PageError::NotFound)?;
    let seen: i64 = form.parse("version").ok_or(PageError::FormExpired)?;
    if account.version == seen {
        Ok(account)
    } else {
        Err(PageError::Conflict)
    }
}

/// Says at the top of the page why an act was refused.
pub(super) async fn refuse(
    desk: &Desk,
    ctx: &Ctx,
    id: Id,
    refused: PostRefused,
) -> Result<Response, PageError> {
    let view = View::load(desk, ctx, id, &Form::default(), Errors::default()).await?;
    let view = View {
        refusal: Some(ctx.t(refused.key())),
        ..view
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// Puts a refused post into words: the sentence stands at its field, the form as it was.
async fn answer(
    desk: &Desk,
    ctx: &Ctx,
    id: Id,
    form: &Form,
    refused: PostRefused,
) -> Result<Response, PageError> {
    let mut errors = Errors::default();
    errors.add(refused.field(), ctx.t(refused.key()));
    let view = View::load(desk, ctx, id, form, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn add_post(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let mut errors = Errors::default();
    let asked = Asked::read(&ctx, &form, &mut errors);
    let Some(asked) = asked.filter(|_| errors.is_empty()) else {
        let view = View::load(&desk, &ctx, id, &form, errors).await?;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let location = format!("/desk/accounts/{id}?done=registry-post-added");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, id, &form).await?;
    let area = areas::by_id(&mut tx, asked.area)
        .await?
        .ok_or(PageError::NotFound)?;
    if let Some(body) = asked.body {
        bodies::by_id(&mut tx, body)
            .await?
            .ok_or(PageError::NotFound)?;
    }
    let post = Held {
        id: desk.site.new_id(),
        account_id: id,
        role: asked.role,
        area_id: area.id,
        area_path: area.path,
        body_id: asked.body,
        from_on: asked.from_on,
        until_on: asked.until_on,
    };
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let outcome = ops::add_post(&mut tx, &desk.registry.policy, &account, &post, by).await?;
    if let Err(refused) = outcome {
        drop(tx);
        return answer(&desk, &ctx, id, &form, refused).await;
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

/// A post as the form asks for it.
struct Asked {
    role: String,
    area: Id,
    body: Option<Id>,
    from_on: Date,
    until_on: Option<Date>,
}

impl Asked {
    fn read(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Option<Self> {
        let role = errors.required(ctx, form, "role", 40);
        let area: Option<Id> = form.parse("area");
        if area.is_none() {
            errors.add("area", ctx.t("web-field-required"));
        }
        let mut day = |name: &str| {
            let typed = form.some(name)?;
            let day: Option<Date> = typed.parse().ok();
            if day.is_none() {
                errors.add(name, ctx.t("registry-post-day"));
            }
            day
        };
        let from_on = day("from").or_else(|| {
            let is_missing = form.some("from").is_none();
            is_missing.then(|| ctx.now.date())
        });
        let until_on = day("until");
        Some(Self {
            role,
            area: area?,
            body: form.parse("body"),
            from_on: from_on?,
            until_on,
        })
    }
}

pub(super) async fn set_active(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let active = form.is_on("active");
    let word = if active { "opened" } else { "closed" };
    let location = format!("/desk/accounts/{id}?done=registry-account-{word}");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, id, &form).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let successor: Option<Id> = form.parse("successor");
    if let Err(refused) = ops::set_active(&mut tx, &account, active, successor, by).await? {
        drop(tx);
        return refuse(&desk, &ctx, id, refused).await;
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

/// Takes the generator of codes away from somebody who has lost it.
pub(super) async fn reset_second_factor(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let location = format!("/desk/accounts/{id}?done=registry-second-factor-reset");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, id, &form).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if let Err(refused) = ops::reset_second_factor(&mut tx, &account, by).await? {
        drop(tx);
        return refuse(&desk, &ctx, id, refused).await;
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
