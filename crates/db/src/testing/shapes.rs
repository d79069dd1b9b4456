//! Stores that have their tables and no rows. To make some hundred tables takes longer than most
//! tests do, so each shape is made once by its migrations, and every test gets a copy.

use std::collections::BTreeMap;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor, PgConnection};
use tokio::sync::Mutex;

use super::unique_name;
use crate::db::{is_plain_name, split_schema};
use crate::{Db, Migration, Result, StoreError};

/// Files of this process by the shape that they have.
static FILES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::const_new(BTreeMap::new());
/// One test process makes a shape, the others wait for it.
const MAKE_ALONE: &str = "SELECT pg_advisory_lock(hashtextextended('huiyin shape ' || $1, 0))";

/// What a SQLite file of these tables holds.
pub(super) async fn file(sets: &[&[Migration]]) -> Result<Vec<u8>> {
    let shape = digest(sets);
    let mut files = FILES.lock().await;
    if let Some(made) = files.get(&shape) {
        return Ok(made.clone());
    }
    let folder = std::env::temp_dir().join(unique_name());
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("huiyin.db");
    let db = Db::open_sqlite(&path).await?;
    db.migrate(sets).await?;
    db.empty_log().await?;
    db.close().await;
    let made = std::fs::read(&path)?;
    std::fs::remove_dir_all(&folder)?;
    files.insert(shape, made.clone());
    Ok(made)
}

/// A PostgreSQL database of one test.
#[derive(Debug)]
pub(super) struct Database {
    server: String,
    name: String,
    address: String,
}

/// A new database of these tables on the server of this address. Its shape stays on that server
/// for the test processes that follow.
pub(super) async fn database(server: &str, sets: &[&[Migration]], name: &str) -> Result<Database> {
    let shape = format!("huiyin_shape_{}", digest(sets));
    let mut orders = connect(server).await?;
    sqlx::query(MAKE_ALONE)
        .bind(shape.clone())
        .execute(&mut orders)
        .await?;
    let is_made: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
            .bind(shape.clone())
            .fetch_one(&mut orders)
            .await?;
    if !is_made {
        // Under another name until it is whole, so that an end halfway leaves no half shape.
        let made = unique_name();
        create(&mut orders, &made, "template0").await?;
        let db = Db::open_postgres(&with_database(server, &made)?).await?;
        db.migrate(sets).await?;
        db.close().await;
        order(
            &mut orders,
            format!("ALTER DATABASE {made} RENAME TO {shape}"),
        )
        .await?;
    }
    create(&mut orders, name, &shape).await?;
    // Closing gives the lock back.
    orders.close().await?;
    Ok(Database {
        server: server.to_owned(),
        name: name.to_owned(),
        address: with_database(server, name)?,
    })
}

impl Database {
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) async fn drop(self) -> Result<()> {
        let mut orders = connect(&self.server).await?;
        order(
            &mut orders,
            format!("DROP DATABASE {} WITH (FORCE)", self.name),
        )
        .await?;
        Ok(orders.close().await?)
    }
}

/// Tells shapes apart; short enough for a name.
fn digest(sets: &[&[Migration]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for step in sets.iter().copied().flatten() {
        for part in [step.set, step.sqlite, step.postgres] {
            hasher.update(&part.len().to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(&step.id.to_be_bytes());
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

async fn connect(address: &str) -> Result<PgConnection> {
    let (address, _) = split_schema(address)?;
    let options = PgConnectOptions::from_str(&address)?.application_name("huiyin tests");
    Ok(options.connect().await?)
}

async fn create(orders: &mut PgConnection, name: &str, like: &str) -> Result<()> {
    order(orders, format!("CREATE DATABASE {name} TEMPLATE {like}")).await
}

async fn order(orders: &mut PgConnection, sql: String) -> Result<()> {
    orders.execute(AssertSqlSafe(sql)).await?;
    Ok(())
}

/// The address of another database of the same server.
fn with_database(address: &str, name: &str) -> Result<String> {
    if !is_plain_name(name) {
        return Err(StoreError::inconsistent("not a plain name of a database"));
    }
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let server = base.rsplit_once('/').map_or(base, |(server, _)| server);
    Ok(if query.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{query}")
    })
}
