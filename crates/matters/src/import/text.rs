//! Cleaning what a cell holds before anybody sees it.

/// How Excel's file format writes a carriage return that some program did not read back.
const EXCEL_RETURN: &str = "_x000D_";

/// Keeps line breaks and drops other control signs, which neither a page nor PostgreSQL takes;
/// more than one empty line in a row says nothing.
pub(super) fn clean(text: &str) -> String {
    let text = text
        .replace(EXCEL_RETURN, "\n")
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut cleaned = String::with_capacity(text.len());
    let mut breaks = 0;
    for line in text.split('\n') {
        let line: String = line.chars().filter(|sign| is_shown(*sign)).collect();
        let line = line.trim();
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        if !cleaned.is_empty() {
            cleaned.push_str(if breaks > 0 { "\n\n" } else { "\n" });
        }
        breaks = 0;
        cleaned.push_str(line);
    }
    cleaned
}

/// The same on one line, for numbers, titles and places.
pub(super) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_shown(sign: char) -> bool {
    sign == '\t' || !(sign.is_control() || matches!(sign, '\u{FEFF}' | '\u{200B}' | '\u{2060}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn artefacts_go_and_paragraphs_stay() {
        assert_eq!(
            clean("\u{FEFF}一_x000D_\r\n\r\n\r\n 二\u{7}\0\r三 "),
            "一\n\n二\n三"
        );
        assert_eq!(clean_line(" 75  Willmore\nRd "), "75 Willmore Rd");
        assert_eq!(clean("_x000D_ \n"), "");
    }
}
