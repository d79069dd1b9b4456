use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_registry::AreaKind;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};

use super::asked::SOURCES;
use super::{Asked, Drawn, Look, View, charts, map, names, streets};
use crate::Statistics;
use crate::rules::SMALL_GROUP;

#[derive(Template)]
#[template(path = "looks.html")]
struct Shown {
    page: Page,
    /// Where the page is: the tabs and the form lead back to it.
    base: &'static str,
    is_public: bool,
    view: &'static str,
    tabs: Vec<Tab>,
    from: String,
    to: String,
    areas: Vec<Choice>,
    classes: Vec<Choice>,
    sources: Vec<Choice>,
    charts: Vec<Drawn>,
    map: Option<MapView>,
    small_group: u64,
}

struct Tab {
    href: String,
    label: String,
    is_current: bool,
}

struct MapView {
    center: String,
    points: String,
    /// One community with its compounds.
    is_within: bool,
    zoom: u8,
    streets: Vec<StreetView>,
}

struct StreetView {
    name: String,
    places: Vec<PlaceView>,
}

struct PlaceView {
    id: String,
    name: String,
    said: String,
    has_point: bool,
    /// Where the place opens to what lies in it.
    href: Option<String>,
}

/// For everybody: drawings only, small numbers left out.
pub(crate) async fn public(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    show(&ctx, &statistics, &asked, true).await
}

/// At desks: all numbers, and the charts come alive where there is script.
pub(crate) async fn desk(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    show(&ctx, &statistics, &asked, false).await
}

async fn show(ctx: &Ctx, statistics: &Statistics, asked: &Asked, is_public: bool) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let look = Look::of(&mut tx, asked, ctx.now.date(), is_public).await?;
    let found = charts(ctx, &mut tx, &look, is_public).await?;
    let map = match look.view {
        View::Map => {
            let found = map::of(ctx, &mut tx, &look, is_public).await?;
            Some(map_view(ctx, found, &look))
        }
        _ => None,
    };
    let base = if is_public {
        "/statistics/looks"
    } else {
        "/desk/statistics/looks"
    };
    let tab = |view: View| Tab {
        href: format!("{base}?{}", look.query(view)),
        label: ctx.t(&format!("statistics-looks-view-{}", view.name())),
        is_current: view == look.view,
    };
    let views = View::ALL
        .into_iter()
        .filter(|it| !(is_public && it.is_for_staff()));
    render(&Shown {
        base,
        is_public,
        view: look.view.name(),
        tabs: views.map(tab).collect(),
        from: look.from.to_string(),
        to: look.to.to_string(),
        areas: area_choices(ctx, &mut tx, &look, is_public).await?,
        classes: class_choices(ctx, &look),
        sources: source_choices(ctx, &look),
        charts: found.iter().map(|it| Drawn::of(ctx, it)).collect(),
        map,
        small_group: SMALL_GROUP,
        page: ctx.page(),
    })
}

async fn area_choices(
    ctx: &Ctx,
    tx: &mut huiyin_db::Tx,
    look: &Look,
    is_public: bool,
) -> Result<Vec<Choice>, PageError> {
    let found = streets(tx, !is_public).await?;
    let choice = |area: &huiyin_registry::Area| {
        let lead = if area.kind == AreaKind::Street {
            ""
        } else {
            "└ "
        };
        let label = format!("{lead}{}", area.get(ctx.lang));
        let id = area.id.to_string();
        let is_chosen = id == look.area;
        Choice::new(id, label, is_chosen)
    };
    Ok(with_all(ctx, &look.area, found.iter().map(choice)))
}

fn class_choices(ctx: &Ctx, look: &Look) -> Vec<Choice> {
    let choice = |number: u8| {
        let code = format!("{number:02}");
        let label = names::class(ctx, &code);
        Choice::new(&*code, label, code == look.class)
    };
    with_all(ctx, &look.class, (1..=12).map(choice))
}

fn source_choices(ctx: &Ctx, look: &Look) -> Vec<Choice> {
    let choice = |name: &str| Choice::new(name, names::source(ctx, name), name == look.source);
    with_all(ctx, &look.source, SOURCES.into_iter().map(choice))
}

fn with_all(ctx: &Ctx, chosen: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let all = Choice::new("", ctx.t("statistics-looks-all"), chosen.is_empty());
    std::iter::once(all).chain(choices).collect()
}

/// Zoom of a district, and of a community.
const ZOOMS: (u8, u8) = (12, 15);

fn map_view(ctx: &Ctx, map: map::Map, look: &Look) -> MapView {
    let is_within = map.is_within;
    let href = |id: &str| {
        let within = Look {
            area: id.to_owned(),
            ..look.clone()
        };
        format!("/desk/statistics/looks?{}", within.query(View::Map))
    };
    let place = |place: map::Place| PlaceView {
        said: map::said(ctx, &place),
        href: (place.opens && !is_within).then(|| href(&place.id)),
        has_point: place.point.is_some(),
        id: place.id,
        name: place.name,
    };
    let street = |street: map::Street| StreetView {
        name: street.name,
        places: street.places.into_iter().map(place).collect(),
    };
    MapView {
        center: map.center,
        points: map.points,
        is_within,
        zoom: if is_within { ZOOMS.1 } else { ZOOMS.0 },
        streets: map.streets.into_iter().map(street).collect(),
    }
}
