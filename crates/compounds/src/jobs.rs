//! What happens by itself. Each job looks at the world and does what is missing.

use huiyin_db::StoreError;

use crate::Compounds;
use crate::ops::{self, OpError};

/// Opens and closes votes with their days.
const VOTES: &str = "compounds.votes";
const VOTES_SECONDS: i64 = 60;
/// Announces that the term of a committee ends.
const TERMS: &str = "compounds.terms";
/// What the register keeps too long.
const RETENTION: &str = "compounds.retention";
/// The meetings of the month, and what they decided.
const TABLE: &str = "compounds.table";
/// What owners who asked for it are told.
const TELL: &str = "compounds.tell";
const TELL_SECONDS: i64 = 300;
/// What staff are told of duties that fall due.
const DUTIES: &str = "compounds.duties";
/// The thirty days of an agreement.
const MEDIATION: &str = "compounds.mediation";
const MEDIATION_RETENTION: &str = "compounds.mediation-retention";

const HOUR_SECONDS: i64 = 3_600;
const DAY_SECONDS: i64 = 24 * 3_600;

/// Name and how often, in seconds; one line for each job of a room.
pub const JOBS: &[(&str, i64)] = &[
    (RETENTION, DAY_SECONDS),
    (TERMS, DAY_SECONDS),
    (VOTES, VOTES_SECONDS),
    (TELL, TELL_SECONDS),
    (DUTIES, DAY_SECONDS),
    (TABLE, HOUR_SECONDS),
    (MEDIATION, HOUR_SECONDS),
    (MEDIATION_RETENTION, DAY_SECONDS),
];

/// Does one job.
pub async fn run(compounds: &Compounds, job: &str) -> Result<(), OpError> {
    match job {
        RETENTION => ops::register::retain(compounds).await.map(drop),
        TERMS => {
            ops::elections::warn_of_terms(compounds).await?;
            ops::interim::end_due(compounds).await.map(drop)
        }
        VOTES => ops::votes::turn_days(compounds).await.map(drop),
        TELL => ops::telling::tell_due(compounds).await.map(drop),
        DUTIES => ops::duties::tell_due(compounds).await.map(drop),
        TABLE => ops::table::due(compounds).await.map(drop),
        MEDIATION => ops::mediation::remind_due(compounds).await.map(drop),
        MEDIATION_RETENTION => ops::mediation::retain(compounds).await.map(drop),
        _ => Err(StoreError::Inconsistent(format!("compounds has no job {job}")).into()),
    }
}
