//! Their texts to our values.

use std::collections::{BTreeMap, HashMap};

use super::fold::fold;
use super::map::MapError;
use super::map_file::LookupSection;

#[derive(Debug, Clone)]
pub(super) struct Lookup<T> {
    by_spelling: HashMap<String, T>,
    default: Option<T>,
    unknown: Option<T>,
}

/// What a look-up made of a row's texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<T> {
    Value(T),
    /// The cell is empty and nothing stands for that.
    Nothing,
    /// The text is not listed.
    Unknown(String),
}

impl<T: Clone + PartialEq> Lookup<T> {
    /// `section` names the part of the map in errors; `value` reads one of our names.
    pub(super) fn new(
        section: &'static str,
        file: &LookupSection,
        value: impl Fn(&str) -> Option<T>,
    ) -> Result<Self, MapError> {
        let read = |name: &String| {
            let wrong = || MapError::UnknownValue {
                section,
                value: name.clone(),
            };
            value(name).ok_or_else(wrong)
        };
        let mut lookup = Self {
            by_spelling: HashMap::new(),
            default: file.default.as_ref().map(read).transpose()?,
            unknown: file.unknown.as_ref().map(read).transpose()?,
        };
        for (name, spellings) in &file.from {
            let ours = read(name)?;
            lookup.add(section, name, &ours)?;
            for spelling in spellings {
                lookup.add(section, spelling, &ours)?;
            }
        }
        Ok(lookup)
    }

    /// A value's own name need not be listed.
    pub(super) fn know_own_names(&mut self, names: impl IntoIterator<Item = (String, T)>) {
        for (name, value) in names {
            self.by_spelling.entry(fold(&name)).or_insert(value);
        }
    }

    pub(super) fn add(
        &mut self,
        section: &'static str,
        spelling: &str,
        value: &T,
    ) -> Result<(), MapError> {
        let folded = fold(spelling);
        if folded.is_empty() {
            return Err(MapError::EmptySpelling { section });
        }
        match self.by_spelling.insert(folded, value.clone()) {
            Some(other) if other != *value => Err(MapError::SpellingTwice {
                section,
                spelling: spelling.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    pub(super) fn set_fallbacks(&mut self, default: Option<T>, unknown: Option<T>) {
        self.default = default;
        self.unknown = unknown;
    }

    pub(super) fn get(&self, spelling: &str) -> Option<&T> {
        self.by_spelling.get(&fold(spelling))
    }

    pub(super) fn find(&self, candidates: Vec<String>) -> Found<T> {
        for candidate in &candidates {
            if let Some(value) = self.get(candidate) {
                return Found::Value(value.clone());
            }
        }
        let first = candidates.into_iter().find(|text| !fold(text).is_empty());
        match (first, &self.default, &self.unknown) {
            (None, Some(value), _) | (Some(_), _, Some(value)) => Found::Value(value.clone()),
            (None, None, _) => Found::Nothing,
            (Some(text), _, None) => Found::Unknown(text),
        }
    }
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Self {
            by_spelling: HashMap::new(),
            default: None,
            unknown: None,
        }
    }
}

/// Translations by folded spelling, for the tables of a map.
pub(super) fn folded_table(
    table: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, MapError> {
    let mut folded = BTreeMap::new();
    for (spelling, text) in table {
        if folded
            .insert(fold(spelling), text.clone())
            .is_some_and(|other| other != *text)
        {
            return Err(MapError::SpellingTwice {
                section: "tables",
                spelling: spelling.clone(),
            });
        }
    }
    Ok(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(toml_text: &str) -> Result<Lookup<u32>, MapError> {
        Lookup::new("numbers", &toml::from_str(toml_text).unwrap(), |name| {
            name.parse().ok()
        })
    }

    fn find(lookup: &Lookup<u32>, texts: &[&str]) -> Found<u32> {
        lookup.find(texts.iter().map(|&text| text.to_owned()).collect())
    }

    #[test]
    fn the_first_known_text_decides() {
        let plain = lookup("from.1 = ['one', 'Ｕno']\nfrom.2 = ['two']").unwrap();
        assert_eq!(find(&plain, &["three", "UNO "]), Found::Value(1));
        assert_eq!(find(&plain, &["three"]), Found::Unknown("three".to_owned()));
        assert_eq!(find(&plain, &[]), Found::Nothing);
        let lenient = lookup("default = '7'\nunknown = '9'\nfrom.1 = ['one']").unwrap();
        assert_eq!(find(&lenient, &["three"]), Found::Value(9));
        assert_eq!(find(&lenient, &["，"]), Found::Value(7));
    }

    #[test]
    fn contradictions_in_the_map_are_found_before_any_row() {
        let twice = lookup("from.1 = ['one']\nfrom.2 = [' ONE']").unwrap_err();
        assert!(matches!(
            twice,
            MapError::SpellingTwice {
                section: "numbers",
                ..
            }
        ));
        let empty = lookup("from.1 = ['--']").unwrap_err();
        assert_eq!(empty, MapError::EmptySpelling { section: "numbers" });
        let wrong = lookup("from.x = ['one']").unwrap_err();
        assert!(matches!(wrong, MapError::UnknownValue { .. }), "{wrong}");
    }
}
