//! Words for times, places and answers.

use huiyin_forms::Form;
use huiyin_forms::model::Kind;
use huiyin_kernel::{Date, Instant, Lang};
use huiyin_web::{Ctx, PageError, Viewer};
use serde_json::Value;

use crate::model::{Round, VisitState, Window};
use crate::ops::By;
use crate::store::dwellings::Door;
use crate::store::visits::Place;

/// `11月28日`, `28 Nov`.
pub(super) fn day(ctx: &Ctx, date: Date) -> String {
    ctx.say(
        "visits-walk-day",
        &[
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
            (
                "weekday",
                ctx.t(&format!("visits-walk-weekday-{}", date.weekday()))
                    .into(),
            ),
        ],
    )
}

pub(super) fn window(ctx: &Ctx, window: Window) -> String {
    format!("{} {}", day(ctx, window.on), window.span)
}

pub(super) fn moment(ctx: &Ctx, at: Instant) -> String {
    let local = at.to_local_minute();
    let time = local.split('T').nth(1).unwrap_or_default();
    format!("{} {time}", day(ctx, at.date()))
}

/// When somebody comes: the time that was agreed, or the half day that the plan has it in.
pub(super) fn when(ctx: &Ctx, round: &Round, state: VisitState, place: &Place) -> String {
    if let VisitState::Appointed { window: agreed, .. } = state {
        return window(ctx, agreed);
    }
    let session = place.session.and_then(|id| round.session(id));
    session
        .filter(|_| round.state.is_open() && state.ended_at().is_none())
        .map_or_else(String::new, |it| window(ctx, it.window()))
}

/// Where the door is.
pub(super) fn address(door: &Door) -> String {
    [&door.compound_name, &door.building, &door.door]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A question as it is asked.
pub(super) fn question(form: Option<&Form>, name: &str, lang: Lang) -> String {
    form.and_then(|form| form.question(name)).map_or_else(
        || name.to_owned(),
        |it| it.question.label.get(lang).to_owned(),
    )
}

/// An answer in words.
pub(super) fn answer(ctx: &Ctx, form: Option<&Form>, name: &str, value: &Value) -> String {
    if value.get("declined").is_some() {
        return ctx.t("visits-review-declined");
    }
    let list = form.and_then(|form| {
        let placed = form.question(name)?;
        match &placed.question.kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => Some(form.choices(list)),
            _ => None,
        }
    });
    let word = |text: &str| {
        let choice = list.and_then(|all| all.iter().find(|it| it.name.as_str() == text));
        choice.map_or_else(|| text.to_owned(), |it| it.label.get(ctx.lang).to_owned())
    };
    match value {
        Value::String(text) => word(text),
        Value::Array(all) => all
            .iter()
            .filter_map(Value::as_str)
            .map(word)
            .collect::<Vec<_>>()
            .join(ctx.t("visits-review-comma").as_str()),
        other => other.to_string(),
    }
}

/// Whether a door lies where this person coordinates; other posts of theirs open nothing here.
pub(super) fn reaches(viewer: &Viewer, path: &str) -> bool {
    By::viewer(viewer).reaches(path)
}

/// The sentence of a refusal, for the page that shows it beside its form.
pub(super) fn refusal(ctx: &Ctx, error: PageError) -> Result<String, PageError> {
    match error {
        PageError::Refused { key, args } => {
            let args: Vec<_> = args
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            Ok(ctx.say(&key, &args))
        }
        other => Err(other),
    }
}
