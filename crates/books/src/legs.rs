//! Each line as double entry: legs that sum to nothing.

use huiyin_kernel::Money;

use crate::account::{Code, Kind};
use crate::line::What;

/// The side of the book that a leg stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Money in an account, by the kind it came from.
    Asset(Code, Kind),
    Opening,
    Income(Kind),
    Cost(Kind),
    Tax(Kind),
    Spent(Kind),
}

/// A movement on one side; what an account gains is positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    pub side: Side,
    pub amount: Money,
}

/// The legs of a line, without those that move nothing; none where an amount leaves its range.
pub fn legs(account: &Code, kind: Kind, what: &What) -> Option<Vec<Leg>> {
    let asset = || Side::Asset(account.clone(), kind);
    let mut legs = match what {
        What::Opening { amount } => {
            vec![leg(asset(), *amount), leg(Side::Opening, amount.negated()?)]
        }
        What::Income {
            gross, cost, tax, ..
        } => vec![
            leg(asset(), gross.minus(*cost)?.minus(*tax)?),
            leg(Side::Cost(kind), *cost),
            leg(Side::Tax(kind), *tax),
            leg(Side::Income(kind), gross.negated()?),
        ],
        What::Spent { amount, .. } | What::Distributed { amount, .. } => vec![
            leg(asset(), amount.negated()?),
            leg(Side::Spent(kind), *amount),
        ],
        What::ToFund { amount, into } => vec![
            leg(asset(), amount.negated()?),
            leg(Side::Asset(into.clone(), Kind::Fund), *amount),
        ],
        What::Transfer { amount, into } => vec![
            leg(asset(), amount.negated()?),
            leg(Side::Asset(into.clone(), kind), *amount),
        ],
        What::Reversal { undone, .. } => {
            if undone.is_reversal() {
                return None;
            }
            let mut legs = legs(account, kind, undone)?;
            for leg in &mut legs {
                leg.amount = leg.amount.negated()?;
            }
            legs
        }
    };
    legs.retain(|leg| !leg.amount.is_zero());
    Some(legs)
}

const fn leg(side: Side, amount: Money) -> Leg {
    Leg { side, amount }
}
