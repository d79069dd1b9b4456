use crate::{Db, Dialect, Result, StoreError, args, queries};

/// One step of the store's shape, in both dialects. Each slice brings its own steps; `id` orders
/// them within the set and is never used again for something else.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub set: &'static str,
    pub id: i64,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// The tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        set: "db",
        id: 1,
        sqlite: include_str!("../migrations/0001_foundation.sqlite.sql"),
        postgres: include_str!("../migrations/0001_foundation.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 2,
        sqlite: include_str!("../migrations/0002_subject_key.sqlite.sql"),
        postgres: include_str!("../migrations/0002_subject_key.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 3,
        sqlite: include_str!("../migrations/0003_master_keys.sqlite.sql"),
        postgres: include_str!("../migrations/0003_master_keys.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 4,
        sqlite: include_str!("../migrations/0004_seal_head.sqlite.sql"),
        postgres: include_str!("../migrations/0004_seal_head.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 5,
        sqlite: include_str!("../migrations/0005_blob_use.sqlite.sql"),
        postgres: include_str!("../migrations/0005_blob_use.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 6,
        sqlite: include_str!("../migrations/0006_fact.sqlite.sql"),
        postgres: include_str!("../migrations/0006_fact.postgres.sql"),
    },
    Migration {
        set: "db",
        id: 7,
        sqlite: include_str!("../migrations/0007_removed_words.sqlite.sql"),
        postgres: include_str!("../migrations/0007_removed_words.postgres.sql"),
    },
];

queries! {
    APPLIED = "SELECT digest FROM schema_migration WHERE set_name = $1 AND id = $2";
    RECORD = "INSERT INTO schema_migration (set_name, id, digest) VALUES ($1, $2, $3)";
}

/// The bookkeeping table must be there before anything can be asked of it.
const BOOKKEEPING: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    set_name TEXT NOT NULL, id BIGINT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (set_name, id))";

pub(crate) async fn run(db: &Db, sets: &[&[Migration]]) -> Result<usize> {
    let mut tx = db.write().await?;
    tx.run_script(BOOKKEEPING).await?;
    tx.commit().await?;
    let mut applied = 0;
    for step in sets.iter().copied().flatten() {
        applied += usize::from(apply(db, step).await?);
    }
    Ok(applied)
}

async fn apply(db: &Db, step: &Migration) -> Result<bool> {
    let sql = match db.dialect() {
        Dialect::Sqlite => step.sqlite,
        Dialect::Postgres => step.postgres,
    };
    let digest = blake3::hash(sql.as_bytes()).to_hex().to_string();
    let mut tx = db.write().await?;
    let known = tx.fetch_optional(APPLIED, args![step.set, step.id]).await?;
    if let Some(row) = known {
        let before: String = row.get("digest")?;
        if before != digest {
            return Err(StoreError::Inconsistent(format!(
                "migration {} {} was changed after it was applied; the program and the store do not belong together",
                step.set, step.id
            )));
        }
        return Ok(false);
    }
    tx.run_script(sql).await?;
    tx.execute(RECORD, args![step.set, step.id, digest]).await?;
    tx.commit().await?;
    Ok(true)
}
