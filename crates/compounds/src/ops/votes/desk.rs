use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_web::Viewer;

use crate::Compounds;
use crate::model::register::Estate;
use crate::model::votes::{Part, Vote, VoteAct, VoteRefused};
use crate::ops::{By, OpError, register};
use crate::rules::votes::{self as rules, VoteFacts, may};
use crate::store::register::{freeze, thaw};
use crate::store::votes::{self as rows, objections, voters};
use crate::{OVERSEE, VOTES};

/// Who runs a vote: how far their posts reach, and which parts they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    pub by: By,
    oversees: By,
}

impl Desk {
    /// The days themselves.
    pub fn system() -> Self {
        Self {
            by: By::system(),
            oversees: By::system(),
        }
    }

    /// Somebody who may run and oversee every vote.
    pub fn everywhere(account: Id) -> Self {
        Self {
            by: By::everywhere(account),
            oversees: By::everywhere(account),
        }
    }

    /// Somebody who has signed in, as far as their posts go.
    pub fn viewer(viewer: &Viewer) -> Self {
        Self {
            by: By::viewer(viewer, VOTES),
            oversees: By::viewer(viewer, OVERSEE),
        }
    }

    /// Secretary, street, or the days, at this estate.
    pub fn parts(&self, estate: &Estate) -> Vec<Part> {
        if self.by.account.is_none() {
            return vec![Part::System];
        }
        let mut parts = Vec::new();
        if self.by.reaches(&estate.area_path) {
            parts.push(Part::Secretary);
        }
        if self.oversees.reaches(&estate.area_path) {
            parts.push(Part::Street);
        }
        parts
    }

    fn part_for(&self, estate: &Estate, vote: &Vote, act: &VoteAct) -> Result<Part, OpError> {
        let parts = self.parts(estate);
        let fits = parts.iter().find(|it| may(&vote.state, **it, act.name()));
        let part = fits.or_else(|| parts.first()).copied();
        part.ok_or(OpError::NotFound)
    }
}

/// A vote of an estate that somebody reaches.
pub async fn load_vote(
    tx: &mut Tx,
    by: &By,
    estate: Id,
    id: Id,
) -> Result<(Estate, Vote), OpError> {
    let estate = register::estate_for(tx, by, estate).await?;
    let vote = rows::load(tx, id).await?.ok_or(OpError::NotFound)?;
    if vote.estate != estate.id {
        return Err(OpError::NotFound);
    }
    Ok((estate, vote))
}

/// A vote as everybody may see it: from its notice on.
pub async fn public_vote(tx: &mut Tx, estate: Id, id: Id) -> Result<(Estate, Vote), OpError> {
    let estate = register::estate(tx, estate).await?;
    let vote = rows::load(tx, id).await?.ok_or(OpError::NotFound)?;
    if vote.estate != estate.id || !vote.state.is_public() {
        return Err(OpError::NotFound);
    }
    Ok((estate, vote))
}

/// What a decision about a vote needs to know beside it.
pub async fn facts_of(tx: &mut Tx, vote: &Vote) -> Result<VoteFacts, OpError> {
    let figures = voters::figures(tx, vote.id).await?;
    let stage = stage_of(vote);
    Ok(VoteFacts {
        open_objections: objections::open(tx, vote.id, stage).await?,
        open_readings: figures.open_readings,
        turnout: (figures.took_persons, figures.took_area),
    })
}

/// What may be objected to at present.
pub(super) const fn stage_of(vote: &Vote) -> &'static str {
    if vote.state.is_result_public() {
        "result"
    } else {
        "roll"
    }
}

/// Whoever decided on an older version looks again first.
fn as_seen(vote: &Vote, seen: Option<u32>) -> Result<(), OpError> {
    match seen {
        Some(version) if version != vote.version => Err(StoreError::Conflict {
            subject: vote.id,
            expected: i64::from(version),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Does something with a vote as it stands, and holds or lets go the register with it.
pub(super) async fn turn(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, vote, seen): (&Estate, &Vote, Option<u32>),
    act: VoteAct,
) -> Result<Vote, OpError> {
    as_seen(vote, seen)?;
    let part = desk.part_for(estate, vote, &act)?;
    let facts = facts_of(tx, vote).await?;
    let now = slice.site.now();
    let change = rules::decide(vote, part, act, &facts, now)?;
    rows::save(tx, &change, &desk.by.actor(), now).await?;
    let next = change.vote;
    match (vote.state.freezes_register(), next.state.freezes_register()) {
        (_, true) => {
            let roll = next.state.roll().ok_or(VoteRefused::WrongState)?;
            freeze(tx, estate.id, next.id, roll.on, now).await?;
        }
        (true, false) => thaw(tx, next.id, now).await?,
        (false, false) => {}
    }
    Ok(next)
}
