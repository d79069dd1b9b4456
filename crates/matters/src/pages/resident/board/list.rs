use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{Area, AreaKind};
use huiyin_web::{Ctx, Page, PageResult, forms, render};

use super::super::report::{MapFrame, map_frame};
use super::super::wording::{self, Choice};
use super::row::{Row, geojson, row};
use crate::store::{self, BoardFilter, BoardRow};
use crate::{Matters, World};

/// Matters of one page of the board.
const PAGE_ROWS: usize = 20;
/// Letters of a search that are looked at.
const WORDS_CHARS: usize = 40;
const STATES: [&str; 2] = ["open", "ended"];

/// The filters of the board as they stand in its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub class: String,
    pub street: String,
    pub state: String,
    pub words: String,
}

impl Asked {
    pub(super) fn read(query: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| {
            query.get(name).map_or_else(String::new, |text| {
                text.trim().chars().take(WORDS_CHARS).collect()
            })
        };
        let digits = text("class");
        let class = if digits.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit()) {
            digits
        } else {
            String::new()
        };
        Self {
            class,
            street: text("street"),
            state: Some(text("state"))
                .filter(|it| STATES.contains(&it.as_str()))
                .unwrap_or_default(),
            words: text("q"),
        }
    }

    pub(super) fn filter(&self, world: &World) -> BoardFilter {
        let street = streets(world).find(|area| area.code == self.street);
        BoardFilter {
            category: self.class.clone(),
            state: self.state.clone(),
            street: street.map(|area| area.id),
            words: self.words.clone(),
        }
    }

    /// The same filters as a query, ending in `?` or `&` so that more can follow.
    pub(super) fn query(&self) -> String {
        let pairs = [
            ("class", &self.class),
            ("street", &self.street),
            ("state", &self.state),
            ("q", &self.words),
        ];
        let mut out = "?".to_owned();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(out, "{name}={}&", forms::percent(value));
        }
        out
    }
}

pub(super) fn streets(world: &World) -> impl Iterator<Item = &Area> {
    world
        .areas
        .values()
        .filter(|area| area.kind == AreaKind::Street)
}

#[derive(Template)]
#[template(path = "resident_board.html")]
struct View {
    page: Page,
    asked: Asked,
    classes: Vec<Choice>,
    streets: Vec<Choice>,
    states: Vec<Choice>,
    filtered: bool,
    rows: Vec<Row>,
    older: String,
    first: String,
    query: String,
    map: Option<MapFrame>,
    points: String,
    has_points: bool,
    columns: Vec<(String, String)>,
}

pub(in super::super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let asked = Asked::read(&query);
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let after = query.get("after").and_then(|text| cursor(text));
    let page = store::Page {
        after_at: after.map_or(store::Page::NEWEST.after_at, |(at, _)| at),
        after_id: after.map(|(_, id)| id),
        rows: 20,
    };
    let mut found = store::board(&mut tx, &asked.filter(&world), page).await?;
    let more = found.len() > PAGE_ROWS;
    found.truncate(PAGE_ROWS);
    render(&view(
        &ctx,
        &matters,
        &world,
        asked,
        &found,
        more,
        after.is_some(),
    ))
}

/// Where the next page begins, as it stands in the address: microseconds and an id.
fn cursor(text: &str) -> Option<(Instant, Id)> {
    let (at, id) = text.split_once('.')?;
    Some((Instant::from_micros(at.parse().ok()?), id.parse().ok()?))
}

fn view(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    asked: Asked,
    found: &[BoardRow],
    more: bool,
    later_page: bool,
) -> View {
    let rows: Vec<Row> = found
        .iter()
        .map(|found| row(ctx, matters, world, found))
        .collect();
    let points = geojson(found.iter().zip(&rows));
    let query = asked.query();
    let older = found
        .last()
        .filter(|_| more)
        .map_or_else(String::new, |last| {
            format!(
                "/board{query}after={}.{}",
                last.public_at.as_micros(),
                last.id
            )
        });
    View {
        page: ctx.page(),
        classes: classes(ctx, matters, &asked.class),
        streets: street_choices(ctx, world, &asked.street),
        states: states(ctx, &asked.state),
        filtered: asked != Asked::default(),
        older,
        first: if later_page {
            format!("/board{query}")
        } else {
            String::new()
        },
        query,
        map: map_frame(world),
        points: wording::json_for_page(&points),
        has_points: rows.iter().any(|row| row.has_point),
        columns: super::open_data::columns(ctx),
        asked,
        rows,
    }
}

fn classes(ctx: &Ctx, matters: &Matters, chosen: &str) -> Vec<Choice> {
    let mut codes: Vec<String> = matters
        .categories
        .iter()
        .map(|it| it.code.major())
        .collect();
    codes.sort();
    codes.dedup();
    let mut choices = vec![Choice::new(
        "",
        ctx.t("matters-resident-board-all-classes"),
        chosen,
    )];
    choices.extend(codes.iter().map(|code| {
        Choice::new(
            code,
            ctx.t(&format!("matters-resident-class-{code}")),
            chosen,
        )
    }));
    choices
}

fn street_choices(ctx: &Ctx, world: &World, chosen: &str) -> Vec<Choice> {
    let mut areas: Vec<&Area> = streets(world).collect();
    areas.sort_by(|left, right| left.code.cmp(&right.code));
    let mut choices = vec![Choice::new(
        "",
        ctx.t("matters-resident-board-all-streets"),
        chosen,
    )];
    choices.extend(
        areas
            .iter()
            .map(|area| Choice::new(&area.code, area.name.get(ctx.lang).to_owned(), chosen)),
    );
    choices
}

fn states(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new(
        "",
        ctx.t("matters-resident-board-all-states"),
        chosen,
    )];
    choices.extend(STATES.iter().map(|state| {
        Choice::new(
            state,
            ctx.t(&format!("matters-resident-board-{state}")),
            chosen,
        )
    }));
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_survive_the_way_through_an_address_and_nonsense_is_dropped() {
        let read = |pairs: &[(&str, &str)]| {
            let query = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            Asked::read(&query)
        };
        let asked = read(&[
            ("class", "04"),
            ("state", "open"),
            ("q", "路灯 & 门"),
            ("street", "1"),
        ]);
        assert_eq!(
            asked.query(),
            "?class=04&street=1&state=open&q=%E8%B7%AF%E7%81%AF%20%26%20%E9%97%A8&"
        );
        let odd = read(&[
            ("class", "4'"),
            ("state", "drop table"),
            ("q", &"x".repeat(500)),
        ]);
        assert_eq!((odd.class.as_str(), odd.state.as_str()), ("", ""));
        assert_eq!(odd.words.len(), WORDS_CHARS);
    }

    #[test]
    fn a_forged_cursor_is_no_cursor() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert!(cursor(&format!("17000.{id}")).is_some());
        for forged in ["", "17000", "x.y", "17000.", ".", "17000.1"] {
            assert!(cursor(forged).is_none(), "{forged}");
        }
    }
}
