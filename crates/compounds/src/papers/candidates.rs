use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::{Draft, Say};

/// Who stands for the owners' committee (rules 8.5). Candidates are public by standing; what the
/// checks found is shown as yes or no, never the papers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    pub estate: String,
    pub election: String,
    pub by: String,
    pub seats: u32,
    pub alternates: u32,
    pub term_years: u32,
    pub posted: (Date, Date),
    pub voting: Option<(Date, Date)>,
    pub candidates: Vec<Candidate>,
    pub object_to: String,
    pub signed_on: Date,
    pub link: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub name: String,
    /// Building only, or whatever the candidate agreed to.
    pub unit: String,
    pub intro: String,
    pub checks: Vec<Check>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub name: String,
    pub met: bool,
}

impl Candidates {
    pub fn draft(&self, say: &Say) -> Draft {
        let seats = say.args(
            "compounds-papers-candidates-seats",
            &[
                ("seats", i64::from(self.seats).into()),
                ("alternates", i64::from(self.alternates).into()),
                ("years", i64::from(self.term_years).into()),
            ],
        );
        let mut days = vec![
            say.fact("compounds-papers-candidates-elected", seats),
            say.fact("compounds-papers-posted-days", say.span(self.posted)),
        ];
        if let Some(voting) = self.voting {
            days.push(say.fact("compounds-papers-voting-days", say.span(voting)));
        }
        let candidates: Vec<Value> = self
            .candidates
            .iter()
            .map(|it| {
                json!({
                    "name": it.name,
                    "unit": it.unit,
                    "intro": it.intro,
                    "checks": it.checks.iter().map(|it| json!({ "name": it.name, "met": it.met })).collect::<Vec<_>>(),
                })
            })
            .collect();
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-candidates-title", &[("election", self.election.as_str().into())]),
            "estate": self.estate,
            "days": days,
            "candidates": candidates,
            "order": say.t("compounds-papers-candidates-order"),
            "object": say.args("compounds-papers-notice-object", &[("where", self.object_to.as_str().into())]),
            "by": self.by,
            "signed_on": say.day(self.signed_on),
            "qr": qr_runs(&self.link),
            "words": {
                "checks": say.t("compounds-papers-candidates-checks"),
                "unmet": say.t("compounds-papers-candidates-unmet"),
                "object": say.t("compounds-papers-object"),
                "qr": say.t("compounds-papers-qr-election"),
            },
        });
        Draft {
            source: include_str!("../../papers/candidates.typ"),
            data,
        }
    }
}
