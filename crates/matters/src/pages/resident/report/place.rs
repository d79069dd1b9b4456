use huiyin_db::Tx;
use huiyin_kernel::geo::Point;
use huiyin_kernel::mask::{AddressLevel, mask_address};
use huiyin_registry::{Area, AreaKind, areas};
use huiyin_web::Ctx;

use super::super::wording::Choice;
use super::form::{PLACE_CHARS, Typed};
use crate::World;
use crate::model;
use crate::ops::whereabouts;
use crate::store::Placed;

/// Compounds offered for one search.
const SPOTS_OFFERED: i64 = 12;
/// Degrees of margin around the district on maps, in 1e-7.
const MARGIN_E7: i32 = 300_000;

/// Where a report lies, as far as it could be made out.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub placed: Placed,
    pub area: model::Area,
    /// The point on the map lies nowhere near the district.
    pub outside: bool,
}

/// A street with its communities, for the drop-down.
#[derive(Debug)]
pub(super) struct Street {
    pub label: String,
    pub options: Vec<Choice>,
}

/// What the map begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct MapFrame {
    pub center: String,
    pub bounds: String,
}

/// The frame of the district's map, from the points of its areas; without any, no map is shown.
pub(in super::super) fn map_frame(world: &World) -> Option<MapFrame> {
    let points = || world.areas.values().filter_map(|area| area.point);
    let west = points().map(Point::lon_e7).min()?;
    let east = points().map(Point::lon_e7).max()?;
    let south = points().map(Point::lat_e7).min()?;
    let north = points().map(Point::lat_e7).max()?;
    let degrees = |e7: i32| {
        let sign = if e7 < 0 { "-" } else { "" };
        let (whole, part) = (
            e7.unsigned_abs() / 10_000_000,
            e7.unsigned_abs() % 10_000_000,
        );
        format!("{sign}{whole}.{part:07}")
    };
    let middle = |low: i32, high: i32| low / 2 + high / 2;
    Some(MapFrame {
        center: format!(
            "{},{}",
            degrees(middle(west, east)),
            degrees(middle(south, north))
        ),
        bounds: [
            west - MARGIN_E7,
            south - MARGIN_E7,
            east + MARGIN_E7,
            north + MARGIN_E7,
        ]
        .map(degrees)
        .join(","),
    })
}

/// Streets and their communities in the order of their codes.
pub(super) fn streets(ctx: &Ctx, world: &World, chosen: &str) -> Vec<Street> {
    let mut streets: Vec<&Area> = world
        .areas
        .values()
        .filter(|area| area.kind == AreaKind::Street)
        .collect();
    streets.sort_by(|left, right| left.code.cmp(&right.code));
    let children = |street: &Area| {
        let mut found: Vec<&Area> = world
            .areas
            .values()
            .filter(|area| area.kind == AreaKind::Community && area.parent_id == Some(street.id))
            .collect();
        found.sort_by(|left, right| left.code.cmp(&right.code));
        found
    };
    streets
        .into_iter()
        .map(|street| {
            let name = street.name.get(ctx.lang).to_owned();
            let whole = ctx.say(
                "matters-resident-street-whole",
                &[("street", name.clone().into())],
            );
            let mut options = vec![Choice::new(&street.code, whole, chosen)];
            options.extend(
                children(street).into_iter().map(|area| {
                    Choice::new(&area.code, area.name.get(ctx.lang).to_owned(), chosen)
                }),
            );
            Street {
                label: name,
                options,
            }
        })
        .collect()
}

/// Compounds, and failing them communities and streets, whose name fits what was typed.
pub(super) async fn search(
    ctx: &Ctx,
    tx: &mut Tx,
    world: &World,
    typed: &Typed,
) -> huiyin_db::Result<Vec<Choice>> {
    let text: String = typed.place.chars().take(PLACE_CHARS).collect();
    let near = [AreaKind::Compound, AreaKind::Building];
    let mut found = areas::search(tx, &text, &near, SPOTS_OFFERED).await?;
    if found.is_empty() {
        let wide = [AreaKind::Community, AreaKind::Street];
        found = areas::search(tx, &text, &wide, SPOTS_OFFERED).await?;
    }
    Ok(found
        .iter()
        .map(|area| Choice {
            hint: above(world, area, ctx.lang),
            ..Choice::new(&area.code, area.name.get(ctx.lang).to_owned(), &typed.spot)
        })
        .collect())
}

fn above(world: &World, area: &Area, lang: huiyin_kernel::Lang) -> String {
    let within = world.within(area);
    [within.street_id, within.community_id]
        .into_iter()
        .flatten()
        .filter(|id| *id != area.id)
        .map(|id| world.area_name(Some(id), lang))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Puts together what the form says of the place. What was chosen goes before what was tapped,
/// what was tapped before what was typed.
pub(super) async fn resolve(tx: &mut Tx, world: &World, typed: &Typed) -> huiyin_db::Result<Found> {
    let spot = by_code(world, &typed.spot);
    let chosen = by_code(world, &typed.area);
    let tapped = typed.point();
    let around = whereabouts::of(tx, world, tapped, &typed.place).await?;
    let area = spot
        .or(chosen)
        .map_or(around.area, |area| world.within(area));
    let named = match (spot, chosen) {
        (None, None) => around.named,
        _ => None,
    };
    let spot = spot.or(named.as_ref());
    Ok(Found {
        placed: placed(typed, spot, tapped),
        area,
        outside: around.outside,
    })
}

fn by_code<'w>(world: &'w World, code: &str) -> Option<&'w Area> {
    if code.is_empty() {
        return None;
    }
    world.areas.values().find(|area| area.code == code)
}

fn placed(typed: &Typed, spot: Option<&Area>, tapped: Option<Point>) -> Placed {
    let name = spot.map(|area| area.name.zh.clone());
    let text = if typed.place.is_empty() {
        name.clone().unwrap_or_default()
    } else {
        typed.place.clone()
    };
    Placed {
        public: name.unwrap_or_else(|| mask_address(&typed.place, AddressLevel::Compound)),
        text,
        point: tapped.or_else(|| spot.filter(|it| is_small(it)).and_then(|area| area.point)),
    }
}

/// The middle of a compound is a place; the middle of a street is none.
fn is_small(area: &Area) -> bool {
    matches!(area.kind, AreaKind::Compound | AreaKind::Building)
}
