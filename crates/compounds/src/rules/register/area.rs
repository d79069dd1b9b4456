use crate::model::Refused;
use crate::model::register::bounds::AREA_CENTI_MOST;

/// Decimals that are kept.
const DECIMALS: usize = 2;

/// Reads a decimal number into hundredths without any floating point. A third decimal that is not
/// nought is refused: rounding a hundred flats would move the sum.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.chars().all(|sign| sign.is_ascii_digit());
    let rest = rest.trim_end_matches('0');
    if whole.is_empty() || !is_digits(whole) || !is_digits(rest) || rest.len() > DECIMALS {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{rest:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(decimals)
}

fn plain(text: &str) -> String {
    let mut plain = String::new();
    for sign in text.trim().chars() {
        match sign {
            '０'..='９' | '．' => {
                plain.extend(char::from_u32(u32::from(sign) - 0xfee0));
            }
            ',' | '，' | ' ' | '\u{3000}' => {}
            other => plain.extend(other.to_lowercase()),
        }
    }
    plain
}

/// An area as people write it, `98.5`, `1,098.50 ㎡`, `98.50平方米`, in 0.01 m².
///
/// # Errors
/// What is no area, is nought, or is larger than any unit.
pub fn read_area(text: &str) -> Result<i64, Refused> {
    let plain = plain(text);
    let endings = ["平方米", "平米", "㎡", "m²", "m2", "平方", "平"];
    let number = endings
        .iter()
        .find_map(|ending| plain.strip_suffix(ending))
        .unwrap_or(&plain);
    hundredths(number)
        .filter(|centi| (1..=AREA_CENTI_MOST).contains(centi))
        .ok_or(Refused::AreaOdd)
}

/// A fee in yuan for a square metre and month, in fen; nothing where it is empty.
///
/// # Errors
/// What is no sum of yuan and fen.
pub fn read_fee(text: &str) -> Result<Option<u32>, Refused> {
    let plain = plain(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let fee = hundredths(plain.trim_end_matches('元')).and_then(|fen| u32::try_from(fen).ok());
    fee.map(Some).ok_or(Refused::AreaOdd)
}

/// Hundredths as a number with two decimals.
pub fn area_text(centi: i64) -> String {
    let sign = if centi < 0 { "-" } else { "" };
    let centi = centi.unsigned_abs();
    format!("{sign}{}.{:02}", centi / 100, centi % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_exactly() {
        for (text, centi) in [
            ("98.5", 9_850),
            ("98.50㎡", 9_850),
            ("1,098.05 平方米", 109_805),
            ("９８．５", 9_850),
            ("120", 12_000),
            ("98.500", 9_850),
            ("0.01", 1),
        ] {
            assert_eq!(read_area(text), Ok(centi), "{text}");
        }
        for odd in [
            "",
            "0",
            "-3",
            "98.555",
            "约98",
            "1e3",
            "99999999999999999999",
            "9.8.7",
            ".",
        ] {
            assert_eq!(read_area(odd), Err(Refused::AreaOdd), "{odd}");
        }
        assert_eq!(area_text(109_805), "1098.05");
        assert_eq!(read_fee("1.85元"), Ok(Some(185)));
        assert_eq!(read_fee(""), Ok(None));
        assert!(read_fee("面议").is_err());
    }
}
