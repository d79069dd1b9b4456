//! Rows of this slice. Addresses and secret words are sealed under the notice's own id and are
//! wiped when its fate is certain.

pub mod agreements;
pub mod choices;
pub mod forget;
pub mod notices;
pub mod wordings;
