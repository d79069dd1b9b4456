use askama::Template;
use axum::http::StatusCode;
use huiyin_web::forms::Errors;
use huiyin_web::{Ctx, Page, PageResult, render_status};

use super::super::wording::Choice;
use super::form::Typed;
use super::place::{MapFrame, Street, map_frame, streets};
use crate::World;
use crate::model::{EmergencyNumber, Kind};

/// Why the form is shown once more.
#[derive(Debug, Default)]
pub(super) struct Stage {
    pub errors: Errors,
    /// Numbers to ring before anything else.
    pub emergency: Vec<EmergencyNumber>,
    /// The report may be two.
    pub split: bool,
    /// Compounds found; `None` when nobody searched.
    pub spots: Option<Vec<Choice>>,
    pub wait_minutes: Option<u64>,
    /// The separate consent is still to be given or denied.
    pub consent: bool,
}

#[derive(Debug)]
pub(super) struct Number {
    pub number: &'static str,
    pub word: String,
}

#[derive(Template)]
#[template(path = "resident_report.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one part of the form whether it is shown"
)]
pub(super) struct View {
    page: Page,
    typed: Typed,
    errors: Errors,
    emergency: Vec<Number>,
    split: bool,
    searched: bool,
    spots: Vec<Choice>,
    wait: String,
    kinds: Vec<Choice>,
    streets: Vec<Street>,
    map: Option<MapFrame>,
    consent_asked: bool,
    consents: Vec<Choice>,
    /// Somebody could carry a short message.
    may_tell: bool,
}

pub(super) fn render(
    ctx: &Ctx,
    world: &World,
    typed: Typed,
    stage: Stage,
    status: StatusCode,
) -> PageResult {
    render_status(status, &view(ctx, world, typed, stage))
}

fn view(ctx: &Ctx, world: &World, typed: Typed, stage: Stage) -> View {
    let numbers = stage.emergency.iter().map(|number| Number {
        number: number.name(),
        word: ctx.t(&format!("matters-resident-number-{}", number.name())),
    });
    let kinds = Kind::ALL.iter().map(|kind| {
        let label = ctx.t(&format!("matters-resident-kind-{}", kind.key()));
        Choice::new(kind.name(), label, typed.kind().name())
    });
    let wait = stage.wait_minutes.map_or_else(String::new, |minutes| {
        let phone = ctx.site.settings.help_phone.as_str();
        let minutes = i64::try_from(minutes).unwrap_or(60);
        ctx.say(
            "matters-resident-wait",
            &[("minutes", minutes.into()), ("phone", phone.into())],
        )
    });
    View {
        page: ctx.page(),
        consent_asked: stage.consent,
        consents: if stage.consent || !typed.consent.is_empty() {
            consents(ctx, &typed.consent)
        } else {
            Vec::new()
        },
        errors: stage.errors,
        emergency: numbers.collect(),
        split: stage.split,
        searched: stage.spots.is_some(),
        spots: stage.spots.unwrap_or_default(),
        wait,
        kinds: kinds.collect(),
        streets: streets(ctx, world, &typed.area),
        map: map_frame(world),
        may_tell: ctx.site.settings.carriers.sms,
        typed,
    }
}

fn consents(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let choice = |answer: &str| {
        let label = ctx.t(&format!("matters-resident-consent-{answer}"));
        Choice::new(answer, label, chosen)
    };
    vec![choice("yes"), choice("no")]
}
