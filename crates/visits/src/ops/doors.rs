//! The register of doors: one function for each thing that is done to a door.

use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{Area, AreaKind, areas, folded};
use huiyin_web::{Site, Viewer};
use serde::Serialize;

use super::OpError;
use crate::model::SaidBy;
use crate::rules::register::{self, DoorFault, Draft};
use crate::store::dwellings::{self, Door};
use crate::store::estates;

/// Where a door came from that somebody wrote down by hand.
pub const DESK: &str = "desk";

/// How far the register reaches for this person: the areas of their posts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    paths: Vec<String>,
}

impl Reach {
    pub fn of(viewer: &Viewer) -> Self {
        Self::below(super::By::viewer(viewer).reach)
    }

    /// Every path once, and none that lies below another.
    pub fn below(paths: impl IntoIterator<Item = String>) -> Self {
        Self {
            paths: huiyin_registry::outermost(paths),
        }
    }

    pub fn holds(&self, path: &str) -> bool {
        self.paths
            .iter()
            .any(|above| path.starts_with(above.as_str()))
    }

    /// In their order, none below another.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }
}

/// Who does it, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub actor: &'a str,
    pub now: Instant,
}

/// Why a door was not written.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    #[error("{0}: {1}")]
    Fault(&'static str, DoorFault),
    /// The register has this door already.
    #[error("the door is known as {0}")]
    Known(Id),
    #[error(transparent)]
    Op(#[from] OpError),
}

impl From<StoreError> for DoorError {
    fn from(error: StoreError) -> Self {
        Self::Op(error.into())
    }
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Written<'a> {
    source: &'a str,
}

#[derive(Serialize)]
struct Said {
    by: SaidBy,
}

/// The path under which a door stands: its compound's, else its community's.
pub fn path_of(areas: &[Area], draft: &Draft) -> Option<String> {
    let wanted = draft.compound.unwrap_or(draft.community);
    let area = areas.iter().find(|area| area.id == wanted)?;
    Some(area.path.clone())
}

/// The compound of this community that a name means: by its own name, else as somebody decided.
pub fn compound_of<'a>(
    areas: &'a [Area],
    decided: &estates::Decisions,
    community: &Area,
    name: &str,
) -> Option<&'a Area> {
    let name = folded(name);
    if name.is_empty() {
        return None;
    }
    let inside = |area: &&Area| area.kind == AreaKind::Compound && community.covers(&area.path);
    let mut compounds = areas.iter().filter(inside);
    if let Some(found) = compounds.clone().find(|area| folded(&area.name.zh) == name) {
        return Some(found);
    }
    let meant = (*decided.get(&(community.id, name))?)?;
    compounds.find(|area| area.id == meant)
}

/// A door that somebody may look at and change.
pub async fn readable(tx: &mut Tx, site: &Site, reach: &Reach, id: Id) -> Result<Door, OpError> {
    let door = dwellings::load(tx, &site.keys, id).await?;
    door.filter(|door| reach.holds(&door.area_path))
        .ok_or(OpError::NotFound)
}

/// The same, as long as nobody has changed it since it was looked at.
pub async fn seen(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    (id, version): (Id, u32),
) -> Result<Door, OpError> {
    let door = readable(tx, site, reach, id).await?;
    if door.dwelling.version == version {
        return Ok(door);
    }
    Err(StoreError::Conflict {
        subject: id,
        expected: i64::from(version),
    }
    .into())
}

fn words_of(door: &mut Door, draft: &Draft, area_path: String) {
    door.area_path = area_path;
    door.compound_name.clone_from(&draft.compound_name);
    door.building.clone_from(&draft.building);
    door.door.clone_from(&draft.door);
    door.name.clone_from(&draft.name);
    door.phone.clone_from(&draft.phone);
}

/// A door that is not in the store yet.
pub fn fresh(id: Id, person: Id, draft: &Draft, area_path: String, source: &str) -> Door {
    let mut door = Door {
        dwelling: register::entered(id, draft),
        area_path: String::new(),
        compound_name: String::new(),
        building: String::new(),
        door: String::new(),
        person,
        name: None,
        phone: None,
        source: source.to_owned(),
        outside_number: id.to_string(),
        import_digest: Vec::new(),
    };
    words_of(&mut door, draft, area_path);
    door
}

/// The same door with other words.
pub fn changed(before: &Door, draft: &Draft, area_path: String) -> Door {
    let mut door = Door {
        dwelling: register::rewritten(&before.dwelling, draft),
        ..before.clone()
    };
    words_of(&mut door, draft, area_path);
    door
}

/// Refuses what lies outside of somebody's areas, and what the rules refuse.
async fn placed(tx: &mut Tx, reach: &Reach, draft: &Draft) -> Result<String, DoorError> {
    register::check(draft).map_err(|(field, fault)| DoorError::Fault(field, fault))?;
    let areas = areas::all(tx).await?;
    let path = path_of(&areas, draft).filter(|path| reach.holds(path));
    path.ok_or(DoorError::Fault("community", DoorFault::CommunityMissing))
}

/// Another door of the register at the same place, if there is one.
async fn twin(tx: &mut Tx, site: &Site, door: &Door) -> Result<Option<Id>, StoreError> {
    let found = dwellings::by_door(tx, &site.keys, door).await?;
    Ok(found
        .map(|it| it.dwelling.id)
        .filter(|id| *id != door.dwelling.id))
}

/// Doors whose keys are written anew in one transaction.
const KEYS_PIECE: i64 = 200;

/// Brings the keys of all doors into the form in which they are compared today, piece by piece, and
/// says how many. What was cut off goes on with the next call.
pub async fn key_anew(site: &Site) -> Result<usize, super::OpError> {
    let mut all = 0;
    loop {
        let mut tx = site.db.write().await?;
        let some = dwellings::digest_anew(&mut tx, &site.keys, KEYS_PIECE).await?;
        tx.commit().await?;
        all += some;
        if some == 0 {
            return Ok(all);
        }
    }
}

pub async fn enter(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    (id, draft): (Id, &Draft),
    by: By<'_>,
) -> Result<(), DoorError> {
    let path = placed(tx, reach, draft).await?;
    let door = fresh(id, site.new_id(), draft, path, DESK);
    if let Some(known) = twin(tx, site, &door).await? {
        return Err(DoorError::Known(known));
    }
    dwellings::insert(tx, &site.keys, &*site.entropy, &door, by.now).await?;
    let written = Written { source: DESK };
    dwellings::record(tx, &door.dwelling, "entered", &written, by.actor, by.now).await?;
    Ok(())
}

pub async fn change(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    (before, draft): (&Door, &Draft),
    by: By<'_>,
) -> Result<(), DoorError> {
    let path = placed(tx, reach, draft).await?;
    let door = changed(before, draft, path);
    if let Some(known) = twin(tx, site, &door).await? {
        return Err(DoorError::Known(known));
    }
    let version = before.dwelling.version;
    dwellings::update(tx, &site.keys, &*site.entropy, version, &door, by.now).await?;
    dwellings::record(tx, &door.dwelling, "changed", &Nothing {}, by.actor, by.now).await?;
    Ok(())
}

/// Notes that somebody asked for rest, or that they take it back; twice is once.
pub async fn disturb(
    tx: &mut Tx,
    before: &Door,
    said: Option<SaidBy>,
    by: By<'_>,
) -> Result<(), OpError> {
    let Some(after) = register::disturbed(&before.dwelling, said, by.now) else {
        return Ok(());
    };
    dwellings::update_model(tx, before.dwelling.version, &after).await?;
    match said {
        Some(said) => {
            let said = Said { by: said };
            dwellings::record(tx, &after, "do_not_disturb", &said, by.actor, by.now).await?;
        }
        None => dwellings::record(tx, &after, "may_call", &Nothing {}, by.actor, by.now).await?,
    }
    Ok(())
}

/// Takes a door out of the register, or back into it. Its history stays.
pub async fn activate(tx: &mut Tx, before: &Door, active: bool, by: By<'_>) -> Result<(), OpError> {
    let Some(after) = register::activated(&before.dwelling, active) else {
        return Ok(());
    };
    let kind = if active { "taken_back" } else { "taken_out" };
    dwellings::update_model(tx, before.dwelling.version, &after).await?;
    dwellings::record(tx, &after, kind, &Nothing {}, by.actor, by.now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reach_holds_what_lies_below_and_says_nothing_twice() {
        let paths = ["1/2/", "1/2/3/", "1/4/", "1/2/"].map(str::to_owned);
        let reach = Reach::below(paths);
        assert_eq!(reach.paths(), ["1/2/", "1/4/"]);
        assert!(reach.holds("1/2/9/") && !reach.holds("1/3/"));
        assert!(!Reach::default().holds("1/"));
    }
}
