/// For which place a chart is drawn. Widths are pixels of a page, so that text comes out in the
/// size that it is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width: f64,
    pub text: f64,
    /// Told in the ids, since two sizes of one chart stand on one page.
    pub suffix: &'static str,
}

impl Size {
    /// A phone of 360 pixels.
    pub const NARROW: Self = Self {
        width: 320.0,
        text: 13.0,
        suffix: "n",
    };
    /// A desk, and paper.
    pub const WIDE: Self = Self {
        width: 760.0,
        text: 14.0,
        suffix: "w",
    };

    /// As elder mode wants it: no letter below 18 pt.
    #[must_use]
    pub const fn for_elders(self) -> Self {
        Self { text: 24.0, ..self }
    }
}
