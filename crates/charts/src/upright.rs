use crate::axes::{self, count};
use crate::chart::{Bars, Chart, MOST_SERIES, Series};
use crate::legend::{self, Sample};
use crate::size::Size;
use crate::svg::Svg;
use crate::text;

/// The series that are drawn.
pub(crate) fn shown(series: &[Series]) -> &[Series] {
    &series[..series.len().min(MOST_SERIES)]
}

/// The largest value, or sum where bars are stacked.
pub(crate) fn most(bars: &Bars, labels: usize) -> f64 {
    let series = shown(&bars.series);
    (0..labels)
        .map(|index| {
            let values = series.iter().filter_map(|it| it.at(index));
            if bars.stacked {
                values.sum()
            } else {
                values.fold(0.0, f64::max)
            }
        })
        .fold(0.0, f64::max)
}

pub(crate) fn names(series: &[Series]) -> Vec<(Sample, &str)> {
    series
        .iter()
        .enumerate()
        .map(|(index, series)| (Sample::Area(index), series.name.as_str()))
        .collect()
}

/// Bars that stand.
pub(crate) fn draw(
    svg: &mut Svg,
    size: Size,
    chart: &Chart,
    bars: &Bars,
    labels: &[String],
) -> f64 {
    let series = shown(&bars.series);
    let top = legend::draw(svg, size, &names(series));
    let axis = (
        most(bars, labels.len()),
        chart.decimals,
        chart.words.unit.as_str(),
    );
    let (field, height) = axes::upright(svg, size, top, axis, labels);
    let slot = field.slot(labels.len());
    let inner = if bars.touching {
        slot - 1.0
    } else {
        (slot * 0.72).min(64.0)
    };
    let inner = inner.max(0.5);
    for (index, label) in labels.iter().enumerate() {
        let left = field.left + slot * count(index) + (slot - inner) / 2.0;
        let mut base = field.bottom;
        for (place, one) in series.iter().enumerate() {
            let Some(value) = one.at(index) else { continue };
            let said = told(chart, label, one, value);
            let tall = field.scale.at(value);
            if bars.stacked {
                svg.area(place, (left, base - tall), (inner, tall), &said);
                base -= tall;
            } else {
                let width = inner / count(series.len());
                let x = left + width * count(place);
                svg.area(place, (x, field.bottom - tall), (width, tall), &said);
            }
        }
    }
    height
}

/// What a bar says when one stays on it.
pub(crate) fn told(chart: &Chart, label: &str, series: &Series, value: f64) -> String {
    let number = text::number(value, chart.decimals);
    format!("{label} · {}: {number}", series.name)
}
