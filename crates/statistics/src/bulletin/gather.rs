//! Everything of a bulletin that is asked of the store, at one moment.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Instant, Ratio};
use huiyin_registry::{AreaKind, areas, bodies};

use crate::rules::bulletin::figures::{COUNTS, LISTS, OTHERS, PHRASES, RATES, largest, times};
use crate::rules::bulletin::{
    Asked, BlockKind, List, Locked, Query, Table, TableKind, TableRow, Value, bounds,
};
use crate::rules::catalogue::{Figure, Measure};
use crate::rules::filter::{By, Filter, Level, Place, Span};
use crate::rules::{Dimension, Group, Month, RateSettings, Rates};
use crate::{Point, Statistics, Sum, store};

/// The figure that tables tell apart.
const RECEIVED: &str = "received";
const DISPATCHED: &str = "dispatched";

/// Asks every query of the bulletin of a month.
pub(super) async fn ask(
    statistics: &Statistics,
    tx: &mut Tx,
    month: &Month,
    now: Instant,
) -> Result<Asked> {
    let spans = times(month);
    let mut figures = of_catalogue(tx, &spans).await?;
    figures.extend(rates(tx, &spans, now).await?);
    let mut tables = vec![
        flat(tx, TableKind::Source, By::Source, &spans).await?,
        flat(tx, TableKind::Category, By::Category, &spans).await?,
        communities(tx, &spans).await?,
        of_bodies(tx, &spans).await?,
    ];
    figures.extend(phrases(&tables, spans[0]));
    for table in &mut tables {
        if table.kind == TableKind::Category {
            shorten(table);
        }
    }
    let lists = lists(statistics, tx, spans[0], now).await?;
    figures.extend(stocks(&lists, spans[0], now));
    Ok(Asked {
        as_of: now,
        figures,
        tables,
        lists,
    })
}

async fn of_catalogue(tx: &mut Tx, spans: &[Span; 3]) -> Result<Vec<Locked>> {
    let names = COUNTS.iter().chain(OTHERS);
    let wanted: Vec<&'static Figure> = names.filter_map(|it| Figure::named(it)).collect();
    let mut kinds: Vec<&'static str> = Vec::new();
    for figure in &wanted {
        kinds.extend(figure.kinds().iter().chain(figure.among()));
    }
    let mut sums: Vec<BTreeMap<String, Sum>> = Vec::new();
    for span in spans {
        sums.push(Statistics::by_kind(tx, &kinds, &Filter::of(*span)).await?);
    }
    let locked = |figure: &&'static Figure| Locked {
        name: figure.key.to_owned(),
        query: Query::Catalogue {
            figure: figure.key.to_owned(),
            period: spans[0].as_text(),
        },
        value: value(figure, &sums[0]),
        before: Some(value(figure, &sums[1])),
        year_before: Some(value(figure, &sums[2])),
    };
    Ok(wanted.iter().map(locked).collect())
}

fn value(figure: &Figure, sums: &BTreeMap<String, Sum>) -> Value {
    let sum = |kinds: &[&str]| {
        let mut sum = Sum::default();
        for kind in kinds {
            sum.add(sums.get(*kind).copied().unwrap_or_default());
        }
        sum
    };
    match figure.measure {
        Measure::Share { of, among } => Value::Share {
            of: u64::try_from(sum(of).count).unwrap_or_default(),
            among: u64::try_from(sum(among).count).unwrap_or_default(),
        },
        Measure::Mean(kinds) => {
            let sum = sum(kinds);
            Value::Mean {
                sum: sum.amount,
                count: sum.count,
            }
        }
        _ => Value::Count {
            n: sum(figure.kinds()).count,
        },
    }
}

async fn rates(tx: &mut Tx, spans: &[Span; 3], now: Instant) -> Result<Vec<Locked>> {
    let mut found = Vec::new();
    for span in spans {
        let month = Month::of(span.from);
        let groups = store::count(tx, &month, Dimension::Month, now.date()).await?;
        let all = Group::sum(&groups);
        found.push(Rates::of(&all.counted, RateSettings::default()));
    }
    let locked = |name: &&str| Locked {
        name: (*name).to_owned(),
        query: Query::Rate {
            rate: (*name).to_owned(),
            month: spans[0].as_text(),
        },
        value: share(rate(&found[0], name)),
        before: Some(share(rate(&found[1], name))),
        year_before: Some(share(rate(&found[2], name))),
    };
    Ok(RATES.iter().map(locked).collect())
}

fn rate(rates: &Rates, name: &str) -> Ratio {
    match name {
        "response" => rates.response,
        "resolution" => rates.resolution,
        "satisfaction" => rates.satisfaction,
        "coverage" => rates.call_back_coverage,
        "closing" => rates.closing,
        _ => rates.closed_in_time,
    }
}

const fn share(ratio: Ratio) -> Value {
    Value::Share {
        of: ratio.numerator,
        among: ratio.denominator,
    }
}

/// One figure told apart at the three times: key, and the counts.
async fn apart(
    tx: &mut Tx,
    figure: &str,
    by: By,
    filters: &[Filter; 3],
) -> Result<BTreeMap<String, [i64; 3]>> {
    let kinds = Figure::named(figure).map_or(&[][..], Figure::kinds);
    let mut found: BTreeMap<String, [i64; 3]> = BTreeMap::new();
    for (time, filter) in filters.iter().enumerate() {
        let points: Vec<Point> = Statistics::series(tx, kinds, filter, by).await?;
        for point in points {
            found.entry(point.key).or_default()[time] = point.sum.count;
        }
    }
    Ok(found)
}

fn sums<'c>(counts: impl IntoIterator<Item = &'c [i64; 3]>) -> [i64; 3] {
    let mut sums = [0; 3];
    for counts in counts {
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    sums
}

async fn flat(tx: &mut Tx, kind: TableKind, by: By, spans: &[Span; 3]) -> Result<Table> {
    let found = apart(tx, RECEIVED, by, &spans.map(Filter::of)).await?;
    let sums = sums(found.values());
    let row = |(key, counts): (String, [i64; 3])| TableRow {
        key,
        parent: String::new(),
        counts,
    };
    Ok(Table {
        kind,
        figure: RECEIVED.to_owned(),
        rows: found.into_iter().map(row).collect(),
        sums,
    })
}

/// The ten largest classes; the sum stays that of all.
fn shorten(table: &mut Table) {
    let groups: Vec<(String, i64)> = table
        .rows
        .iter()
        .map(|it| (it.key.clone(), it.counts[0]))
        .collect();
    let largest = largest(&groups, bounds::TOP_CATEGORIES);
    let rows = largest.iter().filter_map(|(key, _)| {
        let row = table.rows.iter().find(|it| it.key == *key);
        row.cloned()
    });
    table.rows = rows.collect();
}

/// Streets with their communities, in the order of the register. A community without any matter at
/// all three times is left out, as the title says: a list of a hundred noughts is not read.
async fn communities(tx: &mut Tx, spans: &[Span; 3]) -> Result<Table> {
    let streets = apart(tx, RECEIVED, By::Area, &spans.map(Filter::of)).await?;
    let sums = sums(streets.values());
    let all = areas::all(tx).await?;
    let mut rows = Vec::new();
    for street in all.iter().filter(|it| it.kind == AreaKind::Street) {
        let key = street.id.to_string();
        rows.push(TableRow {
            counts: streets.get(&key).copied().unwrap_or_default(),
            key: key.clone(),
            parent: String::new(),
        });
        let within = spans.map(|span| within(street.id, span));
        let found = apart(tx, RECEIVED, By::Area, &within).await?;
        let own = all
            .iter()
            .filter(|it| it.kind == AreaKind::Community && it.parent_id == Some(street.id));
        rows.extend(own.filter_map(|it| {
            let own = it.id.to_string();
            let counts = *found.get(&own).filter(|it| **it != [0; 3])?;
            Some(TableRow {
                counts,
                key: own,
                parent: key.clone(),
            })
        }));
    }
    if let Some(counts) = streets.get("") {
        rows.push(TableRow {
            key: String::new(),
            parent: String::new(),
            counts: *counts,
        });
    }
    Ok(Table {
        kind: TableKind::Community,
        figure: RECEIVED.to_owned(),
        rows,
        sums,
    })
}

fn within(street: Id, span: Span) -> Filter {
    Filter {
        area: Some(Place {
            id: street,
            level: Level::Street,
        }),
        ..Filter::of(span)
    }
}

/// Bodies to which matters were dispatched, in the order of the register.
async fn of_bodies(tx: &mut Tx, spans: &[Span; 3]) -> Result<Table> {
    let mut found = apart(tx, DISPATCHED, By::Body, &spans.map(Filter::of)).await?;
    let sums = sums(found.values());
    let mut rows = Vec::new();
    for body in bodies::all(tx).await? {
        let key = body.id.to_string();
        if let Some(counts) = found.remove(&key) {
            rows.push(TableRow {
                key,
                parent: String::new(),
                counts,
            });
        }
    }
    let rest = self::sums(found.values());
    if rest != [0; 3] {
        rows.push(TableRow {
            key: String::new(),
            parent: String::new(),
            counts: rest,
        });
    }
    Ok(Table {
        kind: TableKind::Body,
        figure: DISPATCHED.to_owned(),
        rows,
        sums,
    })
}

/// Groups as one phrase: every way in as the register has them, the first classes.
fn phrases(tables: &[Table], span: Span) -> Vec<Locked> {
    let groups = |by: &str| -> Vec<(String, i64)> {
        let table = tables.iter().find(|it| it.kind.name() == by);
        let rows = table.map_or(&[][..], |it| &it.rows);
        let some = rows.iter().filter(|it| it.counts[0] != 0);
        some.map(|it| (it.key.clone(), it.counts[0])).collect()
    };
    let locked = |(name, by): &(&str, &str)| {
        let mut groups = groups(by);
        if *by == TableKind::Category.name() {
            groups = largest(&groups, bounds::TOP_IN_SENTENCE);
        }
        Locked {
            name: (*name).to_owned(),
            query: Query::Groups {
                figure: RECEIVED.to_owned(),
                by: (*by).to_owned(),
                period: span.as_text(),
            },
            value: Value::Groups { groups },
            before: None,
            year_before: None,
        }
    };
    PHRASES.iter().map(locked).collect()
}

async fn lists(
    statistics: &Statistics,
    tx: &mut Tx,
    month: Span,
    now: Instant,
) -> Result<Vec<List>> {
    let limit = i64::try_from(bounds::LISTED).unwrap_or_default();
    let mut lists = match &statistics.examples {
        Some(examples) => examples.of_month(tx, month, now.date(), limit).await?,
        None => Vec::new(),
    };
    for list in &mut lists {
        let most = if Some(list.name.as_str()) == BlockKind::Echoes.list() {
            bounds::ECHOES_CHOSEN
        } else {
            bounds::LISTED
        };
        for (at, listed) in list.matters.iter_mut().enumerate() {
            listed.is_kept = at < most;
        }
    }
    Ok(lists)
}

fn stocks(lists: &[List], month: Span, now: Instant) -> Vec<Locked> {
    let locked = |name: &&str| {
        let list = lists.iter().find(|it| it.name == **name);
        let query = match *name {
            "overdue" | "parked" => Query::Stock {
                list: (*name).to_owned(),
                day: now.date().to_string(),
            },
            _ => Query::List {
                list: (*name).to_owned(),
                period: month.as_text(),
            },
        };
        Locked {
            name: (*name).to_owned(),
            query,
            value: Value::Count {
                n: list.map_or(0, |it| it.count),
            },
            before: None,
            year_before: None,
        }
    };
    LISTS.iter().map(locked).collect()
}
