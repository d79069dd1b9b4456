use huiyin_kernel::{Date, EchoCode, Id, Instant};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::{Result, StoreError};

/// A result row of either database, read by column name.
#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A Rust type that a column can be read into.
pub trait Column: Sized {
    fn read(row: &Row, name: &str) -> Result<Self>;
}

impl Row {
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }
    /// Reads a text column that stands for something else, with a clear error where it does not.
    pub fn parse<T: std::str::FromStr>(&self, name: &str) -> Result<T> {
        let text: String = self.get(name)?;
        text.parse()
            .map_err(|_| StoreError::Inconsistent(format!("column {name} holds an unknown value")))
    }
    pub fn parse_opt<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        let text: Option<String> = self.get(name)?;
        text.map(|text| {
            text.parse().map_err(|_| {
                StoreError::Inconsistent(format!("column {name} holds an unknown value"))
            })
        })
        .transpose()
    }
    /// Reads JSON that we wrote ourselves.
    pub fn json<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T> {
        let text: String = self.get(name)?;
        serde_json::from_str(&text)
            .map_err(|error| StoreError::Inconsistent(format!("column {name}: {error}")))
    }
    /// Reads the model of a row, from which its other columns are derived: id and version, which
    /// `own` takes from it, must be those of the columns. `what` names it in the error.
    pub fn model<T: serde::de::DeserializeOwned>(
        &self,
        what: &str,
        own: impl FnOnce(&T) -> (Id, u32),
    ) -> Result<T> {
        let model: T = self.json("model")?;
        self.must_be_of(what, own(&model))?;
        Ok(model)
    }
    /// Refuses a model of another id or version than the columns of its row say.
    pub fn must_be_of(&self, what: &str, (id, version): (Id, u32)) -> Result<()> {
        let row: Id = self.get("id")?;
        if row != id || self.get::<i64>("version")? != i64::from(version) {
            let text = format!("{what} {row}: model and columns differ");
            return Err(StoreError::Inconsistent(text));
        }
        Ok(())
    }
}

macro_rules! plain_column {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
    )*};
}

plain_column!(
    i64,
    Option<i64>,
    String,
    Option<String>,
    Vec<u8>,
    Option<Vec<u8>>,
    f64,
    Option<f64>
);

macro_rules! column_via {
    ($via:ty: $($type:ty => |$raw:ident, $name:ident| $read:expr;)*) => {$(
        impl Column for $type {
            fn read(row: &Row, $name: &str) -> Result<Self> {
                let $raw: $via = row.get($name)?;
                $read
            }
        }
        impl Column for Option<$type> {
            fn read(row: &Row, $name: &str) -> Result<Self> {
                let raw: Option<$via> = row.get($name)?;
                raw.map(|$raw| $read).transpose()
            }
        }
    )*};
}

fn wrong(name: &str) -> StoreError {
    StoreError::Inconsistent(format!("column {name} holds an unknown value"))
}

column_via! { i64:
    bool => |raw, _name| Ok(raw != 0);
    u8 => |raw, name| raw.try_into().map_err(|_| wrong(name));
    u16 => |raw, name| raw.try_into().map_err(|_| wrong(name));
    u32 => |raw, name| raw.try_into().map_err(|_| wrong(name));
    u64 => |raw, name| raw.try_into().map_err(|_| wrong(name));
    i32 => |raw, name| raw.try_into().map_err(|_| wrong(name));
    Instant => |raw, _name| Ok(Instant::from_micros(raw));
}

column_via! { String:
    Id => |raw, name| raw.parse().map_err(|_| wrong(name));
    Date => |raw, name| raw.parse().map_err(|_| wrong(name));
    EchoCode => |raw, name| raw.parse().map_err(|_| wrong(name));
}
