//! All that a template can see.

use std::sync::LazyLock;

use crate::fonts::Case;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

/// The look that all papers share.
const HOUSE: &str = include_str!("../templates/house.typ");

/// The standard library holds nothing of a paper, so all papers share one.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

pub(crate) struct Desk {
    main: Source,
    house: Source,
    data_at: FileId,
    data: Bytes,
    fonts: Case,
}

impl Desk {
    pub(crate) fn new(source: &str, data: Vec<u8>, fonts: Case) -> Option<Self> {
        Some(Self {
            main: Source::new(at("main.typ")?, source.to_owned()),
            house: Source::new(at("house.typ")?, HOUSE.to_owned()),
            data_at: at("data.json")?,
            data: Bytes::new(data),
            fonts,
        })
    }
}

/// Names are interned for the life of the process; there are three.
fn at(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn no_such(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.house]
            .into_iter()
            .find(|it| it.id() == id)
            .cloned()
            .ok_or_else(|| no_such(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_at {
            Ok(self.data.clone())
        } else {
            Err(no_such(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// A paper is dated by its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
