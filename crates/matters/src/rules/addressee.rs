use crate::model::Nature;

/// Who to think of first when dispatching (rule M11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Whoever owns the thing, or the department in charge of the behaviour.
    Owner,
    /// The street or community it lies in.
    Area,
}

/// Objects go to their owner and then to the area; behaviours to the area and then to the
/// department. Everything else follows the category's usual lead.
pub const fn first_addressee(nature: Nature) -> [Addressee; 2] {
    match nature {
        Nature::Asset | Nature::Other => [Addressee::Owner, Addressee::Area],
        Nature::Event => [Addressee::Area, Addressee::Owner],
    }
}
