//! An edition as pages tell of it.

use huiyin_web::{Ctx, Texts};

use super::package::{About, left_out};
use super::readme::{not_protected, protected};
use crate::rules::open::bounds::PEOPLE_LEAST;
use crate::rules::open::ladder::{LADDER, Rung, What, When, Where};
use crate::rules::open::{COLUMNS, OpenEdition};

/// One edition in the words of the page.
#[derive(Debug)]
pub(super) struct Shown {
    pub year: String,
    pub edition: u32,
    pub made: String,
    /// The day of the release, or nothing.
    pub released: String,
    pub licence: &'static str,
    pub licence_address: &'static str,
    pub rows: u64,
    pub groups: u64,
    pub smallest: u64,
    pub uniform: u64,
    pub left_out: String,
    pub files: Vec<File>,
    pub rungs: Vec<(String, u64)>,
    pub protected: Vec<String>,
    pub not_protected: Vec<String>,
}

#[derive(Debug)]
pub(super) struct File {
    pub name: String,
    pub size: String,
    pub sha256: String,
    pub is_package: bool,
}

/// A column of the table with its meaning.
#[derive(Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub title: String,
    pub means: String,
}

impl Shown {
    pub(super) fn of(ctx: &Ctx, it: &OpenEdition) -> Self {
        let texts = &ctx.site.texts;
        let about = about(it);
        let of = it.protection;
        let few = || ctx.say("statistics-open-few", &[("k", number(PEOPLE_LEAST).into())]);
        Self {
            year: it.year.to_string(),
            edition: it.edition,
            made: ctx.moment(it.made.at),
            released: it
                .state
                .released()
                .map_or_else(String::new, |hand| ctx.day(hand.at.date())),
            licence: it.licence.title(),
            licence_address: it.licence.address(),
            rows: of.rows,
            groups: of.groups,
            smallest: of.smallest,
            uniform: of.uniform,
            left_out: left_out(of.left_out).map_or_else(few, |count| count.to_string()),
            files: files(it),
            rungs: LADDER
                .into_iter()
                .zip(of.rungs)
                .map(|(rung, count)| (said(ctx, rung), count))
                .collect(),
            protected: protected(texts, ctx.lang, &about),
            not_protected: not_protected(texts, ctx.lang, &about),
        }
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn about(it: &OpenEdition) -> About {
    About {
        year: it.year,
        edition: it.edition,
        licence: it.licence,
        made_at: it.made.at,
        protection: it.protection,
    }
}

/// The package comes first: whoever takes one file takes the one with its description.
fn files(it: &OpenEdition) -> Vec<File> {
    let file = |it: &crate::rules::open::KeptFile| File {
        is_package: it.name == crate::rules::open::PACKAGE,
        name: it.name.clone(),
        size: size(it.bytes),
        sha256: it.sha256.clone(),
    };
    let mut files: Vec<File> = it.files.iter().map(file).collect();
    files.sort_by_key(|it| !it.is_package);
    files
}

fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    match bytes {
        0..KB => format!("{bytes} B"),
        _ if bytes < KB * KB => format!("{} KB", bytes.div_ceil(KB)),
        _ => format!("{} MB", bytes.div_ceil(KB * KB)),
    }
}

/// What rows of a rung still say.
fn said(ctx: &Ctx, rung: Rung) -> String {
    let when = match rung.when {
        When::Month => "month",
        When::Quarter => "quarter",
        When::Year => "year",
    };
    let place = match rung.place {
        Where::Community => "community",
        Where::Street => "street",
        Where::District => "district",
    };
    let what = match rung.what {
        What::Category => "category",
        What::Class => "class",
        What::Anything => "anything",
    };
    let word = |name: &str| ctx.t(&format!("statistics-open-rung-{name}"));
    let mut words = vec![word(when), word(place), word(what)];
    if rung.has_source {
        words.push(word("source"));
    }
    words.join(&ctx.t("statistics-open-rung-between"))
}

/// Every column of the matters.
pub(super) fn columns(ctx: &Ctx) -> Vec<Column> {
    let column = |name: &'static str| Column {
        name,
        title: ctx.t(&format!("statistics-open-field-{name}")),
        means: ctx.t(&format!("statistics-open-field-{name}-means")),
    };
    COLUMNS.into_iter().map(column).collect()
}

/// The year of an edition as one says it.
pub(super) fn year_said(texts: &Texts, lang: huiyin_kernel::Lang, year: &str) -> String {
    texts.say(lang, "statistics-open-year-n", &[("year", year.into())])
}
