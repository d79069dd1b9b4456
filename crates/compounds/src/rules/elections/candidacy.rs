use huiyin_kernel::Date;
use huiyin_tally::presets::Preset;

use super::act::ElectionEvent;
use crate::model::elections::bounds::{ABOUT_CHARS, CANDIDATES, EVIDENCE_CHARS, NAME_CHARS};
use crate::model::elections::{
    Candidate, Check, Checked, Election, ElectionRefused as Why, ElectionSettings, ElectionState,
    Finding,
};

/// Holds what is announced against the city's numbers, which may be met or exceeded.
pub fn check_settings(settings: &ElectionSettings, households: u32) -> Result<(), Why> {
    let preset = Preset::find(&settings.preset).ok_or(Why::PresetUnknown)?;
    preset
        .members(settings.seats, households)
        .map_err(|_| Why::SeatsOdd)?;
    if settings.alternates > settings.seats {
        return Err(Why::AlternatesMany);
    }
    preset
        .term_years(settings.term_years)
        .map_err(|_| Why::TermLong)?;
    preset
        .candidate_notice(settings.notice_days)
        .map_err(|_| Why::NoticeShort)?;
    Ok(())
}

fn open(election: &Election) -> Result<(), Why> {
    if election.state == ElectionState::Candidacy {
        Ok(())
    } else {
        Err(Why::NotNow)
    }
}

pub(super) fn fits(text: &str, most: usize) -> Result<&str, Why> {
    let text = text.trim();
    if text.chars().count() > most {
        Err(Why::TooLong)
    } else {
        Ok(text)
    }
}

pub(super) fn nominate(next: &mut Election, name: &str, about: &str) -> Result<ElectionEvent, Why> {
    open(next)?;
    let (name, about) = (fits(name, NAME_CHARS)?, fits(about, ABOUT_CHARS)?);
    if name.is_empty() {
        return Err(Why::NameMissing);
    }
    if next.candidates.len() >= CANDIDATES {
        return Err(Why::TooManyCandidates);
    }
    if next.standing().any(|it| it.name == name) {
        return Err(Why::CandidateTwice);
    }
    let candidate = u32::try_from(next.candidates.len() + 1).map_err(|_| Why::TooManyCandidates)?;
    next.candidates.push(Candidate {
        number: candidate,
        name: name.to_owned(),
        about: about.to_owned(),
        checks: Vec::new(),
        stood_down: false,
    });
    Ok(ElectionEvent::Nominated { candidate })
}

fn candidate(next: &mut Election, number: u32) -> Result<&mut Candidate, Why> {
    let mut all = next.candidates.iter_mut();
    let found = all.find(|it| it.number == number && !it.stood_down);
    found.ok_or(Why::CandidateUnknown)
}

/// A later finding takes the place of an earlier one; the journal keeps both.
pub(super) fn check(
    next: &mut Election,
    number: u32,
    (check, finding, evidence): (Check, Finding, &str),
    on: Date,
) -> Result<ElectionEvent, Why> {
    open(next)?;
    let evidence = fits(evidence, EVIDENCE_CHARS)?;
    if finding == Finding::NotAsked && !check.may_be_left_out() {
        return Err(Why::MustBeAsked);
    }
    if finding != Finding::NotAsked && evidence.is_empty() {
        return Err(Why::EvidenceMissing);
    }
    let candidate = candidate(next, number)?;
    candidate.checks.retain(|it| it.check != check);
    candidate.checks.push(Checked {
        check,
        finding,
        evidence: evidence.to_owned(),
        on,
    });
    Ok(ElectionEvent::Checked {
        candidate: number,
        check,
        finding,
    })
}

/// Until somebody votes a candidate may stand down; whoever does not meet a check is taken off.
pub(super) fn stand_down(next: &mut Election, number: u32) -> Result<ElectionEvent, Why> {
    if !matches!(
        next.state,
        ElectionState::Candidacy | ElectionState::Noticed { .. }
    ) {
        return Err(Why::NotNow);
    }
    candidate(next, number)?.stood_down = true;
    Ok(ElectionEvent::StoodDown { candidate: number })
}

pub(super) fn notice(next: &mut Election, days: u32, today: Date) -> Result<ElectionEvent, Why> {
    open(next)?;
    if days < next.settings.notice_days {
        return Err(Why::NoticeShort);
    }
    if next.standing().next().is_none() {
        return Err(Why::NobodyStands);
    }
    if next.standing().any(|it| !it.may_stand()) {
        return Err(Why::NotChecked);
    }
    // The day on which it is put up does not count (Civil Code art. 201).
    let until = today.plus_days(i64::from(days.min(366)));
    next.state = ElectionState::Noticed { on: today, until };
    Ok(ElectionEvent::Noticed { until })
}
