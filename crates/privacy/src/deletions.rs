use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_matters::telling::Waiting;

use crate::store::cases;

/// Tells the pages of matters who has asked for deletion and waits for it.
#[derive(Debug)]
pub struct Deletions;

impl huiyin_matters::Deletions for Deletions {
    fn asked<'a>(
        &'a self,
        tx: &'a mut Tx,
        matter: Id,
        reporter: Id,
    ) -> Waiting<'a, Option<Instant>> {
        Box::pin(cases::deletion_asked(tx, matter, reporter))
    }
}
