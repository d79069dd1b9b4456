//! How many disputes there were and what came of them: counts and nothing else.

use askama::Template;
use axum::extract::Query;
use huiyin_db::Tx;
use huiyin_kernel::Date;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};

use super::Held;
use crate::MEDIATE;
use crate::model::mediation::Dispute;
use crate::ops::By;
use crate::pages::by;
use crate::store::mediation::cases;

/// The ways a case comes to its end, as columns, and those that are still open.
pub(super) const OUTCOMES: [&str; 6] = [
    "open",
    "written",
    "oral",
    "by_party",
    "not_agreed",
    "handed_on",
];
/// Years to choose from.
const YEARS: i16 = 5;

pub(super) struct Line {
    pub dispute: &'static str,
    pub label: String,
    pub cells: Vec<i64>,
    pub all: i64,
}

#[derive(Template)]
#[template(path = "compounds/mediation/counts.html")]
struct View {
    page: Page,
    years: Vec<Choice>,
    outcomes: Vec<String>,
    lines: Vec<Line>,
    totals: Vec<i64>,
    all: i64,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub year: String,
}

/// The year that was asked for, or the running one; only the last few are there.
pub(super) fn year_of(today: Date, asked: &str) -> i16 {
    let this = today.year();
    let year: i16 = asked.parse().unwrap_or(this);
    year.clamp(this - YEARS + 1, this)
}

/// Every kind of dispute with its counts, in the order in which the kinds are listed.
pub(super) async fn lines(
    ctx: &Ctx,
    tx: &mut Tx,
    by: &By,
    year: i16,
) -> Result<Vec<Line>, PageError> {
    let span = |month, day| Date::new(year, month, day).map_err(|_| PageError::NotFound);
    let (from, to) = (span(1, 1)?, span(12, 31)?);
    let mut found = Vec::new();
    for path in &by.reach {
        found.extend(cases::counts(tx, path, (from, to)).await?);
    }
    let line = |dispute: &Dispute| {
        let cell = |outcome: &&str| {
            let same = found
                .iter()
                .filter(|it| it.dispute == dispute.name() && it.outcome == **outcome);
            same.map(|it| it.cases).sum()
        };
        let cells: Vec<i64> = OUTCOMES.iter().map(cell).collect();
        Line {
            dispute: dispute.name(),
            label: ctx.t(&format!("compounds-mediation-dispute-{}", dispute.key())),
            all: cells.iter().sum(),
            cells,
        }
    };
    let kinds = Dispute::ALL.iter();
    let mediated = kinds.filter(|it| **it != Dispute::DomesticViolence);
    Ok(mediated.map(line).collect())
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Query(asked): Query<Asked>) -> PageResult {
    let by = by(&ctx, MEDIATE)?;
    let this = ctx.now.date().year();
    let year = year_of(ctx.now.date(), &asked.year);
    let mut tx = compounds.site.db.read().await?;
    let lines = lines(&ctx, &mut tx, &by, year).await?;
    let totals = (0..OUTCOMES.len()).map(|at| {
        let column = lines.iter().filter_map(|line| line.cells.get(at));
        column.sum()
    });
    let years = (0..YEARS).map(|back| {
        let it = this - back;
        Choice::new(it.to_string(), it.to_string(), it == year)
    });
    let outcomes = OUTCOMES.iter().map(|it| {
        let key = it.replace('_', "-");
        ctx.t(&format!("compounds-mediation-outcome-{key}"))
    });
    render(&View {
        page: ctx.page(),
        years: years.collect(),
        outcomes: outcomes.collect(),
        totals: totals.collect(),
        all: lines.iter().map(|it| it.all).sum(),
        lines,
    })
}
