//! Calendars in the format of RFC 5545: one entry for each half day of a team. Doors do not stand
//! in it: a calendar wanders into programs of others, and addresses of residents must not.

use std::fmt::Write as _;

use huiyin_kernel::{Id, Instant};

/// Octets of a line, its end not counted.
const LINE_OCTETS: usize = 75;

/// A half day of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub round: Id,
    pub team: Id,
    pub session: Id,
    /// Grows with every plan that is taken.
    pub sequence: u32,
    pub stamp: Instant,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub summary: String,
    pub place: String,
    pub description: String,
    pub is_cancelled: bool,
}

/// The file, with the ends of lines that the format asks for.
pub fn calendar(name: &str, entries: &[Entry]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Huiyin//Visits//ZH");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for it in entries {
        line("BEGIN:VEVENT");
        line(&format!(
            "UID:{}-{}-{}@huiyin",
            it.round, it.team, it.session
        ));
        line(&format!("SEQUENCE:{}", it.sequence));
        line(&format!("DTSTAMP:{}", utc(it.stamp)));
        line(&format!("DTSTART:{}", utc(it.starts_at)));
        line(&format!("DTEND:{}", utc(it.ends_at)));
        line(&format!("SUMMARY:{}", escape(&it.summary)));
        if !it.place.is_empty() {
            line(&format!("LOCATION:{}", escape(&it.place)));
        }
        if !it.description.is_empty() {
            line(&format!("DESCRIPTION:{}", escape(&it.description)));
        }
        line(if it.is_cancelled {
            "STATUS:CANCELLED"
        } else {
            "STATUS:CONFIRMED"
        });
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// `20260509T013000Z`.
fn utc(at: Instant) -> String {
    let digits = at.to_rfc3339();
    let bare: String = digits
        .split(['.', 'Z'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|it| !matches!(it, '-' | ':'))
        .collect();
    format!("{bare}Z")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// Longer lines go on behind a blank; a character is never cut in two.
fn fold(out: &mut String, text: &str) {
    let mut used = 0;
    for sign in text.chars() {
        if used + sign.len_utf8() > LINE_OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        // A string takes whatever is written to it.
        let _ = write!(out, "{sign}");
        used += sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let at = |text: &str| Instant::parse_local(text).unwrap();
        Entry {
            round: Id::derived("test", "round"),
            team: Id::derived("test", "team"),
            session: Id::derived("test", "session"),
            sequence: 4,
            stamp: at("2026-05-05 10:00"),
            starts_at: at("2026-05-09 09:30"),
            ends_at: at("2026-05-09 12:00"),
            summary: "入户走访，第3组; 12户\nBEGIN:VEVENT".to_owned(),
            place: "很长的小区名字，".repeat(12),
            description: String::new(),
            is_cancelled: false,
        }
    }

    #[test]
    fn lines_end_and_fold_as_the_format_says_and_text_stays_text() {
        let text = calendar("走访", &[entry()]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.replace("\r\n", "").find(['\r', '\n']).is_none());
        for line in text.split("\r\n") {
            assert!(line.len() <= LINE_OCTETS, "{line}");
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:入户走访，第3组\\; 12户\\nBEGIN:VEVENT\r\n"));
        assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        assert!(
            unfolded.contains("DTSTART:20260509T013000Z\r\n"),
            "{unfolded}"
        );
    }

    #[test]
    fn the_same_half_day_keeps_its_name_whatever_becomes_of_it() {
        let uid = |it: &Entry| {
            let text = calendar("x", std::slice::from_ref(it)).replace("\r\n ", "");
            let line = text.lines().find(|it| it.starts_with("UID:"));
            line.unwrap().to_owned()
        };
        let mut later = entry();
        later.sequence = 9;
        later.is_cancelled = true;
        assert_eq!(uid(&entry()), uid(&later));
    }
}
