//! The two tables of a register held against each other and against what is registered already.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::Id;

use super::fold;
use super::register_file::{AreaRow, BodyRow, Fault, Problem, Read, Sheet};
use crate::model::{Area, AreaKind, Body, Spelling};
use crate::store::{areas::AREAS_LIMIT, bodies::BODIES_LIMIT};

/// What is registered, by code; of spellings those that the file uses and somebody has.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub areas: BTreeMap<String, Area>,
    pub bodies: BTreeMap<String, Body>,
    pub spellings: BTreeMap<String, Spelling>,
}

impl Known {
    /// The identifier that a body has or will have.
    pub fn body_id(&self, code: &str) -> Id {
        let known = self.bodies.get(code).map(|body| body.id);
        known.unwrap_or_else(|| Id::derived("body", code))
    }
}

/// Everything that stands in the way, in the order of tables and rows.
pub fn check(areas: &Read<AreaRow>, bodies: &Read<BodyRow>, known: &Known) -> Vec<Fault> {
    let mut faults: Vec<Fault> = areas.faults.iter().chain(&bodies.faults).cloned().collect();
    check_areas(areas, known, &mut faults);
    check_bodies(areas, bodies, known, &mut faults);
    faults.sort_by_key(|fault| (fault.sheet, fault.row));
    faults
}

/// Which kinds may hold an area of this kind.
const fn may_lie_in(kind: AreaKind) -> &'static [AreaKind] {
    use AreaKind::{Community, Compound, District, Grid, Street};
    match kind {
        District => &[],
        Street => &[District],
        Community => &[Street],
        Grid => &[Community],
        Compound => &[Community, Grid],
        AreaKind::Building => &[Community, Grid, Compound],
    }
}

fn check_areas(areas: &Read<AreaRow>, known: &Known, faults: &mut Vec<Fault>) {
    let mut kinds: BTreeMap<&str, AreaKind> = known
        .areas
        .values()
        .map(|area| (area.code.as_str(), area.kind))
        .collect();
    kinds.extend(areas.rows.iter().map(|row| (row.code.as_str(), row.kind)));
    let registered = known.areas.values().find(|area| area.parent_id.is_none());
    let mut district = registered.map(|area| area.code.as_str());
    let mut seen = BTreeSet::new();
    let mut total = known.areas.len();
    for row in &areas.rows {
        if !seen.insert(row.code.as_str()) {
            faults.push(area_fault(row, Problem::CodeTwice, &row.code));
            continue;
        }
        if row.kind == AreaKind::District {
            if *district.get_or_insert(&row.code) != row.code {
                faults.push(area_fault(row, Problem::SecondDistrict, &row.code));
            }
            if !row.parent_code.is_empty() {
                let problem = Problem::DistrictHasParent;
                faults.push(area_fault(row, problem, &row.parent_code));
            }
        } else if let Some(problem) = wrong_parent(row, &kinds, &areas.spoiled) {
            faults.push(area_fault(row, problem, &row.parent_code));
        }
        match known.areas.get(&row.code) {
            Some(area) if is_moved(row, area, known) => {
                faults.push(area_fault(row, Problem::Fixed, &row.code));
            }
            Some(_) => {}
            None => total += 1,
        }
        if i64::try_from(total).unwrap_or(i64::MAX) > AREAS_LIMIT {
            faults.push(area_fault(row, Problem::TooMany, ""));
            return;
        }
    }
}

fn wrong_parent(
    row: &AreaRow,
    kinds: &BTreeMap<&str, AreaKind>,
    spoiled: &BTreeSet<String>,
) -> Option<Problem> {
    if row.parent_code.is_empty() {
        return Some(Problem::ParentMissing);
    }
    match kinds.get(row.parent_code.as_str()) {
        Some(kind) if may_lie_in(row.kind).contains(kind) => None,
        Some(_) => Some(Problem::ParentLevel),
        None if spoiled.contains(&row.parent_code) => None,
        None => Some(Problem::ParentUnknown),
    }
}

fn is_moved(row: &AreaRow, area: &Area, known: &Known) -> bool {
    let parent = known.areas.get(&row.parent_code).map(|parent| parent.id);
    row.kind != area.kind || parent != area.parent_id
}

fn area_fault(row: &AreaRow, problem: Problem, value: &str) -> Fault {
    Fault {
        sheet: Sheet::Areas,
        row: row.row,
        problem,
        value: value.to_owned(),
    }
}

fn check_bodies(
    areas: &Read<AreaRow>,
    bodies: &Read<BodyRow>,
    known: &Known,
    faults: &mut Vec<Fault>,
) {
    let in_file: BTreeSet<&str> = areas.rows.iter().map(|row| row.code.as_str()).collect();
    let bearers = bearers(&bodies.rows);
    let mut seen = BTreeSet::new();
    let mut total = known.bodies.len();
    for row in &bodies.rows {
        if !seen.insert(row.code.as_str()) {
            faults.push(body_fault(row, Problem::CodeTwice, &row.code));
            continue;
        }
        let code = row.area_code.as_str();
        let is_there = known.areas.contains_key(code) || in_file.contains(code);
        if !is_there && !areas.spoiled.contains(code) {
            faults.push(body_fault(row, Problem::AreaUnknown, code));
        }
        match known.bodies.get(&row.code) {
            Some(body) if is_other(row, body, known) => {
                faults.push(body_fault(row, Problem::Fixed, &row.code));
            }
            Some(_) => {}
            None => total += 1,
        }
        for alias in &row.aliases {
            if is_taken(&fold::name(alias), row, &bearers, known) {
                faults.push(body_fault(row, Problem::AliasTaken, alias));
            }
        }
        if i64::try_from(total).unwrap_or(i64::MAX) > BODIES_LIMIT {
            faults.push(body_fault(row, Problem::TooMany, ""));
            return;
        }
    }
}

/// Who in the file goes by which name or spelling.
fn bearers(rows: &[BodyRow]) -> BTreeMap<String, BTreeSet<&str>> {
    let mut bearers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        for spelling in row.aliases.iter().chain([&row.name.zh, &row.name.en]) {
            let folded = fold::name(spelling);
            bearers.entry(folded).or_default().insert(&row.code);
        }
    }
    bearers
}

fn is_taken(
    folded: &str,
    row: &BodyRow,
    bearers: &BTreeMap<String, BTreeSet<&str>>,
    known: &Known,
) -> bool {
    let shared_in_file = bearers.get(folded).is_some_and(|codes| codes.len() > 1);
    let by_another = match known.spellings.get(folded) {
        None | Some(Spelling::Free) => false,
        Some(Spelling::Of(id)) => *id != known.body_id(&row.code),
        Some(Spelling::Shared) => true,
    };
    shared_in_file || by_another
}

fn is_other(row: &BodyRow, body: &Body, known: &Known) -> bool {
    let area = known.areas.get(&row.area_code).map(|area| area.id);
    row.kind != body.kind || row.level != body.level || area != Some(body.area_id)
}

fn body_fault(row: &BodyRow, problem: Problem, value: &str) -> Fault {
    Fault {
        sheet: Sheet::Bodies,
        row: row.row,
        problem,
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::register_file::{read_areas, read_bodies};
    use super::*;

    fn told(areas: &str, bodies: &str) -> Vec<(&'static str, u64, Problem)> {
        let areas = format!("code,kind,parent_code,name_zh\n{areas}");
        let bodies = format!("code,kind,level,area_code,name_zh,aliases\n{bodies}");
        let areas = read_areas(areas.as_bytes()).unwrap();
        let bodies = read_bodies(bodies.as_bytes()).unwrap();
        let faults = check(&areas, &bodies, &Known::default());
        let short = |it: Fault| (it.sheet.as_str(), it.row, it.problem);
        faults.into_iter().map(short).collect()
    }

    #[test]
    fn the_tree_is_checked_whatever_the_order_of_rows() {
        let good = "c1,community,s1,甲社区\ns1,street,d1,甲街道\nd1,district,,区\n";
        assert_eq!(told(good, ""), []);
        let bad = "d1,district,,区\nd2,district,,区\nd3,district,d1,区\ns1,street,,甲\n\
            s2,street,nowhere,乙\nc1,community,d1,丙\nc1,community,s1,丁\n";
        let expected = [
            ("areas", 3, Problem::SecondDistrict),
            ("areas", 4, Problem::SecondDistrict),
            ("areas", 4, Problem::DistrictHasParent),
            ("areas", 5, Problem::ParentMissing),
            ("areas", 6, Problem::ParentUnknown),
            ("areas", 7, Problem::ParentLevel),
            ("areas", 8, Problem::CodeTwice),
        ];
        assert_eq!(told(bad, ""), expected);
    }

    #[test]
    fn a_faulty_row_does_not_make_those_below_it_faulty() {
        let areas = "d1,district,,\ns1,street,d1,甲街道\n";
        let bodies = "b1,department,district,d1,测试局,\n";
        assert_eq!(told(areas, bodies), [("areas", 2, Problem::NameEmpty)]);
    }

    #[test]
    fn one_spelling_stands_for_one_body() {
        let areas = "d1,district,,区\n";
        let bodies = "b1,department,district,d1,城管局,综合执法;城管局\n\
            b2,department,district,d1,执法支队,综合执法\n\
            b3,department,district,d9,房管局,城管局\n\
            b1,department,district,d1,房管局,\n";
        let expected = [
            ("bodies", 2, Problem::AliasTaken),
            ("bodies", 2, Problem::AliasTaken),
            ("bodies", 3, Problem::AliasTaken),
            ("bodies", 4, Problem::AreaUnknown),
            ("bodies", 4, Problem::AliasTaken),
            ("bodies", 5, Problem::CodeTwice),
        ];
        assert_eq!(told(areas, bodies), expected);
    }
}
