use std::collections::BTreeMap;

use huiyin_db::{StoreError, Tx, outbox};
use huiyin_kernel::{Id, Instant, Lang, to_hex};
use serde::Serialize;

use super::{By, OpError, act, load_round, round::turn, take};
use crate::Visits;
use crate::model::{Actor, Round, RoundAct, VisitAct, VisitEvent, VisitStateName};
use crate::rules::planning::DoorIn;
use crate::rules::{Approach, approach};
use crate::store::{by_hand, dwellings, plans, visits as rows};

/// Doors that are looked at, and at most asked, in one transaction: residents' own writes pass in
/// between.
const PIECE: i64 = 200;

/// Makes a plan known: the round is announced, and [`ask_due`] asks the people at its doors.
pub async fn announce(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    id: Id,
    seen: Option<u32>,
) -> Result<Round, OpError> {
    turn(visits, tx, by, (id, seen), RoundAct::Announce).await
}

/// Asks for a time wherever a phone is known and nobody was asked yet (rule V2), in a round that is
/// announced. Says how many were asked now; a second call asks nobody twice, so that a search that
/// was cut off goes on where it stood.
pub async fn ask_due(visits: &Visits, by: &By, round: Id) -> Result<usize, OpError> {
    let mut behind = None;
    let mut asked = 0;
    loop {
        // Mostly nobody is left to be asked, and a look keeps no writer waiting.
        let seen = {
            let mut tx = visits.site.db.read().await?;
            let (known, _) = load_round(&mut tx, by, round).await?;
            if !known.state.is_open() {
                return Ok(asked);
            }
            plans::doors(&mut tx, round, behind, PIECE).await?
        };
        let Some(last) = seen.last().map(|it| it.visit.id) else {
            return Ok(asked);
        };
        let before = behind.replace(last);
        if !seen.iter().any(is_due) {
            continue;
        }
        let mut tx = visits.site.db.write().await?;
        let (known, _) = load_round(&mut tx, by, round).await?;
        if !known.state.is_open() {
            return Ok(asked);
        }
        // Looked at again: between the look and the lock somebody may have said no.
        let piece = plans::doors(&mut tx, round, before, PIECE).await?;
        let now = visits.site.now();
        let actor = by.account.map_or(Actor::System, Actor::Coordinator);
        for door in piece
            .iter()
            .filter(|door| is_due(door) && door.visit.id <= last)
        {
            act(
                visits,
                &mut tx,
                door.visit.id,
                None,
                actor,
                &VisitAct::Ask,
                now,
            )
            .await?;
            if !tell(visits, &mut tx, door.visit.id, now).await? {
                by_hand::add(&mut tx, door.visit.id, round).await?;
            }
            asked += 1;
        }
        tx.commit().await?;
    }
}

/// Planned, a phone is known, and nobody was asked yet.
fn is_due(door: &DoorIn) -> bool {
    let visit = &door.visit;
    let planned = visit.state.name() == VisitStateName::Planned && door.spot.is_some();
    planned && approach(&door.dwelling) == Approach::AskFirst && visit.asked_at.is_none()
}

/// The topic on which notices to people are ordered; whoever sends them listens.
pub(super) const NOTICES: &str = "notices.send";

#[derive(Serialize)]
struct Order {
    template: &'static str,
    lang: &'static str,
    channel: &'static str,
    to_sealed: String,
    vars_sealed: String,
}

/// Notes that somebody told the people at a door of the visit. False where it was noted before, or
/// where a message had been sent.
pub async fn told_by_hand(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (visit, round): (Id, Id),
    who: Id,
) -> Result<bool, OpError> {
    let keys = &visits.site.keys;
    let stored = rows::load(tx, keys, visit).await?;
    let stored = stored.filter(|it| it.visit.round == round);
    let stored = stored.ok_or(OpError::NotFound)?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling).await?;
    if !door.is_some_and(|it| by.reaches(&it.area_path)) {
        return Err(OpError::NotFound);
    }
    let now = visits.site.now();
    if !by_hand::told(tx, (visit, round), who, now).await? {
        return Ok(false);
    }
    let event = VisitEvent::ToldByHand {};
    take::note(visits, tx, visit, vec![event], None, who, now).await?;
    Ok(true)
}

/// Orders a message with the address of the visit's own page. False where none can be sent: then
/// somebody tells them, and they stand on a list until it is done.
async fn tell(visits: &Visits, tx: &mut Tx, visit: Id, now: Instant) -> Result<bool, OpError> {
    let site = &visits.site;
    if !site.settings.carriers.sms {
        return Ok(false);
    }
    let stored = rows::load(tx, &site.keys, visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let door = dwellings::load(tx, &site.keys, stored.visit.dwelling).await?;
    let Some(phone) = door.and_then(|door| door.phone) else {
        return Ok(false);
    };
    let id = site.new_id();
    let seal = |what: &str, plain: &str| {
        let place = format!("notice.{what}:{id}");
        let sealed = site.keys.seal(&place, plain, site.entropy.as_ref())?;
        Ok::<String, StoreError>(to_hex(&sealed))
    };
    let public = site.settings.public_address.trim_end_matches('/');
    let address = format!("{public}/visit/{}", stored.code.as_str());
    let words: BTreeMap<&str, &str> = [("address", address.as_str())].into();
    let words = serde_json::to_string(&words).map_err(StoreError::inconsistent)?;
    let order = Order {
        template: "visit-ask",
        lang: Lang::Zh.tag(),
        channel: "sms",
        to_sealed: seal("to", &phone)?,
        vars_sealed: seal("vars", &words)?,
    };
    outbox::add(tx, id, NOTICES, visit, &order, now).await?;
    Ok(true)
}
