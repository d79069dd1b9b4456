use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::{Draft, Say};

/// What is published of a meeting of the three sides (rules 8.6): topics, decisions with owner and
/// day, and the next meeting. Neither names nor who said what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    pub estate: String,
    /// `2026年10月`
    pub month: String,
    pub held_on: Date,
    pub place: String,
    /// Side, and who was there by office and number.
    pub sides: Vec<(String, String)>,
    /// Heading and text, in the order of the agenda.
    pub topics: Vec<(String, String)>,
    pub decisions: Vec<Decided>,
    pub next: Option<Date>,
    pub published_on: Date,
    pub edition: u32,
    pub link: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub text: String,
    pub owner: String,
    pub due: Date,
    /// Number of the matter, the vote, or how it stands.
    pub became: String,
}

impl Minutes {
    pub fn draft(&self, say: &Say) -> Draft {
        let mut facts = vec![say.fact("compounds-papers-minutes-held", say.day(self.held_on))];
        if !self.place.is_empty() {
            facts.push(say.fact("compounds-papers-minutes-place", &self.place));
        }
        let sides = self
            .sides
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }));
        facts.extend(sides);
        let decisions: Vec<Value> = self
            .decisions
            .iter()
            .map(|it| json!([it.text, it.owner, say.day(it.due), it.became]))
            .collect();
        let next = self.next.map_or_else(
            || say.t("compounds-papers-minutes-next-open"),
            |day| {
                say.args(
                    "compounds-papers-minutes-next",
                    &[("day", say.day(day).into())],
                )
            },
        );
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-minutes-title", &[("month", self.month.as_str().into())]),
            "estate": self.estate,
            "facts": facts,
            "topics": self.topics.iter().map(|(name, text)| json!({ "name": name, "text": text })).collect::<Vec<_>>(),
            "decisions": decisions,
            "next": next,
            "edition": say.args(
                "compounds-papers-minutes-edition",
                &[("day", say.day(self.published_on).into()), ("edition", i64::from(self.edition).into())],
            ),
            "qr": qr_runs(&self.link),
            "words": {
                "talked": say.t("compounds-papers-minutes-talked"),
                "decided": say.t("compounds-papers-minutes-decided"),
                "none": say.t("compounds-papers-minutes-none"),
                "what": say.t("compounds-papers-minutes-what"),
                "who": say.t("compounds-papers-minutes-who"),
                "until": say.t("compounds-papers-minutes-until"),
                "became": say.t("compounds-papers-minutes-became"),
                "number": say.t("compounds-papers-number"),
                "qr": say.t("compounds-papers-qr-table"),
            },
        });
        Draft {
            source: include_str!("../../papers/minutes.typ"),
            data,
        }
    }
}
