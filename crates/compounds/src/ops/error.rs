use huiyin_db::StoreError;
use huiyin_web::PageError;

use crate::model::Refused;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    #[error("not there, or not for this person")]
    NotFound,
    #[error("the form's key was used for something else")]
    Reused,
    #[error("refused: {0}")]
    Refused(Refused),
    /// A room said no: the whole key of its sentence.
    #[error("refused: {0}")]
    Room(String),
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
        match error {
            OpError::NotFound => Self::NotFound,
            OpError::Reused => Self::FormReused,
            OpError::Refused(why) => Self::Refused {
                key: format!("compounds-refused-{}", why.key()),
                args: Vec::new(),
            },
            OpError::Room(key) => Self::Refused {
                key,
                args: Vec::new(),
            },
            OpError::Matter(error) => error.into(),
            OpError::Store(error) => error.into(),
        }
    }
}
