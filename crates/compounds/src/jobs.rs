//! What happens by itself. Each job looks at the world and does what is missing.

use huiyin_db::StoreError;

use crate::Compounds;
use crate::ops::OpError;

/// Name and how often, in seconds; one line for each job of a room.
pub const JOBS: &[(&str, i64)] = &[];

/// Does one job.
#[expect(
    clippy::unused_async,
    reason = "the jobs of the rooms wait for the store"
)]
pub async fn run(_compounds: &Compounds, job: &str) -> Result<(), OpError> {
    Err(StoreError::Inconsistent(format!("compounds has no job {job}")).into())
}
