use crate::scale::Scale;
use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::text;

/// The place in which upright bars and lines are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub left: f64,
    pub right: f64,
    pub bottom: f64,
    pub scale: Scale,
}

impl Field {
    pub(crate) fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.at(value)
    }

    /// How wide one of so many labels is.
    pub(crate) fn slot(&self, labels: usize) -> f64 {
        (self.right - self.left) / count(labels.max(1))
    }
}

/// Numbers of things are small, and exact as floats.
pub(crate) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Draws the axis of values and the labels below; says where to draw and how high all of it is.
pub(crate) fn upright(
    svg: &mut Svg,
    size: Size,
    top: f64,
    (most, decimals, unit): (f64, usize, &str),
    labels: &[String],
) -> (Field, f64) {
    let height = (size.width * 0.42).clamp(170.0, 300.0);
    let scale = Scale::to(most, decimals, height);
    let ticks: Vec<(f64, String)> = scale
        .ticks()
        .into_iter()
        .map(|it| (it, text::number(it, decimals)))
        .collect();
    let widest = ticks
        .iter()
        .map(|(_, said)| text::width(said, size.text))
        .fold(0.0, f64::max);
    let left = (widest + 8.0).min(size.width * 0.4);
    let top = top + size.text * 1.8;
    let field = Field {
        left,
        right: size.width - 6.0,
        bottom: top + height,
        scale,
    };
    let unit = text::fit(unit, size.text, size.width);
    svg.text((0.0, top - size.text * 0.8), Anchor::Start, &unit);
    for (value, said) in &ticks {
        let y = field.y(*value);
        svg.rule((field.left, y), (field.right, y), *value == 0.0);
        let said = text::fit(said, size.text, left - 4.0);
        svg.text((left - 6.0, y + size.text * 0.35), Anchor::End, &said);
    }
    below(svg, size, &field, labels);
    (field, field.bottom + size.text * 2.0)
}

/// Labels under the axis, every second, third … where all have no room.
fn below(svg: &mut Svg, size: Size, field: &Field, labels: &[String]) {
    let slot = field.slot(labels.len());
    let widest = labels
        .iter()
        .map(|it| text::width(it, size.text))
        .fold(0.0, f64::max);
    let room = field.right - field.left;
    let wanted = (widest + size.text * 0.8).min(room);
    let mut every = 1;
    while slot * count(every) < wanted && every < labels.len() {
        every += 1;
    }
    for (index, label) in labels.iter().enumerate().step_by(every.max(1)) {
        let label = text::fit(label, size.text, room);
        let half = text::width(&label, size.text) / 2.0;
        let middle = field.left + slot * (count(index) + 0.5);
        let x = middle.min(size.width - half).max(half);
        svg.text((x, field.bottom + size.text * 1.5), Anchor::Middle, &label);
    }
}
