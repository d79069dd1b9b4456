//! The commitment to the ballots of a vote and what is published of them.

use huiyin_db::StoreError;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::count::Gathered;
use crate::model::votes::{Mark, Marks, Vote};
use crate::ops::OpError;
use crate::store::votes::ballots::hex;

/// One ballot that counts, without its voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    pub area: u64,
    pub marks: Marks,
    pub blind: [u8; 32],
}

pub(super) struct Sealed {
    pub root: String,
    pub published: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    leaves: Vec<(String, u64, String)>,
}

pub(super) fn seal(_vote: &Vote, all: &Gathered) -> Result<Sealed, OpError> {
    let mut leaves: Vec<_> = all
        .leaves
        .iter()
        .map(|it| (hex(&it.blind), it.area, it.marks.letters()))
        .collect();
    leaves.sort();
    let published = serde_json::to_string(&File { leaves }).map_err(StoreError::inconsistent)?;
    Ok(Sealed {
        root: hex(&Sha256::digest(published.as_bytes())),
        published,
    })
}

pub(super) fn find(published: &str, blind: &[u8; 32]) -> Result<Option<Vec<Mark>>, OpError> {
    let file: File = serde_json::from_str(published).map_err(StoreError::inconsistent)?;
    let key = hex(blind);
    let found = file.leaves.iter().find(|it| it.0 == key);
    Ok(found.and_then(|it| Marks::of_letters(&it.2)).map(|it| it.0))
}
