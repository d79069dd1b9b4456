use std::collections::BTreeMap;

use huiyin_charts::{Bars, Chart, Plot, Series, Way};
use huiyin_db::{Result, Tx};
use huiyin_web::Ctx;

use super::{Look, chart, names, words};
use crate::rules::hidden;
use crate::store::looks::{self, Closed};

/// Matters by the month in which they fall due, and by their class.
pub(super) async fn charts(
    ctx: &Ctx,
    tx: &mut Tx,
    look: &Look,
    is_public: bool,
) -> Result<Vec<Chart>> {
    // The public asks for one month. Each month is hidden by itself, so those before it may stand
    // beside it.
    let over = if is_public {
        look.over_a_year()
    } else {
        look.clone()
    };
    let months = looks::months(tx, &over).await?;
    let classes = looks::classes(tx, look).await?;
    Ok(vec![
        by_month(ctx, &over, months, is_public),
        by_class(ctx, &classes, is_public),
    ])
}

fn by_month(ctx: &Ctx, look: &Look, found: Vec<(String, Closed)>, is_public: bool) -> Chart {
    let found: BTreeMap<String, Closed> = found.into_iter().collect();
    let labels: Vec<String> = look
        .months()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect();
    let rows: Vec<Closed> = labels
        .iter()
        .map(|month| found.get(month).copied().unwrap_or_default())
        .collect();
    // A month that is hidden is hidden whole, and so are parts of a month that are few.
    let sums: Vec<u64> = rows.iter().map(sum).collect();
    let veiled = hidden(&sums);
    let series = |key: &str, part: usize| {
        let cells = rows.iter().zip(&veiled).map(|(row, month)| {
            let parts = [row.in_time, row.late, row.open];
            let wide = parts.map(u64::from);
            let is_hidden = is_public && (month.is_some() || hidden(&wide)[part].is_some());
            (!is_hidden).then(|| f64::from(parts[part]))
        });
        Series {
            name: ctx.t(key),
            values: cells.collect(),
        }
    };
    let plot = Plot::Bars(Bars {
        series: vec![
            series("statistics-looks-in-time", 0),
            series("statistics-looks-late", 1),
            series("statistics-looks-open", 2),
        ],
        labels,
        way: Way::Up,
        stacked: true,
        touching: false,
    });
    let words = words(ctx, "statistics-looks-month");
    // The sum of all would tell the one month that is hidden here and shown nowhere.
    let seen = sums.iter().zip(&veiled);
    let seen: Vec<u64> = seen
        .filter(|(_, why)| !is_public || why.is_none())
        .map(|(sum, _)| *sum)
        .collect();
    chart(ctx, "trend", words, told(&seen, is_public), plot)
}

fn sum(row: &Closed) -> u64 {
    u64::from(row.in_time) + u64::from(row.late) + u64::from(row.open)
}

/// How many matters a description speaks of: none where that many may not be told.
pub(super) fn told(groups: &[u64], is_public: bool) -> u64 {
    let all: u64 = groups.iter().sum();
    if is_public && all < crate::rules::SMALL_GROUP {
        0
    } else {
        all
    }
}

fn by_class(ctx: &Ctx, found: &[(String, u32)], is_public: bool) -> Chart {
    let sums: Vec<u64> = found.iter().map(|it| u64::from(it.1)).collect();
    let veiled = hidden(&sums);
    let cells = found
        .iter()
        .zip(&veiled)
        .map(|((_, matters), why)| (!is_public || why.is_none()).then(|| f64::from(*matters)));
    let plot = Plot::Bars(Bars {
        series: vec![Series {
            name: ctx.t("statistics-looks-matters"),
            values: cells.collect(),
        }],
        labels: found.iter().map(|it| names::class(ctx, &it.0)).collect(),
        way: Way::Along,
        stacked: false,
        touching: false,
    });
    let words = words(ctx, "statistics-looks-class");
    chart(ctx, "classes", words, told(&sums, is_public), plot)
}
