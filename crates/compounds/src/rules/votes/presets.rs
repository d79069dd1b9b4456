//! City rules as the form offers them: `huiyin-tally` has them with their sources.

use huiyin_tally::presets::{PRESETS, Preset};

use crate::model::votes::Meeting;
use crate::model::votes::bounds::HANGZHOU_EXTRAORDINARY_DAYS;

pub const ALL: &[Preset] = PRESETS;

pub fn of(key: &str) -> Option<&'static Preset> {
    Preset::find(key)
}

/// Days of notice: never less than the law's, but where Hangzhou's own rule has seven for an
/// extraordinary meeting.
pub fn notice_days(preset: &Preset, meeting: Meeting) -> u16 {
    if preset.id == "hangzhou" && meeting == Meeting::Extraordinary {
        return HANGZHOU_EXTRAORDINARY_DAYS;
    }
    u16::try_from(preset.notice_days()).unwrap_or(u16::MAX)
}
