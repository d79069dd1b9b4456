//! When ballots are printed.

use huiyin_kernel::Instant;

use crate::model::votes::{Vote, VoteRefused as R, VoteState as S};

/// Whether ballots may be printed now: from the notice on, for delivery and for a lost paper, until
/// the vote closes. Afterwards nobody needs a paper, and the codes that stand on it would show what
/// was voted.
pub fn check_printing(vote: &Vote, now: Instant) -> Result<(), R> {
    match &vote.state {
        S::Announced { .. } => Ok(()),
        S::Voting { times, .. } if now < times.closes_before() => Ok(()),
        _ => Err(R::PrintingOver),
    }
}
