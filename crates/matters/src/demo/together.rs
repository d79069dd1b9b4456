//! What a desk does with several matters at once: two reports of one thing become one, two things
//! in one report become two, several orders go out as a list, and texts are kept to be used again.

use std::sync::Arc;

use huiyin_db::StoreError;
use huiyin_kernel::{FixedClock, Id, Instant};
use huiyin_registry::AreaKind;

use super::scene::Scene;
use super::{SINGLE, dice, intake, is_fresh, staff, tolerated};
use crate::model::{Act, Actor, Area, Kind, Outcome, Report, Role, Scope, Source};
use crate::ops::{self, Extra, Intake, OpError};
use crate::slice::{Matters, World};
use crate::store::dispatch_lists::{self, DispatchLine};
use crate::store::templates::{self, Template};
use crate::store::{self, Placed};
use crate::suggest;

/// Reports of what somebody else has raised already.
const TWINS: usize = 2;
/// Matters of this room: each twin, and a report with what was split off from it.
pub(super) const MATTERS: usize = TWINS + 2;
/// Orders that go out as one list.
const LISTED: usize = 3;

/// Fresh matters that wait to be dispatched.
pub(super) fn is_waiting(index: usize) -> bool {
    index % 48 == 11
}

/// Fresh matters that were answered and confirmed a moment ago.
pub(super) fn is_just_confirmed(index: usize) -> bool {
    index % 48 == 23
}

/// Raised so long ago that the steps of its story are over.
fn is_settled(index: usize) -> bool {
    is_fresh(index) && dice(index, "hours") % 60 >= 12
}

fn dispatcher() -> Actor {
    staff("dispatcher", Role::Dispatcher, Scope::District)
}

fn single(index: usize) -> Id {
    Id::derived("huiyin demo matter", &index.to_string())
}

/// How many matters were made.
pub(super) async fn tell(
    past: &Matters,
    clock: &FixedClock,
    now: Instant,
) -> Result<usize, OpError> {
    let mut made = 0;
    let returned = (0..SINGLE).filter(|it| it % 12 == 5 && is_settled(*it));
    for of in returned.take(TWINS) {
        made += usize::from(twin(past, clock, of, now).await?);
    }
    made += split(past, clock, now).await?;
    list(past, clock, now).await?;
    keep_texts(past, now).await?;
    Ok(made)
}

async fn is_known(past: &Matters, id: Id) -> Result<bool, StoreError> {
    let mut tx = past.site.db.read().await?;
    Ok(store::load(&mut tx, &past.site.keys, id).await?.is_some())
}

async fn world(past: &Matters) -> Result<Arc<World>, StoreError> {
    let mut tx = past.site.db.read().await?;
    past.world(&mut tx).await
}

fn once(what: &str) -> Extra {
    Extra {
        form_key: Some(Id::derived("huiyin demo together", what)),
        ..Extra::default()
    }
}

/// A neighbour rings up about the same thing, and both are told together from then on.
async fn twin(
    past: &Matters,
    clock: &FixedClock,
    of: usize,
    now: Instant,
) -> Result<bool, OpError> {
    let id = Id::derived("huiyin demo twin", &of.to_string());
    if is_known(past, id).await? {
        return Ok(false);
    }
    let world = world(past).await?;
    let scene = Scene::of(of);
    let intake = Intake {
        source: Source::Phone,
        text: format!(
            "我也住在这里：{}。听说有邻居报过了，请一起处理。",
            scene.sentence
        ),
        // The neighbour is somebody else, with a phone of their own.
        contact: Scene::of(of + SINGLE).contact(),
        photos: Vec::new(),
        ..intake(&world, &scene, of, id)
    };
    clock.set(now.plus_seconds(-50 * 60));
    ops::report(past, intake, &Actor::VISITOR).await?;
    clock.set(now.plus_seconds(-20 * 60));
    let act = Act::Merge {
        into: single(of),
        note: "同一处、同一件事，并在一起办。".to_owned(),
    };
    let done = ops::act(past, id, &dispatcher(), act, once(&format!("merge {of}"))).await;
    tolerated(done.map(drop))?;
    Ok(true)
}

/// Somebody at the counter has two things on their mind; each gets its own body and its own echo.
async fn split(past: &Matters, clock: &FixedClock, now: Instant) -> Result<usize, OpError> {
    let id = Id::derived("huiyin demo split", "first");
    if is_known(past, id).await? {
        return Ok(0);
    }
    let world = world(past).await?;
    let compound = world
        .areas
        .values()
        .find(|area| area.kind == AreaKind::Compound && area.point.is_some());
    let area = compound.map_or_else(Area::default, |it| world.within(it));
    let place = compound.map(|it| it.name.zh.clone()).unwrap_or_default();
    let intake = Intake {
        place: Placed {
            text: format!("{place}二单元"),
            public: place,
            point: compound.and_then(|it| it.point),
        },
        area,
        ..Intake::of_text(
            id,
            Source::Counter,
            "二单元的电梯关门时有很大的响声，住在上面的老人不敢坐。还有，大门口的垃圾桶两天没人收，夏天一样的味道。",
        )
    };
    clock.set(now.plus_seconds(-90 * 60));
    ops::report(past, intake, &Actor::VISITOR).await?;
    clock.set(now.plus_seconds(-40 * 60));
    let second = Report {
        id: Id::derived("huiyin demo split", "second"),
        source: Source::Counter,
        outside_number: None,
        kind: Kind::Help,
        category: None,
        urgency: None,
        text: "大门口的垃圾桶两天没人收，夏天一样的味道。".to_owned(),
        area,
        has_place: true,
        photo_ids: Vec::new(),
        contactable: false,
        anonymous: true,
        restricted: false,
        complained_of: None,
        open_to_complained_of: false,
        split_from: Some(id),
        consent_version: None,
    };
    let act = Act::Split {
        second: Box::new(second),
        note: "电梯归物业，垃圾清运归环卫，分成两件。".to_owned(),
    };
    ops::act(past, id, &dispatcher(), act, once("split")).await?;
    Ok(2)
}

/// Three orders of one morning, as one numbered list.
async fn list(past: &Matters, clock: &FixedClock, now: Instant) -> Result<(), OpError> {
    let key = Id::derived("huiyin demo list", "morning");
    let at = now.plus_seconds(-15 * 60);
    clock.set(at);
    let account = Id::derived("demo account", "dispatcher");
    let mut tx = past.site.db.write().await?;
    match dispatch_lists::open(&mut tx, key, account, at).await {
        Err(StoreError::Duplicate(_)) => return Ok(()),
        other => other?,
    }
    tx.commit().await?;
    let world = world(past).await?;
    let waiting = (0..SINGLE).filter(|it| is_waiting(*it) && is_settled(*it));
    let mut position = 0;
    for index in waiting.take(LISTED) {
        let Some(line) = hand_out(past, &world, index).await? else {
            continue;
        };
        let mut tx = past.site.db.write().await?;
        dispatch_lists::add_line(&mut tx, key, position, &line).await?;
        tx.commit().await?;
        position += 1;
    }
    Ok(())
}

/// One line of the list; none where no body is usual for the matter.
async fn hand_out(
    past: &Matters,
    world: &World,
    index: usize,
) -> Result<Option<DispatchLine>, OpError> {
    let id = single(index);
    let mut tx = past.site.db.read().await?;
    let known = store::load(&mut tx, &past.site.keys, id).await?;
    drop(tx);
    let category = known
        .as_ref()
        .and_then(|it| it.matter.category)
        .and_then(|code| past.categories.get(code));
    let (Some(known), Some(category)) = (known, category) else {
        return Ok(None);
    };
    let leads = suggest::usual_leads(world, known.matter.area, category);
    let Some(lead) = leads.first().copied() else {
        return Ok(None);
    };
    let note = "按清单办理，当天回一次话。".to_owned();
    let act = Act::Dispatch {
        lead,
        supports: Vec::new(),
        note: note.clone(),
    };
    let done = ops::act(past, id, &dispatcher(), act, once(&format!("list {index}"))).await;
    match done {
        Err(OpError::Refused(_)) => Ok(None),
        other => {
            other?;
            Ok(Some(DispatchLine {
                matter: id,
                lead,
                supports: Vec::new(),
                note,
                refused: String::new(),
            }))
        }
    }
}

/// Texts that everybody at the desks may use.
async fn keep_texts(past: &Matters, now: Instant) -> Result<(), OpError> {
    let texts = [
        (
            Outcome::Solved.name().name(),
            "修好了，写明怎么再找我们",
            "已经修好，并当面试过。以后再坏，请打本单位电话，两小时内来人。",
        ),
        (
            Outcome::Explained.name().name(),
            "暂时办不了，说明什么时候能办",
            "这件事要等下一次维修计划，时间和依据写在下面；有变化我们先告诉您。",
        ),
        (
            "message",
            "约上门时间",
            "师傅想上门看一下，请问您哪一天、什么时间方便？",
        ),
    ];
    let owner = Id::derived("demo account", "dispatcher");
    let mut tx = past.site.db.write().await?;
    for (purpose, title, body) in texts {
        let id = Id::derived("huiyin demo text", title);
        if templates::find(&mut tx, id, owner).await?.is_some() {
            continue;
        }
        let text = Template {
            id,
            purpose: purpose.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            shared: true,
            created_by: owner,
        };
        templates::add(&mut tx, &text, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
