//! The steps of a run. Every step runs even after another failed; the summary names each, and
//! the closing line adds up what ran.

mod browser;
mod cargo;
mod faults;
mod quick;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;

use crate::command::Ended;
use crate::counts::Counts;
use crate::ground::Ground;
use crate::say;
use crate::stopwatch::Stopwatch;

/// Longer than any step takes on two slow cores, shorter than a night.
const STEP_LIMIT: Duration = Duration::from_mins(40);
/// Compiling all of it from nothing takes a quarter of an hour on two cores, and more than twice
/// that where they are slow and busy.
const COMPILING_LIMIT: Duration = Duration::from_hours(1);

#[derive(Debug)]
pub(crate) struct Step {
    name: &'static str,
    run: fn(&Ground) -> Result<Outcome>,
}

/// What came of a step, with what a reader of the summary should know of it.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    counts: Counts,
    notes: Vec<String>,
}

impl Outcome {
    /// A check that is one thing: it held or it did not.
    fn of_check(ended: Ended) -> Self {
        match ended {
            Ended::Well => Self {
                counts: Counts::PASSED,
                notes: Vec::new(),
            },
            Ended::Badly => Self {
                counts: Counts::FAILED,
                notes: Vec::new(),
            },
            Ended::TimeOver => Self {
                counts: Counts::FAILED,
                notes: vec![time_over_note()],
            },
        }
    }

    fn skipped(count: u64, why: impl Into<String>) -> Self {
        Self {
            counts: Counts::skipped(count),
            notes: vec![why.into()],
        }
    }
}

fn time_over_note() -> String {
    format!(
        "ended by the limit of {} minutes",
        STEP_LIMIT.as_secs() / 60
    )
}

const FORMAT: Step = Step {
    name: "format",
    run: quick::format,
};
const TIDY: Step = Step {
    name: "tidy",
    run: quick::tidy,
};
const CLIPPY: Step = Step {
    name: "clippy",
    run: quick::clippy,
};
const DENY: Step = Step {
    name: "licences and sources",
    run: quick::deny,
};
const FRONT_END: Step = Step {
    name: "front end",
    run: quick::front_end,
};

pub(crate) const CHECK: &[Step] = &[FORMAT, TIDY, FRONT_END, DENY, CLIPPY];

pub(crate) const TEST: &[Step] = &[
    FORMAT,
    TIDY,
    FRONT_END,
    DENY,
    Step {
        name: "clippy",
        run: cargo::linted,
    },
    Step {
        name: "tests",
        run: cargo::plain,
    },
    Step {
        name: "tests on PostgreSQL",
        run: cargo::on_postgres,
    },
    Step {
        name: "tests on shared data",
        run: cargo::on_shared_data,
    },
    Step {
        name: "tests on internal data",
        run: cargo::on_internal_data,
    },
    Step {
        name: "tests on an object store",
        run: cargo::on_an_object_store,
    },
    Step {
        name: "tests beside age",
        run: cargo::beside_age,
    },
    Step {
        name: "tests with a mail server",
        run: cargo::on_mail_server,
    },
    Step {
        name: "forms before ODK Validate",
        run: cargo::before_odk,
    },
    Step {
        name: "open data before Frictionless",
        run: cargo::before_frictionless,
    },
    Step {
        name: "books before hledger",
        run: cargo::before_hledger,
    },
    Step {
        name: "papers measured by Poppler",
        run: cargo::beside_poppler,
    },
    Step {
        name: "files before LibreOffice",
        run: cargo::before_libreoffice,
    },
    Step {
        name: "tests left out",
        run: cargo::left_out,
    },
    Step {
        name: "browser tests",
        run: browser::run,
    },
    Step {
        name: "fault tests",
        run: faults::run,
    },
];

/// Steps named in `HUIYIN_LEAVE_OUT`, with commas between, are counted as skipped, never as passed.
fn is_left_out(step: &str) -> bool {
    std::env::var("HUIYIN_LEAVE_OUT").is_ok_and(|names| names.split(',').any(|it| it == step))
}

/// Runs the steps, prints the summary, and says by its code whether the run proved anything.
pub(crate) fn run_all(ground: &Ground, steps: &[Step]) -> ExitCode {
    let mut total = Counts::default();
    let mut summary = Vec::new();
    let whole = Stopwatch::start();
    for step in steps {
        say::heading(step.name);
        let stopwatch = Stopwatch::start();
        let outcome = if is_left_out(step.name) {
            Outcome::skipped(1, "left out by HUIYIN_LEAVE_OUT")
        } else {
            (step.run)(ground).unwrap_or_else(|error| Outcome {
                counts: Counts::FAILED,
                notes: vec![format!("{error:#}")],
            })
        };
        total += outcome.counts;
        summary.extend(summary_lines(step.name, &outcome, stopwatch.elapsed()));
    }
    say::heading(&format!("summary, after {}", minutes(whole.elapsed())));
    for line in summary {
        say::line(&line);
    }
    say::line("");
    say::line(&total.to_string());
    if total.is_proof() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn summary_lines(name: &str, outcome: &Outcome, elapsed: Duration) -> Vec<String> {
    let verdict = match outcome.counts {
        Counts { failed: 1.., .. } => "✗",
        Counts {
            passed: 0,
            skipped: 1..,
            ..
        } => "–",
        _ => "✓",
    };
    let counts = outcome.counts.to_string();
    let mut lines = vec![format!(
        "{verdict} {name:<24} {counts:<38} {}",
        minutes(elapsed)
    )];
    lines.extend(
        outcome
            .notes
            .iter()
            .map(|note| format!("    {}", note.replace('\n', "\n    "))),
    );
    lines
}

fn minutes(elapsed: Duration) -> String {
    format!(
        "{} min {:02} s",
        elapsed.as_secs() / 60,
        elapsed.as_secs() % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_marks_what_failed_and_what_was_only_skipped() {
        let mark = |counts| {
            let outcome = Outcome {
                counts,
                notes: vec!["why".to_owned()],
            };
            summary_lines("step", &outcome, Duration::from_secs(61)).join("|")
        };
        assert!(mark(Counts::PASSED).starts_with("✓ step"));
        assert!(mark(Counts::PASSED).ends_with("1 min 01 s|    why"));
        assert!(mark(Counts::FAILED).starts_with('✗'));
        assert!(mark(Counts::skipped(4)).starts_with('–'));
    }
}
