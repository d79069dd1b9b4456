use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_tally::commit::{CastBallot, Serial};

use super::Desk;
use super::commitment;
use super::desk::{load_vote, turn};
use crate::Compounds;
use crate::model::register::Estate;
use crate::model::votes::bounds::{NAME_CHARS, WITNESSES_MOST};
use crate::model::votes::{
    BallotState, CountDone, Mark, Outcome, Vote, VoteAct, VoteRefused as R, VoteState as S,
};
use crate::ops::OpError;
use crate::rules::votes::counting::{self, Standing};
use crate::store::votes::{ballots, counts, notes, voters};

/// Rows read in one piece.
const PIECE: i64 = 500;

/// The number with which an owner finds their own ballot among the published ones. Chance gave it,
/// so that it says nothing of the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt(pub Serial);

impl Receipt {
    /// As printed, in groups of eight.
    pub fn text(&self) -> String {
        let digits = self.0.to_string();
        let groups = digits.as_bytes().chunks(8);
        let groups = groups.map(|it| String::from_utf8_lossy(it).into_owned());
        groups.collect::<Vec<_>>().join("-")
    }
}

/// What a receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    Found(Vec<Mark>),
    Absent,
    Unreadable,
}

/// Looks for the ballot of a receipt among the published ones.
pub fn receipt_counts(count: &counts::Count, typed: &str) -> Result<Checked, OpError> {
    let digits: String = typed.chars().filter(char::is_ascii_hexdigit).collect();
    let Ok(serial) = digits.parse::<Serial>() else {
        return Ok(Checked::Unreadable);
    };
    let found = commitment::find(&count.published, serial)?;
    Ok(found.map_or(Checked::Absent, Checked::Found))
}

/// Everything that a vote is counted from: the voters of its roll, and what counts of each.
pub(super) struct Gathered {
    pub standings: Vec<Standing>,
    pub cast: Vec<CastBallot>,
}

/// Reads every voter and every ballot that counts. Only a vote that takes no more ballots is
/// opened like this.
async fn gather(slice: &Compounds, tx: &mut Tx, vote: &Vote) -> Result<Gathered, OpError> {
    let is_shut = !matches!(
        vote.state,
        S::Proposed | S::Preparing | S::RollPosted { .. } | S::Announced { .. } | S::Voting { .. }
    );
    if !is_shut {
        return Err(R::NotYet.into());
    }
    let keys = &slice.site.keys;
    let mut valid = std::collections::BTreeMap::new();
    let mut behind = None;
    loop {
        let piece = ballots::valid(tx, keys, vote.id, behind, PIECE).await?;
        let Some(last) = piece.last() else { break };
        behind = Some(last.ballot.id);
        for it in piece {
            debug_assert_eq!(it.ballot.state, BallotState::Valid);
            valid.insert(it.ballot.voter, it);
        }
    }
    let mut standings = Vec::new();
    let mut cast = Vec::new();
    let mut behind = 0;
    loop {
        let piece = voters::of_vote(tx, keys, vote.id, behind, PIECE).await?;
        let Some(last) = piece.last() else { break };
        behind = last.voter.number;
        for stored in piece {
            let unresolved = stored.status == "unresolved";
            let ballot = valid.remove(&stored.voter.id).filter(|_| !unresolved);
            if let Some(it) = &ballot {
                let marks = &it.ballot.marks;
                let one = commitment::cast_ballot(vote, &stored.voter, marks, it.secret)?;
                cast.push(one);
            }
            standings.push(Standing {
                voter: stored.voter,
                marks: ballot.map(|it| it.ballot.marks),
                unresolved,
            });
        }
    }
    Ok(Gathered { standings, cast })
}

/// The whole receipt of a ballot, with its way to the published root: whoever has it checks it
/// without us. It is made once the result is public, from the sealed ballots.
pub async fn proof(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    receipt: Receipt,
) -> Result<Option<String>, OpError> {
    if !vote.state.is_result_public() {
        return Ok(None);
    }
    let all = gather(slice, tx, vote).await?;
    let sealed = commitment::seal(vote, &all.cast)?;
    let proof = sealed.receipt(receipt.0);
    let text = proof
        .map(|it| serde_json::to_string_pretty(&it))
        .transpose();
    Ok(text.map_err(StoreError::inconsistent)?)
}

/// Fixes every ballot and publishes the commitment to all of them.
pub async fn commit(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let all = gather(slice, tx, &vote).await?;
    let root = commitment::seal(&vote, &all.cast)?.head().to_string();
    let act = VoteAct::Commit {
        root: root.clone(),
        ballots: u32::try_from(all.cast.len()).map_err(StoreError::inconsistent)?,
    };
    let next = turn(slice, tx, desk, (&estate, &vote, seen), act).await?;
    counts::commit(tx, next.id, &root, slice.site.now()).await?;
    Ok(next)
}

/// Commits at once where every paper is read; otherwise the vote stays as it is.
pub async fn commit_if_ready(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, vote): (&Estate, Vote),
) -> Result<Vote, OpError> {
    let shut = matches!(vote.state, S::Closed { .. });
    if !shut || voters::figures(tx, vote.id).await?.open_readings > 0 {
        return Ok(vote);
    }
    commit(slice, tx, desk, (estate.id, vote.id, None)).await
}

/// Counts before witnesses. The count is made from the ballots themselves each time, so that one
/// that was cut off leaves nothing behind; and ballots that no longer fit the commitment are not
/// counted at all.
pub async fn count(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    witnesses: &str,
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let names = witness_names(witnesses)?;
    let act = VoteAct::Count(CountDone {
        witnesses: names.len(),
    });
    let next = turn(slice, tx, desk, (&estate, &vote, seen), act).await?;
    let (outcome, published) = counted_now(slice, tx, &vote).await?;
    let site = &slice.site;
    let now = site.now();
    let text = serde_json::to_string(&outcome).map_err(StoreError::inconsistent)?;
    counts::counted(tx, next.id, (&text, &published), now).await?;
    let names = names.join("\n");
    let what = (next.id, notes::WITNESSES, names.as_str());
    let by = (desk.by.account, now);
    notes::add(tx, (&site.keys, &*site.entropy), what, by).await?;
    Ok(next)
}

/// The count of a vote, and the file that shows it.
async fn counted_now(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
) -> Result<(Outcome, String), OpError> {
    let committed = counts::load(tx, vote.id).await?.ok_or(R::NotCounted)?;
    let all = gather(slice, tx, vote).await?;
    let sealed = commitment::seal(vote, &all.cast)?;
    if sealed.head().to_string() != committed.root {
        let what = format!("ballots of vote {} differ from their commitment", vote.id);
        return Err(StoreError::Inconsistent(what).into());
    }
    let counted = counting::count(vote, &all.standings).map_err(StoreError::inconsistent)?;
    let outcome = counting::outcome(&counted);
    let published = commitment::publish(vote, &sealed, counted)?;
    Ok((outcome, published))
}

fn witness_names(text: &str) -> Result<Vec<String>, R> {
    let names: Vec<String> = text
        .split(['\n', '、', '，', ',', ';', '；'])
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    let mut once = names.clone();
    once.sort();
    once.dedup();
    if once.len() != names.len() {
        return Err(R::WitnessesMissing);
    }
    if names.len() > WITNESSES_MOST || names.iter().any(|it| it.chars().count() > NAME_CHARS) {
        return Err(R::TooLong);
    }
    Ok(names)
}

/// What was counted, where it was.
pub fn outcome_of(count: Option<&counts::Count>) -> Result<Option<Outcome>, OpError> {
    let counted = count.filter(|it| it.counted_at.is_some());
    let outcome = counted.map(|it| serde_json::from_str(&it.outcome));
    Ok(outcome.transpose().map_err(StoreError::inconsistent)?)
}
