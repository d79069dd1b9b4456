use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang};
use huiyin_registry::{Area, AreaKind, areas, reach_of};
use huiyin_web::Viewer;

use super::OpError;
use crate::COORDINATE;
use crate::model::{Refused, Round};

/// Who coordinates, and how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Nobody where the program acts by itself.
    pub account: Option<Id>,
    /// Paths of areas; a round may lie nowhere else.
    pub reach: Vec<String>,
}

impl By {
    /// The program itself: rounds start and finish with their days.
    pub fn system() -> Self {
        Self {
            account: None,
            reach: vec![String::new()],
        }
    }

    /// Somebody who may coordinate the whole district.
    pub fn everywhere(account: Id) -> Self {
        Self {
            account: Some(account),
            reach: vec![String::new()],
        }
    }

    /// Somebody who has signed in, as far as their posts go.
    pub fn viewer(viewer: &Viewer) -> Self {
        Self {
            account: Some(viewer.account_id),
            reach: reach_of(viewer, COORDINATE),
        }
    }

    pub fn reaches(&self, area_path: &str) -> bool {
        self.reach.iter().any(|own| area_path.starts_with(own))
    }

    pub fn person(&self) -> Result<Id, OpError> {
        self.account.ok_or(OpError::Refused(Refused::NotAllowed))
    }

    /// As written in the journal.
    pub fn actor(&self) -> String {
        self.account
            .map_or_else(|| "system".to_owned(), |id| format!("account:{id}"))
    }

    /// A round that reaches beyond somebody's posts is not there for them.
    pub fn must_reach(&self, places: &Places, round: &Round) -> Result<(), OpError> {
        let own = |area: &Id| places.path(*area).is_some_and(|path| self.reaches(path));
        if round.areas.iter().all(own) {
            Ok(())
        } else {
            Err(OpError::NotFound)
        }
    }
}

/// The district, its streets and its communities, each behind the one that holds it.
#[derive(Debug, Clone)]
pub struct Places {
    areas: Vec<Area>,
    by_id: BTreeMap<Id, usize>,
}

impl Places {
    pub async fn load(tx: &mut Tx) -> Result<Self, OpError> {
        let mut all = Vec::new();
        for kind in [AreaKind::District, AreaKind::Street, AreaKind::Community] {
            all.extend(areas::of_kind(tx, kind).await?);
        }
        all.sort_by(|one, other| one.path.cmp(&other.path));
        let by_id = all.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
        Ok(Self { areas: all, by_id })
    }

    pub fn all(&self) -> &[Area] {
        &self.areas
    }

    pub fn get(&self, id: Id) -> Option<&Area> {
        self.by_id.get(&id).map(|at| &self.areas[*at])
    }

    pub fn path(&self, id: Id) -> Option<&str> {
        self.get(id).map(|it| it.path.as_str())
    }

    pub fn of_path(&self, path: &str) -> Option<&Area> {
        self.areas.iter().find(|it| it.path == path)
    }

    /// What an area is called; its id where it is no longer in use.
    pub fn name(&self, id: Id, lang: Lang) -> String {
        self.get(id)
            .map_or_else(|| id.to_string(), |it| it.get(lang).to_owned())
    }

    /// Paths of the areas of a round, those within another one left out.
    pub fn paths(&self, round: &Round) -> Vec<String> {
        let mut paths: Vec<String> = round
            .areas
            .iter()
            .filter_map(|id| self.path(*id))
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup_by(|later, earlier| later.starts_with(earlier.as_str()));
        paths
    }
}
