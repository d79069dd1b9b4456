//! A bulletin as somebody reads it: words with their figures, tables, and lists of matters.

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Lang};

use super::called::Called;
use super::drafted;
use super::said::Telling;
use crate::Statistics;
use crate::rules::bulletin::blocks::chinese_number;
use crate::rules::bulletin::{BlockKind, Bulletin, Locked, Table, Value, text};

/// A block with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: &'static str,
    /// With its number: `一、总体情况`.
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub matters: Vec<Told>,
    /// How many more there are that are not told: their summary is not released, or they were left
    /// out.
    pub untold: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub number: String,
    pub text: String,
    /// Class, community and day.
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    pub id: &'static str,
    pub title: String,
    pub first: String,
    pub head: [String; 3],
    pub rows: Vec<GridRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GridRow {
    pub is_nested: bool,
    pub name: String,
    pub cells: [String; 3],
}

pub(super) struct Read {
    pub parts: Vec<Part>,
    /// The same in English, generated from the frozen figures; empty on a Chinese page.
    pub summary: Vec<String>,
    pub grids: Vec<Grid>,
    pub as_of: String,
}

impl Read {
    /// The text is Chinese in either language; tables speak that of the page.
    pub(super) async fn of(
        statistics: &Statistics,
        tx: &mut Tx,
        bulletin: &Bulletin,
        (lang, is_public): (Lang, bool),
    ) -> Result<Self> {
        let public = still_public(statistics, tx, bulletin).await?;
        let zh = Called::of(statistics, tx, Lang::Zh).await?;
        let telling = |called| Telling {
            texts: &statistics.site.texts,
            called,
            bulletin,
            is_public,
        };
        let chinese = telling(&zh);
        let parts = parts(&chinese, &public);
        if lang == Lang::Zh {
            return Ok(Self {
                parts,
                summary: Vec::new(),
                grids: grids(&chinese),
                as_of: moment(&chinese),
            });
        }
        let en = Called::of(statistics, tx, lang).await?;
        let english = telling(&en);
        Ok(Self {
            parts,
            summary: summary(&english),
            grids: grids(&english),
            as_of: moment(&english),
        })
    }
}

fn moment(telling: &Telling) -> String {
    let at = telling.bulletin.asked.as_of;
    let local = at.to_local_minute();
    let time = local.split('T').nth(1).unwrap_or_default().to_owned();
    let args = [
        ("day", telling.day(at.date()).into()),
        ("time", time.into()),
    ];
    telling.say("web-moment", &args)
}

/// Matters whose summary stands as it was told; one that was taken back is not told any more.
async fn still_public(
    statistics: &Statistics,
    tx: &mut Tx,
    bulletin: &Bulletin,
) -> Result<Vec<Id>> {
    let listed = bulletin.asked.lists.iter().flat_map(|it| &it.matters);
    let told: Vec<(Id, String)> = listed
        .filter(|it| it.is_kept)
        .map(|it| (it.matter, it.text.clone()))
        .collect();
    match &statistics.examples {
        Some(examples) if !told.is_empty() => examples.still_public(tx, &told).await,
        _ => Ok(Vec::new()),
    }
}

fn parts(telling: &Telling, public: &[Id]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for kind in BlockKind::ALL {
        let words = telling.bulletin.block(*kind).map_or("", |it| &it.text);
        let filled = text::fill(words, |name| telling.placeholder(name));
        let paragraphs: Vec<String> = filled
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        let (matters, untold) = matters(telling, *kind, public);
        if paragraphs.is_empty() && matters.is_empty() {
            continue;
        }
        let title = telling.t(&format!("statistics-bulletin-block-{kind}"));
        parts.push(Part {
            kind: kind.name(),
            heading: format!("{}、{title}", chinese_number(parts.len() + 1)),
            paragraphs,
            matters,
            untold,
        });
    }
    parts
}

fn matters(telling: &Telling, kind: BlockKind, public: &[Id]) -> (Vec<Told>, i64) {
    let list = kind.list().and_then(|name| telling.bulletin.list(name));
    let Some(list) = list else {
        return (Vec::new(), 0);
    };
    let shown = list.matters.iter().filter(|it| it.is_kept);
    let told: Vec<Told> = shown
        .filter(|it| public.contains(&it.matter))
        .map(|it| {
            let args = [
                ("category", telling.called.category(&it.category).into()),
                ("community", telling.called.place(&it.community).into()),
                ("day", telling.day(it.day).into()),
            ];
            Told {
                number: it.number.clone(),
                text: it.text.clone(),
                about: telling.say(&format!("statistics-bulletin-about-{}", list.name), &args),
            }
        })
        .collect();
    // Examples are chosen; of the others it is said how many there are besides.
    let others = match kind {
        BlockKind::Echoes => 0,
        _ if telling.is_public => 0,
        _ => list.count - i64::try_from(told.len()).unwrap_or_default(),
    };
    (told, others.max(0))
}

/// Sentences out of the frozen figures, for whoever reads no Chinese. They follow the figures, and
/// not what was written over.
fn summary(telling: &Telling) -> Vec<String> {
    let kinds = BlockKind::ALL
        .iter()
        .filter(|it| !matches!(it, BlockKind::Next | BlockKind::Communities));
    kinds
        .map(|kind| {
            let words = drafted::sentences(telling.texts, telling.called.lang, *kind);
            text::fill(&words, |name| telling.placeholder(name)).replace('\n', " ")
        })
        .collect()
}

fn grids(telling: &Telling) -> Vec<Grid> {
    let mut grids = vec![main(telling)];
    let some = telling.bulletin.asked.tables.iter();
    grids.extend(
        some.filter(|it| !it.rows.is_empty())
            .map(|it| grid(telling, it)),
    );
    grids
}

fn head(telling: &Telling) -> [String; 3] {
    ["now", "before", "year-before"].map(|it| telling.t(&format!("statistics-bulletin-{it}")))
}

/// The figures of the whole district.
fn main(telling: &Telling) -> Grid {
    let some = telling.bulletin.asked.figures.iter();
    let row = |figure: &Locked| {
        let value = |value: Option<&Value>| {
            value.map_or_else(|| "-".to_owned(), |it| telling.value(figure, it))
        };
        GridRow {
            is_nested: false,
            name: figure_name(telling, &figure.name),
            cells: [
                value(Some(&figure.value)),
                value(figure.before.as_ref()),
                value(figure.year_before.as_ref()),
            ],
        }
    };
    Grid {
        id: "main",
        title: telling.t("statistics-bulletin-table-main"),
        first: telling.t("statistics-figures-figure"),
        head: head(telling),
        rows: some
            .filter(|it| !matches!(it.value, Value::Groups { .. }))
            .map(row)
            .collect(),
    }
}

pub(super) fn figure_name(telling: &Telling, name: &str) -> String {
    let own = format!("statistics-bulletin-figure-{name}");
    if telling.texts.has(Lang::Zh, &own) {
        return telling.t(&own);
    }
    telling.t(&format!("statistics-figures-{name}"))
}

fn grid(telling: &Telling, table: &Table) -> Grid {
    let cells = telling.cells(table);
    let rows = table.rows.iter().zip(cells).map(|(row, cells)| GridRow {
        is_nested: !row.parent.is_empty(),
        name: telling.called.group(table.kind, &row.key),
        cells: cells.map(|it| telling.cell(it)),
    });
    Grid {
        id: table.kind.name(),
        title: telling.t(&format!("statistics-bulletin-table-{}", table.kind)),
        first: telling.t(&format!("statistics-bulletin-by-{}", table.kind)),
        head: head(telling),
        rows: rows.collect(),
    }
}
