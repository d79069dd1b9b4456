//! Large cases of equal units, written in one line. Voters `o1`, `o2` … say yes, no, abstain and
//! invalid in that order, then come those who kept silent after delivery.

use std::iter;

use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

use crate::bounds::MAX_UNITS;
use crate::case::{Ballot, Kind, Unit, UnitState};
use crate::choice::Choice;
use crate::error::TallyError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    pub units: u64,
    pub area_each: FloorArea,
    pub ballots: GeneratorBallots,
    #[serde(default)]
    pub silent_delivered: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GeneratorBallots {
    pub yes: u64,
    pub no: u64,
    pub abstain: u64,
    pub invalid: u64,
}

impl Generator {
    /// The units and the ballots; a generator that asks for more voters than units is refused.
    pub fn make(&self) -> Result<(Vec<Unit>, Vec<Ballot>), TallyError> {
        let units = usize::try_from(self.units)
            .ok()
            .filter(|it| *it <= MAX_UNITS)
            .ok_or(TallyError::TooManyUnits {
                found: usize::try_from(self.units).unwrap_or(usize::MAX),
                limit: MAX_UNITS,
            })?;
        let runs = [
            (self.ballots.yes, Some(Choice::Yes)),
            (self.ballots.no, Some(Choice::No)),
            (self.ballots.abstain, Some(Choice::Abstain)),
            (self.ballots.invalid, Some(Choice::Invalid)),
            (self.silent_delivered, None),
        ];
        let made = runs
            .iter()
            .fold(0_u64, |sum, (count, _)| sum.saturating_add(*count));
        if made > self.units {
            return Err(TallyError::GeneratorTooMany {
                made,
                units: self.units,
            });
        }
        let choices = runs.iter().flat_map(|(count, choice)| {
            iter::repeat_n(*choice, usize::try_from(*count).unwrap_or(usize::MAX))
        });
        let ballots = (1..).zip(choices).map(|(number, choice): (u64, _)| Ballot {
            voter: format!("o{number}"),
            choice,
            delivered: true,
        });
        let units = (1..=units).map(|number| Unit {
            id: format!("u{number}"),
            kind: Kind::Dwelling,
            area: self.area_each,
            state: UnitState::Delivered,
            owners: vec![format!("o{number}")],
            block: None,
        });
        Ok((units.collect(), ballots.collect()))
    }
}
