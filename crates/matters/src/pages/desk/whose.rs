//! Which queues and lists somebody has.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};

use crate::model::{Actor, Scope};
use crate::rules::desk::Queue;
use crate::store::{self, Known};
use crate::{Matters, World, scope};

/// A queue of a person, and how far it reaches for them. Somebody who handles for two bodies has
/// the same queue twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Desk {
    pub queue: Queue,
    pub scope: store::Scope,
}

impl Desk {
    /// The queue and, where the scope is narrower than the district, its id: `work.0198…`.
    pub(super) fn key(self) -> String {
        match self.scope {
            store::Scope::District => self.queue.name().to_owned(),
            store::Scope::Street(id) | store::Scope::Body(id) => {
                format!("{}.{id}", self.queue.name())
            }
        }
    }
}

/// What goes up and what must be decided stands before what others do.
const ORDER: &[Queue] = &[
    Queue::Raised,
    Queue::Decide,
    Queue::Intake,
    Queue::Returns,
    Queue::Dispatch,
    Queue::Work,
    Queue::Whistle,
    Queue::Support,
    Queue::Call,
    Queue::Close,
    Queue::Parked,
];

/// Every queue that this person's posts open, widest reach only.
pub(super) fn desks(actor: &Actor) -> Vec<Desk> {
    ORDER
        .iter()
        .flat_map(|queue| {
            let roles = scope::roles_of(*queue);
            let posts = actor
                .posts
                .iter()
                .filter(move |post| roles.contains(&post.role));
            widest(posts.map(|post| post.scope))
                .into_iter()
                .map(|scope| Desk {
                    queue: *queue,
                    scope,
                })
        })
        .collect()
}

/// The scopes in which this person may list matters.
pub(super) fn scopes(actor: &Actor) -> Vec<store::Scope> {
    widest(actor.posts.iter().map(|post| post.scope))
}

/// The district covers everything; below it each street and body counts for itself. A community
/// has no list of its own.
fn widest(scopes: impl Iterator<Item = Scope>) -> Vec<store::Scope> {
    let mut found: Vec<store::Scope> = Vec::new();
    for scope in scopes {
        let scope = match scope {
            Scope::District => return vec![store::Scope::District],
            Scope::Street(id) => store::Scope::Street(id),
            Scope::Body(id) => store::Scope::Body(id),
            Scope::Community(_) => continue,
        };
        if !found.contains(&scope) {
            found.push(scope);
        }
    }
    found
}

/// A name for a scope where somebody has several.
pub(super) fn scope_name(ctx: &Ctx, world: &World, scope: store::Scope) -> String {
    match scope {
        store::Scope::District => ctx.site.settings.district.get(ctx.lang).to_owned(),
        store::Scope::Street(id) => world.area_name(Some(id), ctx.lang),
        store::Scope::Body(id) => world.body_name(id, ctx.lang),
    }
}

/// A matter that this person may read; any other is not there.
pub(super) async fn readable(
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    id: Id,
) -> Result<Known, PageError> {
    let known = store::load(tx, &matters.site.keys, id).await?;
    known
        .filter(|known| scope::may_read(actor, &known.matter))
        .ok_or(PageError::NotFound)
}

/// An id out of an address; anything else names nothing.
pub(super) fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
