use std::fmt::Write as _;

use crate::axes::{self, Field, count};
use crate::chart::{Band, Chart, Lines};
use crate::legend::{self, Sample};
use crate::size::Size;
use crate::svg::Svg;
use crate::text;
use crate::upright::{shown, told};

/// Marks are drawn as long as they do not touch one another.
const MARKS_MOST: usize = 60;

pub(crate) fn draw(
    svg: &mut Svg,
    size: Size,
    chart: &Chart,
    lines: &Lines,
    labels: &[String],
) -> f64 {
    let series = shown(&lines.series);
    let mut names: Vec<(Sample, &str)> = series
        .iter()
        .enumerate()
        .map(|(index, it)| (Sample::Line(index), it.name.as_str()))
        .collect();
    names.extend(lines.band.iter().map(|it| (Sample::Band, it.name.as_str())));
    let top = legend::draw(svg, size, &names);
    let axis = (
        most(lines, labels.len()),
        chart.decimals,
        chart.words.unit.as_str(),
    );
    let (field, height) = axes::upright(svg, size, top, axis, labels);
    let x = |index: usize| field.left + field.slot(labels.len()) * (count(index) + 0.5);
    if let Some(band) = &lines.band {
        draw_band(svg, chart, &field, band, (labels, &x));
    }
    for (place, one) in series.iter().enumerate() {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for index in 0..=labels.len() {
            // A gap ends a line; what is not known is not joined.
            match one.at(index).filter(|_| index < labels.len()) {
                Some(value) => run.push((x(index), field.y(value))),
                None if run.is_empty() => {}
                None => svg.trace(place, &std::mem::take(&mut run)),
            }
        }
        if labels.len() > MARKS_MOST {
            continue;
        }
        for (index, label) in labels.iter().enumerate() {
            if let Some(value) = one.at(index) {
                svg.mark(
                    place,
                    (x(index), field.y(value)),
                    &told(chart, label, one, value),
                );
            }
        }
    }
    height
}

fn most(lines: &Lines, labels: usize) -> f64 {
    let values = shown(&lines.series)
        .iter()
        .flat_map(|it| (0..labels).filter_map(|index| it.at(index)));
    let band = lines.band.iter();
    let band = band.flat_map(|it| (0..labels).filter_map(|index| it.at(index)).map(|it| it.1));
    values.chain(band).fold(0.0, f64::max)
}

fn draw_band(
    svg: &mut Svg,
    chart: &Chart,
    field: &Field,
    band: &Band,
    (labels, x): (&[String], &dyn Fn(usize) -> f64),
) {
    let half = field.slot(labels.len()) / 2.0;
    for (index, label) in labels.iter().enumerate() {
        let Some((low, high)) = band.at(index) else {
            continue;
        };
        let mut path = String::new();
        let (left, right) = (x(index) - half, x(index) + half);
        let (top, bottom) = (field.y(high), field.y(low));
        let _ = write!(
            path,
            "M{left:.1} {top:.1}L{right:.1} {top:.1}L{right:.1} {bottom:.1}L{left:.1} {bottom:.1}z"
        );
        let number = |value| text::number(value, chart.decimals);
        let said = format!(
            "{label} · {}: {} – {}",
            band.name,
            number(low),
            number(high)
        );
        svg.shape("band", 7, &path, &said);
    }
}
