use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id, Instant};
use huiyin_registry::accounts;

use super::{actor_of, fits};
use crate::model::{Actor, Matter, NoticeKind};
use crate::rules::desk::Queue;
use crate::rules::holding::{Holding, holders};
use crate::store::handover::{self as rows, Rows};
use crate::store::jobs::{Path, Place, next};
use crate::store::notices as notice_rows;
use crate::{Matters, World, notices, scope};

/// The queues in which a matter waits while something of it is bound to a person.
const QUEUES: [Queue; 3] = [Queue::Parked, Queue::Decide, Queue::Whistle];
/// Matters looked at with one reading.
const MATTERS_AT_ONCE: i64 = 200;
/// Matters of one queue that are looked at.
const MATTERS_LIMIT: usize = 20_000;

/// Why somebody is a ghost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Closed,
    /// The account is open, but no post of today reaches these matters.
    NoPost,
}

/// One matter that is bound to somebody who has left.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    pub matter: Matter,
    pub holding: Holding,
}

/// What lies with one person who has left.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftBehind {
    pub account: Id,
    pub why: Why,
    pub bound: Vec<Bound>,
    pub rows: Rows,
}

/// People looked up once each.
struct Known<'a> {
    world: &'a World,
    today: Date,
    found: BTreeMap<Id, Option<Actor>>,
}

impl Known<'_> {
    async fn actor(&mut self, tx: &mut Tx, account: Id) -> Result<Option<&Actor>> {
        if !self.found.contains_key(&account) {
            let actor = actor_of(tx, self.world, account, self.today).await?;
            self.found.insert(account, actor);
        }
        Ok(self.found.get(&account).and_then(Option::as_ref))
    }
}

/// Everything that lies with people who have left. With a reader, only matters that they may
/// read; what is not a matter is shown to whoever reads the whole district.
pub async fn left_behind(
    matters: &Matters,
    tx: &mut Tx,
    reader: Option<&Actor>,
) -> Result<Vec<LeftBehind>> {
    let world = matters.world(tx).await?;
    let mut known = Known {
        world: &world,
        today: matters.site.now().date(),
        found: BTreeMap::new(),
    };
    let mut ghosts: BTreeMap<Id, LeftBehind> = BTreeMap::new();
    for queue in QUEUES {
        for matter in in_queue(tx, queue).await? {
            if reader.is_some_and(|reader| !scope::may_read(reader, &matter)) {
                continue;
            }
            for (account, holding) in holders(&matter) {
                let actor = known.actor(tx, account).await?;
                if fits(actor, &matter) {
                    continue;
                }
                let why = if actor.is_some() {
                    Why::NoPost
                } else {
                    Why::Closed
                };
                let ghost = ghosts.entry(account).or_insert_with(|| empty(account, why));
                let is_known = ghost
                    .bound
                    .iter()
                    .any(|it| it.matter.id == matter.id && it.holding == holding);
                if !is_known {
                    let matter = matter.clone();
                    ghost.bound.push(Bound { matter, holding });
                }
            }
        }
    }
    if reader.is_none_or(sees_district) {
        add_rows(tx, &mut ghosts).await?;
    }
    Ok(ghosts.into_values().collect())
}

const fn empty(account: Id, why: Why) -> LeftBehind {
    LeftBehind {
        account,
        why,
        bound: Vec::new(),
        rows: Rows {
            notices: 0,
            filters: 0,
            templates: 0,
            lists: 0,
        },
    }
}

fn sees_district(reader: &Actor) -> bool {
    use crate::model::{Role, Scope};
    let posts = reader.posts.iter();
    let mut wide = posts.filter(|post| post.scope == Scope::District);
    wide.any(|post| post.role == Role::Supervisor)
}

/// Rows of closed accounts. Whoever has an account still sees their own.
async fn add_rows(tx: &mut Tx, ghosts: &mut BTreeMap<Id, LeftBehind>) -> Result<()> {
    let all = accounts::all(tx).await?;
    for account in all.into_iter().filter(|it| !it.active) {
        let rows = rows::rows_of(tx, account.id).await?;
        if let Some(ghost) = ghosts.get_mut(&account.id) {
            ghost.rows = rows;
        } else if !rows.is_empty() {
            let ghost = LeftBehind {
                rows,
                ..empty(account.id, Why::Closed)
            };
            ghosts.insert(account.id, ghost);
        }
    }
    Ok(())
}

async fn in_queue(tx: &mut Tx, queue: Queue) -> Result<Vec<Matter>> {
    let path = Path::Queue {
        queue,
        until: Instant::from_micros(i64::MAX),
    };
    let mut found: Vec<Matter> = Vec::new();
    let mut place = Place::START;
    while found.len() < MATTERS_LIMIT {
        let page = next(tx, path, place, MATTERS_AT_ONCE).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < MATTERS_AT_ONCE;
        for (at, matter) in page {
            place = at;
            found.push(matter);
        }
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// Tells those who answer for each matter that it was left behind, once for each matter and
/// person; says how many were told.
pub async fn tell_of_left_behind(matters: &Matters) -> Result<usize> {
    let now = matters.site.now();
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let found = left_behind(matters, &mut tx, None).await?;
    drop(tx);
    let mut told = 0;
    for ghost in &found {
        for bound in &ghost.bound {
            let matter = bound.matter.id;
            let mut tx = matters.site.db.write().await?;
            for account in notices::answerable_for(&mut tx, &world, matter, now.date()).await? {
                let text = format!("{matter} {} {account}", ghost.account);
                let id = Id::derived("matter left behind", &text);
                let kind = NoticeKind::LeftBehind;
                let is_new = notice_rows::put(&mut tx, id, account, matter, kind, now).await?;
                told += usize::from(is_new);
            }
            tx.commit().await?;
        }
    }
    Ok(told)
}
