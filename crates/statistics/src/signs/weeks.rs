use std::collections::BTreeMap;

use huiyin_charts::{Band, Chart, Lines, Plot, Series, Words};
use huiyin_db::{Result, Tx};
use huiyin_kernel::Date;
use huiyin_web::{Arg, Ctx};

use crate::looks::{Look, NO_DAY, View, chart as made, words};
use crate::rules::Month;
use crate::rules::looks::{Expected, expected};
use crate::store::looks as store;

/// Weeks that are known for an expectation: three years.
const WEEKS: i64 = 156;
/// Weeks that are drawn.
const DRAWN: usize = 26;

/// How the last whole week went against what was expected.
pub(super) struct Weeks {
    pub chart: Chart,
    /// A sentence: within, above, below, or too little known.
    pub said: String,
    /// Whether it is worth a look.
    pub is_beyond: bool,
}

pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, street: &str) -> Result<Weeks> {
    let today = ctx.now.date();
    // Only whole weeks: the one that runs would look small until Sunday.
    let monday = today.plus_days(1 - i64::from(today.weekday()));
    let first = monday.plus_days(-7 * WEEKS);
    let look = Look {
        view: View::Load,
        from: Month::of(first),
        to: Month::of(today),
        street: street.to_owned(),
        community: String::new(),
        class: String::new(),
        source: String::new(),
        area: String::new(),
    };
    let found = store::received(tx, (first, monday.plus_days(-1)), &look).await?;
    let weeks = by_week(&found, first, monday);
    Ok(drawn(ctx, &weeks))
}

/// The Monday and the sum of each week, from the first that has a matter.
fn by_week(found: &[(Date, u32)], first: Date, end: Date) -> Vec<(Date, u32)> {
    let mut sums: BTreeMap<Date, u32> = BTreeMap::new();
    for (day, matters) in found {
        let monday = day.plus_days(1 - i64::from(day.weekday()));
        let sum = sums.entry(monday).or_default();
        *sum = sum.saturating_add(*matters);
    }
    let mut monday = sums.keys().next().copied().unwrap_or(end).max(first);
    let mut weeks = Vec::new();
    while monday < end {
        weeks.push((monday, sums.get(&monday).copied().unwrap_or_default()));
        monday = monday.plus_days(7);
    }
    weeks
}

fn drawn(ctx: &Ctx, weeks: &[(Date, u32)]) -> Weeks {
    let counts: Vec<u32> = weeks.iter().map(|it| it.1).collect();
    let from = weeks.len().saturating_sub(DRAWN);
    // Each week is held against what could be known before it.
    let bands: Vec<Option<Expected>> = (from..weeks.len())
        .map(|at| expected(&counts[..at]))
        .collect();
    let side = |pick: fn(&Expected) -> u32| {
        let one = |band: &Option<Expected>| band.as_ref().map(|it| f64::from(pick(it)));
        bands.iter().map(one).collect::<Vec<_>>()
    };
    let day = |it: &(Date, u32)| format!("{:02}-{:02}", it.0.month(), it.0.day());
    let plot = Plot::Lines(Lines {
        labels: weeks[from..].iter().map(day).collect(),
        series: vec![Series::of_counts(
            ctx.t("statistics-looks-received"),
            counts[from..].iter().copied(),
        )],
        band: Some(Band {
            name: ctx.t("statistics-looks-band"),
            low: side(|it| it.low),
            high: side(|it| it.high),
        }),
    });
    let last = weeks.last().zip(bands.last().copied().flatten());
    let sum = counts[from..].iter().copied().map(u64::from).sum();
    let words = Words {
        gap: NO_DAY.to_owned(),
        ..words(ctx, "statistics-looks-week")
    };
    let chart = made(ctx, "weeks", words, sum, plot);
    let (said, is_beyond) = match last {
        Some(((_, count), band)) => sentence(ctx, *count, &band),
        None => (ctx.t("statistics-looks-too-little"), false),
    };
    Weeks {
        chart,
        said,
        is_beyond,
    }
}

fn sentence(ctx: &Ctx, count: u32, band: &Expected) -> (String, bool) {
    let (key, is_beyond) = if count > band.high {
        ("statistics-looks-above", true)
    } else if count < band.low {
        ("statistics-looks-below", true)
    } else {
        ("statistics-looks-within", false)
    };
    let args = [
        ("count", Arg::from(i64::from(count))),
        ("low", i64::from(band.low).into()),
        ("high", i64::from(band.high).into()),
        ("share", band.coverage.to_string().into()),
    ];
    (ctx.say(key, &args), is_beyond)
}
