use huiyin_kernel::Id;

/// The property area of one owners' assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estate {
    pub id: Id,
    pub version: u32,
    /// The compound of the registry that it hangs on.
    pub area: Id,
    pub area_path: String,
    pub name: String,
    pub active: bool,
}
