//! How these pages say things: times, states, choices, and why something was refused.

use huiyin_db::{StoreError, Tx, journal};
use huiyin_kernel::{Date, Instant};
use huiyin_web::{Choice, Ctx, PageError};

use crate::model::{Case, EventBody, StateName};
use crate::store::cases::{self, TextRow};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Badge {
    pub tone: &'static str,
    pub icon: &'static str,
    pub label: String,
}

/// A limit for the macro `due`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub state: &'static str,
    pub label: String,
}

/// Within so many days before its end a limit counts as due soon.
const SOON_DAYS: i64 = 4;

pub(super) fn state(ctx: &Ctx, state: StateName) -> Badge {
    let (tone, icon) = match state {
        StateName::Asked => ("info", "inbox"),
        StateName::InReview => ("info", "user-check"),
        StateName::Done => ("ok", "circle-check"),
        StateName::Refused => ("warn", "signpost"),
        StateName::Withdrawn => ("neutral", "circle-x"),
    };
    let label = ctx.t(&format!("privacy-state-{}", state.key()));
    Badge { tone, icon, label }
}

/// The last day of a limit, since the limit itself is the first instant that is late.
pub(super) fn last_day(before: Instant) -> Date {
    before.plus_seconds(-1).date()
}

pub(super) fn due(ctx: &Ctx, case: &Case) -> Option<Due> {
    let before = case.due_before.filter(|_| case.state.name().is_open())?;
    let left = last_day(before).days_since(ctx.now.date());
    let state = if ctx.now >= before {
        "over"
    } else if left < SOON_DAYS {
        "soon"
    } else {
        "in_time"
    };
    Some(Due {
        state,
        label: ctx.day(last_day(before)),
    })
}

/// Choices whose labels are `PREFIX-NAME`.
pub(super) fn choices<'n>(
    ctx: &Ctx,
    prefix: &str,
    names: impl Iterator<Item = &'n str>,
    chosen: &str,
) -> Vec<Choice> {
    names
        .map(|name| {
            let key = format!("{prefix}-{}", name.replace('_', "-"));
            Choice::new(name, ctx.t(&key), name == chosen)
        })
        .collect()
}

/// A refusal as a sentence; what is no refusal goes on as it is.
pub(super) fn refusal(ctx: &Ctx, error: PageError) -> Result<String, PageError> {
    match error {
        PageError::Refused { key, args } => {
            let args: Vec<_> = args
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            Ok(ctx.say(&key, &args))
        }
        PageError::Conflict => Ok(ctx.t("privacy-refused-conflict")),
        other => Err(other),
    }
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub sentence: String,
    pub at: String,
    pub texts: Vec<(String, String)>,
}

/// The history of a case; reminders are for the desk only.
pub(super) async fn lines(
    ctx: &Ctx,
    tx: &mut Tx,
    case: &Case,
    for_staff: bool,
) -> Result<Vec<Line>, PageError> {
    let texts = cases::texts(tx, case.id).await?;
    let mut lines = Vec::new();
    for record in journal::of_subject(tx, case.id).await? {
        let body: EventBody =
            serde_json::from_str(&record.body).map_err(StoreError::inconsistent)?;
        if matches!(body, EventBody::Reminded { .. }) && !for_staff {
            continue;
        }
        let own = texts
            .iter()
            .filter(|text| i64::from(text.version) == record.version);
        lines.push(Line {
            sentence: sentence(ctx, &body),
            at: ctx.moment(record.at),
            texts: own.map(|text| labelled(ctx, text)).collect(),
        });
    }
    Ok(lines)
}

fn labelled(ctx: &Ctx, text: &TextRow) -> (String, String) {
    let label = ctx.t(&format!("privacy-text-{}", text.kind.key()));
    (label, text.body.clone())
}

fn sentence(ctx: &Ctx, body: &EventBody) -> String {
    let key = format!("privacy-event-{}", body.name().replace('_', "-"));
    match body {
        EventBody::Asked { kind_of_right, .. } => {
            let right = ctx.t(&format!("privacy-kind-{}", kind_of_right.key()));
            ctx.say(&key, &[("right", right.into())])
        }
        EventBody::Extended { due_before } => {
            let day = ctx.day(last_day(*due_before));
            ctx.say(&key, &[("day", day.into())])
        }
        EventBody::Refused { ground } => {
            let ground = ctx.t(&format!("privacy-ground-{}", ground.key()));
            ctx.say(&key, &[("ground", ground.into())])
        }
        EventBody::Reminded { step } => {
            let step = ctx.t(&format!("privacy-step-{}", step.key()));
            ctx.say(&key, &[("step", step.into())])
        }
        EventBody::Taken {}
        | EventBody::Done {}
        | EventBody::Withdrawn {}
        | EventBody::HandedOver {} => ctx.t(&key),
    }
}
