//! The readme of a package: what a person wants to know who has nothing but the files.

use std::fmt::Write as _;

use huiyin_datasets::{Package, Table};
use huiyin_kernel::{Lang, Said};
use huiyin_web::{Arg, Texts};

use super::package::{About, left_out};
use super::said::Words;
use crate::rules::open::OpenLicence;
use crate::rules::open::bounds::PEOPLE_LEAST;

/// Chinese first, then the same in English.
pub(super) fn text(words: &Words<'_>, about: &About, package: &Package) -> String {
    let part = |lang: Lang| {
        let page = Part {
            texts: words.0,
            lang,
        };
        page.text(about, package)
    };
    format!("{}\n---\n\n{}", part(Lang::Zh), part(Lang::En))
}

struct Part<'t> {
    texts: &'t Texts,
    lang: Lang,
}

impl Part<'_> {
    fn t(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(self.lang, key, args)
    }

    fn get<'s>(&self, said: &'s Said) -> &'s str {
        said.get(self.lang)
    }

    fn text(&self, about: &About, package: &Package) -> String {
        // Writing to a string cannot fail.
        let mut page = format!(
            "# {}\n\n{}\n\n",
            self.get(&package.title),
            self.get(&package.about)
        );
        let made = [
            ("edition", Arg::from(i64::from(about.edition))),
            ("at", Arg::from(about.made_at.to_display())),
        ];
        let _ = writeln!(page, "{}\n", self.t("statistics-open-readme-made", &made));
        self.head(&mut page, "files");
        for table in &package.tables {
            self.files(&mut page, table);
        }
        let _ = writeln!(page, "\n{}\n", self.t("statistics-open-readme-check", &[]));
        for table in &package.tables {
            self.table(&mut page, table);
        }
        self.head(&mut page, "protected");
        for sentence in protected(self.texts, self.lang, about) {
            let _ = writeln!(page, "- {sentence}");
        }
        page.push('\n');
        self.head(&mut page, "not-protected");
        for sentence in not_protected(self.texts, self.lang, about) {
            let _ = writeln!(page, "- {sentence}");
        }
        page.push('\n');
        self.head(&mut page, "licence");
        let _ = writeln!(
            page,
            "{}",
            licence(self.texts, self.lang, about.licence, package)
        );
        page
    }

    fn head(&self, page: &mut String, name: &str) {
        let key = format!("statistics-open-readme-{name}");
        let _ = writeln!(page, "## {}\n", self.t(&key, &[]));
    }

    fn files(&self, page: &mut String, table: &Table) {
        let (name, title) = (table.name, self.get(&table.title));
        let parquet = if table.as_parquet {
            format!(" / `{name}.parquet`")
        } else {
            String::new()
        };
        let _ = writeln!(page, "- `{name}.csv`{parquet}: {title}");
    }

    fn table(&self, page: &mut String, table: &Table) {
        let (title, about) = (self.get(&table.title), self.get(&table.about));
        let _ = writeln!(page, "## {} · {title}\n\n{about}\n", table.name);
        for field in &table.fields {
            let (title, about) = (self.get(&field.title), self.get(&field.about));
            let _ = writeln!(page, "- `{}` {title}: {about}", field.name);
            for (value, said) in &field.values {
                let _ = writeln!(page, "  - `{value}` {}", self.get(said));
            }
        }
        page.push('\n');
    }
}

/// What was done to protect people, as sentences with their numbers.
pub(super) fn protected(texts: &Texts, lang: Lang, about: &About) -> Vec<String> {
    let of = about.protection;
    let number = |it: u64| Arg::from(i64::try_from(it).unwrap_or(i64::MAX));
    let args = [
        ("k", number(PEOPLE_LEAST)),
        ("rows", number(of.rows)),
        ("groups", number(of.groups)),
        ("smallest", number(of.smallest)),
    ];
    let mut said: Vec<String> = ["taken", "groups", "coarser", "counted", "order"]
        .iter()
        .map(|it| texts.say(lang, &format!("statistics-open-protected-{it}"), &args))
        .collect();
    said.push(match left_out(of.left_out) {
        Some(count) => {
            let args = [("count", number(count))];
            texts.say(lang, "statistics-open-protected-left-out", &args)
        }
        None => texts.say(lang, "statistics-open-protected-left-out-few", &args),
    });
    said
}

/// What this does not protect from, said plainly.
pub(super) fn not_protected(texts: &Texts, lang: Lang, about: &About) -> Vec<String> {
    let number = |it: u64| Arg::from(i64::try_from(it).unwrap_or(i64::MAX));
    let args = [
        ("uniform", number(about.protection.uniform)),
        ("groups", number(about.protection.groups)),
    ];
    ["outcome", "people", "lifted", "others"]
        .iter()
        .map(|it| texts.say(lang, &format!("statistics-open-not-protected-{it}"), &args))
        .collect()
}

fn licence(texts: &Texts, lang: Lang, of: OpenLicence, package: &Package) -> String {
    let by = package.contributors.first();
    let args = [
        ("licence", Arg::from(of.title())),
        ("address", Arg::from(of.address())),
        (
            "district",
            Arg::from(by.map_or("", |it| it.title.get(lang))),
        ),
        ("title", Arg::from(package.title.get(lang))),
    ];
    let key = format!(
        "statistics-open-licence-{}",
        of.key().to_lowercase().replace('.', "-")
    );
    texts.say(lang, &key, &args)
}
