//! How wide a text is, roughly, and how it is cut to what has room: no font is known here.

/// Where characters begin that are as wide as they are high.
const WIDE_FROM: char = '\u{2E80}';
const NARROW_SHARE: f64 = 0.58;

pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| advance(letter, size)).sum()
}

fn advance(letter: char, size: f64) -> f64 {
    if letter >= WIDE_FROM || letter.is_ascii_uppercase() && letter == 'W' {
        size
    } else {
        size * NARROW_SHARE
    }
}

/// The text, or its beginning and an ellipsis.
pub(crate) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut used = advance('…', size);
    let mut cut = String::new();
    for letter in text.chars() {
        used += advance(letter, size);
        if used > room {
            break;
        }
        cut.push(letter);
    }
    format!("{}…", cut.trim_end())
}

/// A value with so many digits behind the point.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    format!("{value:.0$}", decimals.min(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_are_cut_and_short_ones_stay() {
        assert_eq!(fit("照明", 10.0, 20.0), "照明");
        assert_eq!(fit("城市管理委员会", 10.0, 36.0), "城市管…");
        assert_eq!(fit("anything", 10.0, 0.0), "…");
        assert_eq!(fit("", 10.0, 0.0), "");
    }

    #[test]
    fn numbers_never_carry_more_digits_than_asked_for() {
        assert_eq!(number(3.0, 0), "3");
        assert_eq!(number(2.25, 1), "2.2");
        assert_eq!(number(1e15, 0), "1000000000000000");
    }
}
