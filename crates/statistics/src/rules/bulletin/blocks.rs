//! The blocks of a monthly bulletin (rule 15.1), in the order in which they are printed.

use huiyin_kernel::named;
use serde::{Deserialize, Serialize};

named! {
    BlockKind {
        Overall = "overall",
        Sources = "sources",
        Categories = "categories",
        Communities = "communities",
        Bodies = "bodies",
        Rates = "rates",
        Overdue = "overdue",
        Suspended = "suspended",
        Reopened = "reopened",
        Echoes = "echoes",
        /// What comes next: words only, left out while empty.
        Next = "next",
    }
}

impl BlockKind {
    /// Figures that the block cannot do without.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Overall => &[
                "received",
                "accepted",
                "dispatched",
                "answered",
                "closed",
                "received.month",
                "received.year",
                "closed.month",
                "closed.year",
            ],
            Self::Sources => &["sources"],
            Self::Categories => &["top-categories"],
            Self::Communities | Self::Next => &[],
            Self::Bodies => &["dispatched", "answered", "answered-in-time"],
            Self::Rates => &[
                "response",
                "resolution",
                "satisfaction",
                "coverage",
                "closing",
                "closed-in-time",
                "left-out",
            ],
            Self::Overdue => &["overdue"],
            Self::Suspended => &["suspended", "parked"],
            Self::Reopened => &["reopened"],
            Self::Echoes => &["echoes"],
        }
    }

    /// The list of matters that is printed below the words.
    pub const fn list(self) -> Option<&'static str> {
        match self {
            Self::Overdue => Some("overdue"),
            Self::Suspended => Some("parked"),
            Self::Reopened => Some("again"),
            Self::Echoes => Some("echoes"),
            _ => None,
        }
    }
}

/// One block with its words. A paragraph is a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    pub text: String,
}

/// 一 to 九十九, as headings are numbered (rule 15.3).
pub fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::is_known;
    use super::*;

    #[test]
    fn every_figure_that_a_block_needs_can_be_filled() {
        for kind in BlockKind::ALL {
            for name in kind.required() {
                assert!(is_known(name), "{kind}: {name}");
            }
        }
    }

    #[test]
    fn headings_are_numbered_in_chinese() {
        let numbers = [1, 9, 10, 11, 20, 21].map(chinese_number);
        assert_eq!(numbers, ["一", "九", "十", "十一", "二十", "二十一"]);
    }
}
