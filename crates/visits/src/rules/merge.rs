//! Two people at one door: both are kept, and where they say different things a person decides.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::Id;

use crate::model::{Said, SubmissionState, VisitEvent, Voice};
use crate::rules::VisitChange;

use SubmissionState as S;

/// What each of the answers at one door is now, and the one that counts where all agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    pub states: BTreeMap<Id, SubmissionState>,
    pub counts: Option<Id>,
}

/// Judges all answers at one door. It is the same in whatever order they arrived: a later edit may
/// come before the first version, and the second person before the first.
pub fn judge(voices: &[Voice]) -> Judgement {
    let mut judgement = Judgement::default();
    let replaced: BTreeSet<Id> = voices.iter().filter_map(|it| it.replaces).collect();
    let mut newest: BTreeMap<Id, &Voice> = BTreeMap::new();
    for voice in voices.iter().filter(|it| it.state != S::Forgotten) {
        let later = |other: &&Voice| (voice.made_at, voice.id) > (other.made_at, other.id);
        let is_older = replaced.contains(&voice.id);
        if !is_older && newest.get(&voice.author).is_none_or(later) {
            newest.insert(voice.author, voice);
        }
    }
    let settled = voices.iter().any(|it| it.state == S::Settled);
    let last: Vec<&Voice> = newest.into_values().collect();
    let agreed = last.windows(2).all(|two| same(&two[0].said, &two[1].said));
    for voice in voices {
        let is_last = last.iter().any(|it| it.id == voice.id);
        let state = match voice.state {
            S::Forgotten => S::Forgotten,
            S::Settled => S::Settled,
            _ if !is_last => S::Replaced,
            _ if !agreed || settled => S::Differs,
            _ if !voice.said.odd.is_empty() => S::Odd,
            _ => S::Counts,
        };
        judgement.states.insert(voice.id, state);
    }
    // Of those who agree the one that was sent first counts; a person's decision stays.
    if agreed && !settled {
        judgement.counts = last.iter().min_by_key(|it| it.id).map(|it| it.id);
    }
    judgement
}

/// Whether two people heard the same. What each raised is a matter of its own in any case.
fn same(one: &Said, other: &Said) -> bool {
    let raised = |said: &Said| -> Vec<_> {
        let mut all: Vec<String> = said
            .matters
            .iter()
            .map(|(_, answers)| serde_json::to_string(answers).unwrap_or_default())
            .collect();
        all.sort_unstable();
        all
    };
    one.outcome == other.outcome && one.answers == other.answers && raised(one) == raised(other)
}

/// The questions on which two or more sets of answers differ, the outcome first.
pub fn differing(all: &[&Said]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let names_of = all.iter().flat_map(|said| said.answers.keys());
    for name in names_of {
        let first = all.first().and_then(|said| said.answers.get(name));
        let differs = all.iter().any(|said| said.answers.get(name) != first);
        if differs && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// A change that only notes what came in, was found or was settled; the visit stays as it is.
pub fn noted(visit: &crate::model::Visit, events: Vec<VisitEvent>) -> VisitChange {
    let more = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let mut visit = visit.clone();
    visit.version = visit.version.saturating_add(more);
    VisitChange {
        visit,
        dwelling: None,
        events,
        call: None,
    }
}

/// The same where the words of a visit were forgotten: a time that somebody there agreed to goes
/// with them.
pub fn forgotten(visit: &crate::model::Visit, events: Vec<VisitEvent>) -> VisitChange {
    let mut change = noted(visit, events);
    if visit.is_invited() {
        change.visit.state = crate::model::VisitState::Planned;
    }
    change.visit.asked_at = None;
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use huiyin_kernel::Instant;

    fn voice(id: &str, author: &str, minute: i64, answer: &str) -> Voice {
        Voice {
            id: Id::derived("submission", id),
            author: Id::derived("account", author),
            replaces: None,
            made_at: Instant::from_micros(minute * 60_000_000),
            state: S::Counts,
            said: Said {
                outcome: "visited".to_owned(),
                answers: [("suggestions".to_owned(), answer.into())].into(),
                ..Said::default()
            },
        }
    }

    #[test]
    fn one_person_counts_and_their_edit_replaces_it_in_whatever_order_they_come() {
        let first = voice("1", "ann", 1, "多放长椅");
        let mut edit = voice("2", "ann", 1, "多放两张长椅");
        edit.replaces = Some(first.id);
        for order in [[first.clone(), edit.clone()], [edit.clone(), first.clone()]] {
            let judged = judge(&order);
            assert_eq!(judged.counts, Some(edit.id));
            assert_eq!(judged.states[&first.id], S::Replaced);
            assert_eq!(judged.states[&edit.id], S::Counts);
        }
        // Without the first version, which is still on its way.
        assert_eq!(judge(&[edit.clone()]).counts, Some(edit.id));
    }

    #[test]
    fn two_people_who_differ_are_both_kept_and_nobody_counts() {
        let ann = voice("1", "ann", 1, "多放长椅");
        let ben = voice("2", "ben", 2, "少放长椅");
        let judged = judge(&[ann.clone(), ben.clone()]);
        assert_eq!(judged.counts, None);
        assert!(judged.states.values().all(|it| *it == S::Differs));
        assert_eq!(differing(&[&ann.said, &ben.said]), ["suggestions"]);
        // Ben sees that it is the same and changes his: then both agree.
        let mut agreed = voice("3", "ben", 3, "多放长椅");
        agreed.replaces = Some(ben.id);
        let judged = judge(&[ann.clone(), ben.clone(), agreed]);
        assert_eq!(judged.states[&ben.id], S::Replaced);
        assert!(judged.counts.is_some());
    }

    #[test]
    fn what_a_person_decided_stays_and_what_comes_later_is_looked_at() {
        let mut ann = voice("1", "ann", 1, "多放长椅");
        let mut ben = voice("2", "ben", 2, "少放长椅");
        (ann.state, ben.state) = (S::Settled, S::Settled);
        let late = voice("3", "ann", 9, "不要长椅");
        let judged = judge(&[ann.clone(), ben, late.clone()]);
        assert_eq!(judged.counts, None);
        assert_eq!(judged.states[&ann.id], S::Settled);
        assert_eq!(judged.states[&late.id], S::Differs);
    }

    #[test]
    fn what_a_rule_refused_waits_for_somebody() {
        let mut ann = voice("1", "ann", 1, "多放长椅");
        ann.said.odd.push("visit-round-closed".to_owned());
        assert_eq!(judge(&[ann.clone()]).states[&ann.id], S::Odd);
    }
}
