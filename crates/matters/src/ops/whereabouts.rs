//! Where a report lies: the street, community and compound that a point or an address belongs to, so
//! that it reaches the people who answer for the place.

use huiyin_db::Tx;
use huiyin_kernel::geo::Point;
use huiyin_registry::{Area, AreaKind, areas};

use crate::model;
use crate::slice::World;

/// Letters of an address that are looked at.
const ADDRESS_CHARS: usize = 200;

/// What is known of a place that was tapped or typed.
#[derive(Debug, Default)]
pub(crate) struct Whereabouts {
    /// The compound or community that the address names, where the point told nothing.
    pub named: Option<Area>,
    pub area: model::Area,
    /// The point lies nowhere near the district.
    pub outside: bool,
}

/// The point goes before the address, for whoever taps sees where. A compound that the address
/// names is believed where it lies in the community of the point.
pub(crate) async fn of(
    tx: &mut Tx,
    world: &World,
    point: Option<Point>,
    address: &str,
) -> huiyin_db::Result<Whereabouts> {
    let community = point.and_then(|point| areas::nearest_community(world.areas.values(), point));
    let knows_places = world
        .areas
        .values()
        .any(|area| area.kind == AreaKind::Community && area.point.is_some());
    let outside = point.is_some() && community.is_none() && knows_places;
    let named = only_match(tx, address).await?;
    let by_name = named.as_ref().map(|area| world.within(area));
    let area = match community {
        Some(area) => {
            let by_point = world.within(area);
            let is_same = |it: &model::Area| it.community_id == by_point.community_id;
            by_name.filter(is_same).unwrap_or(by_point)
        }
        None => by_name.unwrap_or_default(),
    };
    Ok(Whereabouts {
        named: named.filter(|_| community.is_none()),
        area,
        outside,
    })
}

/// The compound or community that an address names, when it names just one.
async fn only_match(tx: &mut Tx, address: &str) -> huiyin_db::Result<Option<Area>> {
    let text: String = address.chars().take(ADDRESS_CHARS).collect();
    let found = areas::search(tx, &text, &[AreaKind::Compound, AreaKind::Community], 2).await?;
    let alone = found.len() == 1;
    // Somebody who types one letter has named nothing, even where only one name holds it.
    Ok(found
        .into_iter()
        .next()
        .filter(|area| alone && text.contains(&area.name.zh)))
}
