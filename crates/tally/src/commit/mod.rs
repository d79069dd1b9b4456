//! What binds a count to the ballots. At the close every returned ballot becomes a leaf of a hash
//! tree, and its head is posted before anything is counted. Later the ballots are published
//! without their owners, and [`verify`] proves that they are those that were sealed and that they
//! add up to the result; an owner's [`Receipt`] proves that their own is among them. What this
//! proves and what it does not stands in `docs/compounds/tally.md`.

mod ballot;
mod classes;
mod finding;
mod hash;
mod hex;
mod merkle;
mod published;
mod receipt;
mod seal;
mod verify;

pub use ballot::{CastBallot, Mark, Opening};
pub use classes::{AreaClass, CLASS_BALLOTS};
pub use finding::Finding;
pub use hex::{Blinding, Digest, Hex, HexError, Serial};
pub use published::{FORMAT, ItemResult, PublishedBallot, PublishedItem, PublishedVote};
pub use receipt::{Receipt, ReceiptError};
pub use seal::{MAX_ITEMS, SealError, SealedVote, seal};
pub use verify::{Report, verify};
