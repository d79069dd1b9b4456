use huiyin_kernel::Date;
use serde_json::json;

use super::{Draft, Say};

/// Rows of one file.
pub const ROLL_ROWS_PER_FILE: usize = 1_000;

/// The roll of a vote as it hangs on the board: names masked, so that owners find themselves and
/// nobody learns of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    pub estate: String,
    pub vote: String,
    pub on: Date,
    pub posted: (Date, Date),
    /// Of the whole roll, which may fill several files.
    pub units: usize,
    pub persons: u64,
    pub area: u64,
    pub object_to: String,
    pub rows: Vec<RollRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollRow {
    pub number: u32,
    pub unit: String,
    /// `王*`, by whoever masks.
    pub owners: String,
    pub area: u64,
    /// Whose unit it is is disputed.
    pub in_dispute: bool,
}

impl Roll {
    pub fn draft(&self, say: &Say) -> Draft {
        let sum = say.args(
            "compounds-papers-roll-sum",
            &[
                ("day", say.day(self.on).into()),
                ("units", self.units.into()),
                (
                    "persons",
                    i64::try_from(self.persons).unwrap_or(i64::MAX).into(),
                ),
                ("area", say.area(self.area).into()),
            ],
        );
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|it| {
                let note = if it.in_dispute {
                    say.t("compounds-papers-roll-dispute")
                } else {
                    String::new()
                };
                json!([it.number, it.unit, it.owners, say.area(it.area), note])
            })
            .collect();
        let data = json!({
            "lang": say.lang.tag(),
            "title": say.args("compounds-papers-roll-title", &[("vote", self.vote.as_str().into())]),
            "estate": self.estate,
            "days": [
                say.fact("compounds-papers-roll", sum),
                say.fact("compounds-papers-posted-days", say.span(self.posted)),
            ],
            "object": say.args("compounds-papers-notice-object", &[("where", self.object_to.as_str().into())]),
            "masked": say.t("compounds-papers-roll-masked"),
            "rows": rows,
            "words": {
                "number": say.t("compounds-papers-number"),
                "unit": say.t("compounds-papers-unit"),
                "owners": say.t("compounds-papers-owners"),
                "size": say.t("compounds-papers-size"),
                "note": say.t("compounds-papers-note"),
                "object": say.t("compounds-papers-object"),
            },
        });
        Draft {
            source: include_str!("../../papers/roll.typ"),
            data,
        }
    }
}
