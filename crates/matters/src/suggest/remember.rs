use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};

use super::{Suggested, Suggestions, queries as q};
use crate::model::Act;

/// How often suggestions of a kind were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub kind: String,
    pub shown: i64,
    pub decided: i64,
    pub taken: i64,
}

impl Suggestions {
    /// Keeps what was shown, so that the choice can be compared with it. Showing the same again
    /// changes nothing.
    pub async fn keep(&self, tx: &mut Tx, matter: Id, now: Instant) -> Result<()> {
        for it in &self.categories {
            keep_one(tx, matter, "category", &it.value.to_string(), it, now).await?;
        }
        for it in &self.bodies {
            keep_one(tx, matter, "body", &it.value.to_string(), it, now).await?;
        }
        for it in &self.duplicates {
            let values = args![
                matter,
                "duplicate",
                it.id.to_string(),
                it.confidence_permille,
                "",
                now
            ];
            tx.execute(q::KEEP, values).await?;
        }
        Ok(())
    }
}

async fn keep_one<T>(
    tx: &mut Tx,
    matter: Id,
    kind: &str,
    value: &str,
    it: &Suggested<T>,
    now: Instant,
) -> Result<()> {
    let words = it.words.join(" ");
    let values = args![matter, kind, value, it.confidence_permille, words, now];
    tx.execute(q::KEEP, values).await.map(drop)
}

/// Notes whether a suggestion was taken, when the act that it was for is done.
pub async fn remember_choice(tx: &mut Tx, matter: Id, act: &Act) -> Result<()> {
    let (kind, value) = match act {
        Act::Accept { category, .. } => ("category", category.to_string()),
        Act::Dispatch { lead, .. } => ("body", lead.to_string()),
        Act::Merge { into, .. } => ("duplicate", into.to_string()),
        _ => return Ok(()),
    };
    tx.execute(q::CHOSEN, args![matter, kind, value])
        .await
        .map(drop)
}

/// How often each kind of suggestion was taken, for the page that tells.
pub async fn records_of(tx: &mut Tx) -> Result<Vec<Record>> {
    let rows = tx.fetch_all(q::RECORD, args![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Record {
                kind: row.get("kind")?,
                shown: row.get("shown")?,
                decided: row.get("decided")?,
                taken: row.get("taken")?,
            })
        })
        .collect()
}
