//! Texts in both languages, from `locales/<tag>/<slice>.ftl`. A debug build reads the files at
//! start, a release build carries them.

use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use huiyin_kernel::Lang;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct LocaleFiles;

/// A value put into a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Number(i64),
    Text(String),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<usize> for Arg {
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl Arg {
    /// Whole numbers choose plural forms; everything else, and numbers with leading zeros such as
    /// codes, stay text.
    pub fn guess(value: &impl std::fmt::Display) -> Self {
        let text = value.to_string();
        match text.parse::<i64>() {
            Ok(number) if text.len() < 12 && number.to_string() == text => Self::Number(number),
            _ => Self::Text(text),
        }
    }
}

/// All sentences of the program.
pub struct Texts {
    bundles: HashMap<Lang, FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Texts(zh-CN, en)")
    }
}

/// A locale file that does not parse, or a key given twice.
#[derive(Debug, thiserror::Error)]
#[error("locales/{file}: {why}")]
pub struct LocaleError {
    file: String,
    why: String,
}

impl Texts {
    pub fn load() -> Result<Self, LocaleError> {
        let mut bundles = HashMap::new();
        for lang in Lang::ALL {
            let tag: LanguageIdentifier = lang.tag().parse().map_err(|_| LocaleError {
                file: lang.tag().to_owned(),
                why: "not a language tag".to_owned(),
            })?;
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(false);
            for file in LocaleFiles::iter().filter(|file| {
                file.strip_prefix(lang.tag())
                    .is_some_and(|rest| rest.starts_with('/'))
            }) {
                add_file(&mut bundle, &file)?;
            }
            bundles.insert(lang, bundle);
        }
        Ok(Self { bundles })
    }

    /// The sentence of a key. A missing key shows itself, so that a page still works and a test
    /// sees it.
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(lang, key, args)
            .or_else(|| self.find(Lang::Zh, key, args))
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundles
            .get(&lang)
            .is_some_and(|bundle| bundle.has_message(key))
    }

    fn find(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let bundle = self.bundles.get(&lang)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            match value {
                Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
                Arg::Text(text) => values.set(*name, FluentValue::from(text.as_str())),
            }
        }
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::warn!(key, ?errors, "a sentence lacks a value");
        }
        Some(text)
    }
}

fn add_file(bundle: &mut FluentBundle<FluentResource>, file: &str) -> Result<(), LocaleError> {
    let wrong = |why: String| LocaleError {
        file: file.to_owned(),
        why,
    };
    let embedded = LocaleFiles::get(file).ok_or_else(|| wrong("missing".to_owned()))?;
    let text =
        String::from_utf8(embedded.data.into_owned()).map_err(|_| wrong("not UTF-8".to_owned()))?;
    let resource = FluentResource::try_new(text)
        .map_err(|(_, errors)| wrong(format!("does not parse: {errors:?}")))?;
    bundle
        .add_resource(resource)
        .map_err(|errors| wrong(format!("a key is there twice: {errors:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_file_parses_and_a_missing_key_shows_itself() {
        let texts = Texts::load().expect("locales parse");
        assert_eq!(texts.say(Lang::En, "no-such-key", &[]), "⟦no-such-key⟧");
    }

    #[test]
    fn only_plain_whole_numbers_become_numbers() {
        assert_eq!(Arg::guess(&12), Arg::Number(12));
        assert_eq!(Arg::guess(&"0123"), Arg::Text("0123".to_owned()));
        assert_eq!(
            Arg::guess(&"20261123-0001"),
            Arg::Text("20261123-0001".to_owned())
        );
    }
}
