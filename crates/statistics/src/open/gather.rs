//! The matters of a year, with the codes of their places.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{Area, AreaKind, areas};

use super::{OpenError, OpenRow};
use crate::Statistics;
use crate::rules::open::bounds::MATTERS_MOST;
use crate::rules::open::{OpenRefused, Told};

/// Streets and communities by their ids.
pub(super) struct Places {
    by_id: BTreeMap<String, Area>,
}

impl Places {
    pub(super) async fn of(tx: &mut Tx) -> huiyin_db::Result<Self> {
        let all = areas::all(tx).await?;
        let is_told = |it: &Area| matches!(it.kind, AreaKind::Street | AreaKind::Community);
        let told = all.into_iter().filter(is_told);
        Ok(Self {
            by_id: told.map(|it| (it.id.to_string(), it)).collect(),
        })
    }

    /// Every place, in the order of the codes.
    pub(super) fn in_order(&self) -> Vec<&Area> {
        let mut all: Vec<&Area> = self.by_id.values().collect();
        all.sort_by(|one, other| one.code.cmp(&other.code));
        all
    }

    pub(super) fn code(&self, id: Option<Id>) -> String {
        id.map_or_else(String::new, |id| self.code_of(&id.to_string()))
    }

    fn code_of(&self, id: &str) -> String {
        self.by_id
            .get(id)
            .map_or_else(String::new, |it| it.code.clone())
    }

    /// A community lies in the street that the register says, whatever the row of a matter has.
    fn told(&self, row: OpenRow) -> Told {
        let community = self.by_id.get(&row.community);
        let street =
            community.map_or_else(|| self.code_of(&row.street), |it| self.code(it.parent_id));
        Told {
            month: row.month,
            street,
            community: community.map_or_else(String::new, |it| it.code.clone()),
            class: row.class,
            category: row.category,
            source: row.source,
            outcome: row.outcome,
            days: row.days,
            person: row.person,
        }
    }
}

/// What was received in a year.
pub(super) async fn of_year(
    statistics: &Statistics,
    tx: &mut Tx,
    year: i16,
    places: &Places,
) -> Result<Vec<Told>, OpenError> {
    let day = |month, day| Date::new(year, month, day).map_err(|_| OpenRefused::YearWrong);
    let days = (day(1, 1)?, day(12, 31)?);
    let rows = statistics.open_rows.as_ref().ok_or(OpenError::NotFound)?;
    // One more than an edition takes tells that there are more.
    let found = rows.received(tx, days, MATTERS_MOST + 1).await?;
    if found.len() > MATTERS_MOST {
        return Err(OpenRefused::TooMany.into());
    }
    Ok(found.into_iter().map(|it| places.told(it)).collect())
}
