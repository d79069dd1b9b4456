//! Which matters somebody may look at, and how far a queue reaches for them.

use huiyin_kernel::mask;

use crate::model::{Actor, Matter, Role, Scope};
use crate::rules;
use crate::rules::desk::Queue;
use crate::store::{self, Past};

/// Whoever plays a part on a matter may read it; everybody else must not know of it.
pub(crate) fn may_read(actor: &Actor, matter: &Matter) -> bool {
    !rules::parts(actor, matter).is_empty()
}

/// Blots out phones and other numbers in the texts of a matter for whoever must not learn who
/// reports: people write them into the report itself.
pub(crate) fn veil(actor: &Actor, matter: &Matter, history: &mut [Past]) {
    if rules::may_see_reporter(actor, matter) {
        return;
    }
    for entry in history.iter_mut().flat_map(|past| &mut past.event.texts) {
        entry.text = mask::redact(&entry.text);
    }
}

/// The roles that a queue is made for.
pub(crate) fn roles_of(queue: Queue) -> &'static [Role] {
    match queue {
        Queue::Intake | Queue::Dispatch | Queue::Returns => &[Role::Dispatcher, Role::Supervisor],
        Queue::Work | Queue::Support | Queue::Whistle | Queue::Parked => {
            &[Role::Handler, Role::Supervisor, Role::Leader]
        }
        Queue::Call | Queue::Close => &[Role::Caller, Role::Supervisor],
        Queue::Decide => &[Role::Supervisor],
        Queue::Raised => &[Role::Supervisor, Role::Leader],
    }
}

/// How far a queue reaches for this person: the widest of the posts that it is made for. Nothing
/// where no post is.
pub(crate) fn for_queue(actor: &Actor, queue: Queue) -> Option<store::Scope> {
    let roles = roles_of(queue);
    let scopes = actor.posts.iter().filter(|post| roles.contains(&post.role));
    scopes
        .filter_map(|post| match post.scope {
            Scope::District => Some(store::Scope::District),
            Scope::Street(id) => Some(store::Scope::Street(id)),
            Scope::Body(id) => Some(store::Scope::Body(id)),
            Scope::Community(_) => None,
        })
        .min_by_key(|scope| match scope {
            store::Scope::District => 0,
            store::Scope::Street(_) => 1,
            store::Scope::Body(_) => 2,
        })
}
