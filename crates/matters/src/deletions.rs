//! Whether somebody has asked for the deletion of what is held of them. Who decides on that is
//! not known here; it is wired in by the program ([`Deletions`]), and without it nobody has asked.

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};

use crate::telling::Waiting;

/// Whoever keeps people's requests about their own data.
pub trait Deletions: Send + Sync {
    /// When this person asked, as long as it is not yet decided.
    fn asked<'a>(
        &'a self,
        tx: &'a mut Tx,
        matter: Id,
        reporter: Id,
    ) -> Waiting<'a, Option<Instant>>;
}
