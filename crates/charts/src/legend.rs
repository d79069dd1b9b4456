use crate::size::Size;
use crate::svg::{Anchor, Svg};
use crate::text;

/// How the sample before a name is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    Area(usize),
    Line(usize),
    Band,
}

/// Names with their samples in rows from the top; says how high they are. One series alone needs
/// none: the title names it.
pub(crate) fn draw(svg: &mut Svg, size: Size, names: &[(Sample, &str)]) -> f64 {
    if names.len() < 2 {
        return 0.0;
    }
    let line = size.text * 1.6;
    let sample = size.text * 1.8;
    let (mut x, mut y) = (0.0, line);
    for (kind, name) in names {
        let name = text::fit(name, size.text, size.width - sample - size.text);
        let room = sample + text::width(&name, size.text) + size.text * 1.4;
        if x > 0.0 && x + room > size.width {
            x = 0.0;
            y += line;
        }
        let middle = y - size.text * 0.35;
        let box_size = (size.text * 1.4, size.text * 0.9);
        match kind {
            Sample::Area(series) => {
                svg.area(*series, (x, middle - box_size.1 / 2.0), box_size, &name);
            }
            Sample::Line(series) => {
                svg.trace(*series, &[(x, middle), (x + box_size.0, middle)]);
                svg.mark(*series, (x + box_size.0 / 2.0, middle), &name);
            }
            Sample::Band => {
                let path = format!(
                    "M{x:.1} {:.1}h{:.1}v{:.1}h-{:.1}z",
                    middle - box_size.1 / 2.0,
                    box_size.0,
                    box_size.1,
                    box_size.0
                );
                svg.shape("band", 7, &path, &name);
            }
        }
        svg.text((x + sample, y), Anchor::Start, &name);
        x += room;
    }
    y + size.text * 0.6
}
