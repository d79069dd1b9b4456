//! What the command line asks for.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

pub const USAGE: &str = "usage: huiyin-bench [--quick | --full] [--seconds N] [--out FILE]
       huiyin-bench votes                   counts a large vote, and nothing else
       huiyin-bench import                  takes a file of 10,000 rows, and nothing else
       huiyin-bench facts [NUMBER]          the page of figures over 10,000 and over NUMBER facts, and nothing else
       huiyin-bench year                    a part of a year told on both databases, and nothing else
       huiyin-bench ledger [NUMBER]         the book of an estate with 10,000 and with NUMBER lines, and nothing else
       huiyin-bench evening [PHONES]        a Saturday evening of 100 phones, and nothing else
       huiyin-bench fill FOLDER MATTERS     makes a district and leaves it there
  --quick     10,000 and 100,000 matters (the default)
  --full      1,000,000 matters besides, PostgreSQL with 100,000, and 10,000,000 facts instead of 1,000,000
              under the page of figures
  --seconds   how long each point is measured, 5 to 60
  --out       where the figures are written as JSON [target/bench.json]
PostgreSQL is measured beside SQLite where HUIYIN_TEST_POSTGRES names a server.";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Sizes of districts in matters, the smallest first.
    pub sizes: Vec<u64>,
    pub postgres_sizes: Vec<u64>,
    /// Facts under the page of figures.
    pub facts: Vec<u64>,
    /// Lines in the book of an estate.
    pub lines: Vec<u64>,
    pub postgres: Option<String>,
    pub seconds: Duration,
    pub out: PathBuf,
}

impl Options {
    pub fn read(words: &[String], postgres: Option<String>) -> Result<Self> {
        let mut options = Self {
            sizes: vec![10_000, 100_000],
            postgres_sizes: vec![10_000],
            facts: vec![10_000, 1_000_000],
            lines: vec![10_000, 1_000_000],
            postgres,
            seconds: Duration::from_secs(5),
            out: PathBuf::from("target/bench.json"),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => {}
                "--full" => {
                    options.sizes = vec![10_000, 100_000, 1_000_000];
                    options.postgres_sizes = vec![10_000, 100_000];
                    options.facts = vec![10_000, 10_000_000];
                }
                "--seconds" => match words.next().and_then(|it| it.parse().ok()) {
                    Some(seconds @ 5..=60) => options.seconds = Duration::from_secs(seconds),
                    _ => bail!(USAGE),
                },
                "--out" => match words.next() {
                    Some(path) => options.out = PathBuf::from(path),
                    None => bail!(USAGE),
                },
                _ => bail!(USAGE),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words, None)
    }

    #[test]
    fn the_million_comes_only_when_asked_for() {
        assert_eq!(read("").unwrap().sizes, [10_000, 100_000]);
        assert_eq!(read("--full").unwrap().sizes.last(), Some(&1_000_000));
        assert_eq!(read("--seconds 9").unwrap().seconds, Duration::from_secs(9));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in ["--fast", "--seconds 1", "--seconds", "--out"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
