use crate::chart::{Chart, MOST_POINTS, Plot, Way};
use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::{across, flow, heat, lines, text, upright};

/// The chart as one `<svg>` element, to stand in a page or alone.
pub fn draw(chart: &Chart, size: Size) -> String {
    let size = Size {
        width: size.width.clamp(240.0, 2_000.0),
        text: size.text.clamp(8.0, 40.0),
        ..size
    };
    let mut svg = Svg::new(&format!("{}-{}", chart.id, size.suffix), size.text);
    let height = if is_empty(chart) {
        let said = text::fit(&chart.words.nothing, size.text, size.width);
        svg.text((0.0, size.text * 1.5), Anchor::Start, &said);
        size.text * 2.5
    } else {
        match &chart.plot {
            Plot::Bars(bars) => {
                let labels = &bars.labels[..bars.labels.len().min(MOST_POINTS)];
                match bars.way {
                    Way::Up => upright::draw(&mut svg, size, chart, bars, labels),
                    Way::Along => across::draw(&mut svg, size, chart, bars, labels),
                }
            }
            Plot::Lines(plot) => {
                let labels = &plot.labels[..plot.labels.len().min(MOST_POINTS)];
                lines::draw(&mut svg, size, chart, plot, labels)
            }
            Plot::Flow(plot) => flow::draw(&mut svg, size, chart, plot),
            Plot::Heat(plot) => heat::draw(&mut svg, size, chart, plot),
        }
    };
    svg.finish((size.width, height), &chart.title, &chart.description)
}

/// Whether there is nothing to draw; a row of zeros is something.
fn is_empty(chart: &Chart) -> bool {
    match &chart.plot {
        Plot::Bars(it) => it.labels.is_empty() || it.series.is_empty(),
        Plot::Lines(it) => it.labels.is_empty() || it.series.is_empty(),
        Plot::Flow(it) => it.links.is_empty() || it.nodes.is_empty(),
        Plot::Heat(it) => it.columns.is_empty() || it.rows.is_empty(),
    }
}
