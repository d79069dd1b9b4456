//! What an estate prints: ballots, notices, lists, posters.
//!
//! Each file holds one paper as a plain view: what it shows, given by whoever knows it, and the
//! data for its template, with every sentence taken from the locales. Nothing is decided here and
//! nothing is read from the store; the templates stand in `papers/` of the crate.

mod ballot;
mod candidates;
mod count_sheet;
mod minutes;
mod money_poster;
mod result_notice;
mod roll;
mod say;
mod shelf;
mod vote_notice;

pub use ballot::{BALLOTS_PER_FILE, BallotFor, BallotItem, Ballots};
pub use candidates::{Candidate, Candidates, Check};
pub use count_sheet::{CountRow, CountSheet, ItemSum, ROWS_PER_FILE};
pub use minutes::{Decided, Minutes};
pub use money_poster::{Amount, MoneyPoster};
pub use result_notice::{ItemResult, Measure, ResultNotice, Way};
pub use roll::{ROLL_ROWS_PER_FILE, Roll, RollRow};
pub use say::{Say, Sheet, SilenceRule};
pub use shelf::Shelf;
pub use vote_notice::{NoticeItem, VoteNotice};

use serde_json::Value;

/// A paper that is ready to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub source: &'static str,
    pub data: Value,
}

impl Draft {
    /// Makes it beside the threads that serve requests.
    pub async fn make(
        self,
        papers: &huiyin_papers::Papers,
    ) -> Result<Vec<u8>, huiyin_papers::PaperError> {
        papers.make(self.source, self.data).await
    }
}
