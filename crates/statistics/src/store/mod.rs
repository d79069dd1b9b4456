//! Fact rows in, counts out; and the months that were counted before.

pub(crate) mod bulletins;
pub(crate) mod facts;
pub(crate) mod forms;
pub(crate) mod layouts;
pub(crate) mod looks;
pub(crate) mod open;

use std::collections::BTreeMap;

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Instant};

use crate::rules::{BENCHMARK_DAYS, Dimension, Group, Month, Tally};

queries! {
    /// One month grouped by what `$3` says, by the reason for which matters are left out (mostly
    /// none) and by the days they took, so that one look gives shares and percentiles at once.
    COUNT = "SELECT CASE $3 WHEN 'body' THEN body_id WHEN 'class' THEN substr(category, 1, 2)
                WHEN 'category' THEN category WHEN 'place' THEN community_id ELSE '' END AS group_key,
            CASE $3 WHEN 'place' THEN street_id WHEN 'category' THEN substr(category, 1, 2) ELSE '' END AS parent_key,
            excluded AS reason, COALESCE(done_days, -1) AS days, COUNT(*) AS matters,
            CAST(SUM(contact_needed) AS BIGINT) AS contact_needed,
            CAST(SUM(contact_needed * contacted_in_time) AS BIGINT) AS contacted_in_time,
            CAST(SUM(call_back_due) AS BIGINT) AS call_back_due,
            CAST(SUM(CASE WHEN said IN ('solved', 'partly', 'not_solved') THEN call_back_due ELSE 0 END) AS BIGINT)
                AS call_back_reached,
            CAST(SUM(CASE WHEN said IN ('solved', 'partly', 'not_solved') THEN 1 ELSE 0 END) AS BIGINT) AS heard,
            CAST(SUM(CASE WHEN said = 'solved' THEN 1 ELSE 0 END) AS BIGINT) AS solved,
            CAST(SUM(CASE WHEN rating <> '' THEN 1 ELSE 0 END) AS BIGINT) AS rated,
            CAST(SUM(CASE WHEN rating IN ('content', 'very_content') THEN 1 ELSE 0 END) AS BIGINT) AS content,
            CAST(SUM(CASE WHEN rating = 'fairly_content' THEN 1 ELSE 0 END) AS BIGINT) AS fairly_content,
            CAST(SUM(closed) AS BIGINT) AS closed,
            CAST(SUM(closed * closed_in_time) AS BIGINT) AS closed_in_time,
            CAST(SUM(CASE WHEN done_days IS NULL AND received_on < $2 THEN 1 ELSE 0 END) AS BIGINT)
                AS open_past_benchmark
        FROM matter_fact WHERE due_month = $1 AND accepted = 1 GROUP BY 1, 2, 3, 4";
    /// Walks from month to month along the index instead of reading every row.
    MONTHS = "WITH RECURSIVE walk (month) AS (
            SELECT MIN(due_month) FROM matter_fact WHERE due_month > ''
            UNION ALL
            SELECT (SELECT MIN(due_month) FROM matter_fact WHERE due_month > walk.month) FROM walk
                WHERE walk.month IS NOT NULL)
        SELECT month FROM walk WHERE month IS NOT NULL ORDER BY month DESC LIMIT $1";
    /// How many rows a month has, counted no farther than `$2`.
    SIZE = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM matter_fact WHERE due_month = $1 LIMIT $2) AS first_rows";

    KEEP = "INSERT INTO statistics_month (month, dimension, counted_at, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (month, dimension) DO UPDATE SET counted_at = excluded.counted_at, body = excluded.body";
    KEPT = "SELECT counted_at, body FROM statistics_month WHERE month = $1 AND dimension = $2";
    KEPT_AT = "SELECT month, MIN(counted_at) AS counted_at FROM statistics_month GROUP BY month ORDER BY month LIMIT $1";
}

/// Months that are looked at: twenty years.
const MONTHS_LIMIT: i64 = 240;
/// Days above this count as this many, so that one lost matter does not make a list of its own.
const DAYS_LIMIT: u32 = 3_660;

/// Months with fact rows, the latest first.
pub(crate) async fn months(tx: &mut Tx) -> Result<Vec<Month>> {
    let rows = tx.fetch_all(MONTHS, args![MONTHS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            let text: String = row.get("month")?;
            Month::parse(&text).ok_or_else(|| StoreError::Inconsistent(format!("month {text}")))
        })
        .collect()
}

/// Rows of a month, or `limit` where it has more.
pub(crate) async fn size(tx: &mut Tx, month: &Month, limit: i64) -> Result<i64> {
    tx.fetch_one(SIZE, args![month.as_str(), limit])
        .await?
        .get("n")
}

/// Counts one month anew.
pub(crate) async fn count(
    tx: &mut Tx,
    month: &Month,
    dimension: Dimension,
    today: Date,
) -> Result<Vec<Group>> {
    let old_before = today.plus_days(-i64::from(BENCHMARK_DAYS));
    let values = args![month.as_str(), old_before, dimension.name()];
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    for row in tx.fetch_all(COUNT, values).await? {
        let mut key: String = row.get("group_key")?;
        if dimension == Dimension::Month {
            month.as_str().clone_into(&mut key);
        }
        let parent: String = row.get("parent_key")?;
        let reason: String = row.get("reason")?;
        let tally = tally(&row)?;
        let group = groups
            .entry((parent.clone(), key.clone()))
            .or_insert_with(|| Group::named(&key, &parent));
        if reason.is_empty() {
            group.counted.add(&tally);
        } else {
            *group.reasons.entry(reason).or_default() += tally.matters;
            group.left_out.add(&tally);
        }
    }
    Ok(groups.into_values().collect())
}

fn tally(row: &Row) -> Result<Tally> {
    let matters = row.get("matters")?;
    let days: i64 = row.get("days")?;
    let days = u32::try_from(days).ok().map(|days| days.min(DAYS_LIMIT));
    Ok(Tally {
        matters,
        contact_needed: row.get("contact_needed")?,
        contacted_in_time: row.get("contacted_in_time")?,
        call_back_due: row.get("call_back_due")?,
        call_back_reached: row.get("call_back_reached")?,
        heard: row.get("heard")?,
        solved: row.get("solved")?,
        rated: row.get("rated")?,
        content: row.get("content")?,
        fairly_content: row.get("fairly_content")?,
        closed: row.get("closed")?,
        closed_in_time: row.get("closed_in_time")?,
        open_past_benchmark: row.get("open_past_benchmark")?,
        done: days.map(|days| (days, matters)).into_iter().collect(),
    })
}

/// Keeps what was counted.
pub(crate) async fn keep(
    tx: &mut Tx,
    month: &Month,
    dimension: Dimension,
    groups: &[Group],
    now: Instant,
) -> Result<()> {
    let body = serde_json::to_string(groups).map_err(StoreError::inconsistent)?;
    tx.execute(KEEP, args![month.as_str(), dimension.name(), now, body])
        .await
        .map(drop)
}

/// What was kept, and when it was counted.
pub(crate) async fn kept(
    tx: &mut Tx,
    month: &Month,
    dimension: Dimension,
) -> Result<Option<(Instant, Vec<Group>)>> {
    let row = tx
        .fetch_optional(KEPT, args![month.as_str(), dimension.name()])
        .await?;
    row.map(|row| Ok((row.get("counted_at")?, row.json("body")?)))
        .transpose()
}

/// When each month was last counted.
pub(crate) async fn kept_at(tx: &mut Tx) -> Result<BTreeMap<String, Instant>> {
    let rows = tx.fetch_all(KEPT_AT, args![MONTHS_LIMIT]).await?;
    rows.iter()
        .map(|row| Ok((row.get("month")?, row.get("counted_at")?)))
        .collect()
}
