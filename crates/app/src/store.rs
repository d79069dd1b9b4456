//! The few statements of the program itself: which shape the store has, and what waits in it.

use huiyin_db::{Db, Migration, Result, Tx, args, queries};
use huiyin_kernel::Instant;

queries! {
    /// The bookkeeping of migrations is the first table that is made.
    HAS_SHAPE = sqlite "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = 'schema_migration'"
        postgres "SELECT COUNT(*) AS n FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name = 'schema_migration'";
    APPLIED = "SELECT set_name, id FROM schema_migration ORDER BY set_name, id LIMIT $1";
    JOURNAL_ROWS = "SELECT COUNT(*) AS n FROM journal";
    OUTBOX_WAITING = "SELECT COUNT(*) AS n, MIN(created_at) AS first_at FROM outbox WHERE next_at IS NOT NULL";
    OUTBOX_DEAD = "SELECT COUNT(*) AS n FROM outbox WHERE fate = 'dead'";
    UNSEALED_ROWS = "SELECT COUNT(*) AS n FROM journal
        WHERE seq > (SELECT COALESCE(MAX(last_seq), 0) FROM seal)";
    LAST_SEAL = "SELECT at FROM seal ORDER BY number DESC LIMIT 1";
}

/// More steps than the house will ever have.
const STEPS_LIMIT: i64 = 10_000;
/// Photos read from the list at once.
const PHOTOS_PAGE: i64 = 5_000;

/// How the store's shape and the program's go together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Nothing was ever made here.
    pub is_new: bool,
    /// Steps of the store, as `set id`.
    pub applied: Vec<String>,
    /// Steps of the program that the store lacks, as `set id`.
    pub pending: Vec<String>,
    /// Steps of the store that the program does not know: a later program made them.
    pub unknown: Vec<String>,
}

pub async fn shape(db: &Db, sets: &[&[Migration]]) -> Result<Shape> {
    let mut tx = db.read().await?;
    let known: Vec<(String, i64)> = sets
        .iter()
        .copied()
        .flatten()
        .map(|step| (step.set.to_owned(), step.id))
        .collect();
    let tables: i64 = tx.fetch_one(HAS_SHAPE, args![]).await?.get("n")?;
    let mut applied = Vec::new();
    if tables > 0 {
        for row in tx.fetch_all(APPLIED, args![STEPS_LIMIT]).await? {
            applied.push((row.get::<String>("set_name")?, row.get::<i64>("id")?));
        }
    }
    let without = |these: &[(String, i64)], those: &[(String, i64)]| {
        these
            .iter()
            .filter(|step| !those.contains(step))
            .map(|(set, id)| format!("{set} {id}"))
            .collect()
    };
    Ok(Shape {
        is_new: applied.is_empty(),
        applied: without(&applied, &[]),
        pending: without(&known, &applied),
        unknown: without(&applied, &known),
    })
}

pub async fn journal_rows(db: &Db) -> Result<i64> {
    let mut tx = db.read().await?;
    tx.fetch_one(JOURNAL_ROWS, args![]).await?.get("n")
}

/// What waits in the outbox and in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub messages: i64,
    pub oldest_message_at: Option<Instant>,
    pub dead_letters: i64,
    pub unsealed_rows: i64,
}

pub async fn waiting(tx: &mut Tx) -> Result<Waiting> {
    let outbox = tx.fetch_one(OUTBOX_WAITING, args![]).await?;
    Ok(Waiting {
        messages: outbox.get("n")?,
        oldest_message_at: outbox.get("first_at")?,
        dead_letters: tx.fetch_one(OUTBOX_DEAD, args![]).await?.get("n")?,
        unsealed_rows: tx.fetch_one(UNSEALED_ROWS, args![]).await?.get("n")?,
    })
}

/// When the journal was last sealed.
pub async fn last_seal(db: &Db) -> Result<Option<Instant>> {
    last_seal_in(&mut db.read().await?).await
}

pub async fn last_seal_in(tx: &mut Tx) -> Result<Option<Instant>> {
    let row = tx.fetch_optional(LAST_SEAL, args![]).await?;
    row.map(|row| row.get("at")).transpose()
}

/// Photos after `after`, in order, with the bytes that each had when it was kept; empty at the end.
pub async fn photo_sizes_after(db: &Db, after: &str) -> Result<Vec<(String, i64)>> {
    let mut tx = db.read().await?;
    let rows = tx
        .fetch_all(huiyin_db::blobs::LIST, args![after, PHOTOS_PAGE])
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("byte_count")?)))
        .collect()
}

/// Ids of photos after `after`, in order; empty at the end.
pub async fn photos_after_in(tx: &mut Tx, after: &str) -> Result<Vec<String>> {
    let rows = tx
        .fetch_all(huiyin_db::blobs::LIST, args![after, PHOTOS_PAGE])
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}
