//! Counts for charts, out of fact rows. The period goes by due month, as the rates do, and along
//! the index of it; a day of receipt is never after the due day, so it bounds the months as well.

use std::collections::BTreeMap;

use huiyin_db::{Query, Result, Tx, args, queries};
use huiyin_kernel::Date;

use crate::looks::Look;
use crate::rules::looks::Stream;

queries! {
    LOOK_MONTHS = "SELECT due_month AS month,
            CAST(SUM(CASE WHEN closed = 1 AND closed_in_time = 1 THEN 1 ELSE 0 END) AS BIGINT) AS in_time,
            CAST(SUM(CASE WHEN closed = 1 AND closed_in_time = 0 THEN 1 ELSE 0 END) AS BIGINT) AS late,
            CAST(SUM(CASE WHEN closed = 0 THEN 1 ELSE 0 END) AS BIGINT) AS open
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY due_month ORDER BY due_month";
    LOOK_CLASSES = "SELECT SUBSTR(category, 1, 2) AS class, COUNT(*) AS matters
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY 1 ORDER BY 1 LIMIT 100";
    LOOK_DAYS = "SELECT done_days AS days, COUNT(*) AS matters
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
            AND done_days IS NOT NULL
        GROUP BY done_days ORDER BY done_days LIMIT 4000";
    LOOK_FLOWS = "SELECT source, SUBSTR(category, 1, 2) AS class, body_id,
            CASE WHEN closed = 0 THEN 'open' WHEN said = '' THEN 'unsaid' ELSE said END AS outcome,
            COUNT(*) AS matters
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 LIMIT 20000";
    LOOK_PLACES = "SELECT community_id, COUNT(*) AS matters,
            CAST(SUM(CASE WHEN closed = 0 THEN 1 ELSE 0 END) AS BIGINT) AS open
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY community_id ORDER BY community_id LIMIT 5000";
    /// As [`LOOK_PLACES`], the compounds; what lies in none that is known stands under no id.
    LOOK_COMPOUNDS = "SELECT compound_id, COUNT(*) AS matters,
            CAST(SUM(CASE WHEN closed = 0 THEN 1 ELSE 0 END) AS BIGINT) AS open
        FROM matter_fact WHERE due_month >= $1 AND due_month <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY compound_id ORDER BY compound_id LIMIT 20000";
    RECEIVED_DAYS = "SELECT received_on AS day, COUNT(*) AS matters
        FROM matter_fact WHERE due_month >= SUBSTR($1, 1, 7) AND received_on >= $1 AND received_on <= $2 AND accepted = 1
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR community_id = $4)
            AND ($5 = '' OR SUBSTR(category, 1, LENGTH($5)) = $5) AND ($6 = '' OR source = $6)
        GROUP BY received_on ORDER BY received_on LIMIT 2000";
    /// What is open and falls due, by day and by whoever answers.
    OUTLOOK = "SELECT due_on AS day, body_id, COUNT(*) AS matters
        FROM matter_fact WHERE due_month >= SUBSTR($1, 1, 7) AND due_month <= SUBSTR($2, 1, 7)
            AND due_on >= $1 AND due_on <= $2 AND accepted = 1 AND closed = 0 AND done_days IS NULL
            AND ($3 = '' OR street_id = $3) AND ($4 = '' OR body_id = $4)
        GROUP BY due_on, body_id ORDER BY due_on, body_id LIMIT 20000";
    /// What is past its day already and still open.
    PAST_DUE = "SELECT COUNT(*) AS matters FROM matter_fact
        WHERE due_month > '' AND due_on < $1 AND accepted = 1 AND closed = 0 AND done_days IS NULL
            AND ($2 = '' OR street_id = $2) AND ($3 = '' OR body_id = $3)";
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// One month by the time in which its matters were closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Closed {
    pub in_time: u32,
    pub late: u32,
    pub open: u32,
}

macro_rules! filtered {
    ($from:expr, $to:expr, $look:expr) => {
        args![
            $from,
            $to,
            $look.street.as_str(),
            $look.community.as_str(),
            $look.class.as_str(),
            $look.source.as_str()
        ]
    };
}

pub(crate) async fn months(tx: &mut Tx, look: &Look) -> Result<Vec<(String, Closed)>> {
    let values = filtered!(look.from.as_str(), look.to.as_str(), look);
    let rows = tx.fetch_all(LOOK_MONTHS, values).await?;
    rows.iter()
        .map(|row| {
            let closed = Closed {
                in_time: number(row.get("in_time")?),
                late: number(row.get("late")?),
                open: number(row.get("open")?),
            };
            Ok((row.get("month")?, closed))
        })
        .collect()
}

pub(crate) async fn classes(tx: &mut Tx, look: &Look) -> Result<Vec<(String, u32)>> {
    let values = filtered!(look.from.as_str(), look.to.as_str(), look);
    let rows = tx.fetch_all(LOOK_CLASSES, values).await?;
    rows.iter()
        .map(|row| Ok((row.get("class")?, number(row.get("matters")?))))
        .collect()
}

/// How many matters took how many days.
pub(crate) async fn days(tx: &mut Tx, look: &Look) -> Result<Vec<(u32, u32)>> {
    let values = filtered!(look.from.as_str(), look.to.as_str(), look);
    let rows = tx.fetch_all(LOOK_DAYS, values).await?;
    rows.iter()
        .map(|row| Ok((number(row.get("days")?), number(row.get("matters")?))))
        .collect()
}

pub(crate) async fn flows(tx: &mut Tx, look: &Look) -> Result<Vec<Stream>> {
    let values = filtered!(look.from.as_str(), look.to.as_str(), look);
    let rows = tx.fetch_all(LOOK_FLOWS, values).await?;
    rows.iter()
        .map(|row| {
            Ok(Stream {
                ends: [
                    row.get("source")?,
                    row.get("class")?,
                    row.get("body_id")?,
                    row.get("outcome")?,
                ],
                matters: number(row.get("matters")?),
            })
        })
        .collect()
}

/// Places with their matters, and how many of these are open.
pub(crate) type OfPlaces = BTreeMap<String, (u32, u32)>;

/// By community.
pub(crate) async fn places(tx: &mut Tx, look: &Look) -> Result<OfPlaces> {
    of_places(tx, look, (LOOK_PLACES, "community_id")).await
}

/// By compound; under no id what lies in none that is known.
pub(crate) async fn compounds(tx: &mut Tx, look: &Look) -> Result<OfPlaces> {
    of_places(tx, look, (LOOK_COMPOUNDS, "compound_id")).await
}

async fn of_places(tx: &mut Tx, look: &Look, (query, place): (Query, &str)) -> Result<OfPlaces> {
    let values = filtered!(look.from.as_str(), look.to.as_str(), look);
    let rows = tx.fetch_all(query, values).await?;
    rows.iter()
        .map(|row| {
            let (matters, open) = (row.get("matters")?, row.get("open")?);
            Ok((row.get(place)?, (number(matters), number(open))))
        })
        .collect()
}

/// Matters by the day on which they were received.
pub(crate) async fn received(
    tx: &mut Tx,
    (from, to): (Date, Date),
    look: &Look,
) -> Result<Vec<(Date, u32)>> {
    let rows = tx
        .fetch_all(RECEIVED_DAYS, filtered!(from, to, look))
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("day")?, number(row.get("matters")?))))
        .collect()
}

/// Day, body and number of what falls due.
pub(crate) async fn outlook(
    tx: &mut Tx,
    (from, to): (Date, Date),
    (street, body): (&str, &str),
) -> Result<Vec<(Date, String, u32)>> {
    let rows = tx.fetch_all(OUTLOOK, args![from, to, street, body]).await?;
    rows.iter()
        .map(|row| {
            let matters = number(row.get("matters")?);
            Ok((row.get("day")?, row.get("body_id")?, matters))
        })
        .collect()
}

pub(crate) async fn past_due(
    tx: &mut Tx,
    today: Date,
    (street, body): (&str, &str),
) -> Result<u32> {
    let row = tx.fetch_one(PAST_DUE, args![today, street, body]).await?;
    Ok(number(row.get("matters")?))
}
