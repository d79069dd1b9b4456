use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{EchoView, Reader, echo_view};
use crate::rules;
use crate::rules::desk::Queue;
use crate::rules::due::DueWithin;
use crate::scope;
use crate::slice::Matters;
use crate::store::{self, Filter, ListRow, Page};

/// Who is signed in, and the token that a change must carry as `x-huiyin-token`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    pub account: String,
    pub token: String,
    pub acts: Vec<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(crate) struct QueueQuery {
    pub category: String,
    pub urgency: String,
    pub source: String,
    /// `today`, `three_days` or `overdue`: what waits for an answer and falls due then.
    #[param(pattern = "^(today|three_days|overdue)?$")]
    pub due: String,
    /// `next` of the page before.
    #[param(
        pattern = r"^(-?[0-9]{1,18}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$"
    )]
    pub after: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueuePage {
    pub matters: Vec<QueueEntry>,
    pub next: Option<String>,
}

/// A task on the desk.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueueEntry {
    pub id: String,
    pub number: String,
    pub version: u32,
    pub state: String,
    pub category: Option<String>,
    pub urgency: String,
    pub headline: String,
    pub place: String,
    pub received_at: String,
    pub due_before: Option<String>,
}

/// A matter with what this person may do now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeskView {
    #[serde(flatten)]
    pub matter: EchoView,
    /// Names of the acts that are open to this person in this state.
    pub acts: Vec<String>,
}

/// The signed-in account.
#[utoipa::path(get, path = "/api/v1/session", tag = "staff", security(("session" = [])),
    responses((status = 200, body = Session), (status = 401, description = "Not signed in")))]
pub(crate) async fn session(ctx: Ctx) -> Result<Json<Session>, PageError> {
    let viewer = ctx.signed_in()?;
    Ok(Json(Session {
        account: viewer.account_id.to_string(),
        token: ctx.csrf.clone(),
        acts: viewer.acts.iter().cloned().collect(),
    }))
}

/// A queue of the desk, in the order of what falls due.
#[utoipa::path(get, path = "/api/v1/desk/queues/{queue}", tag = "staff", params(QueueQuery,
    ("queue" = String, Path, description = "intake, dispatch, returns, work, support, whistle, parked, call, close, decide or raised")),
    security(("session" = [])),
    responses((status = 200, body = QueuePage), (status = 400, description = "No such place to read on from"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"), (status = 404, description = "No such queue")))]
pub(crate) async fn queue(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(queue): Path<String>,
    Query(query): Query<QueueQuery>,
) -> Result<Json<QueuePage>, PageError> {
    let queue = Queue::from_name(&queue).ok_or(PageError::NotFound)?;
    let page = after(&query.after).ok_or(PageError::BadRequest {
        key: "web-error-bad-form",
    })?;
    let filter = Filter {
        category: query.category,
        urgency: query.urgency,
        source: query.source,
        state: String::new(),
        due: DueWithin::from_name(&query.due).map(|due| due.span(ctx.now)),
    };
    let mut tx = ctx.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let scope = scope::for_queue(&actor, queue).ok_or(PageError::NotFound)?;
    let rows = store::queue(&mut tx, scope, queue, &filter, page).await?;
    let shown = usize::try_from(page.rows).unwrap_or(usize::MAX);
    let next = (rows.len() > shown)
        .then(|| rows.get(shown.saturating_sub(1)))
        .flatten()
        .map(|row| format!("{}_{}", row.order_at.as_micros(), row.id));
    Ok(Json(QueuePage {
        matters: rows.iter().take(shown).map(entry).collect(),
        next,
    }))
}

fn entry(row: &ListRow) -> QueueEntry {
    QueueEntry {
        id: row.id.to_string(),
        number: row.number.clone(),
        version: row.version,
        state: row.state.name().to_owned(),
        category: row.category.map(|code| code.to_string()),
        urgency: row.urgency.name().to_owned(),
        headline: row.headline.clone(),
        place: row.place.clone(),
        received_at: row.received_at.to_rfc3339(),
        due_before: row.due_before.map(Instant::to_rfc3339),
    }
}

fn after(text: &str) -> Option<Page> {
    if text.is_empty() {
        return Some(Page::FIRST);
    }
    let (micros, id) = text.split_once('_')?;
    let after_at = Instant::from_micros(micros.parse().ok()?);
    Some(Page {
        after_at,
        after_id: Some(id.parse().ok()?),
        rows: Page::FIRST.rows,
    })
}

/// A matter as staff see it.
#[utoipa::path(get, path = "/api/v1/desk/matters/{id}", tag = "staff",
    params(("id" = String, Path, format = "uuid", description = "Id of the matter")),
    security(("session" = [])),
    responses((status = 200, body = DeskView), (status = 400, description = "No id of a matter"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "No such matter within your area")))]
pub(crate) async fn matter(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<Id>,
) -> Result<Json<DeskView>, PageError> {
    Ok(Json(view(&ctx, &matters, id).await?))
}

pub(super) async fn view(ctx: &Ctx, matters: &Matters, id: Id) -> Result<DeskView, PageError> {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let known = store::load(&mut tx, &matters.site.keys, id)
        .await?
        .ok_or(PageError::NotFound)?;
    if !scope::may_read(&actor, &known.matter) {
        return Err(PageError::NotFound);
    }
    let mut history = store::history(&mut tx, id).await?;
    scope::veil(&actor, &known.matter, &mut history);
    let open = rules::available(&known.matter, &actor, ctx.now);
    Ok(DeskView {
        matter: echo_view(ctx, &world, &known, &history, Reader::Staff),
        acts: open.into_iter().map(|act| act.name().to_owned()).collect(),
    })
}
