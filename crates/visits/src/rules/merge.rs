//! Two people at one door: both are kept, and where they say different things a person decides.

use std::collections::BTreeMap;

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
    let words = last_words(voices);
    let settled = voices.iter().any(|it| it.state == S::Settled);
    let held: Vec<&Voice> = words.iter().filter_map(LastWord::holds).collect();
    let agreed = held.windows(2).all(|two| same(&two[0].said, &two[1].said));
    for voice in voices {
        let is_last = words.iter().any(|it| it.has(voice.id));
        let is_held = held.iter().any(|it| it.id == voice.id);
        let state = match voice.state {
            S::Forgotten => S::Forgotten,
            S::Settled => S::Settled,
            _ if !is_last => S::Replaced,
            _ if is_held && !agreed || settled => S::Differs,
            _ if !is_sound(voice) => S::Odd,
            _ => S::Counts,
        };
        judgement.states.insert(voice.id, state);
    }
    // Of those who agree the one that was sent first counts; a person's decision stays. What a rule
    // said no to does not count by itself, even where nobody else was there.
    if agreed && !settled {
        let sound = held.iter().filter(|it| is_sound(it));
        judgement.counts = sound.min_by_key(|it| it.id).map(|it| it.id);
    }
    judgement
}

/// Nothing stands beside it that somebody has to look at, or somebody has looked.
fn is_sound(voice: &Voice) -> bool {
    voice.said.odd.is_empty() || voice.state == S::Settled
}

/// The last of what one person said at a door: the newest to which no rule said no, and the newest
/// of the others where it is newer still.
#[derive(Clone, Copy, Default)]
struct LastWord<'a> {
    sound: Option<&'a Voice>,
    odd: Option<&'a Voice>,
}

impl<'a> LastWord<'a> {
    /// What is held against the words of others. A word to which a rule said no takes the place of
    /// none that counts: else a wrong clock or a worded-over matter would undo a good answer before
    /// anybody has looked. It stands beside it and waits.
    fn holds(&self) -> Option<&'a Voice> {
        self.sound.or(self.odd)
    }

    fn has(&self, id: Id) -> bool {
        let both = [self.sound, self.odd];
        both.iter().flatten().any(|it| it.id == id)
    }
}

fn last_words(voices: &[Voice]) -> Vec<LastWord<'_>> {
    let later = |one: &Voice, other: &Voice| (one.made_at, one.id) > (other.made_at, other.id);
    let mut words: BTreeMap<Id, LastWord<'_>> = BTreeMap::new();
    let standing = voices.iter().filter(|it| it.state != S::Forgotten);
    for voice in standing.filter(|it| !is_replaced(it, voices)) {
        let word = words.entry(voice.author).or_default();
        let place = if is_sound(voice) {
            &mut word.sound
        } else {
            &mut word.odd
        };
        if place.is_none_or(|other| later(voice, other)) {
            *place = Some(voice);
        }
    }
    for word in words.values_mut() {
        // Whoever wrote it has put it right since.
        let mended = word.odd.zip(word.sound);
        if mended.is_some_and(|(odd, sound)| later(sound, odd)) {
            word.odd = None;
        }
    }
    words.into_values().collect()
}

/// Whether an edit names it. Only one's own words can be replaced: two people at one door keep
/// both, whatever one of them says of the other's.
fn is_replaced(earlier: &Voice, voices: &[Voice]) -> bool {
    voices.iter().any(|edit| {
        edit.replaces == Some(earlier.id)
            && edit.id != earlier.id
            && edit.author == earlier.author
            && (is_sound(edit) || !is_sound(earlier))
    })
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
        let judged = judge(&[ann.clone()]);
        assert_eq!(judged.states[&ann.id], S::Odd);
        assert_eq!(judged.counts, None, "not before somebody has looked");
        // Another one heard the same and no rule said no to it.
        let ben = voice("2", "ben", 2, "多放长椅");
        let judged = judge(&[ann.clone(), ben.clone()]);
        assert_eq!(judged.counts, Some(ben.id));
        assert_eq!(judged.states[&ann.id], S::Odd);
    }

    #[test]
    fn nobody_replaces_the_words_of_somebody_else() {
        let ann = voice("1", "ann", 1, "多放长椅");
        let mut ben = voice("2", "ben", 2, "少放长椅");
        ben.replaces = Some(ann.id);
        for order in [[ann.clone(), ben.clone()], [ben.clone(), ann.clone()]] {
            let judged = judge(&order);
            assert_eq!(judged.counts, None);
            assert!(judged.states.values().all(|it| *it == S::Differs));
        }
        // Nor do words that name themselves vanish.
        let mut own = voice("3", "ann", 1, "多放长椅");
        own.replaces = Some(own.id);
        assert_eq!(judge(&[own.clone()]).counts, Some(own.id));
    }

    #[test]
    fn an_edit_to_which_a_rule_said_no_stands_beside_what_counts() {
        let first = voice("1", "ann", 1, "多放长椅");
        let mut edit = voice("2", "ann", 2, "少放长椅");
        edit.replaces = Some(first.id);
        edit.said.odd.push("visit-before-round".to_owned());
        for order in [[first.clone(), edit.clone()], [edit.clone(), first.clone()]] {
            let judged = judge(&order);
            assert_eq!(judged.counts, Some(first.id));
            assert_eq!(judged.states[&first.id], S::Counts);
            assert_eq!(judged.states[&edit.id], S::Odd);
        }
        // Put right by the same person, nothing is left to look at.
        let mut mended = voice("3", "ann", 3, "少放长椅");
        mended.replaces = Some(edit.id);
        let judged = judge(&[first.clone(), edit.clone(), mended.clone()]);
        assert_eq!(judged.counts, Some(mended.id));
        assert_eq!(judged.states[&first.id], S::Replaced);
        assert_eq!(judged.states[&edit.id], S::Replaced);
    }
}
