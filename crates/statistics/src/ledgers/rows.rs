//! Rows of a ledger, from the slices or from facts, as tables.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::AreaKind;
use huiyin_sheets::{Cell, Table};
use huiyin_web::{Ctx, PageError};

use super::asked::Wanted;
use super::scope;
use super::{LedgerAsk, LedgerRow};
use crate::rules::filter::{By, Filter, Level, Place};
use crate::rules::ledgers::{Field, Layout, Ledger, ROWS_MOST, Source};
use crate::store::layouts;
use crate::{Statistics, store};

pub(crate) type Row = BTreeMap<&'static str, Cell>;

/// The rows that were found, and whether there are more than a file takes.
pub(crate) struct Found {
    pub rows: Vec<Row>,
    pub is_cut: bool,
}

/// Whether this person may have a ledger that is in use.
pub(crate) fn may(ctx: &Ctx, statistics: &Statistics, ledger: &Ledger) -> Result<bool, PageError> {
    let viewer = ctx.signed_in()?;
    Ok(match ledger.source {
        Source::NotYet => false,
        Source::Places(_) => true,
        Source::Slice => statistics
            .ledgers
            .as_ref()
            .is_some_and(|it| it.may(viewer, ledger.key)),
    })
}

/// A ledger of this name that this person may have; to others it is not there.
pub(crate) fn open(
    ctx: &Ctx,
    statistics: &Statistics,
    key: &str,
) -> Result<&'static Ledger, PageError> {
    let ledger = super::asked::ledger(key)?;
    if may(ctx, statistics, ledger)? {
        Ok(ledger)
    } else {
        Err(PageError::NotFound)
    }
}

pub(crate) async fn read(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
    ledger: &'static Ledger,
    wanted: &Wanted,
) -> Result<Found, PageError> {
    let mut rows = match ledger.source {
        Source::NotYet => return Err(PageError::NotFound),
        Source::Places(counted) => by_place(ctx, tx, counted, wanted).await?,
        Source::Slice => of_slice(ctx, tx, statistics, ledger, wanted).await?,
    };
    let is_cut = rows.len() > ROWS_MOST;
    rows.truncate(ROWS_MOST);
    Ok(Found { rows, is_cut })
}

async fn of_slice(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
    ledger: &'static Ledger,
    wanted: &Wanted,
) -> Result<Vec<Row>, PageError> {
    let viewer = ctx.signed_in()?;
    let slices = statistics.ledgers.as_ref().ok_or(PageError::NotFound)?;
    let mut all = Vec::new();
    for path in &wanted.paths {
        let ask = LedgerAsk {
            ledger: ledger.key,
            days: (wanted.span.from, wanted.span.to),
            path,
            is_whole: wanted.is_whole(path),
            lang: ctx.lang,
            // One more than a file takes tells that there are more.
            most: i64::try_from(ROWS_MOST + 1).unwrap_or(i64::MAX),
        };
        let rows = slices.rows(tx, viewer, &ask).await?;
        let is_known = |row: &LedgerRow| row.iter().all(|it| ledger.field(it.0).is_some());
        debug_assert!(
            rows.iter().all(is_known),
            "{}: an unknown column",
            ledger.key
        );
        all.extend(rows.into_iter().map(|row| row.into_iter().collect::<Row>()));
    }
    Ok(all)
}

type Counted = &'static [(&'static str, &'static [&'static str])];
/// Counts of each place, by the id of the place and the key of the column.
type Counts = BTreeMap<String, BTreeMap<&'static str, i64>>;

/// One row for each community, in the order of the register; one for what is known no closer than
/// by its street, and one for what has no place at all.
async fn by_place(
    ctx: &Ctx,
    tx: &mut Tx,
    counted: Counted,
    wanted: &Wanted,
) -> Result<Vec<Row>, PageError> {
    let mut rows: Vec<Row> = Vec::new();
    for (street, name) in streets(ctx, wanted) {
        let filter = Filter {
            area: Some(Place {
                id: street,
                level: Level::Street,
            }),
            ..Filter::of(wanted.span)
        };
        let mut found = counts(tx, counted, &filter).await?;
        let inside = wanted.inside().filter(|it| it.parent_id == Some(street));
        let mut places: Vec<(String, String)> = inside
            .map(|it| (it.id.to_string(), it.get(ctx.lang).to_owned()))
            .collect();
        // The rest of the street is told to whoever sees the whole of it.
        let sees_street = wanted.inside().any(|it| it.id == street);
        if sees_street && found.contains_key("") {
            places.push((String::new(), ctx.t("statistics-ledgers-rest")));
        }
        for (id, community) in places {
            let counts = found.remove(&id).unwrap_or_default();
            rows.push(row(counted, (&name, community), &counts));
        }
    }
    if wanted.paths.iter().any(|it| wanted.is_whole(it)) {
        let mut found = counts(tx, counted, &Filter::of(wanted.span)).await?;
        if let Some(counts) = found.remove("") {
            let nowhere = ctx.t("statistics-ledgers-nowhere");
            rows.push(row(counted, ("", nowhere), &counts));
        }
    }
    Ok(rows)
}

async fn counts(tx: &mut Tx, counted: Counted, filter: &Filter) -> Result<Counts, PageError> {
    let mut found = Counts::new();
    for (key, kinds) in counted.iter().copied() {
        for point in Statistics::series(tx, kinds, filter, By::Area).await? {
            let of = found.entry(point.key).or_default();
            of.insert(key, point.sum.count);
        }
    }
    Ok(found)
}

fn row(
    counted: Counted,
    (street, community): (&str, String),
    counts: &BTreeMap<&'static str, i64>,
) -> Row {
    let mut row = Row::from([
        ("street", Cell::text(street)),
        ("community", Cell::Text(community)),
    ]);
    for (key, _) in counted.iter().copied() {
        let count = counts.get(key).copied().unwrap_or(0);
        row.insert(key, Cell::Integer(count));
    }
    row
}

/// Streets of which something is seen, with their names.
fn streets(ctx: &Ctx, wanted: &Wanted) -> Vec<(Id, String)> {
    let mut found: Vec<(Id, String)> = Vec::new();
    for area in wanted.inside() {
        let street = match area.kind {
            AreaKind::Street => Some(area),
            _ => area.parent_id.and_then(|id| wanted.places.areas.get(&id)),
        };
        let Some(street) = street else { continue };
        if found.iter().all(|it| it.0 != street.id) {
            found.push((street.id, street.get(ctx.lang).to_owned()));
        }
    }
    found
}

/// The usual heading of a column.
pub(crate) fn heading(ctx: &Ctx, field: &Field) -> String {
    ctx.t(&format!("statistics-ledgers-field-{}", field.key))
}

pub(crate) fn name(ctx: &Ctx, ledger: &Ledger) -> String {
    ctx.t(&format!("statistics-ledgers-{}", ledger.key))
}

/// The layout that this person's body has, and columns of it that are gone.
pub(crate) async fn layout(
    ctx: &Ctx,
    tx: &mut Tx,
    ledger: &'static Ledger,
) -> Result<(Layout, Vec<String>, store::layouts::Kept), PageError> {
    let kept = layouts::load(tx, &scope::own(ctx)?, ledger.key).await?;
    let (layout, gone) = if kept.columns.is_empty() {
        (Layout::usual(ledger), Vec::new())
    } else {
        Layout::kept(ledger, &kept.columns)
    };
    Ok((layout, gone, kept))
}

pub(crate) fn table(ctx: &Ctx, ledger: &Ledger, layout: &Layout, rows: Vec<Row>) -> Table {
    layout.table(name(ctx, ledger), rows, |field| heading(ctx, field))
}
