//! The counts of a round by place, as the page and the files show them.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::{Area, areas};
use huiyin_web::{Ctx, PageError};

use crate::ops::By;
use crate::rules::progress::{Doors, Found};
use crate::store::progress::{self, Where};

/// A community or a compound with its counts.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Nothing where the doors stand in no compound of the register.
    pub area: Option<Id>,
    pub name: String,
    pub doors: Doors,
    pub found: Found,
}

/// The lines of a round: its communities, or the compounds of one of them.
pub(super) struct Counted {
    pub all: Line,
    pub lines: Vec<Line>,
    /// The name of the one community that is shown.
    pub within: Option<String>,
}

fn line(area: Option<Id>, name: String) -> Line {
    Line {
        area,
        name,
        doors: Doors::default(),
        found: Found::default(),
    }
}

/// Counts within the areas of the one who asks.
pub(super) async fn count(
    ctx: &Ctx,
    tx: &mut Tx,
    round: Id,
    by: &By,
    community: Option<Id>,
) -> Result<Counted, PageError> {
    let known: BTreeMap<Id, Area> = areas::all(tx)
        .await?
        .into_iter()
        .map(|area| (area.id, area))
        .collect();
    let is_shown = |place: &Where| {
        let area = known.get(&place.0);
        let own = area.is_some_and(|area| by.reaches(&area.path));
        own && community.is_none_or(|it| it == place.0)
    };
    let said = |id: Option<Id>| {
        let area = id.and_then(|id| known.get(&id));
        area.map_or_else(
            || ctx.t("visits-progress-elsewhere"),
            |area| area.name.get(ctx.lang).to_owned(),
        )
    };
    let mut lines: BTreeMap<Option<Id>, Line> = BTreeMap::new();
    let key = |place: &Where| match community {
        Some(_) => place.1,
        None => Some(place.0),
    };
    let mut all = line(None, ctx.t("visits-progress-all"));
    for (place, doors) in progress::doors(tx, round).await? {
        if is_shown(&place) {
            let key = key(&place);
            let line = lines.entry(key).or_insert_with(|| line(key, said(key)));
            line.doors.merge(&doors);
            all.doors.merge(&doors);
        }
    }
    for (place, found) in progress::found(tx, round).await? {
        if is_shown(&place) {
            let key = key(&place);
            let line = lines.entry(key).or_insert_with(|| line(key, said(key)));
            line.found.merge(found);
            all.found.merge(found);
        }
    }
    // By place, as a register lists them: an order by figures would be a ranking (rule F1).
    let path = |line: &Line| {
        let area = line.area.and_then(|id| known.get(&id));
        area.map(|area| area.path.clone())
    };
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by_key(path);
    let within = community.map(|id| said(Some(id)));
    Ok(Counted { all, lines, within })
}
