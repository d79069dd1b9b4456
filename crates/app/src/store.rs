//! The few statements of the program itself: which shape the store has.

use huiyin_db::{Db, Migration, Result, args, queries};

queries! {
    /// The bookkeeping of migrations is the first table that is made.
    HAS_SHAPE = sqlite "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = 'schema_migration'"
        postgres "SELECT COUNT(*) AS n FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name = 'schema_migration'";
    APPLIED = "SELECT set_name, id FROM schema_migration ORDER BY set_name, id LIMIT $1";
    JOURNAL_ROWS = "SELECT COUNT(*) AS n FROM journal";
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
        pending: without(&known, &applied),
        unknown: without(&applied, &known),
    })
}

pub async fn journal_rows(db: &Db) -> Result<i64> {
    let mut tx = db.read().await?;
    tx.fetch_one(JOURNAL_ROWS, args![]).await?.get("n")
}

/// When the journal was last sealed.
pub async fn last_seal(db: &Db) -> Result<Option<huiyin_kernel::Instant>> {
    let mut tx = db.read().await?;
    let row = tx.fetch_optional(LAST_SEAL, args![]).await?;
    row.map(|row| row.get("at")).transpose()
}

/// Ids of photos after `after`, in order; empty at the end.
pub async fn photos_after(db: &Db, after: &str) -> Result<Vec<String>> {
    let mut tx = db.read().await?;
    let rows = tx
        .fetch_all(huiyin_db::blobs::LIST, args![after, PHOTOS_PAGE])
        .await?;
    rows.iter().map(|row| row.get("id")).collect()
}
