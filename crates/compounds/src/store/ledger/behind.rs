//! What lines refer to in the records of the house.

use std::collections::BTreeMap;

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

use super::lines::number;
use crate::model::ledger::{Behind, ItemRef};

queries! {
    ADD = "INSERT INTO ledger_behind (book_id, line_number, vote_id, item_place, from_register)
        VALUES ($1, $2, $3, $4, $5)";
    AFTER = "SELECT line_number, vote_id, item_place, from_register FROM ledger_behind
        WHERE book_id = $1 AND line_number > $2 AND line_number <= $3 ORDER BY line_number LIMIT $4";
}

/// Notes what stands behind a line; nothing is noted where it has only words.
pub async fn add(tx: &mut Tx, book: Id, line: u64, behind: &Behind) -> Result<()> {
    if *behind == Behind::default() {
        return Ok(());
    }
    let values = args![
        book,
        number(line)?,
        behind.item.map(|it| it.vote),
        behind.item.map(|it| it.place),
        behind.contract
    ];
    tx.execute(ADD, values).await.map(drop)
}

/// Out of a row that may have none.
pub(super) fn behind(row: &Row) -> Result<Behind> {
    let vote: Option<Id> = row.get("vote_id")?;
    let place: Option<u32> = row.get("item_place")?;
    Ok(Behind {
        item: vote.zip(place).map(|(vote, place)| ItemRef { vote, place }),
        contract: row
            .get::<Option<bool>>("from_register")?
            .unwrap_or_default(),
    })
}

/// What stands behind the lines after a number up to another one, at most `limit` of them.
pub async fn between(
    tx: &mut Tx,
    book: Id,
    (after, up_to): (u64, u64),
    limit: i64,
) -> Result<BTreeMap<u64, Behind>> {
    let values = args![book, number(after)?, number(up_to)?, limit];
    let rows = tx.fetch_all(AFTER, values).await?;
    rows.iter()
        .map(|row| Ok((row.get("line_number")?, behind(row)?)))
        .collect()
}
