//! Hand-over: what lies with people who have left, and the queues that nobody serves.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::{Held, accounts, ops as registry, posts};
use huiyin_web::forms::{self, Content, Errors, Once, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::whose::id_of;
use crate::handover::{self, LeftBehind, Moved, Receiver, Why, fits};
use crate::model::Actor;
use crate::model::bounds::NOTE_CHARS;
use crate::store::handover as rows;
use crate::{Matters, World};

const HERE: &str = "/desk/handover";
/// The word of the form for “back to the body and the queue”.
const QUEUE: &str = "queue";

/// Somebody who has left, in words.
struct Person {
    id: Id,
    name: String,
    login: String,
    is_closed: bool,
    bound: usize,
    rows: i64,
}

/// A place and its queues without anybody, in words.
struct Place {
    name: String,
    queues: Vec<(String, i64)>,
}

#[derive(Template)]
#[template(path = "desk_handover.html")]
struct View {
    page: Page,
    people: Vec<Person>,
    places: Vec<Place>,
}

/// A matter of somebody who has left.
struct Item {
    matter: Id,
    number: String,
    headline: String,
    holding: &'static str,
    body: String,
}

#[derive(Template)]
#[template(path = "desk_handover_one.html")]
struct One {
    page: Page,
    errors: Errors,
    person: Person,
    items: Vec<Item>,
    notices: i64,
    filters: i64,
    templates: i64,
    receivers: Vec<Choice>,
    note: String,
}

async fn person(tx: &mut Tx, ghost: &LeftBehind) -> Result<Person, PageError> {
    let account = accounts::by_id(tx, ghost.account).await?;
    let (name, login) = account.map_or_else(
        || (ghost.account.to_string(), String::new()),
        |it| (it.name, it.login),
    );
    let rows = ghost.rows;
    Ok(Person {
        id: ghost.account,
        name,
        login,
        is_closed: ghost.why == Why::Closed,
        bound: ghost.bound.len(),
        rows: rows.notices + rows.filters + rows.templates,
    })
}

pub(super) async fn show(ctx: Ctx, State(matters): State<Arc<Matters>>) -> PageResult {
    let viewer = ctx.signed_in()?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(viewer);
    let mut people = Vec::new();
    for ghost in handover::left_behind(&matters, &mut tx, Some(&actor)).await? {
        people.push(person(&mut tx, &ghost).await?);
    }
    let unserved = handover::unserved(&matters, &mut tx, &actor).await?;
    render(&View {
        page: ctx.page(),
        people,
        places: places(&ctx, &world, &unserved),
    })
}

/// Each place once, with all that nobody serves there.
fn places(ctx: &Ctx, world: &World, unserved: &[handover::Unserved]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for it in unserved {
        let name = place_name(ctx, world, it);
        let queue = ctx.t(&format!("matters-desk-queue-{}", it.queue.key()));
        let at = places.iter().position(|place| place.name == name);
        match at.and_then(|at| places.get_mut(at)) {
            Some(place) => place.queues.push((queue, it.count)),
            None => places.push(Place {
                name,
                queues: vec![(queue, it.count)],
            }),
        }
    }
    places
}

fn place_name(ctx: &Ctx, world: &World, it: &handover::Unserved) -> String {
    match (it.body, it.street) {
        (Some(body), _) => world.body_name(body, ctx.lang),
        (None, street @ Some(_)) => world.area_name(street, ctx.lang),
        (None, None) => ctx.site.settings.district.get(ctx.lang).to_owned(),
    }
}

/// The ghost of this id, as far as the reader may see it.
async fn ghost_of(
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    id: Id,
) -> Result<LeftBehind, PageError> {
    let found = handover::left_behind(matters, tx, Some(actor)).await?;
    found
        .into_iter()
        .find(|it| it.account == id)
        .ok_or(PageError::NotFound)
}

impl One {
    async fn load(
        ctx: &Ctx,
        matters: &Matters,
        id: Id,
        (errors, chosen, note): (Errors, &str, String),
    ) -> Result<Self, PageError> {
        let mut tx = matters.site.db.read().await?;
        let world = matters.world(&mut tx).await?;
        let actor = world.actor(ctx.signed_in()?);
        let ghost = ghost_of(matters, &mut tx, &actor, id).await?;
        let mut items = Vec::with_capacity(ghost.bound.len());
        for bound in &ghost.bound {
            let (number, headline) = rows::head(&mut tx, bound.matter.id).await?;
            let lead = bound.matter.lead();
            items.push(Item {
                matter: bound.matter.id,
                number,
                headline,
                holding: bound.holding.name(),
                body: lead.map_or_else(String::new, |id| world.body_name(id, ctx.lang)),
            });
        }
        let found = successors(&mut tx, &world, &ghost, ctx).await?;
        let mut receivers = vec![Choice::new(
            "",
            ctx.t("matters-handover-choose"),
            chosen.is_empty(),
        )];
        receivers.extend(found.into_iter().map(|(id, name)| {
            let id = id.to_string();
            let is_chosen = id == chosen;
            Choice::new(id, name, is_chosen)
        }));
        receivers.push(Choice::new(
            QUEUE,
            ctx.t("matters-handover-queue"),
            chosen == QUEUE,
        ));
        Ok(Self {
            page: ctx.page(),
            errors,
            person: person(&mut tx, &ghost).await?,
            items,
            notices: ghost.rows.notices,
            filters: ghost.rows.filters,
            templates: ghost.rows.templates,
            receivers,
            note,
        })
    }
}

/// Who could take over: whoever works for the bodies that lead, and whoever holds a post as this
/// person held one. Each must play a part on one of the matters, where there are any.
async fn successors(
    tx: &mut Tx,
    world: &World,
    ghost: &LeftBehind,
    ctx: &Ctx,
) -> Result<Vec<(Id, String)>, PageError> {
    let today = ctx.now.date();
    let mut found: BTreeMap<Id, String> = BTreeMap::new();
    let mut bodies: Vec<Id> = ghost
        .bound
        .iter()
        .filter_map(|it| it.matter.lead())
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    for body in bodies {
        for account in accounts::of_body(tx, body, today).await? {
            found.insert(account.id, account.name);
        }
    }
    let held: Vec<Held> = posts::of_account(tx, ghost.account).await?;
    for account in registry::successors(tx, &held, today).await? {
        found.insert(account.id, account.name);
    }
    found.remove(&ghost.account);
    let mut fitting = Vec::new();
    for (id, name) in found {
        let actor = handover::actor_of(tx, world, id, today).await?;
        let reaches = ghost
            .bound
            .iter()
            .any(|it| fits(actor.as_ref(), &it.matter));
        if reaches || ghost.bound.is_empty() {
            fitting.push((id, name));
        }
    }
    fitting.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(fitting)
}

pub(super) async fn show_one(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let kept = (Errors::default(), "", String::new());
    render(&One::load(&ctx, &matters, id_of(&id)?, kept).await?)
}

pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let key = forms::key_of(&form)?;
    let mut errors = Errors::default();
    let note = errors.optional(&ctx, &form, "note", NOTE_CHARS);
    let chosen = form.text("receiver");
    let viewer = ctx.signed_in()?;
    let view = One::load(&ctx, &matters, id, (Errors::default(), "", String::new())).await;
    let view = match view {
        Ok(view) => view,
        // A second click finds nothing left, and lands where the first one did.
        Err(PageError::NotFound) if was_done(&matters, key).await? => return Ok(redirect(HERE)),
        Err(error) => return Err(error),
    };
    let is_offered = view.receivers.iter().any(|it| it.value == chosen);
    let to = match chosen.parse::<Id>() {
        Ok(successor) if is_offered => Some(Receiver::Successor(successor)),
        _ if chosen == QUEUE => Some(Receiver::Queue {
            meanwhile: viewer.account_id,
        }),
        _ => None,
    };
    let Some(to) = to.filter(|_| errors.is_empty()) else {
        if to.is_none() {
            errors.add("receiver", ctx.t("matters-handover-choose-one"));
        }
        let view = One::load(&ctx, &matters, id, (errors, &chosen, note)).await?;
        return render_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let mut tx = matters.site.db.write().await?;
    let location = format!("{HERE}?done=matters-handover-done");
    let content = form.content(&matters.site.keys, &format!("hand over {id}"));
    match forms::once(&mut tx, key, &content, &location, ctx.now).await? {
        Once::First => {}
        before => return forms::landed(before, &location),
    }
    let actor = matters.world(&mut tx).await?.actor(viewer);
    tx.commit().await?;
    let Moved { left, .. } = handover::move_over(&matters, &actor, (id, key), to, &note).await?;
    if left > 0 {
        return Ok(redirect(&format!(
            "{HERE}/{id}?done=matters-handover-partly"
        )));
    }
    Ok(redirect(&location))
}

async fn was_done(matters: &Matters, key: Id) -> Result<bool, PageError> {
    let mut tx = matters.site.db.read().await?;
    let before = forms::result_of(&mut tx, key, &Content::in_key()).await?;
    Ok(before.is_some())
}
