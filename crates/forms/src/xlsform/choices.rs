use std::collections::BTreeMap;

use huiyin_kernel::Said;

use super::Refusal;
use super::sheet::{Cells, Layout};
use crate::fault::FormFault;
use crate::model::Choice;
use crate::name::Name;

pub(super) const LAYOUT: Layout = Layout {
    plain: &["list_name", "name"],
    said: &["label"],
};

#[derive(Default)]
pub(super) struct Lists {
    pub(super) lists: BTreeMap<Name, Vec<Choice>>,
    /// The row in which each list begins.
    pub(super) rows: BTreeMap<String, u64>,
}

pub(super) fn read(cells: &Cells, refusals: &mut Vec<Refusal>) -> Lists {
    let mut found = Lists::default();
    for row in &cells.rows {
        let mut name = |column: &str, text: &str| {
            Name::choice(text)
                .map_err(|error| {
                    refusals.push(Refusal {
                        sheet: cells.sheet,
                        row: row.number,
                        column: column.to_owned(),
                        fault: FormFault::Name(error.0),
                    });
                })
                .ok()
        };
        let list = name("list_name", cells.get(row, "list_name"));
        let choice = name("name", cells.get(row, "name"));
        let (Some(list), Some(choice)) = (list, choice) else {
            continue;
        };
        found.rows.entry(list.to_string()).or_insert(row.number);
        let label = cells
            .said(row, "label")
            .unwrap_or_else(|| Said::new("", ""));
        found.lists.entry(list).or_default().push(Choice {
            name: choice,
            label,
        });
    }
    found
}
