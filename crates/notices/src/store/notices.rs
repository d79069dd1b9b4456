//! Notices and what became of them.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant, Lang};

use crate::model::{Channel, Fate, Notice};

queries! {
    ADD = "INSERT INTO notice (id, channel, template, lang, subject, account_id, area_path, person, to_sealed,
            vars, vars_sealed, fate, why, carrier_ref, attempts, created_at, next_at, until_at, settled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', 0, $14, $15, $16, $17)
        ON CONFLICT (id) DO NOTHING";
    DUE = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    ONE = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at FROM notice WHERE id = $1";
    SEALED = "SELECT to_sealed, vars_sealed FROM notice WHERE id = $1";
    NEXT_DUE = "SELECT next_at FROM notice WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1";
    /// Takes a notice for one try; another worker that read the same row changes nothing.
    TAKE = "UPDATE notice SET next_at = $3, attempts = attempts + 1
        WHERE id = $1 AND next_at = $2";
    POSTPONE = "UPDATE notice SET next_at = $3, fate = $4, why = $5 WHERE id = $1 AND next_at = $2";
    SETTLE = "UPDATE notice SET next_at = NULL, fate = $2, why = $3, carrier_ref = $4, settled_at = $5,
            to_sealed = NULL, vars_sealed = NULL WHERE id = $1";
    /// Given up, but somebody may send it again: the address stays a few days.
    GIVE_UP = "UPDATE notice SET next_at = NULL, fate = 'given_up', why = $2, settled_at = $3 WHERE id = $1";
    REVIVE = "UPDATE notice SET next_at = $2, fate = 'waiting', why = '', attempts = 0, settled_at = NULL
        WHERE id = $1 AND fate = 'given_up' AND to_sealed IS NOT NULL";
    FORGET = "UPDATE notice SET to_sealed = NULL, vars_sealed = NULL
        WHERE fate = 'given_up' AND to_sealed IS NOT NULL AND settled_at < $1";
    DROP_OPEN = "UPDATE notice SET next_at = NULL, fate = 'superseded', why = 'withdrawn', settled_at = $2,
            to_sealed = NULL, vars_sealed = NULL
        WHERE subject = $1 AND fate IN ('waiting', 'held', 'to_hand_over')";
    DROP_SEALED = "UPDATE notice SET to_sealed = NULL, vars_sealed = NULL WHERE subject = $1";
    REMOVE_OLD = "DELETE FROM notice WHERE created_at < $1 AND settled_at IS NOT NULL";
    /// What waits, and what was told after this one came to be.
    BESIDE = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE person = $1 AND subject = $2 AND id <> $3
            AND (next_at IS NOT NULL OR (fate = 'sent' AND settled_at > $4))
        ORDER BY created_at DESC, id DESC LIMIT $5";
    TOLD_SINCE = "SELECT COUNT(*) AS n FROM (SELECT id FROM notice
        WHERE person = $1 AND created_at >= $2 AND fate = 'sent' AND settled_at >= $3 LIMIT $4) told";
    SAME_SINCE = "SELECT COUNT(*) AS n FROM (SELECT id FROM notice WHERE person = $1 AND created_at >= $4
        AND subject = $2 AND template = $3 AND fate = 'sent' AND settled_at >= $4 LIMIT 1) same";
    OF_SUBJECT = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE subject = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    NEWEST = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3";
    NEWEST_OF_FATE = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE fate = $4 AND (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3";
    COUNTS = "SELECT channel, fate, COUNT(*) AS n FROM notice WHERE created_at >= $1 GROUP BY channel, fate
        ORDER BY channel, fate LIMIT 100";
    TO_HAND_OVER = "SELECT id, channel, template, lang, subject, account_id, area_path, person, vars, fate, why, carrier_ref,
            attempts, created_at, next_at, until_at, settled_at
        FROM notice WHERE fate = 'to_hand_over' AND area_path LIKE $1 || '%' AND (created_at, id) > ($2, $3)
        ORDER BY created_at, id LIMIT $4";
    HAND_OVER = "UPDATE notice SET fate = $3, why = $4, settled_at = $2, to_sealed = NULL, vars_sealed = NULL
        WHERE id = $1 AND fate = 'to_hand_over'";
    OLDER_SLIPS = "UPDATE notice SET fate = 'superseded', why = 'outweighed', settled_at = $3, vars_sealed = NULL
        WHERE subject = $1 AND fate = 'to_hand_over' AND id <> $2";
}

/// Rows of one subject, or of one person about it, looked at together.
const TOGETHER_LIMIT: i64 = 50;

fn notice(row: &Row) -> Result<Notice> {
    let lang: String = row.get("lang")?;
    let word = |name: &str| StoreError::inconsistent(format!("column {name} of a notice"));
    let channel: String = row.get("channel")?;
    let fate: String = row.get("fate")?;
    Ok(Notice {
        id: row.get("id")?,
        channel: Channel::from_name(&channel).ok_or_else(|| word("channel"))?,
        template: row.get("template")?,
        lang: Lang::from_tag(&lang).ok_or_else(|| word("lang"))?,
        subject: row.get("subject")?,
        account: row.get("account_id")?,
        area_path: row.get("area_path")?,
        person: row.get("person")?,
        vars: row.json("vars")?,
        fate: Fate::from_name(&fate).ok_or_else(|| word("fate"))?,
        why: row.get("why")?,
        carrier_ref: row.get("carrier_ref")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        next_at: row.get("next_at")?,
        until: row.get("until_at")?,
        settled_at: row.get("settled_at")?,
    })
}

fn all(rows: &[Row]) -> Result<Vec<Notice>> {
    rows.iter().map(notice).collect()
}

/// What is sealed beside a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    pub to: Option<Vec<u8>>,
    pub vars: Option<Vec<u8>>,
}

/// Adds a notice; false when its order was carried out before.
pub async fn add(tx: &mut Tx, notice: &Notice, sealed: &Sealed) -> Result<bool> {
    let vars = serde_json::to_string(&notice.vars).map_err(StoreError::inconsistent)?;
    let values = args![
        notice.id,
        notice.channel.name(),
        &notice.template,
        notice.lang.tag(),
        notice.subject,
        notice.account,
        &notice.area_path,
        &notice.person,
        sealed.to.clone(),
        vars,
        sealed.vars.clone(),
        notice.fate.name(),
        &notice.why,
        notice.created_at,
        notice.next_at,
        notice.until,
        notice.settled_at,
    ];
    Ok(tx.execute(ADD, values).await? == 1)
}

pub async fn due(tx: &mut Tx, now: Instant, limit: i64) -> Result<Vec<Notice>> {
    all(&tx.fetch_all(DUE, args![now, limit]).await?)
}

/// When the next notice is due.
pub async fn next_due(tx: &mut Tx) -> Result<Option<Instant>> {
    let row = tx.fetch_optional(NEXT_DUE, args![]).await?;
    row.map(|row| row.get("next_at")).transpose()
}

pub async fn one(tx: &mut Tx, id: Id) -> Result<Option<Notice>> {
    let row = tx.fetch_optional(ONE, args![id]).await?;
    row.as_ref().map(notice).transpose()
}

pub async fn sealed(tx: &mut Tx, id: Id) -> Result<Sealed> {
    let row = tx.fetch_optional(SEALED, args![id]).await?;
    row.map_or_else(
        || Ok(Sealed::default()),
        |row| {
            Ok(Sealed {
                to: row.get("to_sealed")?,
                vars: row.get("vars_sealed")?,
            })
        },
    )
}

/// Takes a notice for one try, which must end before `until`.
pub async fn take(tx: &mut Tx, notice: &Notice, until: Instant) -> Result<bool> {
    Ok(tx
        .execute(TAKE, args![notice.id, notice.next_at, until])
        .await?
        == 1)
}

/// Puts a notice off; false where somebody else has it in hand.
pub async fn postpone(
    tx: &mut Tx,
    id: Id,
    seen: Option<Instant>,
    next: Instant,
    fate: Fate,
    why: &str,
) -> Result<bool> {
    let values = args![id, seen, next, fate.name(), why];
    Ok(tx.execute(POSTPONE, values).await? == 1)
}

/// Ends a notice and forgets its address.
pub async fn settle(
    tx: &mut Tx,
    id: Id,
    fate: Fate,
    why: &str,
    carrier_ref: &str,
    now: Instant,
) -> Result<()> {
    let values = args![id, fate.name(), why, carrier_ref, now];
    tx.execute(SETTLE, values).await.map(drop)
}

pub async fn give_up(tx: &mut Tx, id: Id, why: &str, now: Instant) -> Result<()> {
    tx.execute(GIVE_UP, args![id, why, now]).await.map(drop)
}

/// Sends a notice that was given up round again; false where its address is forgotten.
pub async fn revive(tx: &mut Tx, id: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(REVIVE, args![id, now]).await? == 1)
}

/// Forgets the addresses of what was given up before this moment.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.execute(FORGET, args![before]).await
}

/// Nothing more goes out about a subject, and no address of its people is kept: they took their
/// agreement back, or were erased.
pub async fn drop_all(tx: &mut Tx, subject: Id, now: Instant) -> Result<()> {
    tx.execute(DROP_OPEN, args![subject, now]).await?;
    tx.execute(DROP_SEALED, args![subject]).await.map(drop)
}

/// Removes what ended before this moment.
pub async fn remove_old(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.execute(REMOVE_OLD, args![before]).await
}

/// Other notices about the same subject that wait for the same person, or that were sent after
/// this one came to be.
pub async fn beside(tx: &mut Tx, notice: &Notice) -> Result<Vec<Notice>> {
    let values = args![
        &notice.person,
        notice.subject,
        notice.id,
        notice.created_at,
        TOGETHER_LIMIT
    ];
    all(&tx.fetch_all(BESIDE, values).await?)
}

/// Notices that this person got since `since`, counted up to `most`. A notice is never older than
/// its order, so those made long before are not looked at.
pub async fn told_since(
    tx: &mut Tx,
    person: &str,
    made_since: Instant,
    since: Instant,
    most: i64,
) -> Result<i64> {
    let values = args![person, made_since, since, most];
    tx.fetch_one(TOLD_SINCE, values).await?.get("n")
}

/// Whether the same was said to the same person about the same subject since then.
pub async fn same_since(tx: &mut Tx, notice: &Notice, since: Instant) -> Result<bool> {
    let values = args![&notice.person, notice.subject, &notice.template, since];
    let count: i64 = tx.fetch_one(SAME_SINCE, values).await?.get("n")?;
    Ok(count > 0)
}

/// What somebody was told about a subject, newest first.
pub async fn of_subject(tx: &mut Tx, subject: Id) -> Result<Vec<Notice>> {
    all(&tx
        .fetch_all(OF_SUBJECT, args![subject, TOGETHER_LIMIT])
        .await?)
}

/// Newest first, of one fate or of all.
pub async fn newest(
    tx: &mut Tx,
    fate: Option<Fate>,
    before: (Instant, &str),
    limit: i64,
) -> Result<Vec<Notice>> {
    let rows = match fate {
        None => {
            tx.fetch_all(NEWEST, args![before.0, before.1, limit])
                .await?
        }
        Some(fate) => {
            let values = args![before.0, before.1, limit, fate.name()];
            tx.fetch_all(NEWEST_OF_FATE, values).await?
        }
    };
    all(&rows)
}

/// How many notices of each channel met each fate since then.
pub async fn counts(tx: &mut Tx, since: Instant) -> Result<Vec<(Channel, Fate, i64)>> {
    let rows = tx.fetch_all(COUNTS, args![since]).await?;
    rows.iter()
        .map(|row| Ok((row.parse("channel")?, row.parse("fate")?, row.get("n")?)))
        .collect()
}

/// Slips that wait in an area, oldest first.
pub async fn to_hand_over(
    tx: &mut Tx,
    area_path: &str,
    after: (Instant, &str),
    limit: i64,
) -> Result<Vec<Notice>> {
    let values = args![area_path, after.0, after.1, limit];
    all(&tx.fetch_all(TO_HAND_OVER, values).await?)
}

/// Notes what became of a slip; false where somebody did before.
pub async fn hand_over(tx: &mut Tx, id: Id, now: Instant, fate: Fate, why: &str) -> Result<bool> {
    let values = args![id, now, fate.name(), why];
    Ok(tx.execute(HAND_OVER, values).await? == 1)
}

/// A newer slip about the same subject takes the place of those that still lie there.
pub async fn replace_slips(tx: &mut Tx, subject: Id, by: Id, now: Instant) -> Result<u64> {
    tx.execute(OLDER_SLIPS, args![subject, by, now]).await
}
