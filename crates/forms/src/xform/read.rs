//! What ODK Collect sends back, read as a tree of answers and nothing more.
//!
//! It comes from a phone, so it may be anything: no document type, no entity of its own, no
//! instruction; bounded in bytes, depth and number of answers before a form looks at it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Sent;

/// Bytes of one set of answers without its photos: many times what the longest form fills.
pub const SENT_BYTES_MAX: usize = 256 * 1024;
/// Elements within elements: groups stand three deep.
const DEPTH_MAX: usize = 12;
/// Answers of one set, boxes and what the device adds included.
const LEAVES_MAX: usize = 1_000;
/// Characters of the name of a form, its version and an id.
const WORD_CHARS_MAX: usize = 80;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SentError {
    #[error("larger than {SENT_BYTES_MAX} bytes")]
    TooLarge,
    #[error("not UTF-8")]
    NotUtf8,
    #[error("not well-formed XML")]
    Malformed,
    #[error("a document type, an entity of its own or an instruction")]
    Forbidden,
    #[error("more than {DEPTH_MAX} deep or {LEAVES_MAX} answers")]
    TooMany,
    #[error("no name of a form or no instance id")]
    NoName,
}

/// Reads what was sent. Nothing is looked up and nothing expanded but the five entities of XML.
pub fn read(bytes: &[u8]) -> Result<Sent, SentError> {
    if bytes.len() > SENT_BYTES_MAX {
        return Err(SentError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| SentError::NotUtf8)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().check_end_names = true;
    let mut tree = Tree::default();
    loop {
        match reader.read_event().map_err(|_| SentError::Malformed)? {
            Event::Start(start) => tree.open(&start)?,
            Event::Empty(start) => {
                tree.open(&start)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text.push_str(&text.xml10_content()),
            Event::CData(text) => tree.text.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let sign = match &*entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => match entity.resolve_char_ref() {
                        Ok(Some(sign)) => sign,
                        _ => return Err(SentError::Forbidden),
                    },
                };
                tree.text.push(sign);
            }
            Event::DocType(_) | Event::PI(_) => return Err(SentError::Forbidden),
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

#[derive(Default)]
struct Tree {
    /// Names from the root down to where the reader stands.
    path: Vec<String>,
    /// Text since the last tag.
    text: String,
    /// Whether the element in hand holds others.
    is_branch: bool,
    is_over: bool,
    opened: usize,
    form: String,
    version: String,
    leaves: Vec<(String, String)>,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), SentError> {
        self.opened += 1;
        if self.is_over {
            return Err(SentError::Malformed);
        }
        if self.path.len() >= DEPTH_MAX || self.opened > LEAVES_MAX {
            return Err(SentError::TooMany);
        }
        if self.path.is_empty() {
            self.form = attribute(start, "id")?;
            self.version = attribute(start, "version")?;
        }
        let name = start.local_name();
        self.path.push(name.as_ref().to_owned());
        self.text.clear();
        self.is_branch = false;
        Ok(())
    }

    fn close(&mut self) {
        if !self.is_branch {
            let path = self.path.get(1..).unwrap_or_default().join("/");
            let text = self.text.trim();
            if !text.is_empty() && !path.is_empty() {
                self.leaves.push((path, text.to_owned()));
            }
        }
        self.path.pop();
        self.text.clear();
        self.is_branch = true;
        self.is_over = self.path.is_empty();
    }

    fn finish(self) -> Result<Sent, SentError> {
        if !self.is_over {
            return Err(SentError::Malformed);
        }
        let sent = Sent {
            form: self.form,
            version: self.version,
            leaves: self.leaves,
        };
        let words = [Some(sent.form.as_str()), sent.instance()];
        let named = words.iter().all(|word| {
            word.is_some_and(|it| !it.is_empty() && it.chars().count() <= WORD_CHARS_MAX)
        });
        if named && sent.version.chars().count() <= WORD_CHARS_MAX {
            Ok(sent)
        } else {
            Err(SentError::NoName)
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, SentError> {
    let found = start
        .try_get_attribute(name)
        .map_err(|_| SentError::Malformed)?;
    let Some(found) = found else {
        return Ok(String::new());
    };
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Ok(value.map_err(|_| SentError::Malformed)?.into_owned())
}
