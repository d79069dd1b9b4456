//! Rows of earlier imports: their outside numbers, and what they said.

use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::Id;

use crate::import::ImportRow;

queries! {
    /// One table in FROM: then SQLite uses the unique index whatever its statistics say. Where
    /// nothing came from outside yet, they say that the index tells no rows apart.
    KNOWN = "SELECT (SELECT i.digest FROM matter_import i WHERE i.matter_id = m.id) AS digest FROM matter m
        WHERE m.outside_source = $1 AND m.outside_number = $2";
    NOTE = "INSERT INTO matter_import (matter_id, digest) VALUES ($1, $2)";
}

/// How a row stands to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    Same,
    /// The number is known; the content is another one, or was never imported.
    Differing,
}

fn digest_of(row: &ImportRow) -> Result<[u8; 32]> {
    row.digest().map_err(StoreError::inconsistent)
}

pub(super) async fn standing(tx: &mut Tx, source: &str, row: &ImportRow) -> Result<Standing> {
    let found = tx
        .fetch_optional(KNOWN, args![source, &row.outside_number])
        .await?;
    let Some(found) = found else {
        return Ok(Standing::New);
    };
    let kept: Option<Vec<u8>> = found.get("digest")?;
    let same = kept.is_some_and(|kept| digest_of(row).is_ok_and(|digest| kept == digest));
    Ok(if same {
        Standing::Same
    } else {
        Standing::Differing
    })
}

pub(super) async fn note(tx: &mut Tx, matter: Id, row: &ImportRow) -> Result<()> {
    let digest = digest_of(row)?.to_vec();
    tx.execute(NOTE, args![matter, digest]).await.map(drop)
}
