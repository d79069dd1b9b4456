//! A small package with everything that may be in one.

use std::collections::BTreeMap;

use huiyin_datasets::{Cell, Contributor, Field, ForeignKey, Kind, Licence, Package, Table};
use huiyin_kernel::Said;

fn field(name: &'static str, kind: Kind, required: bool) -> Field {
    Field {
        name,
        kind,
        title: Said::new("列", name),
        about: Said::new("一列。", "A column."),
        required,
        values: Vec::new(),
        range: None,
    }
}

/// Rows with everything that a csv has to quote, and with gaps.
pub fn table() -> Table {
    let mut year = field("year", Kind::Integer, true);
    year.range = Some((2025, 2025));
    let row =
        |word: &str, place: &str| vec![Cell::Integer(2025), Cell::text(word), Cell::text(place)];
    Table {
        name: "rows",
        title: Said::new("行", "Rows"),
        about: Said::new("几行。", "Some rows."),
        fields: vec![
            year,
            field("word", Kind::Text, false),
            field("place", Kind::Text, false),
        ],
        primary_key: None,
        foreign_keys: vec![ForeignKey {
            field: "place",
            table: "places",
            of: "code",
        }],
        rows: vec![row("一, \"二\"\n三", "P1"), row("", ""), row("0408", "P1")],
        as_parquet: true,
    }
}

pub fn package() -> Package {
    let places = Table {
        name: "places",
        title: Said::new("地点", "Places"),
        about: Said::new("代码。", "Codes."),
        fields: vec![field("code", Kind::Text, true)],
        primary_key: Some("code"),
        foreign_keys: Vec::new(),
        rows: vec![vec![Cell::text("P1")]],
        as_parquet: false,
    };
    Package {
        name: "made-2025".to_owned(),
        title: Said::new("试验", "A trial"),
        about: Said::new("试验数据。", "Data of a trial."),
        homepage: Some("https://huiyin.example.cn/open-data/2025".to_owned()),
        version: "1.0.0".to_owned(),
        created: "2026-01-05T09:00:00+08:00".to_owned(),
        licence: Licence {
            name: "CC-BY-4.0".to_owned(),
            path: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            title: "Creative Commons Attribution 4.0".to_owned(),
        },
        sources: vec![Said::new("试验记录", "Records of a trial")],
        contributors: vec![Contributor {
            title: Said::new("某区", "Some district"),
            role: "publisher",
        }],
        keywords: vec!["trial".to_owned()],
        protection: BTreeMap::from([("k".to_owned(), 5.into())]),
        tables: vec![table(), places],
        readme: "# 试验\n".to_owned(),
    }
}
