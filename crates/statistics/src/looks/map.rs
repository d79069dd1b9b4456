use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_registry::{AreaKind, areas};
use huiyin_web::Ctx;
use serde_json::{Value, json};

use super::{Look, streets};
use crate::rules::hidden;
use crate::store::looks;

/// A street with its communities, and the same as points of the map.
#[derive(Default)]
pub(super) struct Map {
    pub streets: Vec<Street>,
    pub center: String,
    pub points: String,
}

pub(super) struct Street {
    pub name: String,
    pub places: Vec<Place>,
}

pub(super) struct Place {
    pub id: String,
    pub name: String,
    pub has_point: bool,
    /// Matters and those of them that are open; nothing where it may not be told.
    pub matters: Option<(u32, u32)>,
}

/// Every community of the register in its order, those without a matter too.
pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, look: &Look, is_public: bool) -> Result<Map> {
    let found = looks::places(tx, look).await?;
    let found: BTreeMap<String, (u32, u32)> = found
        .into_iter()
        .map(|(id, all, open)| (id, (all, open)))
        .collect();
    let mut map = Map::default();
    let mut features = Vec::new();
    let (mut centre, mut counts) = (None, Vec::new());
    for area in streets(tx, true).await? {
        if area.kind == AreaKind::Street {
            map.streets.push(Street {
                name: area.get(ctx.lang).to_owned(),
                places: Vec::new(),
            });
            continue;
        }
        let Some(street) = map.streets.last_mut() else {
            continue;
        };
        let id = area.id.to_string();
        let matters = found.get(&id).copied().unwrap_or_default();
        counts.push(u64::from(matters.0));
        centre = centre.or(area.point);
        street.places.push(Place {
            id: id.clone(),
            name: area.get(ctx.lang).to_owned(),
            has_point: area.point.is_some(),
            matters: Some(matters),
        });
        features.push((id, area.point));
    }
    if is_public {
        veil(&mut map, &counts);
    }
    map.points = points(ctx, &map, &features);
    map.center = match centre {
        Some(point) => format!("{},{}", point.lon(), point.lat()),
        None => district_centre(tx).await?,
    };
    Ok(map)
}

async fn district_centre(tx: &mut Tx) -> Result<String> {
    let districts = areas::of_kind(tx, AreaKind::District).await?;
    let point = districts.first().and_then(|it| it.point);
    Ok(point.map_or_else(String::new, |it| format!("{},{}", it.lon(), it.lat())))
}

/// Small numbers are hidden among the communities of a street, whose sum can be had elsewhere;
/// the open ones of a community as parts of its sum.
fn veil(map: &mut Map, counts: &[u64]) {
    let mut from = 0;
    for street in &mut map.streets {
        let to = from + street.places.len();
        for (place, why) in street.places.iter_mut().zip(hidden(&counts[from..to])) {
            let parts = |(all, open): (u32, u32)| [u64::from(open), u64::from(all - open)];
            let is_small = |it: (u32, u32)| hidden(&parts(it))[0].is_some();
            if why.is_some() || place.matters.is_some_and(is_small) {
                place.matters = None;
            }
        }
        from = to;
    }
}

fn points(ctx: &Ctx, map: &Map, features: &[(String, Option<huiyin_kernel::Point>)]) -> String {
    let places = map.streets.iter().flat_map(|it| &it.places);
    let features: Vec<Value> = places
        .zip(features)
        .filter_map(|(place, (id, point))| {
            let point = (*point)?;
            let (number, tone) = match place.matters {
                Some((all, 0)) => (all.to_string(), "ok"),
                Some((all, _)) => (all.to_string(), "info"),
                None => ("–".to_owned(), "neutral"),
            };
            Some(json!({
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [point.lon(), point.lat()]},
                "properties": {
                    "id": id,
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

/// The sentence of a community.
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
