use huiyin_kernel::{Money, Ratio};
use serde::{Deserialize, Serialize};

use crate::account::Holder;
use crate::preset::Preset;

/// What decides where an estate's common income may go (domain rule 9.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub has_assembly: bool,
    /// What the assembly chose, once there is one.
    pub chosen: Option<Holder>,
    /// The fund as it is and as it was first paid in, in fen; unknown where the first sum is.
    pub fund: Option<Ratio>,
}

/// The hands into which common income may be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    pub allowed: Vec<Holder>,
}

/// How much of the net income of a quarter must go into the fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundDuty {
    None,
    /// More than half, by quarter (Shanghai art. 51).
    MoreThanHalf,
    /// At least half, first, while the fund is below 30 % of the first sum (Beijing art. 74).
    HalfWhileFundIsLow,
}

impl Destination {
    pub fn of(preset: &Preset, standing: &Standing) -> Self {
        let allowed = if standing.has_assembly {
            match standing.chosen {
                Some(holder) => vec![holder],
                None => vec![Holder::Owners, Holder::Manager],
            }
        } else if preset.district_before_assembly {
            vec![Holder::District]
        } else {
            vec![Holder::Owners, Holder::Manager, Holder::District]
        };
        Self { allowed }
    }

    pub fn allows(&self, holder: Holder) -> bool {
        self.allowed.contains(&holder)
    }
}

impl FundDuty {
    /// What is missing of the share for the fund. A quarter without net income owes nothing;
    /// a low fund that nobody measured is taken for low.
    pub fn missing(self, net: Money, to_fund: Money, standing: &Standing) -> Option<Money> {
        if net <= Money::ZERO {
            return None;
        }
        let half_down = net.fen() / 2;
        let least = match self {
            Self::None => return None,
            Self::MoreThanHalf => half_down + 1,
            Self::HalfWhileFundIsLow => {
                let enough = standing
                    .fund
                    .is_some_and(|fund| fund.denominator > 0 && fund.at_least(30, 100));
                if enough {
                    return None;
                }
                half_down + net.fen() % 2
            }
        };
        let missing = Money::from_fen(least).minus(to_fund)?;
        (missing > Money::ZERO).then_some(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::City;

    fn allowed(city: City, standing: Standing) -> Vec<Holder> {
        Destination::of(&Preset::of(city), &standing).allowed
    }

    #[test]
    fn chongqing_without_an_assembly_knows_the_districts_account_only() {
        let without = Standing::default();
        assert_eq!(allowed(City::Chongqing, without), [Holder::District]);
        let chosen_early = Standing {
            chosen: Some(Holder::Manager),
            ..without
        };
        assert_eq!(allowed(City::Chongqing, chosen_early), [Holder::District]);
        let with = Standing {
            has_assembly: true,
            ..chosen_early
        };
        assert_eq!(allowed(City::Chongqing, with), [Holder::Manager]);
    }

    #[test]
    fn shanghai_gives_more_than_half_and_half_is_too_little() {
        let duty = Preset::of(City::Shanghai).fund_duty;
        let (net, standing) = (Money::from_yuan(100), Standing::default());
        let missing =
            |yuan: i64, fen: i64| duty.missing(net, Money::from_fen(yuan * 100 + fen), &standing);
        assert_eq!(missing(50, 0), Some(Money::from_fen(1)));
        assert_eq!(missing(50, 1), None);
        assert_eq!(duty.missing(Money::ZERO, Money::ZERO, &standing), None);
    }

    #[test]
    fn beijing_gives_half_while_the_fund_is_below_three_tenths() {
        let duty = Preset::of(City::Beijing).fund_duty;
        let fund = |now| Standing {
            fund: Some(Ratio::new(now, 1000)),
            ..Standing::default()
        };
        let odd = Money::from_fen(101);
        assert_eq!(
            duty.missing(odd, Money::from_fen(50), &fund(299)),
            Some(Money::from_fen(1))
        );
        assert_eq!(duty.missing(odd, Money::from_fen(51), &fund(299)), None);
        assert_eq!(duty.missing(odd, Money::ZERO, &fund(300)), None);
        assert!(
            duty.missing(odd, Money::ZERO, &Standing::default())
                .is_some()
        );
    }
}
