//! What may be posted. A rule is a function of the draft and the facts about its book.

use huiyin_kernel::{Date, Money};

use crate::account::{Account, Code, Holder, Kind};
use crate::destination::Destination;
use crate::limits::{AMOUNT_MAX, TEXT_MAX, YEARS};
use crate::line::{Basis, Draft, Line, What, may_distribute, may_draw};
use huiyin_kernel::named;

/// What the book is like at the moment of posting.
#[derive(Clone, Debug)]
pub struct BookFacts<'a> {
    pub accounts: &'a [Account],
    /// The last day of the last closed period.
    pub closed_through: Option<Date>,
    pub today: Date,
    /// The number of the last line; 0 in an empty book.
    pub last_number: u64,
    /// Whether the account and kind of the draft has lines already.
    pub stock_has_lines: bool,
    pub destination: &'a Destination,
}

/// The line to be reversed, with what is known of it.
#[derive(Clone, Debug)]
pub struct Original<'a> {
    pub line: &'a Line,
    pub reversed_by: Option<u64>,
}

named! {
    /// Why a draft is not posted; each has its sentence in the locale files.
    Refused {
        NothingInIt = "nothing_in_it",
        Negative = "negative",
        TooLarge = "too_large",
        NetDiffers = "net_differs",
        NoSuchAccount = "no_such_account",
        WrongDestination = "wrong_destination",
        PeriodClosed = "period_closed",
        InTheFuture = "in_the_future",
        DateOutOfRange = "date_out_of_range",
        OpeningTwice = "opening_twice",
        FundKindElsewhere = "fund_kind_elsewhere",
        NotAFund = "not_a_fund",
        FundIntoFund = "fund_into_fund",
        SameAccount = "same_account",
        PaidOutByDecision = "paid_out_by_decision",
        NoPayer = "no_payer",
        NoPurpose = "no_purpose",
        NoReason = "no_reason",
        TextTooLong = "text_too_long",
        FundNeedsDecision = "fund_needs_decision",
        UrgentOnlyFromFund = "urgent_only_from_fund",
        OnlyByReversing = "only_by_reversing",
        ReversalOfReversal = "reversal_of_reversal",
        AlreadyReversed = "already_reversed",
        BeforeItsLine = "before_its_line",
    }
}

/// Posts a draft, or says why not. A flagged line is posted; see [`Line::flags`].
pub fn post(facts: &BookFacts<'_>, draft: Draft) -> Result<Line, Refused> {
    in_open_time(facts, draft.date)?;
    let holder = holder_of(facts.accounts, &draft.account)?;
    if draft.kind == Kind::Fund && !holder.holds_fund() {
        return Err(Refused::FundKindElsewhere);
    }
    texts_fit(&draft.what, &draft.basis)?;
    match &draft.what {
        What::Opening { amount } => {
            positive(*amount)?;
            if facts.stock_has_lines {
                return Err(Refused::OpeningTwice);
            }
        }
        What::Income { .. } => income(facts, &draft, holder)?,
        What::Spent {
            amount,
            purpose,
            urgent,
            ..
        } => {
            positive(*amount)?;
            filled(purpose, Refused::NoPurpose)?;
            if draft.kind == Kind::Fund && !may_draw(&draft.what, &draft.basis) {
                return Err(Refused::FundNeedsDecision);
            }
            if *urgent && draft.kind != Kind::Fund {
                return Err(Refused::UrgentOnlyFromFund);
            }
        }
        What::ToFund { amount, into } => {
            positive(*amount)?;
            into_fund(facts, &draft, into)?;
        }
        What::Transfer { amount, into } => {
            positive(*amount)?;
            transfer(facts, &draft, into)?;
        }
        What::Distributed { amount, purpose } => {
            positive(*amount)?;
            filled(purpose, Refused::NoPurpose)?;
            if !may_distribute(draft.kind, &draft.basis) {
                return Err(Refused::PaidOutByDecision);
            }
        }
        What::Reversal { .. } => return Err(Refused::OnlyByReversing),
    }
    Ok(Line {
        number: facts.last_number.saturating_add(1),
        date: draft.date,
        account: draft.account,
        kind: draft.kind,
        what: draft.what,
        basis: draft.basis,
    })
}

/// Takes a line back, in full, on a day that is still open.
pub fn reverse(
    facts: &BookFacts<'_>,
    original: &Original<'_>,
    date: Date,
    reason: &str,
) -> Result<Line, Refused> {
    in_open_time(facts, date)?;
    let line = original.line;
    if line.what.is_reversal() {
        return Err(Refused::ReversalOfReversal);
    }
    if original.reversed_by.is_some() {
        return Err(Refused::AlreadyReversed);
    }
    if date < line.date {
        return Err(Refused::BeforeItsLine);
    }
    filled(reason, Refused::NoReason)?;
    fits(reason)?;
    Ok(Line {
        number: facts.last_number.saturating_add(1),
        date,
        account: line.account.clone(),
        kind: line.kind,
        what: What::Reversal {
            of: line.number,
            reason: reason.trim().to_owned(),
            undone: Box::new(line.what.clone()),
        },
        basis: line.basis.clone(),
    })
}

fn in_open_time(facts: &BookFacts<'_>, date: Date) -> Result<(), Refused> {
    if !YEARS.contains(&date.year()) {
        return Err(Refused::DateOutOfRange);
    }
    if date > facts.today {
        return Err(Refused::InTheFuture);
    }
    if facts.closed_through.is_some_and(|closed| date <= closed) {
        return Err(Refused::PeriodClosed);
    }
    Ok(())
}

fn holder_of(accounts: &[Account], code: &Code) -> Result<Holder, Refused> {
    accounts
        .iter()
        .find(|account| account.code == *code)
        .map(|account| account.holder)
        .ok_or(Refused::NoSuchAccount)
}

fn income(facts: &BookFacts<'_>, draft: &Draft, holder: Holder) -> Result<(), Refused> {
    let What::Income {
        payer,
        gross,
        cost,
        tax,
        net,
        ..
    } = &draft.what
    else {
        return Ok(());
    };
    for amount in [gross, cost, tax] {
        not_negative(*amount)?;
    }
    if gross.is_zero() && cost.is_zero() && tax.is_zero() {
        return Err(Refused::NothingInIt);
    }
    let expected = gross.minus(*cost).and_then(|left| left.minus(*tax));
    if expected != Some(*net) {
        return Err(Refused::NetDiffers);
    }
    if !gross.is_zero() {
        filled(payer, Refused::NoPayer)?;
        if draft.kind != Kind::Fund && !facts.destination.allows(holder) {
            return Err(Refused::WrongDestination);
        }
    }
    Ok(())
}

fn into_fund(facts: &BookFacts<'_>, draft: &Draft, into: &Code) -> Result<(), Refused> {
    if draft.kind == Kind::Fund {
        return Err(Refused::FundIntoFund);
    }
    if !holder_of(facts.accounts, into)?.holds_fund() {
        return Err(Refused::NotAFund);
    }
    Ok(())
}

/// What only changes its account ends where income may be paid, or fund money lie.
fn transfer(facts: &BookFacts<'_>, draft: &Draft, into: &Code) -> Result<(), Refused> {
    if *into == draft.account {
        return Err(Refused::SameAccount);
    }
    let holder = holder_of(facts.accounts, into)?;
    if draft.kind == Kind::Fund {
        if !holder.holds_fund() {
            return Err(Refused::FundKindElsewhere);
        }
    } else if !facts.destination.allows(holder) {
        return Err(Refused::WrongDestination);
    }
    Ok(())
}

fn not_negative(amount: Money) -> Result<(), Refused> {
    if amount.is_negative() {
        Err(Refused::Negative)
    } else if amount > AMOUNT_MAX {
        Err(Refused::TooLarge)
    } else {
        Ok(())
    }
}

fn positive(amount: Money) -> Result<(), Refused> {
    not_negative(amount)?;
    if amount.is_zero() {
        return Err(Refused::NothingInIt);
    }
    Ok(())
}

fn filled(text: &str, refused: Refused) -> Result<(), Refused> {
    if text.trim().is_empty() {
        Err(refused)
    } else {
        Ok(())
    }
}

fn fits(text: &str) -> Result<(), Refused> {
    if text.chars().count() > TEXT_MAX {
        Err(Refused::TextTooLong)
    } else {
        Ok(())
    }
}

fn texts_fit(what: &What, basis: &Basis) -> Result<(), Refused> {
    let (first, second) = match what {
        What::Income {
            payer,
            cost_evidence,
            ..
        } => (Some(payer), cost_evidence.as_ref()),
        What::Spent {
            purpose, evidence, ..
        } => (Some(purpose), evidence.as_ref()),
        What::Distributed { purpose, .. } => (Some(purpose), None),
        _ => (None, None),
    };
    [
        first,
        second,
        basis.contract.as_ref(),
        basis.decision.as_ref(),
    ]
    .into_iter()
    .flatten()
    .try_for_each(|text| fits(text))
}
