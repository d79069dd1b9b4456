//! Carries what the rules want somebody to be told to the accounts of those concerned.
//!
//! Residents need no row: the page of their echo code is where they are told, and it follows from
//! the journal; who agreed to it is told by phone as well (`telling.rs`). For members of staff a notice is a row of their own, with an id that follows from
//! the message and the account, so that a message handled twice tells nobody twice.

use std::collections::BTreeSet;

use huiyin_db::outbox::{Fate, Message};
use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Date, Id, Instant};
use huiyin_registry::{AreaKind, accounts, posts};

use crate::model::{Notice, NoticeKind, Recipient, Role};
use crate::slice::{Matters, World};
use crate::store::notices as rows;
use crate::telling;

/// The topic of the outbox under which notices travel.
pub const TOPIC: &str = "matters.notice";

/// Levels of responsibility, from the supervisor of the area up to the leader.
const LEVELS: [u8; 3] = [1, 2, 3];

/// The page on which a member of staff reads them.
pub const PAGE: &str = "/desk/notices";

/// How many of the newest notices of an account, made since then, are unread.
pub async fn unread_since(tx: &mut Tx, account: Id, since: Instant) -> Result<i64> {
    rows::unread_since(tx, account, since).await
}

/// Handles one message.
pub async fn deliver(matters: &Matters, message: &Message) -> Fate {
    let notice: Notice = match serde_json::from_str(&message.body) {
        Ok(notice) => notice,
        Err(error) => return Fate::Fail(format!("not a notice: {error}")),
    };
    match notice.to {
        Recipient::Joined(_) => Fate::Done("echo-page"),
        Recipient::Reporter(matter) => {
            telling::tell_reporter(matters, message, matter, notice.kind).await
        }
        _ => judged(tell(matters, message, notice).await),
    }
}

/// What the message of a carrier says of somebody who could not be reached.
#[derive(serde::Deserialize)]
struct Unreached {
    template: String,
}

/// Asks the callers to ring a reporter whom no message reached.
pub async fn unreached(matters: &Matters, message: &Message) -> Fate {
    let said: Unreached = match serde_json::from_str(&message.body) {
        Ok(said) => said,
        Err(error) => return Fate::Fail(format!("not a word of a carrier: {error}")),
    };
    // A code for signing in that did not arrive is nobody's matter.
    if !said.template.starts_with("matter-") {
        return Fate::Done("nobody-to-tell");
    }
    let notice = Notice {
        to: Recipient::Callers,
        kind: NoticeKind::ReporterUnreached,
        matter: message.subject,
    };
    judged(tell(matters, message, notice).await)
}

fn judged(told: Result<usize>) -> Fate {
    match told {
        Ok(0) => Fate::Done("nobody-to-tell"),
        Ok(_) => Fate::Done("delivered"),
        // What is written wrongly in the store stays wrong however often it is tried.
        Err(error @ StoreError::Inconsistent(_)) => Fate::Fail(error.to_string()),
        Err(error) => Fate::Retry(error.to_string()),
    }
}

/// Writes the rows; says how many accounts are concerned.
async fn tell(matters: &Matters, message: &Message, notice: Notice) -> Result<usize> {
    let site = &matters.site;
    let today = site.now().date();
    let mut tx = site.db.write().await?;
    let world = matters.world(&mut tx).await?;
    let concerned = concerned(&mut tx, &world, notice, today).await?;
    for account in &concerned {
        let id = Id::derived("matter notice", &format!("{} {account}", message.id));
        rows::put(
            &mut tx,
            id,
            *account,
            notice.matter,
            notice.kind,
            message.created_at,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(concerned.len())
}

async fn concerned(
    tx: &mut Tx,
    world: &World,
    notice: Notice,
    today: Date,
) -> Result<BTreeSet<Id>> {
    match notice.to {
        Recipient::Reporter(_) | Recipient::Joined(_) => Ok(BTreeSet::new()),
        Recipient::Account(id) => {
            let account = accounts::by_id(tx, id).await?;
            if account.is_some_and(|it| it.active) {
                return Ok(BTreeSet::from([id]));
            }
            // Somebody who has left hears nothing; whoever answers for the matter does.
            answerable_for(tx, world, notice.matter, today).await
        }
        Recipient::Body(body) => {
            let handlers = handlers_of(tx, body, today).await?;
            if handlers.is_empty() {
                return answerable_for(tx, world, notice.matter, today).await;
            }
            Ok(handlers)
        }
        Recipient::Dispatchers => {
            let path = path_of(tx, world, notice.matter).await?;
            with_role(tx, Role::Dispatcher, &path, today).await
        }
        Recipient::Callers => {
            let path = path_of(tx, world, notice.matter).await?;
            with_role(tx, Role::Caller, &path, today).await
        }
        Recipient::Level(level) => {
            let path = path_of(tx, world, notice.matter).await?;
            answerable(tx, world, level, &path, today).await
        }
    }
}

async fn with_role(tx: &mut Tx, role: Role, path: &str, today: Date) -> Result<BTreeSet<Id>> {
    let found = accounts::with_role(tx, role.name(), path, today).await?;
    Ok(found.into_iter().map(|account| account.id).collect())
}

/// Those who handle matters for a body; other posts of its people do not count.
pub(crate) async fn handlers_of(tx: &mut Tx, body: Id, today: Date) -> Result<BTreeSet<Id>> {
    let mut found = BTreeSet::new();
    for account in accounts::of_body(tx, body, today).await? {
        let held = posts::of_account(tx, account.id).await?;
        let handles = held.iter().any(|post| {
            post.role == Role::Handler.name()
                && post.body_id == Some(body)
                && post.is_held_on(today)
        });
        if handles {
            found.insert(account.id);
        }
    }
    Ok(found)
}

/// Who answers for a matter where it lies: its supervisors, or whoever stands next to them.
pub(crate) async fn answerable_for(
    tx: &mut Tx,
    world: &World,
    matter: Id,
    today: Date,
) -> Result<BTreeSet<Id>> {
    let path = path_of(tx, world, matter).await?;
    answerable(tx, world, LEVELS[0], &path, today).await
}

/// Who answers for a matter at a level. Where nobody holds that post, whoever stands above; where
/// nobody stands above, whoever stands nearest below: what goes up must arrive.
async fn answerable(
    tx: &mut Tx,
    world: &World,
    level: u8,
    path: &str,
    today: Date,
) -> Result<BTreeSet<Id>> {
    let above = LEVELS.into_iter().filter(|it| *it >= level);
    let below = LEVELS.into_iter().rev().filter(|it| *it < level);
    for level in above.chain(below) {
        let found = match level {
            1 => with_role(tx, Role::Supervisor, path, today).await?,
            // A post for the district covers the path of the district itself.
            2 => with_role(tx, Role::Supervisor, district(world), today).await?,
            _ => with_role(tx, Role::Leader, path, today).await?,
        };
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(BTreeSet::new())
}

fn district(world: &World) -> &str {
    let root = world
        .areas
        .values()
        .find(|area| area.kind == AreaKind::District);
    root.map_or("", |area| area.path.as_str())
}

/// The path of the smallest known area of a matter; one without a place is the district's.
async fn path_of(tx: &mut Tx, world: &World, matter: Id) -> Result<String> {
    let area = rows::area_of(tx, matter).await?.unwrap_or_default();
    let known = area
        .community_id
        .or(area.street_id)
        .and_then(|id| world.areas.get(&id));
    Ok(known.map_or_else(|| district(world).to_owned(), |area| area.path.clone()))
}
