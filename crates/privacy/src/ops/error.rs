use huiyin_db::StoreError;
use huiyin_web::PageError;

use crate::model::Refused;
use crate::rules::DaysRefused;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    #[error("no such case")]
    NotFound,
    #[error("the form's key was used for something else")]
    Reused,
    #[error("refused: {0}")]
    Refused(Refused),
    #[error("days refused: {0:?}")]
    Days(DaysRefused),
    #[error(transparent)]
    Matter(#[from] huiyin_matters::ops::OpError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refused> for OpError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<OpError> for PageError {
    fn from(error: OpError) -> Self {
        let refused = |key: String, args| Self::Refused { key, args };
        match error {
            OpError::NotFound => Self::NotFound,
            OpError::Reused => Self::FormReused,
            OpError::Refused(why) => refused(format!("privacy-refused-{}", why.key()), Vec::new()),
            OpError::Days(why) => {
                let (key, days) = match why {
                    DaysRefused::TooShort { least } => ("too-short", i64::from(least)),
                    DaysRefused::TooLong { most } => ("too-many", i64::from(most)),
                    DaysRefused::ReasonMissing => ("reason-missing", 0),
                };
                let args = vec![("days".to_owned(), days.into())];
                refused(format!("privacy-days-{key}"), args)
            }
            OpError::Matter(error) => error.into(),
            OpError::Store(error) => error.into(),
        }
    }
}
