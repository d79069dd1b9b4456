//! Whether what is kept of a vote is what its journal says. The ballots that were published lead
//! to the code that was posted before anybody counted, so a code that was made anew is found by
//! the journal, and ballots that were changed by the code.

use huiyin_kernel::Id;
use huiyin_tally::commit::{PublishedVote, verify};

/// What the journal says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Persons and area, in 0.01 m²; nothing where no roll stands.
    pub roll: Option<(u32, u64)>,
    /// The code that was posted, and how many ballots lie under it.
    pub committed: Option<(String, u32)>,
    pub is_counted: bool,
}

/// What the tables hold.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'k> {
    pub persons: u64,
    pub area: u64,
    pub root: Option<&'k str>,
    /// The published ballots; empty until they were counted.
    pub published: &'k str,
}

/// The first thing that does not agree.
pub fn fault(vote: Id, told: &Told, kept: Kept<'_>) -> Option<&'static str> {
    let (persons, area) = told.roll.unwrap_or_default();
    if (u64::from(persons), area) != (kept.persons, kept.area) {
        return Some("its roll is not the one that was fixed");
    }
    let Some((root, ballots)) = &told.committed else {
        let none = kept.root.is_none() && kept.published.is_empty();
        return (!none).then_some("a commitment was added that was never made");
    };
    match kept.root {
        None => return Some("the commitment to its ballots is gone"),
        Some(kept) if kept != root => return Some("the commitment to its ballots was altered"),
        Some(_) => {}
    }
    if told.is_counted == kept.published.is_empty() {
        return Some("its published ballots are gone, or were never counted");
    }
    if !told.is_counted {
        return None;
    }
    let Ok(published) = serde_json::from_str::<PublishedVote>(kept.published) else {
        return Some("its published ballots cannot be read");
    };
    of_ballots(vote, (root, *ballots), &published)
}

fn of_ballots(
    vote: Id,
    (root, ballots): (&str, u32),
    published: &PublishedVote,
) -> Option<&'static str> {
    if published.vote != vote.to_string() || published.head.to_string() != root {
        return Some("its published ballots are not those under the commitment");
    }
    if u32::try_from(published.ballots.len()) != Ok(ballots) {
        return Some("ballots were added to or taken from those under the commitment");
    }
    (!verify(published).is_fine()).then_some("its published ballots were altered")
}
