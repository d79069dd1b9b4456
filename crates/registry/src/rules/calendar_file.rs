//! A year of working days as a small file: TOML or JSON, with single days or stretches
//! `2027-02-05..2027-02-12`. A mistake is told with its line.

use huiyin_kernel::calendar::TableError;
use huiyin_kernel::{Date, YearTable};
use serde::Deserialize;

/// Bytes of such a file at most; a real one has about one thousand.
pub const FILE_BYTES: usize = 64 * 1024;
/// Days of one stretch; the longest holiday so far had nine.
const STRETCH_DAYS: i64 = 31;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i16,
    source: String,
    holidays: Vec<String>,
    #[serde(default)]
    makeup_working: Vec<String>,
}

/// What is wrong with a file. `line` counts from 1; 0 where the whole file is meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", problem.english())]
pub struct FileError {
    pub line: usize,
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    Empty,
    TooLarge,
    /// Neither TOML nor JSON, or a field is missing or unknown; the reader's own words.
    Syntax(String),
    /// Not a day, nor two days of the same year with `..` between.
    Day(String),
    Table(TableError),
}

impl Problem {
    fn english(&self) -> String {
        match self {
            Self::Empty => "the file is empty".to_owned(),
            Self::TooLarge => format!("the file has more than {FILE_BYTES} bytes"),
            Self::Syntax(words) => words.clone(),
            Self::Day(text) => format!(
                "`{text}` is not a day; write 2027-02-05, or 2027-02-05..2027-02-12 for a stretch"
            ),
            Self::Table(error) => error.to_string(),
        }
    }

    /// The key of the sentence that says what to mend.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "registry-calendar-file-empty",
            Self::TooLarge => "registry-calendar-file-too-large",
            Self::Syntax(_) => "registry-calendar-file-syntax",
            Self::Day(_) => "registry-calendar-file-day",
            Self::Table(TableError::YearOutOfRange(_)) => "registry-calendar-table-year",
            Self::Table(TableError::OtherYear { .. }) => "registry-calendar-table-other-year",
            Self::Table(TableError::HolidayTwice(_) | TableError::MakeupTwice(_)) => {
                "registry-calendar-table-twice"
            }
            Self::Table(TableError::HolidayAndMakeup(_)) => "registry-calendar-table-both",
            Self::Table(TableError::MakeupOnWeekday(_)) => "registry-calendar-table-weekday",
            Self::Table(TableError::TooManyDays) => "registry-calendar-table-many",
            Self::Table(TableError::Source) => "registry-calendar-table-source",
        }
    }

    /// What the sentence names: the day or the words in question.
    pub fn what(&self) -> String {
        match self {
            Self::Empty | Self::TooLarge => String::new(),
            Self::Syntax(text) | Self::Day(text) => text.clone(),
            Self::Table(error) => match error {
                TableError::YearOutOfRange(year) => year.to_string(),
                TableError::OtherYear { date, .. }
                | TableError::HolidayTwice(date)
                | TableError::MakeupTwice(date)
                | TableError::HolidayAndMakeup(date)
                | TableError::MakeupOnWeekday(date) => date.to_string(),
                TableError::TooManyDays | TableError::Source => String::new(),
            },
        }
    }
}

/// Reads and checks a file.
pub fn read(text: &str) -> Result<YearTable, FileError> {
    let text = text.trim_start_matches('\u{feff}');
    let whole = |problem| FileError { line: 0, problem };
    if text.trim().is_empty() {
        return Err(whole(Problem::Empty));
    }
    if text.len() > FILE_BYTES {
        return Err(whole(Problem::TooLarge));
    }
    let file = if text.trim_start().starts_with('{') {
        from_json(text)?
    } else {
        from_toml(text)?
    };
    let table = YearTable {
        year: file.year,
        source: file.source.trim().to_owned(),
        holidays: days(text, &file.holidays)?,
        makeup_working: days(text, &file.makeup_working)?,
    };
    table.check().map_err(|error| {
        let problem = Problem::Table(error);
        FileError {
            line: line_that_holds(text, &problem.what()),
            problem,
        }
    })?;
    Ok(table)
}

fn from_json(text: &str) -> Result<File, FileError> {
    serde_json::from_str(text).map_err(|error| FileError {
        line: error.line(),
        problem: Problem::Syntax(error.to_string()),
    })
}

fn from_toml(text: &str) -> Result<File, FileError> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        FileError {
            line: before.map_or(0, |before| before.matches('\n').count() + 1),
            problem: Problem::Syntax(error.message().to_owned()),
        }
    })
}

fn days(text: &str, written: &[String]) -> Result<Vec<Date>, FileError> {
    let mut days = Vec::new();
    for entry in written {
        let stretch = stretch(entry).ok_or_else(|| FileError {
            line: line_that_holds(text, entry),
            problem: Problem::Day(entry.chars().take(40).collect()),
        })?;
        days.extend(stretch);
    }
    Ok(days)
}

fn stretch(entry: &str) -> Option<Vec<Date>> {
    let (first, last) = entry.split_once("..").unwrap_or((entry, entry));
    let first: Date = first.trim().parse().ok()?;
    let last: Date = last.trim().parse().ok()?;
    let days = last.days_since(first);
    (0..STRETCH_DAYS)
        .contains(&days)
        .then(|| (0..=days).map(|day| first.plus_days(day)).collect())
}

/// The last line with the text, because of two equal entries the second one is too many.
fn line_that_holds(text: &str, needle: &str) -> usize {
    if needle.is_empty() {
        return 0;
    }
    let last = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(needle))
        .last();
    last.map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "year = 2027\nsource = \"notice\"\nholidays = [\n  \"2027-01-01..2027-01-03\",\n  \"2027-05-01\",\n]\nmakeup_working = [\"2027-02-06\"]\n";

    #[test]
    fn stretches_and_days_are_read_from_toml_and_json() {
        let table = read(GOOD).unwrap();
        let days: Vec<String> = table.holidays.iter().map(Date::to_string).collect();
        assert_eq!(
            days,
            ["2027-01-01", "2027-01-02", "2027-01-03", "2027-05-01"]
        );
        let json = r#"{"year":2027,"source":"notice","holidays":["2027-01-01..2027-01-03","2027-05-01"],"makeup_working":["2027-02-06"]}"#;
        assert_eq!(read(json).unwrap(), table);
        assert_eq!(read(&format!("\u{feff}{GOOD}")).unwrap(), table);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let line_of = |from: &str, to: &str| {
            let error = read(&GOOD.replace(from, to)).unwrap_err();
            (error.line, error.problem.key())
        };
        assert_eq!(
            line_of("2027-05-01", "2027-13-01"),
            (5, "registry-calendar-file-day")
        );
        assert_eq!(
            line_of("2027-05-01", "2028-05-01"),
            (5, "registry-calendar-table-other-year")
        );
        assert_eq!(
            line_of("2027-02-06", "2027-02-05"),
            (7, "registry-calendar-table-weekday")
        );
        assert_eq!(
            line_of("source = \"notice\"", "source = notice"),
            (2, "registry-calendar-file-syntax")
        );
        assert_eq!(
            line_of("01-01..2027-01-03", "01-03..2027-01-01"),
            (4, "registry-calendar-file-day")
        );
        assert_eq!(
            line_of("2027-01-01..2027-01-03", "2027-01-01..2099-01-03"),
            (4, "registry-calendar-file-day")
        );
        assert_eq!(read("").unwrap_err().problem, Problem::Empty);
    }

    proptest! {
        #[test]
        fn hostile_text_never_panics(text in "\\PC{0,300}") {
            let _ = read(&text);
        }
    }
}
