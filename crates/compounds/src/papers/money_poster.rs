use huiyin_kernel::Date;
use huiyin_papers::qr_runs;
use serde_json::{Value, json};

use super::{Draft, Say, Sheet};

/// Common income for the board: where it came from, where it went, what is left (rules 9.4, 9.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyPoster {
    pub estate: String,
    /// `2026年第三季度`
    pub period: String,
    /// It tells of the maintenance fund, and not of common income.
    pub is_fund: bool,
    pub sheet: Sheet,
    pub posted: (Date, Date),
    pub opening: i64,
    /// In fen, as the statement has them.
    pub came: Vec<Amount>,
    pub went: Vec<Amount>,
    pub left: i64,
    /// Where what is left lies.
    pub lies: Vec<Amount>,
    /// Who keeps the books, and who answers for the poster.
    pub by: String,
    pub ask: String,
    pub link: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    pub name: String,
    pub fen: i64,
    /// What stands behind it: contracts, decisions, invoices, in a few words.
    pub note: String,
}

impl Amount {
    pub fn new(name: impl Into<String>, fen: i64, note: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            fen,
            note: note.into(),
        }
    }
}

impl MoneyPoster {
    pub fn draft(&self, say: &Say) -> Draft {
        let (came, went) = (sum(&self.came), sum(&self.went));
        let longest = self.came.iter().chain(&self.went);
        let longest = longest.map(|it| it.fen.unsigned_abs()).max().unwrap_or(0);
        let bars =
            |all: &[Amount]| -> Vec<Value> { all.iter().map(|it| bar(say, it, longest)).collect() };
        let about = if self.is_fund { "fund" } else { "money" };
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args(
                &format!("compounds-papers-{about}-title"),
                &[("estate", self.estate.as_str().into()), ("period", self.period.as_str().into())],
            ),
            "head": say.t(&format!("compounds-papers-{about}-head")),
            "estate": self.estate,
            "period": self.period,
            "sheet": self.sheet.name(),
            "sums": [
                { "name": say.t("compounds-papers-money-opening"), "amount": say.yuan(self.opening), "sign": "" },
                { "name": say.t("compounds-papers-money-came"), "amount": yuan(say, came), "sign": "+" },
                { "name": say.t("compounds-papers-money-went"), "amount": yuan(say, went), "sign": "−" },
                { "name": say.t("compounds-papers-money-left"), "amount": say.yuan(self.left), "sign": "=" },
            ],
            "came": bars(&self.came),
            "went": bars(&self.went),
            "lies": self.lies.iter().map(|it| json!({ "name": it.name, "amount": say.yuan(it.fen), "note": it.note })).collect::<Vec<_>>(),
            "posted": say.args("compounds-papers-money-posted", &[("days", say.span(self.posted).into())]),
            "by": say.args("compounds-papers-money-by", &[("who", self.by.as_str().into())]),
            "ask": say.args("compounds-papers-money-ask", &[("where", self.ask.as_str().into())]),
            "law": say.t(&format!("compounds-papers-{about}-law")),
            "qr": qr_runs(&self.link),
            "words": {
                "came": say.t("compounds-papers-money-where-from"),
                "went": say.t("compounds-papers-money-where-to"),
                "left": say.t("compounds-papers-money-where-left"),
                "none": say.t("compounds-papers-money-none"),
                "sum": say.t("compounds-papers-sum"),
                "qr": say.t("compounds-papers-qr-money"),
            },
            "came_sum": yuan(say, came),
            "went_sum": yuan(say, went),
        });
        Draft {
            source: include_str!("../../papers/money_poster.typ"),
            data,
        }
    }

    /// Whether opening, income and spending make what is left; what does not is never posted.
    pub fn adds_up(&self) -> bool {
        i128::from(self.opening) + sum(&self.came) - sum(&self.went) == i128::from(self.left)
    }
}

fn sum(amounts: &[Amount]) -> i128 {
    amounts.iter().map(|it| i128::from(it.fen)).sum()
}

fn yuan(say: &Say, fen: i128) -> String {
    say.yuan(i64::try_from(fen).unwrap_or(if fen < 0 { i64::MIN } else { i64::MAX }))
}

fn bar(say: &Say, amount: &Amount, longest: u64) -> Value {
    let length = u128::from(amount.fen.unsigned_abs()) * 10_000 / u128::from(longest.max(1));
    json!({
        "name": amount.name,
        "amount": say.yuan(amount.fen),
        "note": amount.note,
        "negative": amount.fen < 0,
        "share": u64::try_from(length).unwrap_or(10_000),
    })
}
