use crate::axes::count;
use crate::chart::{Chart, Heat, HeatRow, MOST_POINTS};
use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::text;

/// A calendar: the larger the square, the larger the number. Where cells have room the number
/// stands in them. Long calendars lie on wide places and stand on narrow ones.
pub(crate) fn draw(svg: &mut Svg, size: Size, chart: &Chart, heat: &Heat) -> f64 {
    let is_long = heat.rows.len() > heat.columns.len() * 2;
    if is_long && size.width > 500.0 {
        grid(svg, size, chart, &turned(heat))
    } else {
        grid(svg, size, chart, heat)
    }
}

fn turned(heat: &Heat) -> Heat {
    let row = |(column, label): (usize, &String)| HeatRow {
        label: label.clone(),
        values: (0..heat.rows.len())
            .map(|row| heat.at(row, column))
            .collect(),
    };
    Heat {
        columns: heat.rows.iter().map(|it| it.label.clone()).collect(),
        rows: heat.columns.iter().enumerate().map(row).collect(),
    }
}

fn grid(svg: &mut Svg, size: Size, chart: &Chart, heat: &Heat) -> f64 {
    let columns = heat.columns.len().min(MOST_POINTS);
    let rows = heat.rows.len().min(MOST_POINTS);
    let names = heat.rows.iter().map(|it| text::width(&it.label, size.text));
    let left = (names.fold(0.0, f64::max) + 8.0).min(size.width * 0.34);
    let cell = ((size.width - left) / count(columns.max(1))).min(size.text * 4.0);
    let tall = cell.min(size.text * 2.4);
    let most = (0..rows)
        .flat_map(|row| (0..columns).filter_map(move |column| heat.at(row, column)))
        .fold(0.0, f64::max);
    heads(svg, size, &heat.columns[..columns], (left, cell));
    let top = size.text * 1.8;
    for (index, row) in heat.rows.iter().take(rows).enumerate() {
        let y = top + tall * count(index);
        let label = text::fit(&row.label, size.text, left - 4.0);
        svg.text(
            (0.0, y + tall / 2.0 + size.text * 0.35),
            Anchor::Start,
            &label,
        );
        for (column, head) in heat.columns.iter().take(columns).enumerate() {
            let value = heat.at(index, column);
            let place = (left + cell * count(column), y);
            let said = told(chart, &row.label, head, value);
            square(
                svg,
                (size, place, (cell, tall)),
                (value, most),
                &said,
                chart.decimals,
            );
        }
    }
    top + tall * count(rows) + 4.0
}

fn heads(svg: &mut Svg, size: Size, columns: &[String], (left, cell): (f64, f64)) {
    let widest = columns
        .iter()
        .map(|it| text::width(it, size.text))
        .fold(0.0, f64::max);
    let mut every = 1;
    while cell * count(every) < widest + 3.0 && every < columns.len() {
        every += 1;
    }
    for (index, head) in columns.iter().enumerate().step_by(every.max(1)) {
        let room = (size.width - left).max(0.0);
        let head = text::fit(head, size.text, room);
        let half = text::width(&head, size.text) / 2.0;
        let middle = left + cell * (count(index) + 0.5);
        let x = middle.min(size.width - half).max(half);
        svg.text((x, size.text * 1.2), Anchor::Middle, &head);
    }
}

fn told(chart: &Chart, row: &str, column: &str, value: Option<f64>) -> String {
    let said = value.map_or_else(
        || chart.words.gap.clone(),
        |value| text::number(value, chart.decimals),
    );
    format!("{row} {column}: {said}")
}

fn square(
    svg: &mut Svg,
    (size, (x, y), (cell, tall)): (Size, (f64, f64), (f64, f64)),
    (value, most): (Option<f64>, f64),
    said: &str,
    decimals: usize,
) {
    let rect = |x: f64, y: f64, w: f64, h: f64| format!("M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z");
    let (wide, high) = ((cell - 2.0).max(1.0), (tall - 2.0).max(1.0));
    svg.shape("cell", 7, &rect(x + 1.0, y + 1.0, wide, high), said);
    let Some(value) = value else { return };
    let number = text::number(value, decimals);
    let has_room = text::width(&number, size.text) < cell - 4.0 && tall > size.text * 1.1;
    if value > 0.0 {
        // The area grows with the number, not the side.
        let part = (value / most.max(1.0)).clamp(0.0, 1.0).sqrt();
        let (w, h) = ((wide * part).max(1.0), (high * part).max(1.0));
        let corner = (x + 1.0 + (wide - w) / 2.0, y + 1.0 + (high - h) / 2.0);
        svg.shape("load", 0, &rect(corner.0, corner.1, w, h), said);
    }
    if has_room {
        let place = (x + cell / 2.0, y + tall / 2.0 + size.text * 0.35);
        svg.text(place, Anchor::Middle, &number);
    }
}
