//! Numbers and dates of a workbook as the text that a person sees there.

use calamine::ExcelDateTime;

/// Above this a number is written with an exponent, because its digits mean nothing any more.
const PLAIN_BELOW: f64 = 1e21;

/// A spreadsheet shows fifteen significant digits; what a binary fraction adds beyond them is
/// noise (0.1 + 0.2 is shown as 0.3). Whole numbers lose their `.0`.
pub(crate) fn number_text(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let shown: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if shown == 0.0 {
        "0".to_owned()
    } else if shown.abs() < PLAIN_BELOW {
        format!("{shown}")
    } else {
        format!("{shown:e}")
    }
}

/// `yyyy-mm-dd`, `yyyy-mm-ddThh:mm:ss[.fff]`, or `hh:mm:ss` where there is a time without a day.
pub(crate) fn moment_text(moment: ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if !serial.is_finite() {
        return String::new();
    }
    if moment.is_duration() {
        return duration_text(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let time = match milli {
        0 => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    };
    if (0.0..1.0).contains(&serial) {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" {
        date
    } else {
        format!("{date}T{time}")
    }
}

fn duration_text(days: f64) -> String {
    let sign = if days < 0.0 { "-" } else { "" };
    let seconds = (days.abs() * 86_400.0).round().min(1e15);
    let minutes = (seconds / 60.0).floor();
    let hours = (minutes / 60.0).floor();
    format!(
        "{sign}{hours:02}:{:02}:{:02}",
        minutes - hours * 60.0,
        seconds - minutes * 60.0
    )
}

/// The ISO duration of an ods time cell (`PT10H20M05S`) as `hh:mm:ss`; other text unchanged.
pub(crate) fn iso_duration_text(text: &str) -> String {
    fn number(text: &str, unit: char) -> Option<(&str, &str)> {
        let (digits, rest) = text.split_once(unit)?;
        let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        plain.then_some((digits, rest))
    }
    let parts = || {
        let (hours, rest) = number(text.strip_prefix("PT")?, 'H')?;
        let (minutes, rest) = number(rest, 'M')?;
        let (seconds, rest) = number(rest, 'S')?;
        rest.is_empty()
            .then(|| format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"))
    };
    parts().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn numbers_look_as_a_person_sees_them() {
        assert_eq!(number_text(1_049_265.0), "1049265");
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(-0.0), "0");
        assert_eq!(number_text(106.5345), "106.5345");
        assert_eq!(number_text(5.001_081_99e17), "500108199000000000");
        assert_eq!(number_text(1e300), "1e300");
        assert_eq!(number_text(f64::NAN), "");
    }

    #[test]
    fn serial_days_become_iso_text_in_both_epochs() {
        let at = |serial, is_1904| moment_text(ExcelDateTime::new(serial, DateTime, is_1904));
        assert_eq!(at(45_943.0, false), "2025-10-13");
        assert_eq!(at(45_943.75, false), "2025-10-13T18:00:00");
        assert_eq!(at(45_943.0 - 1462.0, true), "2025-10-13");
        assert_eq!(at(0.5, false), "12:00:00");
        assert_eq!(at(f64::INFINITY, false), "");
    }

    #[test]
    fn durations_may_pass_a_day() {
        let lasting = |days| moment_text(ExcelDateTime::new(days, TimeDelta, false));
        assert_eq!(lasting(1.5), "36:00:00");
        assert_eq!(lasting(-0.25), "-06:00:00");
        assert_eq!(iso_duration_text("PT9H05M00S"), "09:05:00");
        assert_eq!(iso_duration_text("soon"), "soon");
    }
}
