//! Areas: the district, its streets, communities, grids, compounds and buildings.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::geo::distance_metres;
use huiyin_kernel::{Id, Point, Said};

use crate::model::{Area, AreaKind};
use crate::rules::fold;

queries! {
    INSERT = "INSERT INTO area (id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    CHANGE = "UPDATE area SET name_zh = $2, name_en = $3, lon_e7 = $4, lat_e7 = $5 WHERE id = $1";
    ALL = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE active = 1 ORDER BY path LIMIT $1";
    BY_ID = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE id = $1";
    BY_CODE = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE code = $1";
    CHILDREN = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE parent_id = $1 AND active = 1 ORDER BY code LIMIT $2";
    OF_KIND = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE kind = $1 AND active = 1 ORDER BY path LIMIT $2";
    /// The area itself and everything above it, from the district down.
    ABOVE = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE $1 LIKE path || '%' ORDER BY length(path) LIMIT $2";
    /// `$1` is the pattern for names that hold the text, `$2` the text itself for names that stand
    /// within it, as the compound does in an address with house number; `$3` the kinds, each
    /// between commas.
    SEARCH = "SELECT id, code, kind, parent_id, path, name_zh, name_en, lon_e7, lat_e7, active
        FROM area WHERE active = 1 AND $3 LIKE '%,' || kind || ',%'
          AND (name_zh LIKE $1 OR replace(lower(name_en), ' ', '') LIKE $1
               OR $2 LIKE '%' || name_zh || '%')
        ORDER BY CASE WHEN name_zh = $2 THEN 0 WHEN replace(lower(name_en), ' ', '') = $2 THEN 0 ELSE 1 END,
            length(name_zh), path
        LIMIT $4";
}

/// Areas of one district that are held in memory at most.
pub const AREAS_LIMIT: i64 = 100_000;
/// Results of one search at most.
pub const FOUND_LIMIT: i64 = 50;
/// Characters of a search text that are looked at.
const SEARCH_CHARACTERS: usize = 60;
/// A point farther from every community than this lies outside the district.
const FARTHEST_COMMUNITY_METRES: u32 = 10_000;

fn area(row: &Row) -> Result<Area> {
    let lon: Option<i32> = row.get("lon_e7")?;
    let lat: Option<i32> = row.get("lat_e7")?;
    let point = match (lon, lat) {
        (Some(lon), Some(lat)) => Some(Point::from_e7(lon, lat).map_err(StoreError::inconsistent)?),
        _ => None,
    };
    Ok(Area {
        id: row.get("id")?,
        code: row.get("code")?,
        kind: row.parse("kind")?,
        parent_id: row.get("parent_id")?,
        path: row.get("path")?,
        name: Said {
            zh: row.get("name_zh")?,
            en: row.get("name_en")?,
        },
        point,
        active: row.get("active")?,
    })
}

fn areas(rows: &[Row]) -> Result<Vec<Area>> {
    rows.iter().map(area).collect()
}

pub async fn insert(tx: &mut Tx, area: &Area) -> Result<()> {
    let values = args![
        area.id,
        &area.code,
        area.kind.as_str(),
        area.parent_id,
        &area.path,
        &area.name.zh,
        &area.name.en,
        area.point.map(Point::lon_e7),
        area.point.map(Point::lat_e7),
        area.active,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Gives an area other names or another point; where it lies in the tree stays.
pub(crate) async fn change(tx: &mut Tx, id: Id, name: &Said, point: Option<Point>) -> Result<()> {
    let values = args![
        id,
        &name.zh,
        &name.en,
        point.map(Point::lon_e7),
        point.map(Point::lat_e7),
    ];
    tx.execute(CHANGE, values).await.map(drop)
}

/// Every area in use, each after the one that holds it.
pub async fn all(tx: &mut Tx) -> Result<Vec<Area>> {
    areas(&tx.fetch_all(ALL, args![AREAS_LIMIT]).await?)
}

pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Area>> {
    let row = tx.fetch_optional(BY_ID, args![id]).await?;
    row.as_ref().map(area).transpose()
}

pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Area>> {
    let row = tx.fetch_optional(BY_CODE, args![code]).await?;
    row.as_ref().map(area).transpose()
}

pub async fn children(tx: &mut Tx, parent: Id) -> Result<Vec<Area>> {
    areas(&tx.fetch_all(CHILDREN, args![parent, AREAS_LIMIT]).await?)
}

pub async fn of_kind(tx: &mut Tx, kind: AreaKind) -> Result<Vec<Area>> {
    let values = args![kind.as_str(), AREAS_LIMIT];
    areas(&tx.fetch_all(OF_KIND, values).await?)
}

/// From the district down to the area of this path; for “观音桥街道 · 某社区 · 某小区”.
pub async fn above(tx: &mut Tx, path: &str) -> Result<Vec<Area>> {
    areas(&tx.fetch_all(ABOVE, args![path, FOUND_LIMIT]).await?)
}

/// Areas of the given kinds whose name holds the text, and areas whose name the text holds: what
/// people type is often an address with house number. No kinds means every kind.
pub async fn search(tx: &mut Tx, text: &str, kinds: &[AreaKind], limit: i64) -> Result<Vec<Area>> {
    let cut: String = text.chars().take(SEARCH_CHARACTERS).collect();
    let text = fold::name(&cut);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = if kinds.is_empty() {
        AreaKind::ALL
    } else {
        kinds
    };
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let kinds = format!(",{},", kinds.join(","));
    // Folding has taken every sign out that a pattern could mean something by.
    let pattern = format!("%{text}%");
    let values = args![pattern, text, kinds, limit.clamp(1, FOUND_LIMIT)];
    areas(&tx.fetch_all(SEARCH, values).await?)
}

/// The community whose point lies nearest, a guess for a place that somebody tapped on a map.
/// `None` when none lies within ten kilometres.
pub fn nearest_community<'a>(
    areas: impl IntoIterator<Item = &'a Area>,
    point: Point,
) -> Option<&'a Area> {
    areas
        .into_iter()
        .filter(|area| area.kind == AreaKind::Community)
        .filter_map(|area| Some((distance_metres(area.point?, point), area)))
        .filter(|(metres, _)| *metres <= FARTHEST_COMMUNITY_METRES)
        .min_by(|left, right| (left.0, &left.1.code).cmp(&(right.0, &right.1.code)))
        .map(|(_, area)| area)
}
