use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};
use huiyin_registry::accounts;

use crate::model::{Actor, Role, Scope};
use crate::rules::desk::Queue;
use crate::store::handover::{Waiting, waiting};
use crate::{Matters, World, notices, scope};

/// A queue in which matters wait and that nobody on duty serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unserved {
    pub queue: Queue,
    pub body: Option<Id>,
    pub street: Option<Id>,
    pub count: i64,
}

/// Queues without anybody, as far as the reader's posts reach.
pub async fn unserved(matters: &Matters, tx: &mut Tx, reader: &Actor) -> Result<Vec<Unserved>> {
    let today = matters.site.now().date();
    let world = matters.world(tx).await?;
    let mut bodies: BTreeMap<Id, bool> = BTreeMap::new();
    let mut places: BTreeMap<(Queue, Option<Id>), bool> = BTreeMap::new();
    let mut found = Vec::new();
    for waiting in waiting(tx).await? {
        if !reaches(reader, waiting.street) {
            continue;
        }
        let is_served = if let Some(body) = waiting.body {
            if let Some(known) = bodies.get(&body) {
                *known
            } else {
                let served = !notices::handlers_of(tx, body, today).await?.is_empty();
                bodies.insert(body, served);
                served
            }
        } else {
            let place = (waiting.queue, waiting.street);
            if let Some(known) = places.get(&place) {
                *known
            } else {
                let served = is_served(tx, &world, place, today).await?;
                places.insert(place, served);
                served
            }
        };
        if !is_served {
            add(&mut found, waiting);
        }
    }
    Ok(found)
}

/// A body is one line, wherever its matters lie.
fn add(found: &mut Vec<Unserved>, waiting: Waiting) {
    let street = waiting.street.filter(|_| waiting.body.is_none());
    let same = |it: &&mut Unserved| {
        (it.queue, it.body, it.street) == (waiting.queue, waiting.body, street)
    };
    if let Some(line) = found.iter_mut().find(same) {
        line.count += waiting.count;
        return;
    }
    found.push(Unserved {
        queue: waiting.queue,
        body: waiting.body,
        street,
        count: waiting.count,
    });
}

fn reaches(reader: &Actor, street: Option<Id>) -> bool {
    let supervising = reader
        .posts
        .iter()
        .filter(|post| post.role == Role::Supervisor);
    supervising.into_iter().any(|post| match post.scope {
        Scope::District => true,
        Scope::Street(own) => street == Some(own),
        Scope::Community(_) | Scope::Body(_) => false,
    })
}

async fn is_served(
    tx: &mut Tx,
    world: &World,
    (queue, street): (Queue, Option<Id>),
    today: Date,
) -> Result<bool> {
    let path = world.path_of(street);
    for role in scope::roles_of(queue) {
        let found = accounts::with_role(tx, role.name(), &path, today).await?;
        if !found.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
