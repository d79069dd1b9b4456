use huiyin_kernel::Said;

use super::sheet::{Cells, Layout};
use super::{Refusal, Sheet};
use crate::fault::FormFault;
use crate::name::Name;

pub(super) const LAYOUT: Layout = Layout {
    plain: &["form_id", "version", "default_language"],
    said: &["form_title"],
};

pub(super) struct Settings {
    pub(super) id: Name,
    pub(super) title: Said,
    pub(super) edition: String,
}

const EDITION_CHARS_MAX: usize = 40;

pub(super) fn read(cells: Option<&Cells>, refusals: &mut Vec<Refusal>) -> Option<Settings> {
    let mut refuse = |row, column: &str, fault| {
        refusals.push(Refusal {
            sheet: Sheet::Settings,
            row,
            column: column.to_owned(),
            fault,
        });
    };
    let Some((cells, row)) = cells.and_then(|cells| Some((cells, cells.rows.first()?))) else {
        refuse(0, "", FormFault::SheetMissing);
        return None;
    };
    let id = match Name::question(cells.get(row, "form_id")) {
        Ok(id) => Some(id),
        Err(error) => {
            refuse(row.number, "form_id", FormFault::Name(error.0));
            None
        }
    };
    let title = cells
        .said(row, "form_title")
        .unwrap_or_else(|| Said::new("", ""));
    let edition = cells.get(row, "version");
    if edition.chars().count() > EDITION_CHARS_MAX {
        refuse(row.number, "version", FormFault::TextTooLong);
    }
    let language = cells.get(row, "default_language").to_ascii_lowercase();
    if !language.is_empty() && !language.contains("zh") {
        refuse(row.number, "default_language", FormFault::Value(language));
    }
    Some(Settings {
        id: id?,
        title,
        edition: edition.to_owned(),
    })
}
