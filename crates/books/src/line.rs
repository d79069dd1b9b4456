use huiyin_kernel::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::account::{Code, Kind};
use huiyin_kernel::named;

/// What stands behind a line: a contract, a decision of the owners, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

impl Basis {
    pub fn is_empty(&self) -> bool {
        let filled =
            |text: &Option<String>| text.as_deref().is_some_and(|it| !it.trim().is_empty());
        !filled(&self.contract) && !filled(&self.decision)
    }

    fn has_decision(&self) -> bool {
        self.decision
            .as_deref()
            .is_some_and(|it| !it.trim().is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// What lay there when the book began, after the street's check (domain rule 9.3).
    Opening { amount: Money },
    /// Income with the cost and the tax that were paid out of it. A cost that comes alone has no
    /// gross. What is left of it is the owners' (Civil Code art. 282), and the manager must prove
    /// cost and that it was reasonable (interpretation on divided ownership (2009, as amended
    /// 2020), article 14; domain rule 9.1).
    Income {
        #[serde(default)]
        payer: String,
        gross: Money,
        #[serde(default)]
        cost: Money,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost_evidence: Option<String>,
        #[serde(default)]
        tax: Money,
        net: Money,
    },
    /// Money used as the owners decided, or drawn from the maintenance fund.
    Spent {
        amount: Money,
        purpose: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
        /// Urgent repair out of the fund (Civil Code art. 281; domain rule 9.6).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        urgent: bool,
    },
    /// Common income that goes into the maintenance fund.
    ToFund { amount: Money, into: Code },
    /// Money of one kind that only changes its account: neither income nor cost.
    Transfer { amount: Money, into: Code },
    /// Common income that the owners decided to pay out to themselves, each unit by its area where
    /// nothing else is agreed (Civil Code art. 283).
    Distributed { amount: Money, purpose: String },
    /// Takes another line back, in full: the only way to correct.
    Reversal {
        of: u64,
        reason: String,
        undone: Box<What>,
    },
}

/// A line of the book. Lines are numbered from 1 without a gap and never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub number: u64,
    pub date: Date,
    pub account: Code,
    pub kind: Kind,
    #[serde(flatten)]
    pub what: What,
    #[serde(flatten)]
    pub basis: Basis,
}

/// A line that is not yet posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub date: Date,
    pub account: Code,
    pub kind: Kind,
    pub what: What,
    pub basis: Basis,
}

named! {
    /// What the owners should ask about. A flagged line stands; nothing is hidden by refusing it.
    Flag {
        /// Neither contract nor decision (domain rule 9.2).
        NoBasis = "no_basis",
        NoCostEvidence = "no_cost_evidence",
        NoSpendingEvidence = "no_spending_evidence",
        /// Cost and tax ate the whole income.
        NothingLeft = "nothing_left",
    }
}

impl Line {
    pub fn flags(&self) -> Vec<Flag> {
        flags(&self.what, &self.basis)
    }
}

impl What {
    pub const fn is_reversal(&self) -> bool {
        matches!(self, Self::Reversal { .. })
    }

    /// The word under which it stands in files and tables.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opening { .. } => "opening",
            Self::Income { .. } => "income",
            Self::Spent { .. } => "spent",
            Self::ToFund { .. } => "to_fund",
            Self::Transfer { .. } => "transfer",
            Self::Distributed { .. } => "distributed",
            Self::Reversal { .. } => "reversal",
        }
    }
}

fn blank(text: Option<&String>) -> bool {
    text.is_none_or(|it| it.trim().is_empty())
}

pub(crate) fn flags(what: &What, basis: &Basis) -> Vec<Flag> {
    let mut flags = Vec::new();
    match what {
        // Without a decision it is not posted at all.
        What::Reversal { .. } | What::Distributed { .. } => {}
        What::Opening { .. } | What::ToFund { .. } | What::Transfer { .. } => {
            if basis.is_empty() {
                flags.push(Flag::NoBasis);
            }
        }
        What::Income {
            gross,
            cost,
            cost_evidence,
            net,
            ..
        } => {
            if basis.is_empty() {
                flags.push(Flag::NoBasis);
            }
            if !cost.is_zero() && blank(cost_evidence.as_ref()) {
                flags.push(Flag::NoCostEvidence);
            }
            if !gross.is_zero() && *net <= Money::ZERO {
                flags.push(Flag::NothingLeft);
            }
        }
        What::Spent {
            evidence, urgent, ..
        } => {
            // Urgent repair waits for no decision, but is told apart by its own mark.
            if !urgent && basis.is_empty() {
                flags.push(Flag::NoBasis);
            }
            if blank(evidence.as_ref()) {
                flags.push(Flag::NoSpendingEvidence);
            }
        }
    }
    flags
}

/// Whether money may be paid out to owners: common income, by a decision of theirs.
pub(crate) fn may_distribute(kind: Kind, basis: &Basis) -> bool {
    kind != Kind::Fund && basis.has_decision()
}

/// Whether drawing from the fund has what it needs: a decision, or urgency.
pub(crate) fn may_draw(what: &What, basis: &Basis) -> bool {
    matches!(what, What::Spent { urgent: true, .. }) || basis.has_decision()
}
