//! Texts of cells: those that cells share, and those that stand within a cell.

use quick_xml::events::Event;

use super::limits::CELLS_MAX;
use super::refused::{FormRefused, damaged};
use super::xml::{self, Xml};

/// Texts in the order in which cells name them.
pub(super) fn shared(text: &str) -> Result<Vec<String>, FormRefused> {
    let mut all = Vec::new();
    let mut walk = Xml::new(text);
    while let Some((event, _)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "si" => {
                let inside = walk.inside()?;
                all.push(of(&text[inside])?);
            }
            Event::Empty(tag) if xml::local(&tag) == "si" => all.push(String::new()),
            _ => {}
        }
        if all.len() > CELLS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Ok(all)
}

/// The text of `<is>` or `<si>`: its runs one after the other, without what says how to read it.
pub(super) fn of(raw: &str) -> Result<String, FormRefused> {
    let mut text = String::new();
    let mut walk = Xml::new(raw);
    while let Some((event, _)) = walk.next()? {
        let Event::Start(tag) = event else { continue };
        match xml::local(&tag) {
            "t" => {
                let inside = walk.inside()?;
                text.push_str(&xml::plain(&raw[inside])?);
            }
            "rPh" => {
                walk.inside()?;
            }
            _ => {}
        }
    }
    Ok(unhidden(&text))
}

/// Signs that XML has no place for are written `_x000D_` by other programs.
fn unhidden(text: &str) -> String {
    text.replace("_x000D_", "").replace("_x000d_", "")
}

/// A shared text by the number in a cell.
pub(super) fn at<'a>(all: &'a [String], number: &str) -> Result<&'a str, FormRefused> {
    let index: usize = number.trim().parse().map_err(damaged)?;
    all.get(index)
        .map(String::as_str)
        .ok_or_else(|| damaged("a cell names a text that is not there"))
}
