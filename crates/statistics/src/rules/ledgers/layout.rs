use std::collections::BTreeMap;

use huiyin_sheets::{Cell, Column, ColumnKind, Table};
use serde::{Deserialize, Serialize};

use super::{Field, Kind, Ledger};

/// Characters of a heading.
pub const TITLE_CHARS: usize = 60;

/// A column that a body wants, and what it calls it; an empty title is the usual one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub field: String,
    #[serde(default)]
    pub title: String,
}

/// Which columns a ledger has, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    columns: Vec<(&'static Field, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutRefused {
    Empty,
    Unknown(String),
    Twice(String),
    TitleTooLong(String),
    /// Two columns under one heading cannot be told apart in a file.
    SameTitle(String),
}

impl LayoutRefused {
    /// The end of the locale key of its sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unknown(_) => "unknown",
            Self::Twice(_) => "twice",
            Self::TitleTooLong(_) => "title-too-long",
            Self::SameTitle(_) => "same-title",
        }
    }

    pub fn detail(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Unknown(it) | Self::Twice(it) | Self::TitleTooLong(it) | Self::SameTitle(it) => {
                it
            }
        }
    }
}

impl Layout {
    /// Every column as it comes.
    pub fn usual(ledger: &'static Ledger) -> Self {
        Self {
            columns: ledger.fields.iter().map(|it| (it, String::new())).collect(),
        }
    }

    /// A layout that is to be kept.
    pub fn of(ledger: &'static Ledger, chosen: &[Chosen]) -> Result<Self, LayoutRefused> {
        if chosen.is_empty() {
            return Err(LayoutRefused::Empty);
        }
        let mut columns: Vec<(&'static Field, String)> = Vec::new();
        for one in chosen {
            let field = ledger
                .field(&one.field)
                .ok_or_else(|| LayoutRefused::Unknown(one.field.clone()))?;
            if columns.iter().any(|it| it.0 == field) {
                return Err(LayoutRefused::Twice(one.field.clone()));
            }
            let title = one.title.trim().to_owned();
            if title.chars().count() > TITLE_CHARS {
                return Err(LayoutRefused::TitleTooLong(title));
            }
            if !title.is_empty() && columns.iter().any(|it| it.1 == title) {
                return Err(LayoutRefused::SameTitle(title));
            }
            columns.push((field, title));
        }
        Ok(Self { columns })
    }

    /// A layout that was kept earlier: columns that this program no longer has are left out, and
    /// named. With none left it is the usual one.
    pub fn kept(ledger: &'static Ledger, chosen: &[Chosen]) -> (Self, Vec<String>) {
        let (known, gone): (Vec<&Chosen>, Vec<&Chosen>) = chosen
            .iter()
            .partition(|it| ledger.field(&it.field).is_some());
        let gone = gone.into_iter().map(|it| it.field.clone()).collect();
        let known: Vec<Chosen> = known.into_iter().cloned().collect();
        let layout = Self::of(ledger, &known).unwrap_or_else(|_| Self::usual(ledger));
        (layout, gone)
    }

    pub fn columns(&self) -> &[(&'static Field, String)] {
        &self.columns
    }

    /// As it is kept.
    pub fn chosen(&self) -> Vec<Chosen> {
        self.columns
            .iter()
            .map(|(field, title)| Chosen {
                field: field.key.to_owned(),
                title: title.clone(),
            })
            .collect()
    }

    /// The rows as a table; `usual` knows the usual heading of a field.
    pub fn table(
        &self,
        title: String,
        rows: Vec<BTreeMap<&'static str, Cell>>,
        usual: impl Fn(&Field) -> String,
    ) -> Table {
        let columns = self.columns.iter().map(|(field, own)| {
            let title = if own.is_empty() {
                usual(field)
            } else {
                own.clone()
            };
            Column::new(title, kind(field.kind), field.kind.width())
        });
        let rows = rows.into_iter().map(|mut row| {
            let cells = self.columns.iter();
            cells
                .map(|(field, _)| row.remove(field.key).unwrap_or(Cell::Empty))
                .collect()
        });
        Table {
            title,
            columns: columns.collect(),
            rows: rows.collect(),
        }
    }
}

const fn kind(kind: Kind) -> ColumnKind {
    match kind {
        Kind::TextId | Kind::Text => ColumnKind::Text,
        Kind::LongText => ColumnKind::LongText,
        Kind::Date => ColumnKind::Date,
        Kind::Number | Kind::Money => ColumnKind::Number,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matters() -> &'static Ledger {
        Ledger::named("matters").unwrap()
    }

    fn chosen(field: &str, title: &str) -> Chosen {
        Chosen {
            field: field.to_owned(),
            title: title.to_owned(),
        }
    }

    #[test]
    fn columns_come_in_the_order_and_under_the_names_that_were_chosen() {
        let layout = Layout::of(
            matters(),
            &[chosen("item", "诉求内容"), chosen("number", "")],
        )
        .unwrap();
        let row = BTreeMap::from([
            ("number", Cell::text("0042")),
            ("item", Cell::text("路灯")),
            ("days", Cell::Integer(3)),
        ]);
        let table = layout.table("表".to_owned(), vec![row], |field| field.key.to_owned());
        let titles: Vec<&str> = table.columns.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, ["诉求内容", "number"]);
        assert_eq!(table.rows, [[Cell::text("路灯"), Cell::text("0042")]]);
    }

    #[test]
    fn what_cannot_be_laid_out_is_named() {
        let refused = |columns: &[Chosen]| Layout::of(matters(), columns).unwrap_err();
        assert_eq!(refused(&[]), LayoutRefused::Empty);
        let twice = refused(&[chosen("item", ""), chosen("item", "b")]);
        assert_eq!(twice, LayoutRefused::Twice("item".to_owned()));
        let same = refused(&[chosen("item", "内容"), chosen("number", " 内容 ")]);
        assert_eq!(same, LayoutRefused::SameTitle("内容".to_owned()));
        let unknown = refused(&[chosen("salary", "")]);
        assert_eq!(unknown.detail(), "salary");
        let long = "长".repeat(TITLE_CHARS + 1);
        assert_eq!(refused(&[chosen("item", &long)]).code(), "title-too-long");
    }

    #[test]
    fn a_column_that_is_gone_is_left_out_and_named() {
        let (layout, gone) = Layout::kept(matters(), &[chosen("old", "旧"), chosen("item", "")]);
        assert_eq!(layout.columns().len(), 1);
        assert_eq!(gone, ["old"]);
        let (layout, gone) = Layout::kept(matters(), &[chosen("old", "旧")]);
        assert_eq!(layout, Layout::usual(matters()));
        assert_eq!(gone, ["old"]);
    }

    proptest! {
        #[test]
        fn what_was_kept_is_what_was_chosen(picks in proptest::collection::vec(0_usize..19, 1..19)) {
            let fields = matters().fields;
            let columns: Vec<Chosen> = picks.iter().map(|at| chosen(fields[*at].key, "")).collect();
            match Layout::of(matters(), &columns) {
                Ok(layout) => {
                    prop_assert_eq!(layout.chosen(), columns.clone());
                    prop_assert_eq!(Layout::kept(matters(), &columns), (layout, Vec::new()));
                }
                Err(why) => prop_assert_eq!(why.code(), "twice"),
            }
        }
    }
}
