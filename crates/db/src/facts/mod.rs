//! Facts: what happened, where and how often, one row each, written in the transaction of the
//! change and never altered. Statistics read nothing else.
//!
//! A slice derives its facts by a pure function from the same events that go to its journal, so
//! that they can be made again from the journal and held against what stands here. What turns out
//! to have been somewhere else is not rewritten: [`restate`] takes the old fact away with a
//! negative row and adds the right one.
//!
//! Sums are kept in cells ([`fold`]). A user's transaction only adds rows of its own; a job folds
//! them into the cells, and whoever reads adds those that wait, in one statement.

pub mod fold;
pub mod restate;

use std::borrow::Cow;

use huiyin_kernel::{Id, Instant};

use crate::{Result, Tx, args, queries};

queries! {
    ADD = "INSERT INTO fact (kind, day, at, street, community, compound, body, category, source, n, amount, slice, subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// The fact that was just added.
    QUEUE = sqlite "INSERT INTO fact_tail (seq, batch) VALUES (last_insert_rowid(), 0)"
        postgres "INSERT INTO fact_tail (seq, batch) VALUES (lastval(), 0)";
}

/// One thing that happened. What does not apply is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// A dotted word, the slice's subject first: `matter.received`.
    pub kind: Cow<'static, str>,
    /// When it happened; its civil day is the day under which it is counted.
    pub at: Instant,
    pub place: Place,
    pub body: Option<Id>,
    pub category: String,
    pub source: String,
    /// How often: 1, or a number of households, or -1 for what is taken back.
    pub n: i64,
    /// How much: days, minutes or fen, as the catalogue says of this kind; 0 where nothing is
    /// measured.
    pub amount: i64,
    pub slice: Cow<'static, str>,
    /// Whose row of the slice it is, to open what lies behind a figure.
    pub subject: Id,
}

/// Where, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub street: Option<Id>,
    pub community: Option<Id>,
    pub compound: Option<Id>,
}

impl Fact {
    /// Once, without anything measured.
    pub fn once(
        slice: &'static str,
        subject: Id,
        kind: impl Into<Cow<'static, str>>,
        at: Instant,
        place: Place,
    ) -> Self {
        Self {
            kind: kind.into(),
            at,
            place,
            body: None,
            category: String::new(),
            source: String::new(),
            n: 1,
            amount: 0,
            slice: Cow::Borrowed(slice),
            subject,
        }
    }

    #[must_use]
    pub const fn times(mut self, n: i64) -> Self {
        self.n = n;
        self
    }

    #[must_use]
    pub const fn measuring(mut self, amount: i64) -> Self {
        self.amount = amount;
        self
    }
}

pub(crate) fn text(id: Option<Id>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// Writes facts in the transaction of the change that they tell of.
pub async fn add(tx: &mut Tx, facts: &[Fact]) -> Result<()> {
    for fact in facts {
        let values = args![
            fact.kind.as_ref(),
            fact.at.date(),
            fact.at,
            text(fact.place.street),
            text(fact.place.community),
            text(fact.place.compound),
            text(fact.body),
            &fact.category,
            &fact.source,
            fact.n,
            fact.amount,
            fact.slice.as_ref(),
            fact.subject
        ];
        tx.later(ADD, values).await?;
        tx.later(QUEUE, args![]).await?;
    }
    Ok(())
}
