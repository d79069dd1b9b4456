//! Deadlines of cases from a file, without any district: for checking the counting itself.

use std::io::Read as _;

use huiyin_kernel::{CalendarError, Date, Instant, WorkingCalendar, YearTable};
use serde::Deserialize;

use crate::{CommandResult, Exit, Failure, Terminal};

const INPUT_BYTES: u64 = 16 * 1024 * 1024;
const CASES_LIMIT: usize = 100_000;

#[derive(Debug, Deserialize)]
struct Input {
    cases: Vec<Case>,
    #[serde(default)]
    holidays: Vec<Date>,
    #[serde(default)]
    makeup_working: Vec<Date>,
}

#[derive(Debug, Deserialize)]
struct Case {
    kind: Kind,
    start: String,
    n: u32,
    /// First day included, last excluded.
    #[serde(default)]
    pauses: Vec<(Date, Date)>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    WorkingDays,
    Hours,
    CalendarDays,
    WorkingDaysPaused,
}

pub fn run(terminal: Terminal) -> CommandResult {
    let mut text = String::new();
    let read = std::io::stdin()
        .lock()
        .take(INPUT_BYTES + 1)
        .read_to_string(&mut text);
    if read.is_err() || text.len() as u64 > INPUT_BYTES {
        return Err(Failure::new(
            "标准输入不是 UTF-8 文本，或超过 16 MiB。",
            "Standard input is not UTF-8 text, or has more than 16 MiB.",
        ));
    }
    let due = all(&text)?;
    let due: Vec<String> = due.into_iter().map(Instant::to_local_minute).collect();
    for end in &due {
        terminal.line(end);
    }
    terminal.result(&serde_json::json!({ "due_before": due }));
    Ok(Exit::Fine)
}

/// The deadlines in the order of the cases.
fn all(text: &str) -> Result<Vec<Instant>, Failure> {
    let input: Input = serde_json::from_str(text).map_err(|error| {
        Failure::new(
            format!("输入看不懂：{error}。格式：{{\"cases\":[{{\"kind\",\"start\",\"n\"}}],\"holidays\":[],\"makeup_working\":[]}}"),
            format!("The input cannot be read: {error}. It must be {{\"cases\":[{{\"kind\",\"start\",\"n\"}}],\"holidays\":[],\"makeup_working\":[]}}."),
        )
    })?;
    if input.cases.len() > CASES_LIMIT {
        return Err(Failure::new(
            format!("一次最多 {CASES_LIMIT} 个。"),
            format!("At most {CASES_LIMIT} cases at once."),
        ));
    }
    let calendar = calendar(&input)?;
    let numbered = input.cases.iter().enumerate();
    numbered
        .map(|(at, case)| due_of(&calendar, case).map_err(|wrong| wrong.of_case(at + 1)))
        .collect()
}

/// A table in the file takes the place of the shipped one, so that a year it does not speak of is
/// missing rather than counted by other days than those the file's author had in mind. A file
/// without any day is counted by the shipped table.
fn calendar(input: &Input) -> Result<WorkingCalendar, Failure> {
    let tables =
        YearTable::split_by_year("standard input", [], &input.holidays, &input.makeup_working);
    let before = if tables.is_empty() {
        WorkingCalendar::shipped()
    } else {
        WorkingCalendar::empty()
    };
    tables
        .into_iter()
        .try_fold(before, WorkingCalendar::with)
        .map_err(|error| {
            Failure::new(
                format!("假日表不对：{error}"),
                format!("The holiday table is wrong: {error}"),
            )
        })
}

enum Wrong {
    Start(String),
    Number(u32),
    Calendar(CalendarError),
}

impl Wrong {
    fn of_case(self, number: usize) -> Failure {
        match self {
            Self::Start(text) => Failure::new(
                format!("第 {number} 个：`{text}` 不是时间，应写作 2026-05-09T09:00。"),
                format!("Case {number}: `{text}` is no time; write it as 2026-05-09T09:00."),
            ),
            Self::Number(n) => Failure::new(
                format!("第 {number} 个：期限 {n} 太长。"),
                format!("Case {number}: a limit of {n} is too long."),
            ),
            Self::Calendar(CalendarError::MissingYear(year)) => Failure::new(
                format!(
                    "第 {number} 个：缺少 {year} 年的放假安排，算不出期限。请导入国务院办公厅 {year} 年的通知。"
                ),
                format!(
                    "Case {number}: the holiday table of {year} is missing, so the deadline cannot be counted. Import the State Council notice for {year}."
                ),
            ),
            Self::Calendar(error) => Failure::new(
                format!("第 {number} 个：{error}"),
                format!("Case {number}: {error}"),
            ),
        }
    }
}

fn due_of(calendar: &WorkingCalendar, case: &Case) -> Result<Instant, Wrong> {
    let start = Instant::parse_local(&case.start)
        .map_err(|_| Wrong::Start(case.start.chars().take(40).collect()))?;
    let days = || u16::try_from(case.n).map_err(|_| Wrong::Number(case.n));
    match case.kind {
        Kind::Hours => Ok(WorkingCalendar::hours(start, case.n)),
        Kind::WorkingDays => calendar
            .add_working_days(start, days()?)
            .map_err(Wrong::Calendar),
        Kind::CalendarDays => calendar
            .calendar_days(start, days()?)
            .map_err(Wrong::Calendar),
        Kind::WorkingDaysPaused => calendar
            .working_days_paused(start, days()?, &case.pauses)
            .map_err(Wrong::Calendar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Result<String, String> {
        let due = all(text).map_err(|failure| failure.0.en)?;
        Ok(due[0].to_local_minute())
    }

    #[test]
    fn a_table_in_the_file_takes_the_place_of_the_shipped_one() {
        let case = |start: &str| {
            format!("\"cases\":[{{\"kind\":\"working_days\",\"start\":\"{start}\",\"n\":1}}]")
        };
        // 5 April 2026 is a shipped holiday, but a Sunday; Monday the 6th is off only when shipped.
        let own = format!(
            "{{{},\"holidays\":[\"2026-05-01\"]}}",
            case("2026-04-03T09:00")
        );
        assert_eq!(first(&own).unwrap(), "2026-04-07T00:00");
        let shipped = format!("{{{}}}", case("2026-04-03T09:00"));
        assert_eq!(first(&shipped).unwrap(), "2026-04-08T00:00");
        let other = format!(
            "{{{},\"holidays\":[\"2026-05-01\"]}}",
            case("2025-09-30T09:00")
        );
        assert!(first(&other).unwrap_err().contains("2025"));
        let shipped = format!("{{{}}}", case("2025-09-30T09:00"));
        assert_eq!(first(&shipped).unwrap(), "2025-10-10T00:00");
    }

    #[test]
    fn a_missing_year_and_nonsense_are_named() {
        let late = r#"{"cases":[{"kind":"working_days","start":"2031-05-04T09:00","n":1}]}"#;
        assert!(first(late).unwrap_err().contains("2031"));
        let wrong = r#"{"cases":[{"kind":"hours","start":"now","n":1}]}"#;
        assert!(first(wrong).unwrap_err().contains("`now`"));
        let long = r#"{"cases":[{"kind":"working_days","start":"2026-05-04T09:00","n":70000}]}"#;
        assert!(first(long).unwrap_err().contains("70000"));
        for hostile in [
            "",
            "[]",
            "{\"cases\":[{\"kind\":\"weeks\",\"start\":\"\",\"n\":1}]}",
            "{\"cases\":[{\"kind\":\"hours\",\"start\":\"\",\"n\":-1}]}",
        ] {
            assert!(first(hostile).is_err(), "{hostile}");
        }
    }
}
