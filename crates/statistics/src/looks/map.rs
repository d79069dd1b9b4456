use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Point};
use huiyin_registry::{Area, AreaKind, areas, reach_of};
use huiyin_web::Ctx;
use serde_json::{Value, json};

use super::{Look, streets};
use crate::LOOK;
use crate::rules::hidden;
use crate::store::looks::{self, OfPlaces};

/// Areas with the places in them, and the same as points of the map.
#[derive(Default)]
pub(super) struct Map {
    pub streets: Vec<Street>,
    pub center: String,
    pub points: String,
    /// The places are compounds of one community.
    pub is_within: bool,
}

/// A street with its communities, or a community with its compounds.
pub(super) struct Street {
    pub name: String,
    pub places: Vec<Place>,
}

pub(super) struct Place {
    /// Empty for what lies at no place that is known.
    pub id: String,
    pub name: String,
    pub point: Option<Point>,
    /// The post of who looks covers it, so it opens to what lies in it.
    pub opens: bool,
    /// Matters and those of them that are open; nothing where it may not be told.
    pub matters: Option<(u32, u32)>,
}

/// Every community of the register in its order, those without a matter too. At desks, a community
/// that is chosen opens to its compounds for those whose post covers it: so close to the doors,
/// numbers are for staff of the place.
pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, look: &Look, is_public: bool) -> Result<Map> {
    let chosen = look.community.parse::<Id>().ok().filter(|_| !is_public);
    let reach = match ctx.viewer.as_ref() {
        Some(viewer) if !is_public => reach_of(viewer, LOOK),
        _ => Vec::new(),
    };
    let chosen = match chosen {
        Some(id) => areas::by_id(tx, id).await?,
        None => None,
    };
    let chosen = chosen.filter(|it| it.lies_in(&reach));
    let mut map = Map::default();
    match chosen {
        Some(community) => {
            let street = compounds(ctx, tx, look, &community).await?;
            map.streets.push(street);
            map.is_within = true;
            map.center = community.point.map(centre).unwrap_or_default();
        }
        None => map.streets = communities(ctx, tx, look, &reach).await?,
    }
    if is_public {
        veil(&mut map);
    }
    map.points = points(ctx, &map);
    if map.center.is_empty() {
        let mut places = map.streets.iter().flat_map(|it| &it.places);
        map.center = match places.find_map(|it| it.point) {
            Some(point) => centre(point),
            None => district_centre(tx).await?,
        };
    }
    Ok(map)
}

async fn communities(ctx: &Ctx, tx: &mut Tx, look: &Look, reach: &[String]) -> Result<Vec<Street>> {
    let found = looks::places(tx, look).await?;
    let mut all: Vec<Street> = Vec::new();
    for area in streets(tx, true).await? {
        if area.kind == AreaKind::Street {
            all.push(Street {
                name: area.get(ctx.lang).to_owned(),
                places: Vec::new(),
            });
        } else if let Some(street) = all.last_mut() {
            street.places.push(Place {
                opens: area.lies_in(reach),
                ..place(ctx, &area, &found)
            });
        }
    }
    Ok(all)
}

/// The compounds of a community in the order of the register, and last what lies in none of them.
async fn compounds(ctx: &Ctx, tx: &mut Tx, look: &Look, community: &Area) -> Result<Street> {
    let found = looks::compounds(tx, look).await?;
    let inside = areas::children(tx, community.id).await?;
    let inside = inside.iter().filter(|it| it.kind == AreaKind::Compound);
    let mut places: Vec<Place> = inside.map(|area| place(ctx, area, &found)).collect();
    let elsewhere = found
        .iter()
        .filter(|(id, _)| !places.iter().any(|it| it.id == **id));
    let elsewhere = elsewhere.fold((0, 0), |sum, (_, it)| (sum.0 + it.0, sum.1 + it.1));
    if elsewhere.0 > 0 {
        places.push(Place {
            id: String::new(),
            name: ctx.t("statistics-looks-elsewhere"),
            point: None,
            opens: false,
            matters: Some(elsewhere),
        });
    }
    Ok(Street {
        name: community.get(ctx.lang).to_owned(),
        places,
    })
}

fn place(ctx: &Ctx, area: &Area, found: &OfPlaces) -> Place {
    let id = area.id.to_string();
    Place {
        name: area.get(ctx.lang).to_owned(),
        point: area.point,
        opens: false,
        matters: Some(found.get(&id).copied().unwrap_or_default()),
        id,
    }
}

fn centre(point: Point) -> String {
    format!("{},{}", point.lon(), point.lat())
}

async fn district_centre(tx: &mut Tx) -> Result<String> {
    let districts = areas::of_kind(tx, AreaKind::District).await?;
    let point = districts.first().and_then(|it| it.point);
    Ok(point.map(centre).unwrap_or_default())
}

/// Small numbers are hidden among the communities of a street, whose sum can be had elsewhere;
/// the open ones of a community as parts of its sum.
fn veil(map: &mut Map) {
    for street in &mut map.streets {
        let sums = street
            .places
            .iter()
            .map(|it| it.matters.unwrap_or_default().0);
        let sums: Vec<u64> = sums.map(u64::from).collect();
        for (place, why) in street.places.iter_mut().zip(hidden(&sums)) {
            let parts = |(all, open): (u32, u32)| [u64::from(open), u64::from(all - open)];
            let is_small = |it: (u32, u32)| hidden(&parts(it))[0].is_some();
            if why.is_some() || place.matters.is_some_and(is_small) {
                place.matters = None;
            }
        }
    }
}

fn points(ctx: &Ctx, map: &Map) -> String {
    let places = map.streets.iter().flat_map(|it| &it.places);
    let features: Vec<Value> = places
        .filter_map(|place| {
            let point = place.point?;
            let (number, tone) = match place.matters {
                Some((all, 0)) => (all.to_string(), "ok"),
                Some((all, _)) => (all.to_string(), "info"),
                None => ("–".to_owned(), "neutral"),
            };
            Some(json!({
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [point.lon(), point.lat()]},
                "properties": {
                    "id": place.id,
                    "title": format!("{} {}", place.name, said(ctx, place)),
                    "tone": tone,
                    "number": number,
                },
            }))
        })
        .collect();
    let collection = json!({"type": "FeatureCollection", "features": features});
    collection.to_string().replace('<', "\\u003c")
}

/// The sentence of a place.
pub(super) fn said(ctx: &Ctx, place: &Place) -> String {
    match place.matters {
        Some((all, open)) => ctx.say(
            "statistics-looks-place",
            &[
                ("count", i64::from(all).into()),
                ("open", i64::from(open).into()),
            ],
        ),
        None => ctx.t("statistics-looks-gap"),
    }
}
