//! A file of doors, read: which column means what, each row with its faults, how the coordinates
//! lie, and which names of compounds look alike.
//!
//! Pure: bytes and choices in, rows and faults out. What the register makes of them is decided in
//! `ops::import`. The format is described in `docs/import.md`.

mod alike;
mod columns;
mod position;
mod read;

pub use alike::{alike, base};
pub use columns::{Columns, Field, guess};
pub use position::{Placed, System, detect};
pub use read::{Contact, Fault, FileError, FileRow, FileRows, header, read};

use huiyin_kernel::named;

named! {
    /// Why a row was not taken. The sentence is `visits-import-row-<kebab>`.
    RowFault {
        Damaged = "damaged",
        NoCommunity = "no_community",
        UnknownCommunity = "unknown_community",
        OutsideReach = "outside_reach",
        UnknownKind = "unknown_kind",
        Minutes = "minutes",
        Open = "open",
        Point = "point",
        System = "system",
        FarAway = "far_away",
        Place = "place",
        Door = "door",
        TooLong = "too_long",
        Phone = "phone",
        TwiceInFile = "twice_in_file",
        NumberTwice = "number_twice",
        HeldByOther = "held_by_other",
        EstateUndecided = "estate_undecided",
    }
}

/// Rows of one file.
pub const ROWS: usize = 100_000;
