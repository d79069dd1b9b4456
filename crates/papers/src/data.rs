//! Data as a template may read them: bounded, and without what would break a page.

use serde_json::Value;

use crate::PaperError;
use crate::limits::{DATA_BYTES, DEPTH, TEXT_CHARS, UNBROKEN_CHARS, VALUES};

/// Where a line may break without a sign of it.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// The JSON text of the data, each text of which is plain and can be broken into lines.
pub(crate) fn prepare(data: &Value) -> Result<Vec<u8>, PaperError> {
    let mut left = VALUES;
    let clean = clean(data, DEPTH, &mut left)?;
    let bytes =
        serde_json::to_vec(&clean).map_err(|error| PaperError::Broken(error.to_string()))?;
    if bytes.len() > DATA_BYTES {
        return Err(PaperError::DataTooLarge);
    }
    Ok(bytes)
}

fn clean(value: &Value, depth: usize, left: &mut usize) -> Result<Value, PaperError> {
    let deeper = depth.checked_sub(1).ok_or(PaperError::DataTooLarge)?;
    *left = left.checked_sub(1).ok_or(PaperError::DataTooLarge)?;
    Ok(match value {
        Value::String(text) => Value::String(plain(text)),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|it| clean(it, deeper, left))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, it)| Ok((name.clone(), clean(it, deeper, left)?)))
                .collect::<Result<_, PaperError>>()?,
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    })
}

/// Without signs that do not show, within its bound, and with places to break long words.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut unbroken = 0;
    let shown = text.chars().filter(|it| !is_hidden(*it));
    for (count, letter) in shown.enumerate() {
        if count == TEXT_CHARS {
            out.push('…');
            break;
        }
        unbroken = if breaks_anyway(letter) {
            0
        } else {
            unbroken + 1
        };
        if unbroken > UNBROKEN_CHARS {
            out.push(ZERO_WIDTH_SPACE);
            unbroken = 1;
        }
        out.push(if letter == '\t' { ' ' } else { letter });
    }
    out
}

/// Controls, and signs that turn the direction of what follows: on a ballot, those could make a
/// choice look like another.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a line can break beside it: spaces, and signs of the Chinese planes.
fn breaks_anyway(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn text_of(value: &Value) -> String {
        String::from_utf8(prepare(value).unwrap()).unwrap()
    }

    #[test]
    fn what_does_not_show_is_dropped_and_lines_stay() {
        assert_eq!(
            text_of(&json!({"a": "赞\u{202e}成\u{0}\n反\t对", "n": [1, true, null]})),
            r#"{"a":"赞成\n反 对","n":[1,true,null]}"#
        );
    }

    #[test]
    fn long_words_get_places_to_break_and_chinese_none() {
        let word = plain(&"w".repeat(45));
        assert_eq!(word.matches(ZERO_WIDTH_SPACE).count(), 2);
        assert_eq!(word.chars().filter(|it| *it == 'w').count(), 45);
        let chinese = "业主共同决定事项".repeat(20);
        assert_eq!(plain(&chinese), chinese);
    }

    #[test]
    fn bounds_hold() {
        let mut deep = json!(1);
        for _ in 0..DEPTH {
            deep = json!([deep]);
        }
        assert!(matches!(prepare(&deep), Err(PaperError::DataTooLarge)));
        assert!(plain(&"回".repeat(TEXT_CHARS + 5)).ends_with("回…"));
        let wide = json!(vec![0; VALUES]);
        assert!(matches!(prepare(&wide), Err(PaperError::DataTooLarge)));
        let heavy = json!(vec!["回".repeat(TEXT_CHARS); 200]);
        assert!(matches!(prepare(&heavy), Err(PaperError::DataTooLarge)));
    }

    proptest! {
        #[test]
        fn nothing_visible_is_lost(text in "\\PC{0,80}") {
            let kept: String = plain(&text).chars().filter(|it| *it != ZERO_WIDTH_SPACE).collect();
            let given: String = text.chars().filter(|it| !is_hidden(*it) && *it != ZERO_WIDTH_SPACE).collect();
            prop_assert_eq!(kept, given);
        }
    }
}
