//! The monthly bulletin (rule 15.1): its blocks, its figures locked to their queries, its states.
//!
//! Words may be changed by whoever edits; figures stand in them as placeholders, and nobody can
//! write another number in their place. Bodies, places and people are never put in the order of
//! their figures; classes of matters are, where the rule asks for the ten largest.

pub mod blocks;
pub mod bounds;
mod change;
mod edition;
pub mod figures;
pub mod paper;
mod refused;
pub mod tables;
pub mod text;
mod transitions;

pub use blocks::{Block, BlockKind};
pub use change::{Begin, BulletinChange, decide, draft};
pub use edition::{
    Asked, Bulletin, BulletinAct, BulletinActName, BulletinEvent, BulletinState, BulletinStateName,
    Frame, Hand,
};
pub use figures::{Locked, Part, Query, Value};
pub use refused::{BulletinRefused, Refusal};
pub use tables::{List, Listed, Table, TableKind, TableRow};
pub use transitions::{BULLETIN_TRANSITIONS, document, may, rule_of};
