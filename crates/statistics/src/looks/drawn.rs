use huiyin_charts::{Chart, Plot, Size, Table, Words, draw};
use huiyin_web::{Arg, Ctx};

/// A chart as a page shows it: drawn for narrow and for wide places, with its table, and as data
/// for the island at desks.
pub(crate) struct Drawn {
    pub id: String,
    pub title: String,
    pub description: String,
    pub narrow: String,
    pub wide: String,
    pub json: String,
    pub table: Table,
}

impl Drawn {
    pub(crate) fn of(ctx: &Ctx, chart: &Chart) -> Self {
        let sized = |size: Size| if ctx.elder { size.for_elders() } else { size };
        Self {
            id: chart.id.clone(),
            title: chart.title.clone(),
            description: chart.description.clone(),
            narrow: draw(chart, sized(Size::NARROW)),
            wide: draw(chart, sized(Size::WIDE)),
            json: json(chart),
            table: chart.table(),
        }
    }
}

/// Data inside a script element: no text may close it.
fn json(chart: &Chart) -> String {
    serde_json::to_string(chart)
        .unwrap_or_default()
        .replace('<', "\\u003c")
}

/// The words of a chart about matters; `label` is the key of what its labels are.
pub(crate) fn words(ctx: &Ctx, label: &str) -> Words {
    Words {
        label: ctx.t(label),
        unit: ctx.t("statistics-looks-unit"),
        gap: ctx.t("statistics-looks-gap"),
        nothing: ctx.t("statistics-looks-nothing"),
    }
}

/// A chart of whole numbers, with title and description from `statistics-looks-ID`. The
/// description is given how many matters are told of.
pub(crate) fn chart(ctx: &Ctx, id: &str, words: Words, matters: u64, plot: Plot) -> Chart {
    let count = i64::try_from(matters).unwrap_or(i64::MAX);
    let about = format!("statistics-looks-{id}-text");
    Chart {
        id: id.to_owned(),
        title: ctx.t(&format!("statistics-looks-{id}")),
        description: ctx.say(&about, &[("count", Arg::from(count))]),
        words,
        decimals: 0,
        plot,
    }
}
