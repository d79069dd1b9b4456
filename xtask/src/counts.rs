//! Counting what ran: passed, failed, skipped, from what the test runners themselves print.

use std::fmt;
use std::ops::AddAssign;

use anyhow::{Context as _, Result};

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    pub(crate) fn skipped(skipped: u64) -> Self {
        Self {
            skipped,
            ..Self::default()
        }
    }

    /// A run in which nothing ran has proved nothing.
    pub(crate) fn is_proof(self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Adds up the closing lines of cargo's test programs and remembers which tests failed.
#[derive(Debug, Default)]
pub(crate) struct CargoTally {
    pub(crate) counts: Counts,
    pub(crate) failures: Vec<String>,
}

/// More names than this in a summary are not read.
const FAILURES_SHOWN_MAX: usize = 50;

impl CargoTally {
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("test result: ") {
            // What is ignored here is run, or counted as skipped, by a step of its own.
            self.counts.passed += number_before(rest, " passed");
            self.counts.failed += number_before(rest, " failed");
        } else if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
            && self.failures.len() < FAILURES_SHOWN_MAX
        {
            self.failures.push(name.to_owned());
        }
    }

    /// The counts, given whether cargo itself was content: a crate that does not compile or a
    /// test program that dies has no closing line, and is one failure.
    pub(crate) fn close(mut self, cargo_succeeded: bool) -> Self {
        if !cargo_succeeded && self.counts.failed == 0 {
            self.counts.failed = 1;
            self.failures
                .push("a program that did not compile or did not finish".to_owned());
        }
        self
    }
}

/// The number that stands directly before `word`, or nought.
fn number_before(text: &str, word: &str) -> u64 {
    text.find(word)
        .map(|end| &text[..end])
        .and_then(|before| before.rsplit([' ', ';']).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

/// The counts in one line of what Node's own test runner closes with, in either of its dresses:
/// `# pass 5` or `ℹ pass 5`.
pub(crate) fn from_node(line: &str) -> Counts {
    let mut words = line.split_whitespace();
    if !matches!(words.next(), Some("#" | "ℹ")) {
        return Counts::default();
    }
    let (kind, number) = (
        words.next(),
        words.next().and_then(|digits| digits.parse().ok()),
    );
    match (kind, number, words.next()) {
        (Some("pass"), Some(passed), None) => Counts {
            passed,
            ..Counts::default()
        },
        (Some("fail" | "cancelled"), Some(failed), None) => Counts {
            failed,
            ..Counts::default()
        },
        (Some("skipped" | "todo"), Some(skipped), None) => Counts::skipped(skipped),
        _ => Counts::default(),
    }
}

/// The counts in Playwright's JSON report. A flaky test failed once, and a test that needs a
/// second try is not trusted here.
pub(crate) fn from_playwright(report: &str) -> Result<Counts> {
    let report: serde_json::Value =
        serde_json::from_str(report).context("Playwright's report is not JSON")?;
    let stats = report
        .get("stats")
        .context("Playwright's report has no stats")?;
    let number = |name: &str| {
        stats
            .get(name)
            .and_then(serde_json::Value::as_u64)
            .unwrap_or(0)
    };
    let errors = report
        .get("errors")
        .and_then(serde_json::Value::as_array)
        .map_or(0, Vec::len);
    let errors = u64::try_from(errors).unwrap_or(u64::MAX);
    Ok(Counts {
        passed: number("expected"),
        failed: number("unexpected") + number("flaky") + errors,
        skipped: number("skipped"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str], succeeded: bool) -> CargoTally {
        let mut tally = CargoTally::default();
        for line in lines {
            tally.read(line);
        }
        tally.close(succeeded)
    }

    #[test]
    fn closing_lines_of_several_programs_add_up() {
        let tally = tally(
            &[
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                "test store::keeps ... FAILED",
                "test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.1s",
            ],
            false,
        );
        assert_eq!(
            tally.counts,
            Counts {
                passed: 16,
                failed: 1,
                skipped: 0
            }
        );
        assert_eq!(tally.failures, ["store::keeps"]);
    }

    #[test]
    fn a_program_that_says_nothing_and_fails_is_one_failure() {
        assert_eq!(
            tally(&["error: could not compile"], false).counts,
            Counts::FAILED
        );
        assert_eq!(tally(&[], true).counts, Counts::default());
    }

    #[test]
    fn nodes_closing_lines_are_counted_and_others_are_not() {
        assert_eq!(
            from_node("# pass 5"),
            Counts {
                passed: 5,
                failed: 0,
                skipped: 0
            }
        );
        assert_eq!(
            from_node("ℹ fail 2"),
            Counts {
                passed: 0,
                failed: 2,
                skipped: 0
            }
        );
        assert_eq!(from_node("# skipped 1"), Counts::skipped(1));
        for other in [
            "# Subtest: pass 5",
            "# tests 5",
            "# pass 5 times",
            "pass 5",
            "",
        ] {
            assert_eq!(from_node(other), Counts::default(), "{other}");
        }
    }

    #[test]
    fn playwright_counts_flaky_and_broken_files_as_failed() -> Result<()> {
        let report = r#"{"errors":[{"message":"no such file"}],
            "stats":{"expected":5,"unexpected":1,"flaky":2,"skipped":3}}"#;
        assert_eq!(
            from_playwright(report)?,
            Counts {
                passed: 5,
                failed: 4,
                skipped: 3
            }
        );
        assert!(from_playwright("{}").is_err());
        Ok(())
    }

    #[test]
    fn the_closing_line_has_its_agreed_form() {
        let counts = Counts {
            passed: 3,
            failed: 0,
            skipped: 2,
        };
        assert_eq!(counts.to_string(), "3 passed, 0 failed, 2 skipped");
        assert!(counts.is_proof());
        assert!(!Counts::skipped(2).is_proof());
        assert!(!Counts::FAILED.is_proof());
    }
}
