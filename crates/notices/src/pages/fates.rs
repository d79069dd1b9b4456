//! What became of notices, as the system administrator sees it: no address, no subject, no name.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::journal;
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::Posted;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render};

use crate::Notices;
use crate::model::{Channel, Fate, Notice};
use crate::store::notices;

const SHOWN: i64 = 50;
const DAY_SECONDS: i64 = 86_400;

/// A way and how it does.
struct Way {
    name: String,
    is_on: bool,
    sent: i64,
    waiting: i64,
    lost: i64,
    /// Until when its carrier rests; empty when it may be tried.
    rests: String,
    command: &'static str,
}

struct Line {
    id: String,
    what: String,
    channel: String,
    tone: &'static str,
    icon: &'static str,
    fate: String,
    why: String,
    attempts: i64,
    made: String,
    settled: String,
    may_again: bool,
}

#[derive(Template)]
#[template(path = "notices_fates.html")]
struct View {
    page: Page,
    ways: Vec<Way>,
    lines: Vec<Line>,
    fates: Vec<Choice>,
    chosen: String,
    next: Option<String>,
}

pub(super) const fn look(fate: Fate) -> (&'static str, &'static str) {
    match fate {
        Fate::Sent | Fate::HandedOver => ("ok", "check"),
        Fate::Refused | Fate::GivenUp => ("danger", "octagon-alert"),
        Fate::Superseded => ("neutral", "layers"),
        Fate::Waiting | Fate::Held | Fate::ToHandOver => ("info", "clock"),
    }
}

/// Words of ours have a sentence; a carrier's own words stand as they are.
fn why(ctx: &Ctx, notice: &Notice) -> String {
    let key = format!("notices-why-{}", notice.why);
    if notice.why.is_empty() {
        String::new()
    } else if ctx.site.texts.has(ctx.lang, &key) {
        ctx.t(&key)
    } else {
        notice.why.clone()
    }
}

fn line(ctx: &Ctx, it: &Notice) -> Line {
    let (tone, icon) = look(it.fate);
    Line {
        id: it.id.to_string(),
        what: ctx.t(&format!("notices-heading-{}", it.template)),
        channel: ctx.t(&format!("notices-channel-{}", it.channel)),
        tone,
        icon,
        fate: ctx.t(&format!(
            "notices-fate-{}",
            it.fate.name().replace('_', "-")
        )),
        why: why(ctx, it),
        attempts: it.attempts,
        made: ctx.moment(it.created_at),
        settled: it
            .settled_at
            .or(it.next_at)
            .map_or_else(String::new, Instant::to_display),
        may_again: it.fate == Fate::GivenUp && it.why != "no-carrier",
    }
}

fn ways(ctx: &Ctx, slice: &Notices, counts: &[(Channel, Fate, i64)]) -> Vec<Way> {
    [Channel::Sms, Channel::Mail, Channel::Wecom]
        .into_iter()
        .map(|channel| {
            let count = |fates: &[Fate]| {
                let of = counts
                    .iter()
                    .filter(|it| it.0 == channel && fates.contains(&it.1));
                of.map(|it| it.2).sum()
            };
            Way {
                name: ctx.t(&format!("notices-channel-{channel}")),
                is_on: slice.carriers.has(channel),
                sent: count(&[Fate::Sent]),
                waiting: count(&[Fate::Waiting, Fate::Held]),
                lost: count(&[Fate::Refused, Fate::GivenUp]),
                rests: slice
                    .rest(channel, ctx.now)
                    .map_or_else(String::new, Instant::to_display),
                command: channel.name(),
            }
        })
        .collect()
}

/// Where the next page begins, as it stands in the address.
pub(super) fn place(text: &str) -> Option<(Instant, String)> {
    let (micros, id) = text.split_once('_')?;
    let id: Id = id.parse().ok()?;
    Some((Instant::from_micros(micros.parse().ok()?), id.to_string()))
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let fate = Fate::from_name(asked("fate"));
    let end = (Instant::from_micros(i64::MAX), String::new());
    let from = place(asked("after")).unwrap_or(end);
    let mut tx = slice.site.db.read().await?;
    let counts = notices::counts(&mut tx, ctx.now.plus_seconds(-DAY_SECONDS)).await?;
    let mut found = notices::newest(&mut tx, fate, (from.0, &from.1), SHOWN + 1).await?;
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let has_more = found.len() > shown;
    found.truncate(shown);
    let next = found.last().filter(|_| has_more);
    let name = fate.map_or("", Fate::name);
    let all = [Choice::new("", ctx.t("notices-fate-all"), fate.is_none())];
    let each = Fate::ALL.iter().map(|it| {
        let key = format!("notices-fate-{}", it.name().replace('_', "-"));
        Choice::new(it.name(), ctx.t(&key), fate == Some(*it))
    });
    render(&View {
        page: ctx.page(),
        ways: ways(&ctx, &slice, &counts),
        lines: found.iter().map(|it| line(&ctx, it)).collect(),
        fates: all.into_iter().chain(each).collect(),
        chosen: name.to_owned(),
        next: next.map(|it| format!("{}_{}", it.created_at.as_micros(), it.id)),
    })
}

/// Sends a notice that was given up round again, with a row in the journal.
pub(super) async fn again(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Path(id): Path<String>,
    _posted: Posted,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let actor = ctx.signed_in()?.actor();
    let mut tx = slice.site.db.write().await?;
    if !notices::revive(&mut tx, id, ctx.now).await? {
        return Ok(redirect("/desk/telling?done=notices-not-again"));
    }
    let before = journal::of_subject(&mut tx, id).await?;
    let entry = journal::Entry {
        subject_kind: "notice",
        subject: id,
        version: before.last().map_or(0, |record| record.version) + 1,
        at: ctx.now,
        actor: &actor,
        kind: "sent_again",
    };
    journal::append(&mut tx, &entry, &serde_json::json!({})).await?;
    huiyin_db::jobs::hurry(&mut tx, "notices.send", ctx.now).await?;
    tx.commit().await?;
    Ok(redirect("/desk/telling?done=notices-again"))
}
