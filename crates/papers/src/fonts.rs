//! The fonts of the system.

use std::path::PathBuf;
use std::sync::OnceLock;

use fontdb::{Database, Source};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::PaperError;

/// Families of Chinese sans serif in which papers are set, the first that is there. `house.typ`
/// has the same list.
const FAMILIES: [&str; 3] = ["Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC"];

/// Where a face lies and what it is called.
#[derive(Debug, Clone, PartialEq)]
struct Face {
    path: PathBuf,
    index: u32,
    info: FontInfo,
}

/// All faces of the system; the faces themselves are not held.
#[derive(Debug)]
pub(crate) struct Faces(Vec<Face>);

impl Faces {
    /// Looks through the folders of the system, once a process. A font that is installed while
    /// none was there is found by the next paper.
    pub(crate) fn of_system() -> Result<&'static Self, PaperError> {
        static FOUND: OnceLock<Faces> = OnceLock::new();
        if let Some(found) = FOUND.get() {
            return Ok(found);
        }
        let mut database = Database::new();
        database.load_system_fonts();
        let found = Self::among(faces_of(&database))?;
        Ok(FOUND.get_or_init(|| found))
    }

    fn among(mut faces: Vec<Face>) -> Result<Self, PaperError> {
        // Folders are listed in no order, and among equal faces the first one wins.
        faces.sort_by(|a, b| (&a.path, a.index).cmp(&(&b.path, b.index)));
        let chinese = faces
            .iter()
            .any(|face| FAMILIES.contains(&face.info.family.as_str()));
        if chinese {
            Ok(Self(faces))
        } else {
            Err(PaperError::NoFont)
        }
    }
}

fn faces_of(database: &Database) -> Vec<Face> {
    let faces = database.faces().filter_map(|face| {
        let path = match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => path.clone(),
            Source::Binary(_) => return None,
        };
        let info = database.with_face_data(face.id, FontInfo::new)??;
        Some(Face {
            path,
            index: face.index,
            info,
        })
    });
    faces.collect()
}

/// The fonts of one paper: a face is read when the paper needs it, and let go with the paper.
pub(crate) struct Case {
    faces: &'static Faces,
    book: LazyHash<FontBook>,
    read: Vec<OnceLock<Option<Font>>>,
}

impl Case {
    pub(crate) fn of(faces: &'static Faces) -> Self {
        let book = FontBook::from_infos(faces.0.iter().map(|face| face.info.clone()));
        Self {
            faces,
            book: LazyHash::new(book),
            read: faces.0.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, at: usize) -> Option<Font> {
        let (face, read) = (self.faces.0.get(at)?, self.read.get(at)?);
        read.get_or_init(|| {
            let bytes = std::fs::read(&face.path).ok()?;
            Font::new(Bytes::new(bytes), face.index)
        })
        .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_without_chinese_is_told_the_package() {
        let refused = Faces::among(Vec::new()).unwrap_err();
        assert!(refused.to_string().contains("fonts-noto-cjk"), "{refused}");
    }
}
