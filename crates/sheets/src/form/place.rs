//! Places and areas of a sheet as its file writes them: `B7`, `A1:H3`.

use std::fmt;

pub(crate) const ROWS_MAX: u32 = 1_048_576;
pub(crate) const COLUMNS_MAX: u32 = 16_384;

/// One cell; rows and columns count from 1. Ordered as people read: by row, then by column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub row: u32,
    pub column: u32,
}

/// A rectangle of cells, both corners within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    pub from: Place,
    pub to: Place,
}

impl Place {
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `B7` or `$B$7`, in small letters too.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, rest) = text.split_at(letters);
        let digits = rest.strip_prefix('$').unwrap_or(rest);
        let column = column_number(letters)?;
        let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        let row: u32 = digits.parse().ok().filter(|_| is_number)?;
        (1..=ROWS_MAX)
            .contains(&row)
            .then_some(Self { row, column })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

impl Area {
    /// Reads `A1:H3`, or one cell.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let (a, b) = (Place::parse(from)?, Place::parse(to)?);
        Some(Self {
            from: Place::new(a.row.min(b.row), a.column.min(b.column)),
            to: Place::new(a.row.max(b.row), a.column.max(b.column)),
        })
    }

    pub const fn contains(&self, place: Place) -> bool {
        self.from.row <= place.row
            && place.row <= self.to.row
            && self.from.column <= place.column
            && place.column <= self.to.column
    }

    pub const fn is_within_one_row(&self) -> bool {
        self.from.row == self.to.row
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}:{}", self.from, self.to)
        }
    }
}

/// `A` is 1, `XFD` the last.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        number = number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (number <= COLUMNS_MAX).then_some(number)
}

pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_place_is_none() {
        for text in [
            "", "A", "7", "A0", "A1048577", "XFE1", "AAAA1", "A+1", "A1 ",
        ] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
        assert_eq!(Place::parse("$b$7"), Some(Place::new(7, 2)));
    }

    proptest! {
        #[test]
        fn a_place_is_read_as_it_is_written(row in 1..=ROWS_MAX, column in 1..=COLUMNS_MAX) {
            let place = Place::new(row, column);
            prop_assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
    }
}
