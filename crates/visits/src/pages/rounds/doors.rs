use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::frame::{Frame, Held, round_of};
use super::words::Address;
use super::{Claim, claim, id_of};
use crate::ops::{self, NAMED_MOST};
use crate::rules::LeftOut;
use crate::store::dwellings;

/// Doors left out for one reason.
struct Group {
    name: &'static str,
    label: String,
    count: u32,
    more: u32,
    doors: Vec<Door>,
    may_override: bool,
}

struct Door {
    id: Id,
    address: String,
}

#[derive(Template)]
#[template(path = "round_doors.html")]
struct View {
    page: Page,
    frame: Frame,
    doors: u32,
    new: usize,
    groups: Vec<Group>,
    is_full: bool,
    is_open: bool,
}

pub(super) async fn show(ctx: Ctx, visits: Held, Path(id): Path<String>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, places, _) = round_of(&ctx, &mut tx, &id).await?;
    let found = ops::admission(&mut tx, &round, &places, ctx.now.date()).await?;
    let is_open = round.state.ended_at().is_none();
    let mut groups = Vec::new();
    for (why, (count, named)) in &found.left_out {
        let mut doors = Vec::with_capacity(named.len());
        for door in named {
            let id = door.dwelling.id;
            let words = dwellings::load(&mut tx, &visits.site.keys, id).await?;
            let address = words.map_or_else(String::new, |it| Address::of(&it).line());
            doors.push(Door { id, address });
        }
        let shown = u32::try_from(doors.len().min(NAMED_MOST)).unwrap_or(u32::MAX);
        groups.push(Group {
            name: why.name(),
            label: ctx.t(&format!("visits-round-left-{}", why.key())),
            count: *count,
            more: count.saturating_sub(shown),
            doors,
            may_override: is_open && *why == LeftOut::DoNotDisturb,
        });
    }
    render(&View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &round, "doors"),
        doors: found.doors,
        new: found.new.len(),
        groups,
        is_full: found.is_full,
        is_open,
    })
}

/// Life or safety overrides the wish for rest, with a reason that is kept.
pub(super) async fn override_one(
    ctx: Ctx,
    visits: Held,
    Path((id, door)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let by = {
        let mut tx = visits.site.db.read().await?;
        round_of(&ctx, &mut tx, &id).await?.2
    };
    let key = (id_of(&id)?, id_of(&door)?);
    let location = format!(
        "/desk/rounds/{}/doors?done=visits-round-door-admitted",
        key.0
    );
    let mut tx = match claim(&visits.site, &posted.0, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let reason = posted.0.text("reason");
    ops::admit_for_safety(&visits, &mut tx, &by, key, &reason)
        .await
        .map_err(PageError::from)?;
    tx.commit().await?;
    Ok(redirect(&location))
}
