//! What the name of a compound means: this compound of ours, one of its own, or a question.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{Area, AreaKind, folded};

use crate::import::alike;
use crate::store::estates::{self, Decisions};

/// Compounds that a question offers.
const OFFERED: usize = 30;

/// A name that looks like another one of its community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub community: Id,
    pub community_name: String,
    pub folded: String,
    /// As the file writes it.
    pub name: String,
    pub rows: usize,
    /// Compounds of the register that it may mean, those that look alike first.
    pub compounds: Vec<(Id, String)>,
    /// Other names of the file that look alike.
    pub others: Vec<String>,
}

/// What somebody decided: the compound that a name means, or an estate of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub community: Id,
    pub folded: String,
    pub area: Option<Id>,
}

/// Remembers decisions, for this file and every later one.
pub async fn decide(tx: &mut Tx, decisions: &[Decision], by: &str, now: Instant) -> Result<()> {
    for it in decisions {
        estates::decide(tx, (it.community, &it.folded), it.area, by, now).await?;
    }
    Ok(())
}

/// How often each name stands in the file, by community.
pub(super) type Names = BTreeMap<(Id, String), (String, usize)>;

pub(super) enum Meant<'a> {
    Compound(&'a Area),
    Own,
    Asked,
}

pub(super) struct Estates<'a> {
    compounds: BTreeMap<Id, Vec<&'a Area>>,
    decided: &'a Decisions,
    questions: BTreeMap<(Id, String), Question>,
}

impl<'a> Estates<'a> {
    /// Finds every question of a file before any row is judged.
    pub fn of(areas: &'a [Area], decided: &'a Decisions, names: &Names) -> Self {
        let mut made = Self {
            compounds: compounds(areas),
            decided,
            questions: BTreeMap::new(),
        };
        let community_name = |id: Id| {
            let found = areas.iter().find(|area| area.id == id);
            found.map(|area| area.name.zh.clone()).unwrap_or_default()
        };
        for (key, (name, rows)) in names {
            if made.known(key).is_some() {
                continue;
            }
            let here = made.compounds.get(&key.0).cloned().unwrap_or_default();
            let looks = |area: &&Area| {
                alike(&area.name.zh, name)
                    || folded(&area.name.en) == key.1
                    || alike(&area.name.en, name)
            };
            let others: Vec<String> = names
                .range((key.0, String::new())..)
                .take_while(|(other, _)| other.0 == key.0)
                .filter(|(other, (text, _))| *other != key && alike(text, name))
                .map(|(_, (text, _))| text.clone())
                .collect();
            if others.is_empty() && !here.iter().any(looks) {
                continue;
            }
            let (near, far): (Vec<&Area>, Vec<&Area>) = here.into_iter().partition(looks);
            let offered = near.iter().chain(&far).take(OFFERED);
            let question = Question {
                community: key.0,
                community_name: community_name(key.0),
                folded: key.1.clone(),
                name: name.clone(),
                rows: *rows,
                compounds: offered.map(|it| (it.id, it.name.zh.clone())).collect(),
                others,
            };
            made.questions.insert(key.clone(), question);
        }
        made
    }

    /// By its own name, else as somebody decided.
    fn known(&self, key: &(Id, String)) -> Option<Meant<'a>> {
        let here = self.compounds.get(&key.0);
        let here = here.into_iter().flatten().copied();
        let mut same = here.clone().filter(|area| folded(&area.name.zh) == key.1);
        if let Some(area) = same.next() {
            return Some(Meant::Compound(area));
        }
        let decided = self.decided.get(key)?;
        let area = decided.and_then(|id| here.clone().find(|area| area.id == id));
        Some(area.map_or(Meant::Own, Meant::Compound))
    }

    pub fn meant(&self, community: Id, name: &str) -> Meant<'a> {
        let key = (community, folded(name));
        if key.1.is_empty() {
            return Meant::Own;
        }
        self.known(&key).unwrap_or_else(|| {
            if self.questions.contains_key(&key) {
                Meant::Asked
            } else {
                Meant::Own
            }
        })
    }

    pub fn into_questions(self) -> Vec<Question> {
        self.questions.into_values().collect()
    }
}

/// The compounds of each community.
fn compounds(areas: &[Area]) -> BTreeMap<Id, Vec<&Area>> {
    let mut found: BTreeMap<Id, Vec<&Area>> = BTreeMap::new();
    let paths: BTreeMap<&str, Id> = areas
        .iter()
        .filter(|area| area.kind == AreaKind::Community)
        .map(|area| (area.path.as_str(), area.id))
        .collect();
    for area in areas.iter().filter(|it| it.kind == AreaKind::Compound) {
        // A grid may stand between the two.
        let above = paths
            .range(..=area.path.as_str())
            .rev()
            .find(|(path, _)| area.path.starts_with(**path));
        if let Some((_, community)) = above {
            found.entry(*community).or_default().push(area);
        }
    }
    found
}
