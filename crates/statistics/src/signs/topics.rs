use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id};

use super::Mention;
use crate::rules::looks::{Grown, Seen, grown};

/// Words that are looked at: a text has few, but a year of texts has very many.
const WORDS_MOST: usize = 50_000;
/// Topics that are shown.
const SHOWN_MOST: usize = 20;
/// Matters of a topic that are looked up for whoever looks.
const MATTERS_MOST: usize = 50;

/// A topic that grew, with its recent matters, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topic {
    pub about: About,
    pub grown: Grown,
    pub matters: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// The id of a community.
    Place(String),
    Word(String),
}

/// What grew from the days before `recent_from` to those since.
pub(super) fn topics(mentions: &[Mention], recent_from: Date) -> Vec<Topic> {
    let mut seen: BTreeMap<About, (Seen, Vec<Id>)> = BTreeMap::new();
    let mut all = Seen {
        recent: 0,
        before: 0,
    };
    for mention in mentions {
        let is_recent = mention.received_on >= recent_from;
        count(&mut all, is_recent);
        let place = Some(mention.community.clone()).filter(|it| !it.is_empty());
        let words = huiyin_words::topics_of(&mention.text);
        let about = words
            .into_iter()
            .map(About::Word)
            .chain(place.map(About::Place));
        for about in about {
            if seen.len() >= WORDS_MOST && !seen.contains_key(&about) {
                continue;
            }
            let (counts, matters) = seen.entry(about).or_insert_with(|| {
                (
                    Seen {
                        recent: 0,
                        before: 0,
                    },
                    Vec::new(),
                )
            });
            count(counts, is_recent);
            if is_recent && matters.len() < MATTERS_MOST {
                matters.push(mention.matter);
            }
        }
    }
    let counts: Vec<Seen> = seen.values().map(|it| it.0).collect();
    let found = grown(&counts, all);
    let topics: Vec<(About, Vec<Id>)> = seen
        .into_iter()
        .map(|(about, (_, matters))| (about, matters))
        .collect();
    found
        .into_iter()
        .take(SHOWN_MOST)
        .filter_map(|grown| {
            let (about, matters) = topics.get(grown.index)?.clone();
            Some(Topic {
                about,
                grown,
                matters,
            })
        })
        .collect()
}

fn count(seen: &mut Seen, is_recent: bool) {
    if is_recent {
        seen.recent += 1;
    } else {
        seen.before += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(number: usize, day: &str, text: &str) -> Mention {
        Mention {
            matter: Id::derived("signs", &number.to_string()),
            received_on: day.parse().unwrap(),
            text: text.to_owned(),
            community: if number.is_multiple_of(2) {
                "river"
            } else {
                "hill"
            }
            .to_owned(),
        }
    }

    #[test]
    fn a_topic_that_grew_is_found_with_its_matters_and_nobody_is_named() {
        let mut mentions = Vec::new();
        for number in 0..60 {
            let text = if number % 10 == 0 {
                "电梯坏了，王秀兰13800001234"
            } else {
                "路灯不亮"
            };
            mentions.push(mention(number, "2026-09-01", text));
        }
        for number in 60..100 {
            let text = if number % 2 == 0 {
                "电梯困人，王秀兰13800001234"
            } else {
                "路灯不亮"
            };
            mentions.push(mention(number, "2026-11-10", text));
        }
        let topics = topics(&mentions, "2026-11-01".parse().unwrap());
        assert!(
            topics
                .iter()
                .any(|it| it.about == About::Word("电梯".to_owned())),
            "{topics:?}"
        );
        for topic in &topics {
            let About::Word(word) = &topic.about else {
                continue;
            };
            assert!(!word.contains("秀兰") && !word.contains('1'), "{word}");
            assert_eq!(topic.matters.len(), topic.grown.seen.recent as usize);
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(topics(&[], "2026-11-01".parse().unwrap()).is_empty());
        let same: Vec<Mention> = (0..80)
            .map(|it| {
                mention(
                    it,
                    if it % 2 == 0 {
                        "2026-10-01"
                    } else {
                        "2026-11-10"
                    },
                    "路灯不亮",
                )
            })
            .collect();
        let found = topics(&same, "2026-11-01".parse().unwrap());
        assert!(
            found.iter().all(|it| matches!(it.about, About::Place(_))),
            "{found:?}"
        );
    }
}
