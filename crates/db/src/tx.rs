use sqlx::postgres::PgArguments;
use sqlx::query::Query as Prepared;
use sqlx::sqlite::SqliteArguments;
use sqlx::{
    AssertSqlSafe, Executor, Postgres, SqlSafeStr, SqlStr, Sqlite, SqliteConnection, Statement,
    Transaction, TypeInfo,
};

use crate::lane::Member;
use crate::later::joined;
use crate::suite::Suite;
use crate::{Dialect, Query, Result, Row, StoreError, Value};

/// A transaction on either database. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    on: On,
    suite: Suite,
    /// What goes with the next statement that is waited for ([`Tx::later`]).
    later: Vec<(Query, Vec<Value>)>,
}

#[derive(Debug)]
pub(crate) enum On {
    Sqlite(OnSqlite),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction of its own, or one that several share.
#[derive(Debug)]
pub(crate) enum OnSqlite {
    Alone(Transaction<'static, Sqlite>),
    Together(Member),
}

impl OnSqlite {
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        match self {
            Self::Alone(tx) => Ok(tx),
            Self::Together(member) => member.connection(),
        }
    }

    async fn commit(self) -> Result<()> {
        match self {
            Self::Alone(tx) => Ok(tx.commit().await?),
            Self::Together(member) => member.commit().await,
        }
    }
}

/// Statements that go to the database together at most.
const LATER_MOST: usize = 24;

/// No statement may bring more rows than this into memory at once.
pub const ROWS_LIMIT: usize = 200_000;

fn bind_sqlite(
    mut prepared: Prepared<'static, Sqlite, SqliteArguments>,
    values: Vec<Value>,
) -> Prepared<'static, Sqlite, SqliteArguments> {
    for value in values {
        prepared = match value {
            Value::Int(value) => prepared.bind(value),
            Value::Text(value) => prepared.bind(value),
            Value::Bytes(value) => prepared.bind(value),
            Value::Real(value) => prepared.bind(value),
        };
    }
    prepared
}

fn bind_postgres(
    mut prepared: Prepared<'static, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Prepared<'static, Postgres, PgArguments> {
    for value in values {
        prepared = match value {
            Value::Int(value) => prepared.bind(value),
            // PostgreSQL refuses NUL in text; nothing a person types needs it.
            Value::Text(value) => prepared.bind(value.map(|text| text.replace('\0', ""))),
            Value::Bytes(value) => prepared.bind(value),
            Value::Real(value) => prepared.bind(value),
        };
    }
    prepared
}

impl Tx {
    pub(crate) const fn new(on: On, suite: Suite) -> Self {
        Self {
            on,
            suite,
            later: Vec::new(),
        }
    }

    pub(crate) const fn on(&mut self) -> &mut On {
        &mut self.on
    }

    /// Whose hash the journal rows of this transaction are chained with.
    pub(crate) const fn suite(&self) -> Suite {
        self.suite
    }

    pub const fn dialect(&self) -> Dialect {
        match &self.on {
            On::Sqlite(_) => Dialect::Sqlite,
            On::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement whose answer nobody needs. On SQLite it waits for the next one that is
    /// waited for, since the way to its thread and back takes as long as a small statement does:
    /// what follows in this transaction sees what it did, and where it fails, what follows fails.
    pub async fn later(&mut self, query: Query, values: Vec<Value>) -> Result<()> {
        if self.dialect() == Dialect::Postgres {
            return self.execute(query, values).await.map(drop);
        }
        self.later.push((query, values));
        if self.later.len() >= LATER_MOST {
            self.run_waiting().await?;
        }
        Ok(())
    }

    /// Runs what still waits.
    async fn run_waiting(&mut self) -> Result<()> {
        let Some((query, values)) = self.later.pop() else {
            return Ok(());
        };
        let (sql, values) = self.with_waiting(query, values);
        if let On::Sqlite(tx) = &mut self.on {
            bind_sqlite(sqlx::query(sql), values)
                .execute(tx.connection()?)
                .await?;
        }
        Ok(())
    }

    /// A statement of SQLite, with those before it that wait.
    fn with_waiting(&mut self, query: Query, values: Vec<Value>) -> (SqlStr, Vec<Value>) {
        if self.later.is_empty() {
            return (query.sqlite.into_sql_str(), values);
        }
        let mut all = std::mem::take(&mut self.later);
        all.push((query, values));
        let (sql, values) = joined(all);
        (AssertSqlSafe(sql).into_sql_str(), values)
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn execute(&mut self, query: Query, values: Vec<Value>) -> Result<u64> {
        self.run_waiting().await?;
        Ok(match &mut self.on {
            On::Sqlite(tx) => {
                let prepared = bind_sqlite(sqlx::query(query.sqlite), values);
                prepared.execute(tx.connection()?).await?.rows_affected()
            }
            On::Postgres(tx) => {
                let prepared = bind_postgres(sqlx::query(query.postgres), values);
                prepared.execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Runs a statement that must change exactly one row of `subject` at `expected` version.
    pub async fn execute_locked(
        &mut self,
        query: Query,
        values: Vec<Value>,
        subject: huiyin_kernel::Id,
        expected: i64,
    ) -> Result<()> {
        match self.execute(query, values).await? {
            1 => Ok(()),
            _ => Err(StoreError::Conflict { subject, expected }),
        }
    }

    pub async fn fetch_all(&mut self, query: Query, values: Vec<Value>) -> Result<Vec<Row>> {
        let (sql, values) = self.with_waiting(query, values);
        let rows: Vec<Row> = match &mut self.on {
            On::Sqlite(tx) => bind_sqlite(sqlx::query(sql), values)
                .fetch_all(tx.connection()?)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            On::Postgres(tx) => bind_postgres(sqlx::query(query.postgres), values)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        };
        if rows.len() > ROWS_LIMIT {
            return Err(StoreError::Inconsistent(format!(
                "{} has no limit",
                query.name
            )));
        }
        Ok(rows)
    }

    pub async fn fetch_optional(
        &mut self,
        query: Query,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        let (sql, values) = self.with_waiting(query, values);
        Ok(match &mut self.on {
            On::Sqlite(tx) => bind_sqlite(sqlx::query(sql), values)
                .fetch_optional(tx.connection()?)
                .await?
                .map(Row::Sqlite),
            On::Postgres(tx) => bind_postgres(sqlx::query(query.postgres), values)
                .fetch_optional(&mut **tx)
                .await?
                .map(Row::Postgres),
        })
    }

    pub async fn fetch_one(&mut self, query: Query, values: Vec<Value>) -> Result<Row> {
        let name = query.name;
        self.fetch_optional(query, values)
            .await?
            .ok_or_else(|| StoreError::Inconsistent(format!("{name} brought no row")))
    }

    /// Runs migration text, which may hold several statements.
    pub(crate) async fn run_script(&mut self, sql: &'static str) -> Result<()> {
        self.run_waiting().await?;
        match &mut self.on {
            On::Sqlite(tx) => tx
                .connection()?
                .execute(sqlx::raw_sql(sql))
                .await
                .map(drop)?,
            On::Postgres(tx) => (**tx).execute(sqlx::raw_sql(sql)).await.map(drop)?,
        }
        Ok(())
    }

    /// Asks the database to prepare a statement and holds its result types against ours: what
    /// SQLite stores as an integer must come from PostgreSQL as `INT8`, not `NUMERIC` or `BOOL`.
    pub async fn check(&mut self, query: Query) -> Result<()> {
        match &mut self.on {
            On::Sqlite(tx) => {
                tx.connection()?
                    .prepare(SqlSafeStr::into_sql_str(query.sqlite))
                    .await?;
            }
            On::Postgres(tx) => {
                let statement = (**tx)
                    .prepare(SqlSafeStr::into_sql_str(query.postgres))
                    .await?;
                for column in statement.columns() {
                    let kind = sqlx::Column::type_info(column).name();
                    if !["INT8", "TEXT", "BYTEA", "FLOAT8", "VARCHAR"].contains(&kind) {
                        return Err(StoreError::Inconsistent(format!(
                            "{}: column {} is {kind}; cast it to BIGINT, TEXT, BYTEA or DOUBLE PRECISION",
                            query.name,
                            sqlx::Column::name(column),
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    pub async fn commit(mut self) -> Result<()> {
        self.run_waiting().await?;
        match self.on {
            On::Sqlite(tx) => tx.commit().await,
            On::Postgres(tx) => Ok(tx.commit().await?),
        }
    }
}
