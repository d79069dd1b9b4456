use std::collections::BTreeMap;

use huiyin_kernel::{Id, Ratio};

use crate::model::{Call, Whistle, WhistleAnswer};

/// How a called body stood to its whistles (rule 4.2), with numerators to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BodyScore {
    /// On-time turn-ups, a substitute included, of all whistles.
    pub turned_up: Ratio,
    /// Results accepted of results judged.
    pub results_accepted: Ratio,
}

/// Both sides are assessed: the bodies for coming, the street for calling fittingly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhistleScores {
    pub bodies: BTreeMap<Id, BodyScore>,
    /// Calls found fitting of those on which the called body gave an opinion.
    pub fitting: Ratio,
}

pub fn whistle_scores<'w>(whistles: impl IntoIterator<Item = &'w Whistle>) -> WhistleScores {
    let mut scores = WhistleScores::default();
    for whistle in whistles {
        for call in &whistle.calls {
            let body = scores.bodies.entry(call.body).or_default();
            add(&mut body.turned_up, turned_up_in_time(whistle, call));
            if let Some(accepted) = call.result_accepted {
                add(&mut body.results_accepted, accepted);
            }
            if let Some(fitting) = call.fitting {
                add(&mut scores.fitting, fitting);
            }
        }
    }
    scores
}

fn add(ratio: &mut Ratio, counts: bool) {
    *ratio = Ratio::new(ratio.numerator + u64::from(counts), ratio.denominator + 1);
}

fn turned_up_in_time(whistle: &Whistle, call: &Call) -> bool {
    let comes = matches!(
        call.answer,
        Some(WhistleAnswer::Present | WhistleAnswer::Substitute(_))
    );
    comes
        && call
            .answered_at
            .is_some_and(|at| at < whistle.answer_before)
}
