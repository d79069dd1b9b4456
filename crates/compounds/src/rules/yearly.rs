//! The yearly regular meeting of the owners (rule 8.4).

use huiyin_kernel::Date;

use super::elections::plus_years;

/// The day by which the owners of an estate should have met again. It is a year after they last
/// voted, or after their committee took its seats where they have not voted since. A vote that is
/// announced or under way is a meeting: its last day counts, though it is to come.
/// Where there was neither, there is no assembly that could meet.
pub fn meeting_due(last_vote: Option<Date>, committee_since: Option<Date>) -> Option<Date> {
    let last = last_vote.max(committee_since)?;
    Some(plus_years(last, 1))
}

/// A day by which something was due, where it is past.
pub fn past(due: Option<Date>, today: Date) -> Option<Date> {
    due.filter(|due| *due < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn owners_meet_within_a_year_of_what_was_last() {
        let at = |vote: Option<&str>, since: Option<&str>, today| {
            past(meeting_due(vote.map(day), since.map(day)), day(today))
        };
        let due = Some(day("2026-05-02"));
        assert_eq!(at(Some("2025-05-02"), None, "2026-05-02"), None);
        assert_eq!(at(Some("2025-05-02"), None, "2026-05-03"), due);
        assert_eq!(at(None, Some("2025-05-02"), "2026-05-03"), due);
        assert_eq!(
            at(Some("2024-01-01"), Some("2025-05-02"), "2026-05-03"),
            due
        );
        assert_eq!(
            at(Some("2026-06-01"), Some("2020-01-01"), "2026-05-03"),
            None
        );
        assert_eq!(at(None, None, "2026-05-03"), None, "nobody could meet");
    }
}
