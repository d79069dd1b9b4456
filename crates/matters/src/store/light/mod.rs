//! Rows of light accounts: who has proven which phone or mail address, and what is on its way.

mod accounts;
mod codes;
mod echoes;
mod erased;
mod queries;
mod slips;
pub(crate) mod watched;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};

use crate::rules::light::Reach;
use queries as q;

pub use accounts::{Account, forget_account, open_session, session, sign_in, sign_out};
pub use codes::{Asked, Given, add_code, sent_since, try_code};
pub use echoes::{Echo, add, added, by_phone, code_of, is_shown, remove};
pub use erased::{emptied, take_out};
pub use queries::QUERIES;
pub use slips::{put_slip, try_slip};

/// The digest by which a phone or mail address is found again.
pub(crate) fn reach_digest(keys: &Keys, reach: &Reach) -> String {
    match reach {
        Reach::Phone(phone) => keys.digest("light phone", phone),
        Reach::Mail(mail) => keys.digest("light mail", mail),
    }
}

/// Forgets sessions, codes and slips that have run out.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Result<()> {
    tx.execute(q::SWEEP_SESSIONS, args![now]).await?;
    // A code is remembered for a day, because what was sent is counted over a day.
    let day_ago = now.plus_hours(-24);
    tx.execute(q::SWEEP_CODES, args![day_ago]).await?;
    tx.execute(q::SWEEP_SLIPS, args![now]).await?;
    watched::sweep(tx, now).await
}

/// Accounts that nobody has opened since then, so many at most.
pub async fn unused(tx: &mut Tx, since: Instant, most: usize) -> Result<Vec<Id>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = tx.fetch_all(q::UNUSED, args![since, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
