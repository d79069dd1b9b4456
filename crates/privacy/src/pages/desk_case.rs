//! One case on the desk of whoever decides. It shows which matters it is about and how far they
//! are, never what stands in them: to decide, nobody needs to read it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_matters::personal;
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::case::CopyView;
use super::say::{self, Badge, Due, Line};
use crate::Privacy;
use crate::model::{Act, ActName, Actor, Ground, Kind, Proof};
use crate::ops::{self, Expected, OpError, Wanted};
use crate::rules;
use crate::store::cases::{self, Known};

struct MatterLine {
    number: String,
    state: String,
    reported: bool,
    gone: bool,
}

#[derive(Template)]
#[template(path = "desk_rights_case.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an act that is open or not"
)]
struct View {
    page: Page,
    id: String,
    number: String,
    version: u32,
    right: String,
    consequence: String,
    proof: String,
    state: Badge,
    due: Option<Due>,
    matters: Vec<MatterLine>,
    lines: Vec<Line>,
    grounds: Vec<Choice>,
    may_take: bool,
    may_grant: bool,
    may_refuse: bool,
    may_extend: bool,
    may_hand_over: bool,
    corrects: bool,
    deletes: bool,
    refused: String,
    typed: Typed,
}

#[derive(Default)]
struct Typed {
    note: String,
    name: String,
    phone: String,
    reason: String,
}

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn load(privacy: &Privacy, tx: &mut Tx, id: Id) -> Result<Known, PageError> {
    let keys = &privacy.matters.site.keys;
    cases::load(tx, keys, id).await?.ok_or(PageError::NotFound)
}

async fn matter_lines(
    ctx: &Ctx,
    privacy: &Privacy,
    tx: &mut Tx,
    case: Id,
) -> Result<Vec<MatterLine>, PageError> {
    let mut lines = Vec::new();
    for person in cases::people(tx, case).await? {
        let held = personal::held(tx, person.reporter).await?;
        if let Some(other) = privacy.held_elsewhere(tx, person.reporter).await? {
            let kept = if other.kept_by_law { "kept" } else { "held" };
            lines.push(MatterLine {
                number: person.number,
                state: ctx.t(&format!("privacy-elsewhere-{kept}")),
                reported: true,
                gone: false,
            });
            continue;
        }
        lines.push(MatterLine {
            number: person.number,
            state: held.as_ref().map_or_else(String::new, |held| {
                ctx.t(&format!("matters-state-{}", held.state.key()))
            }),
            reported: held.as_ref().is_none_or(|it| it.reported),
            gone: held.is_none(),
        });
    }
    Ok(lines)
}

async fn view(
    ctx: &Ctx,
    privacy: &Privacy,
    known: &Known,
    form: &Form,
    refused: String,
) -> Result<View, PageError> {
    let mut tx = privacy.matters.site.db.read().await?;
    let case = &known.case;
    let officer = Actor::Officer(ctx.signed_in()?.account_id);
    let open = rules::available(case, officer);
    let may = |act: ActName| open.contains(&act);
    let proof = match case.proof {
        Proof::Code => ctx.t("privacy-proof-code"),
        Proof::Counter { shown, .. } => ctx.t(&format!("privacy-shown-{}", shown.key())),
    };
    let grounds = Ground::ALL.iter().map(|it| it.name());
    let kind = case.kind.key();
    Ok(View {
        page: ctx.page(),
        id: case.id.to_string(),
        number: known.number.clone(),
        version: case.version,
        right: ctx.t(&format!("privacy-kind-{kind}")),
        consequence: ctx.t(&format!("privacy-consequence-{kind}")),
        proof,
        state: say::state(ctx, case.state.name()),
        due: say::due(ctx, case),
        matters: matter_lines(ctx, privacy, &mut tx, case.id).await?,
        lines: say::lines(ctx, &mut tx, case, true).await?,
        grounds: say::choices(ctx, "privacy-ground", grounds, &form.text("ground")),
        may_take: may(ActName::Take),
        may_grant: may(ActName::Grant),
        may_refuse: may(ActName::Refuse),
        may_extend: may(ActName::Extend),
        may_hand_over: may(ActName::HandOver),
        corrects: case.kind == Kind::Correct,
        deletes: case.kind == Kind::Delete,
        refused,
        typed: Typed {
            note: form.text("note"),
            name: form.text("name"),
            phone: form.text("phone"),
            reason: form.text("reason"),
        },
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = load(&privacy, &mut tx, id_of(&id)?).await?;
    drop(tx);
    render(&view(&ctx, &privacy, &known, &Form::default(), String::new()).await?)
}

pub(super) async fn act(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path((id, act)): Path<(String, String)>,
    Posted(form): Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let name = ActName::from_name(&act).ok_or(PageError::NotFound)?;
    let officer = ctx.signed_in()?.account_id;
    let expected = Expected {
        version: Some(form.parse("version").ok_or(PageError::FormExpired)?),
        form_key: Some(key_of(&form)?),
    };
    match carry_out(&privacy, id, officer, name, &form, expected).await {
        Ok(()) if name == ActName::HandOver => handed_over(&ctx, &privacy, id).await,
        Ok(()) => Ok(redirect(&format!(
            "/desk/rights/{id}?done=rights-{}",
            name.key()
        ))),
        Err(OpError::NotFound) => Err(PageError::NotFound),
        Err(error) => {
            let refused = say::refusal(&ctx, error.into())?;
            let mut tx = privacy.matters.site.db.read().await?;
            let known = load(&privacy, &mut tx, id).await?;
            drop(tx);
            let view = view(&ctx, &privacy, &known, &form, refused).await?;
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

async fn carry_out(
    privacy: &Privacy,
    id: Id,
    officer: Id,
    name: ActName,
    form: &Form,
    expected: Expected,
) -> Result<(), OpError> {
    let act = match name {
        ActName::Take => Act::Take,
        ActName::Grant => {
            let wanted = Wanted {
                note: form.text("note"),
                name: form.some("name"),
                phone: form.some("phone"),
            };
            return ops::grant(privacy, id, officer, &wanted, expected).await;
        }
        ActName::Refuse => Act::Refuse {
            ground: Ground::from_name(&form.text("ground")).unwrap_or(Ground::Unclear),
            reason: form.text("reason"),
        },
        ActName::Extend => Act::Extend {
            reason: form.text("reason"),
        },
        ActName::HandOver => Act::HandOver,
        ActName::Ask | ActName::Withdraw | ActName::Remind => return Err(OpError::NotFound),
    };
    ops::act(privacy, id, Actor::Officer(officer), &act, expected).await
}

/// The copy on paper, for this one answer; that it was handed over is in the journal.
async fn handed_over(ctx: &Ctx, privacy: &Privacy, id: Id) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = load(privacy, &mut tx, id).await?;
    let copy = ops::copy_of(privacy, &mut tx, &known, false, ctx.now).await?;
    render(&CopyView {
        page: ctx.page(),
        number: known.number.clone(),
        made_at: ctx.moment(ctx.now),
        matters: copy.matters,
        elsewhere: copy.elsewhere,
        photos_at: String::new(),
    })
}
