use serde::Serialize;

/// Labels along an axis that are drawn; a year of days and a leap day.
pub const MOST_POINTS: usize = 400;
/// Series that can still be told apart.
pub const MOST_SERIES: usize = 8;
/// Streams between the stages of a flow.
pub const MOST_LINKS: usize = 400;
/// What is larger is drawn and told as this.
pub const MOST_VALUE: f64 = 1e15;
/// What is smaller is nothing.
const LEAST_VALUE: f64 = 1e-9;

/// One chart, ready to be drawn in any size. `id` is unique on its page: letters, digits and dashes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    pub id: String,
    pub title: String,
    /// What the drawing shows, in sentences: its alt text.
    pub description: String,
    pub words: Words,
    /// Digits behind the point.
    pub decimals: usize,
    pub plot: Plot,
}

/// What the drawing and its table say beside names and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Words {
    /// The head of the first column: what the labels are.
    pub label: String,
    /// The unit, at the axis.
    pub unit: String,
    /// What stands for a value that is missing or not shown.
    pub gap: String,
    /// What is drawn where there is nothing to draw.
    pub nothing: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Plot {
    Bars(Bars),
    Lines(Lines),
    Flow(Flow),
    Heat(Heat),
}

/// A row of values with a name; nothing is a gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    pub name: String,
    pub values: Vec<Option<f64>>,
}

impl Series {
    /// A series of counts.
    pub fn of_counts(name: impl Into<String>, counts: impl IntoIterator<Item = u32>) -> Self {
        Self {
            name: name.into(),
            values: counts.into_iter().map(|n| Some(f64::from(n))).collect(),
        }
    }

    /// What can be drawn at a place: a finite number that is not negative.
    pub(crate) fn at(&self, index: usize) -> Option<f64> {
        sound(self.values.get(index).copied().flatten())
    }
}

pub(crate) fn sound(value: Option<f64>) -> Option<f64> {
    let value = value.filter(|it| it.is_finite())?;
    // Below this a division by the largest value could leave the numbers.
    let has_size = value > LEAST_VALUE;
    Some(if has_size { value.min(MOST_VALUE) } else { 0.0 })
}

/// Which way bars go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Upright, for what follows one another in time or size.
    Up,
    /// Lying, for names.
    Along,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    pub labels: Vec<String>,
    pub series: Vec<Series>,
    pub way: Way,
    /// Series on top of one another, else beside one another.
    pub stacked: bool,
    /// Bars touch, because their labels are classes of one measure.
    pub touching: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    pub labels: Vec<String>,
    pub series: Vec<Series>,
    pub band: Option<Band>,
}

/// Between which values something is expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    pub name: String,
    pub low: Vec<Option<f64>>,
    pub high: Vec<Option<f64>>,
}

impl Band {
    pub(crate) fn at(&self, index: usize) -> Option<(f64, f64)> {
        let low = sound(self.low.get(index).copied().flatten())?;
        let high = sound(self.high.get(index).copied().flatten())?;
        Some((low.min(high), low.max(high)))
    }
}

/// What runs from stage to stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    pub stages: Vec<String>,
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    pub stage: usize,
    pub name: String,
}

/// From one node to one of a later stage, by their places in the list; nothing as value is a
/// stream too small to be told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub value: Option<f64>,
}

/// Cells in rows, as the weeks and days of a calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heat {
    pub columns: Vec<String>,
    pub rows: Vec<HeatRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatRow {
    pub label: String,
    pub values: Vec<Option<f64>>,
}

impl Heat {
    pub(crate) fn at(&self, row: usize, column: usize) -> Option<f64> {
        let row = self.rows.get(row)?;
        sound(row.values.get(column).copied().flatten())
    }
}
