use huiyin_db::Tx;
use huiyin_db::fields::Keys;
use huiyin_kernel::{Date, Id, Instant};
use huiyin_web::{Arg, Ctx, PageError};

use crate::model::{Minute, NoPlace, PlanState, PlanStop, RoundStateName, Session, Spot, Team};
use crate::ops::OpError;
use crate::store::{dwellings, visits};

/// Tone and icon of a state, as badges have them.
pub(super) const fn round_tone(state: RoundStateName) -> (&'static str, &'static str) {
    match state {
        RoundStateName::Draft => ("neutral", "pencil"),
        RoundStateName::Planned => ("info", "clipboard-list"),
        RoundStateName::Announced => ("info", "megaphone"),
        RoundStateName::Running => ("ok", "users"),
        RoundStateName::Finished => ("ok", "circle-check"),
        RoundStateName::Cancelled => ("neutral", "circle-x"),
    }
}

pub(super) const fn plan_tone(state: PlanState) -> (&'static str, &'static str) {
    match state {
        PlanState::Running => ("info", "timer"),
        PlanState::Ready => ("ok", "circle-check"),
        PlanState::Stopped => ("warn", "pause"),
        PlanState::Failed => ("danger", "octagon-alert"),
        PlanState::Interrupted => ("warn", "circle-alert"),
    }
}

/// `5月9日 周六` in the language of the page.
pub(super) fn day(ctx: &Ctx, on: Date) -> String {
    let weekday = ctx.t(&format!("visits-round-weekday-{}", on.weekday()));
    let args = [
        ("month", Arg::from(i64::from(on.month()))),
        ("day", Arg::from(i64::from(on.day()))),
        ("weekday", Arg::from(weekday)),
    ];
    ctx.say("visits-round-day", &args)
}

pub(super) fn session(ctx: &Ctx, session: &Session) -> String {
    format!("{} {}", day(ctx, session.on), session.span)
}

pub(super) fn clock(at: Instant) -> String {
    Minute::of(at).to_string()
}

/// `3小时20分` of walking.
pub(super) fn duration(ctx: &Ctx, seconds: i64) -> String {
    let minutes = (seconds + 30).div_euclid(60);
    let args = [
        ("hours", Arg::from(minutes / 60)),
        ("minutes", Arg::from(minutes % 60)),
    ];
    ctx.say("visits-plan-duration", &args)
}

/// `1.03`: one number over another, to two decimals.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "–".to_owned();
    }
    let hundredths = part.saturating_mul(100).saturating_add(whole / 2) / whole;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

pub(super) fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "–".to_owned();
    }
    format!(
        "{}%",
        part.saturating_mul(100).saturating_add(whole / 2) / whole
    )
}

/// Where a door is, without who lives there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub compound: String,
    pub building: String,
    pub door: String,
}

impl Address {
    pub(super) fn of(door: &dwellings::Door) -> Self {
        Self {
            compound: door.compound_name.clone(),
            building: door.building.clone(),
            door: door.door.clone(),
        }
    }
    pub(super) fn line(&self) -> String {
        let parts = [&self.compound, &self.building, &self.door];
        let some: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        some.join(" ")
    }
}

/// The visit with its door.
pub(super) async fn door_of(
    tx: &mut Tx,
    keys: &Keys,
    visit: Id,
) -> Result<(visits::Stored, dwellings::Door), PageError> {
    let stored = visits::load(tx, keys, visit)
        .await?
        .ok_or(PageError::NotFound)?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((stored, door))
}

/// Why a stop has no place, in words that say what to do.
pub(super) async fn reason(
    ctx: &Ctx,
    tx: &mut Tx,
    keys: &Keys,
    stop: &PlanStop,
) -> Result<String, PageError> {
    let Some(why) = stop.no_place() else {
        return Ok(String::new());
    };
    let key = format!("visits-plan-why-{}", why.key());
    let detail = stop.detail();
    Ok(match why {
        NoPlace::TooLong => {
            let minutes: i64 = detail.parse().unwrap_or(0);
            ctx.say(&key, &[("minutes", Arg::from(minutes))])
        }
        NoPlace::Full => match detail.parse::<Id>() {
            Ok(near) => {
                let (_, door) = door_of(tx, keys, near).await?;
                let near = Address::of(&door).line();
                ctx.say("visits-plan-why-full-near", &[("near", Arg::from(near))])
            }
            Err(_) => ctx.t(&key),
        },
        _ => ctx.t(&key),
    })
}

/// `第3组 · 5月9日 周六 14:20`.
pub(super) fn spot(ctx: &Ctx, teams: &[Team], spot: Option<Spot>) -> String {
    let Some(spot) = spot else {
        return ctx.t("visits-plan-no-place");
    };
    let args = [
        ("team", Arg::from(number_of(teams, spot.team))),
        ("day", Arg::from(day(ctx, spot.arrive_at.date()))),
        ("time", Arg::from(clock(spot.arrive_at))),
    ];
    ctx.say("visits-plan-spot", &args)
}

pub(super) fn number_of(teams: &[Team], id: Id) -> i64 {
    let found = teams.iter().find(|it| it.id == id);
    found.map_or(0, |it| i64::from(it.number))
}

/// The sentence of a refusal, for pages that show it beside the form; other errors go their way.
pub(super) fn refusal(ctx: &Ctx, error: OpError) -> Result<String, PageError> {
    match error {
        OpError::Refused(why) => Ok(ctx.t(&format!("visits-refused-{}", why.key()))),
        other => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_never_divide_by_nothing() {
        assert_eq!(share(103, 100), "1.03");
        assert_eq!(share(2, 3), "0.67");
        assert_eq!(share(1, 0), "–");
        assert_eq!(percent(7, 8), "88%");
        assert_eq!(percent(0, 0), "–");
    }
}
