//! Who counts as one person. Supreme People's Court on divided ownership, art. 9: one unit is one
//! person, but a buyer of several units is one, and all the developer's unsold and sold but not
//! delivered units together are one.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use huiyin_kernel::FloorArea;

use crate::bounds::{MAX_NAME_BYTES, MAX_UNITS};
use crate::case::{Case, Kind, Rules, Unit, UnitState};
use crate::error::TallyError;

/// The voter of everything that has not been handed over (rule O4; the Ningbo regulation, art. 18,
/// lets the developer vote for that lot).
pub const DEVELOPER: &str = "DEV";

const JOINT: char = '+';

/// The persons of a case and how much area each stands for.
#[derive(Debug)]
pub(crate) struct Voters<'a> {
    places: HashMap<Cow<'a, str>, usize>,
    areas: Vec<FloorArea>,
}

impl<'a> Voters<'a> {
    /// Reads the roll: checks every unit, and gathers those that count.
    pub(crate) fn of(case: &'a Case) -> Result<Self, TallyError> {
        if case.units.len() > MAX_UNITS {
            return Err(TallyError::TooManyUnits {
                found: case.units.len(),
                limit: MAX_UNITS,
            });
        }
        check_units(&case.units)?;
        check_scope(&case.rules, &case.units)?;
        let mut voters = Self {
            places: HashMap::with_capacity(case.units.len()),
            areas: Vec::new(),
        };
        for unit in case.units.iter().filter(|it| counts(&case.rules, it)) {
            voters.add(voter_of(unit), unit.area)?;
        }
        if voters.areas.is_empty() {
            return Err(TallyError::NobodyMayDecide);
        }
        Ok(voters)
    }

    fn add(&mut self, voter: Cow<'a, str>, area: FloorArea) -> Result<(), TallyError> {
        let next = self.areas.len();
        let place = *self.places.entry(voter).or_insert(next);
        if place == next {
            self.areas.push(area);
            return Ok(());
        }
        let sum = self.areas[place].checked_add(area);
        self.areas[place] = sum.ok_or(TallyError::AreaOverflow)?;
        Ok(())
    }

    /// Where the voter of a ballot stands; nothing for a stranger.
    pub(crate) fn place(&self, voter: &str) -> Option<usize> {
        self.places.get(&*ordered(voter)).copied()
    }

    pub(crate) fn areas(&self) -> &[FloorArea] {
        &self.areas
    }
}

/// The person who votes for a unit. Co-owners have one ballot together (rule O5; Ningbo art. 18),
/// and the same set of owners on several units is one person: `a+b` twice is one, `a` and `a+b`
/// are two (rule O6, unsettled in the law; ours is the identical set).
pub fn voter_of(unit: &Unit) -> Cow<'_, str> {
    match (unit.state, unit.owners.as_slice()) {
        (UnitState::Unsold | UnitState::SoldUndelivered, _) => Cow::Borrowed(DEVELOPER),
        (UnitState::Delivered, [owner]) => Cow::Borrowed(owner),
        (UnitState::Delivered, owners) => Cow::Owned(joined(owners.iter().map(String::as_str))),
    }
}

/// The name of a voter with its co-owners in order.
fn ordered(voter: &str) -> Cow<'_, str> {
    if voter.contains(JOINT) {
        Cow::Owned(joined(voter.split(JOINT)))
    } else {
        Cow::Borrowed(voter)
    }
}

fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join("+")
}

/// Rules O7 and O8: parking only where announced, and only the blocks concerned.
fn counts(rules: &Rules, unit: &Unit) -> bool {
    let kind = unit.kind != Kind::Parking || rules.count_parking;
    let scope = rules.scope.as_ref().is_none_or(|blocks| {
        let block = unit.block.as_ref();
        block.is_some_and(|block| blocks.contains(block))
    });
    kind && scope
}

fn check_units(units: &[Unit]) -> Result<(), TallyError> {
    let mut seen = HashSet::with_capacity(units.len());
    for unit in units {
        check_name(&unit.id)?;
        if !seen.insert(unit.id.as_str()) {
            return Err(TallyError::UnitTwice(unit.id.clone()));
        }
        if unit.area.is_zero() {
            return Err(TallyError::UnitWithoutArea(unit.id.clone()));
        }
        if unit.state == UnitState::Delivered && unit.owners.is_empty() {
            return Err(TallyError::UnitWithoutOwner(unit.id.clone()));
        }
        for owner in &unit.owners {
            check_name(owner)?;
            if owner.contains(JOINT) {
                return Err(TallyError::OwnerWithPlus(owner.clone()));
            }
        }
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), TallyError> {
    if name.is_empty() || name.len() > MAX_NAME_BYTES {
        return Err(TallyError::NameUnusable {
            limit: MAX_NAME_BYTES,
        });
    }
    Ok(())
}

/// A misspelt block must not make a vote of nobody, nor quietly leave a block out.
fn check_scope(rules: &Rules, units: &[Unit]) -> Result<(), TallyError> {
    let Some(scope) = &rules.scope else {
        return Ok(());
    };
    if scope.is_empty() {
        return Err(TallyError::ScopeEmpty);
    }
    let known: HashSet<&str> = units.iter().filter_map(|it| it.block.as_deref()).collect();
    match scope.iter().find(|block| !known.contains(block.as_str())) {
        Some(block) => Err(TallyError::ScopeUnknown(block.clone())),
        None => Ok(()),
    }
}
