use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, Executor, PgPool, SqlitePool};

use crate::suite::Suite;
use crate::tx::On;
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
        readers: SqlitePool,
        path: PathBuf,
    },
    Postgres {
        pool: PgPool,
        schema: String,
    },
}

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for its turn to write before it is told to try again.
const WRITE_WAIT: Duration = Duration::from_secs(20);
/// Page cache of one SQLite connection, in KiB (negative means KiB to SQLite).
const CACHE_KIB: &str = "-4000";

/// How the connections of a SQLite store are set while nobody waits for the disk: one process
/// writes everything, so its writer keeps more pages and folds the log less often, and readers see
/// the file where it lies in memory. And how they are otherwise.
const IN_A_HURRY: &str =
    "PRAGMA synchronous = OFF; PRAGMA cache_size = -256000; PRAGMA wal_autocheckpoint = 8000";
const AS_SERVED: &str =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA wal_autocheckpoint = 1000";
const READ_IN_A_HURRY: &str = "PRAGMA mmap_size = 2000000000";
const READ_AS_SERVED: &str = "PRAGMA mmap_size = 0";

/// Connections to a file, kept as long as the program runs. After some errors, a full disk before
/// all, SQLite ends the transaction by itself, and the driver goes on believing that it is open:
/// every later one would be refused. Such a connection is exchanged for a new one.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(WRITE_WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
        .before_acquire(|connection, _| {
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        })
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

    /// Opens the district's file, made new where there is none, durable to the last commit.
    pub async fn open_sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(WRITE_WAIT)
            .pragma("cache_size", CACHE_KIB)
            .pragma("temp_store", "memory")
            // What is deleted or overwritten leaves zeros in the file, not its old bytes.
            .pragma("secure_delete", "on")
            .statement_cache_capacity(256);
        let writer = sqlite_pool(1)
            .connect_with(options.clone().optimize_on_close(true, Some(400)))
            .await?;
        let readers = sqlite_pool(READERS)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self::on(Kind::Sqlite {
            writer,
            readers,
            path: path.to_owned(),
        }))
    }

    /// Opens a schema of a PostgreSQL database. `?schema=name` in the address chooses it; the
    /// default is `huiyin`. The schema is made where it is missing.
    pub async fn open_postgres(address: &str) -> Result<Self> {
        let (pool, schema) = connect_postgres(address).await?;
        let create = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
        pool.execute(AssertSqlSafe(create)).await?;
        Ok(Self::on(Kind::Postgres { pool, schema }))
    }

    /// Opens a schema as [`Self::open_postgres`] does, and makes none: None where it is missing.
    pub async fn find_postgres(address: &str) -> Result<Option<Self>> {
        let (pool, schema) = connect_postgres(address).await?;
        let found: Option<String> =
            sqlx::query_scalar("SELECT nspname::text FROM pg_namespace WHERE nspname = $1")
                .bind(&schema)
                .fetch_optional(&pool)
                .await?;
        Ok(found.map(|_| Self::on(Kind::Postgres { pool, schema })))
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
            Kind::Sqlite { readers, .. } => Ok(self.tx(On::Sqlite(readers.begin().await?))),
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

    async fn begin_write(&self) -> Result<Tx> {
        match &self.kind {
            Kind::Sqlite { writer, .. } => {
                let tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                Ok(self.tx(On::Sqlite(tx)))
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

    pub(crate) async fn drop_schema(&self) -> Result<()> {
        if let Kind::Postgres { pool, schema } = &self.kind {
            pool.execute(AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE")))
                .await?;
        }
        Ok(())
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

/// True for names that need no quotes and cannot be anything but a name.
pub(crate) fn is_plain_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

async fn connect_postgres(address: &str) -> Result<(PgPool, String)> {
    let (address, schema) = split_schema(address)?;
    let options = PgConnectOptions::from_str(&address)?
        .application_name("huiyin")
        .statement_cache_capacity(512);
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WRITE_WAIT)
        .connect_with(options)
        .await?;
    Ok((pool, schema))
}

/// Takes `schema=…` out of the address: the name goes into SQL text, so only plain lower-case
/// names are let through.
pub(crate) fn split_schema(address: &str) -> Result<(String, String)> {
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let mut schema = "huiyin".to_owned();
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("schema=") {
            Some(name) => name.clone_into(&mut schema),
            None => kept.push(pair),
        }
    }
    if !is_plain_name(&schema) {
        return Err(StoreError::inconsistent(
            "schema names have lower-case letters, digits and _ only",
        ));
    }
    let address = if kept.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", kept.join("&"))
    };
    Ok((address, schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_taken_out_of_the_address() {
        let (address, schema) =
            split_schema("postgres://u@localhost/d?host=/tmp&schema=jiangbei").unwrap();
        assert_eq!(address, "postgres://u@localhost/d?host=/tmp");
        assert_eq!(schema, "jiangbei");
        assert_eq!(split_schema("postgres://u@h/d").unwrap().1, "huiyin");
    }

    #[test]
    fn a_schema_that_is_sql_is_refused() {
        assert!(split_schema("postgres://u@h/d?schema=a;drop").is_err());
        assert!(split_schema("postgres://u@h/d?schema=").is_err());
    }
}
