//! What a proof answers: all is sound and so much was proven, or the first place where it is not.

use huiyin_kernel::{Id, Instant};

use crate::journal::Record;

/// What [`verify`](super::verify()) found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Sound {
        rows: u64,
        subjects: u64,
        seals: u64,
    },
    Broken(Fault),
}

/// The first place where the journal does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub seq: Option<i64>,
    pub seal: Option<i64>,
    pub subject: Option<Id>,
    pub version: Option<i64>,
    pub at: Option<Instant>,
    pub why: &'static str,
}

impl Fault {
    /// What is wrong with a subject of a slice, at this version of its history.
    pub const fn of(subject: Id, version: i64, why: &'static str) -> Self {
        Self {
            seq: None,
            seal: None,
            subject: Some(subject),
            version: Some(version),
            at: None,
            why,
        }
    }

    pub(super) fn row(record: &Record, why: &'static str) -> Verdict {
        Verdict::Broken(Self {
            seq: Some(record.seq),
            seal: None,
            subject: Some(record.subject),
            version: Some(record.version),
            at: Some(record.at),
            why,
        })
    }

    pub(super) fn seal(number: i64, seq: Option<i64>, at: Instant, why: &'static str) -> Verdict {
        Verdict::Broken(Self {
            seq,
            seal: Some(number),
            subject: None,
            version: None,
            at: Some(at),
            why,
        })
    }
}

/// What a slice answers that holds its own tables against the journal, which is proven apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked<P> {
    /// With how much was proven.
    Sound(P),
    Broken(Fault),
}

impl<P> Checked<P> {
    pub const fn broken(subject: Id, version: i64, why: &'static str) -> Self {
        Self::Broken(Fault::of(subject, version, why))
    }

    pub fn into_fault(self) -> Option<Fault> {
        match self {
            Self::Sound(_) => None,
            Self::Broken(fault) => Some(fault),
        }
    }
}
