//! What the journal proves of the register: every unit as it was last written, and who owned it from
//! when. Who owned what follows from the events that handed a unit over and from the decisions that
//! two owners are one person, from the first version on. What a unit is follows from no event, so the
//! row of each of its events carries a keyed digest of it.

mod merges;

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Fault, Held, Wrong};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use merges::Merges;
pub(crate) use merges::QUERIES as OF_MERGES;

use super::units;
use crate::model::register::Unit;
use crate::rules::register::place_key;

queries! {
    UNITS = "SELECT id, version, estate_id, building_id, label, folded, kind, area_centi, source, delivery, in_dispute,
            representative_id, active FROM estate_unit WHERE id > $1 ORDER BY id LIMIT $2";
    EVENTS = "SELECT u.id AS unit_id, j.seq AS seq, j.version AS version, j.at AS at, j.actor AS actor,
            j.kind AS kind, j.body AS body
        FROM estate_unit u JOIN journal j ON j.subject = u.id
        WHERE u.id > $1 AND u.id <= $2 ORDER BY u.id, j.version LIMIT $3";
    HOLDINGS = "SELECT id, estate_id, unit_id, owner_id, from_on, until_on, created_by, created_at FROM estate_holding
        WHERE unit_id > $1 AND unit_id <= $2 ORDER BY unit_id, id LIMIT $3";
}

/// Units held at once, and decisions read at once.
const PAGE: i64 = 500;
/// More rows than those of one page can have.
const ROWS_LIMIT: i64 = 200_000;
const UNIT: &str = "estate_unit";
const HOLDING: &str = "estate_holding";

/// The body of a journal row of a unit: the event with the digest of the unit behind it.
#[derive(Serialize)]
pub(super) struct Body<'b, B> {
    #[serde(flatten)]
    pub event: &'b B,
    pub proof: String,
}

/// A keyed digest of all that a unit is.
pub(super) fn of_unit(keys: &Keys, unit: &Unit) -> String {
    let representative = unit.representative.map(|it| it.to_string());
    let parts = [
        unit.id.to_string(),
        unit.estate.to_string(),
        unit.building.to_string(),
        unit.label.clone(),
        unit.kind.name().to_owned(),
        unit.area_centi.to_string(),
        unit.source.name().to_owned(),
        unit.delivery.name().to_owned(),
        unit.in_dispute.to_string(),
        representative.unwrap_or_default(),
        unit.active.to_string(),
    ];
    let mut said = String::new();
    for part in parts {
        // With its length, so that nothing moves from one to the next.
        said.push_str(&part.len().to_string());
        said.push(':');
        said.push_str(&part);
    }
    keys.digest("unit of an estate", &said)
}

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub units: u64,
    pub holdings: u64,
    /// Decisions that two owners are one person.
    pub one_person: u64,
    /// Units that were last written before the journal knew digests of them.
    pub unproven: u64,
}

/// Holds all units and who owned them against the journal, which is proven apart.
pub async fn verify_in(tx: &mut Tx, keys: &Keys) -> Result<Held<Proven>> {
    let mut proven = Proven::default();
    Ok(match wrong(tx, keys, &mut proven).await? {
        Some(wrong) => Held::Broken(Box::new(wrong)),
        None => Held::Sound(proven),
    })
}

async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let merges = match merges::held(tx, proven).await? {
        Ok(merges) => merges,
        Err(wrong) => return Ok(Some(*wrong)),
    };
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(UNITS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let mut told: BTreeMap<Id, Told> = BTreeMap::new();
        let events = tx.fetch_all(EVENTS, args![&behind, last, ROWS_LIMIT]);
        for row in events.await? {
            told.entry(row.get("unit_id")?)
                .or_default()
                .hear(&row, &merges)?;
        }
        let mut holdings: BTreeMap<Id, Vec<Row>> = BTreeMap::new();
        let rows = tx.fetch_all(HOLDINGS, args![&behind, last, ROWS_LIMIT]);
        for row in rows.await? {
            holdings.entry(row.get("unit_id")?).or_default().push(row);
        }
        behind = last.to_string();
        for row in &page {
            let id: Id = row.get("id")?;
            let mut told = told.remove(&id).unwrap_or_default();
            told.end(&merges);
            let own = holdings.remove(&id).unwrap_or_default();
            if let Some(found) = held(keys, (row, own.as_slice()), told, proven)? {
                return Ok(Some(found));
            }
        }
    }
}

/// That somebody owned a unit, as the events say.
struct Owned {
    owner: Id,
    from: Date,
    until: Option<Date>,
    by: String,
    at: Instant,
}

/// What the journal says of one unit.
#[derive(Default)]
struct Told {
    last: i64,
    owned: Vec<Owned>,
    representative: Option<Id>,
    proof: Option<String>,
}

/// What an event of a unit may carry.
#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    owners: Vec<Id>,
    #[serde(default)]
    by: Option<Id>,
    #[serde(default)]
    proof: Option<String>,
}

impl Told {
    fn hear(&mut self, row: &Row, merges: &Merges) -> Result<()> {
        let event: Event = row.json("body")?;
        let kind: String = row.get("kind")?;
        self.last = row.get("version")?;
        self.proof = event.proof;
        match (kind.as_str(), event.from) {
            ("represented", _) => self.representative = event.by,
            ("handed_over", Some(from)) => {
                self.know_as(merges, row.get("seq")?);
                let stays = |id: &Id| event.owners.contains(id);
                self.representative = self.representative.filter(stays);
                self.hand_over(from, &event.owners, (row.get("actor")?, row.get("at")?));
            }
            _ => {}
        }
        Ok(())
    }

    /// Names owners as they were known before a row.
    fn know_as(&mut self, merges: &Merges, before: i64) {
        for it in &mut self.owned {
            it.owner = merges.at(it.owner, before);
        }
    }

    fn hand_over(&mut self, from: Date, owners: &[Id], (by, at): (String, Instant)) {
        let open = self.owned.iter().filter(|it| it.until.is_none());
        let held: Vec<Id> = open.map(|it| it.owner).collect();
        for it in &mut self.owned {
            if it.until.is_none() && !owners.contains(&it.owner) {
                it.until = Some(from);
            }
        }
        for owner in owners.iter().filter(|it| !held.contains(it)) {
            self.owned.push(Owned {
                owner: *owner,
                from,
                until: None,
                by: by.clone(),
                at,
            });
        }
    }

    /// All events are heard.
    fn end(&mut self, merges: &Merges) {
        self.know_as(merges, i64::MAX);
    }
}

fn held(
    keys: &Keys,
    (row, holdings): (&Row, &[Row]),
    mut told: Told,
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let id: Id = row.get("id")?;
    let of = |why: &'static str, table: &'static str, key: Id| {
        Wrong::row(Fault::of(id, told.last, why), table, key.to_string())
    };
    let Ok(unit) = units::unit(row) else {
        return Ok(Some(of("its row cannot be read", UNIT, id)));
    };
    if let Some(differs) = of_columns(row, &unit, &told)? {
        return Ok(Some(Wrong::column(id, told.last, UNIT, differs)));
    }
    match &told.proof {
        Some(proof) if *proof == of_unit(keys, &unit) => proven.units += 1,
        Some(_) => return Ok(Some(of("the unit was altered", UNIT, id))),
        None => proven.unproven += 1,
    }
    let mut owned = std::mem::take(&mut told.owned);
    for row in holdings {
        let own: Id = row.get("id")?;
        let (person, from): (Id, Date) = (row.get("owner_id")?, row.get("from_on")?);
        let until: Option<Date> = row.get("until_on")?;
        let same = |it: &Owned| (it.owner, it.from) == (person, from);
        let exact = owned.iter().position(|it| same(it) && it.until == until);
        let Some(place) = exact.or_else(|| owned.iter().position(same)) else {
            let why = (id, told.last, "somebody was made an owner");
            return Ok(Some(holding(why, own, None)));
        };
        let due = owned.swap_remove(place);
        if let Some(differs) = of_holding(row, &unit, &due)? {
            let why = (id, told.last, "when or where somebody owned was altered");
            return Ok(Some(holding(why, own, Some(differs))));
        }
        proven.holdings += 1;
    }
    Ok(owned.first().map(|gone| {
        let why = (id, told.last, "an owner of the unit was removed");
        let key = format!("{id} {} {}", gone.owner, gone.from);
        Wrong::row(Fault::of(why.0, why.1, why.2), HOLDING, key)
    }))
}

fn holding(
    (unit, version, why): (Id, i64, &'static str),
    key: Id,
    differs: Option<Differs>,
) -> Wrong {
    Wrong::row(Fault::of(unit, version, why), HOLDING, key.to_string()).because(differs)
}

/// Columns that follow from events or from each other, in rows of any age.
fn of_columns(row: &Row, unit: &Unit, told: &Told) -> Result<Option<Differs>> {
    let write = |it: i64| it.to_string();
    let version = Some(i64::from(unit.version));
    if let Some(found) = Differs::between("version", version, Some(told.last), write) {
        return Ok(Some(found));
    }
    let (stored, due) = (unit.representative, told.representative);
    let write = |it: Id| it.to_string();
    if let Some(found) = Differs::between("representative_id", stored, due, write) {
        return Ok(Some(found));
    }
    let stored: String = row.get("folded")?;
    let due = place_key(&unit.label);
    Ok(Differs::between("folded", Some(stored), Some(due), |it| it))
}

fn of_holding(row: &Row, unit: &Unit, due: &Owned) -> Result<Option<Differs>> {
    let until: Option<Date> = row.get("until_on")?;
    let write = |it: Date| it.to_string();
    if let Some(found) = Differs::between("until_on", until, due.until, write) {
        return Ok(Some(found));
    }
    let estate: Option<Id> = row.get("estate_id")?;
    let write = |it: Id| it.to_string();
    if let Some(found) = Differs::between("estate_id", estate, Some(unit.estate), write) {
        return Ok(Some(found));
    }
    let by: String = row.get("created_by")?;
    let due_by = Some(due.by.clone());
    if let Some(found) = Differs::between("created_by", Some(by), due_by, |it| it) {
        return Ok(Some(found));
    }
    let at: Option<Instant> = row.get("created_at")?;
    Ok(Differs::between(
        "created_at",
        at,
        Some(due.at),
        Instant::to_rfc3339,
    ))
}

/// For the rows of a unit's history.
pub(super) fn body<'b, B: Serialize>(keys: &Keys, unit: &Unit, event: &'b B) -> Body<'b, B> {
    Body {
        event,
        proof: of_unit(keys, unit),
    }
}
