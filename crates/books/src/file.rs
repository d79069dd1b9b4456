//! A book as one JSON value, read as a stream so that a million lines need little memory.

use std::fmt;
use std::io::Read;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::check::{Checker, Closing, Report};
use crate::limits::{ACCOUNTS_MAX, LINES_MAX, STATEMENTS_MAX};
use crate::line::Line;
use crate::statement::{Row, TooMuch};

/// The unit of every amount in the file; it must be said, so that nobody's yuan are taken for
/// fen.
pub const UNIT: &str = "fen";

/// A whole book in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    pub unit: String,
    #[serde(default)]
    pub estate: String,
    #[serde(default)]
    pub accounts: Vec<Account>,
    #[serde(default)]
    pub closings: Vec<Closing>,
    #[serde(default)]
    pub statements: Vec<Row>,
    pub lines: Vec<Line>,
}

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("the file is not a book: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the file must say \"unit\": \"{UNIT}\": amounts are whole fen")]
    Unit,
    #[error("the file has more lines, accounts or statements than a book can have")]
    TooLong,
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
}

/// Reads a book whole, within the same bounds.
pub fn read_book(reader: impl Read) -> Result<Book, FileError> {
    let mut lines = Vec::new();
    let head = walk(reader, &mut |line| {
        lines.push(line);
        Ok(())
    })?;
    Ok(Book { lines, ..head })
}

/// Proves a book as it is read; only sums and sixteen bytes for each line are kept.
pub fn check_file(reader: impl Read) -> Result<Report, FileError> {
    let mut checker = Checker::new();
    let head = walk(reader, &mut |line| checker.take(&line))?;
    Ok(checker.finish(&head.accounts, &head.closings, &head.statements)?)
}

type Take<'a> = &'a mut dyn FnMut(Line) -> Result<(), TooMuch>;

/// Hands each line on and gives everything else back.
fn walk(reader: impl Read, take: Take<'_>) -> Result<Book, FileError> {
    let mut outcome = Outcome::default();
    let mut json = serde_json::Deserializer::from_reader(reader);
    let head = TheBook {
        take,
        outcome: &mut outcome,
    }
    .deserialize(&mut json);
    if let Some(stopped) = outcome.stopped {
        return Err(stopped);
    }
    let head = head?;
    json.end()?;
    if head.unit != UNIT {
        return Err(FileError::Unit);
    }
    Ok(head)
}

/// Why the walk ended early, told beside serde's own error, which can hold only text.
#[derive(Default)]
struct Outcome {
    stopped: Option<FileError>,
}

impl Outcome {
    fn stop<E: de::Error>(&mut self, error: FileError) -> E {
        self.stopped = Some(error);
        E::custom("stopped")
    }
}

struct TheBook<'a> {
    take: Take<'a>,
    outcome: &'a mut Outcome,
}

impl<'de> DeserializeSeed<'de> for TheBook<'_> {
    type Value = Book;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Book, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TheBook<'_> {
    type Value = Book;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a book with `unit`, `accounts` and `lines`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Book, A::Error> {
        let mut book = Book::default();
        let mut with_lines = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "unit" => book.unit = map.next_value()?,
                "estate" => book.estate = map.next_value()?,
                "accounts" => book.accounts = map.next_value_seed(Bounded::new(ACCOUNTS_MAX))?,
                "closings" => book.closings = map.next_value_seed(Bounded::new(STATEMENTS_MAX))?,
                "statements" => {
                    book.statements = map.next_value_seed(Bounded::new(STATEMENTS_MAX))?;
                }
                "lines" if !with_lines => {
                    with_lines = true;
                    map.next_value_seed(TheLines {
                        take: &mut *self.take,
                        outcome: &mut *self.outcome,
                    })?;
                }
                other => {
                    return Err(de::Error::custom(format!(
                        "`{}` is not a part of a book, or stands twice",
                        other.chars().take(40).collect::<String>()
                    )));
                }
            }
        }
        if !with_lines {
            return Err(de::Error::missing_field("lines"));
        }
        Ok(book)
    }
}

struct TheLines<'a> {
    take: Take<'a>,
    outcome: &'a mut Outcome,
}

impl<'de> DeserializeSeed<'de> for TheLines<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for TheLines<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the lines of the book")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut count = 0;
        while let Some(line) = seq.next_element::<Line>()? {
            count += 1;
            if count > LINES_MAX {
                return Err(self.outcome.stop(FileError::TooLong));
            }
            (self.take)(line).map_err(|error| self.outcome.stop(error.into()))?;
        }
        Ok(())
    }
}

/// A list of at most so many.
struct Bounded<T> {
    max: usize,
    of: std::marker::PhantomData<T>,
}

impl<T> Bounded<T> {
    const fn new(max: usize) -> Self {
        Self {
            max,
            of: std::marker::PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Bounded<T> {
    type Value = Vec<T>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Bounded<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a list of at most {}", self.max)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element()? {
            if list.len() == self.max {
                return Err(de::Error::custom(format!(
                    "a list has more than {}",
                    self.max
                )));
            }
            list.push(item);
        }
        Ok(list)
    }
}
