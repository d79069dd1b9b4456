//! A dispatch list after it was handed out: what became of each line, on a page and as a sheet.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageError, PageResult, download, render, written};

use super::whose::id_of;
use super::wording;
use crate::export::{DispatchRow, dispatch_table};
use crate::model::StateName;
use crate::store::dispatch_lists::{self, DispatchLine, DispatchList};
use crate::store::{self, Known, export_rows};
use crate::{Matters, World, scope};
use huiyin_web::XLSX;

#[derive(Template)]
#[template(path = "desk_dispatch_list.html")]
struct ListView {
    page: Page,
    id: String,
    at: String,
    rows: Vec<ListedRow>,
    done: usize,
    refused: usize,
}

struct ListedRow {
    id: String,
    row: DispatchRow,
    refused: bool,
}

/// A list as it stands today: due, result and verification are read from the matters.
async fn listed(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    id: Id,
) -> Result<(DispatchList, Vec<ListedRow>), PageError> {
    let world = matters.world(tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let list = dispatch_lists::find(tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let own = ctx.signed_in()?.account_id == list.account;
    let mut rows = Vec::new();
    for line in dispatch_lists::lines(tx, id).await? {
        let known = store::load(tx, &matters.site.keys, line.matter).await?;
        if let Some(known) = known.filter(|it| scope::may_read(&actor, &it.matter)) {
            let refused = !line.refused.is_empty();
            let row = listed_row(ctx, matters, tx, &world, &line, &known).await?;
            rows.push(ListedRow {
                id: line.matter.to_string(),
                row,
                refused,
            });
        }
    }
    if rows.is_empty() && !own {
        return Err(PageError::NotFound);
    }
    Ok((list, rows))
}

async fn listed_row(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    line: &DispatchLine,
    known: &Known,
) -> Result<DispatchRow, PageError> {
    let matter = &known.matter;
    let due = matter.clock().filter(|_| line.refused.is_empty());
    let answer = export_rows::row(tx, &matters.site.keys, matter.id).await?;
    let answer = answer.map(|it| it.answer_text).unwrap_or_default();
    let result = match matter.state.answer_given() {
        Some(given) => {
            let outcome = ctx.t(&format!("matters-outcome-{}", given.outcome.key()));
            ctx.say(
                "matters-desk-result-line",
                &[("outcome", outcome.into()), ("text", answer.into())],
            )
        }
        None => ctx.t(&format!("matters-desk-state-{}", matter.state_name().key())),
    };
    let verdict = matter.state.verdict();
    let waiting = matter.state_name() == StateName::Answered;
    let verification = match verdict {
        Some(verdict) => ctx.t(&format!("matters-result-{}", verdict.result.key())),
        None if waiting => ctx.t("matters-desk-verify-waiting"),
        None => String::new(),
    };
    let remark = if line.refused.is_empty() {
        line.note.clone()
    } else {
        ctx.say(
            "matters-desk-list-refused",
            &[("why", line.refused.as_str().into())],
        )
    };
    Ok(DispatchRow {
        number: known.number.clone(),
        item: known.headline.clone(),
        lead: world.body_name(line.lead, ctx.lang),
        supports: wording::body_names(ctx, world, &line.supports),
        due: due.map_or_else(String::new, |clock| wording::until(ctx, clock.due_before)),
        result,
        verification,
        remark,
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let id = id_of(&id)?;
    let mut tx = matters.site.db.read().await?;
    let (list, rows) = listed(&ctx, &matters, &mut tx, id).await?;
    render(&ListView {
        page: ctx.page(),
        id: id.to_string(),
        at: wording::moment(&ctx, list.created_at),
        done: rows.iter().filter(|row| !row.refused).count(),
        refused: rows.iter().filter(|row| row.refused).count(),
        rows,
    })
}

pub(super) async fn xlsx(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let id = id_of(&id)?;
    let mut tx = matters.site.db.read().await?;
    let (list, rows) = listed(&ctx, &matters, &mut tx, id).await?;
    let rows: Vec<DispatchRow> = rows.into_iter().map(|listed| listed.row).collect();
    let table = dispatch_table(&ctx, &rows);
    let bytes = written(move || huiyin_sheets::write_xlsx(&[table])).await?;
    let name = format!("list-dispatch-{}.xlsx", list.created_at.date());
    Ok(download(XLSX, &name, bytes))
}
