//! What of a matter is bound to one person and not to a body or a queue: nothing of it may stay
//! with somebody who has left.

use huiyin_kernel::Id;

use crate::model::{Matter, State};
use huiyin_kernel::named;

named! {
    Holding {
        /// Answers for a parked matter.
        Parked = "parked",
        /// Is to answer for it, once the suspension that was asked for is granted.
        Requested = "requested",
        /// Called bodies together and waits for their answers.
        Called = "called",
    }
}

/// Who is bound to an open matter, and by what; each pair once.
pub fn holders(matter: &Matter) -> Vec<(Id, Holding)> {
    if !matter.state_name().is_open() {
        return Vec::new();
    }
    let parked = match &matter.state {
        State::Suspended { suspension, .. } => Some((suspension.person, Holding::Parked)),
        _ => None,
    };
    let asked = matter.suspension_request.as_ref();
    let requested = asked.map(|request| (request.person, Holding::Requested));
    let open = matter.whistles.iter().filter(|it| it.is_open());
    let called = open.map(|whistle| (whistle.called_by, Holding::Called));
    let mut found: Vec<(Id, Holding)> = parked.into_iter().chain(requested).chain(called).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// By what this person is bound to the matter.
pub fn holdings_of(matter: &Matter, account: Id) -> Vec<Holding> {
    let all = holders(matter).into_iter();
    all.filter(|(holder, _)| *holder == account)
        .map(|(_, holding)| holding)
        .collect()
}
