//! How an interim committee comes to be and how it ends. It stands in for a committee and is none:
//! it comes from no assembly, so where the owners' money goes is not for it to choose, and nobody
//! moves up to a seat of it.

use huiyin_kernel::{Date, Id, Instant};
use huiyin_tally::presets::Preset;
use serde::Serialize;

use crate::model::interim::bounds::{MEMBERS, NAME_CHARS, NUMBER_CHARS};
use crate::model::interim::{Interim, InterimEnd, InterimRefused as Why, Member};
use crate::model::register::Committee;
use crate::rules::elections::plus_years;

/// What the street says when it sets one up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub preset: String,
    pub number: String,
    pub since: Date,
    pub term_years: u32,
    pub members: Vec<Member>,
}

/// What stands in the register, and what is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub committee: Option<Committee>,
    pub sits_already: bool,
}

/// What the journal says; names lie sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum InterimEvent {
    SetUp {
        preset: String,
        members: usize,
        owners: usize,
        until: Date,
    },
    Ended {
        on: Date,
        why: InterimEnd,
    },
}

impl InterimEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SetUp { .. } => "set_up",
            Self::Ended { .. } => "ended",
        }
    }
}

fn text(text: &str, most: usize, missing: Why) -> Result<String, Why> {
    let text = text.trim();
    if text.is_empty() {
        return Err(missing);
    }
    if text.chars().count() > most {
        return Err(Why::TooLong);
    }
    Ok(text.to_owned())
}

/// Seven or more, an odd number, owners at least half of them, one chair, and that one from the
/// residents' committee.
fn check_members(members: &[Member], least: u32) -> Result<(), Why> {
    if members.len() > MEMBERS {
        return Err(Why::TooMany);
    }
    if u32::try_from(members.len()).is_ok_and(|count| count < least) {
        return Err(Why::TooFew);
    }
    if members.len().is_multiple_of(2) {
        return Err(Why::Even);
    }
    for (at, member) in members.iter().enumerate() {
        let name = text(&member.name, NAME_CHARS, Why::NameMissing)?;
        if members[..at].iter().any(|it| it.name.trim() == name) {
            return Err(Why::NameTwice);
        }
    }
    let owners = members.iter().filter(|it| it.is_owner).count();
    if owners * 2 < members.len() {
        return Err(Why::OwnersFewer);
    }
    let mut chairs = members.iter().filter(|it| it.is_chair);
    match (chairs.next(), chairs.next()) {
        (Some(chair), None) if chair.of_residents_committee => Ok(()),
        (Some(_), None) => Err(Why::ChairFromOutside),
        _ => Err(Why::OneChair),
    }
}

/// Sets an interim committee up.
pub fn set_up(
    draft: &Draft,
    standing: Standing,
    (id, estate): (Id, Id),
    (by, now): (Id, Instant),
) -> Result<(Interim, InterimEvent), Why> {
    let preset = Preset::find(&draft.preset).and_then(|it| it.interim);
    let preset = preset.ok_or(Why::NoRule)?;
    if standing.sits_already {
        return Err(Why::SitsAlready);
    }
    if standing.committee == Some(Committee::Elected) {
        return Err(Why::CommitteeSits);
    }
    check_members(&draft.members, preset.members_least)?;
    let number = text(&draft.number, NUMBER_CHARS, Why::NumberMissing)?;
    if !(1..=preset.term_years_most).contains(&draft.term_years) {
        return Err(Why::TermLong);
    }
    if draft.since > now.date() {
        return Err(Why::DayFuture);
    }
    let until = plus_years(draft.since, draft.term_years);
    if until <= now.date() {
        return Err(Why::DayBefore);
    }
    let trimmed = |it: &Member| Member {
        name: it.name.trim().to_owned(),
        ..it.clone()
    };
    let interim = Interim {
        id,
        version: 1,
        estate,
        preset: draft.preset.clone(),
        number,
        since: draft.since,
        until,
        members: draft.members.iter().map(trimmed).collect(),
        ended: None,
        created_at: now,
        created_by: by,
    };
    let event = InterimEvent::SetUp {
        preset: interim.preset.clone(),
        members: interim.members.len(),
        owners: interim.members.iter().filter(|it| it.is_owner).count(),
        until,
    };
    Ok((interim, event))
}

/// Ends it. When a committee is elected, and when its time is over, nobody has to say so.
pub fn end(
    interim: &Interim,
    (on, why): (Date, InterimEnd),
    today: Date,
) -> Result<(Interim, InterimEvent), Why> {
    if !interim.sits() {
        return Err(Why::NotSitting);
    }
    if on > today {
        return Err(Why::DayFuture);
    }
    if on < interim.since || (why == InterimEnd::TermOver && on < interim.until) {
        return Err(Why::DayBefore);
    }
    let mut next = interim.clone();
    next.version = interim.version.saturating_add(1);
    next.ended = Some((on, why));
    Ok((next, InterimEvent::Ended { on, why }))
}
