//! What happens by itself. Each job looks at the world and does what is missing.

use huiyin_db::StoreError;

use crate::Compounds;
use crate::ops::{self, OpError};

/// Opens and closes votes with their days.
const VOTES: &str = "compounds.votes";
const VOTES_SECONDS: i64 = 60;
const RETENTION: &str = "compounds.retention";

const DAY_SECONDS: i64 = 24 * 3600;

/// Name and how often, in seconds; one line for each job of a room.
pub const JOBS: &[(&str, i64)] = &[(RETENTION, DAY_SECONDS), (VOTES, VOTES_SECONDS)];

/// Does one job.
pub async fn run(compounds: &Compounds, job: &str) -> Result<(), OpError> {
    match job {
        RETENTION => ops::register::retain(compounds).await.map(drop),
        VOTES => ops::votes::turn_days(compounds).await.map(drop),
        _ => Err(StoreError::Inconsistent(format!("compounds has no job {job}")).into()),
    }
}
