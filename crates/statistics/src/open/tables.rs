//! The tables of a package: the matters, and what the codes in them mean.

use std::collections::BTreeSet;

use huiyin_datasets::{Cell, Field, ForeignKey, Kind, Table};
use huiyin_kernel::{Lang, Said};
use huiyin_registry::{Area, AreaKind};
use huiyin_web::Texts;

use super::gather::Places;
use super::said::Words;
use crate::Statistics;
use crate::rules::open::{COLUMNS, Days, Outcome, Row};

/// What a category is called, and the class above it.
pub(super) struct Coded {
    pub code: String,
    pub name: Said,
}

/// The name of a category or class, where one is known.
pub(super) fn coded(statistics: &Statistics, code: &str) -> Coded {
    let texts = &statistics.site.texts;
    let key = format!("statistics-class-{code}");
    let name = if texts.has(Lang::Zh, &key) {
        Words(texts).said(&key, &[])
    } else {
        let named = statistics.examples.as_ref();
        let named = named.and_then(|it| it.category(code));
        named.unwrap_or_else(|| Said::new(code, code))
    };
    Coded {
        code: code.to_owned(),
        name,
    }
}

/// The three tables.
pub(super) fn tables(
    statistics: &Statistics,
    year: i16,
    rows: &[Row],
    places: &Places,
) -> Vec<Table> {
    let texts = &statistics.site.texts;
    let codes: BTreeSet<&str> = rows
        .iter()
        .flat_map(|it| [it.group.class.as_str(), it.group.category.as_str()])
        .filter(|it| !it.is_empty())
        .collect();
    let codes: Vec<Coded> = codes.iter().map(|it| coded(statistics, it)).collect();
    vec![
        matters(texts, year, rows),
        places_table(texts, &places.in_order(), places),
        categories(texts, &codes),
    ]
}

fn field(texts: &Texts, table: &str, name: &'static str, kind: Kind, required: bool) -> Field {
    let words = Words(texts);
    let key = format!("statistics-open-{table}-{}", name.replace('_', "-"));
    Field {
        name,
        kind,
        title: words.said(&key, &[]),
        about: words.said(&format!("{key}-means"), &[]),
        required,
        values: Vec::new(),
        range: None,
    }
}

fn matters(texts: &Texts, year: i16, rows: &[Row]) -> Table {
    let year = i32::from(year);
    let number = |it: Option<u8>| Cell::integer(it.map(i32::from));
    let row = |it: &Row| {
        let group = &it.group;
        vec![
            Cell::Integer(year),
            number(group.quarter),
            number(group.month),
            Cell::text(group.street.as_str()),
            Cell::text(group.community.as_str()),
            Cell::text(group.class.as_str()),
            Cell::text(group.category.as_str()),
            Cell::text(group.source.as_str()),
            Cell::text(it.outcome.name()),
            Cell::text(it.days.map_or("", Days::name)),
        ]
    };
    let key = |field, table| ForeignKey {
        field,
        table,
        of: "code",
    };
    Table {
        as_parquet: true,
        foreign_keys: vec![
            key("street", "places"),
            key("community", "places"),
            key("class", "categories"),
            key("category", "categories"),
        ],
        rows: rows.iter().map(row).collect(),
        ..Words(texts).table("matters", fields(texts, year, rows))
    }
}

/// The columns of the matters, as everybody finds them described.
fn fields(texts: &Texts, year: i32, rows: &[Row]) -> Vec<Field> {
    let words = Words(texts);
    let sources: BTreeSet<&str> = rows.iter().map(|it| it.group.source.as_str()).collect();
    let sources = sources.into_iter().filter(|it| !it.is_empty());
    let sources: Vec<(String, Said)> = sources.map(|it| words.source(it)).collect();
    let mut fields = Vec::new();
    for name in COLUMNS {
        let is_number = matches!(name, "year" | "quarter" | "month");
        let kind = if is_number { Kind::Integer } else { Kind::Text };
        let mut field = field(
            texts,
            "field",
            name,
            kind,
            matches!(name, "year" | "outcome"),
        );
        match name {
            "year" => field.range = Some((year, year)),
            "quarter" => field.range = Some((1, 4)),
            "month" => field.range = Some((1, 12)),
            "source" => field.values.clone_from(&sources),
            "outcome" => field.values = words.values("outcome", Outcome::ALL, Outcome::name),
            "days" => field.values = words.values("days", Days::ALL, Days::name),
            _ => {}
        }
        fields.push(field);
    }
    fields
}

fn places_table(texts: &Texts, all: &[&Area], places: &Places) -> Table {
    let words = Words(texts);
    let text = |name, required| field(texts, "place", name, Kind::Text, required);
    let mut kind = text("kind", true);
    kind.values = words.values("kind", &["street", "community"], |it| it);
    let fields = vec![
        text("code", true),
        kind,
        text("street", false),
        text("name_zh", true),
        text("name_en", false),
    ];
    let row = |it: &&Area| {
        let is_street = it.kind == AreaKind::Street;
        let street = if is_street {
            String::new()
        } else {
            places.code(it.parent_id)
        };
        vec![
            Cell::text(it.code.as_str()),
            Cell::text(if is_street { "street" } else { "community" }),
            Cell::text(street),
            Cell::text(it.name.zh.as_str()),
            Cell::text(it.name.en.as_str()),
        ]
    };
    Table {
        primary_key: Some("code"),
        rows: all.iter().map(row).collect(),
        ..words.table("places", fields)
    }
}

fn categories(texts: &Texts, codes: &[Coded]) -> Table {
    let text = |name, required| field(texts, "category", name, Kind::Text, required);
    let row = |it: &Coded| {
        vec![
            Cell::text(it.code.as_str()),
            Cell::text(it.name.zh.as_str()),
            Cell::text(it.name.en.as_str()),
        ]
    };
    let fields = vec![
        text("code", true),
        text("name_zh", true),
        text("name_en", false),
    ];
    Table {
        primary_key: Some("code"),
        rows: codes.iter().map(row).collect(),
        ..Words(texts).table("categories", fields)
    }
}
