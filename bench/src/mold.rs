//! A text with holes: what in a stored row names the matter, or a moment of its life, is cut out
//! and filled anew for each copy.

use huiyin_kernel::{Date, Instant};

/// What is filled in.
#[derive(Debug, Clone)]
pub struct Fill {
    pub id: String,
    pub number: String,
    pub shift_seconds: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Id,
    Number,
    Moment(i64),
    Day(Date),
    /// The day stands for its month.
    Month(Date),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mold(Vec<Piece>);

/// Whole numbers in this range are microseconds between 2001 and 2064, nothing else.
const MOMENTS: std::ops::Range<i64> = 1_000_000_000_000_000..3_000_000_000_000_000;
const MOMENT_DIGITS: usize = 16;

pub const fn is_moment(number: i64) -> bool {
    number >= MOMENTS.start && number < MOMENTS.end
}

pub fn shifted(micros: i64, seconds: i64) -> i64 {
    Instant::from_micros(micros)
        .plus_seconds(seconds)
        .as_micros()
}

fn shifted_day(day: Date, seconds: i64) -> Date {
    // Half past noon, so that a shift by whole weeks and less than an hour keeps to the day.
    day.start().plus_seconds(12 * 3600 + seconds).date()
}

impl Mold {
    pub fn of(text: &str, id: &str, number: &str) -> Self {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, length) = piece_at(rest, id, number);
            let (taken, after) = rest.split_at(length);
            rest = after;
            match piece {
                Some(piece) => {
                    pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                    pieces.push(piece);
                }
                None => plain.push_str(taken),
            }
        }
        pieces.push(Piece::Plain(plain));
        pieces.retain(|piece| *piece != Piece::Plain(String::new()));
        Self(pieces)
    }

    pub fn cast(&self, fill: &Fill) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Plain(text) => out.push_str(text),
                Piece::Id => out.push_str(&fill.id),
                Piece::Number => out.push_str(&fill.number),
                Piece::Moment(at) => out.push_str(&shifted(*at, fill.shift_seconds).to_string()),
                Piece::Day(day) => {
                    out.push_str(&shifted_day(*day, fill.shift_seconds).to_string());
                }
                Piece::Month(day) => {
                    let day = shifted_day(*day, fill.shift_seconds).to_string();
                    out.extend(day.chars().take(7));
                }
            }
        }
        out
    }
}

/// What stands at the beginning of the text, and how many bytes of it; nothing special is one
/// character long, or a run of digits.
fn piece_at(text: &str, id: &str, number: &str) -> (Option<Piece>, usize) {
    if text.starts_with(id) {
        return (Some(Piece::Id), id.len());
    }
    if text.starts_with(number) {
        return (Some(Piece::Number), number.len());
    }
    if let Some(day) = text
        .get(..10)
        .filter(|day| is_dated(day))
        .and_then(|day| day.parse().ok())
    {
        return (Some(Piece::Day(day)), 10);
    }
    if text.len() == 7
        && let Ok(day) = format!("{text}-15").parse()
    {
        return (Some(Piece::Month(day)), 7);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == MOMENT_DIGITS
        && let Some(micros) = text.get(..digits).and_then(|text| text.parse().ok())
        && is_moment(micros)
    {
        return (Some(Piece::Moment(micros)), digits);
    }
    let one = text.chars().next().map_or(1, char::len_utf8);
    (None, digits.max(one))
}

fn is_dated(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn ids_numbers_moments_and_days_are_filled_anew() {
        let text = format!(
            r#"{{"id":"{ID}","number":"20260509-0007","at":1770000000000000,"n":12345,"on":"2026-05-09","其他":"路灯不亮"}}"#
        );
        let fill = Fill {
            id: "new".to_owned(),
            number: "20250101-0001".to_owned(),
            shift_seconds: -7 * 86_400,
        };
        let cast = Mold::of(&text, ID, "20260509-0007").cast(&fill);
        let expected = r#"{"id":"new","number":"20250101-0001","at":1769395200000000,"n":12345,"on":"2026-05-02","其他":"路灯不亮"}"#;
        assert_eq!(cast, expected);
    }

    #[test]
    fn a_month_alone_moves_with_its_days() {
        let fill = Fill {
            id: String::new(),
            number: String::new(),
            shift_seconds: 30 * 86_400,
        };
        assert_eq!(Mold::of("2026-12", ID, "n").cast(&fill), "2027-01");
        assert_eq!(Mold::of("2026-12-x", ID, "n").cast(&fill), "2026-12-x");
    }

    #[test]
    fn nothing_else_is_touched() {
        let fill = Fill {
            id: String::new(),
            number: String::new(),
            shift_seconds: 99,
        };
        for text in [
            "",
            "路",
            "12345678901234567890",
            "1.770000000000000",
            "2026-13-45 一",
        ] {
            assert_eq!(Mold::of(text, ID, "20260509-0007").cast(&fill), text);
        }
    }
}
