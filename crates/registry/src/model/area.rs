use huiyin_kernel::{Id, Lang, Point, Said};

super::words! {
    /// What an area is, from the district down to a building.
    AreaKind {
        District = "district",
        Street = "street",
        Community = "community",
        Grid = "grid",
        Compound = "compound",
        Building = "building",
    }
}

/// A piece of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub id: Id,
    /// The statistical code where there is one, else a code of the district's own.
    pub code: String,
    pub kind: AreaKind,
    pub parent_id: Option<Id>,
    /// Codes from the district down, each with a slash behind it: `500105/500105006/`. Whatever
    /// lies inside an area has a path that begins with the area's own.
    pub path: String,
    pub name: Said,
    /// A point inside, where one is known.
    pub point: Option<Point>,
    pub active: bool,
}

impl Area {
    /// The path of a child with this code.
    pub fn path_of_child(&self, code: &str) -> String {
        format!("{}{code}/", self.path)
    }

    pub fn covers(&self, path: &str) -> bool {
        path.starts_with(&self.path)
    }

    /// Whether it lies in one of these areas, or is one of them.
    pub fn lies_in(&self, paths: &[String]) -> bool {
        paths
            .iter()
            .any(|path| self.path.starts_with(path.as_str()))
    }

    pub fn get(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }
}
