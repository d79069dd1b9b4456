//! When each whistle is to be answered, so that those of a month are found without reading every
//! matter. What a whistle says stands in its matter alone.

use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::Instant;

use crate::model::{Matter, Whistle};

queries! {
    PUT = "INSERT INTO matter_whistle (matter_id, place, answer_before) VALUES ($1, $2, $3)
        ON CONFLICT (matter_id, place) DO NOTHING";
    /// Whistles that were to be answered in a period, the latest first, with their matters.
    BETWEEN = "SELECT w.place, m.model FROM matter_whistle w JOIN matter m ON m.id = w.matter_id
        WHERE w.answer_before >= $1 AND w.answer_before < $2
        ORDER BY w.answer_before DESC, w.matter_id DESC, w.place DESC LIMIT $3";
}

/// Writes down those from `known` on: a whistle never goes away, and its time never changes.
pub(super) async fn put_from(tx: &mut Tx, matter: &Matter, known: usize) -> Result<()> {
    for (place, whistle) in matter.whistles.iter().enumerate().skip(known) {
        let place = i64::try_from(place).map_err(StoreError::inconsistent)?;
        tx.execute(PUT, args![matter.id, place, whistle.answer_before])
            .await?;
    }
    Ok(())
}

/// A whistle with the matter that it is about.
#[derive(Debug)]
pub(crate) struct Whistled {
    pub matter: Matter,
    place: usize,
}

impl Whistled {
    pub(crate) fn whistle(&self) -> Option<&Whistle> {
        self.matter.whistles.get(self.place)
    }
}

/// Whistles to be answered from `from` on and before `until`, at most `limit`, the latest first.
pub(crate) async fn due_between(
    tx: &mut Tx,
    from: Instant,
    until: Instant,
    limit: i64,
) -> Result<Vec<Whistled>> {
    let rows = tx.fetch_all(BETWEEN, args![from, until, limit]).await?;
    rows.iter()
        .map(|row| {
            let place: i64 = row.get("place")?;
            Ok(Whistled {
                matter: row.json("model")?,
                place: usize::try_from(place).map_err(StoreError::inconsistent)?,
            })
        })
        .collect()
}
