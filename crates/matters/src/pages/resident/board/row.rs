use huiyin_kernel::geo::Point;
use huiyin_web::Ctx;

use super::super::wording::{self, Badge};
use crate::store::BoardRow;
use crate::{Matters, World};

/// A released matter as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Row {
    pub number: String,
    pub href: String,
    pub summary: String,
    pub place: String,
    pub category: String,
    pub badge: Badge,
    pub outcome: String,
    pub received: String,
    /// Days from report to close, of closed ones.
    pub took: String,
    pub joined: String,
    pub has_point: bool,
}

pub(in super::super) fn row(ctx: &Ctx, matters: &Matters, world: &World, found: &BoardRow) -> Row {
    let outcome = found.outcome.map_or_else(String::new, |outcome| {
        ctx.t(&format!("matters-resident-outcome-{}", outcome.key()))
    });
    let took = found.closed_at.map_or_else(String::new, |at| {
        let days = at.date().days_since(found.received_at.date());
        ctx.say("matters-resident-took", &[("days", days.into())])
    });
    let joined = if found.joined > 0 {
        ctx.say(
            "matters-resident-joined",
            &[("count", i64::from(found.joined).into())],
        )
    } else {
        String::new()
    };
    Row {
        number: found.number.clone(),
        href: format!("/board/{}", found.number),
        summary: found.summary.clone(),
        place: place(ctx, world, found),
        category: wording::category(matters, found.category, ctx.lang),
        badge: wording::badge(ctx, found.state),
        outcome,
        received: wording::day(ctx, found.received_at.date()),
        took,
        joined,
        has_point: found.point.is_some(),
    }
}

/// Street, community and compound, as far as known and without saying one twice.
pub(super) fn place(ctx: &Ctx, world: &World, found: &BoardRow) -> String {
    let mut parts = vec![
        world.area_name(found.street, ctx.lang),
        world.area_name(found.community, ctx.lang),
        found.place.clone(),
    ];
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    parts.join(" · ")
}

/// The points of some rows for the map, each leading to its matter.
pub(super) fn geojson<'r>(
    rows: impl Iterator<Item = (&'r BoardRow, &'r Row)>,
) -> serde_json::Value {
    let feature = |(found, row): (&BoardRow, &Row)| {
        let point: Point = found.point?;
        Some(serde_json::json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [point.lon(), point.lat()] },
            "properties": {
                "id": row.number,
                "title": row.summary,
                "tone": row.badge.tone,
                "state": found.state.name(),
                "href": row.href,
            },
        }))
    };
    let features: Vec<serde_json::Value> = rows.filter_map(feature).collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features })
}
