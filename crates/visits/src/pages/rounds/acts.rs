use std::sync::Arc;

use axum::extract::Path;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::frame::Held;
use super::{Claim, claim, id_of};
use crate::model::CancelCause;
use crate::ops::{self, By};

/// Announcing, starting, finishing and calling off a round.
pub(super) async fn submit(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let by = By::viewer(ctx.signed_in()?);
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let act = form.text("act");
    let done = match act.as_str() {
        "announce" => "visits-round-announced",
        "start" => "visits-round-started",
        "finish" => "visits-round-finished",
        "cancel" => "visits-round-cancelled",
        _ => return Err(PageError::FormExpired),
    };
    let location = format!("/desk/rounds/{id}?done={done}");
    let mut tx = match claim(&visits.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    match act.as_str() {
        "announce" => ops::announce(&visits, &mut tx, &by, id, Some(seen)).await?,
        "start" => ops::start(&visits, &mut tx, &by, id, Some(seen)).await?,
        "finish" => ops::finish(&visits, &mut tx, &by, id, Some(seen)).await?,
        _ => {
            let cause = CancelCause::from_name(&form.text("cause"));
            let cause = cause.ok_or(PageError::FormExpired)?;
            ops::cancel(&visits, &mut tx, &by, (id, Some(seen)), cause).await?
        }
    };
    tx.commit().await?;
    if act == "announce" {
        ask_in_background(&visits, by, id);
    }
    Ok(redirect(&location))
}

/// Thousands of doors take longer than a page may; what is cut off goes on with the next call.
pub(super) fn ask_in_background(visits: &Held, by: By, round: huiyin_kernel::Id) {
    let visits = Arc::clone(visits);
    tokio::spawn(async move {
        if let Err(error) = ops::ask_due(&visits, &by, round).await {
            tracing::error!(%error, "not all people at the doors of a round were asked");
        }
    });
}
