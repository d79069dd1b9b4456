use serde::{Deserialize, Serialize};

/// What a returned ballot says about one item (rule 8.3). A wrong mark on one item spoils that
/// item alone, because each item is a case of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Yes,
    No,
    /// Took part and said neither; it never counts as a yes.
    Abstain,
    /// Unreadable, marked twice or unsigned.
    Invalid,
    /// Co-owners of one unit contradicted each other and have not settled it (rule O5): the ballot
    /// counts as not returned, and because its owners spoke they are not deemed silent either.
    Unresolved,
}
