//! Matters and tables for the other tests.

use huiyin_datasets::Records;
use huiyin_statistics::rules::open::{COLUMNS, Outcome, Row, Told};

/// A matter of January by the river about a street light, from the web, solved in three days.
pub fn plain() -> Told {
    Told {
        month: 1,
        street: "S1".to_owned(),
        community: "S1C1".to_owned(),
        class: "04".to_owned(),
        category: "0408".to_owned(),
        source: "web".to_owned(),
        outcome: Outcome::Solved,
        days: Some(3),
        person: None,
    }
}

/// The published table as text, as the csv of these rows is read.
pub fn records(rows: &[Row]) -> Records {
    let number = |it: Option<u8>| it.map_or_else(String::new, |it| it.to_string());
    let row = |it: &Row| {
        let group = &it.group;
        vec![
            "2025".to_owned(),
            number(group.quarter),
            number(group.month),
            group.street.clone(),
            group.community.clone(),
            group.class.clone(),
            group.category.clone(),
            group.source.clone(),
            it.outcome.name().to_owned(),
            it.days.map_or_else(String::new, |it| it.name().to_owned()),
        ]
    };
    Records {
        columns: COLUMNS.map(str::to_owned).into(),
        rows: rows.iter().map(row).collect(),
    }
}
