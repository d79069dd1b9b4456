use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::{Draft, Say, Sheet, SilenceRule};

/// Ballots of one file; an estate of thousands is printed file by file.
pub const BALLOTS_PER_FILE: usize = 200;

/// The ballots of a vote, one for each person of the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballots {
    pub estate: String,
    pub vote: String,
    pub sheet: Sheet,
    pub opens_on: Date,
    /// The last day on which a ballot is taken.
    pub last_on: Date,
    /// Where and to whom it is given back.
    pub return_to: String,
    pub silence: SilenceRule,
    pub items: Vec<BallotItem>,
    pub ballots: Vec<BallotFor>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotItem {
    pub title: String,
    pub text: String,
    /// Whether three quarters are needed (Civil Code art. 278 (6) to (8)).
    pub special: bool,
    /// What follows from the decision, in the words of who proposes it.
    pub consequence: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotFor {
    /// Of the voter in the roll.
    pub number: u32,
    /// `1栋1-301、1栋1-302`
    pub unit: String,
    pub area: u64,
    /// As printed and typed; what the QR code holds is the address with it.
    pub code: String,
    pub link: String,
    /// Numbers of the items that this voter decides, from nought; nothing for all.
    pub asked: Option<Vec<usize>>,
}

impl Ballots {
    pub fn draft(&self, say: &Say) -> Draft {
        let ballots: Vec<Value> = self.ballots.iter().map(|it| self.one(say, it)).collect();
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-ballot-title", &[("vote", self.vote.as_str().into())]),
            "estate": self.estate,
            "vote": self.vote,
            "sheet": self.sheet.name(),
            "choices": choices(say),
            "items": self.items.iter().enumerate().map(|(at, it)| item(say, at, it)).collect::<Vec<_>>(),
            "silence": say.silence(&self.silence),
            "weighty": self.silence != SilenceRule::None,
            "days": say.span((self.opens_on, self.last_on)),
            "return_to": self.return_to,
            "ballots": ballots,
            "words": {
                "head": say.t("compounds-papers-ballot-head"),
                "unit": say.t("compounds-papers-unit"),
                "size": say.t("compounds-papers-size"),
                "number": say.t("compounds-papers-ballot-number"),
                "how": say.t("compounds-papers-ballot-how"),
                "how_text": say.t("compounds-papers-ballot-how-text"),
                "code": say.t("compounds-papers-ballot-code"),
                "silence": say.t("compounds-papers-silence"),
                "signature": say.t("compounds-papers-ballot-signature"),
                "date": say.t("compounds-papers-ballot-date"),
                "co_owners": say.t("compounds-papers-ballot-co-owners"),
                "days": say.t("compounds-papers-voting-days"),
                "return_to": say.t("compounds-papers-ballot-return"),
                "not_asked": say.t("compounds-papers-ballot-not-asked"),
                "page": say.t("compounds-papers-ballot-page"),
            },
        });
        Draft {
            source: include_str!("../../papers/ballot.typ"),
            data,
        }
    }

    fn one(&self, say: &Say, ballot: &BallotFor) -> Value {
        let asked: Vec<bool> = (0..self.items.len())
            .map(|at| ballot.asked.as_ref().is_none_or(|it| it.contains(&at)))
            .collect();
        json!({
            "number": ballot.number,
            "unit": ballot.unit,
            "size": say.area(ballot.area),
            "code": ballot.code,
            "qr": qr_runs(&ballot.link),
            "asked": asked,
        })
    }
}

fn item(say: &Say, at: usize, item: &BallotItem) -> Value {
    json!({
        "name": say.args("compounds-papers-item", &[("number", (at + 1).into())]),
        "title": item.title,
        "text": item.text,
        "threshold": say.threshold_short(item.special),
        "consequence": item.consequence,
    })
}

pub(super) fn choices(say: &Say) -> [String; 3] {
    [
        say.t("compounds-papers-yes"),
        say.t("compounds-papers-no"),
        say.t("compounds-papers-abstain"),
    ]
}
