//! What a person's erasure takes from here: where they were to be told, and that they had agreed.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    STOP = "UPDATE notice SET next_at = NULL, fate = 'superseded', why = 'outweighed', settled_at = $2
        WHERE subject = $1 AND next_at IS NOT NULL AND account_id IS NULL";
    WIPE = "UPDATE notice SET to_sealed = NULL, vars_sealed = NULL, person = ''
        WHERE subject = $1 AND account_id IS NULL";
    DISAGREE = "DELETE FROM notice_agreement WHERE id = $1";
}

/// Stops what still waits about a subject and wipes every address and secret word beside it; the
/// agreement goes with the person. Notices to staff stay.
pub async fn person(tx: &mut Tx, subject: Id, person: Id, now: Instant) -> Result<()> {
    tx.execute(STOP, args![subject, now]).await?;
    tx.execute(WIPE, args![subject]).await?;
    tx.execute(DISAGREE, args![person]).await.map(drop)
}
