use huiyin_kernel::Said;
use serde::Serialize;

use crate::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Ok,
    Warn,
    Bad,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub level: Level,
    pub found: Said,
    /// What to do; none where all is well.
    pub advice: Option<Said>,
}

impl Check {
    pub fn ok(name: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            name,
            level: Level::Ok,
            found: Said::new(zh, en),
            advice: None,
        }
    }

    pub fn warn(name: &'static str, found: Said, advice: Said) -> Self {
        Self {
            name,
            level: Level::Warn,
            found,
            advice: Some(advice),
        }
    }

    pub fn bad(name: &'static str, found: Said, advice: Said) -> Self {
        Self {
            level: Level::Bad,
            ..Self::warn(name, found, advice)
        }
    }

    /// What refused to open; the sentence itself says what to do.
    pub fn refused(name: &'static str, failure: &Failure) -> Self {
        Self {
            name,
            level: Level::Bad,
            found: failure.0.clone(),
            advice: None,
        }
    }
}

/// Text in both languages, briefly.
pub(super) fn said(zh: impl Into<String>, en: impl Into<String>) -> Said {
    Said::new(zh, en)
}
