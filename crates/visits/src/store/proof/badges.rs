//! Badges: each row as the last event of its team, account and day left it. Badges of days long gone
//! are swept from the oldest on, so one may be missing only where no older one is left.

use std::collections::BTreeMap;

use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use super::{PAGE, Proven, row as wrong_row};
use crate::store::badges::{Stands, subject_of};

queries! {
    EVENTS = "SELECT seq, subject, version, at, body FROM journal WHERE subject_kind = 'visit_badge' AND seq > $1
        ORDER BY seq LIMIT $2";
    ROWS = "SELECT token_digest, round_id, team_id, account_id, on_date, communities, created_at, revoked_at
        FROM visit_badge WHERE token_digest > $1 ORDER BY token_digest LIMIT $2";
}

const TABLE: &str = "visit_badge";

struct Told {
    badges: BTreeMap<Id, (i64, Stands)>,
    /// Since when badges stand in the journal.
    since: Option<Instant>,
}

async fn told(tx: &mut Tx) -> Result<Told> {
    let mut told = Told {
        badges: BTreeMap::new(),
        since: None,
    };
    let mut behind = 0i64;
    loop {
        let page = tx.fetch_all(EVENTS, args![behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(told);
        };
        behind = last.get("seq")?;
        for row in &page {
            let body: String = row.get("body")?;
            let stands: Stands = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
            let at: Instant = row.get("at")?;
            told.since = told.since.or(Some(at));
            let (subject, version) = (row.get("subject")?, row.get("version")?);
            told.badges.insert(subject, (version, stands));
        }
    }
}

/// The first badge that its history does not give.
pub(super) async fn wrong(tx: &mut Tx, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut told = told(tx).await?;
    let (mut behind, mut oldest): (String, Option<Date>) = (String::new(), None);
    loop {
        let page = tx.fetch_all(ROWS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            break;
        };
        behind = last.get("token_digest")?;
        for row in &page {
            let on: Date = row.get("on_date")?;
            oldest = Some(oldest.map_or(on, |it| it.min(on)));
            if let Some(found) = of_badge(row, on, &mut told, proven)? {
                return Ok(Some(found));
            }
        }
    }
    let must_stand = |it: &Stands| oldest.is_some_and(|oldest| it.on >= oldest);
    let mut left = told.badges.into_iter();
    let gone = left.find(|(_, (_, stands))| must_stand(stands));
    Ok(gone.map(|(subject, (version, stands))| {
        let what = (subject, version, "a badge was removed");
        wrong_row(what, TABLE, stands.token)
    }))
}

fn of_badge(row: &Row, on: Date, told: &mut Told, proven: &mut Proven) -> Result<Option<Wrong>> {
    let (team, account): (Id, Id) = (row.get("team_id")?, row.get("account_id")?);
    let key: String = row.get("token_digest")?;
    let subject = subject_of(team, account, on);
    let Some((version, stands)) = told.badges.remove(&subject) else {
        if is_older(row, on, told.since)? {
            proven.unproven += 1;
            return Ok(None);
        }
        let what = (subject, 0, "a badge was added");
        return Ok(Some(wrong_row(what, TABLE, key)));
    };
    let Some(differs) = differing(row, &stands)? else {
        proven.badges += 1;
        return Ok(None);
    };
    let what = (subject, version, "a badge was altered");
    Ok(Some(wrong_row(what, TABLE, key).because(Some(differs))))
}

/// Whether it may be from before badges stood in the journal: none was ever made for a day behind
/// tomorrow.
fn is_older(row: &Row, on: Date, since: Option<Instant>) -> Result<bool> {
    let created: Instant = row.get("created_at")?;
    Ok(since.is_none_or(|since| created < since && on <= since.date().plus_days(1)))
}

fn differing(row: &Row, stands: &Stands) -> Result<Option<Differs>> {
    let communities = serde_json::to_string(&stands.communities);
    let due = [
        ("token_digest", stands.token.clone()),
        ("round_id", stands.round.to_string()),
        (
            "communities",
            communities.map_err(StoreError::inconsistent)?,
        ),
    ];
    for (column, expected) in due {
        let stored: Option<String> = row.get(column)?;
        if let Some(found) = Differs::between(column, stored, Some(expected), |it| it) {
            return Ok(Some(found));
        }
    }
    let stored: Option<Instant> = row.get("revoked_at")?;
    Ok(Differs::between(
        "revoked_at",
        stored,
        stands.revoked_at,
        Instant::to_rfc3339,
    ))
}
