use huiyin_datasets::DatasetError;
use huiyin_db::StoreError;
use huiyin_web::PageError;

use crate::rules::open::{OpenRefused, bounds};

/// Why nothing was done about open data.
#[derive(Debug)]
pub enum OpenError {
    NotFound,
    Refused(OpenRefused),
    Store(StoreError),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => out.write_str("there is no such edition"),
            Self::Refused(why) => write!(out, "refused: {why}"),
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<OpenRefused> for OpenError {
    fn from(why: OpenRefused) -> Self {
        Self::Refused(why)
    }
}

impl From<DatasetError> for OpenError {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::TooLarge(_) => Self::Refused(OpenRefused::TooMany),
            other => Self::Store(StoreError::inconsistent(other)),
        }
    }
}

/// The key of the sentence of a refusal.
pub(super) fn sentence(why: OpenRefused) -> String {
    format!("statistics-open-refused-{}", why.key())
}

/// What a sentence may name.
pub(super) fn named(why: OpenRefused) -> i64 {
    let number = match why {
        OpenRefused::TooMany => bounds::MATTERS_MOST as u64,
        OpenRefused::TooManyEditions => bounds::EDITIONS_MOST as u64,
        _ => bounds::PEOPLE_LEAST,
    };
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl From<OpenError> for PageError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotFound => Self::NotFound,
            OpenError::Refused(why) => Self::Refused {
                key: sentence(why),
                args: vec![("number".to_owned(), named(why).into())],
            },
            OpenError::Store(error) => error.into(),
        }
    }
}
