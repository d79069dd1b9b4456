use huiyin_charts::{Bars, Chart, Plot, Series, Way};
use huiyin_db::{Result, Tx};
use huiyin_web::{Arg, Ctx};

use super::{Look, chart as made, trends::told, words};
use crate::rules::hidden;
use crate::rules::looks::{DayClass, spread};
use crate::store::looks;

/// How many matters took how many days.
pub(super) async fn chart(ctx: &Ctx, tx: &mut Tx, look: &Look, is_public: bool) -> Result<Chart> {
    let found = looks::days(tx, look).await?;
    let classes = if found.is_empty() {
        Vec::new()
    } else {
        spread(found)
    };
    let sums: Vec<u64> = classes.iter().map(|it| u64::from(it.matters)).collect();
    let veiled = hidden(&sums);
    let cells = classes
        .iter()
        .zip(&veiled)
        .map(|(class, why)| (!is_public || why.is_none()).then(|| f64::from(class.matters)));
    let plot = Plot::Bars(Bars {
        series: vec![Series {
            name: ctx.t("statistics-looks-matters"),
            values: cells.collect(),
        }],
        labels: classes.iter().map(|class| label(ctx, class)).collect(),
        way: Way::Up,
        stacked: false,
        touching: true,
    });
    let words = words(ctx, "statistics-looks-days-taken");
    Ok(made(ctx, "days", words, told(&sums, is_public), plot))
}

fn label(ctx: &Ctx, class: &DayClass) -> String {
    if let Some(to) = class.to {
        return format!("{}–{to}", class.from);
    }
    let from = Arg::from(i64::from(class.from));
    ctx.say("statistics-looks-days-from", &[("from", from)])
}
