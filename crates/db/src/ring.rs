//! The master keys of a district: the newest wraps what is wrapped from now on, older ones still
//! open what they wrapped until nothing of it is left.

use std::collections::BTreeMap;

use huiyin_kernel::{from_hex, to_hex};

use crate::suite::{Secret, Suite};

/// Generations that a ring holds at most.
pub const GENERATIONS_MAX: usize = 50;

/// Master keys by their generation, which counts from 1.
#[derive(Clone, PartialEq, Eq)]
pub struct Ring(BTreeMap<u16, Secret>);

impl std::fmt::Debug for Ring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Ring{:?}", self.0.keys().collect::<Vec<_>>())
    }
}

impl Ring {
    pub fn of(generation: u16, master: Secret) -> Self {
        Self(BTreeMap::from([(generation, master)]))
    }

    /// Reads `64 hexadecimal digits` (generation 1) or `N:64 hexadecimal digits`, one or more,
    /// separated by white space or commas. None where anything else stands there.
    pub fn parse(text: &str) -> Option<Self> {
        let mut found = BTreeMap::new();
        let entries = text
            .split(|it: char| it.is_whitespace() || it == ',')
            .filter(|it| !it.is_empty());
        for entry in entries {
            let (generation, digits) = match entry.split_once(':') {
                Some((generation, digits)) => (generation.parse().ok()?, digits),
                None => (1, entry),
            };
            let is_new = found.insert(generation, unhex(digits)?).is_none();
            if generation == 0 || !is_new || found.len() > GENERATIONS_MAX {
                return None;
            }
        }
        (!found.is_empty()).then_some(Self(found))
    }

    /// As [`Self::parse`] reads it; a first and only key is its digits alone.
    pub fn to_text(&self) -> String {
        if let (1, Some(only)) = (self.0.len(), self.0.get(&1)) {
            return format!("{}\n", to_hex(only));
        }
        let lines = self
            .0
            .iter()
            .map(|(id, key)| format!("{id}:{}\n", to_hex(key)));
        lines.collect()
    }

    pub fn generations(&self) -> Vec<u16> {
        self.0.keys().copied().collect()
    }

    pub fn newest(&self) -> u16 {
        self.0.keys().next_back().copied().unwrap_or_default()
    }

    pub(crate) fn master(&self, generation: u16) -> Option<&Secret> {
        self.0.get(&generation)
    }

    /// The same with a new newest key; returns its generation. None where there is no room.
    #[must_use]
    pub fn grown(&self, master: Secret) -> Option<(u16, Self)> {
        let generation = self.newest().checked_add(1)?;
        let mut grown = self.clone();
        grown.0.insert(generation, master);
        (grown.0.len() <= GENERATIONS_MAX).then_some((generation, grown))
    }

    /// The same without a generation. None where it would be empty.
    #[must_use]
    pub fn without(&self, generation: u16) -> Option<Self> {
        let mut rest = self.clone();
        rest.0.remove(&generation);
        (!rest.0.is_empty()).then_some(rest)
    }

    /// By which a store, a backup or a person knows a key without being able to find it.
    pub fn fingerprint(&self, generation: u16) -> Option<String> {
        let master = self.0.get(&generation)?;
        let check = Suite::Default
            .hash()
            .derive("huiyin 2026-11 master key fingerprint", master);
        Some(to_hex(&check[..16]))
    }

    /// The fingerprints of all keys, with their generations.
    pub fn fingerprints(&self) -> BTreeMap<u16, String> {
        let each = self.0.keys();
        each.filter_map(|it| Some((*it, self.fingerprint(*it)?)))
            .collect()
    }
}

pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_hex(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let one = Ring::of(1, [0xab; 32]);
        assert_eq!(one.to_text(), format!("{}\n", "ab".repeat(32)));
        let (generation, two) = one.grown([0xcd; 32]).unwrap();
        assert_eq!((generation, two.newest()), (2, 2));
        for ring in [&one, &two, &two.without(1).unwrap()] {
            assert_eq!(Ring::parse(&ring.to_text()).as_ref(), Some(ring));
        }
        let in_a_variable = format!("2:{},{}", "cd".repeat(32), "ab".repeat(32));
        assert_eq!(Ring::parse(&in_a_variable), Some(two));
        assert_eq!(one.without(1), None);
    }

    #[test]
    fn what_is_no_ring_is_refused() {
        let key = "ab".repeat(32);
        for wrong in [
            String::new(),
            " \n".to_owned(),
            "é".to_owned(),
            "ab".repeat(31),
            "ab".repeat(33),
            format!("0:{key}"),
            format!("65536:{key}"),
            format!("-1:{key}"),
            format!("{key} {key}"),
            format!("1:{key}\n{key}"),
            format!("2:{key} x"),
            (1..=60)
                .map(|it| format!("{it}:{key}"))
                .collect::<Vec<_>>()
                .join("\n"),
        ] {
            assert_eq!(Ring::parse(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_fingerprint_knows_its_key_and_no_debug_shows_one() {
        let ring = Ring::of(1, [0xab; 32]);
        assert_ne!(ring.fingerprint(1), Ring::of(1, [0xac; 32]).fingerprint(1));
        assert_eq!(ring.fingerprint(2), None);
        assert_eq!(format!("{ring:?}"), "Ring[1]");
    }
}
