use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::{Draft, Say, SilenceRule};

/// The notice of a vote, at least fifteen days before (Property Management Regulation art. 14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteNotice {
    pub estate: String,
    pub vote: String,
    /// Who calls it.
    pub by: String,
    pub posted: (Date, Date),
    pub voting: (Date, Date),
    pub extension_days: u16,
    pub items: Vec<NoticeItem>,
    pub roll_on: Date,
    pub units: usize,
    pub persons: u64,
    pub area: u64,
    pub count_parking: bool,
    pub invalid_takes_part: bool,
    pub silence: SilenceRule,
    /// The local rule that allows a ballot by the page; without it there is paper only.
    pub electronic: Option<String>,
    /// Owners may vote in the city's own system beside the paper (Beijing).
    pub city_system: bool,
    pub object_to: String,
    pub signed_on: Date,
    /// The public page of the vote.
    pub link: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeItem {
    pub title: String,
    pub text: String,
    pub special: bool,
    pub consequence: String,
    /// Buildings whose owners decide; empty for all.
    pub buildings: Vec<String>,
}

impl VoteNotice {
    pub fn draft(&self, say: &Say) -> Draft {
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-notice-title", &[("vote", self.vote.as_str().into())]),
            "estate": self.estate,
            "vote": self.vote,
            "intro": say.args("compounds-papers-notice-intro", &[("estate", self.estate.as_str().into())]),
            "days": self.days(say),
            "items": self.items.iter().enumerate().map(|(at, it)| item(say, at, it)).collect::<Vec<_>>(),
            "rules": self.rules(say),
            "object": say.args("compounds-papers-notice-object", &[("where", self.object_to.as_str().into())]),
            "law": say.t("compounds-papers-notice-law"),
            "by": self.by,
            "signed_on": say.day(self.signed_on),
            "qr": qr_runs(&self.link),
            "words": {
                "items": say.t("compounds-papers-notice-items"),
                "rules": say.t("compounds-papers-notice-rules"),
                "object": say.t("compounds-papers-object"),
                "qr": say.t("compounds-papers-qr-vote"),
            },
        });
        Draft {
            source: include_str!("../../papers/vote_notice.typ"),
            data,
        }
    }

    fn days(&self, say: &Say) -> Vec<Value> {
        let roll = say.args(
            "compounds-papers-roll-sum",
            &[
                ("day", say.day(self.roll_on).into()),
                ("units", self.units.into()),
                (
                    "persons",
                    i64::try_from(self.persons).unwrap_or(i64::MAX).into(),
                ),
                ("area", say.area(self.area).into()),
            ],
        );
        let mut days = vec![
            say.fact("compounds-papers-posted-days", say.span(self.posted)),
            say.fact("compounds-papers-voting-days", say.span(self.voting)),
        ];
        if self.extension_days > 0 {
            let longer = say.args(
                "compounds-papers-notice-extension",
                &[("days", i64::from(self.extension_days).into())],
            );
            days.push(say.fact("compounds-papers-extension", longer));
        }
        days.push(say.fact("compounds-papers-roll", roll));
        days
    }

    fn rules(&self, say: &Say) -> Vec<String> {
        let mut rules = vec![say.t("compounds-papers-rule-persons")];
        rules.push(if self.count_parking {
            say.t("compounds-papers-rule-parking-in")
        } else {
            say.t("compounds-papers-rule-parking-out")
        });
        rules.push(if self.invalid_takes_part {
            say.t("compounds-papers-rule-invalid-in")
        } else {
            say.t("compounds-papers-rule-invalid-out")
        });
        rules.push(say.silence(&self.silence));
        rules.push(match &self.electronic {
            Some(rule) => say.args(
                "compounds-papers-rule-electronic",
                &[("rule", rule.as_str().into())],
            ),
            None if self.city_system => say.t("compounds-papers-rule-city-system"),
            None => say.t("compounds-papers-rule-paper"),
        });
        rules
    }
}

fn item(say: &Say, at: usize, item: &NoticeItem) -> Value {
    let scope = if item.buildings.is_empty() {
        String::new()
    } else {
        say.args(
            "compounds-papers-scope",
            &[("buildings", item.buildings.join("、").into())],
        )
    };
    json!({
        "name": say.args("compounds-papers-item", &[("number", (at + 1).into())]),
        "title": item.title,
        "text": item.text,
        "threshold": say.threshold(item.special),
        "consequence": item.consequence,
        "scope": scope,
    })
}
