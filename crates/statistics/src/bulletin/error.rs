use huiyin_db::StoreError;
use huiyin_web::PageError;

use crate::rules::bulletin::{BulletinRefused, Refusal};

/// Why nothing was done about a bulletin.
#[derive(Debug)]
pub enum BulletinError {
    NotFound,
    Refused(Refusal),
    Store(StoreError),
}

impl std::fmt::Display for BulletinError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => out.write_str("there is no such bulletin"),
            Self::Refused(why) => write!(out, "refused: {why}"),
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for BulletinError {}

impl From<StoreError> for BulletinError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for BulletinError {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl From<BulletinRefused> for BulletinError {
    fn from(why: BulletinRefused) -> Self {
        Self::Refused(why.into())
    }
}

/// The key of the sentence of a refusal.
pub(super) fn sentence(why: BulletinRefused) -> String {
    format!("statistics-bulletin-refused-{}", why.key())
}

impl From<BulletinError> for PageError {
    fn from(error: BulletinError) -> Self {
        match error {
            BulletinError::NotFound => Self::NotFound,
            BulletinError::Refused(refusal) => Self::Refused {
                key: sentence(refusal.why),
                args: vec![("what".to_owned(), refusal.what.into())],
            },
            BulletinError::Store(error) => error.into(),
        }
    }
}
