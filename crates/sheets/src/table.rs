/// A table to be written. Each row has as many cells as there are columns; missing ones are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Becomes the name of the sheet.
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    pub kind: ColumnKind,
    /// Width in characters of Latin text; a Chinese character takes two.
    pub width: u16,
}

/// How a whole column looks; what a cell is, the cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// On one line.
    Text,
    /// Broken into lines within the width.
    LongText,
    Number,
    Date,
    Moment,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    /// Stays text whatever it looks like: numbers of matters, telephones, `=1+1`.
    Text(String),
    Integer(i64),
    /// An exact number with two decimals, given in hundredths: fen, 0.01 m2, basis points.
    Hundredths(i64),
    /// A civil day, `yyyy-mm-dd`.
    Date(String),
    /// A time of the district, `yyyy-mm-dd hh:mm`.
    Moment(String),
}

impl Column {
    pub fn new(title: impl Into<String>, kind: ColumnKind, width: u16) -> Self {
        Self {
            title: title.into(),
            kind,
            width,
        }
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

pub(crate) fn hundredths_text(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let whole = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

/// Spreadsheets take text that begins so for a formula, or for a command to another program.
pub(crate) fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches(|it: char| {
        // Spaces of any width and signs that do not show may be dropped on the way.
        (it.is_whitespace() && !matches!(it, '\t' | '\r' | '\n'))
            || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    })
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_keep_their_sign_below_one() {
        assert_eq!(hundredths_text(-5), "-0.05");
        assert_eq!(hundredths_text(9372), "93.72");
        assert_eq!(hundredths_text(i64::MIN), "-92233720368547758.08");
    }

    #[test]
    fn formulas_are_recognised_in_both_widths() {
        for text in [
            "=1+1",
            "+86 23",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\tx",
            "  =1",
            "\u{a0}=1",
            "\u{feff}＝1",
            "\u{200b}\u{202e}@x",
        ] {
            assert!(looks_like_formula(text), "{text}");
        }
        assert!(!looks_like_formula("电梯-停用"));
    }
}
