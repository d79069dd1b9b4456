//! Names of backups that the program makes by itself. They say whose and from when, in the
//! district's own time, so that a folder can be read by people and pruned without opening a file.

use huiyin_kernel::Instant;

const START: &str = "huiyin-";
const PLAIN: &str = ".tar";
const LOCKED: &str = ".tar.age";
/// `20261126T0915`
const STAMP_CHARACTERS: usize = 13;

/// A backup in a folder or bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub made_at: Instant,
    pub bytes: u64,
}

/// `huiyin-3f9c01ab-20261126T0915.tar.age`
pub fn name(store: &str, made_at: Instant, is_locked: bool) -> String {
    let stamp: String = made_at
        .to_local_minute()
        .chars()
        .filter(|it| !matches!(it, '-' | ':'))
        .collect();
    let end = if is_locked { LOCKED } else { PLAIN };
    format!("{START}{store}-{stamp}{end}")
}

/// When a file of this store was made; None for everything that is not one of its backups.
pub fn made_at(store: &str, name: &str) -> Option<Instant> {
    let rest = name.strip_prefix(START)?.strip_prefix(store)?;
    let rest = rest.strip_prefix('-')?;
    let stamp = rest
        .strip_suffix(LOCKED)
        .or_else(|| rest.strip_suffix(PLAIN))?;
    let is_plain = |(at, it): (usize, char)| (at == 8 && it == 'T') || it.is_ascii_digit();
    if stamp.len() != STAMP_CHARACTERS || !stamp.char_indices().all(is_plain) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| stamp.get(range);
    let local = format!(
        "{}-{}-{}T{}:{}",
        part(0..4)?,
        part(4..6)?,
        part(6..8)?,
        part(9..11)?,
        part(11..13)?
    );
    Instant::parse_local(&local).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_and_whose() {
        let at = Instant::parse_local("2026-11-26T09:15").unwrap();
        for is_locked in [true, false] {
            let name = name("3f9c01ab", at, is_locked);
            assert_eq!(made_at("3f9c01ab", &name), Some(at));
            assert_eq!(made_at("00000000", &name), None);
        }
        assert_eq!(
            name("3f9c01ab", at, true),
            "huiyin-3f9c01ab-20261126T0915.tar.age"
        );
    }

    #[test]
    fn other_peoples_files_are_left_alone() {
        for other in [
            "huiyin-3f9c01ab-20261126T0915.tar.age.part",
            "huiyin-3f9c01ab-20261326T0915.tar",
            "huiyin-3f9c01ab-2026.tar",
            "huiyin-3f9c01ab-20261126 0915.tar",
            "huiyin-3f9c01ab-２0261126T09.tar",
            "huiyin.tar",
            "notes.txt",
            "",
        ] {
            assert_eq!(made_at("3f9c01ab", other), None, "{other}");
        }
    }
}
