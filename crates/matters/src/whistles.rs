//! Both sides of the whistles of a month (rule 4.2): who came, what came of it, and how fittingly
//! the streets called. For supervisors, within what they may read; in the order of the registers
//! and never of the figures.

use huiyin_db::Result;
use huiyin_kernel::{Lang, Ratio};
use huiyin_registry::AreaKind;

use crate::model::Actor;
use crate::months::Month;
use crate::rules::{BodyScore, StreetScore, WhistleScores, whistle_scores};
use crate::scope;
use crate::slice::{Matters, World};
use crate::store::whistles;

/// Whistles of a month that are counted.
const WHISTLES_LIMIT: usize = 5_000;

/// A body or a street with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line<S> {
    /// Empty where the register does not know it.
    pub code: String,
    pub name: String,
    pub score: S,
}

#[derive(Debug)]
pub(crate) struct Report {
    pub streets: Vec<Line<StreetScore>>,
    pub bodies: Vec<Line<BodyScore>>,
    /// There were more than are counted.
    pub is_cut: bool,
}

impl Report {
    pub(crate) async fn of(
        matters: &Matters,
        tx: &mut huiyin_db::Tx,
        world: &World,
        (actor, lang): (&Actor, Lang),
        month: Month,
    ) -> Result<Self> {
        let (from, until) = month.bounds();
        let most = i64::try_from(WHISTLES_LIMIT).unwrap_or(i64::MAX);
        let mut found = whistles::due_between(tx, from, until, most.saturating_add(1)).await?;
        let is_cut = found.len() > WHISTLES_LIMIT;
        found.truncate(WHISTLES_LIMIT);
        found.retain(|it| scope::may_read(actor, &it.matter));
        let each = found
            .iter()
            .filter_map(|it| Some((it.matter.area.street_id, it.whistle()?)));
        let scores = whistle_scores(each, matters.site.now());
        Ok(Self {
            bodies: bodies(world, lang, &scores),
            streets: streets(world, lang, scores),
            is_cut,
        })
    }
}

fn bodies(world: &World, lang: Lang, scores: &WhistleScores) -> Vec<Line<BodyScore>> {
    let known = scores.bodies.iter().map(|(id, score)| {
        let code = world.bodies.get(id).map(|body| body.code.clone());
        Line {
            code: code.unwrap_or_default(),
            name: world.body_name(*id, lang),
            score: *score,
        }
    });
    let mut lines: Vec<_> = known.collect();
    lines.sort_by(|one, other| one.code.cmp(&other.code));
    lines
}

/// Streets in the order of their register; what lies in none comes last, as one.
fn streets(world: &World, lang: Lang, mut scores: WhistleScores) -> Vec<Line<StreetScore>> {
    let mut register: Vec<_> = world.areas.values().collect();
    register.retain(|area| area.kind == AreaKind::Street);
    register.sort_by(|one, other| one.path.cmp(&other.path));
    let mut lines = Vec::new();
    for street in register {
        if let Some(score) = scores.streets.remove(&Some(street.id)) {
            lines.push(Line {
                code: street.code.clone(),
                name: street.name.get(lang).to_owned(),
                score,
            });
        }
    }
    if let Some(score) = scores.streets.into_values().reduce(together) {
        lines.push(Line {
            code: String::new(),
            name: String::new(),
            score,
        });
    }
    lines
}

const fn together(one: StreetScore, other: StreetScore) -> StreetScore {
    StreetScore {
        whistles: one.whistles + other.whistles,
        fitting: Ratio::new(
            one.fitting.numerator + other.fitting.numerator,
            one.fitting.denominator + other.fitting.denominator,
        ),
    }
}
