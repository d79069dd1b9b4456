use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_db::fields::Keys;
use huiyin_kernel::mask::{mask_name, mask_phone};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::accounts;
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Arg, Choice, Ctx, Page, PageError, PageResult, render_status};

use super::list::tone;
use super::{Held, differs};
use crate::model::mediation::{Case, CaseActName as A, CaseState, Confirming, EndedHow, Seat};
use crate::ops::By;
use crate::ops::mediation as ops;
use crate::pages::both::{self, Other};
use crate::pages::by;
use crate::rules::mediation::may;
use crate::store::mediation::{parties, texts};
use crate::{Compounds, MEDIATE};

struct PartyLine {
    seat: u8,
    role: String,
    name: String,
    phone: String,
    volunteered: String,
    signed: String,
    may_volunteer: bool,
    may_sign: bool,
}

struct Said {
    title: String,
    body: String,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
#[derive(Template)]
#[template(path = "compounds/mediation/one.html")]
struct View {
    page: Page,
    errors: Errors,
    /// Where the case stands otherwise than this person saw it.
    differs: Vec<Other>,
    id: Id,
    version: u32,
    number: String,
    dispute: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    opened: String,
    mediators: String,
    sessions: String,
    copies: usize,
    parties: Vec<PartyLine>,
    said: Vec<Said>,
    /// Effect, form and the thirty days.
    effect: String,
    confirm: String,
    confirm_state: String,
    is_reminded: bool,
    is_over_time: bool,
    mediator_signed: String,
    reasons: Vec<Choice>,
    ends: Vec<Choice>,
    others: Vec<Choice>,
    today: String,
    typed: Typed,
    is_revealed: bool,
    is_forgotten: bool,
    has_paper: bool,
    may: May,
}

/// The buttons of the page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
struct May {
    session: bool,
    draft: bool,
    redraft: bool,
    sign_mediator: bool,
    end: bool,
    mediators: bool,
    apply: bool,
    answer: bool,
    forget: bool,
}

/// There is an agreement whose words are still known.
fn has_paper(case: &Case) -> bool {
    let is_agreed = matches!(
        case.state,
        CaseState::Drafted { .. } | CaseState::Effective { .. }
    );
    is_agreed && !case.forgotten
}

fn buttons(case: &Case, now: Instant) -> May {
    let (confirming, in_time) = match &case.state {
        CaseState::Effective {
            confirming,
            confirm_before,
            ..
        } => (Some(*confirming), now < *confirm_before),
        _ => (None, false),
    };
    May {
        session: may(case, A::Session),
        draft: may(case, A::Draft) && !case.sessions.is_empty(),
        redraft: may(case, A::Redraft),
        sign_mediator: matches!(case.state, CaseState::Drafted { mediator: None, .. }),
        end: may(case, A::End),
        mediators: may(case, A::Mediators),
        apply: confirming == Some(Confirming::Open) && in_time,
        answer: confirming == Some(Confirming::Applied),
        forget: may(case, A::Forget) && !case.forgotten,
    }
}

/// What was typed into a form that was refused.
struct Typed(Option<Form>);

impl Typed {
    fn or(&self, name: &str, otherwise: &str) -> String {
        let form = self.0.as_ref();
        form.map_or_else(|| otherwise.to_owned(), |it| it.text(name))
    }
}

/// How a case is shown this time.
#[derive(Default)]
pub(super) struct Shown {
    pub form: Option<Form>,
    pub errors: Errors,
    pub revealed: bool,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Path(id): Path<Id>) -> PageResult {
    page(&ctx, &compounds, id, Shown::default()).await
}

pub(super) async fn page(
    ctx: &Ctx,
    compounds: &Arc<Compounds>,
    id: Id,
    shown: Shown,
) -> Result<Response, PageError> {
    let by = by(ctx, MEDIATE)?;
    let mut tx = compounds.site.db.read().await?;
    let case = ops::load(&mut tx, &by, id).await?;
    let status = both::status(&shown.errors);
    let view = view(ctx, compounds, &mut tx, (&by, &case), shown).await?;
    render_status(status, &view)
}

async fn view(
    ctx: &Ctx,
    compounds: &Arc<Compounds>,
    tx: &mut Tx,
    (by, case): (&By, &Case),
    shown: Shown,
) -> Result<View, PageError> {
    let keys = &compounds.site.keys;
    let people = parties::of_case(tx, keys, case.id).await?;
    let names = accounts::names(tx, &case.mediators).await?;
    let comma = ctx.t("compounds-mediation-comma");
    let joined = |all: Vec<String>| all.join(&comma);
    let mediators = case
        .mediators
        .iter()
        .filter_map(|id| names.get(id).cloned());
    let sessions = case.sessions.iter().map(|day| ctx.day(*day));
    let (differs, version) = late(ctx, (&mut *tx, keys), case, &shown).await?;
    let (tone, icon) = tone(case.state.name());
    let effect = effect(ctx, case);
    let lines = case
        .seats
        .iter()
        .map(|seat| party(ctx, case, seat, &people, shown.revealed));
    Ok(View {
        page: ctx.page(),
        errors: shown.errors,
        differs,
        id: case.id,
        version,
        number: case.number.clone(),
        dispute: ctx.t(&format!(
            "compounds-mediation-dispute-{}",
            case.dispute.key()
        )),
        state: ctx.t(&format!(
            "compounds-mediation-state-{}",
            case.state.name().key()
        )),
        tone,
        icon,
        opened: ctx.day(case.opened_on),
        mediators: joined(mediators.collect()),
        sessions: joined(sessions.collect()),
        copies: case.copies(),
        parties: lines.collect(),
        said: said(ctx, tx, compounds, case).await?,
        effect: effect.words,
        confirm: effect.confirm,
        confirm_state: effect.state,
        is_reminded: case.reminded_on.is_some() && effect.is_open && !effect.is_over,
        is_over_time: effect.is_over && effect.is_open,
        mediator_signed: effect.mediator,
        reasons: reasons(ctx),
        ends: ends(ctx),
        others: others(ctx, tx, by, case).await?,
        today: ctx.now.date().to_string(),
        typed: Typed(shown.form),
        is_revealed: shown.revealed,
        is_forgotten: case.forgotten,
        has_paper: has_paper(case),
        may: buttons(case, ctx.now),
    })
}

/// What somebody saved meanwhile beside what was typed, and upon which version the next form of the
/// page decides: only who was shown both writes on top of what stands now.
async fn late(
    ctx: &Ctx,
    (tx, keys): (&mut Tx, &Keys),
    case: &Case,
    shown: &Shown,
) -> Result<(Vec<Other>, u32), PageError> {
    let Some(form) = &shown.form else {
        return Ok((Vec::new(), case.version));
    };
    if both::is_stale(&shown.errors) {
        let all = differs::others(ctx, (tx, keys), case, form).await?;
        return Ok((all, case.version));
    }
    Ok((Vec::new(), form.parse("version").unwrap_or(case.version)))
}

fn party(
    ctx: &Ctx,
    case: &Case,
    seat: &Seat,
    people: &[parties::Party],
    revealed: bool,
) -> PartyLine {
    let person = people.iter().find(|it| it.person == seat.person);
    let (name, phone) = person.map_or_else(Default::default, |it| {
        let phone = it.phone.clone().unwrap_or_default();
        if revealed {
            (it.name.clone(), phone)
        } else {
            (mask_name(&it.name), mask_phone(&phone))
        }
    });
    let signed = match &case.state {
        CaseState::Drafted { signed, .. } => {
            let own = signed.iter().find(|it| it.seat == seat.number);
            own.map(|it| it.on)
        }
        _ => None,
    };
    let day = |it: Option<huiyin_kernel::Date>| it.map_or_else(String::new, |day| ctx.day(day));
    PartyLine {
        seat: seat.number,
        role: ctx.t(&format!("compounds-mediation-role-{}", seat.role.key())),
        name,
        phone,
        volunteered: day(seat.volunteered),
        signed: day(signed),
        may_volunteer: may(case, A::Volunteer) && seat.volunteered.is_none(),
        may_sign: may(case, A::Sign) && signed.is_none(),
    }
}

/// What holds, since when, and until when a court may be asked.
#[derive(Default)]
struct Effect {
    words: String,
    confirm: String,
    state: String,
    mediator: String,
    is_over: bool,
    /// Nobody has gone to court.
    is_open: bool,
}

fn effect(ctx: &Ctx, case: &Case) -> Effect {
    match &case.state {
        CaseState::Effective {
            form,
            on,
            confirm_before,
            confirming,
            ..
        } => {
            let args = [
                ("day", Arg::from(ctx.day(*on))),
                (
                    "form",
                    Arg::from(ctx.t(&format!("compounds-mediation-form-{}", form.key()))),
                ),
            ];
            Effect {
                words: ctx.say("compounds-mediation-in-force", &args),
                confirm: ctx.day(confirm_before.date().plus_days(-1)),
                state: ctx.t(&format!(
                    "compounds-mediation-confirming-{}",
                    confirming.key()
                )),
                mediator: String::new(),
                is_over: ctx.now >= *confirm_before,
                is_open: *confirming == Confirming::Open,
            }
        }
        CaseState::Drafted { mediator, .. } => Effect {
            mediator: mediator.map_or_else(String::new, |day| ctx.day(day)),
            ..Effect::default()
        },
        CaseState::Ended { how, on } => {
            let args = [
                ("day", Arg::from(ctx.day(*on))),
                (
                    "how",
                    Arg::from(ctx.t(&format!("compounds-mediation-ended-{}", how.key()))),
                ),
            ];
            Effect {
                words: ctx.say("compounds-mediation-ended", &args),
                ..Effect::default()
            }
        }
        CaseState::Registered | CaseState::InMediation { .. } => Effect::default(),
    }
}

async fn said(
    ctx: &Ctx,
    tx: &mut Tx,
    compounds: &Arc<Compounds>,
    case: &Case,
) -> Result<Vec<Said>, PageError> {
    let all = texts::of_case(tx, &compounds.site.keys, case.id).await?;
    let said = all.into_iter().map(|it| Said {
        title: ctx.t(&format!("compounds-mediation-text-{}", it.kind)),
        body: it.body,
    });
    Ok(said.collect())
}

fn reasons(ctx: &Ctx) -> Vec<Choice> {
    let choice = |name: &&str| {
        let label = ctx.t(&format!("compounds-mediation-reason-{name}"));
        Choice::new(*name, label, false)
    };
    ops::REASONS.iter().map(choice).collect()
}

fn ends(ctx: &Ctx) -> Vec<Choice> {
    let choice = |how: &EndedHow| {
        let label = ctx.t(&format!("compounds-mediation-ended-{}", how.key()));
        Choice::new(how.name(), label, false)
    };
    EndedHow::ALL.iter().map(choice).collect()
}

/// Who may sit on a case, with those who do ticked.
async fn others(ctx: &Ctx, tx: &mut Tx, by: &By, case: &Case) -> Result<Vec<Choice>, PageError> {
    if by.account.is_none() || !may(case, A::Mediators) {
        return Ok(Vec::new());
    }
    let found = ops::mediators(tx, &case.area_path, ctx.now.date()).await?;
    let choice = |it: huiyin_registry::Account| {
        let is_on = case.is_open_to(it.id);
        Choice::new(it.id.to_string(), it.name, is_on)
    };
    Ok(found.into_iter().map(choice).collect())
}
