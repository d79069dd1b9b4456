//! The handle to a store, and how transactions begin.

mod open;
mod upkeep;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::{PgPool, SqlitePool};

use open::WRITE_WAIT;
pub(crate) use open::{is_plain_name, split_schema};

use crate::lane::Lane;
use crate::suite::Suite;
use crate::tx::{On, OnSqlite};
use crate::waits::{Reach, WaitWatch};
use crate::{Migration, Result, StoreError, Tx, migrate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// A handle to the district's store; cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    kind: Kind,
    watch: Option<Arc<dyn WaitWatch>>,
    suite: Suite,
}

#[derive(Debug, Clone)]
enum Kind {
    /// One writer, because SQLite has one; several readers, because WAL lets them run beside it.
    Sqlite {
        writer: SqlitePool,
        /// Before the writer, for those who may share a transaction.
        lane: Lane,
        readers: SqlitePool,
        path: PathBuf,
    },
    Postgres {
        pool: PgPool,
        schema: String,
    },
}

impl Db {
    const fn on(kind: Kind) -> Self {
        Self {
            kind,
            watch: None,
            suite: Suite::Default,
        }
    }

    /// The same store, whose journal goes on under this suite.
    #[must_use]
    pub fn with_suite(mut self, suite: Suite) -> Self {
        self.suite = suite;
        self
    }

    const fn tx(&self, on: On) -> Tx {
        Tx::new(on, self.suite)
    }

    /// The same store, with somebody who is told how long each transaction waited to begin.
    #[must_use]
    pub fn watched(mut self, watch: Arc<dyn WaitWatch>) -> Self {
        self.watch = Some(watch);
        self
    }

    pub const fn dialect(&self) -> Dialect {
        match &self.kind {
            Kind::Sqlite { .. } => Dialect::Sqlite,
            Kind::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// The SQLite file, where there is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Sqlite { path, .. } => Some(path),
            Kind::Postgres { .. } => None,
        }
    }

    /// A view that stays the same while a page is put together. Writes through it are refused by
    /// SQLite and rolled back by both.
    pub async fn read(&self) -> Result<Tx> {
        self.timed(Reach::Read, self.begin_read()).await
    }

    /// A view of one moment over several statements, on PostgreSQL too: for proofs, which hold one
    /// table against another while others write.
    pub async fn steady(&self) -> Result<Tx> {
        match &self.kind {
            Kind::Sqlite { .. } => self.read().await,
            Kind::Postgres { .. } => Ok(self.shared_view().await?.0),
        }
    }

    async fn begin_read(&self) -> Result<Tx> {
        match &self.kind {
            Kind::Sqlite { readers, .. } => {
                let tx = readers.begin().await?;
                Ok(self.tx(On::Sqlite(OnSqlite::Alone(tx))))
            }
            Kind::Postgres { pool, schema } => {
                let mut tx = pool.begin().await?;
                set_schema(&mut tx, schema).await?;
                Ok(self.tx(On::Postgres(tx)))
            }
        }
    }

    /// A view that other connections can share by its name, so that a copy made by another
    /// program shows the same moment. SQLite is copied whole and needs none.
    pub async fn shared_view(&self) -> Result<(Tx, String)> {
        let Kind::Postgres { pool, schema } = &self.kind else {
            return Err(StoreError::inconsistent("SQLite has no shared views"));
        };
        let mut tx = pool
            .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await?;
        set_schema(&mut tx, schema).await?;
        let name = sqlx::query_scalar("SELECT pg_export_snapshot()")
            .fetch_one(&mut *tx)
            .await?;
        Ok((self.tx(On::Postgres(tx)), name))
    }

    /// A transaction that may change things. SQLite takes its write lock at once, so that a
    /// decision never rests on a row that changes before it is written down.
    pub async fn write(&self) -> Result<Tx> {
        self.timed(Reach::Write, self.begin_write()).await
    }

    /// As [`Self::write`], for short changes of which many may come at once: on SQLite those that
    /// wait at the same time are committed together. Such a change must not go on after a statement
    /// has failed.
    pub async fn write_together(&self) -> Result<Tx> {
        let Kind::Sqlite { writer, lane, .. } = &self.kind else {
            return self.write().await;
        };
        let joined = async {
            let member = lane.join(writer, WRITE_WAIT).await?;
            Ok(self.tx(On::Sqlite(OnSqlite::Together(member))))
        };
        self.timed(Reach::Write, joined).await
    }

    async fn begin_write(&self) -> Result<Tx> {
        match &self.kind {
            Kind::Sqlite { writer, .. } => {
                let tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                Ok(self.tx(On::Sqlite(OnSqlite::Alone(tx))))
            }
            Kind::Postgres { pool, schema } => {
                let mut tx = pool.begin().await?;
                set_schema(&mut tx, schema).await?;
                Ok(self.tx(On::Postgres(tx)))
            }
        }
    }

    /// Lets the watch know how long it took to begin, also where it failed.
    async fn timed(&self, reach: Reach, begin: impl Future<Output = Result<Tx>>) -> Result<Tx> {
        let Some(watch) = &self.watch else {
            return begin.await;
        };
        let started = watch.now_micros();
        let tx = begin.await;
        watch.waited(reach, watch.now_micros().saturating_sub(started));
        tx
    }

    /// Connections that are open, and those of them that nobody uses at this moment.
    pub fn connections(&self) -> (u32, u32) {
        let count = |open: u32, idle: usize| (open, u32::try_from(idle).unwrap_or(open));
        match &self.kind {
            Kind::Sqlite {
                writer, readers, ..
            } => count(
                writer.size() + readers.size(),
                writer.num_idle() + readers.num_idle(),
            ),
            Kind::Postgres { pool, .. } => count(pool.size(), pool.num_idle()),
        }
    }

    /// The schema of a PostgreSQL store.
    pub fn schema(&self) -> Option<&str> {
        match &self.kind {
            Kind::Sqlite { .. } => None,
            Kind::Postgres { schema, .. } => Some(schema),
        }
    }

    /// Brings the store to the shape that this program expects, each step in its own transaction.
    pub async fn migrate(&self, sets: &[&[Migration]]) -> Result<usize> {
        migrate::run(self, sets).await
    }
}

async fn set_schema(
    tx: &mut sqlx::Transaction<'static, sqlx::Postgres>,
    schema: &str,
) -> Result<()> {
    sqlx::query("SELECT set_config('search_path', $1, true)")
        .bind(schema.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
