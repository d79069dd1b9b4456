//! The equal of every drawing, for those who read numbers rather than look.

use crate::chart::{Chart, Flow, Heat, Plot, Series, sound};
use crate::text;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<TableRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub label: String,
    pub cells: Vec<String>,
}

impl Chart {
    /// All values with their whole names, those that are not drawn for want of room included.
    pub fn table(&self) -> Table {
        match &self.plot {
            Plot::Bars(bars) => self.of_series(&bars.labels, &bars.series, &[]),
            Plot::Lines(lines) => {
                let band = lines.band.iter().map(|band| {
                    let cell = |index| match band.at(index) {
                        Some((low, high)) => {
                            format!("{} – {}", self.number(low), self.number(high))
                        }
                        None => self.words.gap.clone(),
                    };
                    let cells = (0..lines.labels.len()).map(cell).collect();
                    (band.name.clone(), cells)
                });
                self.of_series(&lines.labels, &lines.series, &band.collect::<Vec<_>>())
            }
            Plot::Flow(flow) => self.of_flow(flow),
            Plot::Heat(heat) => self.of_heat(heat),
        }
    }

    fn number(&self, value: f64) -> String {
        text::number(value, self.decimals)
    }

    fn cell(&self, value: Option<f64>) -> String {
        sound(value).map_or_else(|| self.words.gap.clone(), |value| self.number(value))
    }

    fn of_series(
        &self,
        labels: &[String],
        series: &[Series],
        more: &[(String, Vec<String>)],
    ) -> Table {
        let names = series.iter().map(|it| it.name.clone());
        let more_names = more.iter().map(|it| it.0.clone());
        let row = |(index, label): (usize, &String)| {
            let cells = series.iter().map(|it| self.cell(it.at(index)));
            let more = more.iter().filter_map(|it| it.1.get(index).cloned());
            TableRow {
                label: label.clone(),
                cells: cells.chain(more).collect(),
            }
        };
        Table {
            head: std::iter::once(self.words.label.clone())
                .chain(names)
                .chain(more_names)
                .collect(),
            rows: labels.iter().enumerate().map(row).collect(),
        }
    }

    fn of_flow(&self, flow: &Flow) -> Table {
        let name = |index: usize| flow.nodes.get(index).map_or("", |node| node.name.as_str());
        let links = flow.links.iter().filter(|it| it.value != Some(0.0));
        Table {
            head: vec![self.words.label.clone(), self.words.unit.clone()],
            rows: links
                .map(|link| TableRow {
                    label: format!("{} → {}", name(link.from), name(link.to)),
                    cells: vec![self.cell(link.value)],
                })
                .collect(),
        }
    }

    fn of_heat(&self, heat: &Heat) -> Table {
        let row = |(index, row): (usize, &crate::HeatRow)| TableRow {
            label: row.label.clone(),
            cells: (0..heat.columns.len())
                .map(|column| self.cell(heat.at(index, column)))
                .collect(),
        };
        Table {
            head: std::iter::once(self.words.label.clone())
                .chain(heat.columns.iter().cloned())
                .collect(),
            rows: heat.rows.iter().enumerate().map(row).collect(),
        }
    }
}
