use std::collections::HashMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::Point;
use huiyin_kernel::geo::{Crs, distance_metres};
use huiyin_registry::{Area, AreaKind, areas, folded};
use huiyin_web::Site;

use super::estate::{Estates, Meant, Names};
use super::write::{Fate, fate, is_numbered};
use super::{Judged, Ready, Report};
use crate::import::{Contact, Fault, FileRow, FileRows, Placed, RowFault, System, detect};
use crate::ops::doors::Reach;
use crate::rules::register::{self, DoorFault, Draft};
use crate::store::estates;

/// A point farther from its community than this was read wrongly.
const FARTHEST_METRES: u32 = 20_000;
/// A point without a community belongs to the nearest one within this.
const NEAREST_METRES: u32 = 10_000;

/// Judges a whole file; nothing is written. `column` is the name of the column of longitudes.
pub async fn judge(
    tx: &mut Tx,
    site: &Site,
    reach: &Reach,
    file: &FileRows,
    (system, column): (System, &str),
) -> Result<Judged> {
    let areas = areas::all(tx).await?;
    let decided = estates::all(tx).await?;
    let places = Places::of(&areas);
    let crs = system_of(file, &places, system, column);
    let has_points = file.rows.iter().any(|row| row.point.is_some());
    let mut judged = Judged {
        report: Report {
            rows: file.rows.len() + file.faults.len(),
            faults: file.faults.clone(),
            ..Report::default()
        },
        crs: crs.filter(|_| has_points),
        crs_unclear: has_points && crs.is_none(),
        ..Judged::default()
    };
    let located: Vec<(&FileRow, std::result::Result<Where<'_>, Fault>)> = file
        .rows
        .iter()
        .map(|row| (row, places.locate(row, crs, reach)))
        .collect();
    let estates = Estates::of(&areas, &decided, &names(&located));
    let mut seen: HashMap<String, u64> = HashMap::new();
    for (row, located) in located {
        let ready = located.and_then(|at| ready(row, &at, &estates));
        match ready.and_then(|ready| first_at_its_door(ready, &mut seen)) {
            Ok(ready) => judged.ready.push(ready),
            Err(fault) => judged.report.faults.push(fault),
        }
    }
    judged.questions = estates.into_questions();
    count(tx, site, &mut judged).await?;
    judged.report.faults.sort_by_key(|fault| fault.row);
    Ok(judged)
}

/// Holds the rows against the register. Doors that are known by their numbers come first: one that
/// has moved frees its old place for another row of the same file.
async fn count(tx: &mut Tx, site: &Site, judged: &mut Judged) -> Result<()> {
    let (mut numbered, mut others) = (Vec::new(), Vec::new());
    for ready in std::mem::take(&mut judged.ready) {
        let report = &mut judged.report;
        let is_numbered = is_numbered(tx, site, &ready).await?;
        match fate(tx, site, &ready).await? {
            Fate::Fresh(_) => report.fresh += 1,
            Fate::Changed(..) => report.changed += 1,
            Fate::Unchanged => report.unchanged += 1,
            Fate::HeldByOther => {
                let fault = Fault::new(ready.row, RowFault::HeldByOther, &ready.draft.door);
                report.faults.push(fault);
                continue;
            }
        }
        let kept = if is_numbered {
            &mut numbered
        } else {
            &mut others
        };
        kept.push(ready);
    }
    numbered.append(&mut others);
    judged.ready = numbered;
    Ok(())
}

fn names(located: &[(&FileRow, std::result::Result<Where<'_>, Fault>)]) -> Names {
    let mut names = Names::new();
    for (row, located) in located {
        let (Ok(at), false) = (located, folded(&row.compound).is_empty()) else {
            continue;
        };
        let key = (at.community.id, folded(&row.compound));
        let entry = names
            .entry(key)
            .or_insert_with(|| (row.compound.clone(), 0));
        entry.1 += 1;
    }
    names
}

fn first_at_its_door(
    ready: Ready,
    seen: &mut HashMap<String, u64>,
) -> std::result::Result<Ready, Fault> {
    let it = &ready.draft;
    let words = [&it.compound_name, &it.building, &it.door];
    let words: Vec<String> = words.iter().map(|text| folded(text)).collect();
    let door = format!("{}\u{1f}{}", it.community, words.join("\u{1f}"));
    match seen.insert(door.clone(), ready.row) {
        Some(first) => {
            seen.insert(door, first);
            Err(Fault {
                first_row: Some(first),
                ..Fault::new(ready.row, RowFault::TwiceInFile, &it.door)
            })
        }
        None => Ok(ready),
    }
}

/// Where a row belongs.
struct Where<'a> {
    community: &'a Area,
    point: Option<Point>,
}

struct Places<'a> {
    /// By folded name or code; nothing where two communities share a name.
    by_name: HashMap<String, Option<&'a Area>>,
    middles: Vec<(&'a Area, Point)>,
}

impl<'a> Places<'a> {
    fn of(areas: &'a [Area]) -> Self {
        let communities = || areas.iter().filter(|it| it.kind == AreaKind::Community);
        let mut by_name: HashMap<String, Option<&Area>> = HashMap::new();
        for area in communities() {
            for name in [&area.name.zh, &area.name.en] {
                let name = folded(name);
                if name.is_empty() {
                    continue;
                }
                by_name
                    .entry(name)
                    .and_modify(|known| *known = known.filter(|it| it.id == area.id))
                    .or_insert(Some(area));
            }
        }
        for area in communities() {
            by_name.insert(folded(&area.code), Some(area));
        }
        Self {
            by_name,
            middles: communities()
                .filter_map(|area| Some((area, area.point?)))
                .collect(),
        }
    }

    /// A community by its name; people write the committee's endings too.
    fn named(&self, name: &str) -> Option<&'a Area> {
        let name = folded(name);
        let ends = ["居民委员会", "村民委员会", "居委会", "村委会"];
        let bare = ends.iter().find_map(|end| name.strip_suffix(end));
        let spellings = [Some(name.as_str()), bare];
        let mut found = spellings
            .into_iter()
            .flatten()
            .filter_map(|name| self.by_name.get(name).copied().flatten());
        found.next()
    }

    fn nearest(&self, point: Point) -> Option<&'a Area> {
        let away = |(area, middle): &(&'a Area, Point)| (distance_metres(*middle, point), *area);
        let nearest = self.middles.iter().map(away);
        let (metres, area) =
            nearest.min_by(|left, right| (left.0, &left.1.code).cmp(&(right.0, &right.1.code)))?;
        (metres <= NEAREST_METRES).then_some(area)
    }

    fn locate(
        &self,
        row: &FileRow,
        crs: Option<Crs>,
        reach: &Reach,
    ) -> std::result::Result<Where<'a>, Fault> {
        let point = row.point.zip(crs).and_then(|((lon, lat), crs)| {
            let point = Point::from_degrees(lon, lat).ok()?;
            Some(crs.to_wgs84(point))
        });
        let refuse = |fault| Fault::new(row.row, fault, &row.community);
        let community = match (folded(&row.community).is_empty(), point) {
            (false, _) => self.named(&row.community),
            (true, Some(point)) => self.nearest(point),
            (true, None) => return Err(refuse(RowFault::NoCommunity)),
        };
        let community = community.ok_or_else(|| refuse(RowFault::UnknownCommunity))?;
        if !reach.holds(&community.path) {
            return Err(refuse(RowFault::OutsideReach));
        }
        let far = community
            .point
            .zip(point)
            .is_some_and(|(middle, point)| distance_metres(middle, point) > FARTHEST_METRES);
        if far {
            return Err(refuse(RowFault::FarAway));
        }
        Ok(Where { community, point })
    }
}

/// The system that the points are read in: as chosen, else as the file says, else as they lie.
fn system_of(file: &FileRows, places: &Places<'_>, system: System, column: &str) -> Option<Crs> {
    let System::Is(crs) = system else {
        if file.crs.is_some() {
            return file.crs;
        }
        let samples: Vec<Placed> = file
            .rows
            .iter()
            .filter_map(|row| {
                let (lon, lat) = row.point?;
                let community = places.named(&row.community)?.point?;
                Some(Placed {
                    lon,
                    lat,
                    community,
                })
            })
            .collect();
        return detect(column, &samples);
    };
    Some(crs)
}

fn ready(
    row: &FileRow,
    at: &Where<'_>,
    estates: &Estates<'_>,
) -> std::result::Result<Ready, Fault> {
    let compound = match estates.meant(at.community.id, &row.compound) {
        Meant::Compound(area) => Some(area),
        Meant::Own => None,
        Meant::Asked => {
            return Err(Fault::new(
                row.row,
                RowFault::EstateUndecided,
                &row.compound,
            ));
        }
    };
    let said = |contact: &Contact| match contact {
        Contact::Said(text) => Some(text.clone()),
        Contact::Masked | Contact::None => None,
    };
    let draft = Draft {
        kind: row.kind,
        community: at.community.id,
        compound: compound.map(|area| area.id),
        compound_name: compound.map_or_else(|| row.compound.clone(), |it| it.name.zh.clone()),
        building: row.building.clone(),
        door: row.door.clone(),
        name: said(&row.name),
        phone: said(&row.phone),
        open: row.open.clone(),
        minutes: row.minutes,
        point: at.point.or_else(|| compound.and_then(|area| area.point)),
    };
    register::check(&draft).map_err(|(field, fault)| {
        let value = match field {
            "building" => &row.building,
            "compound" => &row.compound,
            _ => &row.door,
        };
        Fault::new(row.row, fault_of(fault), value)
    })?;
    let area_path = compound.map_or(&at.community.path, |area| &area.path);
    Ok(Ready {
        row: row.row,
        number: row.number.clone(),
        area_path: area_path.clone(),
        draft,
        keep_name: row.name == Contact::Masked,
        keep_phone: row.phone == Contact::Masked,
    })
}

const fn fault_of(fault: DoorFault) -> RowFault {
    match fault {
        DoorFault::CommunityMissing => RowFault::NoCommunity,
        DoorFault::PlaceMissing => RowFault::Place,
        DoorFault::DoorMissing => RowFault::Door,
        DoorFault::TooLong => RowFault::TooLong,
        DoorFault::PhoneUnreadable => RowFault::Phone,
        DoorFault::OpenUnreadable => RowFault::Open,
        DoorFault::MinutesOutOfRange => RowFault::Minutes,
        DoorFault::PointUnreadable => RowFault::Point,
        DoorFault::KnownDoor => RowFault::HeldByOther,
    }
}
