//! Light accounts: proving a phone or a mail address, and what follows from it.

use huiyin_db::{Result, Tx, journal, outbox};
use huiyin_kernel::{EchoCode, Id, Instant, Lang, to_hex};
use huiyin_web::Site;
use serde::{Deserialize, Serialize};

use super::OpError;
use crate::rules::light::{
    CODE_SECONDS, Reach, SENT_IN_DAY, SENT_IN_HOUR, SLIPS_IN_DAY, UNUSED_DAYS, new_code,
    new_slip_code,
};
use crate::store::light::{self as rows, Account, Given, watched};

/// Under which the slice of notices takes orders.
const NOTICES: &str = "notices.send";
/// Accounts that one run of the sweep takes away.
const SWEPT_AT_ONCE: usize = 500;
const HOUR_SECONDS: i64 = 3600;
const DAY_SECONDS: i64 = 86_400;

const ACCOUNT: &str = "light_account";
const SLIP: &str = "light_slip";

const SLIP_ALARM: &str = "light_slip_alarm";

/// Told to whoever watches: one account printed very many slips.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ManySlips {
    pub account: Id,
    pub within_a_day: i64,
}

/// The topic of the outbox under which it is told.
pub const MANY_SLIPS: &str = "matters.many_slips";

/// For which phone or address, so that whoever comes with theirs can find out; the digest is
/// nothing without the district's key.
#[derive(Serialize)]
struct Printed {
    reach: String,
}

/// A journal row without particulars.
#[derive(Serialize)]
struct Nothing {}

/// What is ordered of the slice of notices.
#[derive(Serialize)]
struct Order {
    template: &'static str,
    lang: &'static str,
    channel: &'static str,
    to_sealed: String,
    vars: Minutes,
    vars_sealed: String,
    until: i64,
}

#[derive(Serialize)]
struct Minutes {
    minutes: String,
}

#[derive(Serialize)]
struct Secret<'a> {
    code: &'a str,
}

/// How asking for a code ended.
#[derive(Clone, PartialEq, Eq)]
pub enum Asking {
    /// A code is on its way; the secret binds it to the browser that asked.
    OnItsWay(String),
    /// This phone or address was sent enough codes for now.
    Enough { wait_seconds: u64 },
    /// Nobody carries codes there.
    NoCarrier,
}

impl std::fmt::Debug for Asking {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::OnItsWay(_) => "OnItsWay(…)",
            Self::Enough { .. } => "Enough",
            Self::NoCarrier => "NoCarrier",
        })
    }
}

/// Whether a code can be sent there at all.
pub const fn is_carried(site: &Site, reach: &Reach) -> bool {
    match reach {
        Reach::Phone(_) => site.settings.carriers.sms,
        Reach::Mail(_) => site.settings.carriers.mail,
    }
}

/// Sends a code. Whether the phone is known plays no part in what happens, so that nobody learns
/// from it who has reported something.
pub async fn ask(site: &Site, reach: &Reach, lang: Lang) -> Result<Asking> {
    if !is_carried(site, reach) {
        return Ok(Asking::NoCarrier);
    }
    let now = site.now();
    let mut tx = site.db.write().await?;
    for (seconds, most) in [(HOUR_SECONDS, SENT_IN_HOUR), (DAY_SECONDS, SENT_IN_DAY)] {
        let since = now.plus_seconds(-seconds);
        if rows::sent_since(&mut tx, &site.keys, reach, since).await? >= most {
            let wait_seconds = u64::try_from(seconds).unwrap_or(0);
            return Ok(Asking::Enough { wait_seconds });
        }
    }
    let secret = site.new_secret();
    let code = new_code(site.entropy.as_ref());
    let given = Given {
        secret: &secret,
        reach,
        code: &code,
    };
    rows::add_code(&mut tx, &site.keys, site.entropy.as_ref(), given, now).await?;
    order(&mut tx, site, reach, lang, &code, now).await?;
    tx.commit().await?;
    Ok(Asking::OnItsWay(secret))
}

async fn order(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    lang: Lang,
    code: &str,
    now: Instant,
) -> Result<()> {
    let id = site.new_id();
    let seal = |what: &str, plain: &str| {
        let place = format!("notice.{what}:{id}");
        let sealed = site.keys.seal(&place, plain, site.entropy.as_ref())?;
        Ok::<String, huiyin_db::StoreError>(to_hex(&sealed))
    };
    let secret =
        serde_json::to_string(&Secret { code }).map_err(huiyin_db::StoreError::inconsistent)?;
    let order = Order {
        template: "sign-in-code",
        lang: lang.tag(),
        channel: match reach {
            Reach::Phone(_) => "sms",
            Reach::Mail(_) => "mail",
        },
        to_sealed: seal("to", reach.text())?,
        vars: Minutes {
            minutes: (CODE_SECONDS / 60).to_string(),
        },
        vars_sealed: seal("vars", &secret)?,
        until: now.plus_seconds(CODE_SECONDS).as_micros(),
    };
    // What it is about is the message itself: a code belongs to no matter and to no account yet.
    outbox::add(tx, id, NOTICES, id, &order, now).await
}

/// Opens a session for whoever has the code that this browser asked for. The token goes into the
/// cookie and nowhere else; `None` for a wrong code, an old one, and after five tries.
pub async fn enter(site: &Site, secret: &str, code: &str) -> Result<Option<String>> {
    let now = site.now();
    let mut tx = site.db.write().await?;
    let proven = rows::try_code(&mut tx, &site.keys, secret, code, now).await?;
    admit(tx, site, proven.as_ref(), now).await
}

/// The same for a slip from the counter.
pub async fn enter_by_slip(site: &Site, reach: &Reach, code: &str) -> Result<Option<String>> {
    let now = site.now();
    let mut tx = site.db.write().await?;
    let is_right = rows::try_slip(&mut tx, &site.keys, reach, code, now).await?;
    if is_right {
        watched::used(&mut tx, &site.keys, reach, now).await?;
    }
    admit(tx, site, is_right.then_some(reach), now).await
}

/// Commits in any case: a try that was wrong has been counted.
async fn admit(
    mut tx: Tx,
    site: &Site,
    proven: Option<&Reach>,
    now: Instant,
) -> Result<Option<String>> {
    let Some(reach) = proven else {
        tx.commit().await?;
        return Ok(None);
    };
    let (keys, entropy) = (&site.keys, site.entropy.as_ref());
    let fresh = site.new_id();
    let (id, is_new) = rows::sign_in(&mut tx, keys, entropy, reach, fresh, now).await?;
    let token = site.new_secret();
    rows::open_session(&mut tx, keys, &token, id, now).await?;
    if is_new {
        note(&mut tx, (ACCOUNT, id), 1, "opened", "resident", now).await?;
    }
    tx.commit().await?;
    Ok(Some(token))
}

async fn note(
    tx: &mut Tx,
    (subject_kind, subject): (&str, Id),
    version: i64,
    kind: &str,
    actor: &str,
    at: Instant,
) -> Result<()> {
    let entry = entry((subject_kind, subject), version, kind, actor, at);
    journal::append(tx, &entry, &Nothing {}).await
}

const fn entry<'a>(
    (subject_kind, subject): (&'a str, Id),
    version: i64,
    kind: &'a str,
    actor: &'a str,
    at: Instant,
) -> journal::Entry<'a> {
    journal::Entry {
        subject_kind,
        subject,
        version,
        at,
        actor,
        kind,
    }
}

/// A slip for somebody who stands at the counter, in the caller's transaction; the code is shown
/// once and kept nowhere.
pub async fn print_slip(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    actor: &str,
    now: Instant,
) -> Result<String> {
    let id = site.new_id();
    let entropy = site.entropy.as_ref();
    let code = new_slip_code(entropy);
    rows::put_slip(tx, &site.keys, entropy, (id, reach, &code), now).await?;
    let printed = Printed {
        reach: site.keys.digest("slip in the journal", reach.text()),
    };
    let entry = entry((SLIP, id), 1, "printed", actor, now);
    journal::append(tx, &entry, &printed).await?;
    let account = actor
        .strip_prefix("account:")
        .and_then(|it| it.parse().ok());
    if let Some(account) = account {
        watch(tx, site, (id, account), actor, now).await?;
    }
    Ok(code)
}

/// Passing the daily number raises one alarm a day, which the audit administrator reads.
async fn watch(
    tx: &mut Tx,
    site: &Site,
    (slip, account): (Id, Id),
    actor: &str,
    now: Instant,
) -> Result<()> {
    let within_a_day = watched::printed(tx, slip, account, now).await?;
    if within_a_day <= SLIPS_IN_DAY || !watched::is_first_alarm(tx, account, now).await? {
        return Ok(());
    }
    tracing::warn!(%account, within_a_day, "many sign-in slips were printed");
    let (alarm, many) = (
        site.new_id(),
        ManySlips {
            account,
            within_a_day,
        },
    );
    let entry = entry((SLIP_ALARM, alarm), 1, "many_slips", actor, now);
    journal::append(tx, &entry, &many).await?;
    outbox::add(tx, alarm, MANY_SLIPS, account, &many, now).await
}

/// Refuses what cannot be undone for a day after a slip has opened the phone of a reporter.
pub async fn not_just_after_slip(
    tx: &mut Tx,
    reporters: &[Id],
    now: Instant,
) -> std::result::Result<(), OpError> {
    for reporter in reporters {
        if let Some(until) = watched::careful_until(tx, *reporter, now).await? {
            return Err(OpError::JustAfterSlip { until });
        }
    }
    Ok(())
}

/// Adds the echo of a code; false where there is none.
pub async fn add(site: &Site, account: &Account, code: &EchoCode) -> Result<bool> {
    let mut tx = site.db.write().await?;
    let is_added = rows::add(&mut tx, &site.keys, account.id, code, site.now()).await?;
    tx.commit().await?;
    Ok(is_added)
}

/// Takes an account away with all that hangs on it.
pub async fn forget(site: &Site, account: Id) -> Result<()> {
    let mut tx = site.db.write().await?;
    delete(&mut tx, account, "resident", site.now()).await?;
    tx.commit().await
}

/// The same in the transaction of whoever has a reason to.
pub(crate) async fn delete(tx: &mut Tx, account: Id, actor: &str, now: Instant) -> Result<()> {
    rows::forget_account(tx, account).await?;
    note(tx, (ACCOUNT, account), 2, "deleted", actor, now).await
}

/// Forgets what has run out and accounts that nobody has opened for a year; says how many.
pub async fn sweep(site: &Site) -> Result<usize> {
    let now = site.now();
    let mut tx = site.db.write().await?;
    rows::sweep(&mut tx, now).await?;
    let unused = now.plus_hours(-24 * UNUSED_DAYS);
    let left = rows::unused(&mut tx, unused, SWEPT_AT_ONCE).await?;
    for account in &left {
        delete(&mut tx, *account, "system", now).await?;
    }
    tx.commit().await?;
    Ok(left.len())
}
