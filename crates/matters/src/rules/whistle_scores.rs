use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant, Ratio};

use crate::model::{Call, Whistle, WhistleAnswer};

/// How a called body stood to its whistles (rule 4.2), with numerators to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BodyScore {
    /// On-time turn-ups, a substitute that came included, of all calls whose time has come.
    pub turned_up: Ratio,
    /// Results accepted of results judged.
    pub results_accepted: Ratio,
}

/// How a street called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreetScore {
    pub whistles: u64,
    /// Calls found fitting of those on which the called body gave an opinion.
    pub fitting: Ratio,
}

/// Both sides are assessed: the bodies for coming, the street for calling fittingly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhistleScores {
    pub bodies: BTreeMap<Id, BodyScore>,
    /// By the street of the matter; nothing where it is not known.
    pub streets: BTreeMap<Option<Id>, StreetScore>,
}

/// Each whistle with the street of its matter.
pub fn whistle_scores<'w>(
    whistles: impl IntoIterator<Item = (Option<Id>, &'w Whistle)>,
    now: Instant,
) -> WhistleScores {
    let mut scores = WhistleScores::default();
    for (street, whistle) in whistles {
        let street = scores.streets.entry(street).or_default();
        street.whistles += 1;
        for call in &whistle.calls {
            let body = scores.bodies.entry(call.body).or_default();
            if let Some(came) = turned_up(whistle, call, now) {
                add(&mut body.turned_up, came);
            }
            if let Some(accepted) = call.result_accepted {
                add(&mut body.results_accepted, accepted);
            }
            if let Some(fitting) = call.fitting {
                add(&mut street.fitting, fitting);
            }
        }
    }
    scores
}

fn add(ratio: &mut Ratio, counts: bool) {
    *ratio = Ratio::new(ratio.numerator + u64::from(counts), ratio.denominator + 1);
}

/// Whether a body came in time, or somebody in its place; nothing while it may still be so.
/// Naming somebody who then stays away is no turning up. A substitute from the days before it was
/// called like the others is believed.
fn turned_up(whistle: &Whistle, call: &Call, now: Instant) -> Option<bool> {
    let Some(WhistleAnswer::Substitute(other)) = call.answer else {
        return came_itself(whistle, call, now);
    };
    if !answered_in_time(whistle, call) {
        return Some(false);
    }
    match whistle.call_of(other) {
        Some(instead) => came_itself(whistle, instead, now),
        None => Some(true),
    }
}

fn came_itself(whistle: &Whistle, call: &Call, now: Instant) -> Option<bool> {
    match call.answer {
        // Whoever still has time belongs to neither side.
        None => (now >= whistle.answer_before_of(call)).then_some(false),
        Some(WhistleAnswer::Present) => Some(answered_in_time(whistle, call)),
        Some(WhistleAnswer::Absent | WhistleAnswer::Substitute(_)) => Some(false),
    }
}

fn answered_in_time(whistle: &Whistle, call: &Call) -> bool {
    call.answered_at
        .is_some_and(|at| at < whistle.answer_before_of(call))
}
