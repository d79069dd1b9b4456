//! The model district's matters: invented residents, invented troubles, every state and age.
//!
//! Each matter walks through the same operations as a real one, on a clock that is set back, and
//! stops where the present begins; so the demo shows nothing that the program could not have
//! brought about itself. Making it again changes nothing.

mod earlier;
mod pictures;
mod queries;
mod scene;
mod script;
mod together;

pub use queries::QUERIES;

use std::sync::Arc;

use huiyin_db::{StoreError, blobs};
use huiyin_kernel::{Clock as _, Date, FixedClock, Id, Instant, Point};
use huiyin_registry::AreaKind;
use huiyin_web::{Limits, Site, Texts};

use crate::model::{
    Act, Actor, Area, Flag, Matter, Post, RefusedCode, Role, Scope, Source, WhistleAnswer,
};
use crate::ops::{self, Extra, Intake, OpError};
use crate::slice::{Matters, World};
use crate::store::{Contact, Placed};
use crate::suggest;
use scene::Scene;
use script::Step;

/// Matters of the demo district.
pub const MATTERS: usize = SINGLE + together::MATTERS + earlier::MATTERS;
/// Those of them that have a story of their own.
const SINGLE: usize = 236;
/// Notices older than this have been read long ago and are not delivered any more.
const NEWS_HOURS: i64 = 36;
/// The oldest of this year's were raised so many days ago.
const OLDEST_DAYS: u64 = 150;

/// The slice as it was at an earlier time, and the clock on which it stands: it begins now, and
/// whoever tells a story sets it back. Nobody is kept waiting there for asking often.
pub fn past(site: &Site) -> Result<(Matters, Arc<FixedClock>), StoreError> {
    let clock = Arc::new(FixedClock::at(site.now()));
    let matters = Matters::new(Arc::new(Site {
        db: site.db.clone(),
        clock: Arc::<FixedClock>::clone(&clock),
        entropy: Arc::clone(&site.entropy),
        keys: site.keys.clone(),
        blobs: site.blobs.clone(),
        texts: Texts::load().map_err(StoreError::inconsistent)?,
        limits: Limits::new(0),
        settings: site.settings.clone(),
        gatekeeper: Arc::clone(&site.gatekeeper),
    }))
    .map_err(StoreError::inconsistent)?;
    Ok((matters, clock))
}

/// Makes what is missing; `progress` is told how many are done of how many.
pub async fn seed(site: &Site, progress: impl Fn(usize, usize)) -> Result<usize, OpError> {
    let (past, clock) = past(site)?;
    let now = clock.now();
    let mut made = 0;
    for index in 0..SINGLE {
        let raised = raised_at(index, now);
        made += usize::from(one(&past, &clock, (index, raised), now).await?);
        progress(index + 1, MATTERS);
    }
    made += together::tell(&past, &clock, now).await?;
    progress(SINGLE + together::MATTERS, MATTERS);
    made += earlier::tell(&past, &clock, now).await?;
    progress(MATTERS, MATTERS);
    let mut tx = site.db.write().await?;
    tx.execute(
        queries::READ_LONG_AGO,
        huiyin_db::args![now.plus_hours(-NEWS_HOURS), now],
    )
    .await?;
    tx.commit().await?;
    Ok(made)
}

/// A number that looks like chance and is the same each time.
fn dice(index: usize, what: &str) -> u64 {
    let id = Id::derived("huiyin demo", &format!("{what} {index}")).to_string();
    let digits: String = id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .skip(16)
        .take(12)
        .collect();
    u64::from_str_radix(&digits, 16).unwrap_or(0)
}

fn pick<'a, T>(list: &'a [T], index: usize, what: &str) -> Option<&'a T> {
    let length = u64::try_from(list.len()).ok().filter(|it| *it > 0)?;
    list.get(usize::try_from(dice(index, what) % length).ok()?)
}

/// One of six came in these days, so that every desk has something to do.
fn is_fresh(index: usize) -> bool {
    index % 6 == 5
}

/// Raised some time ago: many lately, fewer long ago, between eight in the morning and eight at
/// night.
fn raised_at(index: usize, now: Instant) -> Instant {
    if is_fresh(index) {
        return now.plus_hours(-1 - i64::try_from(dice(index, "hours") % 60).unwrap_or(0));
    }
    let share = dice(index, "age") % 1000;
    let days = share * share * OLDEST_DAYS / 1_000_000;
    let day: Date = now.date().plus_days(-i64::try_from(days).unwrap_or(0));
    let minutes = 8 * 60 + i64::try_from(dice(index, "minute") % 720).unwrap_or(0);
    let at = day.start().plus_seconds(minutes * 60);
    if at < now { at } else { now.plus_hours(-2) }
}

async fn one(
    past: &Matters,
    clock: &FixedClock,
    (index, raised): (usize, Instant),
    now: Instant,
) -> Result<bool, OpError> {
    clock.set(raised);
    let id = Id::derived("huiyin demo matter", &index.to_string());
    let mut tx = past.site.db.read().await?;
    let world = past.world(&mut tx).await?;
    let known = crate::store::load(&mut tx, &past.site.keys, id)
        .await?
        .is_some();
    drop(tx);
    let scene = Scene::of(index);
    let intake = intake(&world, &scene, index, id);
    ops::report(past, intake, &Actor::VISITOR).await?;
    follow(past, clock, (id, index), raised, now).await?;
    Ok(!known)
}

/// The words in which the invented resident of this number raises something.
pub fn words(index: usize) -> String {
    Scene::of(index).text
}

/// Takes a matter that was raised in the words of this number through its story, up to the
/// present.
pub async fn follow(
    past: &Matters,
    clock: &FixedClock,
    (id, index): (Id, usize),
    raised: Instant,
    now: Instant,
) -> Result<(), OpError> {
    let mut tx = past.site.db.read().await?;
    let world = past.world(&mut tx).await?;
    let known = crate::store::load(&mut tx, &past.site.keys, id).await?;
    drop(tx);
    let Some(known) = known else {
        return Err(OpError::NotFound);
    };
    let scene = Scene::of(index);
    let category = scene.category.and_then(|code| past.categories.get(code));
    let is_project = category.is_some_and(|it| it.flags.contains(&Flag::Project));
    let leads = category.map_or_else(Vec::new, |category| {
        suggest::usual_leads(&world, known.matter.area, category)
    });
    let mut at = raised;
    let steps = script::of(index, &scene, is_project);
    for (number, (hours, step)) in steps.into_iter().enumerate() {
        let pause = i64::try_from(dice(index, "pause") % 2400).unwrap_or(0);
        at = at.plus_seconds(hours * 3600 + pause);
        if at >= now {
            break;
        }
        clock.set(at);
        play(past, &leads, id, index, number, &step).await?;
    }
    Ok(())
}

fn staff(login: &str, role: Role, scope: Scope) -> Actor {
    Actor::staff(
        Id::derived("demo account", login),
        vec![Post { role, scope }],
    )
}

async fn play(
    past: &Matters,
    leads: &[Id],
    id: Id,
    index: usize,
    number: usize,
    step: &Step,
) -> Result<(), OpError> {
    let mut tx = past.site.db.read().await?;
    let Some(known) = crate::store::load(&mut tx, &past.site.keys, id).await? else {
        return Err(OpError::NotFound);
    };
    drop(tx);
    let form_key = Id::derived("huiyin demo act", &format!("{index} {number}"));
    if matches!(step, Step::Join) {
        let done = ops::join(past, id, &Contact::default(), form_key).await;
        return tolerated(done.map(drop));
    }
    if matches!(step, Step::Attend | Step::JudgeWhistle) {
        return called(past, &known.matter, step, (index, number)).await;
    }
    let lead = known.matter.lead().or(leads.first().copied());
    let actor = match step.role() {
        script::Player::Reporter => Actor::reporter(id),
        script::Player::Dispatcher => staff("dispatcher", Role::Dispatcher, Scope::District),
        script::Player::Caller => staff("caller", Role::Caller, Scope::District),
        script::Player::Supervisor => staff("supervisor", Role::Supervisor, Scope::District),
        script::Player::Handler => match lead {
            Some(body) => staff(handler_login(body), Role::Handler, Scope::Body(body)),
            None => return Ok(()),
        },
    };
    let Some(act) = step.act(leads, index, past.site.now()) else {
        return Ok(());
    };
    let photos = match step {
        Step::Photo => pictures::photo(index).into_iter().collect(),
        _ => Vec::new(),
    };
    let extra = Extra {
        form_key: Some(form_key),
        photos,
        ..Extra::default()
    };
    tolerated(ops::act(past, id, &actor, act, extra).await.map(drop))
}

/// Those who were called together say that they came, and whoever called them what came of it.
async fn called(
    past: &Matters,
    matter: &Matter,
    step: &Step,
    (index, number): (usize, usize),
) -> Result<(), OpError> {
    let calls = matter.whistles.first().map(|it| it.calls.as_slice());
    for (place, call) in calls.unwrap_or_default().iter().enumerate() {
        let body = call.body;
        let (actor, act) = if matches!(step, Step::Attend) {
            let actor = staff(handler_login(body), Role::Handler, Scope::Body(body));
            let act = Act::AnswerWhistle {
                whistle: 0,
                body,
                // Now and then somebody is kept away.
                answer: if place == 2 && dice(index, "kept away").is_multiple_of(2) {
                    WhistleAnswer::Absent
                } else {
                    WhistleAnswer::Present
                },
                fitting: Some(true),
                note: "到场看过，分了工。".to_owned(),
            };
            (actor, act)
        } else {
            let actor = staff("dispatcher", Role::Dispatcher, Scope::District);
            let act = Act::JudgeWhistle {
                whistle: 0,
                body,
                accepted: call.answer != Some(WhistleAnswer::Absent),
                note: String::new(),
            };
            (actor, act)
        };
        let extra = Extra {
            form_key: Some(Id::derived(
                "huiyin demo call",
                &format!("{index} {number} {place}"),
            )),
            ..Extra::default()
        };
        tolerated(
            ops::act(past, matter.id, &actor, act, extra)
                .await
                .map(drop),
        )?;
    }
    Ok(())
}

/// The script does not know every rule; what a rule refuses simply does not happen.
fn tolerated(done: Result<(), OpError>) -> Result<(), OpError> {
    match done {
        Err(OpError::Refused(refused)) if refused.code != RefusedCode::CalendarMissing => Ok(()),
        other => other,
    }
}

/// The accounts of the demo that handle for a body; others get a handler without an account.
fn handler_login(body: Id) -> &'static str {
    let known = [
        ("bm04", "handler-lighting"),
        ("bm02", "handler-enforcement"),
        ("wy01", "handler-property"),
        ("sq500105006001", "handler-community"),
    ];
    let found = known
        .iter()
        .find(|(code, _)| Id::derived("body", code) == body);
    found.map_or("handler-others", |(_, login)| login)
}

fn intake(world: &World, scene: &Scene, index: usize, id: Id) -> Intake {
    let compounds: Vec<_> = world
        .areas
        .values()
        .filter(|area| area.kind == AreaKind::Compound && area.point.is_some())
        .collect();
    let compound = pick(&compounds, index, "compound").copied();
    intake_at(world, scene, (index, id), compound, source(index))
}

/// What the invented resident of this number raises of a category, at a compound; nothing where
/// there are no words for it. The words of the report itself are the second of the answer.
pub fn trouble(
    world: &World,
    (code, index): (&str, usize),
    id: Id,
    compound: &huiyin_registry::Area,
    source: Source,
) -> Option<(Intake, String)> {
    let scene = Scene::about(code, index)?;
    let intake = intake_at(world, &scene, (index, id), Some(compound), source);
    Some((intake, scene.sentence))
}

/// A drawn picture for this number.
pub fn picture(index: usize) -> Option<blobs::Photo> {
    pictures::photo(index)
}

fn intake_at(
    world: &World,
    scene: &Scene,
    (index, id): (usize, Id),
    compound: Option<&huiyin_registry::Area>,
    source: Source,
) -> Intake {
    let area = compound.map_or_else(Area::default, |it| world.within(it));
    let public = compound.map(|it| it.name.zh.clone()).unwrap_or_default();
    let nearby = compound
        .and_then(|it| it.point)
        .map(|point| moved(point, index));
    let photos = match dice(index, "photo") % 4 {
        0 => pictures::photo(index)
            .into_iter()
            .collect::<Vec<blobs::Photo>>(),
        _ => Vec::new(),
    };
    Intake {
        kind: scene.kind,
        category: None,
        place: Placed {
            text: scene.place(&public),
            public,
            point: nearby,
        },
        area,
        photos,
        contact: scene.contact(),
        restricted: false,
        ..Intake::of_text(id, source, &scene.text)
    }
}

/// A few dozen metres from the middle of the compound.
fn moved(point: Point, index: usize) -> Point {
    let shift = |what: &str| i32::try_from(dice(index, what) % 6000).unwrap_or(0) - 3000;
    Point::from_e7(point.lon_e7() + shift("lon"), point.lat_e7() + shift("lat")).unwrap_or(point)
}

fn source(index: usize) -> Source {
    let sources = [
        Source::Web,
        Source::Web,
        Source::Web,
        Source::Counter,
        Source::Phone,
        Source::Visit,
    ];
    *pick(&sources, index, "source").unwrap_or(&Source::Web)
}
