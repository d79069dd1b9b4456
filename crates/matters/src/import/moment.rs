//! Times of another system: civil time in its zone, read into instants.

use huiyin_kernel::Instant;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};

use super::map::MapError;
use super::map_file::{DueAtMidnight, TimesSection};

const DISTRICT_ZONE: &str = "Asia/Shanghai";
const FORMATS_MAX: usize = 20;
/// Longer text is no time; parsers need not look at it.
const TIME_CHARS_MAX: usize = 64;

#[derive(Debug, Clone)]
pub(super) struct MomentReader {
    zone: TimeZone,
    formats: Vec<String>,
    due_at_midnight: DueAtMidnight,
}

/// A planned time under both readings of a midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    /// The moment by which it was to be done, as the map wants it read; exclusive.
    pub(super) before: Instant,
    pub(super) as_written: Instant,
    /// The same with a midnight read as the end of its day.
    pub(super) end_of_day: Instant,
}

enum Read {
    /// With its own offset.
    Fixed(Timestamp),
    Civil(DateTime),
}

impl MomentReader {
    pub(super) fn new(section: &TimesSection) -> Result<Self, MapError> {
        let name = section.zone.as_deref().unwrap_or(DISTRICT_ZONE);
        // The bundled table, so that a map means the same on every machine.
        let zone = TimeZoneDatabase::bundled()
            .get(name)
            .map_err(|_| MapError::UnknownZone(name.to_owned()))?;
        if section.formats.len() > FORMATS_MAX {
            return Err(MapError::TooMany {
                section: "times.formats",
                most: FORMATS_MAX,
            });
        }
        for format in &section.formats {
            // A format that cannot even write a time is a slip of the pen.
            let day = Date::constant(2026, 5, 9).at(9, 0, 0, 0);
            let written = jiff::fmt::strtime::format(format, day);
            if !format.contains('%') || written.is_err() {
                return Err(MapError::BadTimeFormat(format.clone()));
            }
        }
        Ok(Self {
            zone,
            formats: section.formats.clone(),
            due_at_midnight: section.due_at_midnight,
        })
    }

    /// Where a clock was put forward or back, the earlier reading of an hour that came twice and
    /// the later side of one that never came: what people of the place mean by default.
    pub(super) fn instant(&self, text: &str) -> Option<Instant> {
        match self.read(text)? {
            Read::Fixed(timestamp) => Some(instant_of(timestamp)),
            Read::Civil(civil) => self.in_zone(civil),
        }
    }

    pub(super) fn due(&self, text: &str) -> Option<Due> {
        let read = self.read(text)?;
        let as_written = match &read {
            Read::Fixed(timestamp) => instant_of(*timestamp),
            Read::Civil(civil) => self.in_zone(*civil)?,
        };
        let end_of_day = match read {
            Read::Civil(civil) if civil.time() == Time::midnight() => {
                self.in_zone(civil.checked_add(1.day()).ok()?)?
            }
            _ => as_written,
        };
        let before = match self.due_at_midnight {
            DueAtMidnight::EndOfDay => end_of_day,
            DueAtMidnight::AsWritten => as_written,
        };
        Some(Due {
            before,
            as_written,
            end_of_day,
        })
    }

    fn in_zone(&self, civil: DateTime) -> Option<Instant> {
        let zoned = self.zone.to_ambiguous_timestamp(civil).compatible().ok()?;
        Some(instant_of(zoned))
    }

    fn read(&self, text: &str) -> Option<Read> {
        let text = text.trim();
        if text.is_empty() || text.len() > TIME_CHARS_MAX {
            return None;
        }
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            return Some(Read::Fixed(timestamp));
        }
        // jiff's own reading also takes week dates and bare hours; ours has a day first.
        let iso = text.starts_with(|sign: char| sign.is_ascii_digit()) && text.len() >= 10;
        if iso && let Ok(civil) = text.parse::<DateTime>() {
            return Some(Read::Civil(civil));
        }
        self.formats.iter().find_map(|format| {
            let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
            if let Ok(timestamp) = parsed.to_timestamp() {
                return Some(Read::Fixed(timestamp));
            }
            let date = parsed.to_date().ok()?;
            let time = parsed.to_time().unwrap_or_else(|_| Time::midnight());
            Some(Read::Civil(date.to_datetime(time)))
        })
    }
}

fn instant_of(timestamp: Timestamp) -> Instant {
    Instant::from_micros(timestamp.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(toml_text: &str) -> MomentReader {
        MomentReader::new(&toml::from_str(toml_text).unwrap()).unwrap()
    }

    fn utc(reader: &MomentReader, text: &str) -> String {
        reader
            .instant(text)
            .map_or_else(|| "-".to_owned(), Instant::to_rfc3339)
    }

    #[test]
    fn civil_times_are_read_in_their_zone() {
        let chicago = reader("zone = 'America/Chicago'");
        assert_eq!(
            utc(&chicago, "2018-01-01 00:48:30.0"),
            "2018-01-01T06:48:30Z"
        );
        assert_eq!(utc(&chicago, "2018-07-01T00:48:30"), "2018-07-01T05:48:30Z");
        assert_eq!(utc(&chicago, "2018-07-01"), "2018-07-01T05:00:00Z");
        assert_eq!(
            utc(&chicago, "2018-07-01T00:00:00+08:00"),
            "2018-06-30T16:00:00Z"
        );
        let here = reader("");
        assert_eq!(utc(&here, "2026-05-09 09:00:00"), "2026-05-09T01:00:00Z");
    }

    #[test]
    fn hours_that_came_twice_or_never_are_still_read() {
        let new_york = reader("zone = 'America/New_York'");
        assert_eq!(
            utc(&new_york, "2024-11-03T01:30:00"),
            "2024-11-03T05:30:00Z"
        );
        assert_eq!(
            utc(&new_york, "2024-03-10T02:30:00"),
            "2024-03-10T07:30:00Z"
        );
    }

    #[test]
    fn other_formats_are_tried_in_order() {
        let mixed = reader("formats = ['%Y年%m月%d日 %H时%M分', '%d.%m.%Y', '%Y/%m/%d %H:%M']");
        assert_eq!(
            utc(&mixed, "2026年05月09日 09时05分"),
            "2026-05-09T01:05:00Z"
        );
        assert_eq!(utc(&mixed, "09.05.2026"), "2026-05-08T16:00:00Z");
        assert_eq!(utc(&mixed, "2026/5/9 9:05"), "2026-05-09T01:05:00Z");
        for nonsense in [
            "",
            "soon",
            "2026-02-30",
            "09:00",
            "2026-13-01 00:00",
            &"9".repeat(99),
        ] {
            assert_eq!(utc(&mixed, nonsense), "-", "{nonsense}");
        }
    }

    #[test]
    fn a_planned_day_lasts_until_its_end_unless_the_map_says_otherwise() {
        let due = |toml_text: &str, text: &str| {
            let due = reader(toml_text).due(text).unwrap();
            (
                due.before.to_local_minute(),
                due.as_written.to_local_minute(),
            )
        };
        let day = "2026-05-09 00:00:00.0";
        assert_eq!(
            due("", day),
            ("2026-05-10T00:00".into(), "2026-05-09T00:00".into())
        );
        assert_eq!(
            due("due_at_midnight = 'as_written'", day),
            ("2026-05-09T00:00".into(), "2026-05-09T00:00".into())
        );
        assert_eq!(due("", "2026-05-09 17:30").0, "2026-05-09T17:30");
    }

    #[test]
    fn zones_and_formats_are_checked_with_the_map() {
        let made = |toml_text: &str| MomentReader::new(&toml::from_str(toml_text).unwrap());
        let zone = made("zone = 'Asia/Jiangbei'").unwrap_err();
        assert_eq!(zone, MapError::UnknownZone("Asia/Jiangbei".into()));
        let format = made("formats = ['yyyy-mm-dd']").unwrap_err();
        assert_eq!(format, MapError::BadTimeFormat("yyyy-mm-dd".into()));
    }
}
