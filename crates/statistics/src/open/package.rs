//! A package out of rows: the words around them, and their files.

use std::collections::BTreeMap;

use huiyin_datasets::{Contributor, Licence, Package, Table};
use huiyin_kernel::{Instant, Said};
use huiyin_web::Arg;

use super::readme;
use super::said::Words;
use crate::Statistics;
use crate::rules::open::bounds::PEOPLE_LEAST;
use crate::rules::open::{OpenLicence, Protection};

/// What an edition is.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub year: i16,
    pub edition: u32,
    pub licence: OpenLicence,
    pub made_at: Instant,
    pub protection: Protection,
}

pub(super) fn package(statistics: &Statistics, about: &About, tables: Vec<Table>) -> Package {
    let words = Words(&statistics.site.texts);
    let district = &statistics.site.settings.district;
    let year = about.year;
    let title = in_both(&words, "statistics-open-package", district, year);
    let mut package = Package {
        name: format!("huiyin-matters-{year}"),
        about: in_both(&words, "statistics-open-package-means", district, year),
        homepage: homepage(&statistics.site.settings.public_address, year),
        version: format!("{}.0.0", about.edition),
        created: about.made_at.to_rfc3339(),
        licence: Licence {
            name: about.licence.name().to_owned(),
            path: about.licence.address().to_owned(),
            title: about.licence.title().to_owned(),
        },
        sources: vec![in_both(
            &words,
            "statistics-open-package-source",
            district,
            year,
        )],
        contributors: vec![Contributor {
            title: district.clone(),
            role: "publisher",
        }],
        keywords: ["open-data", "government", "requests", "诉求", "开放数据"]
            .map(str::to_owned)
            .into(),
        protection: numbers(about.protection),
        tables,
        readme: String::new(),
        title,
    };
    package.readme = readme::text(&words, about, &package);
    package
}

/// A sentence that names the district, in each language by its own name.
fn in_both(words: &Words<'_>, key: &str, district: &Said, year: i16) -> Said {
    // A year is no quantity, and has no comma.
    let year = year.to_string();
    let args = |name: &str| {
        [
            ("district", Arg::from(name)),
            ("year", Arg::from(year.as_str())),
        ]
    };
    Said::new(
        words.said(key, &args(&district.zh)).zh,
        words.said(key, &args(&district.en)).en,
    )
}

fn homepage(address: &str, year: i16) -> Option<String> {
    let address = address.trim_end_matches('/');
    address
        .starts_with("http")
        .then(|| format!("{address}/open-data/{year}"))
}

/// A number of matters that are nowhere; a small one is not said.
pub(super) fn left_out(count: u64) -> Option<u64> {
    (count == 0 || count >= PEOPLE_LEAST).then_some(count)
}

fn numbers(of: Protection) -> BTreeMap<String, serde_json::Value> {
    let left_out = left_out(of.left_out).map_or_else(
        || serde_json::Value::from(format!("fewer than {PEOPLE_LEAST}")),
        serde_json::Value::from,
    );
    let pairs = [
        ("method", "k-anonymity".into()),
        ("k", PEOPLE_LEAST.into()),
        ("rows", of.rows.into()),
        ("groups", of.groups.into()),
        ("smallestGroup", of.smallest.into()),
        ("groupsWithOneOutcome", of.uniform.into()),
        ("mattersLeftOut", left_out),
        (
            "quasiIdentifiers",
            crate::rules::open::QUASI.as_slice().into(),
        ),
    ];
    pairs
        .map(|(name, value): (&str, serde_json::Value)| (name.to_owned(), value))
        .into()
}
