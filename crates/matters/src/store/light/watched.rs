//! What is noted of slips so that nobody at a counter makes themselves the holder of a phone
//! unseen: who prints many, and which phones a slip has just opened.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::rules::light::{CAREFUL_SECONDS, Reach};

queries! {
    PRINTED = "INSERT INTO light_slip_print (id, account_id, printed_at) VALUES ($1, $2, $3)";
    PRINTED_SINCE = "SELECT COUNT(*) AS n FROM light_slip_print WHERE account_id = $1 AND printed_at > $2";
    ALARM = "INSERT INTO light_slip_alarm (account_id, day) VALUES ($1, $2) ON CONFLICT (account_id, day) DO NOTHING";
    USED = "INSERT INTO light_slip_use (phone_digest, used_at) VALUES ($1, $2)
        ON CONFLICT (phone_digest) DO UPDATE SET used_at = excluded.used_at";
    USED_SINCE = "SELECT MAX(u.used_at) AS used_at FROM matter_reporter r
        JOIN light_slip_use u ON u.phone_digest = r.phone_digest WHERE r.id = $1 AND u.used_at > $2";
    FORGET_USE = "DELETE FROM light_slip_use WHERE phone_digest = $1";
    SWEEP_PRINTS = "DELETE FROM light_slip_print WHERE printed_at <= $1";
    SWEEP_ALARMS = "DELETE FROM light_slip_alarm WHERE day < $1";
    SWEEP_USES = "DELETE FROM light_slip_use WHERE used_at <= $1";
}

/// Prints are counted over a day and kept a little longer.
const KEPT_HOURS: i64 = 48;

/// Notes a print; says how many this account has made within a day.
pub(crate) async fn printed(tx: &mut Tx, id: Id, account: Id, now: Instant) -> Result<i64> {
    tx.execute(PRINTED, args![id, account, now]).await?;
    let since = now.plus_hours(-24);
    let row = tx.fetch_one(PRINTED_SINCE, args![account, since]).await?;
    row.get("n")
}

/// Whether this is the first alarm of the day for this account.
pub(crate) async fn is_first_alarm(tx: &mut Tx, account: Id, now: Instant) -> Result<bool> {
    let day = now.date().to_string();
    Ok(tx.execute(ALARM, args![account, day]).await? == 1)
}

/// The digest by which reporters' rows know a phone; mail addresses stand in none.
fn phone_digest(keys: &Keys, reach: &Reach) -> Option<String> {
    match reach {
        Reach::Phone(phone) => Some(keys.digest("phone", phone)),
        Reach::Mail(_) => None,
    }
}

/// A slip has opened what belongs to this phone.
pub(crate) async fn used(tx: &mut Tx, keys: &Keys, reach: &Reach, now: Instant) -> Result<()> {
    if let Some(digest) = phone_digest(keys, reach) {
        tx.execute(USED, args![digest, now]).await?;
    }
    Ok(())
}

/// Until when care is taken because a slip has opened the phone of this reporter.
pub(crate) async fn careful_until(
    tx: &mut Tx,
    reporter: Id,
    now: Instant,
) -> Result<Option<Instant>> {
    let since = now.plus_seconds(-CAREFUL_SECONDS);
    let row = tx.fetch_one(USED_SINCE, args![reporter, since]).await?;
    let used_at: Option<Instant> = row.get("used_at")?;
    Ok(used_at.map(|at| at.plus_seconds(CAREFUL_SECONDS)))
}

/// Nothing is left of an erased person's phone.
pub(crate) async fn forget_use(tx: &mut Tx, keys: &Keys, reach: &Reach) -> Result<()> {
    if let Some(digest) = phone_digest(keys, reach) {
        tx.execute(FORGET_USE, args![digest]).await?;
    }
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, now: Instant) -> Result<()> {
    let before = now.plus_hours(-KEPT_HOURS);
    tx.execute(SWEEP_PRINTS, args![before]).await?;
    let day = before.date().to_string();
    tx.execute(SWEEP_ALARMS, args![day]).await?;
    tx.execute(SWEEP_USES, args![before]).await.map(drop)
}
