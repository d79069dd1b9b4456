//! How far owners were told about one thing.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::Id;

queries! {
    LOAD = "SELECT behind, done FROM estate_telling WHERE about = $1 AND what = $2";
    PUT = "INSERT INTO estate_telling (about, what, behind, done) VALUES ($1, $2, $3, $4)
        ON CONFLICT (about, what) DO UPDATE SET behind = excluded.behind, done = excluded.done";
}

/// Where a walk through the owners stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// The last one that was passed.
    pub behind: String,
    pub done: bool,
}

pub async fn load(tx: &mut Tx, about: Id, what: &str) -> Result<Walk> {
    let row = tx.fetch_optional(LOAD, args![about, what]).await?;
    row.map_or_else(
        || Ok(Walk::default()),
        |row| {
            Ok(Walk {
                behind: row.get("behind")?,
                done: row.get::<i64>("done")? != 0,
            })
        },
    )
}

pub async fn put(tx: &mut Tx, about: Id, what: &str, walk: &Walk) -> Result<()> {
    let values = args![about, what, &walk.behind, walk.done];
    tx.execute(PUT, values).await.map(drop)
}
