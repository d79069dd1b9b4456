//! References within formulas: followed when rows are put in, and turned when a formula is copied.
//!
//! A formula is not understood, only walked: texts in quotes, names and functions are stepped over,
//! and what is left that looks like `B7`, `$B$7:C9`, `C:C` or `5:9` is a reference.

use super::InTheWay;
use super::place::{COLUMNS_MAX, ROWS_MAX, column_letters, column_number};

/// Rows put in below row `after` of the sheet `sheet`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Push<'a> {
    pub sheet: &'a str,
    pub after: u32,
    pub rows: u32,
}

impl Push<'_> {
    /// Where a row stands afterwards.
    pub(super) const fn row(&self, row: u32) -> u32 {
        if row > self.after {
            row + self.rows
        } else {
            row
        }
    }

    /// Where the last row of a range stands: one that ends with the table grows with it.
    pub(super) const fn last_row(&self, row: u32) -> u32 {
        if row >= self.after {
            row + self.rows
        } else {
            row
        }
    }
}

/// One end of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    column: Option<(bool, u32)>,
    row: Option<(bool, u32)>,
}

impl End {
    fn write(self, out: &mut String) {
        if let Some((fixed, column)) = self.column {
            out.push_str(if fixed { "$" } else { "" });
            out.push_str(&column_letters(column));
        }
        if let Some((fixed, row)) = self.row {
            out.push_str(if fixed { "$" } else { "" });
            out.push_str(&row.to_string());
        }
    }
}

/// The formula as it reads after rows were put in. `home` is the sheet on which it stands.
pub(super) fn pushed(formula: &str, home: &str, push: &Push<'_>) -> Result<String, InTheWay> {
    let upper = formula.to_ascii_uppercase();
    if upper.contains("INDIRECT(") || upper.contains("OFFSET(") {
        return Err(InTheWay::Formula);
    }
    walk(formula, &mut |sheet, from, to| {
        let named = sheet.unwrap_or(home);
        if named.contains(':') || named.contains('[') {
            // Several sheets at once may hold ours; another workbook never does.
            return if named.contains('[') {
                Ok(None)
            } else {
                Err(InTheWay::Formula)
            };
        }
        if !same_name(named, push.sheet) {
            return Ok(None);
        }
        let moved = |end: End, is_last: bool| End {
            row: end.row.map(|(fixed, row)| {
                (
                    fixed,
                    if is_last {
                        push.last_row(row)
                    } else {
                        push.row(row)
                    },
                )
            }),
            ..end
        };
        let (first, last) = (moved(from, false), to.map(|to| moved(to, true)));
        let over = |end: End| end.row.is_some_and(|(_, row)| row > ROWS_MAX);
        if over(first) || last.is_some_and(over) {
            return Err(InTheWay::End);
        }
        Ok(Some((first, last)))
    })
}

/// The formula as it reads when it is copied so many rows and columns further.
pub(super) fn copied(formula: &str, rows: i64, columns: i64) -> Result<String, InTheWay> {
    walk(formula, &mut |_, from, to| {
        let turn = |end: End| -> Result<End, InTheWay> {
            let row = end.row.map(|it| turned(it, rows, ROWS_MAX)).transpose()?;
            let column = end
                .column
                .map(|it| turned(it, columns, COLUMNS_MAX))
                .transpose()?;
            Ok(End { column, row })
        };
        Ok(Some((turn(from)?, to.map(turn).transpose()?)))
    })
}

fn turned((fixed, at): (bool, u32), by: i64, most: u32) -> Result<(bool, u32), InTheWay> {
    if fixed {
        return Ok((fixed, at));
    }
    let to = u32::try_from(i64::from(at) + by).map_err(|_| InTheWay::Formula)?;
    if to == 0 || to > most {
        return Err(InTheWay::Formula);
    }
    Ok((fixed, to))
}

/// Sheets are told apart without regard to case.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// A reference as it is to be written, or nothing where it stays.
type Turned = Result<Option<(End, Option<End>)>, InTheWay>;
type Turn<'a> = &'a mut dyn FnMut(Option<&str>, End, Option<End>) -> Turned;

/// Copies the formula, handing over each reference with its sheet.
fn walk(formula: &str, turn: Turn<'_>) -> Result<String, InTheWay> {
    let mut out = String::with_capacity(formula.len() + 8);
    let mut sheet: Option<String> = None;
    let mut is_of_other_book = false;
    let mut at = 0;
    while let Some(sign) = formula[at..].chars().next() {
        let rest = &formula[at..];
        let length = match sign {
            '"' => quoted(rest, '"').ok_or(InTheWay::Formula)?,
            '\'' => {
                let length = quoted(rest, '\'').ok_or(InTheWay::Formula)?;
                let name = &rest[1..length - 1];
                sheet = rest[length..]
                    .starts_with('!')
                    .then(|| name.replace("''", "'"));
                length
            }
            '[' => bracketed(rest).ok_or(InTheWay::Formula)?,
            _ if is_word(sign) => {
                let length = word(rest);
                let (text, after) = rest.split_at(length);
                if after.starts_with('!') {
                    let mark = match (is_of_other_book, out.ends_with(':')) {
                        (true, _) => "[",
                        (false, true) => ":",
                        (false, false) => "",
                    };
                    sheet = Some(format!("{mark}{text}"));
                    length
                } else {
                    let taken = reference(rest, length);
                    let used = taken.map_or(length, |it| it.2);
                    if let Some((from, to, _)) = taken
                        && let Some((from, to)) = turn(sheet.as_deref(), from, to)?
                    {
                        from.write(&mut out);
                        if let Some(to) = to {
                            out.push(':');
                            to.write(&mut out);
                        }
                    } else {
                        out.push_str(&rest[..used]);
                    }
                    sheet = None;
                    is_of_other_book = false;
                    at += used;
                    continue;
                }
            }
            _ => sign.len_utf8(),
        };
        if !matches!(sign, '\'' | '!') && !is_word(sign) {
            sheet = None;
            is_of_other_book = sign == '[';
        }
        out.push_str(&rest[..length]);
        at += length;
    }
    Ok(out)
}

/// Bytes of a text in quotes, both quotes counted; a doubled quote is one within.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text[at..].find(quote)? + 1;
        if !text[at..].starts_with(quote) {
            return Some(at);
        }
        at += 1;
    }
}

fn bracketed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '.' | '$' | '\\' | '?')
}

fn word(text: &str) -> usize {
    text.find(|sign| !is_word(sign)).unwrap_or(text.len())
}

/// The reference that begins here, and how many bytes it takes.
fn reference(text: &str, first: usize) -> Option<(End, Option<End>, usize)> {
    let from = end_of(&text[..first])?;
    let after = &text[first..];
    if let Some(rest) = after.strip_prefix(':') {
        let second = word(rest);
        if let Some(to) = end_of(&rest[..second])
            && from.row.is_some() == to.row.is_some()
            && from.column.is_some() == to.column.is_some()
            && !rest[second..].starts_with(['(', '!'])
        {
            return Some((from, Some(to), first + 1 + second));
        }
    }
    // A column or a row alone is a name or a number; `A1(` would be a function.
    let is_cell = from.row.is_some() && from.column.is_some();
    (is_cell && !after.starts_with('(')).then_some((from, None, first))
}

fn end_of(text: &str) -> Option<End> {
    let mut rest = text;
    let fixed = |rest: &mut &str| {
        let without = rest.strip_prefix('$');
        if let Some(without) = without {
            *rest = without;
        }
        without.is_some()
    };
    let first = fixed(&mut rest);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, digits) = rest.split_at(letters);
    let (column, is_row_fixed, digits) = if letters == 0 {
        (None, first, digits)
    } else {
        let column = column_number(name)?;
        let mut digits = digits;
        let is_fixed = fixed(&mut digits);
        (Some((first, column)), is_fixed, digits)
    };
    if digits.is_empty() {
        return (column.is_some() && !is_row_fixed).then_some(End { column, row: None });
    }
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    let row: u32 = digits.parse().ok().filter(|_| is_number)?;
    (1..=ROWS_MAX).contains(&row).then_some(End {
        column,
        row: Some((is_row_fixed, row)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PUSH: Push<'_> = Push {
        sheet: "办理情况",
        after: 14,
        rows: 20,
    };

    fn push(formula: &str) -> String {
        pushed(formula, "办理情况", &PUSH).unwrap()
    }

    #[test]
    fn ranges_that_end_with_the_table_grow_and_what_is_below_moves() {
        assert_eq!(push("SUM(C5:C14)"), "SUM(C5:C34)");
        assert_eq!(push("SUM($C$5:$C$13)"), "SUM($C$5:$C$13)");
        assert_eq!(push("C15/C4*100"), "C35/C4*100");
        assert_eq!(push("SUM(C:C)+SUM(5:15)"), "SUM(C:C)+SUM(5:35)");
        assert_eq!(push("C14"), "C14");
    }

    #[test]
    fn texts_names_functions_and_other_sheets_are_left_alone() {
        let same = [
            "\"C15 \"\"C16\"\"\"",
            "LOG10(5)+ATAN2(1,2)",
            "Sheet2!C15",
            "'汇 总'!C15:D20",
            "rate_C15+_C15",
            "[1]办理情况!C15",
            "Table1[[#This Row],[C15]]",
            "1.5E3",
        ];
        for formula in same {
            assert_eq!(push(formula), formula);
        }
    }

    #[test]
    fn our_sheet_is_followed_from_elsewhere() {
        let from = |formula| pushed(formula, "Sheet2", &PUSH);
        assert_eq!(from("'办理情况'!C15+C15").unwrap(), "'办理情况'!C35+C15");
        assert_eq!(
            from("SUM(办理情况!C5:C14)").unwrap(),
            "SUM(办理情况!C5:C34)"
        );
        assert_eq!(from("SUM(Sheet1:Sheet3!A1)"), Err(InTheWay::Formula));
        assert_eq!(from("INDIRECT(\"A\"&5)"), Err(InTheWay::Formula));
    }

    #[test]
    fn a_copied_formula_turns_what_is_not_fixed() {
        assert_eq!(copied("D5+$E5+F$4+$G$4", 2, 1).unwrap(), "E7+$E7+G$4+$G$4");
        assert_eq!(copied("A1", -1, 0), Err(InTheWay::Formula));
    }

    proptest! {
        #[test]
        fn no_formula_panics_and_nothing_pushed_changes_nothing(formula in ".{0,60}") {
            let still = Push { rows: 0, ..PUSH };
            let looks_harmless = pushed(&formula, "办理情况", &still);
            if let Ok(text) = looks_harmless {
                // Small letters and leading zeros of references are written the plain way.
                prop_assert_eq!(text.len() <= formula.len(), true);
            }
            let _copied = copied(&formula, 3, 3);
        }

        #[test]
        fn pushing_and_copying_agree_on_cells(row in 15_u32..1000, column in 1_u32..100) {
            let formula = format!("{}{row}", column_letters(column));
            prop_assert_eq!(push(&formula), copied(&formula, 20, 0).unwrap());
        }
    }
}
