use huiyin_db::{Tx, journal};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::personal::{self, Due, Orphans};
use huiyin_registry::settings;
use serde::{Deserialize, Serialize};

use super::OpError;
use crate::Privacy;
use crate::model::Keep;
use crate::rules::{NOTICE_DAYS, check_days, cutoff};
use crate::store::cases;
use crate::store::retention::{self, Item};

/// Things looked at and announced in one run, and let go in one run.
const ANNOUNCED_AT_ONCE: i64 = 2_000;
const LET_GO_AT_ONCE: i64 = 500;
const ORPHANS_AT_ONCE: usize = 500;
const ROWS_AT_ONCE: i64 = 5_000;

/// Days in force for one kind, and why they are more than shipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    pub days: u16,
    pub reason: String,
}

fn key(keep: Keep) -> String {
    format!("privacy.keep.{}", keep.name())
}

/// Days in force: the district's own, or as shipped.
pub async fn days_of(tx: &mut Tx, keep: Keep) -> Result<Days, OpError> {
    let kept = settings::get(tx, &key(keep)).await?;
    let shipped = || Days {
        days: keep.limits().shipped_days,
        reason: String::new(),
    };
    // What cannot be read, or would be refused today, counts as shipped.
    Ok(kept
        .and_then(|text| serde_json::from_str::<Days>(&text).ok())
        .filter(|it| check_days(keep, it.days, &it.reason).is_ok())
        .unwrap_or_else(shipped))
}

pub async fn settings_of(tx: &mut Tx) -> Result<Vec<(Keep, Days)>, OpError> {
    let mut all = Vec::new();
    for keep in Keep::ALL {
        all.push((*keep, days_of(tx, *keep).await?));
    }
    Ok(all)
}

#[derive(Serialize)]
struct Changed {
    what: Keep,
    days: u16,
}

/// Changes how long something is kept: shorter freely, longer with a reason.
pub async fn set_days(
    privacy: &Privacy,
    keep: Keep,
    days: u16,
    reason: &str,
    by: Id,
) -> Result<(), OpError> {
    check_days(keep, days, reason).map_err(OpError::Days)?;
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let kept = Days {
        days,
        reason: reason.trim().to_owned(),
    };
    let text = serde_json::to_string(&kept).map_err(huiyin_db::StoreError::inconsistent)?;
    settings::set(&mut tx, &key(keep), &text).await?;
    let entry = journal::Entry {
        subject_kind: "retention_setting",
        subject: site.new_id(),
        version: 1,
        at: now,
        actor: &format!("account:{by}"),
        kind: "changed",
    };
    journal::append(&mut tx, &entry, &Changed { what: keep, days }).await?;
    Ok(tx.commit().await?)
}

/// One line of what a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    pub keep: Keep,
    /// Will be put on the list now.
    pub to_announce: usize,
    /// Stands on the list and waits for its day.
    pub waiting: usize,
    /// Will be let go now.
    pub ready: usize,
    pub days: u16,
}

/// What a run would do, without doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    pub lines: Vec<Planned>,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ran {
    pub announced: usize,
    pub let_go: usize,
    /// Taken off the list: opened again, or kept longer now.
    pub dropped: usize,
    pub orphans: usize,
    pub reveals: u64,
    pub cases: usize,
}

async fn due(tx: &mut Tx, keep: Keep, before: Instant) -> Result<Vec<Due>, OpError> {
    Ok(match keep {
        Keep::Contact => personal::contact_due(tx, before, ANNOUNCED_AT_ONCE).await?,
        Keep::Photos => personal::photos_due(tx, before, ANNOUNCED_AT_ONCE).await?,
        Keep::Orphans | Keep::Reveals | Keep::Rights => Vec::new(),
    })
}

/// Looks at the world and says what a run would do now.
pub async fn plan(privacy: &Privacy) -> Result<Plan, OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut lines = Vec::new();
    let mut tx = site.db.read().await?;
    let listed = retention::waiting(&mut tx, Instant::from_micros(i64::MIN), "", ROWS_AT_ONCE);
    let listed = listed.await?;
    for keep in Keep::ALL.iter().copied() {
        let days = days_of(&mut tx, keep).await?.days;
        let before = cutoff(days, now);
        let (mut to_announce, mut waiting, mut ready) = (0, 0, 0);
        if keep.is_announced() {
            for found in due(&mut tx, keep, before).await? {
                if !retention::is_announced(&mut tx, keep, found.matter).await? {
                    to_announce += 1;
                }
            }
            for item in listed.iter().filter(|item| item.keep == keep) {
                if item.held_reason.is_none() && item.not_before <= now {
                    ready += 1;
                } else {
                    waiting += 1;
                }
            }
        } else {
            ready = unnamed(privacy, &mut tx, keep, before).await?;
        }
        lines.push(Planned {
            keep,
            to_announce,
            waiting,
            ready,
            days,
        });
    }
    Ok(Plan { lines })
}

/// How much goes of what has no name to be announced under.
async fn unnamed(
    privacy: &Privacy,
    tx: &mut Tx,
    keep: Keep,
    before: Instant,
) -> Result<usize, OpError> {
    Ok(match keep {
        Keep::Orphans => {
            let found = personal::orphans(&privacy.matters, before, ORPHANS_AT_ONCE).await?;
            found.rows.len() + found.files.len()
        }
        Keep::Reveals => whole(personal::reveals_due(tx, before).await?),
        Keep::Rights => whole(cases::count_old(tx, before).await?),
        Keep::Contact | Keep::Photos => 0,
    })
}

fn whole(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// Announces what is newly due, lets go what was announced a week ago, and forgets what has no
/// name. Run twice, the second run finds nothing to do.
pub async fn run(privacy: &Privacy) -> Result<Ran, OpError> {
    let mut ran = Ran::default();
    let_go(privacy, &mut ran).await?;
    for keep in Keep::ALL.iter().copied().filter(|it| it.is_announced()) {
        ran.announced += announce(privacy, keep).await?;
    }
    sweep(privacy, &mut ran).await?;
    Ok(ran)
}

async fn announce(privacy: &Privacy, keep: Keep) -> Result<usize, OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let days = days_of(&mut tx, keep).await?.days;
    let mut announced = 0;
    for found in due(&mut tx, keep, cutoff(days, now)).await? {
        let item = Item {
            id: site.new_id(),
            keep,
            subject: found.matter,
            label: found.number,
            since: found.ended_at,
            announced_at: now,
            not_before: now.date().plus_days(NOTICE_DAYS).start(),
            held_reason: None,
            ended_at: None,
            result: String::new(),
        };
        announced += usize::from(retention::announce(&mut tx, &item).await?);
    }
    tx.commit().await?;
    Ok(announced)
}

async fn let_go(privacy: &Privacy, ran: &mut Ran) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.read().await?;
    let ready = retention::ready(&mut tx, now, LET_GO_AT_ONCE).await?;
    let mut kept = Vec::new();
    for keep in Keep::ALL.iter().copied() {
        kept.push((keep, days_of(&mut tx, keep).await?.days));
    }
    drop(tx);
    for item in ready {
        let days = kept.iter().find(|(keep, _)| *keep == item.keep);
        let still = days.is_some_and(|(_, days)| item.since < cutoff(*days, now));
        let gone = still && forget(privacy, &item).await?;
        let mut tx = site.db.write().await?;
        if gone {
            retention::end(&mut tx, item.id, now, "let_go").await?;
            ran.let_go += 1;
        } else {
            retention::drop_item(&mut tx, item.id).await?;
            ran.dropped += 1;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn forget(privacy: &Privacy, item: &Item) -> Result<bool, OpError> {
    let matters = &privacy.matters;
    Ok(match item.keep {
        Keep::Contact => personal::forget_contact(matters, item.subject).await?,
        Keep::Photos => personal::forget_photos(matters, item.subject).await? > 0,
        Keep::Orphans | Keep::Reveals | Keep::Rights => false,
    })
}

async fn sweep(privacy: &Privacy, ran: &mut Ran) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let reveals = cutoff(days_of(&mut tx, Keep::Reveals).await?.days, now);
    ran.reveals = personal::forget_reveals(&mut tx, reveals, ROWS_AT_ONCE).await?;
    let rights = cutoff(days_of(&mut tx, Keep::Rights).await?.days, now);
    ran.cases = cases::forget_old(&mut tx, rights, LET_GO_AT_ONCE).await?;
    let orphans = cutoff(days_of(&mut tx, Keep::Orphans).await?.days, now);
    tx.commit().await?;
    let found: Orphans = personal::orphans(&privacy.matters, orphans, ORPHANS_AT_ONCE).await?;
    ran.orphans = personal::remove_orphans(&privacy.matters, &found, orphans).await?;
    Ok(())
}

/// Whether a run would let something go that is on the list; for `doctor` and the page.
pub async fn still_to_run(tx: &mut Tx, now: Instant) -> Result<bool, OpError> {
    Ok(!retention::ready(tx, now, 1).await?.is_empty())
}

#[derive(Serialize)]
struct HeldBack {
    held: bool,
}

/// Keeps something on the list from going, with the reason; or lets it go its way again, after
/// another week.
pub async fn hold(privacy: &Privacy, id: Id, reason: &str, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let mut tx = site.db.write().await?;
    if !retention::hold(&mut tx, id, reason).await? {
        return Err(OpError::NotFound);
    }
    note(privacy, &mut tx, by, true).await?;
    Ok(tx.commit().await?)
}

pub async fn release(privacy: &Privacy, id: Id, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let mut tx = site.db.write().await?;
    let not_before = site.now().date().plus_days(NOTICE_DAYS).start();
    if !retention::release(&mut tx, id, not_before).await? {
        return Err(OpError::NotFound);
    }
    note(privacy, &mut tx, by, false).await?;
    Ok(tx.commit().await?)
}

async fn note(privacy: &Privacy, tx: &mut Tx, by: Id, held: bool) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let entry = journal::Entry {
        subject_kind: "retention_item",
        subject: site.new_id(),
        version: 1,
        at: site.now(),
        actor: &format!("account:{by}"),
        kind: if held { "held" } else { "released" },
    };
    Ok(journal::append(tx, &entry, &HeldBack { held }).await?)
}
