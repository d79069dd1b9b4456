//! City rules as the form offers them: how many days of notice each asks for.

use crate::model::votes::Meeting;
use crate::model::votes::bounds::NOTICE_DAYS;

/// One city's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    pub key: &'static str,
    regular: u16,
    extraordinary: u16,
}

impl Preset {
    pub const fn notice_days(&self, meeting: Meeting) -> u16 {
        match meeting {
            Meeting::Regular => self.regular,
            Meeting::Extraordinary => self.extraordinary,
        }
    }
}

const fn preset(key: &'static str, extraordinary: u16) -> Preset {
    Preset {
        key,
        regular: NOTICE_DAYS,
        extraordinary,
    }
}

pub const ALL: &[Preset] = &[preset("law", NOTICE_DAYS), preset("hangzhou", 7)];

pub fn of(key: &str) -> Option<&'static Preset> {
    ALL.iter().find(|it| it.key == key)
}
