//! City rules as the form offers them: `huiyin-tally` has them with their sources.

use huiyin_tally::presets::{PRESETS, Preset};

pub const ALL: &[Preset] = PRESETS;

pub fn of(key: &str) -> Option<&'static Preset> {
    Preset::find(key)
}

/// Days of notice: the city's, and never less than the law's, for every kind of meeting (rule
/// 8.4). The fifteen days are those of the Property Management Regulation art. 14, which knows no
/// shorter notice for an extraordinary meeting. Hangzhou's own rule has seven there; a city may ask
/// for more than the Regulation of the State Council, and not for less.
pub fn notice_days(preset: &Preset) -> u16 {
    u16::try_from(preset.notice_days()).unwrap_or(u16::MAX)
}
