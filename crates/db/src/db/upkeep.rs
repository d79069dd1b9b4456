//! What is done with a store as a whole: copied, checked, hurried, closed.

use std::path::Path;

use sqlx::Executor;

use super::{Db, Kind};
use crate::{Result, StoreError};

/// How the connections of a SQLite store are set while nobody waits for the disk: one process
/// writes everything, so its writer keeps more pages and folds the log less often, and readers see
/// the file where it lies in memory. And how they are otherwise, which is how `open` sets them.
const IN_A_HURRY: &str =
    "PRAGMA synchronous = OFF; PRAGMA cache_size = -256000; PRAGMA wal_autocheckpoint = 8000";
const AS_SERVED: &str =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA wal_autocheckpoint = 1000";
const READ_IN_A_HURRY: &str = "PRAGMA mmap_size = 2000000000";
const READ_AS_SERVED: &str = "PRAGMA mmap_size = 0";

impl Db {
    /// Writes a consistent copy of a SQLite store beside running writers.
    pub async fn copy_to(&self, target: &Path) -> Result<()> {
        let Kind::Sqlite { readers, .. } = &self.kind else {
            return Err(StoreError::inconsistent("PostgreSQL is copied by pg_dump"));
        };
        let mut connection = readers.acquire().await?;
        // VACUUM INTO writes a file of its own, which `query_only` would forbid.
        sqlx::query("PRAGMA query_only = off")
            .execute(&mut *connection)
            .await?;
        let copied = sqlx::query("VACUUM INTO $1")
            .bind(target.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await;
        sqlx::query("PRAGMA query_only = on")
            .execute(&mut *connection)
            .await?;
        copied.map(drop).map_err(StoreError::from)
    }

    /// Lets commits wait for the disk, or not. Without waiting, a power cut may cost the last
    /// commits or, on SQLite, the file: only for a store that is being made and would be made
    /// anew. Going back to waiting writes down what was left in memory first.
    pub async fn set_waiting_for_disk(&self, waits: bool) -> Result<()> {
        match &self.kind {
            Kind::Sqlite {
                writer, readers, ..
            } => {
                let (of_writer, of_reader) = if waits {
                    (AS_SERVED, READ_AS_SERVED)
                } else {
                    (IN_A_HURRY, READ_IN_A_HURRY)
                };
                writer.execute(sqlx::raw_sql(of_writer)).await?;
                // Those that are open; others that come are slower and nothing else.
                let mut all = Vec::new();
                while let Some(connection) = readers.try_acquire() {
                    all.push(connection);
                }
                for connection in &mut all {
                    (**connection).execute(sqlx::raw_sql(of_reader)).await?;
                }
                if waits {
                    // A checkpoint waits for the log and for the file.
                    self.empty_log().await?;
                }
            }
            Kind::Postgres { pool, .. } => {
                // For the sessions of this program that begin from now on, and for those there are.
                let order = if waits {
                    "SET synchronous_commit = on"
                } else {
                    "SET synchronous_commit = off"
                };
                let mut all = Vec::new();
                while let Some(connection) = pool.try_acquire() {
                    all.push(connection);
                }
                for connection in &mut all {
                    (**connection).execute(order).await?;
                }
            }
        }
        Ok(())
    }

    /// SQLite's own check of the file, `ok` when sound.
    pub async fn integrity(&self) -> Result<String> {
        match &self.kind {
            Kind::Sqlite { readers, .. } => Ok(sqlx::query_scalar("PRAGMA integrity_check")
                .fetch_one(readers)
                .await?),
            Kind::Postgres { pool, .. } => {
                sqlx::query("SELECT 1").execute(pool).await?;
                Ok("ok".to_owned())
            }
        }
    }

    /// Folds the write-ahead log into the file and empties it, so that no older version of a page
    /// lies beside the store. Readers at work may keep it from becoming empty; then it says so.
    pub async fn empty_log(&self) -> Result<bool> {
        match &self.kind {
            Kind::Sqlite { writer, .. } => {
                let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
                    .fetch_one(writer)
                    .await?;
                Ok(busy == 0)
            }
            Kind::Postgres { .. } => Ok(true),
        }
    }

    /// Lets open work finish and closes the files, so that the WAL is folded in.
    pub async fn close(&self) {
        match &self.kind {
            Kind::Sqlite {
                writer, readers, ..
            } => {
                readers.close().await;
                writer.close().await;
            }
            Kind::Postgres { pool, .. } => pool.close().await,
        }
    }
}
