use std::collections::HashMap;

use huiyin_kernel::FloorArea;

use super::ballot::{self, CastBallot, Mark, Opening};
use super::classes::{self, AreaClass};
use super::hex::{Digest, Serial};
use super::merkle;
use super::published::PublishedBallot;
use super::receipt::Receipt;
use crate::bounds::{MAX_BALLOTS, MAX_NAME_BYTES};

/// Items of one vote.
pub const MAX_ITEMS: usize = 200;

/// Why ballots cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("a vote has between one and {MAX_ITEMS} items, each with a name of its own")]
    Items,
    #[error("at most {MAX_BALLOTS} ballots can be sealed")]
    TooManyBallots,
    #[error("the receipt number {0} was given twice")]
    SerialTwice(Serial),
    #[error("the ballot {0} has not one mark and one area for each item")]
    NotWhole(Serial),
    #[error("the ballot {0} has an area where it was not asked, or none where it was")]
    AreaMisplaced(Serial),
}

/// The ballots of one vote after the close: nothing about them can be changed any more without
/// changing [`SealedVote::head`], which is posted before anything is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedVote {
    vote: String,
    items: Vec<String>,
    classes: Vec<AreaClass>,
    /// In the order of their serials, which chance gave: it tells nothing of who came when.
    rows: Vec<PublishedBallot>,
    openings: Vec<Opening>,
    leaves: Vec<Digest>,
    places: HashMap<Serial, usize>,
    head: Digest,
}

/// Seals the ballots of a vote. The order in which they come never matters.
pub fn seal(vote: &str, items: &[String], cast: &[CastBallot]) -> Result<SealedVote, SealError> {
    check_items(vote, items)?;
    if cast.len() > MAX_BALLOTS {
        return Err(SealError::TooManyBallots);
    }
    let mut ballots: Vec<&CastBallot> = cast.iter().collect();
    ballots.sort_unstable_by_key(|it| it.serial);
    let mut places = HashMap::with_capacity(ballots.len());
    for (place, ballot) in ballots.iter().enumerate() {
        check_ballot(ballot, items.len())?;
        if places.insert(ballot.serial, place).is_some() {
            return Err(SealError::SerialTwice(ballot.serial));
        }
    }
    let sized = ballots.iter().enumerate();
    let sized = sized.map(|(place, it)| (area_of(it), it.marks.as_slice(), place));
    let (classes, class_of) = classes::cut(sized.collect());
    let (mut rows, mut openings, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
    for (ballot, number) in ballots.iter().zip(class_of) {
        let opening = Opening {
            blinding: ballot.blinding,
            areas: ballot.areas.clone(),
        };
        let row = PublishedBallot {
            serial: ballot.serial,
            class: number,
            marks: ballot.marks.clone(),
            areas: opening.commitment(vote, ballot.serial),
            opening: None,
        };
        let class = (classes[number].from, classes[number].to);
        leaves.push(ballot::leaf(vote, row.serial, &row.marks, class, row.areas));
        rows.push(row);
        openings.push(opening);
    }
    let root = merkle::root(&leaves);
    let names = items.iter().map(String::as_str);
    let head = ballot::head(vote, names, leaves.len() as u64, root);
    Ok(SealedVote {
        vote: vote.to_owned(),
        items: items.to_vec(),
        classes,
        rows,
        openings,
        leaves,
        places,
        head,
    })
}

fn check_items(vote: &str, items: &[String]) -> Result<(), SealError> {
    let usable = |name: &str| !name.is_empty() && name.len() <= MAX_NAME_BYTES;
    let twice = |at: usize| items[..at].contains(&items[at]);
    let fine = usable(vote)
        && (1..=MAX_ITEMS).contains(&items.len())
        && items.iter().all(|it| usable(it))
        && !(0..items.len()).any(twice);
    if fine { Ok(()) } else { Err(SealError::Items) }
}

fn check_ballot(ballot: &CastBallot, items: usize) -> Result<(), SealError> {
    if ballot.marks.len() != items || ballot.areas.len() != items {
        return Err(SealError::NotWhole(ballot.serial));
    }
    let mut both = ballot.marks.iter().zip(&ballot.areas);
    if both.any(|(mark, area)| (*mark == Mark::NotAsked) != area.is_zero()) {
        return Err(SealError::AreaMisplaced(ballot.serial));
    }
    Ok(())
}

/// The largest area with which a ballot counts: with that it is classed.
fn area_of(ballot: &CastBallot) -> FloorArea {
    ballot.areas.iter().copied().max().unwrap_or_default()
}

impl SealedVote {
    /// What is posted at the close.
    pub const fn head(&self) -> Digest {
        self.head
    }

    pub fn vote(&self) -> &str {
        &self.vote
    }

    pub fn items(&self) -> &[String] {
        &self.items
    }

    pub fn classes(&self) -> &[AreaClass] {
        &self.classes
    }

    /// The ballots as anyone may see them.
    pub fn rows(&self) -> &[PublishedBallot] {
        &self.rows
    }

    /// The ballots with their areas opened: for those who may see the roll, never for the public.
    pub fn opened_rows(&self) -> Vec<PublishedBallot> {
        let rows = self.rows.iter().cloned().zip(&self.openings);
        rows.map(|(row, opening)| PublishedBallot {
            opening: Some(opening.clone()),
            ..row
        })
        .collect()
    }

    /// The receipt of one ballot, with its way to the head.
    pub fn receipt(&self, serial: Serial) -> Option<Receipt> {
        let place = *self.places.get(&serial)?;
        let row = &self.rows[place];
        let class = self.classes[row.class];
        Some(Receipt {
            vote: self.vote.clone(),
            items: self.items.clone(),
            serial,
            marks: row.marks.clone(),
            from: class.from,
            to: class.to,
            opening: self.openings[place].clone(),
            place: place as u64,
            ballots: self.leaves.len() as u64,
            path: merkle::proof(&self.leaves, place)?,
        })
    }
}
