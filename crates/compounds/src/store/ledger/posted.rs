//! What the journal says was posted.

use huiyin_books::{Line, Posted, What};
use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::Id;
use serde::Deserialize;
use serde_json::{Value, json};

use super::lines;
use crate::model::ledger::{Behind, ItemRef};

queries! {
    AFTER = "SELECT version, body FROM journal WHERE subject = $1 AND kind = 'posted' AND version > $2
        ORDER BY version LIMIT $3";
    GONE = "SELECT j.subject FROM journal j WHERE j.subject_kind = 'ledger' AND j.version = 1
        AND NOT EXISTS (SELECT 1 FROM ledger_book b WHERE b.id = j.subject)
        ORDER BY j.subject LIMIT $1";
}

/// What the journal keeps of a line, by which its row is held later.
pub fn body(line: &Line, behind: Behind) -> Value {
    let reverses = match &line.what {
        What::Reversal { of, .. } => Some(*of),
        _ => None,
    };
    json!({
        "number": line.number, "day": line.date, "account": line.account, "kind": line.kind,
        "what": line.what.name(), "reverses": reverses, "amounts": lines::amounts(&line.what),
        "flags": line.flags(), "vote": behind.item.map(|it| it.vote),
        "item": behind.item.map(|it| it.place), "contract_of_register": behind.contract,
    })
}

/// What the journal says stands behind a line; lines from before that was recorded say nothing.
#[derive(Deserialize)]
struct Beside {
    vote: Option<Id>,
    item: Option<u32>,
    contract_of_register: Option<bool>,
}

impl Beside {
    fn behind(&self) -> Option<Behind> {
        let item = self.vote.zip(self.item);
        self.contract_of_register.map(|contract| Behind {
            item: item.map(|(vote, place)| ItemRef { vote, place }),
            contract,
        })
    }
}

/// A line as the journal says it was posted.
#[derive(Debug)]
pub struct Told {
    /// Of the book.
    pub version: i64,
    pub posted: Posted,
    pub behind: Option<Behind>,
}

/// Lines as they were posted into a book behind a version of it, each with its own version.
pub async fn after(tx: &mut Tx, book: Id, version: i64, limit: i64) -> Result<Vec<Told>> {
    let rows = tx.fetch_all(AFTER, args![book, version, limit]).await?;
    rows.iter()
        .map(|row| {
            let beside: Beside = row.json("body")?;
            Ok(Told {
                version: row.get("version")?,
                posted: row.json("body")?,
                behind: beside.behind(),
            })
        })
        .collect()
}

/// Books that have a history and no row.
pub async fn gone(tx: &mut Tx, limit: i64) -> Result<Vec<Id>> {
    let rows = tx.fetch_all(GONE, args![limit]).await?;
    rows.iter().map(|row| row.get("subject")).collect()
}
