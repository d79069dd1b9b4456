//! The search of the desk: what holds the words, as far as the person may read it.

use std::sync::Arc;

use axum::extract::{Query, State};
use huiyin_db::{Tx, search::Before};
use huiyin_web::{Ctx, PageError, PageResult};

use super::lists::{Sheet, show_rows};
use super::query::Asked;
use crate::model::Actor;
use crate::store::{self, ListRow};
use crate::{Matters, scope};

/// Matters that a search shows.
const SHOWN_ROWS: usize = 100;
/// Hits read at once.
const PAGE_ROWS: i64 = 120;
/// Pages read for one search, so that a common word cannot keep the store busy for long.
const PAGES_MAX: usize = 40;

/// What a search found.
pub(super) struct Readable {
    pub rows: Vec<ListRow>,
    /// Whether there may be more than was looked at or is shown.
    pub is_cut: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let words = asked.words();
    let found = readable(&mut tx, &actor, &words).await?;
    let title = if words.is_empty() {
        ctx.t("matters-desk-search-title")
    } else {
        ctx.say("matters-desk-search-for", &[("words", words.into())])
    };
    let sheet = Sheet {
        title,
        searching: true,
        next: None,
        full: found.is_cut,
    };
    show_rows(&ctx, &matters, &world, &actor, asked, &found.rows, sheet)
}

/// The newest matters that hold every word and that this person may read. Hits of other streets
/// and bodies are passed over, so the search goes on behind them until enough is found or the
/// bound is reached.
pub(super) async fn readable(
    tx: &mut Tx,
    actor: &Actor,
    words: &str,
) -> Result<Readable, PageError> {
    let mut rows = Vec::new();
    let mut next = (!words.is_empty()).then_some(Before::NEWEST);
    for _ in 0..PAGES_MAX {
        let Some(before) = next else { break };
        let (found, after) = store::search(tx, words, before, PAGE_ROWS).await?;
        next = after;
        for ids in found.chunks(store::ROWS_TOGETHER) {
            for (row, matter) in store::rows_of(tx, ids).await? {
                if !scope::may_read(actor, &matter) {
                    continue;
                }
                if rows.len() == SHOWN_ROWS {
                    return Ok(Readable { rows, is_cut: true });
                }
                rows.push(row);
            }
        }
    }
    let is_cut = next.is_some();
    Ok(Readable { rows, is_cut })
}
