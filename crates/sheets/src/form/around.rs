//! What stands around the rows of a sheet and speaks of them: joined areas, conditions of formats,
//! allowed values, links, breaks of pages. When rows are put in it is moved along, and what this
//! program does not know how to move is a reason to refuse.

use quick_xml::events::{BytesStart, Event};

use super::formula::{Push, pushed};
use super::limits::MERGES_MAX;
use super::place::{Area, Place, ROWS_MAX};
use super::refused::{FormRefused, InTheWay, damaged};
use super::xml::{self, Xml};

/// Elements that speak of no row.
const HARMLESS: &[&str] = &[
    "sheetCalcPr",
    "sheetProtection",
    "phoneticPr",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "colBreaks",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
];
/// Elements whose areas and formulas are moved.
const MOVED: &[&str] = &[
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "rowBreaks",
    "autoFilter",
    "protectedRanges",
    "ignoredErrors",
    "extLst",
];
/// Additions of later versions that name areas in `sqref` and formulas in `f`, and nowhere else.
const MOVED_ADDITIONS: &[&str] = &[
    "conditionalFormattings",
    "dataValidations",
    "sparklineGroups",
];

pub(super) fn merges(tail: &str) -> Result<Vec<Area>, FormRefused> {
    let mut found = Vec::new();
    let mut walk = Xml::new(tail);
    let mut depth = 0_usize;
    while let Some((event, _)) = next_in_tail(&mut walk, &mut depth)? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        if xml::local(&tag) != "mergeCell" {
            continue;
        }
        let text = xml::attribute(&tag, "ref")?.unwrap_or_default();
        found.push(Area::parse(&text).ok_or_else(|| damaged("a joined area has no place"))?);
        if found.len() > MERGES_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Ok(found)
}

/// A tail closes an element that it does not open: the sheet itself, with which the walk ends.
fn next_in_tail<'t>(
    walk: &mut Xml<'t>,
    depth: &mut usize,
) -> Result<Option<(Event<'t>, std::ops::Range<usize>)>, FormRefused> {
    if let Some((event, at)) = walk.next()? {
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) if *depth == 0 => return Ok(None),
            Event::End(_) => *depth -= 1,
            _ => {}
        }
        return Ok(Some((event, at)));
    }
    Ok(None)
}

/// Why the surroundings cannot be moved, or nothing. Drawings and comments are looked at apart.
pub(super) fn in_the_way(tail: &str) -> Result<Option<InTheWay>, FormRefused> {
    let mut walk = Xml::new(tail);
    let mut depth = 0_usize;
    let mut is_addition = false;
    while let Some((event, _)) = next_in_tail(&mut walk, &mut depth)? {
        let (tag, level) = match &event {
            Event::Start(tag) => (tag, depth - 1),
            Event::Empty(tag) => (tag, depth),
            _ => continue,
        };
        let name = xml::local(tag);
        if level == 0 {
            is_addition = name == "extLst";
            if name == "tableParts" {
                return Ok(Some(InTheWay::ListObject));
            }
            if !HARMLESS.contains(&name) && !MOVED.contains(&name) {
                return Ok(Some(InTheWay::Unknown));
            }
        }
        if is_addition && level == 2 && !MOVED_ADDITIONS.contains(&name) {
            return Ok(Some(InTheWay::Unknown));
        }
    }
    Ok(None)
}

/// The surroundings as they read after rows were put in, with `more` joined areas added.
pub(super) fn pushed_tail(
    tail: &str,
    push: &Push<'_>,
    more: &[Area],
) -> Result<String, FormRefused> {
    let mut out = String::with_capacity(tail.len() + 64 * more.len());
    let mut walk = Xml::new(tail);
    let mut depth = 0_usize;
    let mut end = 0;
    while let Some((event, at)) = next_in_tail(&mut walk, &mut depth)? {
        end = at.end;
        let raw = &tail[at];
        match &event {
            Event::Start(tag) if is_formula(xml::local(tag)) => {
                let moves_area = xml::local(tag) == "sqref";
                out.push_str(raw);
                let inside = walk.inside()?;
                // The walk stands behind the closing tag, which is copied by hand.
                depth -= 1;
                end = inside.end;
                let text = xml::plain(&tail[inside])?;
                let text = if moves_area {
                    areas(&text, push, true)?
                } else {
                    formula(&text, push)?
                };
                out.push_str(&xml::escaped(&text));
                let close = tail[end..].find('>').map_or(tail.len(), |it| end + it + 1);
                out.push_str(&tail[end..close]);
                end = close;
            }
            Event::Start(tag) => {
                out.push_str(&moved(tag, false, push, more.len())?);
            }
            Event::Empty(tag) => {
                out.push_str(&moved(tag, true, push, more.len())?);
            }
            Event::End(tag) if xml::without_prefix(tag.name().0) == "mergeCells" => {
                let prefix = tag.name().0.strip_suffix("mergeCells").unwrap_or_default();
                for area in more {
                    out.extend(["<", prefix, "mergeCell ref=\"", &area.to_string(), "\"/>"]);
                }
                out.push_str(raw);
            }
            _ => out.push_str(raw),
        }
    }
    out.push_str(&tail[end..]);
    Ok(out)
}

fn is_formula(name: &str) -> bool {
    matches!(name, "formula" | "formula1" | "formula2" | "f" | "sqref")
}

fn moved(
    tag: &BytesStart<'_>,
    is_empty: bool,
    push: &Push<'_>,
    more: usize,
) -> Result<String, FormRefused> {
    let name = xml::local(tag).to_owned();
    let set: Option<(&str, String)> = match name.as_str() {
        "mergeCells" => {
            let count = xml::attribute(tag, "count")?.and_then(|it| it.parse::<usize>().ok());
            count.map(|count| ("count", (count + more).to_string()))
        }
        "mergeCell" | "hyperlink" | "autoFilter" => match xml::attribute(tag, "ref")? {
            Some(text) => Some(("ref", areas(&text, push, name == "autoFilter")?)),
            None => None,
        },
        "conditionalFormatting" | "dataValidation" | "protectedRange" | "ignoredError" => {
            match xml::attribute(tag, "sqref")? {
                Some(text) => Some(("sqref", areas(&text, push, true)?)),
                None => None,
            }
        }
        "brk" => match xml::attribute(tag, "id")?.and_then(|it| it.parse::<u32>().ok()) {
            Some(row) => Some(("id", push.row(row).to_string())),
            None => None,
        },
        _ => None,
    };
    match set {
        Some((name, value)) => xml::with_attributes(tag, is_empty, &[(name, &value)]),
        None => xml::with_attributes(tag, is_empty, &[]),
    }
}

/// Areas with blanks between them; those that grow do so when they end with the table.
fn areas(text: &str, push: &Push<'_>, grow: bool) -> Result<String, FormRefused> {
    let mut all = Vec::new();
    for part in text.split_ascii_whitespace() {
        let Some(area) = Area::parse(part) else {
            // Whole columns stay where they are; whole rows are followed as in formulas.
            all.push(formula(part, push)?);
            continue;
        };
        let last = if grow {
            push.last_row(area.to.row)
        } else {
            push.row(area.to.row)
        };
        if last > ROWS_MAX {
            return Err(FormRefused::CannotPush {
                rows: push.rows,
                what: InTheWay::End,
            });
        }
        let from = Place::new(push.row(area.from.row), area.from.column);
        let to = Place::new(last, area.to.column);
        all.push(Area { from, to }.to_string());
    }
    Ok(all.join(" "))
}

fn formula(text: &str, push: &Push<'_>) -> Result<String, FormRefused> {
    pushed(text, push.sheet, push).map_err(|what| FormRefused::CannotPush {
        rows: push.rows,
        what,
    })
}
