//! Slips for those who can be told on paper only: a list for one's own area, a page to print, and
//! the mark that it was handed over. Who it is for stands on the matter's own page, not here.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_registry::areas;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, qr, redirect, render};

use super::fates::place;
use crate::Notices;
use crate::model::{Fate, Notice, template};
use crate::ops::{said, words_place};
use crate::store::notices;

const SHOWN: i64 = 50;

struct Line {
    id: String,
    matter: String,
    number: String,
    what: String,
    area: String,
    made: String,
}

#[derive(Template)]
#[template(path = "notices_slips.html")]
struct ListView {
    page: Page,
    lines: Vec<Line>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "notices_slip.html")]
struct SlipView {
    page: Page,
    id: String,
    matter: String,
    number: String,
    heading: String,
    text: String,
    qr: String,
    is_open: bool,
}

/// The widest areas of this person's posts; each covers all that begins so.
fn paths(ctx: &Ctx) -> Result<Vec<String>, PageError> {
    let mut all: Vec<String> = ctx
        .signed_in()?
        .posts
        .iter()
        .map(|post| post.area_path.clone())
        .collect();
    all.sort();
    all.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
    Ok(all)
}

fn covers(paths: &[String], notice: &Notice) -> bool {
    paths
        .iter()
        .any(|path| notice.area_path.starts_with(path.as_str()))
}

async fn line(ctx: &Ctx, tx: &mut Tx, it: &Notice) -> Result<Line, PageError> {
    let above = areas::above(tx, &it.area_path).await?;
    Ok(Line {
        id: it.id.to_string(),
        matter: it.subject.to_string(),
        number: it.vars.get("number").cloned().unwrap_or_default(),
        what: ctx.t(&format!("notices-heading-{}", it.template)),
        area: above
            .last()
            .map_or_else(String::new, |area| area.get(ctx.lang).to_owned()),
        made: ctx.moment(it.created_at),
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let after = query.get("after").and_then(|text| place(text));
    let from = after.unwrap_or((Instant::from_micros(0), String::new()));
    let paths = paths(&ctx)?;
    let mut tx = slice.site.db.read().await?;
    let mut found = Vec::new();
    for path in &paths {
        found.extend(notices::to_hand_over(&mut tx, path, (from.0, &from.1), SHOWN + 1).await?);
    }
    found.sort_by_key(|it| (it.created_at, it.id));
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let has_more = found.len() > shown;
    found.truncate(shown);
    let next = found
        .last()
        .filter(|_| has_more)
        .map(|it| format!("{}_{}", it.created_at.as_micros(), it.id));
    let mut lines = Vec::with_capacity(found.len());
    for it in &found {
        lines.push(line(&ctx, &mut tx, it).await?);
    }
    render(&ListView {
        page: ctx.page(),
        lines,
        next,
    })
}

/// A slip of this person's area; any other is not there.
async fn mine(ctx: &Ctx, tx: &mut Tx, id: &str) -> Result<Notice, PageError> {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = notices::one(tx, id).await?;
    let paths = paths(ctx)?;
    found
        .filter(|it| {
            matches!(
                it.fate,
                Fate::ToHandOver | Fate::HandedOver | Fate::Superseded
            )
        })
        .filter(|it| it.channel == crate::model::Channel::Paper && covers(&paths, it))
        .ok_or(PageError::NotFound)
}

/// The slip to print; handed over, its words are gone.
pub(super) async fn one(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Path(id): Path<String>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let notice = mine(&ctx, &mut tx, &id).await?;
    let spec = template(&notice.template).ok_or(PageError::NotFound)?;
    let mut words = notice.vars.clone();
    if let Some(sealed) = notices::sealed(&mut tx, notice.id).await?.vars {
        let place = words_place(notice.id);
        let secret = slice.site.keys.open(&place, &sealed)?;
        let secret: BTreeMap<String, String> =
            serde_json::from_str(&secret).map_err(huiyin_db::StoreError::inconsistent)?;
        words.extend(secret);
    }
    let wanted = (notice.lang, notice.channel);
    let said = said(&slice.site, &mut tx, spec, wanted, &words).await?;
    let address = words.get("address").cloned().unwrap_or_default();
    render(&SlipView {
        page: ctx.page(),
        id: notice.id.to_string(),
        matter: notice.subject.to_string(),
        number: words.get("number").cloned().unwrap_or_default(),
        heading: said.heading,
        text: said.text,
        qr: qr::svg(&address).unwrap_or_default(),
        is_open: notice.fate == Fate::ToHandOver,
    })
}

/// Handed over, or nobody could be found there. Said twice it is said once.
pub(super) async fn handed(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let mut tx = slice.site.db.write().await?;
    let notice = mine(&ctx, &mut tx, &id).await?;
    let (fate, why) = if form.text("how") == "not_found" {
        (Fate::Refused, "nobody-found")
    } else {
        (Fate::HandedOver, "")
    };
    if notices::hand_over(&mut tx, notice.id, ctx.now, fate, why).await? {
        if fate == Fate::Refused {
            crate::ops::tell_unreached(&slice, &mut tx, &notice, ctx.now).await?;
        }
        let actor = ctx.signed_in()?.actor();
        let entry = huiyin_db::journal::Entry {
            subject_kind: "notice",
            subject: notice.id,
            version: 1,
            at: ctx.now,
            actor: &actor,
            kind: fate.name(),
        };
        huiyin_db::journal::append(&mut tx, &entry, &serde_json::json!({})).await?;
    }
    tx.commit().await?;
    Ok(redirect("/desk/slips?done=notices-handed"))
}
