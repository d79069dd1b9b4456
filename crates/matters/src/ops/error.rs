use huiyin_db::StoreError;
use huiyin_db::blobs::PhotoRefused;
use huiyin_kernel::Instant;
use huiyin_web::{Arg, PageError};

use crate::model::Refused;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    #[error("no such matter")]
    NotFound,
    #[error("the form's key was used for something else")]
    Reused,
    /// A slip for the reporter's phone was used a short while ago.
    #[error("a slip for this phone was just used")]
    JustAfterSlip { until: Instant },
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Photo(#[from] PhotoRefused),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpError> for PageError {
    fn from(error: OpError) -> Self {
        match error {
            OpError::NotFound => Self::NotFound,
            OpError::Reused => Self::FormReused,
            OpError::JustAfterSlip { until } => Self::Refused {
                key: "matters-mine-just-after-slip".to_owned(),
                args: vec![("until".to_owned(), until.to_display().into())],
            },
            OpError::Store(error) => error.into(),
            OpError::Photo(refused) => Self::Refused {
                key: photo_key(refused).to_owned(),
                args: Vec::new(),
            },
            OpError::Refused(refused) => Self::Refused {
                key: refused.locale_key(),
                args: refused
                    .args
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), Arg::guess(value)))
                    .collect(),
            },
        }
    }
}

/// The sentence for a photo that could not be taken.
pub fn photo_key(refused: PhotoRefused) -> &'static str {
    match refused {
        PhotoRefused::TooLarge => "matters-photo-too-large",
        PhotoRefused::NotAPicture => "matters-photo-not-a-picture",
        PhotoRefused::TooManyPixels => "matters-photo-too-many-pixels",
        PhotoRefused::Damaged => "matters-photo-damaged",
    }
}
