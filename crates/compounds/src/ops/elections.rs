//! What is done with an election: load, decide, save, journal, one transaction.

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{FloorArea, Id};
use huiyin_tally::Pair;
use huiyin_web::Site;

use super::votes::outcome_of;
use super::{By, OpError, interim, register};
use crate::Compounds;
use crate::model::elections::{Election, ElectionRefused, ElectionSettings, ElectionState};
use crate::model::register::{Estate, UnitKind};
use crate::model::votes::{Matter, Scope, Sum, VoteStateName};
use crate::rules::elections::{
    ElectionAct, ElectionChange, ElectionEvent, Item, VoteFacts, act, check_settings,
};
use crate::store::elections as rows;
use crate::store::register::units;
use crate::store::votes as votes_rows;
use crate::store::votes::counts;

/// Terms that one run announces.
const OF_A_RUN: i64 = 200;

impl From<ElectionRefused> for OpError {
    fn from(why: ElectionRefused) -> Self {
        Self::Room(format!("compounds-elections-refused-{}", why.key()))
    }
}

/// Opens an election. The same id sent twice is one election.
///
/// # Errors
/// Numbers that are looser than the city's; an estate out of reach.
pub async fn open(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, Id),
    settings: ElectionSettings,
) -> Result<Election, OpError> {
    let estate = register::estate_for(tx, by, estate).await?;
    if let Some(before) = rows::load(tx, &site.keys, id).await? {
        return if before.estate == estate.id {
            Ok(before)
        } else {
            Err(OpError::NotFound)
        };
    }
    begin(tx, site, by, (&estate, id), (settings, None)).await
}

/// Opens the election that is due where half of a committee's seats or more are empty: all seats
/// are elected anew, under the same rules (rule 8.5). While a later one is under way, or sits, no
/// second one is opened, however it began; one that was withdrawn makes room for another.
///
/// # Errors
/// Seats that are held; an election that is not there or out of reach.
pub async fn open_by_election(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, of): (Id, Id),
) -> Result<Election, OpError> {
    let (estate, of) = load(tx, site, by, (estate, of)).await?;
    if !of.is_half_empty() {
        return Err(ElectionRefused::SeatsHeld.into());
    }
    let all = rows::of_estate(tx, &site.keys, estate.id).await?;
    if let Some(later) = of.overtaken_by(&all) {
        return Ok(later.clone());
    }
    let follow = all.iter().filter(|it| it.follows == Some(of.id)).count();
    let id = Id::derived("huiyin by-election", &format!("{} {follow}", of.id));
    let why = (of.settings.clone(), Some(of.id));
    begin(tx, site, by, (&estate, id), why).await
}

/// Whether the seats of an election are to be elected anew and no later election does so.
///
/// # Errors
/// The store's.
pub async fn needs_by_election(
    tx: &mut Tx,
    site: &Site,
    election: &Election,
) -> Result<bool, OpError> {
    if !election.is_half_empty() {
        return Ok(false);
    }
    let all = rows::of_estate(tx, &site.keys, election.estate).await?;
    Ok(election.needs_by_election(&all))
}

async fn begin(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (&Estate, Id),
    (settings, follows): (ElectionSettings, Option<Id>),
) -> Result<Election, OpError> {
    let sums = units::sums(tx, estate.id).await?;
    let dwellings = sums.iter().find(|(kind, _, _)| *kind == UnitKind::Dwelling);
    let households = dwellings.map_or(0, |(_, count, _)| *count);
    check_settings(&settings, u32::try_from(households).unwrap_or(u32::MAX))?;
    let event = ElectionEvent::Opened {
        seats: settings.seats,
        alternates: settings.alternates,
        preset: settings.preset.clone(),
    };
    let election = Election {
        id,
        version: 1,
        estate: estate.id,
        settings,
        state: ElectionState::Candidacy,
        candidates: Vec::new(),
        created_at: site.now(),
        created_by: by.person()?,
        follows,
    };
    save(tx, site, by, &ElectionChange { election, event }).await
}

async fn save(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    change: &ElectionChange,
) -> Result<Election, OpError> {
    let sealing = (&site.keys, &*site.entropy);
    rows::save(tx, sealing, change, (&by.actor(), site.now())).await?;
    Ok(change.election.clone())
}

/// An election of an estate that somebody reaches.
///
/// # Errors
/// What is not there, or not for this person.
pub async fn load(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, Id),
) -> Result<(Estate, Election), OpError> {
    let estate = register::estate_for(tx, by, estate).await?;
    let election = rows::load(tx, &site.keys, id).await?;
    let election = election.filter(|it| it.estate == estate.id);
    Ok((estate, election.ok_or(OpError::NotFound)?))
}

/// Does an act, as it was decided upon a version.
///
/// # Errors
/// What the rules refuse; somebody was faster.
pub async fn carry_out(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, seen): (Id, Id, u32),
    what: &ElectionAct,
) -> Result<Election, OpError> {
    let (estate, election) = load(tx, site, by, (estate, id)).await?;
    if election.version != seen {
        let expected = i64::from(seen);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let change = act(&election, what, site.now().date())?;
    let next = save(tx, site, by, &change).await?;
    if let (ElectionAct::Seat { .. }, ElectionState::Seated { since, until, .. }) =
        (what, &next.state)
    {
        interim::elected(tx, site, by, &estate, (*since, *until)).await?;
    }
    Ok(next)
}

/// What an election needs of a vote of its estate.
///
/// # Errors
/// A vote that is not there, or another estate's.
pub async fn vote_facts(tx: &mut Tx, estate: Id, vote: Id) -> Result<VoteFacts, OpError> {
    let vote = votes_rows::load(tx, vote).await?;
    let vote = vote
        .filter(|it| it.estate == estate)
        .ok_or(ElectionRefused::VoteUnknown)?;
    let state = vote.state.name();
    let is_out = matches!(state, VoteStateName::Published | VoteStateName::Filed);
    let is_over = is_out || matches!(state, VoteStateName::Withdrawn | VoteStateName::Void);
    let count = counts::load(tx, vote.id).await?;
    let outcome = outcome_of(count.as_ref())?.filter(|_| is_out);
    let item = |(place, item): (usize, &crate::model::votes::Item)| {
        let counted = outcome.as_ref().and_then(|it| it.items.get(place));
        let result =
            counted.and_then(|it| Some((pair(it.total)?, pair(it.yes)?, it.strict.passed)));
        Item {
            title: item.title.clone(),
            elects: item.matter == Matter::Committee && item.scope == Scope::Estate,
            result,
        }
    };
    Ok(VoteFacts {
        id: vote.id,
        is_open: !is_over,
        opens_on: vote.state.times().map(|it| it.opens_on),
        items: vote.items.iter().enumerate().map(item).collect(),
    })
}

fn pair(sum: Sum) -> Option<Pair> {
    let area = FloorArea::from_hundredths(i64::try_from(sum.area).ok()?).ok()?;
    Some(Pair::new(area, u32::try_from(sum.persons).ok()?))
}

/// Announces terms that are about to end, and says how many. Twice does no harm.
///
/// # Errors
/// The store's.
pub async fn warn_of_terms(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let today = site.now().date();
    let found = {
        let mut tx = site.db.read().await?;
        rows::to_warn(&mut tx, &site.keys, today, OF_A_RUN).await?
    };
    let mut warned = 0;
    for it in found {
        let mut tx = site.db.write().await?;
        let Some(now) = rows::load(&mut tx, &site.keys, it.id).await? else {
            continue;
        };
        if let Ok(change) = act(&now, &ElectionAct::Warn, today) {
            save(&mut tx, site, &By::system(), &change).await?;
            warned += 1;
        }
        tx.commit().await?;
    }
    Ok(warned)
}
