use huiyin_kernel::mask::redact;
use huiyin_sheets::RowFaultKind;
use serde::Serialize;

/// Enough to find the cell again, too little to carry somebody's story into a report.
const SHOWN_CHARS: usize = 40;

/// One line per reason: its stored name. The sentence is `import-refused-<kebab>`.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }

            /// The end of the locale key.
            pub fn key(self) -> String {
                self.name().replace('_', "-")
            }
        }
    };
}

names! {
    /// Why a row is not taken.
    RefusalCode {
        NoNumber = "no_number",
        NoText = "no_text",
        NoReceivedTime = "no_received_time",
        TooLong = "too_long",
        BadTime = "bad_time",
        FutureTime = "future_time",
        /// Before anything that is taken over was written down: a slip of the pen, or an empty cell
        /// that another system exports as its first day.
        TooEarly = "too_early",
        ClosedBeforeOpened = "closed_before_opened",
        ContactedBeforeOpened = "contacted_before_opened",
        RepliedBeforeOpened = "replied_before_opened",
        /// Over, by its status, but nobody wrote down when.
        ClosedWithoutDate = "closed_without_date",
        /// Open, by its status, with the date of its closing.
        OpenWithClosedDate = "open_with_closed_date",
        UnknownCategory = "unknown_category",
        UnknownKind = "unknown_kind",
        UnknownStatus = "unknown_status",
        UnknownOutcome = "unknown_outcome",
        UnknownSource = "unknown_source",
        UnknownBody = "unknown_body",
        UnknownArea = "unknown_area",
        NoStatus = "no_status",
        NoSource = "no_source",
        /// At work or closed, and no body to answer for it.
        NoBody = "no_body",
        BadPoint = "bad_point",
        PointOutside = "point_outside",
        /// Every cell equals an earlier row's.
        SameRowTwice = "same_row_twice",
        NumberRepeatedWithOtherContent = "number_repeated_with_other_content",
        Ragged = "ragged",
        TooManyColumns = "too_many_columns",
        Undecodable = "undecodable",
        OpenQuote = "open_quote",
    }
}

names! {
    /// The field that a refusal is about. Its name is `import-field-<kebab>`.
    ImportField {
        Row = "row",
        Number = "number",
        Title = "title",
        Text = "text",
        Kind = "kind",
        Category = "category",
        Source = "source",
        ReceivedAt = "received_at",
        ContactedAt = "contacted_at",
        ClosedAt = "closed_at",
        Due = "due",
        Status = "status",
        Outcome = "outcome",
        Body = "body",
        Area = "area",
        Place = "place",
        Point = "point",
        Reply = "reply",
        RepliedAt = "replied_at",
    }
}

impl RefusalCode {
    /// The row adds nothing to one that was read before it.
    pub const fn is_repeat(self) -> bool {
        matches!(
            self,
            Self::SameRowTwice | Self::NumberRepeatedWithOtherContent
        )
    }
}

/// A row that is not taken, and the first reason found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// As a spreadsheet numbers it; the first row is 1.
    pub row_number: u64,
    pub code: RefusalCode,
    pub field: ImportField,
    /// What stood there, shortened and masked.
    pub value: String,
    /// The earlier row, for repeats.
    pub first_row: Option<u64>,
}

/// A reason before its row is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) code: RefusalCode,
    pub(super) field: ImportField,
    value: String,
}

impl Reason {
    pub(super) fn new(code: RefusalCode, field: ImportField, value: &str) -> Self {
        Self {
            code,
            field,
            value: shown(value),
        }
    }

    pub(super) fn in_row(self, row_number: u64) -> Refusal {
        let Self { code, field, value } = self;
        Refusal {
            row_number,
            code,
            field,
            value,
            first_row: None,
        }
    }
}

impl From<RowFaultKind> for Reason {
    fn from(fault: RowFaultKind) -> Self {
        let code = match fault {
            RowFaultKind::Ragged { .. } => RefusalCode::Ragged,
            // Too many rows end the reading; `plan` turns that into an error of the file.
            RowFaultKind::CellTooLong { .. } | RowFaultKind::TooManyRows => RefusalCode::TooLong,
            RowFaultKind::TooManyColumns => RefusalCode::TooManyColumns,
            RowFaultKind::Undecodable => RefusalCode::Undecodable,
            RowFaultKind::OpenQuote => RefusalCode::OpenQuote,
        };
        Self::new(code, ImportField::Row, &fault.to_string())
    }
}

fn shown(value: &str) -> String {
    // Masking may look at long text only as far as is shown, plus what a number at the edge needs.
    let near: String = value.chars().take(SHOWN_CHARS * 4).collect();
    let masked = redact(&near);
    let mut shown: String = masked.chars().take(SHOWN_CHARS).collect();
    if masked.chars().count() > SHOWN_CHARS {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_shows_little_and_no_phone() {
        let text = format!("请回电 13812345678。{}", "长".repeat(200));
        let refusal = Reason::new(RefusalCode::TooLong, ImportField::Text, &text).in_row(7);
        assert!(
            refusal.value.contains("***") && !refusal.value.contains("138"),
            "{refusal:?}"
        );
        assert!(
            refusal.value.chars().count() <= SHOWN_CHARS + 1,
            "{refusal:?}"
        );
    }

    #[test]
    fn names_are_unique_and_kebab_keys_follow() {
        let mut names: Vec<&str> = RefusalCode::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RefusalCode::ALL.len());
        assert_eq!(RefusalCode::PointOutside.key(), "point-outside");
    }
}
