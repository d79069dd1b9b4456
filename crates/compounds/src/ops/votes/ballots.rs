use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};

use super::Desk;
use super::desk::load_vote;
use crate::Compounds;
use crate::model::votes::{Ballot, Channel, Marks, Vote, VoteRefused as R, Voter, VoterEvent};
use crate::ops::{By, OpError};
use crate::rules::votes::ballots::{self as rules, BallotChange, Incoming, Taken};
use crate::rules::votes::batch::{self, Line, Read, Which};
use crate::rules::votes::settling;
use crate::store::votes::ballots::Secret;
use crate::store::votes::{ballots, notes, voters};

/// What became of one line of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Taken(Taken),
    /// The paper lies in the box, unread.
    Returned,
    /// It lay there already.
    ReturnedBefore,
    Refused(R),
    /// Another line of the batch reads the same ballot differently; neither is taken.
    Contradicts {
        other: usize,
    },
    Unreadable,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDone {
    pub line: usize,
    /// The ballot's number, where it was found.
    pub number: Option<u32>,
    pub typed: String,
    /// As they were typed.
    pub marks: Option<Marks>,
    pub said: Said,
}

/// Reads a batch of papers in, line by line; a line that is refused spoils no other. Ballots are
/// kept as soon as the batch is, and a second sending of the same batch changes nothing.
pub async fn read_batch(
    slice: &Compounds,
    tx: &mut Tx,
    by: &By,
    (estate, id): (Id, Id),
    text: &str,
) -> Result<Vec<LineDone>, OpError> {
    let (_, vote) = load_vote(tx, by, estate, id).await?;
    let account = by.person()?;
    let lines = batch::read(text).map_err(|_| R::TooMany)?;
    let contradictions = contradictions(slice, tx, &vote, &lines).await?;
    let mut all = Vec::with_capacity(lines.len());
    for line in lines {
        all.push(match line {
            Err((line, typed)) => LineDone {
                line,
                number: None,
                typed,
                marks: None,
                said: Said::Unreadable,
            },
            Ok(line) => match contradictions.get(&line.number) {
                Some((other, number)) => LineDone {
                    line: line.number,
                    number: Some(*number),
                    typed: number.to_string(),
                    marks: line.marks,
                    said: Said::Contradicts { other: *other },
                },
                None => one_line(slice, tx, &vote, (account, &by.actor()), line).await?,
            },
        });
    }
    Ok(all)
}

/// Lines that read one ballot differently, each with the number of the other and the ballot's.
async fn contradictions(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    lines: &[Read],
) -> Result<BTreeMap<usize, (usize, u32)>, OpError> {
    let mut meant = Vec::with_capacity(lines.len());
    for line in lines.iter().filter_map(|it| it.as_ref().ok()) {
        let number = match &line.which {
            Which::Number(number) => Some(*number),
            Which::Code(_) => {
                let found = voter_named(slice, tx, vote, &line.which).await?;
                found.map(|it| it.voter.number)
            }
        };
        meant.extend(number.map(|number| (line, number)));
    }
    let others = batch::contradictions(&meant);
    let with_number = |(line, number): (&Line, u32)| {
        let other = others.get(&line.number)?;
        Some((line.number, (*other, number)))
    };
    Ok(meant.into_iter().filter_map(with_number).collect())
}

async fn voter_named(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    which: &Which,
) -> Result<Option<voters::Stored>, OpError> {
    let keys = &slice.site.keys;
    let found = match which {
        Which::Number(number) => voters::by_number(tx, keys, vote.id, *number).await?,
        Which::Code(code) => voters::by_code(tx, keys, code).await?,
    };
    Ok(found.filter(|it| it.voter.vote == vote.id))
}

async fn one_line(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    (account, actor): (Id, &str),
    line: Line,
) -> Result<LineDone, OpError> {
    let found = voter_named(slice, tx, vote, &line.which).await?;
    let typed = match &line.which {
        Which::Number(number) => number.to_string(),
        Which::Code(_) => String::new(),
    };
    let number = found.as_ref().map(|it| it.voter.number);
    let (at, marks) = (line.number, line.marks.clone());
    let said = match found {
        None => Said::Refused(R::VoterUnknown),
        Some(stored) => said_of(slice, tx, vote, &stored, (account, actor), line).await?,
    };
    Ok(LineDone {
        line: at,
        number,
        typed,
        marks,
        said,
    })
}

/// What becomes of a line whose voter is found.
async fn said_of(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    stored: &voters::Stored,
    (account, actor): (Id, &str),
    line: Line,
) -> Result<Said, OpError> {
    if line.takes_back {
        return take_back(slice, tx, vote, &stored.voter, (account, actor)).await;
    }
    let Some(marks) = line.marks else {
        return give_back(slice, tx, vote, stored, actor).await;
    };
    let incoming = Incoming {
        id: slice.site.new_id(),
        channel: Channel::Paper,
        by: Some(account),
        marks,
        replaces: line.replaces,
    };
    let received = receive(slice, tx, vote, &stored.voter, incoming, actor).await?;
    Ok(match received {
        Ok((taken, _)) => Said::Taken(taken),
        Err(why) => Said::Refused(why),
    })
}

async fn take_back(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    voter: &Voter,
    (account, actor): (Id, &str),
) -> Result<Said, OpError> {
    let held = Held::load(slice, tx, voter.id).await?;
    match settling::take_back(vote, voter, &held.ballots, account) {
        Err(why) => Ok(Said::Refused(why)),
        Ok(change) => {
            let now = slice.site.now();
            keep(slice, tx, voter, &held, &change, (actor, now)).await?;
            Ok(Said::Taken(change.taken))
        }
    }
}

async fn give_back(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    stored: &voters::Stored,
    actor: &str,
) -> Result<Said, OpError> {
    let now = slice.site.now();
    match rules::give_back(vote, &stored.voter, Channel::Paper, now) {
        Err(why) => Ok(Said::Refused(why)),
        Ok(None) => Ok(Said::ReturnedBefore),
        Ok(Some((next, events))) => {
            let before = stored.voter.version;
            voters::save(tx, before, &next, (&[], &events), (actor, now)).await?;
            Ok(Said::Returned)
        }
    }
}

/// The ballots of a voter, with the secrets that go into their receipts.
pub(super) struct Held {
    pub ballots: Vec<Ballot>,
    secrets: Vec<(Id, Secret)>,
}

impl Held {
    pub(super) async fn load(slice: &Compounds, tx: &mut Tx, voter: Id) -> Result<Self, OpError> {
        let all = ballots::of_voter(tx, &slice.site.keys, voter).await?;
        Ok(Self {
            secrets: all.iter().map(|it| (it.ballot.id, it.secret)).collect(),
            ballots: all.into_iter().map(|it| it.ballot).collect(),
        })
    }

    fn secret(&self, id: Id) -> Option<Secret> {
        let found = self.secrets.iter().find(|(it, _)| *it == id);
        found.map(|(_, secret)| *secret)
    }
}

/// Takes a ballot; a refusal leaves every ballot as it was, so that the next line goes on. With it
/// comes the ballot that counts now, where one came about, and its secret.
pub(super) async fn receive(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    voter: &Voter,
    incoming: Incoming,
    actor: &str,
) -> Result<Result<(Taken, Option<Secret>), R>, OpError> {
    let now = slice.site.now();
    let held = Held::load(slice, tx, voter.id).await?;
    let is_reading = incoming.by.is_some();
    match rules::receive(vote, voter, &held.ballots, incoming, now) {
        // A counter who tries numbers of those who have voted leaves a trace.
        Err(why @ R::AlreadyVoted) if is_reading => {
            let (next, event) = rules::attempted(voter);
            let what: (&[Ballot], &[VoterEvent]) = (&held.ballots, &[event]);
            voters::save(tx, voter.version, &next, what, (actor, now)).await?;
            Ok(Err(why))
        }
        Err(why) => Ok(Err(why)),
        Ok(change) => {
            let cast = keep(slice, tx, voter, &held, &change, (actor, now)).await?;
            Ok(Ok((change.taken, cast)))
        }
    }
}

/// Writes what a ballot changed.
async fn keep(
    slice: &Compounds,
    tx: &mut Tx,
    before: &Voter,
    held: &Held,
    change: &BallotChange,
    (actor, now): (&str, Instant),
) -> Result<Option<Secret>, OpError> {
    let site = &slice.site;
    if change.events.is_empty() {
        return Ok(None);
    }
    let mut cast = None;
    for ballot in &change.ballots {
        let what = (ballot, held.secret(ballot.id));
        let vote = before.vote;
        let secret = ballots::put(tx, &site.keys, &*site.entropy, vote, what).await?;
        if ballot.state == crate::model::votes::BallotState::Valid {
            cast = Some(secret);
        }
    }
    let mut now_held: Vec<Ballot> = change.ballots.clone();
    let untouched = held.ballots.iter();
    now_held.extend(
        untouched
            .filter(|old| !change.ballots.iter().any(|it| it.id == old.id))
            .cloned(),
    );
    let events: &[VoterEvent] = &change.events;
    voters::save(
        tx,
        before.version,
        &change.voter,
        (&now_held, events),
        (actor, now),
    )
    .await?;
    Ok(cast)
}

/// Somebody with the paper in hand says what it says, where two read it differently.
pub async fn settle_reading(
    slice: &Compounds,
    tx: &mut Tx,
    by: &By,
    (estate, id, number): (Id, Id, u32),
    marks: Marks,
) -> Result<(), OpError> {
    let (_, vote) = load_vote(tx, by, estate, id).await?;
    let account = by.person()?;
    let stored = voter_of(slice, tx, &vote, number).await?;
    let held = Held::load(slice, tx, stored.voter.id).await?;
    let said = (account, marks);
    let change = settling::settle_reading(&vote, &stored.voter, &held.ballots, said)?;
    let now = slice.site.now();
    keep(slice, tx, &stored.voter, &held, &change, (&by.actor(), now)).await?;
    Ok(())
}

async fn voter_of(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    number: u32,
) -> Result<voters::Stored, OpError> {
    let found = voters::by_number(tx, &slice.site.keys, vote.id, number).await?;
    found.ok_or_else(|| R::VoterUnknown.into())
}

/// Co-owners have said which of their ballots stands.
pub async fn settle_contradiction(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, number): (Id, Id, u32),
    (stands, reason): (Id, &str),
) -> Result<(), OpError> {
    let (_, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let stored = voter_of(slice, tx, &vote, number).await?;
    let held = Held::load(slice, tx, stored.voter.id).await?;
    let now = slice.site.now();
    let said = (stands, reason);
    let change = settling::settle_contradiction(&vote, &stored.voter, &held.ballots, said, now)?;
    let by = (&*desk.by.actor(), now);
    keep(slice, tx, &stored.voter, &held, &change, by).await?;
    note_reason(slice, tx, &vote, (number, reason), desk).await
}

/// Who owns a unit is settled, and its owner may vote.
pub async fn settle_dispute(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, number): (Id, Id, u32),
    reason: &str,
) -> Result<(), OpError> {
    let (_, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let stored = voter_of(slice, tx, &vote, number).await?;
    let held = Held::load(slice, tx, stored.voter.id).await?;
    let now = slice.site.now();
    let (next, event) = settling::settle_dispute(&vote, &stored.voter, reason, now)?;
    let before = stored.voter.version;
    let by = desk.by.actor();
    voters::save(tx, before, &next, (&held.ballots, &[event]), (&by, now)).await?;
    note_reason(slice, tx, &vote, (number, reason), desk).await
}

async fn note_reason(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    (number, reason): (u32, &str),
    desk: &Desk,
) -> Result<(), OpError> {
    let site = &slice.site;
    let body = format!("{number}: {}", reason.trim());
    let what = (vote.id, notes::SETTLED, body.as_str());
    let by = (desk.by.account, site.now());
    notes::add(tx, (&site.keys, &*site.entropy), what, by).await?;
    Ok(())
}
