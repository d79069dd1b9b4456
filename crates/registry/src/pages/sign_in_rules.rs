//! What the district decides about signing in: stricter is free, looser is refused.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Arg, Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{Claim, Desk, claim};
use crate::ops::{self, Doer};
use crate::rules::password::Style;
use crate::rules::session::Limits;
use crate::rules::sign_in_rules::{SignInRules, check, most, never_ends};
use crate::store::settings;

const HERE: &str = "/desk/accounts/rules";

/// A number of the form.
struct Number {
    field: &'static str,
    value: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "sign_in_rules.html")]
struct View {
    page: Page,
    errors: Errors,
    numbers: Vec<Number>,
    styles: Vec<Choice>,
    roles: Vec<Choice>,
}

impl View {
    async fn load(
        desk: &Desk,
        ctx: &Ctx,
        asked: Option<&SignInRules>,
        errors: Errors,
    ) -> Result<Self, PageError> {
        let mut tx = desk.site.db.read().await?;
        let limits = settings::limits(&mut tx).await?;
        let stored = ops::chosen_rules(&mut tx).await?;
        let shown = asked.unwrap_or(&stored);
        let values = [
            shown.idle_minutes,
            shown.idle_minutes_admin,
            shown.absolute_hours,
            shown.password_days,
        ];
        let numbers = most(limits)
            .into_iter()
            .zip(values)
            .map(|((field, most), value)| Number {
                field,
                value: value.to_string(),
                hint: hint(ctx, limits, field, most),
            })
            .collect();
        let styles = [("rotation", Style::Rotation), ("length", Style::Length)]
            .map(|(word, style)| Choice {
                value: word.to_owned(),
                label: ctx.t(&format!("registry-rules-style-{word}")),
                hint: ctx.t(&format!("registry-rules-style-{word}-hint")),
                chosen: shown.style == style,
            })
            .to_vec();
        let roles = desk.registry.policy.roles().iter().map(|role| {
            let key = format!("registry-role-{}", role.name.replace('_', "-"));
            let chosen = shown.second_factor.contains(&role.name);
            Choice::new(role.name.clone(), ctx.t(&key), chosen)
        });
        Ok(Self {
            page: ctx.page(),
            errors,
            numbers,
            styles,
            roles: roles.collect(),
        })
    }
}

fn hint(ctx: &Ctx, limits: Limits, field: &str, most: i64) -> String {
    let key = if field == "password_days" && never_ends(limits) {
        "registry-rules-most-or-never"
    } else {
        "registry-rules-most"
    };
    ctx.say(key, &[("most", Arg::from(most))])
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::load(&desk, &ctx, None, Errors::default()).await?)
}

/// A number that is none becomes one that is out of range.
fn read(form: &Form) -> SignInRules {
    let number = |field: &str| form.parse(field).unwrap_or(0);
    SignInRules {
        idle_minutes: number("idle_minutes"),
        idle_minutes_admin: number("idle_minutes_admin"),
        absolute_hours: number("absolute_hours"),
        password_days: number("password_days"),
        style: if form.text("style") == "length" {
            Style::Length
        } else {
            Style::Rotation
        },
        second_factor: form.all("second_factor").into_iter().collect(),
    }
}

pub(super) async fn submit(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let form = posted.0;
    let asked = read(&form);
    let location = format!("{HERE}?done=registry-rules-saved");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let limits = settings::limits(&mut tx).await?;
    let rules = match check(asked.clone(), limits, &desk.registry.policy) {
        Ok(rules) => rules,
        Err(wrong) => {
            drop(tx);
            let mut errors = Errors::default();
            for it in wrong {
                let sentence = ctx.say("registry-rules-range", &[("most", Arg::from(it.most))]);
                errors.add(it.field, sentence);
            }
            let view = View::load(&desk, &ctx, Some(&asked), errors).await?;
            return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    ops::set_sign_in_rules(&mut tx, &rules, by).await?;
    tx.commit().await?;
    Ok(redirect(&location))
}
