use huiyin_kernel::{Id, Lang, Said};

super::words! {
    /// What kind of organisation a body is.
    BodyKind {
        DistrictOffice = "district_office",
        Department = "department",
        StreetOffice = "street_office",
        ResidentsCommittee = "residents_committee",
        PropertyCompany = "property_company",
        Enterprise = "enterprise",
        Centre = "centre",
        MediationCommittee = "mediation_committee",
        Other = "other",
    }
}

super::words! {
    /// How far up a body stands: a higher one may not push down what is not the lower one's.
    Level {
        Community = "community",
        Street = "street",
        District = "district",
    }
}

/// An organisation that can take a matter in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub id: Id,
    pub code: String,
    pub kind: BodyKind,
    pub level: Level,
    pub name: Said,
    /// Where it is responsible.
    pub area_id: Id,
    pub area_path: String,
    pub parent_id: Option<Id>,
    /// The office phone that may be shown to anybody; empty where there is none.
    pub phone: String,
}

/// What a spelling stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    Free,
    Of(Id),
    /// Two bodies bear it, so it stands for neither.
    Shared,
}

impl Body {
    pub fn get(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// True when a place lies where this body is responsible.
    pub fn covers(&self, area_path: &str) -> bool {
        area_path.starts_with(&self.area_path)
    }
}
