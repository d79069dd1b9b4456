/// The distance between a full-width sign and its ASCII twin.
const FULL_WIDTH_SHIFT: u32 = 0xfee0;

fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(sign) - FULL_WIDTH_SHIFT).unwrap_or(sign)
        }
        other => other,
    }
}

/// The form under which buildings and units are compared: width, case and blanks do not matter,
/// every dash is one dash. What divides two numbers stays, for 1-23 is not 12-3.
pub fn place_key(text: &str) -> String {
    text.chars()
        .filter(|sign| !matches!(sign, '\u{feff}' | '\u{200b}' | '\u{2060}'))
        .map(narrow)
        .filter(|sign| !sign.is_whitespace() && !sign.is_control())
        .map(|sign| match sign {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '\u{301c}' | '_' => '-',
            '栋' | '幢' => '栋',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Digits of a number in a label that are put in order.
const DIGITS: usize = 8;

/// Numbers within a label sort as numbers: 2-1 stands before 10-1.
pub fn label_order(text: &str) -> String {
    let mut order = String::new();
    let mut number = String::new();
    let flush = |number: &mut String, order: &mut String| {
        if !number.is_empty() {
            for _ in number.len()..DIGITS {
                order.push('0');
            }
            order.push_str(number);
            number.clear();
        }
    };
    for sign in place_key(text).chars() {
        if sign.is_ascii_digit() {
            number.push(sign);
        } else {
            flush(&mut number, &mut order);
            order.push(sign);
        }
    }
    flush(&mut number, &mut order);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_has_many_spellings_and_two_places_stay_two() {
        assert_eq!(place_key("３幢 "), place_key("3栋"));
        assert_eq!(place_key("1－1"), place_key("1 — 1"));
        assert_eq!(place_key("A座"), place_key("ａ座"));
        assert_ne!(place_key("1-23"), place_key("12-3"));
        assert_ne!(place_key("1-1"), place_key("11"));
    }

    #[test]
    fn numbers_sort_as_numbers() {
        let mut labels = ["10-1", "2-11", "2-2", "1单元3-1"];
        labels.sort_by_key(|it| label_order(it));
        assert_eq!(labels, ["1单元3-1", "2-2", "2-11", "10-1"]);
    }
}
