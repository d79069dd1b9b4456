//! Lines, held against what a journal beside the book says was posted.

use huiyin_kernel::{Date, Money};
use serde::Deserialize;

use super::against::of_statement;
use super::{Checker, Finding, Problem};
use crate::account::{Code, Kind};
use crate::line::{Line, What};

/// What a journal says of one line. Payers and words are not in it, nor is the account that money
/// goes into.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Posted {
    pub number: u64,
    pub day: Date,
    pub account: Code,
    pub kind: Kind,
    pub what: String,
    /// The line that this one takes back.
    pub reverses: Option<u64>,
    /// Amount, cost and tax; those of the other line where one is taken back.
    pub amounts: [Money; 3],
}

impl Posted {
    /// What a journal must say of this line.
    pub fn of(line: &Line) -> Self {
        let reverses = match &line.what {
            What::Reversal { of, .. } => Some(*of),
            _ => None,
        };
        Self {
            number: line.number,
            day: line.date,
            account: line.account.clone(),
            kind: line.kind,
            what: line.what.name().to_owned(),
            reverses,
            amounts: amounts(&line.what),
        }
    }

    /// Every part as it is told where two differ.
    fn parts(&self) -> [String; 6] {
        let amounts = self.amounts.map(|it| it.to_string());
        let reverses = self
            .reverses
            .map_or_else(|| "-".to_owned(), |of| of.to_string());
        [
            format!("day {}", self.day),
            format!("account {}", self.account),
            format!("kind {}", self.kind.name()),
            self.what.clone(),
            format!("reverses {reverses}"),
            amounts.join(" / "),
        ]
    }
}

fn amounts(what: &What) -> [Money; 3] {
    match what {
        What::Income {
            gross, cost, tax, ..
        } => [*gross, *cost, *tax],
        What::Opening { amount }
        | What::Spent { amount, .. }
        | What::ToFund { amount, .. }
        | What::Transfer { amount, .. }
        | What::Distributed { amount, .. } => [*amount, Money::ZERO, Money::ZERO],
        What::Reversal { undone, .. } => amounts(undone),
    }
}

impl Checker {
    /// Holds the lines of a stretch of numbers against what the journal says of that stretch, both
    /// in the order of their numbers.
    pub fn hold_posted(&mut self, posted: &[Posted], lines: &[Line]) {
        let mut lines = lines.iter().peekable();
        for told in posted {
            while let Some(line) = lines.next_if(|line| line.number < told.number) {
                self.found(Problem::NotPosted, line.number);
            }
            match lines.next_if(|line| line.number == told.number) {
                None => self.found(Problem::LineGone, told.number),
                Some(line) => self.hold_line(told, &Posted::of(line)),
            }
        }
        for line in lines {
            self.found(Problem::NotPosted, line.number);
        }
    }

    fn hold_line(&mut self, told: &Posted, kept: &Posted) {
        if told == kept {
            return;
        }
        let (kept, told_parts) = (kept.parts(), told.parts());
        let both = kept.iter().zip(&told_parts);
        let (kept, expected) = both
            .filter(|(kept, told)| kept != told)
            .map(|(kept, told)| (kept.as_str(), told.as_str()))
            .next()
            .unwrap_or_default();
        self.found_with(Problem::NotAsPosted, told.number, &kept, &expected);
    }

    /// What is kept beside a line, as a journal says it and as whoever keeps it found it. What that
    /// is the books need not know.
    pub fn hold_beside(&mut self, number: u64, kept: &str, told: &str) {
        if kept != told {
            self.found_with(Problem::NotAsPosted, number, &kept, &told);
        }
    }

    /// The number of the last line as the book says it, and as the journal does.
    pub fn hold_last_number(&mut self, said: u64, posted: u64) {
        if said != posted {
            self.push(Finding {
                found: Some(said.to_string()),
                expected: Some(posted.to_string()),
                ..of_statement(Problem::LastNumberDiffers, None)
            });
        }
    }

    /// The journal knows a book of which nothing is left.
    pub fn book_gone(&mut self) {
        self.push(of_statement(Problem::BookGone, None));
    }
}
