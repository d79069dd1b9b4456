//! When the common income must be audited: each year, and when the committee changes; the result
//! hangs out for thirty days (Shanghai property regulation art. 67; rule 9.4).

use huiyin_kernel::Date;

use super::elections::plus_years;
use crate::model::ledger::{Audit, LedgerRefused as No};

/// Days on which the result hangs out at least.
pub const POSTED_DAYS: i64 = 30;

/// Whether an audit may be noted down as of a day. Days on the board are counted from the day after
/// (Civil Code art. 201).
///
/// # Errors
/// Days in the wrong order, a period that is not over, a result that hung out too short.
pub fn check(audit: &Audit, today: Date) -> Result<(), No> {
    if audit.from > audit.to || audit.to >= audit.posted_from || audit.posted_from > today {
        return Err(No::AuditDays);
    }
    if audit.posted_until < audit.posted_from.plus_days(POSTED_DAYS) {
        return Err(No::AuditShort);
    }
    Ok(())
}

/// Bytes at the end of a file among which its last word stands; what follows it is filling.
const PDF_TAIL: usize = 1024;

/// Whether a file is a whole PDF: its first word is there, and so is its last. What lies between
/// is handed on as it came and never run.
pub fn is_whole_pdf(bytes: &[u8]) -> bool {
    const LAST: &[u8] = b"%%EOF";
    let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
    bytes.starts_with(b"%PDF-") && tail.windows(LAST.len()).any(|part| part == LAST)
}

/// The last day up to which every day of a book was audited, whatever the order in which audits
/// were noted down. Days behind a gap wait until the gap is audited: an audit of one day in
/// December says nothing of the months before.
pub fn audited_to(began: Date, audits: impl IntoIterator<Item = (Date, Date)>) -> Option<Date> {
    let mut audits: Vec<(Date, Date)> = audits.into_iter().collect();
    audits.sort_unstable();
    let mut unaudited = began;
    for (from, to) in audits {
        if from > unaudited {
            break;
        }
        unaudited = unaudited.max(to.plus_days(1));
    }
    (unaudited > began).then(|| unaudited.plus_days(-1))
}

/// The day by which an audit is to be made: a year after the last day that
/// was audited or on which the book began, or when a new committee took its seats and the days
/// before were not audited.
pub fn due(began: Date, audited_to: Option<Date>, committee_since: Option<Date>) -> Date {
    let yearly = plus_years(audited_to.map_or(began, |to| to.max(began)), 1);
    let changed = committee_since
        .filter(|since| *since > began && audited_to.is_none_or(|to| to < since.plus_days(-1)));
    changed.map_or(yearly, |since| since.min(yearly))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::yearly::past;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_report_is_a_pdf_from_its_first_word_to_its_last() {
        let padded = [b"%PDF-1.7\n%%EOF".as_slice(), &[b'\n'; 1000]].concat();
        let buried = [b"%PDF-1.7\n%%EOF".as_slice(), &[b'x'; 2000]].concat();
        assert!(is_whole_pdf(b"%PDF-1.4\n1 0 obj\n%%EOF\n") && is_whole_pdf(&padded));
        assert!(
            !is_whole_pdf(&buried),
            "cut off, or something else behind it"
        );
        assert!(!is_whole_pdf(b"%PDF-1.4\n1 0 obj"), "cut off");
        assert!(!is_whole_pdf(b"<html>%PDF-1.4 %%EOF") && !is_whole_pdf(b""));
    }

    #[test]
    fn each_year_and_each_committee_is_audited() {
        let at = |to: Option<&str>, since: Option<&str>, today| {
            let due = due(day("2025-01-01"), to.map(day), since.map(day));
            past(Some(due), day(today))
        };
        assert_eq!(at(None, None, "2026-01-01"), None);
        assert_eq!(at(None, None, "2026-01-02"), Some(day("2026-01-01")));
        assert_eq!(at(Some("2025-12-31"), None, "2026-12-31"), None);
        assert_eq!(
            at(Some("2025-12-31"), None, "2027-01-01"),
            Some(day("2026-12-31"))
        );
        let new = Some("2026-03-01");
        assert_eq!(
            at(Some("2025-12-31"), new, "2026-03-02"),
            Some(day("2026-03-01"))
        );
        assert_eq!(at(Some("2026-02-28"), new, "2026-03-02"), None);
        assert_eq!(
            at(None, Some("2024-06-01"), "2025-06-01"),
            None,
            "before the book"
        );
    }

    #[test]
    fn only_days_without_a_gap_before_them_are_audited() {
        let to = |audits: &[(&str, &str)]| {
            let audits = audits.iter().map(|(from, to)| (day(from), day(to)));
            audited_to(day("2025-01-01"), audits)
        };
        assert_eq!(to(&[]), None);
        assert_eq!(to(&[("2025-12-31", "2025-12-31")]), None, "one day");
        assert_eq!(to(&[("2025-01-02", "2025-12-31")]), None, "one day less");
        assert_eq!(to(&[("2024-01-01", "2024-12-31")]), None, "before it began");
        let first = ("2025-01-01", "2025-06-30");
        assert_eq!(to(&[first]), Some(day("2025-06-30")));
        let early = ("2024-07-01", "2025-03-31");
        assert_eq!(to(&[early]), Some(day("2025-03-31")));
        let second = ("2025-07-01", "2025-12-31");
        assert_eq!(to(&[second, first]), Some(day("2025-12-31")), "any order");
        let over = ("2025-05-01", "2025-09-30");
        assert_eq!(to(&[first, over]), Some(day("2025-09-30")));
        let within = ("2025-02-01", "2025-03-31");
        assert_eq!(to(&[first, within]), Some(day("2025-06-30")));
        let behind = ("2025-07-02", "2025-12-31");
        assert_eq!(to(&[behind, first]), Some(day("2025-06-30")), "a gap");
        assert_eq!(
            to(&[behind, first, ("2025-07-01", "2025-07-01")]),
            Some(day("2025-12-31")),
            "the gap is filled"
        );
    }
}
