use huiyin_kernel::named;

named! {
    /// Under which terms everybody may use an edition; names as the Open Definition has them.
    OpenLicence {
        CcBy = "CC-BY-4.0",
        CcZero = "CC0-1.0",
        OdcBy = "ODC-BY-1.0",
        OdcOdbl = "ODbL-1.0",
    }
}

impl OpenLicence {
    /// What a district takes that says nothing else.
    pub const USUAL: Self = Self::CcBy;

    /// Where its text stands.
    pub const fn address(self) -> &'static str {
        match self {
            Self::CcBy => "https://creativecommons.org/licenses/by/4.0/",
            Self::CcZero => "https://creativecommons.org/publicdomain/zero/1.0/",
            Self::OdcBy => "https://opendatacommons.org/licenses/by/1-0/",
            Self::OdcOdbl => "https://opendatacommons.org/licenses/odbl/1-0/",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::CcBy => "Creative Commons Attribution 4.0",
            Self::CcZero => "Creative Commons CC0 1.0",
            Self::OdcBy => "Open Data Commons Attribution License 1.0",
            Self::OdcOdbl => "Open Data Commons Open Database License 1.0",
        }
    }
}
