//! Writing SVG: everything escaped, every number finite and with one digit behind the point.

use std::fmt::Write as _;

/// Colours of the series where no stylesheet says otherwise. Different in lightness too.
const COLOURS: [&str; 8] = [
    "#0b625e", "#b4540a", "#1c5687", "#a5251b", "#6b5b95", "#5b7a1f", "#8a6d00", "#515b57",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

pub(crate) struct Svg {
    body: String,
    id: String,
    text: f64,
    patterns: usize,
}

/// What belongs between tags or into an attribute. Characters that XML does not know are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            control if control.is_control() => {}
            plain => out.push(plain),
        }
    }
    out
}

fn coordinate(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

impl Svg {
    pub(crate) fn new(id: &str, text: f64) -> Self {
        let clean = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        Self {
            body: String::new(),
            id: id.chars().filter(clean).collect(),
            text,
            patterns: 0,
        }
    }

    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _ = self.body.write_fmt(arguments);
    }

    /// A filled area of a series; the second series and those after it have a pattern.
    pub(crate) fn area(&mut self, series: usize, (x, y): (f64, f64), size: (f64, f64), said: &str) {
        let fill = self.fill(series);
        let class = series % COLOURS.len();
        self.put(format_args!(
            "<rect class=\"s{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" stroke=\"{}\"><title>{}</title></rect>",
            coordinate(x),
            coordinate(y),
            coordinate(size.0.max(0.0)),
            coordinate(size.1.max(0.0)),
            COLOURS[class],
            escape(said)
        ));
    }

    fn fill(&mut self, series: usize) -> String {
        let class = series % COLOURS.len();
        if class == 0 {
            return COLOURS[0].to_owned();
        }
        self.patterns = self.patterns.max(class);
        format!("url(#{}-p{class})", self.id)
    }

    /// A shape by its path, of a class of the stylesheet.
    pub(crate) fn shape(&mut self, class: &str, colour: usize, path: &str, said: &str) {
        let fill = COLOURS[colour % COLOURS.len()];
        self.put(format_args!(
            "<path class=\"{class}\" d=\"{path}\" fill=\"{fill}\" fill-opacity=\"0.3\"><title>{}</title></path>",
            escape(said)
        ));
    }

    /// A line of a series through points.
    pub(crate) fn trace(&mut self, series: usize, points: &[(f64, f64)]) {
        const DASHES: [&str; 8] = [
            "",
            "7 4",
            "2 3",
            "10 3 2 3",
            "1 4",
            "12 5",
            "5 2",
            "8 2 2 2 2 2",
        ];
        let class = series % COLOURS.len();
        let mut path = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{} {}", coordinate(*x), coordinate(*y));
        }
        self.put(format_args!(
            "<path class=\"l{class}\" d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\" stroke-linejoin=\"round\"",
            COLOURS[class]
        ));
        if !DASHES[class].is_empty() {
            self.put(format_args!(" stroke-dasharray=\"{}\"", DASHES[class]));
        }
        self.put(format_args!("/>"));
    }

    /// The mark of a series at a point; another shape for each.
    pub(crate) fn mark(&mut self, series: usize, (x, y): (f64, f64), said: &str) {
        let class = series % COLOURS.len();
        let r = 3.5;
        let path = match class % 4 {
            0 => format!(
                "M{} {}a{r} {r} 0 1 0 7 0a{r} {r} 0 1 0 -7 0z",
                coordinate(x - r),
                coordinate(y)
            ),
            1 => format!("M{} {}h7v7h-7z", coordinate(x - r), coordinate(y - r)),
            2 => format!("M{} {}l4.5 7.5h-9z", coordinate(x), coordinate(y - 4.5)),
            _ => format!(
                "M{} {}l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
                coordinate(x),
                coordinate(y - 4.5)
            ),
        };
        self.put(format_args!(
            "<path class=\"m{class}\" d=\"{path}\" fill=\"{}\"><title>{}</title></path>",
            COLOURS[class],
            escape(said)
        ));
    }

    pub(crate) fn rule(&mut self, from: (f64, f64), to: (f64, f64), strong: bool) {
        let (class, colour) = if strong {
            ("axis", "#857f71")
        } else {
            ("grid", "#ddd7ca")
        };
        self.put(format_args!(
            "<path class=\"{class}\" d=\"M{} {}L{} {}\" stroke=\"{colour}\" fill=\"none\"/>",
            coordinate(from.0),
            coordinate(from.1),
            coordinate(to.0),
            coordinate(to.1)
        ));
    }

    pub(crate) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            coordinate(x),
            coordinate(y),
            escape(text)
        ));
    }

    /// The whole drawing.
    pub(crate) fn finish(
        self,
        (width, height): (f64, f64),
        title: &str,
        description: &str,
    ) -> String {
        let id = &self.id;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-drawing\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" \
             width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-size=\"{}\" fill=\"#1e2523\">\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{}{}</svg>",
            coordinate(self.text),
            escape(title),
            escape(description),
            self.definitions(),
            self.body,
            w = coordinate(width),
            h = coordinate(height),
        )
    }

    /// Patterns on white, so that a copy in black and white still tells the series apart.
    fn definitions(&self) -> String {
        const STROKES: [&str; 8] = [
            "",
            "M-2 2L2 -2M0 8L8 0M6 10L10 6",
            "M1.5 2h2.5M5.5 6h2.5",
            "M0 2H8M0 6H8",
            "M2 0V8M6 0V8",
            "M0 0L8 8M0 8L8 0",
            "M-2 6L2 10M0 0L8 8M6 -2L10 2",
            "M0 4H8M4 0V8",
        ];
        if self.patterns == 0 {
            return String::new();
        }
        let mut out = String::from("<defs>");
        for class in 1..=self.patterns {
            let _ = write!(
                out,
                "<pattern id=\"{}-p{class}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                 <rect class=\"p-ground\" width=\"8\" height=\"8\" fill=\"#fff\"/>\
                 <path class=\"l{class}\" d=\"{}\" stroke=\"{}\" stroke-width=\"2\" fill=\"none\"/></pattern>",
                self.id, STROKES[class], COLOURS[class]
            );
        }
        out.push_str("</defs>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(
            escape("<b a='1'>&\"\u{7}"),
            "&lt;b a=&#39;1&#39;&gt;&amp;&quot;"
        );
    }

    #[test]
    fn what_is_no_number_is_never_written() {
        assert_eq!(coordinate(f64::NAN), "0");
        assert_eq!(coordinate(f64::INFINITY), "0");
        assert_eq!(coordinate(-0.01), "0");
        assert_eq!(coordinate(1.25), "1.2");
    }
}
