//! What happens to a PostgreSQL schema or database as a whole: looked at, moved aside, made for a
//! trial and removed again. Used by backups only.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

use crate::db::{is_plain_name, split_schema};
use crate::{Result, StoreError};

/// What lies under a schema's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    Absent,
    Empty,
    Full,
}

/// Taken by every session of this program in a schema, beside each other and for as long as it
/// lasts: whoever wants the schema alone sees that it is in use, whichever machine uses it.
pub(crate) const SHARE: &str =
    "SELECT pg_try_advisory_lock_shared(hashtextextended('huiyin schema ' || $1::text, 0))";
const HOLD: &str = "SELECT pg_try_advisory_lock(hashtextextended('huiyin schema ' || $1::text, 0))";
/// A session whose program has just ended may linger for a moment.
const HOLD_TRIES: u32 = 10;
const HOLD_PAUSE: Duration = Duration::from_millis(200);

/// An address without its schema, and the schema.
pub fn address_and_schema(address: &str) -> Result<(String, String)> {
    split_schema(address)
}

/// One connection for orders about schemas and databases.
#[derive(Debug)]
pub struct Orders(PgConnection);

impl Orders {
    pub async fn connect(address: &str) -> Result<Self> {
        let (address, _) = split_schema(address)?;
        let options = PgConnectOptions::from_str(&address)?.application_name("huiyin backup");
        Ok(Self(options.connect().await?))
    }

    /// Takes a schema for these orders alone until they are closed; false where a server or a
    /// command uses it. Whoever comes meanwhile waits.
    pub async fn hold(&mut self, schema: &str) -> Result<bool> {
        for attempt in 1..=HOLD_TRIES {
            let is_ours: bool = sqlx::query_scalar(HOLD)
                .bind(schema.to_owned())
                .fetch_one(&mut self.0)
                .await?;
            if is_ours {
                return Ok(true);
            }
            if attempt < HOLD_TRIES {
                tokio::time::sleep(HOLD_PAUSE).await;
            }
        }
        Ok(false)
    }

    pub async fn state(&mut self, schema: &str) -> Result<SchemaState> {
        let is_there: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)")
                .bind(schema.to_owned())
                .fetch_one(&mut self.0)
                .await?;
        if !is_there {
            return Ok(SchemaState::Absent);
        }
        let is_full: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1)",
        )
        .bind(schema.to_owned())
        .fetch_one(&mut self.0)
        .await?;
        Ok(if is_full {
            SchemaState::Full
        } else {
            SchemaState::Empty
        })
    }

    pub async fn rename_schema(&mut self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (plain(from)?, plain(to)?);
        self.order(format!("ALTER SCHEMA {from} RENAME TO {to}"))
            .await
    }

    /// Refused by the database where anything is in it.
    pub async fn drop_empty_schema(&mut self, schema: &str) -> Result<()> {
        self.order(format!("DROP SCHEMA {}", plain(schema)?)).await
    }

    /// With everything in it: only for what this program has just made itself.
    pub async fn drop_schema(&mut self, schema: &str) -> Result<()> {
        self.order(format!("DROP SCHEMA IF EXISTS {} CASCADE", plain(schema)?))
            .await
    }

    pub async fn create_database(&mut self, name: &str) -> Result<()> {
        self.order(format!(
            "CREATE DATABASE {} TEMPLATE template0",
            plain(name)?
        ))
        .await
    }

    pub async fn drop_database(&mut self, name: &str) -> Result<()> {
        self.order(format!("DROP DATABASE IF EXISTS {}", plain(name)?))
            .await
    }

    pub async fn close(self) -> Result<()> {
        Ok(self.0.close().await?)
    }

    async fn order(&mut self, sql: String) -> Result<()> {
        self.0.execute(AssertSqlSafe(sql)).await?;
        Ok(())
    }
}

/// Names go into SQL text, so only plain lower-case ones are let through.
fn plain(name: &str) -> Result<&str> {
    if is_plain_name(name) {
        Ok(name)
    } else {
        Err(StoreError::inconsistent(
            "schema names have lower-case letters, digits and _ only",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn a_schema_is_held_alone_only_while_nobody_uses_it() {
        let address = std::env::var("HUIYIN_TEST_POSTGRES").unwrap();
        let joiner = if address.contains('?') { '&' } else { '?' };
        let schema = format!("huiyin_alone_{}", std::process::id());
        let address = format!("{address}{joiner}schema={schema}");
        let (one, other) = (
            Db::open_postgres(&address).await.unwrap(),
            Db::open_postgres(&address).await.unwrap(),
        );
        let mut orders = Orders::connect(&address).await.unwrap();
        assert!(!orders.hold(&schema).await.unwrap(), "two use it");
        one.close().await;
        assert!(!orders.hold(&schema).await.unwrap(), "one still does");
        assert!(orders.hold("huiyin_other").await.unwrap());
        other.close().await;
        assert!(orders.hold(&schema).await.unwrap(), "nobody does");

        let own = Db::open_postgres_held(&address).await.unwrap();
        own.close().await;
        let moment = Duration::from_millis(500);
        let coming = tokio::time::timeout(moment, Db::open_postgres(&address));
        assert!(coming.await.is_err(), "whoever comes meanwhile waits");
        orders.drop_schema(&schema).await.unwrap();
        orders.close().await.unwrap();
    }
}
