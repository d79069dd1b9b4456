//! Rows of earlier imports: their outside numbers, and what they said.

use huiyin_db::{Result, StoreError, Tx, args};
use huiyin_kernel::Id;

use super::queries::{KNOWN, NOTE};
use crate::import::ImportRow;

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
