//! The district in which the year happens: its places, its bodies, and an account with its post
//! for everybody who acts.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Clock as _, FixedClock, Id, Point, Said};
use huiyin_matters::World;
use huiyin_matters::model::{Actor, Category, Flag};
use huiyin_registry::demo::{self, ACCOUNTS, Person};
use huiyin_registry::ops::{Doer, RegisterTables, import_register};
use huiyin_registry::register_file::{AreaRow, Read};
use huiyin_registry::{Area, AreaKind, areas, bodies, posts, settings};
use huiyin_year::{Order, Size, Subject, names};

use super::{Halt, Wish};
use crate::House;
use crate::machine::SeededEntropy;
use crate::slices::{IS_DEMO, Slices};

/// Compounds that the model district has anyway.
const COMPOUNDS: u32 = 42;
/// From a community's point to the compounds that are added, in 1e-7 degrees.
const STEP_E7: i32 = 5_500;

/// Everybody who acts on matters, with the posts that they hold.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    pub dispatcher: Actor,
    pub caller: Actor,
    pub supervisor: Actor,
    pub clerk: Actor,
    /// By body.
    pub handlers: BTreeMap<Id, Actor>,
    /// Two and two.
    pub teams: Vec<[Id; 2]>,
}

pub(super) struct Known {
    pub order: Order,
    pub compounds: Vec<Area>,
    pub streets: Vec<Area>,
    pub staff: Staff,
}

/// Registers areas, bodies and people of a house in which there are none.
pub(super) async fn register(house: &House, wish: &Wish, clock: &FixedClock) -> Result<(), Halt> {
    let entropy = SeededEntropy::of(wish.seed);
    let mut tx = house.db.write().await?;
    let now = clock.now();
    demo::seed_with(&mut tx, Size::COMMUNITIES, &entropy, now).await?;
    settings::set(&mut tx, IS_DEMO, "true").await?;
    let all = areas::all(&mut tx).await?;
    let tables = RegisterTables {
        areas: Read {
            rows: compounds(&all, wish.size.compounds),
            ..Read::default()
        },
        ..RegisterTables::default()
    };
    let by = Doer {
        actor: "system",
        now,
    };
    let report = import_register(&mut tx, &tables, by).await?;
    if let Some(fault) = report.faults.first() {
        return Err(Halt::during(now.date(), "compounds", &format!("{fault:?}")));
    }
    let mut people = handlers(&bodies::all(&mut tx).await?);
    people.extend(visitors(wish.size.teams));
    demo::enrol(&mut tx, &people, &entropy, now).await?;
    Ok(tx.commit().await?)
}

/// Rows of the compounds that the model district lacks, spread over its communities.
fn compounds(all: &[Area], wanted: u32) -> Vec<AreaRow> {
    let mut communities: Vec<&Area> = of_kind(all, AreaKind::Community);
    communities.sort_by(|one, other| one.code.cmp(&other.code));
    let missing = usize::try_from(wanted.saturating_sub(COMPOUNDS)).unwrap_or(0);
    let rows = (0..missing.min(names::NAMES)).zip(communities.iter().cycle());
    rows.filter_map(|(number, community)| {
        let (zh, en) = names::compound(number)?;
        Some(AreaRow {
            row: number as u64 + 2,
            code: format!("y{:03}", number + 1),
            kind: AreaKind::Compound,
            parent_code: community.code.clone(),
            name: Said::new(zh, en),
            point: community.point.map(|point| beside(point, number)),
        })
    })
    .collect()
}

/// Around a community's point, each a little further on.
fn beside(point: Point, number: usize) -> Point {
    let turn = i32::try_from(number % 8).unwrap_or(0);
    let ring = 1 + i32::try_from(number / 115 % 5).unwrap_or(0);
    let (east, north) = [
        (1, 0),
        (1, 1),
        (0, 1),
        (-1, 1),
        (-1, 0),
        (-1, -1),
        (0, -1),
        (1, -1),
    ][usize::try_from(turn).unwrap_or(0)];
    let lon = point.lon_e7() + east * ring * STEP_E7;
    let lat = point.lat_e7() + north * ring * STEP_E7;
    Point::from_e7(lon, lat).unwrap_or(point)
}

fn of_kind(all: &[Area], kind: AreaKind) -> Vec<&Area> {
    all.iter().filter(|area| area.kind == kind).collect()
}

/// Somebody who handles matters, for each body without such an account.
fn handlers(all: &[huiyin_registry::Body]) -> Vec<Person> {
    let has_one = |code: &str| {
        ACCOUNTS
            .iter()
            .any(|it| it.role == "handler" && it.body_code == Some(code))
    };
    let missing = all.iter().filter(|body| !has_one(&body.code));
    missing
        .map(|body| Person {
            login: format!("handler-{}", body.code),
            role: "handler",
            name: format!("{}承办人", body.name.zh),
            area_code: area_code(&body.area_path),
            body_code: Some(body.code.clone()),
        })
        .collect()
}

/// The last part of a path.
fn area_code(path: &str) -> String {
    let parts = path.trim_end_matches('/').rsplit('/');
    parts.take(1).collect()
}

fn visitor(team: u32, nth: u32) -> Person {
    Person {
        login: format!("visitor-{team:03}-{nth}"),
        role: "visitor",
        name: format!("走访员{}", team * 2 + nth - 1),
        area_code: demo::DISTRICT.to_owned(),
        body_code: None,
    }
}

fn visitors(teams: u32) -> impl Iterator<Item = Person> {
    (1..=teams).flat_map(|team| [visitor(team, 1), visitor(team, 2)])
}

/// Reads back what was registered, as the operations will see it.
pub(super) async fn known(slices: &Slices, wish: &Wish) -> Result<Known, Halt> {
    let matters = &slices.matters;
    let mut tx = slices.site.db.read().await?;
    let all = areas::all(&mut tx).await?;
    let world = matters.world(&mut tx).await?;
    let sorted = |kind| {
        let mut found: Vec<Area> = of_kind(&all, kind).into_iter().cloned().collect();
        found.sort_by(|one, other| one.code.cmp(&other.code));
        found
    };
    let (compounds, streets) = (sorted(AreaKind::Compound), sorted(AreaKind::Street));
    let street_of = |compound: &Area| streets.iter().position(|it| it.covers(&compound.path));
    let order = Order {
        seed: wish.seed,
        from: wish.from,
        days: wish.days,
        matters: wish.size.matters,
        compounds: compounds
            .iter()
            .map(|it| street_of(it).unwrap_or(0))
            .collect(),
        subjects: matters.categories.iter().map(subject).collect(),
        calendar: world.calendar.clone(),
    };
    let staff = staff(&mut tx, &world, wish.size.teams).await?;
    drop(tx);
    Ok(Known {
        order,
        compounds,
        streets,
        staff,
    })
}

fn subject(category: &Category) -> Subject {
    Subject {
        code: category.code.to_string(),
        working_days: category.resolve_working_days,
        is_project: category.has(Flag::Project),
    }
}

/// Somebody with the posts that they hold.
async fn actor(tx: &mut Tx, world: &World, id: Id) -> Result<Actor, Halt> {
    let held = posts::of_account(tx, id).await?;
    Ok(world.actor_with(id, &held))
}

async fn staff(tx: &mut Tx, world: &World, teams: u32) -> Result<Staff, Halt> {
    let of_demo = |login: &str| Id::derived("demo account", login);
    let mut handlers = BTreeMap::new();
    for held in posts::all(tx).await? {
        if let (Some(body), "handler") = (held.body_id, held.role.as_str()) {
            handlers.insert(body, actor(tx, world, held.account_id).await?);
        }
    }
    Ok(Staff {
        dispatcher: actor(tx, world, of_demo("dispatcher")).await?,
        caller: actor(tx, world, of_demo("caller")).await?,
        supervisor: actor(tx, world, of_demo("supervisor")).await?,
        clerk: actor(tx, world, of_demo("clerk")).await?,
        handlers,
        teams: (1..=teams)
            .map(|team| [visitor(team, 1).id(), visitor(team, 2).id()])
            .collect(),
    })
}
