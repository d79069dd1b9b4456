//! What a person sees of the catalogue under a filter: the figures with their neighbours in time,
//! and what stays hidden from the public.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang, Ratio};
use huiyin_registry::{Area, AreaKind, areas, reach_of};
use huiyin_web::{Ctx, PageError};

use crate::rules::catalogue::{FIGURES, Figure, Measure, kinds};
use crate::rules::filter::{Asked, By, Filter, Level, NotAFilter, Span};
use crate::rules::{Hidden, Month, judged};
use crate::{LOOK, Statistics, Sum};

/// The registry of places as a look needs it.
pub(crate) struct Places {
    pub areas: BTreeMap<Id, Area>,
    /// In the order of the register.
    pub order: Vec<Id>,
}

impl Places {
    pub(crate) async fn read(tx: &mut Tx) -> huiyin_db::Result<Self> {
        let all = areas::all(tx).await?;
        Ok(Self {
            order: all.iter().map(|it| it.id).collect(),
            areas: all.into_iter().map(|it| (it.id, it)).collect(),
        })
    }

    pub(crate) fn level(&self, id: Id) -> Option<Level> {
        match self.areas.get(&id)?.kind {
            AreaKind::Street => Some(Level::Street),
            AreaKind::Community => Some(Level::Community),
            AreaKind::Compound => Some(Level::Compound),
            _ => None,
        }
    }

    pub(crate) fn name(&self, id: &str, lang: Lang) -> Option<String> {
        let area = self.areas.get(&id.parse::<Id>().ok()?)?;
        Some(area.get(lang).to_owned())
    }

    /// How many places of a kind lie in an area.
    fn count(&self, kind: &str, within: Option<Id>) -> i64 {
        let path = within.and_then(|id| self.areas.get(&id)).map(|it| &it.path);
        let counted = self.areas.values().filter(|it| {
            it.kind.as_str() == kind && path.is_none_or(|path| it.path.starts_with(path.as_str()))
        });
        i64::try_from(counted.count()).unwrap_or(i64::MAX)
    }
}

/// One figure as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Count(i64),
    Share(Ratio),
    /// Sum of the measures, and of how many.
    Mean(i64, i64),
    Hidden(Hidden),
    /// Nothing feeds it yet.
    NotYet,
    /// A stock of places has no month before.
    NoSuch,
}

/// A figure with its neighbours in time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub figure: &'static Figure,
    pub now: Shown,
    pub before: Shown,
    pub a_year_before: Shown,
}

/// A look at the figures.
pub(crate) struct Look {
    pub filter: Filter,
    pub places: Places,
    pub is_public: bool,
    /// The facts under this filter, each kind.
    sums: [BTreeMap<String, Sum>; 3],
    /// Kinds that are hidden, for each of the three times.
    hidden: [BTreeMap<String, Hidden>; 3],
}

impl Look {
    pub(crate) async fn of(ctx: &Ctx, tx: &mut Tx, asked: &Asked) -> Result<Self, PageError> {
        let places = Places::read(tx).await?;
        let usual = Span::month(&Month::of(ctx.now.date()));
        let filter = Filter::parse(asked, usual, |id| places.level(id)).map_err(refused)?;
        let is_public = !ctx.viewer.as_ref().is_some_and(|it| it.may(LOOK));
        if is_public {
            for_everybody(&filter)?;
        }
        let period = filter.period;
        let times = [period, period.before(), period.a_year_before()];
        let mut look = Self {
            filter,
            places,
            is_public,
            sums: Default::default(),
            hidden: Default::default(),
        };
        let kinds = kinds();
        for (index, period) in times.into_iter().enumerate() {
            let filter = look.filter.over(period);
            look.sums[index] = Statistics::by_kind(tx, &kinds, &filter).await?;
            if is_public {
                look.hidden[index] =
                    hidden_kinds(tx, &kinds, &filter, &look.sums[index], &look.places).await?;
            }
        }
        Ok(look)
    }

    /// The figures that this person may see, in the order of the catalogue.
    pub(crate) fn told(&self) -> Vec<Told> {
        let seen = FIGURES.iter().filter(|it| it.is_public || !self.is_public);
        seen.map(|figure| self.tell(figure)).collect()
    }

    pub(crate) fn tell(&self, figure: &'static Figure) -> Told {
        Told {
            figure,
            now: self.shown(figure, 0),
            before: self.shown(figure, 1),
            a_year_before: self.shown(figure, 2),
        }
    }

    fn shown(&self, figure: &Figure, time: usize) -> Shown {
        let sum = |kinds: &[&str]| {
            let mut sum = Sum::default();
            for kind in kinds {
                sum.add(self.sums[time].get(*kind).copied().unwrap_or_default());
            }
            sum
        };
        let judged = if figure.among().is_empty() {
            figure.kinds()
        } else {
            figure.among()
        };
        let why = judged.iter().find_map(|kind| self.hidden[time].get(*kind));
        if let Some(why) = why {
            return Shown::Hidden(*why);
        }
        match figure.measure {
            Measure::Count(kinds) => Shown::Count(sum(kinds).count),
            Measure::Share { of, among } => Shown::Share(Ratio {
                numerator: u64::try_from(sum(of).count).unwrap_or_default(),
                denominator: u64::try_from(sum(among).count).unwrap_or_default(),
            }),
            Measure::Mean(kinds) => {
                let sum = sum(kinds);
                Shown::Mean(sum.amount, sum.count)
            }
            // A way in or a class narrows no place.
            Measure::Places(kind) if time == 0 => {
                Shown::Count(self.places.count(kind, self.filter.area.map(|it| it.id)))
            }
            Measure::Places(_) => Shown::NoSuch,
            Measure::NotYet => Shown::NotYet,
        }
    }

    /// Paths of the areas whose rows this person may open; none for the public.
    pub(crate) fn reach(&self, ctx: &Ctx) -> Vec<String> {
        let viewer = ctx.viewer.as_ref().filter(|_| !self.is_public);
        viewer.map(|it| reach_of(it, LOOK)).unwrap_or_default()
    }
}

fn refused(why: NotAFilter) -> PageError {
    PageError::BadRequest {
        key: match why {
            NotAFilter::Period => "statistics-figures-error-period",
            NotAFilter::Area => "statistics-figures-error-area",
            NotAFilter::Word => "statistics-figures-error-word",
        },
    }
}

/// What the public may ask: one month, and narrowed by one thing at most. Two filters at once, or
/// times that overlap, would let small numbers be worked out by subtraction.
fn for_everybody(filter: &Filter) -> Result<(), PageError> {
    let is_class = filter.category.as_ref().is_none_or(|it| it.len() == 2);
    let is_large = filter.area.is_none_or(|it| it.level != Level::Compound);
    if filter.period.one_month().is_none() || filter.narrowed_by() > 1 || !is_class || !is_large {
        return Err(PageError::BadRequest {
            key: "statistics-figures-error-public",
        });
    }
    Ok(())
}

/// Kinds whose count under this filter is small, or would give a small neighbour away.
async fn hidden_kinds(
    tx: &mut Tx,
    kinds: &[&'static str],
    filter: &Filter,
    sums: &BTreeMap<String, Sum>,
    places: &Places,
) -> Result<BTreeMap<String, Hidden>, PageError> {
    let mut hidden = BTreeMap::new();
    for kind in kinds {
        let count = sums.get(*kind).map_or(0, |it| it.count);
        let mut why = judged::alone(count);
        if why.is_none() && filter.narrowed_by() > 0 {
            why = beside(tx, kind, filter, places).await?;
        }
        if let Some(why) = why {
            hidden.insert((*kind).to_owned(), why);
        }
    }
    Ok(hidden)
}

/// Judges the chosen group among its neighbours: as a table of all of them would be.
async fn beside(
    tx: &mut Tx,
    kind: &str,
    filter: &Filter,
    places: &Places,
) -> Result<Option<Hidden>, PageError> {
    let whole = Filter::of(filter.period);
    if let Some(area) = filter.area {
        let streets = Statistics::series(tx, &[kind], &whole, By::Area).await?;
        let key = area.id.to_string();
        if area.level == Level::Street {
            return Ok(of_key(&streets, &key));
        }
        let Some(street) = places.areas.get(&area.id).and_then(|it| it.parent_id) else {
            return Ok(Some(Hidden::Small));
        };
        // What lies within a hidden street would tell its figures.
        if let Some(why) = of_key(&streets, &street.to_string()) {
            return Ok(Some(why));
        }
        let within = Filter {
            area: Some(crate::rules::filter::Place {
                id: street,
                level: Level::Street,
            }),
            ..whole
        };
        let communities = Statistics::series(tx, &[kind], &within, By::Area).await?;
        return Ok(of_key(&communities, &key));
    }
    let (by, key) = match (&filter.source, &filter.category) {
        (Some(source), _) => (By::Source, source),
        (_, Some(class)) => (By::Class, class),
        _ => return Ok(None),
    };
    let groups = Statistics::series(tx, &[kind], &whole, by).await?;
    Ok(of_key(&groups, key))
}

fn of_key(groups: &[crate::Point], key: &str) -> Option<Hidden> {
    let counts: Vec<i64> = groups.iter().map(|it| it.sum.count).collect();
    let found = judged::among(&counts);
    let at = groups.iter().position(|it| it.key == key);
    at.map_or(Some(Hidden::Small), |at| found[at])
}
