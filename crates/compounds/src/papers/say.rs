use huiyin_kernel::{Date, Lang};
use huiyin_web::{Arg, Texts};
use serde_json::{Value, json};

/// One language of the locales.
#[derive(Debug, Clone, Copy)]
pub struct Say<'a> {
    texts: &'a Texts,
    pub lang: Lang,
}

impl<'a> Say<'a> {
    pub fn new(texts: &'a Texts, lang: Lang) -> Self {
        Self { texts, lang }
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.texts.say(self.lang, key, &[])
    }

    pub(super) fn args(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(self.lang, key, args)
    }

    pub(super) fn day(&self, date: Date) -> String {
        let args = [
            ("year", i64::from(date.year()).into()),
            ("month", i64::from(date.month()).into()),
            ("day", i64::from(date.day()).into()),
        ];
        self.args("web-day", &args)
    }

    pub fn span(&self, (from, to): (Date, Date)) -> String {
        let args = [("from", self.day(from).into()), ("to", self.day(to).into())];
        self.args("compounds-papers-span", &args)
    }

    /// `1,234.56` with its unit, from fen.
    pub(super) fn yuan(&self, fen: i64) -> String {
        self.args(
            "compounds-papers-yuan",
            &[("amount", hundredths(i128::from(fen)).into())],
        )
    }

    /// From 0.01 m².
    pub(super) fn area(&self, area: u64) -> String {
        self.args(
            "compounds-papers-area",
            &[("area", hundredths(i128::from(area)).into())],
        )
    }

    pub(super) fn fact(&self, key: &str, value: impl Into<String>) -> Value {
        json!({ "name": self.t(key), "value": value.into() })
    }

    /// Who calls a vote where the street does.
    pub fn by_street(&self, estate: &str) -> String {
        self.args("compounds-papers-by-street", &[("estate", estate.into())])
    }

    pub fn by_committee(&self, estate: &str) -> String {
        self.args(
            "compounds-papers-by-committee",
            &[("estate", estate.into())],
        )
    }

    /// Where something may be said against a notice.
    pub fn object_to(&self) -> String {
        self.t("compounds-papers-object-where")
    }

    /// Where owners ask about their money.
    pub fn ask_about_money(&self) -> String {
        self.t("compounds-papers-money-ask-where")
    }

    /// A kind of common income.
    pub fn kind(&self, kind: huiyin_books::Kind) -> String {
        self.t(&format!("compounds-ledger-kind-{}", kind.key()))
    }

    /// A line of the poster that has no purpose of its own: cost, tax, the rest, the fund.
    pub fn money_word(&self, word: &str) -> String {
        self.t(&format!("compounds-papers-money-line-{word}"))
    }

    /// What is looked into before somebody stands.
    pub fn check(&self, check: crate::model::elections::Check) -> String {
        self.t(&format!("compounds-elections-check-{}", check.key()))
    }

    /// A day, as it stands beside an amount.
    pub fn on_day(&self, date: Date) -> String {
        self.day(date)
    }

    /// Where a ballot is given back.
    pub fn return_to(&self) -> String {
        self.t("compounds-papers-return-where")
    }

    /// What an item needs, as owners say it.
    pub(super) fn threshold(&self, special: bool) -> String {
        if special {
            self.t("compounds-papers-threshold-special")
        } else {
            self.t("compounds-papers-threshold-ordinary")
        }
    }

    /// The same in a line, for the ballot.
    pub(super) fn threshold_short(&self, special: bool) -> String {
        if special {
            self.t("compounds-papers-threshold-short-special")
        } else {
            self.t("compounds-papers-threshold-short-ordinary")
        }
    }

    /// What happens with the silence of an owner.
    pub(super) fn silence(&self, rule: &SilenceRule) -> String {
        match rule {
            SilenceRule::None => self.t("compounds-papers-silence-none"),
            SilenceRule::Participation { clause, on } => self.args(
                "compounds-papers-silence-participation",
                &[
                    ("clause", clause.as_str().into()),
                    ("day", self.day(*on).into()),
                ],
            ),
            SilenceRule::Majority { clause, on } => self.args(
                "compounds-papers-silence-majority",
                &[
                    ("clause", clause.as_str().into()),
                    ("day", self.day(*on).into()),
                ],
            ),
        }
    }
}

/// What the rules of procedure say of owners who got a ballot and keep silent (rules 8.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SilenceRule {
    None,
    Participation { clause: String, on: Date },
    Majority { clause: String, on: Date },
}

/// Format of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    A3,
    #[default]
    A4,
    A5,
}

impl Sheet {
    pub const fn name(self) -> &'static str {
        match self {
            Self::A3 => "a3",
            Self::A4 => "a4",
            Self::A5 => "a5",
        }
    }
}

/// With two decimals and a comma after each three digits.
pub(super) fn hundredths(amount: i128) -> String {
    let whole = (amount.unsigned_abs() / 100).to_string();
    let first = whole.len() % 3;
    let mut text = String::from(if amount < 0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    let cents = amount.unsigned_abs() % 100;
    format!("{text}.{cents:02}")
}

/// A share of a hundred with two decimals, cut and never rounded up: 66.666… is not two thirds.
pub(super) fn percent(part: u64, whole: u64) -> String {
    format!("{}%", hundredths(i128::from(share(part, whole))))
}

/// The same in hundredths of a percent, for bars. Nothing of nothing is none.
pub(super) fn share(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        return 0;
    }
    let share = u128::from(part) * 10_000 / u128::from(whole);
    u64::try_from(share).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_keep_their_sign() {
        assert_eq!(hundredths(0), "0.00");
        assert_eq!(hundredths(-5), "-0.05");
        assert_eq!(hundredths(123_456_780), "1,234,567.80");
        assert_eq!(
            hundredths(i128::from(i64::MIN)),
            "-92,233,720,368,547,758.08"
        );
    }

    #[test]
    fn a_share_just_below_a_line_does_not_show_as_on_it() {
        assert_eq!(percent(66_666, 100_000), "66.66%");
        assert_eq!(percent(2, 3), "66.66%");
        assert_eq!(percent(1, 0), "0.00%");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.00%");
    }
}
