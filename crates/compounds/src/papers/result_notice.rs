use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::say::{hundredths, percent, share};
use super::{Draft, Say, SilenceRule};

/// The result of a vote, strict and deemed always side by side (rules 8.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultNotice {
    pub estate: String,
    pub vote: String,
    pub by: String,
    pub voting: (Date, Date),
    pub posted: (Date, Date),
    pub silence: SilenceRule,
    pub items: Vec<ItemResult>,
    pub object_to: String,
    /// Root over all ballots, published at the close; empty where there is none.
    pub commitment: String,
    pub signed_on: Date,
    pub link: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemResult {
    pub title: String,
    pub special: bool,
    pub persons: u64,
    pub area: u64,
    /// Only returned ballots.
    pub strict: Way,
    /// With silence as the rules of procedure have it; the same as `strict` where they say nothing.
    pub deemed: Option<Way>,
}

/// One way of counting an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    pub took_part: Measure,
    pub yes: Measure,
    /// Two thirds took part, by persons and by area.
    pub valid: bool,
    pub passed: bool,
    /// Which of the two results holds.
    pub decides: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    pub persons: u64,
    pub area: u64,
}

impl ResultNotice {
    pub fn draft(&self, say: &Say) -> Draft {
        let items: Vec<Value> = self
            .items
            .iter()
            .enumerate()
            .map(|(at, it)| item(say, at, it))
            .collect();
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-result-title", &[("vote", self.vote.as_str().into())]),
            "estate": self.estate,
            "days": [
                say.fact("compounds-papers-voting-days", say.span(self.voting)),
                say.fact("compounds-papers-posted-days", say.span(self.posted)),
            ],
            "items": items,
            "silence": say.silence(&self.silence),
            "one_way": self.silence == SilenceRule::None,
            "object": say.args("compounds-papers-result-object", &[("where", self.object_to.as_str().into())]),
            "commitment": self.commitment,
            "by": self.by,
            "signed_on": say.day(self.signed_on),
            "qr": qr_runs(&self.link),
            "words": {
                "strict": say.t("compounds-papers-result-strict"),
                "strict_hint": say.t("compounds-papers-result-strict-hint"),
                "deemed": say.t("compounds-papers-result-deemed"),
                "deemed_hint": say.t("compounds-papers-result-deemed-hint"),
                "no_deemed": say.t("compounds-papers-result-no-deemed"),
                "persons": say.t("compounds-papers-persons"),
                "head_persons": say.t("compounds-papers-head-persons"),
                "area": say.t("compounds-papers-size-unit"),
                "all": say.t("compounds-papers-result-all"),
                "took_part": say.t("compounds-papers-result-took-part"),
                "yes": say.t("compounds-papers-result-yes"),
                "decides": say.t("compounds-papers-result-decides"),
                "silence": say.t("compounds-papers-silence"),
                "object": say.t("compounds-papers-object"),
                "commitment": say.t("compounds-papers-result-commitment"),
                "qr": say.t("compounds-papers-qr-vote"),
            },
        });
        Draft {
            source: include_str!("../../papers/result_notice.typ"),
            data,
        }
    }
}

fn item(say: &Say, at: usize, item: &ItemResult) -> Value {
    json!({
        "name": say.args("compounds-papers-item", &[("number", (at + 1).into())]),
        "title": item.title,
        "threshold": say.threshold(item.special),
        // In hundredths of a percent, for the mark on the bar.
        "line": if item.special { 7_500 } else { 5_000 },
        "persons": item.persons.to_string(),
        "area": say.area(item.area),
        "strict": way(say, item, item.strict),
        "deemed": item.deemed.map(|it| way(say, item, it)),
    })
}

fn way(say: &Say, item: &ItemResult, way: Way) -> Value {
    let verdict = if !way.valid {
        say.t("compounds-papers-result-invalid")
    } else if way.passed {
        say.t("compounds-papers-result-passed")
    } else {
        say.t("compounds-papers-result-failed")
    };
    let (part, yes) = (way.took_part, way.yes);
    let row = |number: String, part: u64, whole: u64| json!({ "number": number, "percent": percent(part, whole), "share": share(part, whole).min(10_000) });
    json!({
        "verdict": verdict,
        "good": way.valid && way.passed,
        "decides": way.decides,
        "part": [
            row(part.persons.to_string(), part.persons, item.persons),
            row(hundredths(i128::from(part.area)), part.area, item.area),
        ],
        "yes": [
            row(yes.persons.to_string(), yes.persons, part.persons),
            row(hundredths(i128::from(yes.area)), yes.area, part.area),
        ],
    })
}
