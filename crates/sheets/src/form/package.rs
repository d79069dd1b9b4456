//! The zip around a workbook: opened within bounds, and written anew with some parts exchanged
//! while all others are copied as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::limits::{FORM_BYTES_MAX, PARTS_MAX, UNPACKED_BYTES_MAX};
use super::refused::{FormRefused, damaged};
use super::xml::{self, Xml};

const ZIP_MARK: &[u8] = b"PK\x03\x04";
const OLD_MARK: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const CONTENT_TYPES: &str = "[Content_Types].xml";
const USUAL_WORKBOOK: &str = "xl/workbook.xml";
const WORKBOOK_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// The parts that are text, by name; pictures and the like stay in the zip.
#[derive(Debug, Clone)]
pub(super) struct Package {
    bytes: Vec<u8>,
    texts: BTreeMap<String, String>,
    /// Name of the part that is the workbook.
    pub workbook: String,
}

/// What one part says of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub id: String,
    /// The last word of its kind: `worksheet`, `comments`.
    pub kind: String,
    pub target: String,
}

impl Package {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, FormRefused> {
        if bytes.is_empty() {
            return Err(FormRefused::Empty);
        }
        if bytes.len() > FORM_BYTES_MAX {
            return Err(FormRefused::TooLarge);
        }
        if bytes.starts_with(OLD_MARK) {
            return Err(old_or_locked(bytes));
        }
        if !bytes.starts_with(ZIP_MARK) {
            return Err(FormRefused::NotXlsx);
        }
        let texts = unpack(bytes)?;
        let types = texts.get(CONTENT_TYPES).ok_or(FormRefused::NotXlsx)?;
        let workbook = workbook_of(types)?;
        if !texts.contains_key(&workbook) {
            return Err(damaged("its workbook is missing"));
        }
        if texts.keys().any(|name| name.starts_with("_xmlsignatures/")) {
            return Err(FormRefused::Signed);
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            workbook,
            texts,
        })
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    pub(super) fn texts_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let within = self
            .texts
            .iter()
            .filter(move |(name, _)| name.contains(folder));
        within.map(|(_, text)| text.as_str())
    }

    pub(super) fn relations(&self, of: &str) -> Result<Vec<Relation>, FormRefused> {
        let Some(text) = self.text(&relations_name(of)) else {
            return Ok(Vec::new());
        };
        let folder = of.rsplit_once('/').map_or("", |it| it.0);
        let mut found = Vec::new();
        let mut walk = Xml::new(text);
        while let Some((event, _)) = walk.next()? {
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                continue;
            };
            if xml::local(&tag) != "Relationship"
                || xml::attribute(&tag, "TargetMode")?.as_deref() == Some("External")
            {
                continue;
            }
            let get = |name| xml::attribute(&tag, name).map(Option::unwrap_or_default);
            found.push(Relation {
                id: get("Id")?,
                kind: get("Type")?
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                target: joined(folder, &get("Target")?),
            });
        }
        Ok(found)
    }

    /// The same file with some parts exchanged and without some others.
    pub(super) fn with(
        &self,
        changed: &BTreeMap<String, String>,
        dropped: &BTreeSet<String>,
    ) -> Result<Vec<u8>, FormRefused> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes.as_slice())).map_err(damaged)?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // A plain time: the same form filled with the same figures is the same file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(damaged)?;
            let name = plain_name(&part.name().map_err(damaged)?);
            if dropped.contains(&name) {
                continue;
            }
            match changed.get(&name) {
                Some(text) => {
                    writer.start_file(name, options).map_err(damaged)?;
                    writer.write_all(text.as_bytes()).map_err(damaged)?;
                }
                None => writer.raw_copy_file(part).map_err(damaged)?,
            }
        }
        Ok(writer.finish().map_err(damaged)?.into_inner())
    }
}

/// Both are compound files; a locked one names its cipher in its directory.
fn old_or_locked(bytes: &[u8]) -> FormRefused {
    let mark: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(mark.len()).any(|it| it == mark) {
        FormRefused::Encrypted
    } else {
        FormRefused::OldWorkbook
    }
}

/// What a part claims about its size may be a lie, so what comes out is counted.
fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, String>, FormRefused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > PARTS_MAX {
        return Err(FormRefused::UnpacksTooLarge);
    }
    let mut left = UNPACKED_BYTES_MAX;
    let mut texts = BTreeMap::new();
    for index in 0..archive.len() {
        let raw = archive.by_index_raw(index).map_err(damaged)?;
        if raw.encrypted() {
            return Err(FormRefused::Encrypted);
        }
        let name = plain_name(&raw.name().map_err(damaged)?);
        drop(raw);
        let part = archive.by_index(index).map_err(damaged)?;
        let mut content = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut content)
            .map_err(damaged)?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(FormRefused::UnpacksTooLarge)?;
        let lower = name.to_ascii_lowercase();
        if lower.ends_with("vbaproject.bin") {
            return Err(FormRefused::Macros);
        }
        if matches!(lower.rsplit('.').next(), Some("xml" | "rels" | "vml")) {
            let Ok(text) = String::from_utf8(content) else {
                continue;
            };
            let text = text
                .strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text);
            if texts.insert(name, text).is_some() {
                return Err(damaged("one of its parts is there twice"));
            }
        }
    }
    Ok(texts)
}

fn workbook_of(types: &str) -> Result<String, FormRefused> {
    let mut walk = Xml::new(types);
    while let Some((event, _)) = walk.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        let kind = xml::attribute(&tag, "ContentType")?.unwrap_or_default();
        if kind.contains("macroEnabled") || kind.contains("vbaProject") {
            return Err(FormRefused::Macros);
        }
        if kind == WORKBOOK_TYPE {
            // Where the kind is that of all parts with an ending, the usual name is the one.
            let name = xml::attribute(&tag, "PartName")?;
            let name = name.unwrap_or_else(|| USUAL_WORKBOOK.to_owned());
            return Ok(name.trim_start_matches('/').to_owned());
        }
    }
    Err(FormRefused::NotXlsx)
}

/// Some programs on Windows write their paths with the wrong stroke.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

pub(super) fn relations_name(of: &str) -> String {
    match of.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{of}.rels"),
    }
}

pub(super) const fn content_types_name() -> &'static str {
    CONTENT_TYPES
}

fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        assert_eq!(
            joined("xl/worksheets", "../drawings/d1.xml"),
            "xl/drawings/d1.xml"
        );
        assert_eq!(joined("xl", "/xl/worksheets/s.xml"), "xl/worksheets/s.xml");
        assert_eq!(joined("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }
}
