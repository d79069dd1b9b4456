use std::collections::BTreeMap;

use huiyin_charts::{Chart, Heat, HeatRow, Plot, Words};
use huiyin_db::{Result, Tx};
use huiyin_kernel::Date;
use huiyin_web::Ctx;

use super::{Look, chart as made, words};
use crate::rules::looks::weeks;
use crate::store::looks;

/// Days that the calendar reaches back.
const DAYS_MOST: i64 = 370;
/// What stands for a day outside of the span.
pub(crate) const NO_DAY: &str = "–";

/// How many matters came on which day: where the load lies in week and year.
pub(super) async fn chart(ctx: &Ctx, tx: &mut Tx, look: &Look) -> Result<Chart> {
    let today = ctx.now.date();
    let last = look.last_day().map_or(today, |day| day.min(today));
    let first = look.first_day().unwrap_or(last);
    let first = first.max(last.plus_days(-DAYS_MOST));
    let found = looks::received(tx, (first, last), look).await?;
    let sum = found.iter().map(|it| u64::from(it.1)).sum();
    let plot = Plot::Heat(calendar(ctx, (first, last), &found.into_iter().collect()));
    let words = Words {
        gap: NO_DAY.to_owned(),
        ..words(ctx, "statistics-looks-week")
    };
    Ok(made(ctx, "load", words, sum, plot))
}

/// Days as a calendar: a row for each week, named by its Monday.
pub(crate) fn calendar(ctx: &Ctx, (from, to): (Date, Date), counts: &BTreeMap<Date, u32>) -> Heat {
    let value = |day: Date| f64::from(counts.get(&day).copied().unwrap_or_default());
    let rows = weeks(from, to).into_iter().map(|week| HeatRow {
        label: format!("{:02}-{:02}", week.monday.month(), week.monday.day()),
        values: week.days.map(|day| day.map(value)).to_vec(),
    });
    Heat {
        columns: (1..=7)
            .map(|day| ctx.t(&format!("statistics-looks-weekday-{day}")))
            .collect(),
        rows: rows.collect(),
    }
}
