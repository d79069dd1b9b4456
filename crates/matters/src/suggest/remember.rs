use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};

use super::{Suggested, Suggestions, queries as q};
use crate::model::Act;

/// How often suggestions of a kind were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// `category`, `body` or `duplicate`.
    pub kind: String,
    /// Matters for which something was suggested, and how many suggestions that were.
    pub matters: u64,
    pub shown: u64,
    /// Matters of which it is known whether one was taken.
    pub decided: u64,
    /// Matters of which one was.
    pub taken: u64,
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

/// Notes whether a suggestion was taken, when the act that it was for is done. What was shown and
/// not chosen was not taken; a matter that goes its own way was no duplicate.
pub async fn remember_choice(tx: &mut Tx, matter: Id, act: &Act) -> Result<()> {
    let (kind, value) = match act {
        Act::Accept { category, .. } => ("category", category.to_string()),
        Act::Dispatch { lead, .. } => ("body", lead.to_string()),
        Act::Merge { into, .. } => ("duplicate", into.to_string()),
        _ => return Ok(()),
    };
    tx.execute(q::CHOSEN, args![matter, kind, value]).await?;
    match act {
        Act::Merge { into, .. } => {
            let there = args![*into, matter.to_string()];
            tx.execute(q::MERGED_HERE, there).await.map(drop)
        }
        _ => tx.execute(q::NOT_MERGED, args![matter]).await.map(drop),
    }
}

/// How often each kind of suggestion was taken, of those first shown in a period.
pub async fn records_of(tx: &mut Tx, from: Instant, until: Instant) -> Result<Vec<Record>> {
    let rows = tx.fetch_all(q::RECORD, args![from, until]).await?;
    rows.iter()
        .map(|row| {
            Ok(Record {
                kind: row.get("kind")?,
                matters: row.get("matters")?,
                shown: row.get("shown")?,
                decided: row.get("decided")?,
                taken: row.get("chosen")?,
            })
        })
        .collect()
}
