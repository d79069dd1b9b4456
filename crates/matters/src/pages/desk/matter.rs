//! One matter as staff see it, with a form for every act that is open to them now.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::forms::Form;
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::acts::{self, ActForm, Scene};
use super::facts::{self, Fact, Link};
use super::person::{self, People};
use super::suggestions::{self, Suggested};
use super::timeline::{self, Line};
use super::told::{self, ToldLine};
use super::whose::{id_of, readable};
use super::wording::{self, Badge, Due};
use crate::model::{ActName, Actor, EventBody, TextKind};
use crate::rules;
use crate::store::templates::{self, Template as Kept};
use crate::store::{self, Known, Past, Photo, Reporter};
use crate::suggest::{self, Suggestions};
use crate::{Matters, World, scope};

/// A matter with all that its page needs, read in one transaction.
pub(super) struct Loaded {
    pub world: Arc<World>,
    pub actor: Actor,
    pub known: Known,
    pub history: Vec<Past>,
    pub names: BTreeMap<Id, String>,
    pub photos: Vec<Photo>,
    pub reporters: Vec<Reporter>,
    pub suggestions: Suggestions,
    pub templates: Vec<Kept>,
    pub people: Vec<(Id, String)>,
    pub links: Vec<Link>,
    pub told: Vec<ToldLine>,
}

/// Loads a matter that this person may read; any other is not there.
pub(super) async fn load(ctx: &Ctx, matters: &Matters, id: Id) -> Result<Loaded, PageError> {
    let viewer = ctx.signed_in()?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(viewer);
    let known = readable(matters, &mut tx, &actor, id).await?;
    let mut history = store::history(&mut tx, id).await?;
    scope::veil(&actor, &known.matter, &mut history);
    let open = rules::available(&known.matter, &actor, ctx.now);
    let suggests = [ActName::Accept, ActName::Dispatch, ActName::Merge];
    let suggestions = if suggests.iter().any(|act| open.contains(act)) {
        suggest::for_matter(matters, &mut tx, &world, &known).await?
    } else {
        Suggestions::default()
    };
    let people = people_of_lead(&mut tx, ctx, &known).await?;
    let mut mentioned: Vec<Id> = history
        .iter()
        .filter_map(|past| timeline::account_of(&past.actor))
        .collect();
    mentioned.extend(
        history
            .iter()
            .filter_map(|past| person_in(&past.event.body)),
    );
    Ok(Loaded {
        names: accounts::names(&mut tx, &mentioned).await?,
        photos: store::photos_of(&mut tx, id).await?,
        reporters: store::reporters_of(&mut tx, &matters.site.keys, id).await?,
        templates: templates::visible(&mut tx, viewer.account_id).await?,
        links: facts::links(ctx, matters, &mut tx, &actor, &known.matter).await?,
        told: told::lines(ctx, matters, &mut tx, id).await?,
        world,
        actor,
        known,
        history,
        suggestions,
        people,
    })
}

const fn person_in(body: &EventBody) -> Option<Id> {
    match body {
        EventBody::SuspensionAsked { person, .. } | EventBody::Suspended { person, .. } => {
            Some(*person)
        }
        EventBody::HandedOver { to, .. } => Some(*to),
        _ => None,
    }
}

async fn people_of_lead(
    tx: &mut Tx,
    ctx: &Ctx,
    known: &Known,
) -> Result<Vec<(Id, String)>, PageError> {
    let Some(lead) = known.matter.lead() else {
        return Ok(Vec::new());
    };
    let found = accounts::of_body(tx, lead, ctx.now.date()).await?;
    Ok(found.into_iter().map(|it| (it.id, it.name)).collect())
}

impl Loaded {
    pub(super) fn scene<'a>(&'a self, ctx: &'a Ctx, matters: &'a Matters) -> Scene<'a> {
        Scene {
            ctx,
            matters,
            world: &self.world,
            known: &self.known,
            actor: &self.actor,
            suggestions: &self.suggestions,
            templates: &self.templates,
            people: &self.people,
            photos: &self.photos,
        }
    }

    /// The text of the report itself.
    pub(super) fn report_text(&self) -> String {
        text_of(&self.history, TextKind::Report)
    }
}

/// The report is the first text of its kind; of answers the last one counts.
pub(super) fn text_of(history: &[Past], kind: TextKind) -> String {
    let mut texts = history
        .iter()
        .flat_map(|past| &past.event.texts)
        .filter(|entry| entry.kind == kind);
    let found = if kind == TextKind::Report {
        texts.next()
    } else {
        texts.next_back()
    };
    found.map_or_else(String::new, |entry| entry.text.clone())
}

/// Somebody was faster: what happened meanwhile, and what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Conflict {
    pub seen_version: u32,
    pub version: u32,
    pub seen: Option<Line>,
    pub meanwhile: Vec<Line>,
    pub act: String,
    pub typed: Vec<(String, String)>,
    /// The act can still be done as the matter stands now.
    pub still_open: bool,
}

#[derive(Template)]
#[template(path = "desk_matter.html")]
struct View {
    page: Page,
    id: String,
    number: String,
    version: u32,
    headline: String,
    text: String,
    state: Badge,
    urgency: Option<Badge>,
    restricted: bool,
    due: Option<Due>,
    flags: Vec<String>,
    facts: Vec<Fact>,
    links: Vec<Link>,
    told: Vec<ToldLine>,
    photos: Vec<String>,
    people: People,
    suggested: Suggested,
    forms: Vec<ActForm>,
    timeline: Vec<Line>,
    conflict: Option<Conflict>,
    may_call: bool,
}

/// What a page of a matter shows beside the matter itself.
#[derive(Default)]
pub(super) struct Shown {
    pub status: StatusCode,
    pub forms: Vec<ActForm>,
    pub conflict: Option<Conflict>,
    pub revealed: bool,
}

pub(super) fn page(ctx: &Ctx, matters: &Matters, loaded: &Loaded, shown: Shown) -> PageResult {
    let matter = &loaded.known.matter;
    let world = &loaded.world;
    let due = matter
        .due_before()
        .filter(|_| matter.state.answer_given().is_none());
    let due = due.filter(|_| matter.state_name().is_open());
    let view = View {
        page: ctx.page(),
        id: matter.id.to_string(),
        number: loaded.known.number.clone(),
        version: matter.version,
        headline: loaded.known.headline.clone(),
        text: loaded.report_text(),
        state: wording::state_badge(ctx, matter.state_name()),
        urgency: wording::urgency_badge(ctx, matter.urgency),
        restricted: matter.restricted,
        due: due
            .map(|before| wording::due_badge(ctx, before))
            .or_else(|| facts::paused(ctx, matter)),
        flags: facts::flags(ctx, matter),
        facts: facts::of(ctx, matters, world, &loaded.known, shown.revealed),
        links: loaded.links.clone(),
        told: loaded.told.clone(),
        photos: loaded
            .photos
            .iter()
            .map(|photo| photo.id.to_string())
            .collect(),
        people: person::people(
            ctx,
            &loaded.actor,
            matter,
            &loaded.reporters,
            !loaded.known.place.text.is_empty(),
            shown.revealed,
        ),
        suggested: suggestions::of(ctx, matters, world, matter, &loaded.suggestions),
        may_call: ctx
            .viewer
            .as_ref()
            .is_some_and(|it| it.may(crate::acts::CALL)),
        forms: shown.forms,
        timeline: timeline::lines(ctx, matters, world, &loaded.names, &loaded.history),
        conflict: shown.conflict,
    };
    render_status(shown.status, &view)
}

/// The page of a matter. Fields may be filled in from the address, as the links beside a
/// suggestion do: `?open=accept&accept-category=0105`.
pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let loaded = load(&ctx, &matters, id_of(&id)?).await?;
    let form = Form::from_pairs(
        query
            .into_iter()
            .filter(|(name, _)| name != "sent")
            .collect(),
    );
    let open = ActName::from_name(&form.text("open"));
    let forms = acts::all(loaded.scene(&ctx, &matters), open.map(|act| (act, &form)));
    let shown = Shown {
        forms,
        ..Shown::default()
    };
    page(&ctx, &matters, &loaded, shown)
}
