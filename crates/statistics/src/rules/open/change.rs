use huiyin_kernel::{Date, Id, Instant};

use super::OpenRefused as No;
use super::bounds::{EDITIONS_MOST, FILES_BYTES, FIRST_YEAR, PEOPLE_LEAST};
use super::edition::{
    KeptFile, OpenAct, OpenActName, OpenEdition, OpenEvent, OpenState, OpenStateName, Protection,
};
use super::licence::OpenLicence;
use super::proof::Proof;
use super::transitions::{may, rule_of};
use crate::rules::bulletin::Hand;

/// What an act made of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChange {
    pub edition: OpenEdition,
    pub event: OpenEvent,
}

/// A new edition begins with these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    pub id: Id,
    pub year: i16,
    pub licence: OpenLicence,
    pub protection: Protection,
    pub files: Vec<KeptFile>,
    pub made: Hand,
}

/// What is found about the files of an edition when something is to be done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// The published table counted anew; nothing where it cannot be read.
    pub proof: Option<Proof>,
    /// Groups in which a released edition of the year and this one differ by too little; nothing
    /// where they cannot be compared.
    pub singled: Option<u64>,
}

/// Whether there may be a new edition of a year; `before` are those that were not discarded. Asked
/// before the work begins.
pub fn may_make(year: i16, before: &[OpenEdition], today: Date) -> Result<(), No> {
    if year < FIRST_YEAR {
        return Err(No::YearWrong);
    }
    if year >= today.year() {
        return Err(No::YearNotOver);
    }
    let is_open = |it: &OpenEdition| it.state.name() != OpenStateName::Released;
    if before.iter().any(is_open) {
        return Err(No::DraftOpen);
    }
    if before.len() >= EDITIONS_MOST {
        return Err(No::TooManyEditions);
    }
    Ok(())
}

/// A draft with its finished files; `before` has the latest edition first.
pub fn make(begin: Begin, before: &[OpenEdition], proof: Option<Proof>) -> Result<OpenChange, No> {
    may_make(begin.year, before, begin.made.at.date())?;
    is_anonymous(proof)?;
    if begin.files.iter().map(|it| it.bytes).sum::<u64>() > FILES_BYTES as u64 {
        return Err(No::TooMany);
    }
    let last = before.first();
    let edition = OpenEdition {
        id: begin.id,
        version: 1,
        year: begin.year,
        edition: last.map_or(1, |it| it.edition.saturating_add(1)),
        corrects: last.map(|it| it.id),
        licence: begin.licence,
        made: begin.made,
        protection: begin.protection,
        files: begin.files,
        state: OpenState::Draft,
    };
    let digest = |it: &KeptFile| (it.name.clone(), it.sha256.clone());
    Ok(OpenChange {
        event: OpenEvent::Made {
            year: edition.year,
            edition: edition.edition,
            corrects: edition.corrects,
            licence: edition.licence,
            protection: edition.protection,
            files: edition.files.iter().map(digest).collect(),
        },
        edition,
    })
}

/// Does an act, or says why not. Checking and releasing ask the finished table again.
pub fn decide(
    edition: &OpenEdition,
    act: OpenAct,
    by: Id,
    now: Instant,
    facts: Facts,
) -> Result<OpenChange, No> {
    if !may(edition, act.name()) {
        return Err(No::WrongState);
    }
    let is_for_another = rule_of(act.name()).is_some_and(|it| it.by_another);
    if is_for_another && edition.made.by == by {
        return Err(No::OwnHand);
    }
    if act.name() != OpenActName::Discard {
        is_anonymous(facts.proof)?;
        if facts.singled != Some(0) {
            return Err(No::Singled);
        }
    }
    let mut next = edition.clone();
    next.version = edition.version.saturating_add(1);
    let hand = Hand { by, at: now };
    let event = match (act, edition.state) {
        (OpenAct::Check, _) => {
            next.state = OpenState::Checked { checked: hand };
            OpenEvent::Checked {}
        }
        (OpenAct::Release, OpenState::Checked { checked }) => {
            next.state = OpenState::Released {
                checked,
                released: hand,
            };
            OpenEvent::Released {}
        }
        (OpenAct::Release, _) => return Err(No::WrongState),
        (OpenAct::Discard, _) => {
            next.state = OpenState::Discarded { at: now };
            OpenEvent::Discarded {}
        }
    };
    Ok(OpenChange {
        edition: next,
        event,
    })
}

fn is_anonymous(proof: Option<Proof>) -> Result<(), No> {
    match proof {
        None => Err(No::NotAnonymous),
        Some(proof) if proof.rows == 0 => Err(No::NoRows),
        Some(proof) if proof.smallest < PEOPLE_LEAST => Err(No::NotAnonymous),
        Some(_) => Ok(()),
    }
}
