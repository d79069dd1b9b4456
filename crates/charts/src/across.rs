use crate::axes::count;
use crate::chart::{Bars, Chart};
use crate::legend;
use crate::scale::Scale;
use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::text;
use crate::upright::{most, names, shown, told};

/// Bars that lie, each below its name and before its number: names of any length have room, on a
/// phone too.
pub(crate) fn draw(
    svg: &mut Svg,
    size: Size,
    chart: &Chart,
    bars: &Bars,
    labels: &[String],
) -> f64 {
    let series = shown(&bars.series);
    let mut y = legend::draw(svg, size, &names(series));
    let top = most(bars, labels.len());
    let widest = text::width(&text::number(top, chart.decimals), size.text);
    let room = (size.width - widest - 8.0).max(size.width * 0.4);
    let scale = Scale::to(top, chart.decimals, room);
    // Bars end at the largest value, not at a round number: their numbers stand behind them.
    let scale = Scale {
        top: if top > 0.0 { top } else { scale.top },
        ..scale
    };
    let thick = size.text * 0.85;
    for (index, label) in labels.iter().enumerate() {
        y += size.text * 1.5;
        let name = text::fit(label, size.text, size.width);
        svg.text((0.0, y), Anchor::Start, &name);
        y += size.text * 0.45;
        if bars.stacked {
            stacked(svg, (size, scale, thick), chart, (bars, index, label), y);
            y += thick;
            continue;
        }
        for (place, one) in series.iter().enumerate() {
            let long = match one.at(index) {
                Some(value) => {
                    let long = scale.at(value);
                    svg.area(
                        place,
                        (0.0, y),
                        (long, thick),
                        &told(chart, label, one, value),
                    );
                    long
                }
                None => 0.0,
            };
            number(
                svg,
                size,
                (long, y + thick * 0.9),
                &said(chart, one.at(index)),
            );
            y += thick + count(usize::from(series.len() > 1)) * 3.0;
        }
    }
    y + size.text * 0.8
}

fn said(chart: &Chart, value: Option<f64>) -> String {
    value.map_or_else(
        || chart.words.gap.clone(),
        |value| text::number(value, chart.decimals),
    )
}

fn number(svg: &mut Svg, size: Size, (x, y): (f64, f64), said: &str) {
    let said = text::fit(said, size.text, (size.width - x - 6.0).max(0.0));
    svg.text((x + 6.0, y), Anchor::Start, &said);
}

fn stacked(
    svg: &mut Svg,
    (size, scale, thick): (Size, Scale, f64),
    chart: &Chart,
    (bars, index, label): (&Bars, usize, &str),
    y: f64,
) {
    let (mut x, mut sum, mut any) = (0.0, 0.0, false);
    for (place, one) in shown(&bars.series).iter().enumerate() {
        let Some(value) = one.at(index) else { continue };
        any = true;
        sum += value;
        let long = scale.at(value);
        svg.area(
            place,
            (x, y),
            (long, thick),
            &told(chart, label, one, value),
        );
        x += long;
    }
    number(
        svg,
        size,
        (x, y + thick * 0.9),
        &said(chart, any.then_some(sum)),
    );
}
