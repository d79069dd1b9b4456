//! A person looked at answers that differ and decided what holds.

use std::collections::BTreeMap;

use huiyin_kernel::Id;
use huiyin_web::forms::{self, Content, Once};
use serde_json::Value;

use super::{OpError, act, take};
use crate::Visits;
use crate::model::{Actor, Said, SubmissionState, VisitAct, VisitEvent, Voice};
use crate::rules::merge::differing;
use crate::store::{dwellings, results, submissions, visits};

/// Which of the answers to a question holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// That of the voice in this place.
    Of(usize),
    /// All of them, written one behind the other.
    All,
}

/// Voices that are looked at together: the last word of each person, forgotten ones left out.
pub fn open_voices(all: &[submissions::Sent]) -> Vec<&submissions::Sent> {
    all.iter()
        .filter(|it| {
            !matches!(
                it.voice.state,
                SubmissionState::Replaced | SubmissionState::Forgotten
            )
        })
        .collect()
}

/// What holds after the picks; the outcome stands under the name `outcome`. Nothing where a pick
/// is missing.
pub fn settled(voices: &[&Voice], picks: &BTreeMap<String, Pick>) -> Option<Said> {
    let all: Vec<&Said> = voices.iter().map(|it| &it.said).collect();
    let first = all.first()?;
    let mut said = Said {
        outcome: first.outcome.clone(),
        ..Said::default()
    };
    if all.iter().any(|it| it.outcome != first.outcome) {
        let Pick::Of(index) = picks.get("outcome")? else {
            return None;
        };
        said.outcome.clone_from(&all.get(*index)?.outcome);
    }
    let open = differing(&all);
    for name in all.iter().flat_map(|it| it.answers.keys()) {
        let value = if open.contains(name) {
            match picks.get(name)? {
                Pick::Of(index) => all.get(*index)?.answers.get(name).cloned(),
                Pick::All => Some(Value::String(written_out(&all, name))),
            }
        } else {
            first.answers.get(name).cloned()
        };
        said.answers
            .extend(value.map(|value| (name.clone(), value)));
    }
    for (id, answers) in all.iter().flat_map(|it| &it.matters) {
        if !said.matters.iter().any(|(known, _)| known == id) {
            said.matters.push((*id, answers.clone()));
        }
    }
    Some(said)
}

fn written_out(all: &[&Said], name: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for value in all.iter().filter_map(|said| said.answers.get(name)) {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if !parts.contains(&text) {
            parts.push(text);
        }
    }
    parts.join(" / ")
}

/// Writes what holds. `seen` are the answers that were looked at: what came meanwhile is not
/// decided with them.
pub async fn settle(
    slice: &Visits,
    visit: Id,
    by: Id,
    (seen, picks): (&[Id], &BTreeMap<String, Pick>),
    (key, location): (Id, &str),
) -> Result<(), OpError> {
    let site = &slice.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let said = [visit.to_string(), format!("{seen:?} {picks:?}")];
    let content = Content::of(&slice.site.keys, said.iter().map(String::as_str));
    match forms::once(&mut tx, key, &content, location, now).await? {
        Once::First => {}
        Once::Again(_) => return Ok(()),
        Once::Other => return Err(OpError::Reused),
    }
    let stored = visits::load(&mut tx, &site.keys, visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let door = dwellings::load(&mut tx, &site.keys, stored.visit.dwelling).await?;
    let door = door.ok_or(OpError::NotFound)?;
    let all = submissions::of_visit(&mut tx, &site.keys, visit, door.person).await?;
    let open = open_voices(&all);
    let ids: Vec<Id> = open.iter().map(|it| it.voice.id).collect();
    if ids != seen {
        let expected = i64::from(stored.visit.version);
        return Err(huiyin_db::StoreError::Conflict {
            subject: visit,
            expected,
        }
        .into());
    }
    let voices: Vec<&Voice> = open.iter().map(|it| &it.voice).collect();
    let said = settled(&voices, picks).ok_or(crate::model::Refused::ReasonMissing)?;
    let form = open.last().map(|it| it.form.clone()).unwrap_or_default();
    let outcome = said.outcome.clone();
    let made = results::Outcome {
        form,
        said: Some(said),
        made_of: ids.clone(),
        settled_by: by.to_string(),
        settled_at: now,
    };
    let whose = (visit, door.person);
    results::put(&mut tx, &site.keys, &*site.entropy, whose, &made).await?;
    for id in &ids {
        submissions::settle(&mut tx, *id, by, now).await?;
    }
    let event = VisitEvent::Settled { from: ids };
    take::note(slice, &mut tx, visit, vec![event], None, by, now).await?;
    put_right(slice, &mut tx, visit, by, &outcome).await?;
    tx.commit().await?;
    Ok(())
}

/// Where the rules allow it the visit becomes what was decided; else it stays, and the result
/// says otherwise.
async fn put_right(
    slice: &Visits,
    tx: &mut huiyin_db::Tx,
    visit: Id,
    by: Id,
    outcome: &str,
) -> Result<(), OpError> {
    let now = slice.site.now();
    let what = match outcome {
        "visited" => VisitAct::Visited {
            at: now,
            team: None,
        },
        "not_met" => VisitAct::NotMet {
            at: now,
            team: None,
        },
        "declined" => VisitAct::Decline,
        "do_not_disturb" => VisitAct::DoNotDisturb,
        _ => return Ok(()),
    };
    let actor = Actor::Coordinator(by);
    match act(slice, tx, visit, None, actor, &what, now).await {
        Ok(_) | Err(OpError::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Lets a thing that came sealed rest: somebody has read it and written down what counts.
pub async fn close_sealed(slice: &Visits, id: Id) -> Result<(), OpError> {
    let mut tx = slice.site.db.write().await?;
    crate::notebook::close_for_review(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}
