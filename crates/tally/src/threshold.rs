//! The two doors of a decision in the Civil Code, art. 278: enough owners must take part, and
//! enough of those who took part must agree, each by area and by persons. "At least" includes the
//! number and "more than half" does not (Civil Code art. 1259).

use serde::{Deserialize, Serialize};

use crate::outcome::{Pair, Verdict};

/// How many of those who took part must agree. The numbers are the law's and no setting reaches
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// More than half: items 1 to 5 and 9 of Civil Code art. 278.
    Ordinary,
    /// Three quarters or more: items 6 to 8 of Civil Code art. 278.
    Special,
}

/// `left_by * left >= right_by * right`, in 128 bits: the largest area times four fits many times.
fn at_least(left_by: i128, left: i128, right_by: i128, right: i128) -> bool {
    left_by * left >= right_by * right
}

fn area(pair: Pair) -> i128 {
    i128::from(pair.area.hundredths())
}

fn persons(pair: Pair) -> i128 {
    i128::from(pair.persons)
}

impl Threshold {
    /// Owners with two thirds of the area and two thirds of the persons took part (Civil Code
    /// art. 278, second paragraph, first sentence). Of nobody, nobody is enough.
    pub fn quorum(total: Pair, participated: Pair) -> bool {
        !total.area.is_zero()
            && total.persons > 0
            && at_least(3, area(participated), 2, area(total))
            && at_least(3, persons(participated), 2, persons(total))
    }

    /// Enough of those who took part agree, by area and by persons (Civil Code art. 278, second
    /// paragraph, second and third sentence).
    pub fn agreed(self, participated: Pair, yes: Pair) -> bool {
        match self {
            Self::Ordinary => {
                2 * area(yes) > area(participated) && 2 * persons(yes) > persons(participated)
            }
            Self::Special => {
                at_least(4, area(yes), 3, area(participated))
                    && at_least(4, persons(yes), 3, persons(participated))
            }
        }
    }

    /// Without a quorum there is no decision, however many agree.
    pub fn verdict(self, total: Pair, participated: Pair, yes: Pair) -> Verdict {
        let quorum = Self::quorum(total, participated);
        Verdict {
            quorum,
            passed: quorum && self.agreed(participated, yes),
        }
    }
}

/// What owners decide together, in the words of Civil Code art. 278, and the one change that no
/// majority can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Item 1: the rules of procedure of the assembly.
    Procedure,
    /// Item 2: the covenant.
    Covenant,
    /// Item 3: electing the committee or replacing its members.
    Committee,
    /// Item 4: hiring or dismissing the property company.
    Manager,
    /// Item 5: using the maintenance fund.
    UseFund,
    /// Item 6: raising the maintenance fund.
    RaiseFund,
    /// Item 7: rebuilding or altering buildings.
    Rebuild,
    /// Item 8: changing the use of common parts or doing business on them.
    CommonParts,
    /// Item 9: other major matters; disposing of common parts is one of them (Supreme People's
    /// Court on divided ownership, art. 7).
    Other,
    /// Turning a dwelling into a place of business (Civil Code art. 279).
    DwellingToBusiness,
}

/// By which way a matter is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    ByVote(Threshold),
    /// Every owner with an interest must agree, at first all of the building (Supreme People's
    /// Court on divided ownership, arts. 10 and 11): a form for each, and no ballot.
    ByConsentOfAll,
}

impl Matter {
    pub const ALL: [Self; 10] = [
        Self::Procedure,
        Self::Covenant,
        Self::Committee,
        Self::Manager,
        Self::UseFund,
        Self::RaiseFund,
        Self::Rebuild,
        Self::CommonParts,
        Self::Other,
        Self::DwellingToBusiness,
    ];

    /// Civil Code art. 278: using the fund is ordinary, raising it special.
    pub const fn decided(self) -> Decided {
        match self {
            Self::Procedure
            | Self::Covenant
            | Self::Committee
            | Self::Manager
            | Self::UseFund
            | Self::Other => Decided::ByVote(Threshold::Ordinary),
            Self::RaiseFund | Self::Rebuild | Self::CommonParts => {
                Decided::ByVote(Threshold::Special)
            }
            Self::DwellingToBusiness => Decided::ByConsentOfAll,
        }
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::FloorArea;

    use super::*;

    fn of_persons(persons: u32) -> Pair {
        let area = FloorArea::from_hundredths(i64::from(persons) * 100).unwrap();
        Pair::new(area, persons)
    }

    #[test]
    fn the_fewest_who_are_enough_are_those_of_the_domain_rules() {
        for (all, enough) in [
            (9, 6),
            (10, 7),
            (100, 67),
            (1000, 667),
            (1291, 861),
            (2261, 1508),
        ] {
            assert!(
                Threshold::quorum(of_persons(all), of_persons(enough)),
                "{all}"
            );
            assert!(
                !Threshold::quorum(of_persons(all), of_persons(enough - 1)),
                "{all}"
            );
        }
    }

    #[test]
    fn half_is_never_more_than_half_and_three_quarters_are_three_quarters() {
        assert!(!Threshold::Ordinary.agreed(of_persons(6), of_persons(3)));
        assert!(Threshold::Ordinary.agreed(of_persons(7), of_persons(4)));
        assert!(Threshold::Special.agreed(of_persons(8), of_persons(6)));
        assert!(!Threshold::Special.agreed(of_persons(11), of_persons(8)));
    }

    #[test]
    fn the_largest_areas_are_compared_without_overflow() {
        let all = Pair::new(FloorArea::from_hundredths(i64::MAX).unwrap(), u32::MAX);
        assert!(Threshold::quorum(all, all));
        assert!(Threshold::Special.agreed(all, all));
        assert!(!Threshold::quorum(Pair::default(), Pair::default()));
    }

    #[test]
    fn raising_the_fund_is_harder_than_using_it_and_business_at_home_is_no_vote() {
        assert_eq!(
            Matter::UseFund.decided(),
            Decided::ByVote(Threshold::Ordinary)
        );
        assert_eq!(
            Matter::RaiseFund.decided(),
            Decided::ByVote(Threshold::Special)
        );
        assert_eq!(
            Matter::DwellingToBusiness.decided(),
            Decided::ByConsentOfAll
        );
    }
}
