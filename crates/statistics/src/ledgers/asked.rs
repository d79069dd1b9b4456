//! The filter of a ledger: a time and an area, within what a post reaches.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::{Area, reach_of};
use huiyin_web::{Choice, Ctx, PageError};
use serde::Deserialize;

use crate::LEDGER;
use crate::look::Places;
use crate::rules::Month;
use crate::rules::filter::{Level, Span};
use crate::rules::ledgers::Ledger;
use crate::said;

/// Months that can be chosen.
const MONTHS: usize = 24;
/// Days of one file at most: a year.
const DAYS_MOST: i64 = 366;

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// As for figures: `2026-11`, `2026`, `2026-11-03..2026-11-30`.
    pub period: String,
    /// `2026-11`, where only a month makes sense.
    pub month: String,
    /// The id of a street or community.
    pub area: String,
}

/// A filter that this person may have.
pub(crate) struct Wanted {
    pub span: Span,
    pub area: Option<Area>,
    /// Paths below which rows are read, none of them below another.
    pub paths: Vec<String>,
    pub places: Places,
}

pub(crate) fn ledger(key: &str) -> Result<&'static Ledger, PageError> {
    Ledger::named(key).ok_or(PageError::NotFound)
}

const fn wrong(key: &'static str) -> PageError {
    PageError::BadRequest { key }
}

impl Wanted {
    pub(crate) async fn of(ctx: &Ctx, tx: &mut Tx, asked: &Asked) -> Result<Self, PageError> {
        let text = if asked.month.is_empty() {
            &asked.period
        } else {
            &asked.month
        };
        let span = match text.as_str() {
            "" => Span::month(&Month::of(ctx.now.date())),
            text => Span::parse(text).ok_or(wrong("statistics-figures-error-period"))?,
        };
        if span.to.days_since(span.from) >= DAYS_MOST {
            return Err(wrong("statistics-ledgers-error-long"));
        }
        let places = Places::read(tx).await?;
        let mut paths = reach_of(ctx.signed_in()?, LEDGER);
        let mut area = None;
        if !asked.area.is_empty() {
            let chosen = asked
                .area
                .parse::<Id>()
                .ok()
                .and_then(|id| places.areas.get(&id))
                .filter(|it| is_wide(&places, it))
                .ok_or(wrong("statistics-ledgers-error-area"))?;
            if !chosen.lies_in(&paths) {
                return Err(wrong("statistics-ledgers-error-area"));
            }
            paths = vec![chosen.path.clone()];
            area = Some(chosen.clone());
        }
        Ok(Self {
            span,
            area,
            paths,
            places,
        })
    }

    /// Whether a path is that of the whole district.
    pub(crate) fn is_whole(&self, path: &str) -> bool {
        let roots = self
            .places
            .areas
            .values()
            .filter(|it| it.parent_id.is_none());
        roots.map(|it| &it.path).any(|it| it.starts_with(path))
    }

    /// Streets and communities within, in the order of the register.
    pub(crate) fn inside(&self) -> impl Iterator<Item = &Area> {
        let areas = self
            .places
            .order
            .iter()
            .filter_map(|id| self.places.areas.get(id));
        areas.filter(|it| is_wide(&self.places, it) && it.lies_in(&self.paths))
    }

    /// As it stands in an address.
    pub(crate) fn query(&self) -> String {
        let period = format!("period={}", self.span.as_text());
        match &self.area {
            Some(area) => format!("{period}&area={}", area.id),
            None => period,
        }
    }

    /// The filter in words.
    pub(crate) fn said(&self, ctx: &Ctx) -> String {
        format!("{} · {}", self.period(ctx), self.place(ctx))
    }

    /// The time in words: `2026年11月`.
    pub(crate) fn period(&self, ctx: &Ctx) -> String {
        said::period(ctx, self.span)
    }

    pub(crate) fn place(&self, ctx: &Ctx) -> String {
        if let Some(area) = &self.area {
            return area.get(ctx.lang).to_owned();
        }
        let named = |path: &String| {
            let found = self.places.areas.values().find(|it| it.path == *path);
            found.map_or_else(
                || ctx.site.settings.district.get(ctx.lang).to_owned(),
                |it| it.get(ctx.lang).to_owned(),
            )
        };
        let all: Vec<String> = self.paths.iter().map(named).collect();
        all.join(&ctx.t("statistics-ledgers-comma"))
    }

    pub(crate) fn periods(&self, ctx: &Ctx) -> Vec<Choice> {
        let mut months = Vec::new();
        let mut span = Span::month(&Month::of(ctx.now.date()));
        for _ in 0..MONTHS {
            months.push(span);
            span = span.before();
        }
        if !months.contains(&self.span) {
            months.push(self.span);
        }
        let choice = |it: Span| Choice::new(it.as_text(), said::period(ctx, it), it == self.span);
        months.into_iter().map(choice).collect()
    }

    /// Areas that may be chosen, and all of them together first.
    pub(crate) fn areas(&self, ctx: &Ctx) -> Result<Vec<Choice>, PageError> {
        let reach = reach_of(ctx.signed_in()?, LEDGER);
        let chosen = self.area.as_ref().map(|it| it.id);
        let all = Choice::new("", ctx.t("statistics-ledgers-all-areas"), chosen.is_none());
        let mut choices = vec![all];
        for area in self
            .places
            .order
            .iter()
            .filter_map(|id| self.places.areas.get(id))
        {
            let is_mine = area.lies_in(&reach);
            let indent = match self.places.level(area.id) {
                Some(Level::Street) => "",
                Some(Level::Community) => "└ ",
                _ => continue,
            };
            if is_mine {
                let name = format!("{indent}{}", area.get(ctx.lang));
                choices.push(Choice::new(
                    area.id.to_string(),
                    name,
                    chosen == Some(area.id),
                ));
            }
        }
        Ok(choices)
    }
}

fn is_wide(places: &Places, area: &Area) -> bool {
    matches!(
        places.level(area.id),
        Some(Level::Street | Level::Community)
    )
}
