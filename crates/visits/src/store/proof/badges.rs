//! Badges: each row as the last event of its team, account and day left it. Badges of days long gone
//! are swept from the oldest on, so one may be missing only where no older one is left.

use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use super::{PAGE, Proven, row as wrong_row};
use crate::store::badges::{Stands, subject_of};

queries! {
    /// Since when badges stand in the journal.
    SINCE = "SELECT at FROM journal WHERE subject_kind = 'visit_badge' ORDER BY seq LIMIT 1";
    /// Each badge once, for whom and which day it is never changes.
    BEGUN = "SELECT seq, subject, body FROM journal WHERE subject_kind = 'visit_badge' AND version = 1 AND seq > $1
        ORDER BY seq LIMIT $2";
    LAST = "SELECT version, body FROM journal WHERE subject = $1 AND subject_kind = 'visit_badge'
        ORDER BY version DESC LIMIT 1";
    ROWS = "SELECT token_digest, round_id, team_id, account_id, on_date, communities, created_at, revoked_at
        FROM visit_badge WHERE token_digest > $1 ORDER BY token_digest LIMIT $2";
    OWN = "SELECT token_digest FROM visit_badge WHERE team_id = $1 AND account_id = $2 AND on_date = $3";
}

const TABLE: &str = "visit_badge";

/// The badge as its last event left it, with the version of that event.
async fn last_of(tx: &mut Tx, subject: Id) -> Result<Option<(i64, Stands)>> {
    let Some(row) = tx.fetch_optional(LAST, args![subject]).await? else {
        return Ok(None);
    };
    Ok(Some((row.get("version")?, row.json("body")?)))
}

/// The first badge that its history does not give. Badges of years are in the journal, so neither
/// they nor the rows are ever in memory as a whole.
pub(super) async fn wrong(tx: &mut Tx, proven: &mut Proven) -> Result<Option<Wrong>> {
    let since = tx.fetch_optional(SINCE, args![]).await?;
    let since: Option<Instant> = since.map(|row| row.get("at")).transpose()?;
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
            if let Some(found) = of_badge(tx, (row, on), since, proven).await? {
                return Ok(Some(found));
            }
        }
    }
    match oldest {
        Some(oldest) => gone(tx, oldest).await,
        None => Ok(None),
    }
}

/// The first badge of a day from the oldest one on that has a history and no row.
async fn gone(tx: &mut Tx, oldest: Date) -> Result<Option<Wrong>> {
    let mut behind = 0i64;
    loop {
        let page = tx.fetch_all(BEGUN, args![behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        behind = last.get("seq")?;
        for row in &page {
            let made: Stands = row.json("body")?;
            if made.on < oldest {
                continue;
            }
            let own = args![made.team, made.account, made.on];
            if tx.fetch_optional(OWN, own).await?.is_some() {
                continue;
            }
            let subject: Id = row.get("subject")?;
            let (version, stands) = last_of(tx, subject).await?.unwrap_or((1, made));
            let what = (subject, version, "a badge was removed");
            return Ok(Some(wrong_row(what, TABLE, stands.token)));
        }
    }
}

async fn of_badge(
    tx: &mut Tx,
    (row, on): (&Row, Date),
    since: Option<Instant>,
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let (team, account): (Id, Id) = (row.get("team_id")?, row.get("account_id")?);
    let key: String = row.get("token_digest")?;
    let subject = subject_of(team, account, on);
    let Some((version, stands)) = last_of(tx, subject).await? else {
        if is_older(row, on, since)? {
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
