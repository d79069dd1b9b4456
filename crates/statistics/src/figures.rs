//! Figures with their names, in the order of the registers: what page, file and interface show.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Instant, Lang, Said};
use huiyin_registry::{AreaKind, areas, bodies};
use huiyin_web::{Ctx, PageError};
use serde::Deserialize;

use crate::classes::{self, is_class, narrow};
use crate::counting::usual;
use crate::rules::{
    Dimension, Group, Hidden, Month, Period, RateSettings, Rates, SMALL_GROUP, hidden_nested,
};
use crate::{SEES_SMALL_GROUPS, Statistics, said};

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `yyyy-mm` or `all`; empty is the latest month with figures.
    pub month: String,
    /// `body`, `class`, `category`, `place` or `month`; empty is `body`.
    pub by: String,
    /// Two digits: the class whose categories are shown; empty is the first that has figures.
    pub class: String,
}

/// There is no such period, grouping or class.
const fn wrong() -> PageError {
    PageError::BadRequest {
        key: "statistics-error-asked",
    }
}

impl Asked {
    fn dimension(&self) -> std::result::Result<Dimension, PageError> {
        if !self.class.is_empty() && !is_class(&self.class) {
            return Err(wrong());
        }
        match self.by.as_str() {
            "" => Ok(Dimension::Body),
            name => Dimension::from_name(name).ok_or_else(wrong),
        }
    }
}

/// Why parts of a line are not shown: each share, and the days last.
pub(crate) type Veil = [Option<Hidden>; Rates::PARTS];
/// The veils of what counts and of everything.
pub(crate) type Veils = [Veil; 2];

/// One group with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The code in its register: of the body, the area, the class, the category, or the month
    /// itself.
    pub code: String,
    pub name: String,
    /// A community below its street, or a category below its class.
    pub is_nested: bool,
    pub group: Group,
    pub hidden: Option<Hidden>,
}

/// Everything that is shown about a period.
#[derive(Debug)]
pub(crate) struct Report {
    pub months: Vec<Month>,
    /// Nothing where there are no figures at all.
    pub period: Option<Period>,
    pub dimension: Dimension,
    /// The class whose categories are shown, and the code and name of each that has figures.
    pub class: Option<String>,
    pub classes: Vec<(String, String)>,
    /// The whole district.
    pub total: Group,
    pub total_hidden: Option<Hidden>,
    pub total_veils: Veils,
    pub lines: Vec<Line>,
    /// For each line; staff sees everything.
    pub veils: Vec<Veils>,
    pub pending: Vec<Month>,
    pub counted_at: Option<Instant>,
    /// Small groups are left out.
    pub is_public_view: bool,
}

impl Report {
    pub(crate) async fn of(
        ctx: &Ctx,
        statistics: &Statistics,
        asked: &Asked,
    ) -> std::result::Result<Self, PageError> {
        let dimension = asked.dimension()?;
        let months = statistics.months().await?;
        let period = match asked.month.as_str() {
            "" => usual(&months, ctx.now.date()).map(Period::Month),
            text => Some(Period::parse(text).ok_or_else(wrong)?),
        };
        let counted = match &period {
            Some(period) => statistics.count(period, dimension).await?,
            None => std::sync::Arc::default(),
        };
        let total = total(&counted.groups, period.as_ref(), dimension);
        let is_public_view = !ctx
            .viewer
            .as_ref()
            .is_some_and(|it| it.may(SEES_SMALL_GROUPS));
        let mut tx = statistics.site.db.read().await?;
        let mut lines = match dimension {
            Dimension::Category => classes::lines(ctx, &statistics.categories, &counted.groups),
            _ => named(ctx, &mut tx, dimension, &counted.groups).await?,
        };
        let mut total_hidden = None;
        let mut total_veils = Veils::default();
        let mut line_veils = vec![Veils::default(); lines.len()];
        if is_public_view {
            hide(&mut lines);
            total_hidden = (total.matters() < SMALL_GROUP).then_some(Hidden::Small);
            line_veils = veils(&lines);
            total_veils = wholes(&total)
                .map(|parts| parts.map(|it| (it < SMALL_GROUP).then_some(Hidden::Small)));
        }
        let chosen = (dimension == Dimension::Category)
            .then(|| narrow(&mut lines, &mut line_veils, &asked.class));
        let (class, classes) = chosen.unwrap_or_default();
        Ok(Self {
            class,
            classes,
            months,
            period,
            dimension,
            total,
            total_hidden,
            total_veils,
            lines,
            veils: line_veils,
            pending: counted.pending.clone(),
            counted_at: counted.counted_at,
            is_public_view,
        })
    }

    /// The period as it stands in addresses and file names.
    pub(crate) fn period_name(&self) -> &str {
        self.period.as_ref().map_or("", Period::as_str)
    }
}

fn total(groups: &[Group], period: Option<&Period>, dimension: Dimension) -> Group {
    match (period, dimension) {
        // The trend holds the months before as well.
        (Some(Period::Month(month)), Dimension::Month) => {
            Group::sum(groups.iter().filter(|group| group.key == month.as_str()))
        }
        _ => Group::sum(groups),
    }
}

/// Hides small groups, streets beside streets and communities beside those of the same street.
fn hide(lines: &mut [Line]) {
    let rows: Vec<(u64, bool)> = lines
        .iter()
        .map(|line| (line.group.matters(), line.is_nested))
        .collect();
    for (line, why) in lines.iter_mut().zip(hidden_nested(&rows)) {
        line.hidden = why;
    }
}

/// A large group may have few who were heard, so every share is judged by its own whole, as groups
/// are by theirs.
fn veils(lines: &[Line]) -> Vec<Veils> {
    let wholes: Vec<_> = lines.iter().map(|line| wholes(&line.group)).collect();
    let mut veils = vec![Veils::default(); lines.len()];
    for scope in 0..2 {
        for part in 0..Rates::PARTS {
            let whole = |(line, wholes): (&Line, &[[u64; Rates::PARTS]; 2])| {
                let is_shown = line.hidden.is_none();
                let whole = if is_shown { wholes[scope][part] } else { 0 };
                (whole, line.is_nested)
            };
            let column: Vec<(u64, bool)> = lines.iter().zip(&wholes).map(whole).collect();
            for (veils, why) in veils.iter_mut().zip(hidden_nested(&column)) {
                veils[scope][part] = why;
            }
        }
    }
    veils
}

fn wholes(group: &Group) -> [[u64; Rates::PARTS]; 2] {
    let (counted, everything) = Rates::both(group, RateSettings::default());
    [counted.wholes(), everything.wholes()]
}

async fn named(
    ctx: &Ctx,
    tx: &mut Tx,
    dimension: Dimension,
    groups: &[Group],
) -> Result<Vec<Line>> {
    let line = |code: String, name: String, group: &Group| Line {
        code,
        name,
        is_nested: false,
        group: group.clone(),
        hidden: None,
    };
    Ok(match dimension {
        Dimension::Month => groups
            .iter()
            .map(|it| {
                let month = Month::parse(&it.key).map(|month| said::month(ctx, &month));
                line(it.key.clone(), month.unwrap_or_else(|| it.key.clone()), it)
            })
            .collect(),
        // Those of categories are made without the register, in [`classes`].
        Dimension::Class | Dimension::Category => {
            let name = |group: &Group| class_name(ctx, &group.key);
            groups
                .iter()
                .map(|it| line(it.key.clone(), name(it), it))
                .collect()
        }
        Dimension::Body => {
            let known = bodies::all(tx).await?;
            let order = known
                .into_iter()
                .map(|it| (it.id.to_string(), it.code, it.name));
            in_order(ctx, order, groups, "statistics-unknown-body")
        }
        Dimension::Place => places(ctx, tx, groups).await?,
    })
}

/// The name of a class; one that a district has added itself shows its code.
pub(crate) fn class_name(ctx: &Ctx, code: &str) -> String {
    if code.is_empty() {
        return ctx.t("statistics-no-class");
    }
    let key = format!("statistics-class-{code}");
    if ctx.site.texts.has(Lang::Zh, &key) {
        ctx.t(&key)
    } else {
        code.to_owned()
    }
}

/// Groups in the order of a register; what the register does not know comes last, as one.
fn in_order(
    ctx: &Ctx,
    register: impl Iterator<Item = (String, String, Said)>,
    groups: &[Group],
    unknown: &str,
) -> Vec<Line> {
    let mut by_key: BTreeMap<&str, Group> = BTreeMap::new();
    for group in groups {
        by_key.entry(&group.key).or_default().add(group);
    }
    let line = |code, name, group| Line {
        code,
        name,
        is_nested: false,
        group,
        hidden: None,
    };
    let mut lines = Vec::new();
    for (id, code, name) in register {
        if let Some(group) = by_key.remove(id.as_str()) {
            lines.push(line(code, name.get(ctx.lang).to_owned(), group));
        }
    }
    if !by_key.is_empty() {
        lines.push(line(
            String::new(),
            ctx.t(unknown),
            Group::sum(by_key.values()),
        ));
    }
    lines
}

/// Streets, each followed by its communities.
async fn places(ctx: &Ctx, tx: &mut Tx, groups: &[Group]) -> Result<Vec<Line>> {
    let streets = areas::of_kind(tx, AreaKind::Street).await?;
    let communities = areas::of_kind(tx, AreaKind::Community).await?;
    let mut by_street: BTreeMap<&str, Vec<Group>> = BTreeMap::new();
    for group in groups {
        by_street
            .entry(&group.parent)
            .or_default()
            .push(group.clone());
    }
    let mut lines = Vec::new();
    let line = |code: &str, name: String, group| Line {
        code: code.to_owned(),
        name,
        is_nested: false,
        group,
        hidden: None,
    };
    for street in &streets {
        let Some(inside) = by_street.remove(street.id.to_string().as_str()) else {
            continue;
        };
        lines.push(line(
            &street.code,
            street.get(ctx.lang).to_owned(),
            Group::sum(&inside),
        ));
        let register = communities
            .iter()
            .filter(|community| street.covers(&community.path))
            .map(|it| (it.id.to_string(), it.code.clone(), it.name.clone()));
        let below = in_order(ctx, register, &inside, "statistics-unknown-community");
        lines.extend(below.into_iter().map(|line| Line {
            is_nested: true,
            ..line
        }));
    }
    if !by_street.is_empty() {
        let rest = Group::sum(by_street.values().flatten());
        lines.push(line("", ctx.t("statistics-unknown-place"), rest));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Tally;

    fn line(matters: u64, is_nested: bool) -> Line {
        let counted = Tally {
            matters,
            ..Tally::default()
        };
        Line {
            code: String::new(),
            name: String::new(),
            is_nested,
            group: Group {
                counted,
                ..Group::default()
            },
            hidden: None,
        }
    }

    #[test]
    fn a_share_of_few_is_hidden_and_takes_its_smallest_neighbour_along() {
        let heard = |heard: u64, is_nested: bool| {
            let mut line = line(40, is_nested);
            line.group.counted.heard = heard;
            line
        };
        let lines = [
            heard(30, false),
            heard(4, true),
            heard(20, true),
            heard(6, true),
        ];
        let resolution = |veils: &Veils| veils[0][1];
        let found: Vec<_> = veils(&lines).iter().map(resolution).collect();
        let (small, beside) = (Some(Hidden::Small), Some(Hidden::BesideSmall));
        assert_eq!(found, [None, small, None, beside]);
    }

    #[test]
    fn one_class_is_left_with_what_was_hidden_among_all() {
        let of = |code: &str, matters: u64| Line {
            code: code.to_owned(),
            ..line(matters, code.len() > 2)
        };
        let all = [
            of("", 30),
            of("04", 10),
            of("0401", 6),
            of("0402", 4),
            of("06", 20),
            of("0601", 20),
        ];
        let left = |asked: &str| {
            let mut lines = all.to_vec();
            hide(&mut lines);
            let mut veils = vec![Veils::default(); lines.len()];
            let (class, classes) = narrow(&mut lines, &mut veils, asked);
            assert_eq!((lines.len(), classes.len()), (veils.len(), 2));
            let hidden: Vec<_> = lines.iter().map(|line| line.hidden).collect();
            (class.unwrap(), hidden)
        };
        let (small, beside) = (Some(Hidden::Small), Some(Hidden::BesideSmall));
        assert_eq!(left(""), ("04".to_owned(), vec![None, beside, small]));
        assert_eq!(left("06"), ("06".to_owned(), vec![None, None]));
        assert_eq!(left("09"), ("09".to_owned(), vec![]));
    }

    #[test]
    fn a_hidden_street_hides_its_communities_and_a_shown_one_only_the_small() {
        let mut lines = [
            line(30, false),
            line(3, true),
            line(20, true),
            line(7, true),
            line(4, false),
            line(4, true),
            line(6, false),
            line(6, true),
        ];
        hide(&mut lines);
        let found: Vec<_> = lines.iter().map(|line| line.hidden).collect();
        let (small, beside) = (Some(Hidden::Small), Some(Hidden::BesideSmall));
        assert_eq!(
            found,
            [None, small, None, beside, small, small, beside, beside]
        );
    }
}
