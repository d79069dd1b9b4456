//! What estates put into the ledgers of the district. Nobody is named: neither owners, payers and
//! candidates nor the parties of a dispute; of mediation there are counts only.

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Lang, mask};
use huiyin_matters::ledgers::{Below, Row, day};
use huiyin_sheets::Cell;
use huiyin_web::{Arg, Texts};

use crate::store::ledger_rows::{self, LineRow, TellingOf, Told, VoteRow};
use crate::store::mediation::cases;

/// Words of a file in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub texts: &'a Texts,
    pub lang: Lang,
}

impl Words<'_> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> Cell {
        Cell::text(self.texts.say(self.lang, key, args))
    }

    /// Words that are stored with a low line stand in the locales with a dash.
    fn word(&self, prefix: &str, name: &str) -> Cell {
        self.say(&format!("{prefix}-{}", name.replace('_', "-")), &[])
    }
}

/// Votes and elections that began on these days.
pub async fn decisions(tx: &mut Tx, below: &Below<'_>, words: Words<'_>) -> Result<Vec<Row>> {
    let votes = ledger_rows::votes(tx, below).await?;
    let mut rows: Vec<Row> = votes.iter().map(|it| vote(it, words)).collect();
    for it in ledger_rows::elections(tx, below).await? {
        rows.push(vec![
            ("estate", Cell::Text(it.estate)),
            ("kind", words.say("compounds-ledgers-election", &[])),
            ("title", Cell::Empty),
            ("items", Cell::Empty),
            ("begun", day(Some(it.begun_at))),
            ("due", Cell::Empty),
            ("state", words.word("compounds-elections-state", &it.state)),
            ("counted", Cell::Empty),
        ]);
    }
    Ok(rows)
}

fn vote(it: &VoteRow, words: Words<'_>) -> Row {
    let items = i64::try_from(it.vote.items.len()).unwrap_or(i64::MAX);
    vec![
        ("estate", Cell::text(&it.estate)),
        ("kind", words.say("compounds-ledgers-vote", &[])),
        ("title", Cell::text(mask::redact(&it.vote.title))),
        ("items", Cell::Integer(items)),
        ("begun", day(Some(it.begun_at))),
        ("due", day(it.due_at)),
        ("state", words.word("compounds-votes-state", &it.state)),
        ("counted", day(it.counted_at)),
    ]
}

/// Lines of the books of these days; what was taken back stands there with its sign turned.
pub async fn income(tx: &mut Tx, below: &Below<'_>, words: Words<'_>) -> Result<Vec<Row>> {
    let lines = ledger_rows::lines(tx, below).await?;
    Ok(lines.iter().map(|it| line(it, words)).collect())
}

fn line(it: &LineRow, words: Words<'_>) -> Row {
    let sign = if it.reverses.is_some() { -1 } else { 1 };
    let money = |fen: i64| Cell::Hundredths(sign * fen);
    let only = |is: bool, fen: i64| if is { money(fen) } else { Cell::Empty };
    let is_income = it.what == "income";
    let is_out = matches!(it.what.as_str(), "spent" | "to_fund");
    vec![
        ("estate", Cell::text(&it.estate)),
        ("number", Cell::text(it.number.to_string())),
        ("day", Cell::Date(it.on.to_string())),
        ("account", Cell::text(&it.account)),
        ("kind", words.word("compounds-ledger-kind", &it.kind)),
        ("what", words.word("compounds-ledger-what", &it.what)),
        ("income", only(is_income, it.amount)),
        ("cost", only(is_income, it.cost)),
        ("tax", only(is_income, it.tax)),
        ("net", only(is_income, it.net)),
        ("spent", only(is_out, it.amount)),
        ("purpose", Cell::text(mask::redact(&it.said))),
        ("evidence", Cell::text(mask::redact(&it.evidence))),
        ("contract", Cell::text(&it.contract)),
        (
            "reverses",
            it.reverses
                .map_or(Cell::Empty, |it| Cell::text(it.to_string())),
        ),
    ]
}

/// What owners were told on these days.
pub async fn publications(tx: &mut Tx, below: &Below<'_>, words: Words<'_>) -> Result<Vec<Row>> {
    let told = ledger_rows::told(tx, below).await?;
    Ok(told.iter().map(|it| publication(it, words)).collect())
}

fn publication(it: &Told, words: Words<'_>) -> Row {
    let (kind, of, edition) = match &it.what {
        TellingOf::Money { from, to } => ("money", format!("{from}—{to}"), Cell::Empty),
        TellingOf::Meeting { month, edition } => {
            ("meeting", month.clone(), Cell::Integer(*edition))
        }
    };
    let date =
        |it: Option<huiyin_kernel::Date>| it.map_or(Cell::Empty, |day| Cell::Date(day.to_string()));
    vec![
        ("estate", Cell::text(&it.estate)),
        ("kind", words.word("compounds-ledgers-told", kind)),
        ("of", Cell::Text(of)),
        ("edition", edition),
        ("due", date(it.due_by)),
        ("published", day(Some(it.at))),
        ("posted", date(it.posted_on)),
    ]
}

/// How many disputes of each kind were brought on these days, and where they stand.
pub async fn mediation(tx: &mut Tx, below: &Below<'_>, words: Words<'_>) -> Result<Vec<Row>> {
    let counts = cases::counts(tx, below.path, below.days).await?;
    let row = |it: &cases::Count| -> Row {
        vec![
            (
                "dispute",
                words.word("compounds-mediation-dispute", &it.dispute),
            ),
            (
                "stage",
                words.word("compounds-mediation-outcome", &it.outcome),
            ),
            ("cases", Cell::Integer(it.cases)),
        ]
    };
    Ok(counts.iter().map(row).collect())
}
