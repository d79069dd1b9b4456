//! Walking the text of a part, with the place of each piece in it, so that whatever is not
//! understood can be written out again as it was.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::refused::{FormRefused, damaged};

/// A walk over one part. A declaration of document types is refused: forms have none, and it
/// could make a small text large.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
}

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        // Pieces of a part are walked too, and close what they did not open.
        reader.config_mut().allow_unmatched_ends = true;
        Self { reader }
    }

    /// The next piece and where it stands.
    pub(super) fn next(&mut self) -> Result<Option<(Event<'t>, Range<usize>)>, FormRefused> {
        let from = position(&self.reader);
        match self.reader.read_event().map_err(damaged)? {
            Event::Eof => Ok(None),
            Event::DocType(_) => Err(damaged("it declares types of documents")),
            event => Ok(Some((event, from..position(&self.reader)))),
        }
    }

    /// What stands within the element that was just opened, and where the element ends.
    pub(super) fn inside(&mut self) -> Result<Range<usize>, FormRefused> {
        let from = position(&self.reader);
        let mut depth = 0_usize;
        while let Some((event, at)) = self.next()? {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(from..at.start),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Err(damaged("it ends too early"))
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The name without its prefix.
pub(super) fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    without_prefix(tag.name().0)
}

pub(super) fn without_prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |it| it.1)
}

/// The prefix with its colon, or nothing.
pub(super) fn prefix<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name = tag.name().0;
    name.find(':').map_or("", |at| &name[..=at])
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, FormRefused> {
    let Some(found) = tag.try_get_attribute(name).map_err(damaged)? else {
        return Ok(None);
    };
    let value = found
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(damaged)?;
    Ok(Some(value.into_owned()))
}

/// Every attribute with its value as it is written, entities and all.
pub(super) fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, FormRefused> {
    let mut all = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(damaged)?;
        all.push((
            attribute.key.0.to_owned(),
            attribute.value.as_ref().to_owned(),
        ));
    }
    Ok(all)
}

/// An attribute as text for a tag; the value must be escaped already.
pub(super) fn write_attribute(out: &mut String, name: &str, value: &str) {
    let value = if value.contains('"') {
        Cow::Owned(value.replace('"', "&quot;"))
    } else {
        Cow::Borrowed(value)
    };
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&value);
    out.push('"');
}

/// The tag again with some attributes set.
pub(super) fn with_attributes(
    tag: &BytesStart<'_>,
    is_empty: bool,
    set: &[(&str, &str)],
) -> Result<String, FormRefused> {
    let mut out = format!("<{}", tag.name().0);
    let mut left: Vec<&(&str, &str)> = set.iter().collect();
    for (name, value) in attributes(tag)? {
        match left.iter().position(|it| it.0 == name) {
            Some(at) => write_attribute(&mut out, &name, &escape(left.remove(at).1)),
            None => write_attribute(&mut out, &name, &value),
        }
    }
    for (name, value) in left {
        write_attribute(&mut out, name, &escape(*value));
    }
    out.push_str(if is_empty { "/>" } else { ">" });
    Ok(out)
}

/// Text as it was meant: entities and character data resolved.
pub(super) fn plain(raw: &str) -> Result<String, FormRefused> {
    let mut text = String::new();
    let mut walk = Xml::new(raw);
    while let Some((event, at)) = walk.next()? {
        match event {
            Event::Text(_) | Event::GeneralRef(_) => {
                text.push_str(&unescape(&raw[at]).map_err(damaged)?);
            }
            Event::CData(data) => text.push_str(&data),
            _ => {}
        }
    }
    Ok(text)
}

/// Text for a part: escaped, and without the signs that XML has no place for.
pub(super) fn escaped(text: &str) -> String {
    let fits = |sign: &char| {
        matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
            || *sign >= '\u{10000}'
    };
    let clean: String = text.chars().filter(fits).collect();
    escape(clean).into_owned()
}
