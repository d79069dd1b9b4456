//! Bringing everything under the newest master key, step by step beside the running service: the
//! keys of people and of the district are wrapped anew, and what was sealed before people had keys
//! of their own is sealed under those.

use huiyin_db::fields::Keys;
use huiyin_db::{Db, Tx, generation};
use huiyin_kernel::{Entropy, Instant};
use huiyin_matters::store::outdated as matters;
use huiyin_registry::settings;

/// The periodic job that does it.
pub const JOB: &str = "db.rewrap_keys";
/// Steps of one run; what is left waits for the next.
const STEPS_PER_RUN: usize = 400;

/// Values that lie under the first master key itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outdated {
    pub values: u64,
}

pub async fn outdated(tx: &mut Tx) -> huiyin_db::Result<Outdated> {
    let values = matters::left(tx).await?;
    Ok(Outdated { values })
}

/// Does one step in a transaction of its own; 0 when nothing is left to do.
pub async fn step(
    db: &Db,
    keys: &Keys,
    entropy: &dyn Entropy,
    now: Instant,
) -> huiyin_db::Result<u64> {
    let done = generation::rewrap(db, keys, entropy).await?;
    if done > 0 {
        return Ok(done);
    }
    matters::seal_anew(db, keys, entropy, now).await
}

/// The setting that spares the job from looking through all matters once nothing old is left:
/// nothing is sealed in the old way any more.
const NOTHING_OLD: &str = "no_values_under_the_first_key";

/// What the job does: as many steps as fit into one run.
pub async fn run(
    db: &Db,
    keys: &Keys,
    entropy: &dyn Entropy,
    now: Instant,
) -> huiyin_db::Result<()> {
    keys.look_again();
    let mut tx = db.read().await?;
    let is_done = settings::get(&mut tx, NOTHING_OLD).await?.is_some();
    drop(tx);
    for _ in 0..STEPS_PER_RUN {
        let done = if is_done {
            generation::rewrap(db, keys, entropy).await?
        } else {
            step(db, keys, entropy, now).await?
        };
        if done > 0 {
            continue;
        }
        if !is_done {
            let mut tx = db.write().await?;
            settings::set(&mut tx, NOTHING_OLD, "true").await?;
            tx.commit().await?;
        }
        break;
    }
    Ok(())
}
