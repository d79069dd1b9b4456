//! What happens by itself. Each job looks at the world and does what is missing.

use huiyin_db::StoreError;

use crate::Visits;
use crate::ops::{self, OpError};

/// Begins and ends rounds with their days, and asks who is still to be asked for a time.
const DAYS: &str = "visits.days";
const RETENTION: &str = "visits.retention";
const BADGES: &str = "visits.badges";
const PIECES: &str = "visits.pieces";
/// Writes the keys anew by which doors are found, once after they have changed.
const DOOR_KEYS: &str = "visits.door-keys";

const DAYS_SECONDS: i64 = 600;
const DAY_SECONDS: i64 = 24 * 3600;
/// Soon after a round is announced or planned anew.
const BADGE_SECONDS: i64 = 300;

/// Name and how often, in seconds.
pub const JOBS: &[(&str, i64)] = &[
    (DAYS, DAYS_SECONDS),
    (RETENTION, DAY_SECONDS),
    (BADGES, BADGE_SECONDS),
    (PIECES, DAY_SECONDS),
    (DOOR_KEYS, DAY_SECONDS),
];

/// Does one job.
pub async fn run(visits: &Visits, job: &str) -> Result<(), OpError> {
    match job {
        DAYS => ops::turn_days(visits).await,
        RETENTION => ops::forget::retain(visits).await.map(drop),
        BADGES => ops::badge::make_due(visits).await.map(drop),
        DOOR_KEYS => ops::doors::key_anew(&visits.site).await.map(drop),
        PIECES => Ok(crate::notebook::sweep(&visits.site).await.map(drop)?),
        _ => Err(StoreError::Inconsistent(format!("visits has no job {job}")).into()),
    }
}
