use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::{Id, Point, Said};

use super::{DISTRICT, known_area, table};
use crate::areas;
use crate::model::{Area, AreaKind};

const STREETS: &str = include_str!("../../data/streets.csv");
const COMMUNITIES: &str = include_str!("../../data/communities.csv");
const NAMES_EN: &str = include_str!("../../data/names_en.csv");
const COMPOUNDS: &str = include_str!("../../data/demo_compounds.csv");

/// Roughly where each street lies, in degrees, for a map that looks right from afar.
const STREET_CENTRES: [(&str, f64, f64); 12] = [
    ("500105001", 106.5480, 29.5730),
    ("500105002", 106.5760, 29.5770),
    ("500105003", 106.4870, 29.6010),
    ("500105004", 106.4990, 29.5760),
    ("500105005", 106.6120, 29.6150),
    ("500105006", 106.5280, 29.5840),
    ("500105007", 106.5640, 29.5920),
    ("500105008", 106.7000, 29.6280),
    ("500105009", 106.6600, 29.6220),
    ("500105100", 106.7560, 29.6200),
    ("500105101", 106.8060, 29.6500),
    ("500105102", 106.8600, 29.6200),
];

/// Between neighbouring communities of a street, and of compounds from their community's point.
const COMMUNITY_STEP_DEGREES: f64 = 0.0034;
const COMPOUND_STEP_DEGREES: f64 = 0.0011;
/// The turn from one point to the next that spreads points evenly over a disc.
const GOLDEN_ANGLE_DEGREES: f64 = 137.508;

/// Endings of the register's names that the name of the area itself does without.
const COMMITTEE_ENDINGS: [&str; 3] = ["居民委员会", "村民委员会", "居委会"];
/// A register of statistics has placeholders where no community is.
const PLACEHOLDER: &str = "虚拟";

/// A community of the register, as read.
#[derive(Debug)]
pub(super) struct Community {
    pub code: &'static str,
    /// With the committee's ending.
    pub full_name: &'static str,
    pub street_code: &'static str,
    pub street_name: &'static str,
}

pub(super) fn communities() -> Result<Vec<Community>> {
    Ok(table::<5>(COMMUNITIES)?
        .into_iter()
        .filter(|[_, name, ..]| !name.contains(PLACEHOLDER))
        .map(|[code, full_name, street_code, street_name, _]| Community {
            code,
            full_name,
            street_code,
            street_name,
        })
        .collect())
}

/// The ending of a name in town.
const IN_TOWN: &str = "社区";

/// At most so many communities: villages are left out first, those in which the model district has
/// a compound never.
pub(super) fn kept(most: usize) -> Result<Vec<Community>> {
    let used: BTreeSet<&str> = table::<4>(COMPOUNDS)?.iter().map(|it| it[1]).collect();
    let mut all = communities()?;
    for villages in [true, false] {
        for at in (0..all.len()).rev() {
            let is_village = !all[at].full_name.contains(IN_TOWN);
            if all.len() > most && is_village == villages && !used.contains(all[at].code) {
                all.remove(at);
            }
        }
    }
    Ok(all)
}

pub(super) fn area_name(full_name: &str) -> &str {
    COMMITTEE_ENDINGS
        .iter()
        .find_map(|ending| full_name.strip_suffix(ending))
        .unwrap_or(full_name)
}

pub(super) fn streets() -> Result<Vec<(&'static str, &'static str)>> {
    let rows = table::<3>(STREETS)?;
    Ok(rows
        .into_iter()
        .map(|[code, name, _]| (code, name))
        .collect())
}

fn english_names() -> Result<BTreeMap<&'static str, &'static str>> {
    let rows = table::<3>(NAMES_EN)?;
    Ok(rows.into_iter().map(|[code, _, en]| (code, en)).collect())
}

/// An area to be added below `parent`.
struct Wanted<'a> {
    code: &'a str,
    kind: AreaKind,
    name: Said,
    point: Option<Point>,
    parent: Option<&'a Area>,
}

/// Adds an area where its code is not there yet; says which area it is and whether it is new.
async fn add(tx: &mut Tx, wanted: Wanted<'_>) -> Result<(Area, usize)> {
    if let Some(known) = areas::by_code(tx, wanted.code).await? {
        return Ok((known, 0));
    }
    let path = match wanted.parent {
        Some(parent) => parent.path_of_child(wanted.code),
        None => format!("{}/", wanted.code),
    };
    let area = Area {
        id: Id::derived("area", wanted.code),
        code: wanted.code.to_owned(),
        kind: wanted.kind,
        parent_id: wanted.parent.map(|it| it.id),
        path,
        name: wanted.name,
        point: wanted.point,
        active: true,
    };
    areas::insert(tx, &area).await?;
    Ok((area, 1))
}

pub(super) async fn seed(tx: &mut Tx, most: usize) -> Result<usize> {
    let english = english_names()?;
    let named = |code: &str, zh: &str| Said::new(zh, english.get(code).copied().unwrap_or(""));
    let root = Wanted {
        code: DISTRICT,
        kind: AreaKind::District,
        name: Said::new("江北区", "Jiangbei District"),
        point: Point::from_degrees(106.5740, 29.6060).ok(),
        parent: None,
    };
    let (district, mut added) = add(tx, root).await?;
    let mut streets_by_code = BTreeMap::new();
    for (code, name) in streets()? {
        let wanted = Wanted {
            code,
            kind: AreaKind::Street,
            name: named(code, name),
            point: Some(street_centre(code)?),
            parent: Some(&district),
        };
        let (street, new) = add(tx, wanted).await?;
        streets_by_code.insert(code, street);
        added += new;
    }
    let mut before_in_street: BTreeMap<&str, u32> = BTreeMap::new();
    for community in kept(most)? {
        let nth = before_in_street.entry(community.street_code).or_default();
        let centre = street_centre(community.street_code)?;
        let wanted = Wanted {
            code: community.code,
            kind: AreaKind::Community,
            name: named(community.code, area_name(community.full_name)),
            point: Some(around(centre, *nth, COMMUNITY_STEP_DEGREES)?),
            parent: streets_by_code.get(community.street_code),
        };
        *nth += 1;
        added += add(tx, wanted).await?.1;
    }
    Ok(added + seed_compounds(tx).await?)
}

async fn seed_compounds(tx: &mut Tx) -> Result<usize> {
    let mut added = 0;
    for (nth, [code, community, zh, en]) in (2..).zip(table::<4>(COMPOUNDS)?) {
        let community = known_area(tx, community).await?;
        let point = match community.point {
            Some(centre) => Some(around(centre, nth % 7, COMPOUND_STEP_DEGREES)?),
            None => None,
        };
        let wanted = Wanted {
            code,
            kind: AreaKind::Compound,
            name: Said::new(zh, en),
            point,
            parent: Some(&community),
        };
        added += add(tx, wanted).await?.1;
    }
    Ok(added)
}

fn street_centre(code: &str) -> Result<Point> {
    let centre = STREET_CENTRES.iter().find(|(known, ..)| *known == code);
    let (_, lon, lat) = centre
        .ok_or_else(|| StoreError::inconsistent(format!("demo data: no centre of {code}")))?;
    Point::from_degrees(*lon, *lat).map_err(StoreError::inconsistent)
}

/// The nth point of a spiral around `centre`.
fn around(centre: Point, nth: u32, step_degrees: f64) -> Result<Point> {
    let turn = (f64::from(nth) * GOLDEN_ANGLE_DEGREES).to_radians();
    let radius = step_degrees * (f64::from(nth) + 0.5).sqrt();
    // North-south is drawn in by a quarter, because the streets lie along the river.
    Point::from_degrees(
        centre.lon() + radius * turn.cos(),
        centre.lat() + radius * turn.sin() * 0.75,
    )
    .map_err(StoreError::inconsistent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_is_read_whole_and_every_name_has_an_english_one() {
        let english = english_names().unwrap();
        let streets = streets().unwrap();
        let communities = communities().unwrap();
        assert_eq!((streets.len(), communities.len()), (12, 132));
        for code in communities
            .iter()
            .map(|it| it.code)
            .chain(streets.iter().map(|it| it.0))
        {
            assert!(english.contains_key(code), "{code}");
        }
        let names = NAMES_EN.lines().skip(1).count();
        assert_eq!(names, 144);
    }

    #[test]
    fn a_smaller_district_keeps_every_street_and_every_compound() {
        let kept = kept(115).unwrap();
        assert_eq!(kept.len(), 115);
        for (street, _) in streets().unwrap() {
            assert!(kept.iter().any(|it| it.street_code == street), "{street}");
        }
        for [_, community, ..] in table::<4>(COMPOUNDS).unwrap() {
            assert!(kept.iter().any(|it| it.code == community), "{community}");
        }
        assert_eq!(super::kept(usize::MAX).unwrap().len(), 132);
    }

    #[test]
    fn english_names_stand_beside_the_right_chinese_ones() {
        let rows = table::<3>(NAMES_EN).unwrap();
        let by_code: BTreeMap<&str, &str> =
            rows.into_iter().map(|[code, zh, _]| (code, zh)).collect();
        for community in communities().unwrap() {
            assert_eq!(by_code[community.code], area_name(community.full_name));
        }
    }

    #[test]
    fn committee_endings_are_taken_off_once() {
        assert_eq!(area_name("桥北社区居民委员会"), "桥北社区");
        assert_eq!(area_name("上坪村村民委员会"), "上坪村");
        assert_eq!(area_name("某社区"), "某社区");
    }

    #[test]
    fn every_invented_point_lies_in_the_district() {
        for (code, ..) in STREET_CENTRES {
            let centre = street_centre(code).unwrap();
            for nth in 0..24 {
                let community = around(centre, nth, COMMUNITY_STEP_DEGREES).unwrap();
                let compound = around(community, 6, COMPOUND_STEP_DEGREES).unwrap();
                assert!(
                    (106.45..=106.89).contains(&compound.lon()),
                    "{code} {compound}"
                );
                assert!(
                    (29.55..=29.68).contains(&compound.lat()),
                    "{code} {compound}"
                );
            }
        }
    }
}

#[cfg(test)]
mod internal_data {
    use super::*;

    /// No invented compound bears the name of a real one.
    #[test]
    #[ignore = "internal data"]
    fn invented_compounds_are_invented() {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/compounds"
        );
        let mut real = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "csv") {
                let text = std::fs::read_to_string(path).unwrap();
                let names = text
                    .lines()
                    .skip(1)
                    .filter_map(|line| line.split(',').nth(1));
                real.extend(names.map(str::to_owned));
            }
        }
        assert!(real.len() > 100, "{}", real.len());
        for [_, _, name, _] in table::<4>(COMPOUNDS).unwrap() {
            assert!(!real.iter().any(|it| it.contains(name)), "{name}");
        }
    }
}
