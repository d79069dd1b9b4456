use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::Held;
use crate::MEDIATE;
use crate::model::mediation::{CaseRefused, Dispute, Role};
use crate::ops::mediation::{self as ops, Asked, Party};
use crate::ops::{By, OpError};
use crate::pages::by;
use crate::store::register::estates;
use huiyin_web::forms::{Claim, claim};

/// Parties that the form has room for; more than four sit down rarely.
const ROWS: usize = 6;
/// Estates to choose from.
const ESTATES: i64 = 500;

struct Row {
    number: usize,
    role_field: String,
    name_field: String,
    phone_field: String,
    roles: Vec<Choice>,
    name: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "compounds/mediation/new.html")]
struct View {
    page: Page,
    errors: Errors,
    disputes: Vec<Choice>,
    estates: Vec<Choice>,
    also: Vec<Choice>,
    rows: Vec<Row>,
    summary: String,
    violence: bool,
    asked_alone: bool,
    /// Somebody is being hurt: 110 first, and nothing was written down.
    is_danger: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let mut tx = compounds.site.db.read().await?;
    let form = Form::default();
    let view = view(&ctx, &mut tx, &by, &form, (Errors::default(), false)).await?;
    render_status(StatusCode::OK, &view)
}

async fn view(
    ctx: &Ctx,
    tx: &mut Tx,
    by: &By,
    form: &Form,
    (errors, is_danger): (Errors, bool),
) -> Result<View, PageError> {
    let chosen = form.text("dispute");
    let mut disputes = vec![Choice::new("", ctx.t("compounds-mediation-choose"), false)];
    disputes.extend(Dispute::ALL.iter().map(|it| {
        let label = ctx.t(&format!("compounds-mediation-dispute-{}", it.key()));
        Choice::new(it.name(), label, chosen == it.name())
    }));
    let row = |number: usize| {
        let said = form.text(&format!("role_{number}"));
        let otherwise = if number == 0 {
            Role::Applicant
        } else {
            Role::Respondent
        };
        let role = Role::from_name(&said).unwrap_or(otherwise);
        let choice = |it: &Role| {
            let label = ctx.t(&format!("compounds-mediation-role-{}", it.key()));
            Choice::new(it.name(), label, *it == role)
        };
        Row {
            number,
            role_field: format!("role_{number}"),
            name_field: format!("name_{number}"),
            phone_field: format!("phone_{number}"),
            roles: Role::ALL.iter().map(choice).collect(),
            name: form.text(&format!("name_{number}")),
            phone: form.text(&format!("phone_{number}")),
        }
    };
    Ok(View {
        page: ctx.page(),
        errors,
        disputes,
        estates: estate_choices(ctx, tx, by, &form.text("estate")).await?,
        also: also(ctx, tx, by, &form.text("also")).await?,
        rows: (0..ROWS).map(row).collect(),
        summary: form.text("summary"),
        violence: form.is_on("violence"),
        asked_alone: form.is_on("asked_alone"),
        is_danger,
    })
}

async fn estate_choices(
    ctx: &Ctx,
    tx: &mut Tx,
    by: &By,
    chosen: &str,
) -> Result<Vec<Choice>, PageError> {
    let mut all = vec![Choice::new(
        "",
        ctx.t("compounds-mediation-no-estate"),
        false,
    )];
    for path in &by.reach {
        for estate in estates::below(tx, path, None, ESTATES).await? {
            let id = estate.id.to_string();
            let is_chosen = id == chosen;
            all.push(Choice::new(id, estate.name, is_chosen));
        }
    }
    Ok(all)
}

/// A second mediator, for those who want not to be alone.
async fn also(ctx: &Ctx, tx: &mut Tx, by: &By, chosen: &str) -> Result<Vec<Choice>, PageError> {
    let mut all = vec![Choice::new("", ctx.t("compounds-mediation-alone"), false)];
    let Some(path) = by.reach.first() else {
        return Ok(all);
    };
    for account in ops::mediators(tx, path, ctx.now.date()).await? {
        if by.account == Some(account.id) {
            continue;
        }
        let id = account.id.to_string();
        let is_chosen = id == chosen;
        all.push(Choice::new(id, account.name, is_chosen));
    }
    Ok(all)
}

fn read(ctx: &Ctx, form: &Form, errors: &mut Errors) -> Asked {
    let dispute = Dispute::from_name(&form.text("dispute")).unwrap_or_else(|| {
        errors.add("dispute", ctx.t("compounds-mediation-choose"));
        Dispute::Other
    });
    let party = |number: usize| {
        let (name, phone) = (
            form.text(&format!("name_{number}")),
            form.text(&format!("phone_{number}")),
        );
        if name.is_empty() && phone.is_empty() {
            return None;
        }
        let role = Role::from_name(&form.text(&format!("role_{number}")));
        Some(Party {
            role: role.unwrap_or(Role::Respondent),
            name,
            phone,
        })
    };
    let estate = form.some("estate").map(|text| {
        text.parse::<Id>().unwrap_or_else(|_| {
            errors.add("estate", ctx.t("compounds-mediation-no-estate"));
            ctx.site.new_id()
        })
    });
    Asked {
        dispute,
        violence: form.is_on("violence"),
        asked_alone: form.is_on("asked_alone"),
        estate,
        summary: form.text("summary"),
        parties: (0..ROWS).filter_map(party).collect(),
        also: form.parse("also").into_iter().collect(),
    }
}

pub(super) async fn submit(ctx: Ctx, compounds: Held, Posted(form): Posted) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let mut errors = Errors::default();
    let asked = read(&ctx, &form, &mut errors);
    let danger = format!(
        "compounds-mediation-refused-{}",
        CaseRefused::Call110First.key()
    );
    let mut is_danger = false;
    if errors.is_empty() {
        match save(&ctx, &compounds, &by, &form, asked).await? {
            Ok(response) => return Ok(response),
            Err(key) => {
                is_danger = key == danger;
                errors.add(field_of(&key), ctx.t(&key));
            }
        }
    }
    let mut tx = compounds.site.db.read().await?;
    let view = view(&ctx, &mut tx, &by, &form, (errors, is_danger)).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn save(
    ctx: &Ctx,
    compounds: &Held,
    by: &By,
    form: &Form,
    asked: Asked,
) -> Result<Result<Response, String>, PageError> {
    let id = ctx.site.new_id();
    let location = format!("/desk/mediation/{id}?done=compounds-mediation-registered");
    // The place that is claimed is the list: the id of a case is new with each sending.
    let list = "/desk/mediation?done=compounds-mediation-registered";
    let mut tx = match claim(&compounds.site, form, list).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(Ok(response)),
    };
    match ops::register(compounds, &mut tx, by, id, asked).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(Ok(redirect(&location)))
        }
        Err(OpError::Room(key)) => Ok(Err(key)),
        Err(error) => Err(error.into()),
    }
}

fn field_of(key: &str) -> &'static str {
    match key.trim_start_matches("compounds-mediation-refused-") {
        "call-110-first" => "violence",
        "summary-missing" | "too-long" => "summary",
        "mediators-wrong" | "not-a-mediator" => "also",
        "phone-wrong" => "phone_0",
        _ => "name_0",
    }
}
