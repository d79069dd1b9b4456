//! Opening a store: how its connections are set, and where a PostgreSQL store lies.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor, PgPool};

use super::{Db, Kind};
use crate::lane::Lane;
use crate::postgres::SHARE;
use crate::{Result, StoreError};

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for its turn to write before it is told to try again.
pub(super) const WRITE_WAIT: Duration = Duration::from_secs(20);
/// Page cache of one SQLite connection, in KiB (negative means KiB to SQLite).
const CACHE_KIB: &str = "-4000";

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
            lane: Lane::default(),
            readers,
            path: path.to_owned(),
        }))
    }

    /// Whether a SQLite file holds any table, those in its log included. Only looks: a log stays as
    /// it is, also one of another file, which SQLite throws away as soon as it may write.
    pub async fn has_tables(path: &Path) -> Result<bool> {
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .busy_timeout(WRITE_WAIT)
            .connect()
            .await?;
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(count > 0)
    }

    /// Opens a schema of a PostgreSQL database. `?schema=name` in the address chooses it; the
    /// default is `huiyin`. The schema is made where it is missing.
    pub async fn open_postgres(address: &str) -> Result<Self> {
        Self::made_postgres(address, Tells::InUse).await
    }

    /// Opens a schema as [`Self::open_postgres`] does, for whoever holds it alone
    /// ([`crate::postgres::Orders::hold`]) and would wait for themselves.
    pub async fn open_postgres_held(address: &str) -> Result<Self> {
        Self::made_postgres(address, Tells::Nothing).await
    }

    async fn made_postgres(address: &str, tells: Tells) -> Result<Self> {
        let (pool, schema) = connect_postgres(address, tells).await?;
        let create = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
        pool.execute(AssertSqlSafe(create)).await?;
        Ok(Self::on(Kind::Postgres { pool, schema }))
    }

    /// Opens a schema as [`Self::open_postgres`] does, and makes none: None where it is missing.
    pub async fn find_postgres(address: &str) -> Result<Option<Self>> {
        let (pool, schema) = connect_postgres(address, Tells::InUse).await?;
        let found: Option<String> =
            sqlx::query_scalar("SELECT nspname::text FROM pg_namespace WHERE nspname = $1")
                .bind(&schema)
                .fetch_optional(&pool)
                .await?;
        Ok(found.map(|_| Self::on(Kind::Postgres { pool, schema })))
    }
}

/// True for names that need no quotes and cannot be anything but a name.
pub(crate) fn is_plain_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

/// What a session tells others of the schema that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    InUse,
    Nothing,
}

async fn connect_postgres(address: &str, tells: Tells) -> Result<(PgPool, String)> {
    let (address, schema) = split_schema(address)?;
    let options = PgConnectOptions::from_str(&address)?
        .application_name("huiyin")
        .statement_cache_capacity(512);
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WRITE_WAIT);
    let pool = match tells {
        Tells::InUse => in_use(pool, &schema),
        Tells::Nothing => pool,
    };
    Ok((pool.connect_with(options).await?, schema))
}

/// Each session shares the schema with the others, also one that takes the place of a session that
/// broke. Where somebody holds the schema alone, the pool tries again until its time is over.
fn in_use(pool: PgPoolOptions, schema: &str) -> PgPoolOptions {
    let schema = schema.to_owned();
    pool.after_connect(move |connection, _| {
        let schema = schema.clone();
        Box::pin(async move {
            let is_shared: bool = sqlx::query_scalar(SHARE)
                .bind(schema)
                .fetch_one(connection)
                .await?;
            if is_shared {
                return Ok(());
            }
            let why = "the schema is held for a restore";
            Err(sqlx::Error::Protocol(why.to_owned()))
        })
    })
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
