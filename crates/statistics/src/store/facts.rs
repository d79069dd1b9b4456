//! Sums out of cells and out of the facts that wait to be folded, always in one statement, so
//! that a fold in between is seen whole or not at all.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx, Value, args, queries};

use crate::rules::filter::{By, Filter, Level};
use crate::rules::shape::{Shape, shape};
use crate::sums::{Point, Sum};

queries! {
    /// `$1` grain, `$2` bits, `$3` place, `$4` kind, `$5`–`$6` periods, `$7` source, `$8` category, `$9` what
    /// they are told apart by, `$10`–`$11` days of the facts that wait, `$12` most groups.
    CELLS = "SELECT group_key, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS amount FROM (
            SELECT CASE $9 WHEN 'period' THEN period WHEN 'source' THEN source WHEN 'category' THEN category
                    WHEN 'class' THEN category WHEN 'body' THEN body ELSE '' END AS group_key, n, amount
                FROM fact_cell
                WHERE grain = $1 AND mask = $2 AND place = $3 AND kind = $4 AND period >= $5 AND period <= $6
                    AND ($7 = '' OR source = $7) AND ($8 = '' OR category = $8)
            UNION ALL
            SELECT CASE $9 WHEN 'period' THEN CASE $1 WHEN 'd' THEN f.day ELSE substr(f.day, 1, 7) END
                    WHEN 'source' THEN f.source WHEN 'category' THEN f.category
                    WHEN 'class' THEN substr(f.category, 1, 2) WHEN 'body' THEN f.body ELSE '' END AS group_key,
                    f.n AS n, f.amount AS amount
                FROM fact_tail t JOIN fact f ON f.seq = t.seq
                WHERE f.kind = $4 AND f.day >= $10 AND f.day <= $11
                    AND ($3 = '' OR f.street = $3 OR f.community = $3 OR f.compound = $3)
                    AND ($7 = '' OR f.source = $7)
                    AND ($8 = '' OR f.category = $8 OR substr(f.category, 1, 2) = $8)) AS parts
        GROUP BY group_key ORDER BY group_key LIMIT $12";
    /// As [`CELLS`], the places right below `$3`, which lie at depth `$9`.
    CELLS_BELOW = "SELECT group_key, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS amount FROM (
            SELECT place AS group_key, n, amount FROM fact_cell
                WHERE grain = $1 AND mask = $2 AND above = $3 AND kind = $4 AND period >= $5 AND period <= $6
                    AND ($7 = '' OR source = $7) AND ($8 = '' OR category = $8)
            UNION ALL
            SELECT CASE $9 WHEN 'street' THEN f.street WHEN 'community' THEN f.community ELSE f.compound END
                    AS group_key, f.n AS n, f.amount AS amount
                FROM fact_tail t JOIN fact f ON f.seq = t.seq
                WHERE f.kind = $4 AND f.day >= $10 AND f.day <= $11
                    AND ($3 = '' OR f.street = $3 OR f.community = $3)
                    AND ($7 = '' OR f.source = $7)
                    AND ($8 = '' OR f.category = $8 OR substr(f.category, 1, 2) = $8)) AS parts
        WHERE group_key <> '' GROUP BY group_key ORDER BY group_key LIMIT $12";
    /// Every kind at once, for a page of figures.
    KINDS = "SELECT kind AS group_key, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS amount FROM (
            SELECT kind, n, amount FROM fact_cell
                WHERE grain = $1 AND mask = $2 AND place = $3 AND period >= $4 AND period <= $5
                    AND ($6 = '' OR source = $6) AND ($7 = '' OR category = $7)
            UNION ALL
            SELECT f.kind AS kind, f.n AS n, f.amount AS amount FROM fact_tail t JOIN fact f ON f.seq = t.seq
                WHERE f.day >= $8 AND f.day <= $9
                    AND ($3 = '' OR f.street = $3 OR f.community = $3 OR f.compound = $3)
                    AND ($6 = '' OR f.source = $6)
                    AND ($7 = '' OR f.category = $7 OR substr(f.category, 1, 2) = $7)) AS parts
        GROUP BY kind ORDER BY kind LIMIT $10";
    /// The facts themselves: `$1` kind, `$2`–`$3` days, `$4` place, `$5` source, `$6` category, `$7` what they
    /// are told apart by, `$8` most groups.
    SCAN = "SELECT CASE $7 WHEN 'day' THEN day WHEN 'month' THEN substr(day, 1, 7) WHEN 'source' THEN source
                WHEN 'category' THEN category WHEN 'class' THEN substr(category, 1, 2) WHEN 'body' THEN body
                WHEN 'street' THEN street WHEN 'community' THEN community WHEN 'compound' THEN compound ELSE '' END
                AS group_key, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS amount
        FROM fact WHERE kind = $1 AND day >= $2 AND day <= $3
            AND ($4 = '' OR street = $4 OR community = $4 OR compound = $4)
            AND ($5 = '' OR source = $5) AND ($6 = '' OR category = $6 OR substr(category, 1, 2) = $6)
        GROUP BY 1 ORDER BY 1 LIMIT $8";
    /// How often each measure was found: `$7` is the largest that stands alone.
    SPREAD = "SELECT CASE WHEN amount > $7 THEN $7 + 1 ELSE amount END AS measure, CAST(SUM(n) AS BIGINT) AS n
        FROM fact WHERE kind = $1 AND day >= $2 AND day <= $3
            AND ($4 = '' OR street = $4 OR community = $4 OR compound = $4)
            AND ($5 = '' OR source = $5) AND ($6 = '' OR category = $6 OR substr(category, 1, 2) = $6)
        GROUP BY 1 ORDER BY 1 LIMIT 1000";
    /// Rows behind a figure, the latest first, behind day `$7` and subject `$8`.
    BEHIND = "SELECT day, slice, subject, street, community, category, source, CAST(SUM(n) AS BIGINT) AS n
        FROM fact WHERE kind = $1 AND day >= $2 AND day <= $3
            AND ($4 = '' OR street = $4 OR community = $4 OR compound = $4)
            AND ($5 = '' OR source = $5) AND ($6 = '' OR category = $6 OR substr(category, 1, 2) = $6)
            AND (day < $7 OR (day = $7 AND subject < $8))
        GROUP BY day, slice, subject, street, community, category, source HAVING SUM(n) <> 0
        ORDER BY day DESC, subject DESC LIMIT $9";
    SOURCES = "SELECT DISTINCT source FROM fact_cell
        WHERE grain = 'm' AND mask = 1 AND place = '' AND kind = $1 ORDER BY source LIMIT 100";
}

/// Groups of one answer.
const GROUPS: i64 = 20_000;
const KINDS_LIMIT: i64 = 1_000;

/// The values that every statement takes of a filter.
struct Values {
    place: String,
    source: String,
    category: String,
    from: String,
    to: String,
}

impl Values {
    fn of(filter: &Filter) -> Self {
        Self {
            place: filter.area.map(|it| it.id.to_string()).unwrap_or_default(),
            source: filter.source.clone().unwrap_or_default(),
            category: filter.category.clone().unwrap_or_default(),
            from: filter.period.from.to_string(),
            to: filter.period.to.to_string(),
        }
    }

    fn period(&self, shape: Shape) -> (&str, &str, &str) {
        if shape.is_by_day {
            ("d", &self.from, &self.to)
        } else {
            // `yyyy-mm` of a text that is always `yyyy-mm-dd`.
            let month = |day: &'_ str| day.len() - 3;
            let from = &self.from[..month(&self.from)];
            ("m", from, &self.to[..month(&self.to)])
        }
    }
}

/// The name of the depth right below what is looked at.
fn below(filter: &Filter) -> &'static str {
    match filter.area.map(|it| it.level) {
        None => "street",
        Some(Level::Street) => "community",
        Some(Level::Community | Level::Compound) => "compound",
    }
}

/// One kind, told apart as asked.
async fn of_kind(tx: &mut Tx, kind: &str, filter: &Filter, by: Option<By>) -> Result<Vec<Point>> {
    let values = Values::of(filter);
    let (query, args) = match shape(filter, by) {
        Some(shape) => kept(shape, kind, filter, by, &values),
        None => scanned(kind, filter, by, &values),
    };
    let rows = tx.fetch_all(query, args).await?;
    rows.iter()
        .map(|row| {
            Ok(Point {
                key: row.get("group_key")?,
                sum: Sum {
                    count: row.get("n")?,
                    amount: row.get("amount")?,
                },
            })
        })
        .collect()
}

fn kept(
    shape: Shape,
    kind: &str,
    filter: &Filter,
    by: Option<By>,
    values: &Values,
) -> (huiyin_db::Query, Vec<Value>) {
    let (grain, from, to) = values.period(shape);
    let (query, key) = match by {
        Some(By::Area) => (CELLS_BELOW, below(filter)),
        Some(By::Day | By::Month) => (CELLS, "period"),
        Some(By::Class) => (CELLS, "class"),
        Some(By::Category) => (CELLS, "category"),
        Some(By::Source) => (CELLS, "source"),
        Some(By::Body) => (CELLS, "body"),
        None => (CELLS, ""),
    };
    let args = args![
        grain,
        shape.mask,
        &values.place,
        kind,
        from,
        to,
        &values.source,
        &values.category,
        key,
        &values.from,
        &values.to,
        GROUPS
    ];
    (query, args)
}

fn scanned(
    kind: &str,
    filter: &Filter,
    by: Option<By>,
    values: &Values,
) -> (huiyin_db::Query, Vec<Value>) {
    let key = match by {
        Some(By::Area) => below(filter),
        Some(By::Day) => "day",
        Some(By::Month) => "month",
        Some(By::Class) => "class",
        Some(By::Category) => "category",
        Some(By::Source) => "source",
        Some(By::Body) => "body",
        None => "",
    };
    let args = args![
        kind,
        &values.from,
        &values.to,
        &values.place,
        &values.source,
        &values.category,
        key,
        GROUPS
    ];
    (SCAN, args)
}

/// Some kinds together, told apart as asked; groups in the order of their keys.
pub(crate) async fn sums(
    tx: &mut Tx,
    kinds: &[&str],
    filter: &Filter,
    by: Option<By>,
) -> Result<BTreeMap<String, Sum>> {
    let mut found: BTreeMap<String, Sum> = BTreeMap::new();
    for kind in kinds {
        for point in of_kind(tx, kind, filter, by).await? {
            found.entry(point.key).or_default().add(point.sum);
        }
    }
    Ok(found)
}

/// Every kind that has facts under a filter; none where no kept sum answers.
pub(crate) async fn kinds(tx: &mut Tx, filter: &Filter) -> Result<Option<BTreeMap<String, Sum>>> {
    let Some(shape) = shape(filter, None) else {
        return Ok(None);
    };
    let values = Values::of(filter);
    let (grain, from, to) = values.period(shape);
    let args = args![
        grain,
        shape.mask,
        &values.place,
        from,
        to,
        &values.source,
        &values.category,
        &values.from,
        &values.to,
        KINDS_LIMIT
    ];
    let mut found = BTreeMap::new();
    for row in tx.fetch_all(KINDS, args).await? {
        let sum = Sum {
            count: row.get("n")?,
            amount: row.get("amount")?,
        };
        found.insert(row.get("group_key")?, sum);
    }
    Ok(Some(found))
}

/// How often each measure was found, up to `most`; larger ones stand together as one more.
pub(crate) async fn spread(
    tx: &mut Tx,
    kind: &str,
    filter: &Filter,
    most: i64,
) -> Result<Vec<(i64, i64)>> {
    let values = Values::of(filter);
    let args = args![
        kind,
        &values.from,
        &values.to,
        &values.place,
        &values.source,
        &values.category,
        most
    ];
    let rows = tx.fetch_all(SPREAD, args).await?;
    rows.iter()
        .map(|row| Ok((row.get("measure")?, row.get("n")?)))
        .collect()
}

/// One subject behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Behind {
    pub day: String,
    pub slice: String,
    pub subject: String,
    pub street: String,
    pub community: String,
    pub count: i64,
}

/// Subjects behind one kind, the latest first, behind a day and a subject.
pub(crate) async fn behind(
    tx: &mut Tx,
    kind: &str,
    filter: &Filter,
    (day, subject): (&str, &str),
    limit: i64,
) -> Result<Vec<Behind>> {
    let values = Values::of(filter);
    let args = args![
        kind,
        &values.from,
        &values.to,
        &values.place,
        &values.source,
        &values.category,
        day,
        subject,
        limit
    ];
    let rows = tx.fetch_all(BEHIND, args).await?;
    rows.iter()
        .map(|row| {
            Ok(Behind {
                day: row.get("day")?,
                slice: row.get("slice")?,
                subject: row.get("subject")?,
                street: row.get("street")?,
                community: row.get("community")?,
                count: row.get("n")?,
            })
        })
        .collect()
}

/// The ways in that facts of a kind have come by.
pub(crate) async fn sources(tx: &mut Tx, kind: &str) -> Result<Vec<String>> {
    let rows = tx.fetch_all(SOURCES, args![kind]).await?;
    rows.iter().map(|row| row.get("source")).collect()
}
