//! What was written at a door, kept: the answers sealed, the outcome as an act on the visit, each
//! thing raised as a matter. All of it in the one transaction in which the phone's id was claimed.

mod doors;
mod form;
mod photos;
mod route;

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};

pub use doors::AtDoors;
pub(crate) use form::{answered_yes, edition_of, form_of};

use super::{OpError, act, findings};
use crate::Visits;
use crate::model::{Actor, Refused, Said, SubmissionState, Team, VisitAct, VisitEvent, Voice};
use crate::notebook::{Outcome, Taken};
use crate::rules::{merge, visit::may_be};
use crate::store::{dwellings, facts, results, rounds, submissions, teams, visits};

/// Keeps one submission. A rule that says no to a part of it never loses the answers: its code
/// stands beside them for whoever looks.
pub async fn take(slice: &Visits, tx: &mut Tx, taken: &Taken) -> Result<(), OpError> {
    let keys = &slice.site.keys;
    let now = taken.received_at;
    let submission = &taken.submission;
    let stored = visits::load(tx, keys, submission.visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let team = team_at(tx, &stored, submission.author).await?;
    let form = form_of(tx, keys, &submission.form, submission.form_version).await?;
    let mut said = form::said(taken, form.as_ref());
    outcome(slice, tx, taken, team.as_ref(), &mut said).await?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling).await?;
    let door = door.ok_or_else(|| missing(submission.visit))?;
    let mut events = vec![answered(taken)];
    let form = form.or_else(form::shipped);
    if let Some(form) = &form {
        let heard = findings::Heard {
            visit: submission.visit,
            submission: submission.id,
            by: taken.answers_for(),
            form,
            door: &door,
            now,
        };
        for matter in findings::found(slice, tx, &heard, &mut said).await? {
            facts::found(tx, submission.visit).await?;
            events.push(VisitEvent::Found { matter });
        }
    }
    let sent = sent(taken, said);
    let arriving = submissions::Arriving {
        sent: &sent,
        person: door.person,
    };
    submissions::insert(tx, keys, &*slice.site.entropy, &arriving).await?;
    judge(slice, tx, submission.visit, door.person, now).await?;
    photos::attach(tx, form.as_ref(), &sent).await?;
    let known_by = match submission.outcome {
        Outcome::Visited => team.map(|team| team.pair.both()),
        _ => None,
    };
    note(
        slice,
        tx,
        submission.visit,
        events,
        known_by,
        taken.answers_for(),
        now,
    )
    .await
}

/// What the journal says of them.
fn answered(taken: &Taken) -> VisitEvent {
    VisitEvent::Answered {
        submission: taken.submission.id,
        author: taken.taken_by.map(|_| taken.submission.author),
        delivered_by: taken.is_sealed().then_some(taken.delivered_by),
    }
}

/// What is kept of a submission, beside what became of it.
fn sent(taken: &Taken, said: Said) -> submissions::Sent {
    let submission = &taken.submission;
    submissions::Sent {
        voice: Voice {
            id: submission.id,
            author: submission.author,
            replaces: submission.replaces,
            made_at: submission.made_at_corrected(),
            state: SubmissionState::Counts,
            said,
        },
        visit: submission.visit,
        form: (submission.form.clone(), submission.form_version),
        channel: taken.channel.to_owned(),
        received_at: taken.received_at,
        skew_seconds: submission.skew_seconds,
    }
}

fn missing(visit: Id) -> StoreError {
    StoreError::Inconsistent(format!("visit {visit} has no door"))
}

/// The team for which somebody writes: the one that has the stop, or the one of theirs that had it
/// in an earlier plan.
pub(crate) async fn team_at(
    tx: &mut Tx,
    stored: &visits::Stored,
    account: Id,
) -> huiyin_db::Result<Option<Team>> {
    if let Some(id) = stored.place.team
        && let Some(team) = teams::load(tx, id).await?
        && team.pair.holds(account)
    {
        return Ok(Some(team));
    }
    for team in teams::of_account(tx, account).await? {
        if team.round == stored.visit.round
            && visits::had_the_stop(tx, stored.visit.id, team.id).await?
        {
            return Ok(Some(team));
        }
    }
    Ok(None)
}

/// The outcome as an act. What it does already hold is no second act; what a rule refuses is
/// noted beside the answers.
async fn outcome(
    slice: &Visits,
    tx: &mut Tx,
    taken: &Taken,
    team: Option<&Team>,
    said: &mut Said,
) -> Result<(), OpError> {
    let submission = &taken.submission;
    let keys = &slice.site.keys;
    let stored = visits::load(tx, keys, submission.visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let Some(team) = team else {
        said.odd.push("visit-not-allowed".to_owned());
        return Ok(());
    };
    if stored.visit.state.name().name() == submission.outcome.word() {
        let why = impossible(tx, taken, stored.visit.round).await?;
        said.odd
            .extend(why.map(|why| format!("visit-{}", why.key())));
        return Ok(());
    }
    let (at, of) = (submission.made_at_corrected(), Some(team.id));
    let what = match submission.outcome {
        Outcome::Visited => VisitAct::Visited { at, team: of },
        Outcome::NotMet => VisitAct::NotMet { at, team: of },
        Outcome::Declined => VisitAct::Decline,
        Outcome::DoNotDisturb => VisitAct::DoNotDisturb,
    };
    let author = Actor::Visitor {
        account: submission.author,
        team: team.id,
    };
    // What another one brought is the act of the coordinator who took it: the author cannot be
    // asked to answer for words that perhaps are not theirs.
    let actor = taken.taken_by.map_or(author, Actor::Coordinator);
    let now = taken.received_at;
    match act(slice, tx, submission.visit, None, actor, &what, now).await {
        Ok(_) => Ok(()),
        Err(OpError::Refused(why)) => {
            said.odd.push(format!("visit-{}", why.key()));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Why nobody can have called at the time that stands in it, though it is no act of its own.
async fn impossible(tx: &mut Tx, taken: &Taken, round: Id) -> huiyin_db::Result<Option<Refused>> {
    let submission = &taken.submission;
    if !matches!(submission.outcome, Outcome::Visited | Outcome::NotMet) {
        return Ok(None);
    }
    let round = rounds::load(tx, round).await?;
    Ok(round.and_then(|round| {
        let at = submission.made_at_corrected();
        may_be(at, &round, taken.received_at).err()
    }))
}

/// Compares all answers at one door anew, and keeps as result what all agree on.
pub(crate) async fn judge(
    slice: &Visits,
    tx: &mut Tx,
    visit: Id,
    person: Id,
    now: Instant,
) -> Result<(), OpError> {
    let keys = &slice.site.keys;
    let all = submissions::of_visit(tx, keys, visit, person).await?;
    let voices: Vec<Voice> = all.iter().map(|it| it.voice.clone()).collect();
    let judged = merge::judge(&voices);
    for voice in &voices {
        let state = judged.states.get(&voice.id).copied();
        if let Some(state) = state.filter(|state| *state != voice.state) {
            submissions::set_state(tx, voice.id, state).await?;
        }
    }
    let Some(counts) = judged.counts else {
        results::remove_unlooked(tx, visit).await?;
        return Ok(());
    };
    let Some(sent) = all.into_iter().find(|it| it.voice.id == counts) else {
        return Ok(());
    };
    let outcome = results::Outcome {
        form: sent.form,
        said: Some(sent.voice.said),
        made_of: vec![counts],
        settled_by: "system".to_owned(),
        settled_at: now,
    };
    results::put(tx, keys, &*slice.site.entropy, (visit, person), &outcome).await?;
    Ok(())
}

/// Writes events that leave the visit as it is, and who was let in at the door.
pub(crate) async fn note(
    slice: &Visits,
    tx: &mut Tx,
    visit: Id,
    events: Vec<VisitEvent>,
    known_by: Option<[Id; 2]>,
    by: Id,
    now: Instant,
) -> Result<(), OpError> {
    let keys = &slice.site.keys;
    let stored = visits::load(tx, keys, visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling).await?;
    let door = door.ok_or_else(|| missing(visit))?;
    let mut change = merge::noted(&stored.visit, events);
    let known = known_by.map(|[first, second]| (first, second));
    if known.is_some() && door.dwelling.known_by != known {
        let mut dwelling = door.dwelling.clone();
        dwelling.known_by = known;
        change.dwelling = Some(dwelling);
    }
    let with = (keys, &*slice.site.entropy);
    let before = stored.visit.version;
    let actor = format!("account:{by}");
    visits::save(tx, with, before, &change, &door, &actor, now).await?;
    Ok(())
}
