//! The part that lists the sheets and the names, and says when to compute.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use super::formula::{Push, pushed};
use super::limits::SHEETS_MAX;
use super::package::{Package, content_types_name, relations_name};
use super::refused::{FormRefused, damaged};
use super::xml::{self, Xml};

/// Elements that stand before the order to compute, by the file format.
const BEFORE_CALC: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    // Additions of one maker, which stands where its own programs put them.
    "AlternateContent",
    "revisionPtr",
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub name: String,
    pub part: String,
    pub is_hidden: bool,
}

pub(super) fn sheets(package: &Package) -> Result<Vec<Listed>, FormRefused> {
    let relations = package.relations(&package.workbook)?;
    let text = workbook_text(package)?;
    let mut found = Vec::new();
    let mut walk = Xml::new(text);
    while let Some((event, _)) = walk.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        if xml::local(&tag) != "sheet" {
            continue;
        }
        let id = xml::attributes(&tag)?
            .into_iter()
            .find(|(name, _)| xml::without_prefix(name) == "id")
            .map_or_else(String::new, |it| it.1);
        let relation = relations.iter().find(|it| it.id == id);
        let relation = relation.ok_or_else(|| damaged("a sheet is missing"))?;
        // Sheets that are one chart hold no cells.
        if relation.kind != "worksheet" {
            continue;
        }
        let state = xml::attribute(&tag, "state")?.unwrap_or_default();
        found.push(Listed {
            name: xml::attribute(&tag, "name")?.unwrap_or_default(),
            part: relation.target.clone(),
            is_hidden: state.contains("idden"),
        });
        if found.len() > SHEETS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    if found.is_empty() {
        return Err(damaged("it has no sheet"));
    }
    Ok(found)
}

fn workbook_text(package: &Package) -> Result<&str, FormRefused> {
    package
        .text(&package.workbook)
        .ok_or_else(|| damaged("its workbook is missing"))
}

/// Orders that everything is computed on opening, and follows the names where rows were put in.
pub(super) fn rewritten(package: &Package, pushes: &[Push<'_>]) -> Result<String, FormRefused> {
    let text = workbook_text(package)?;
    let mut out = String::with_capacity(text.len() + 64);
    let mut walk = Xml::new(text);
    let mut depth = 0_usize;
    let mut is_ordered = false;
    while let Some((event, at)) = walk.next()? {
        let raw = &text[at.clone()];
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_empty = matches!(event, Event::Empty(_));
                let name = xml::local(tag);
                if name == "calcPr" && depth == 1 {
                    is_ordered = true;
                    out.push_str(&xml::with_attributes(
                        tag,
                        is_empty,
                        &[("fullCalcOnLoad", "1")],
                    )?);
                } else {
                    if depth == 1 && !is_ordered && !BEFORE_CALC.contains(&name) {
                        out.push_str(&order(xml::prefix(tag)));
                        is_ordered = true;
                    }
                    out.push_str(raw);
                    if name == "definedName" && !is_empty {
                        let inside = walk.inside()?;
                        out.push_str(&followed(&text[inside.clone()], pushes)?);
                        let close = text[inside.end..]
                            .find('>')
                            .map_or(text.len(), |it| inside.end + it + 1);
                        out.push_str(&text[inside.end..close]);
                        continue;
                    }
                }
                depth += usize::from(!is_empty);
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_ordered {
                    let name = tag.name().0;
                    let prefix = name.find(':').map_or("", |at| &name[..=at]);
                    out.push_str(&order(prefix));
                    is_ordered = true;
                }
                out.push_str(raw);
            }
            _ => out.push_str(raw),
        }
    }
    Ok(out)
}

fn order(prefix: &str) -> String {
    format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>")
}

fn followed(raw: &str, pushes: &[Push<'_>]) -> Result<String, FormRefused> {
    if pushes.is_empty() {
        return Ok(raw.to_owned());
    }
    let mut text = xml::plain(raw)?;
    for push in pushes {
        text = pushed(&text, "", push).map_err(|what| FormRefused::CannotPush {
            rows: push.rows,
            what,
        })?;
    }
    Ok(xml::escaped(&text))
}

/// Takes out the list of the order in which to compute, which every program makes anew; kept, it
/// would name cells that have moved.
pub(super) fn drop_chain(
    package: &Package,
    changed: &mut BTreeMap<String, String>,
    dropped: &mut BTreeSet<String>,
) -> Result<(), FormRefused> {
    let relations = package.relations(&package.workbook)?;
    let chains: Vec<_> = relations
        .iter()
        .filter(|it| it.kind == "calcChain")
        .collect();
    if chains.is_empty() {
        return Ok(());
    }
    let name = relations_name(&package.workbook);
    if let Some(text) = package.text(&name) {
        let is_chain = |kind: &str| kind.ends_with("/calcChain");
        changed.insert(name.clone(), without(text, "Type", &is_chain)?);
    }
    if let Some(text) = package.text(content_types_name()) {
        let is_chain = |part: &str| {
            let part = part.trim_start_matches('/');
            chains.iter().any(|it| it.target == part)
        };
        let types = without(text, "PartName", &is_chain)?;
        changed.insert(content_types_name().to_owned(), types);
    }
    dropped.extend(chains.iter().map(|it| it.target.clone()));
    Ok(())
}

/// The text without the elements whose attribute says so.
fn without(
    text: &str,
    attribute: &str,
    says: &dyn Fn(&str) -> bool,
) -> Result<String, FormRefused> {
    let mut out = String::with_capacity(text.len());
    let mut walk = Xml::new(text);
    while let Some((event, at)) = walk.next()? {
        let (tag, is_empty) = match &event {
            Event::Empty(tag) => (tag, true),
            Event::Start(tag) => (tag, false),
            _ => {
                out.push_str(&text[at]);
                continue;
            }
        };
        let value = xml::attribute(tag, attribute)?;
        if !value.is_some_and(|it| says(&it)) {
            out.push_str(&text[at]);
        } else if !is_empty {
            walk.inside()?;
        }
    }
    Ok(out)
}
