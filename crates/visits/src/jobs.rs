//! Periodic work: each job looks at the world and does what is missing.

use crate::Visits;
use crate::ops::{self, OpError};

/// Begins and ends rounds with their days.
pub const DAYS: &str = "visits.days";

/// Names and how often in seconds.
pub const JOBS: &[(&str, i64)] = &[(DAYS, 600)];

/// Does one job; false where it is none of this slice.
pub async fn run(visits: &Visits, job: &str) -> Result<bool, OpError> {
    match job {
        DAYS => ops::turn_days(visits).await?,
        _ => return Ok(false),
    }
    Ok(true)
}
