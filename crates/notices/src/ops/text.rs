use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::Lang;
use huiyin_web::{Arg, Site};

use crate::model::{Channel, Template};
use crate::rules::fill;
use crate::store::wordings;

/// What is said, before it goes to a carrier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Subject of a mail, head of a slip; empty for short messages.
    pub heading: String,
    pub text: String,
}

/// The wording that came with the program, with its words still in braces.
pub(crate) fn shipped(site: &Site, spec: &Template, lang: Lang, part: &str) -> String {
    let braced = |word: &str| Arg::Text(format!("{{{word}}}"));
    let mut words: Vec<(&str, Arg)> = vec![("district", braced("district"))];
    for word in spec.needs.iter().chain(spec.may) {
        words.push((word, braced(word)));
    }
    site.texts
        .say(lang, &format!("notices-{part}-{}", spec.name), &words)
}

/// Puts a notice into words for its channel: the district's own, or those of the program.
pub async fn said(
    site: &Site,
    tx: &mut Tx,
    spec: &Template,
    (lang, channel): (Lang, Channel),
    values: &BTreeMap<String, String>,
) -> Result<Said> {
    let mut values = values.clone();
    let district = site.settings.district.get(lang).to_owned();
    values.insert("district".to_owned(), district);
    let own = wordings::of(tx, spec.name, lang).await?;
    let wording = |part: &str| {
        let own = match part {
            "short" => &own.short,
            "heading" => &own.heading,
            _ => &own.body,
        };
        if own.is_empty() {
            fill(&shipped(site, spec, lang, part), &values)
        } else {
            fill(own, &values)
        }
    };
    Ok(match channel {
        Channel::Sms | Channel::Wecom => Said {
            heading: String::new(),
            text: wording("short"),
        },
        Channel::Mail | Channel::Paper => Said {
            heading: wording("heading"),
            text: wording("body"),
        },
    })
}
