//! A row of any list on the desk.

use huiyin_kernel::Instant;
use huiyin_web::Ctx;

use super::wording::{self, Badge, Due};
use crate::model::StateName;
use crate::rules::desk::Queue;
use crate::store::ListRow;
use crate::{Matters, World};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub id: String,
    pub number: String,
    pub version: u32,
    pub headline: String,
    pub state: Badge,
    pub urgency: Option<Badge>,
    pub restricted: bool,
    pub category: String,
    pub place: String,
    pub lead: String,
    pub source: String,
    pub received: String,
    pub joined: u32,
    pub due: Option<Due>,
    /// Class of the row: `is-due-over`, `is-due-soon` or nothing.
    pub class: &'static str,
}

/// A row; `due` is until when it should be done on this list.
pub(super) fn row(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    found: &ListRow,
    due: Option<Instant>,
) -> Row {
    let due = due.map(|before| wording::due_badge(ctx, before));
    let area = wording::area_text(ctx, world, found.street, found.community);
    let place = [area, found.place.clone()];
    Row {
        id: found.id.to_string(),
        number: found.number.clone(),
        version: found.version,
        headline: found.headline.clone(),
        state: wording::state_badge(ctx, found.state),
        urgency: wording::urgency_badge(ctx, found.urgency),
        restricted: found.restricted,
        category: wording::category(matters, found.category, ctx.lang),
        place: place
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        lead: found
            .lead
            .map(|id| world.body_name(id, ctx.lang))
            .unwrap_or_default(),
        source: ctx.t(&format!("matters-source-{}", found.source.key())),
        received: wording::moment(ctx, found.received_at),
        joined: found.joined,
        class: match due.as_ref().map(|it| it.state) {
            Some("over") => "is-due-over",
            Some("soon") => "is-due-soon",
            _ => "",
        },
        due,
    }
}

/// Rows of a queue, with the limit that counts there.
pub(super) fn queue_rows(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    queue: Queue,
    found: &[ListRow],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(found.len());
    for one in found {
        // A matter that several bodies help with lies in that queue once for each.
        if rows
            .last()
            .is_some_and(|last| last.id == one.id.to_string())
        {
            continue;
        }
        let due = wording::limit_of(matters, world, queue, one.order_at);
        let mut made = row(ctx, matters, world, one, due);
        if queue == Queue::Parked {
            made.class = "";
            if let Some(due) = &mut made.due {
                due.state = "paused";
            }
        }
        rows.push(made);
    }
    rows
}

/// Rows of a plain list: the limit of the body counts until there is an answer.
pub(super) fn list_rows(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    found: &[ListRow],
) -> Vec<Row> {
    let counts = |row: &ListRow| {
        let answered = [StateName::Answered, StateName::Verified].contains(&row.state);
        row.due_before.filter(|_| row.state.is_open() && !answered)
    };
    found
        .iter()
        .map(|one| row(ctx, matters, world, one, counts(one)))
        .collect()
}

/// `micros_id` of the last row shown, to go on from.
pub(super) fn cursor(row: &ListRow) -> String {
    format!("{}_{}", row.order_at.as_micros(), row.id)
}

/// Reads a cursor; anything else begins at the start.
pub(super) fn page_from(text: &str, first: crate::store::Page) -> crate::store::Page {
    let read = || {
        let (micros, id) = text.split_once('_')?;
        Some(crate::store::Page {
            after_at: Instant::from_micros(micros.parse().ok()?),
            after_id: Some(id.parse().ok()?),
            rows: first.rows,
        })
    };
    read().unwrap_or(first)
}

/// Cuts off the one row more that was read, and says where the next page begins.
pub(super) fn cut(
    mut found: Vec<ListRow>,
    page: crate::store::Page,
) -> (Vec<ListRow>, Option<String>) {
    let shown = usize::try_from(page.rows).unwrap_or(usize::MAX);
    let more = found.len() > shown;
    found.truncate(shown);
    let next = found.last().filter(|_| more).map(cursor);
    (found, next)
}
