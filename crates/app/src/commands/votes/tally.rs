//! Counts cases from standard input: one alone, or a file of cases.

use std::io::Read as _;

use huiyin_kernel::Said;
use huiyin_tally::{Case, Outcome, Pair, TallyError, tally};
use serde::Deserialize;

use crate::{CommandResult, Exit, Failure, Terminal};

const INPUT_BYTES: u64 = 256 * 1024 * 1024;
const CASES_LIMIT: usize = 10_000;

#[derive(Debug, Deserialize)]
struct Many {
    cases: Vec<Case>,
}

/// A file with `cases` is many, whatever else stands in it.
#[derive(Debug, Deserialize)]
struct Shape {
    cases: Option<serde::de::IgnoredAny>,
}

pub fn run(terminal: Terminal) -> CommandResult {
    let mut text = String::new();
    let read = std::io::stdin()
        .lock()
        .take(INPUT_BYTES + 1)
        .read_to_string(&mut text);
    if read.is_err() || text.len() as u64 > INPUT_BYTES {
        return Err(Failure::new(
            "标准输入不是 UTF-8 文本，或超过 256 MiB。",
            "Standard input is not UTF-8 text, or has more than 256 MiB.",
        ));
    }
    let shape: Shape = serde_json::from_str(&text).map_err(|error| unread(&error))?;
    if shape.cases.is_none() {
        let case: Case = serde_json::from_str(&text).map_err(|error| unread(&error))?;
        let outcome = tally(&case).map_err(|error| refused(None, &error))?;
        terminal.result(&outcome);
        tell(terminal, None, &outcome);
        return Ok(Exit::Fine);
    }
    let many: Many = serde_json::from_str(&text).map_err(|error| unread(&error))?;
    let outcomes = all(&many.cases)?;
    terminal.result(&serde_json::json!({ "results": outcomes }));
    for (number, outcome) in (1..).zip(&outcomes) {
        tell(terminal, Some(number), outcome);
    }
    Ok(Exit::Fine)
}

/// The outcomes in the order of the cases.
fn all(cases: &[Case]) -> Result<Vec<Outcome>, Failure> {
    if cases.len() > CASES_LIMIT {
        return Err(Failure::new(
            format!("一次最多 {CASES_LIMIT} 个。"),
            format!("At most {CASES_LIMIT} cases at once."),
        ));
    }
    let numbered = (1..).zip(cases);
    numbered
        .map(|(number, case)| tally(case).map_err(|error| refused(Some(number), &error)))
        .collect()
}

fn unread(error: &serde_json::Error) -> Failure {
    Failure::new(
        format!(
            "输入看不懂：{error}。格式：{{\"rules\",\"units\",\"ballots\"}}，或 {{\"cases\":[…]}}。"
        ),
        format!(
            "The input cannot be read: {error}. It must be {{\"rules\",\"units\",\"ballots\"}}, or {{\"cases\":[…]}}."
        ),
    )
}

fn refused(number: Option<usize>, error: &TallyError) -> Failure {
    let Said { zh, en } = error.said();
    match number {
        Some(number) => Failure::new(
            format!("第 {number} 个：{zh}"),
            format!("Case {number}: {en}."),
        ),
        None => Failure::new(zh, format!("{en}.")),
    }
}

fn tell(terminal: Terminal, number: Option<usize>, outcome: &Outcome) {
    if let Some(number) = number {
        terminal.line(format_args!("# {number}"));
    }
    for (name, pair) in [
        ("全体 all", outcome.total),
        ("参与 took part", outcome.participated),
        ("同意 yes", outcome.yes),
        ("反对 no", outcome.no),
        ("弃权 abstain", outcome.abstain),
        ("无效 void", outcome.invalid),
        ("送达未投 silent", outcome.silent_delivered),
    ] {
        let Pair { area, persons } = pair;
        terminal.line(format_args!("{name}: {area} m² / {persons} 人 persons"));
    }
    let word = |passed| {
        if passed {
            "通过 passed"
        } else {
            "未通过 not passed"
        }
    };
    terminal.line(format_args!(
        "按实际投票 by ballots: {}",
        word(outcome.passed)
    ));
    if let Some(deemed) = outcome.deemed {
        terminal.line(format_args!(
            "未表态计入后 with silent owners added: {}",
            word(deemed.passed)
        ));
    }
}
