//! One edition at the desk: read, written over, checked, released.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{Id, Lang};
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Act, Ctx, Page, PageError, PageResult, render_status};

use super::called::Called;
use super::said::Telling;
use super::seen::{Read, figure_name};
use super::words::{Badge, badge};
use super::{BulletinError, Held, drafted, fields, ops};
use crate::rules::bulletin::figures::{moved, placeholders, split};
use crate::rules::bulletin::{
    BlockKind, Bulletin, BulletinAct, BulletinActName as A, Part, may, rule_of, text,
};
use crate::store::bulletins;
use crate::{CHECK, DRAFT, RELEASE, Statistics, whole};

#[derive(Template)]
#[template(path = "bulletin/edit.html")]
struct View {
    page: Page,
    errors: Errors,
    id: Id,
    version: u32,
    month: String,
    /// `yyyy-mm`, as the public page has it.
    month_code: String,
    edition: u32,
    is_correction: bool,
    badge: Badge,
    frame: [FrameLine; 3],
    title: String,
    to: String,
    blocks: Vec<Edited>,
    lists: Vec<Chosen>,
    names: Vec<Name>,
    read: Read,
    /// Figures whose queries have another answer now: name, then and now.
    moved: Vec<(String, String, String)>,
    /// Where words stand otherwise than this person saw them.
    others: Vec<Other>,
    may: May,
    own_hand: bool,
    is_released: bool,
}

struct FrameLine {
    name: &'static str,
    label: String,
    value: String,
}

struct Edited {
    kind: &'static str,
    label: String,
    value: String,
    /// Figures that must stay, as they are typed.
    required: String,
    is_required: bool,
    /// Numbers that were typed by hand.
    typed: String,
    rows: usize,
}

struct Chosen {
    title: String,
    count: i64,
    matters: Vec<(Id, String, bool)>,
}

/// A placeholder that may be used.
struct Name {
    typed: String,
    label: String,
    value: String,
    href: Option<String>,
}

/// A field that somebody else changed meanwhile.
struct Other {
    label: String,
    theirs: String,
    yours: String,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
#[derive(Debug, Default)]
struct May {
    write: bool,
    check: bool,
    take_back: bool,
    release: bool,
    discard: bool,
}

pub(super) async fn show(ctx: Ctx, statistics: Held, Path(id): Path<Id>) -> PageResult {
    page(&ctx, &statistics, id, None, Errors::default()).await
}

/// Shown again with what was typed, and why it was not taken.
pub(super) async fn refused(
    ctx: &Ctx,
    statistics: &Statistics,
    id: Id,
    (form, errors): (&Form, Errors),
) -> Result<Response, PageError> {
    page(ctx, statistics, id, Some((form, false)), errors).await
}

/// Somebody was faster: both versions are shown, and what was typed stays to be sent again.
pub(super) async fn stale(
    ctx: &Ctx,
    statistics: &Statistics,
    id: Id,
    form: &Form,
) -> Result<Response, PageError> {
    let mut errors = Errors::default();
    errors.add("acts", ctx.t("statistics-bulletin-stale"));
    page(ctx, statistics, id, Some((form, true)), errors).await
}

async fn page(
    ctx: &Ctx,
    statistics: &Statistics,
    id: Id,
    typed: Option<(&Form, bool)>,
    errors: Errors,
) -> Result<Response, PageError> {
    let mut tx = statistics.site.db.read().await?;
    let bulletin = bulletins::load(&mut tx, id).await?;
    let bulletin = bulletin.ok_or(PageError::NotFound)?;
    let is_stale = typed.is_some_and(|(_, is_stale)| is_stale);
    let status = match (errors.is_empty(), is_stale) {
        (true, _) => StatusCode::OK,
        (false, true) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let words = typed
        .map(|(form, _)| form)
        .filter(|form| form.text("act") == "write")
        .map(fields::written);
    let view = view(
        ctx,
        statistics,
        &mut tx,
        (&bulletin, words, is_stale),
        errors,
    )
    .await?;
    render_status(status, &view)
}

async fn view(
    ctx: &Ctx,
    statistics: &Statistics,
    tx: &mut Tx,
    (bulletin, typed, is_stale): (&Bulletin, Option<BulletinAct>, bool),
    errors: Errors,
) -> Result<View, BulletinError> {
    let shown = with_words(bulletin, typed.as_ref());
    let called = Called::of(statistics, tx, ctx.lang).await?;
    let telling = Telling {
        texts: &ctx.site.texts,
        called: &called,
        bulletin,
        is_public: false,
    };
    let is_open = bulletin.state.released().is_none();
    let moved = if is_open {
        let now = ops::asked_now(statistics, tx, bulletin).await?;
        changed(&telling, &now.figures)
    } else {
        Vec::new()
    };
    let read = Read::of(statistics, tx, bulletin, (ctx.lang, false)).await?;
    let viewer = ctx.viewer.as_ref();
    Ok(View {
        page: ctx.page(),
        errors,
        id: bulletin.id,
        version: bulletin.version,
        month: drafted::month_said(&ctx.site.texts, ctx.lang, &bulletin.month),
        month_code: bulletin.month.clone(),
        edition: bulletin.edition,
        is_correction: bulletin.corrects.is_some(),
        badge: badge(ctx, bulletin.state.name()),
        frame: frame(ctx, &shown),
        title: bulletin.frame.title.clone(),
        to: bulletin.frame.to.clone(),
        blocks: blocks(ctx, &shown),
        lists: lists(ctx, &telling, &shown),
        names: names(&telling),
        read,
        moved,
        others: if is_stale {
            others(ctx, bulletin, &shown)
        } else {
            Vec::new()
        },
        may: buttons(ctx, bulletin),
        own_hand: viewer.is_some_and(|it| bulletin.writers.contains(&it.account_id)),
        is_released: !is_open,
    })
}

/// The bulletin with what was typed in place of what is stored.
fn with_words(bulletin: &Bulletin, typed: Option<&BulletinAct>) -> Bulletin {
    let mut shown = bulletin.clone();
    if let Some(BulletinAct::Write {
        frame,
        blocks,
        kept,
    }) = typed
    {
        shown.frame = frame.clone();
        shown.blocks.clone_from(blocks);
        for listed in shown.asked.lists.iter_mut().flat_map(|it| &mut it.matters) {
            listed.is_kept = kept.contains(&listed.matter);
        }
    }
    shown
}

fn frame(ctx: &Ctx, shown: &Bulletin) -> [FrameLine; 3] {
    let line = |name: &'static str, value: &str| FrameLine {
        name,
        label: ctx.t(&format!("statistics-bulletin-line-{name}")),
        value: value.to_owned(),
    };
    [
        line("title", &shown.frame.title),
        line("to", &shown.frame.to),
        line("issuer", &shown.frame.issuer),
    ]
}

fn label(ctx: &Ctx, kind: BlockKind) -> String {
    ctx.t(&format!("statistics-bulletin-block-{kind}"))
}

fn blocks(ctx: &Ctx, shown: &Bulletin) -> Vec<Edited> {
    let edited = |kind: &BlockKind| {
        let value = shown.block(*kind).map_or("", |it| &it.text);
        let required = kind.required().iter().map(|it| format!("{{{{{it}}}}}"));
        let mut typed = text::typed_numbers(value);
        typed.dedup();
        Edited {
            kind: kind.name(),
            label: label(ctx, *kind),
            value: value.to_owned(),
            required: required.collect::<Vec<_>>().join(" "),
            is_required: !kind.required().is_empty(),
            typed: typed.join("、"),
            rows: (value.chars().count() / 40 + value.lines().count() + 1).clamp(3, 14),
        }
    };
    BlockKind::ALL.iter().map(edited).collect()
}

fn lists(ctx: &Ctx, telling: &Telling, shown: &Bulletin) -> Vec<Chosen> {
    let some = shown.asked.lists.iter().filter(|it| !it.matters.is_empty());
    let chosen = some.map(|list| Chosen {
        title: figure_name(telling, &list.name),
        count: list.count,
        matters: list
            .matters
            .iter()
            .map(|it| {
                let label = format!("{} {} · {}", it.number, it.text, ctx.day(it.day));
                (it.matter, label, it.is_kept)
            })
            .collect(),
    });
    chosen.collect()
}

fn names(telling: &Telling) -> Vec<Name> {
    let offered = |typed: String| {
        let (figure, part) = split(&typed);
        let own = figure_name(telling, figure);
        let label = match part {
            Part::Value => own,
            Part::Month => format!("{own} · {}", telling.t("statistics-bulletin-than-month")),
            Part::Year => format!("{own} · {}", telling.t("statistics-bulletin-than-year")),
        };
        let locked = telling.bulletin.figure(figure);
        Name {
            value: telling.placeholder(&typed),
            href: locked.and_then(|it| it.query.address()),
            label,
            typed: format!("{{{{{typed}}}}}"),
        }
    };
    placeholders().into_iter().map(offered).collect()
}

fn changed(
    telling: &Telling,
    now: &[crate::rules::bulletin::Locked],
) -> Vec<(String, String, String)> {
    let found = moved(&telling.bulletin.asked.figures, now);
    let line = |(locked, value): (
        &crate::rules::bulletin::Locked,
        Option<crate::rules::bulletin::Value>,
    )| {
        let now = value.map_or_else(|| "-".to_owned(), |it| telling.value(locked, &it));
        let then = telling.value(locked, &locked.value);
        (figure_name(telling, &locked.name), then, now)
    };
    found.into_iter().map(line).collect()
}

fn others(ctx: &Ctx, stored: &Bulletin, typed: &Bulletin) -> Vec<Other> {
    let mut found = Vec::new();
    let lines = frame(ctx, stored).into_iter().zip(frame(ctx, typed));
    for (theirs, yours) in lines.filter(|(theirs, yours)| theirs.value != yours.value) {
        found.push(Other {
            label: theirs.label,
            theirs: theirs.value,
            yours: yours.value,
        });
    }
    for kind in BlockKind::ALL {
        let of = |it: &Bulletin| it.block(*kind).map_or(String::new(), |it| it.text.clone());
        let (theirs, yours) = (of(stored), of(typed));
        if theirs != yours {
            found.push(Other {
                label: label(ctx, *kind),
                theirs,
                yours,
            });
        }
    }
    found
}

/// Which buttons somebody gets: state, right, reach, and whether another must do it.
fn buttons(ctx: &Ctx, bulletin: &Bulletin) -> May {
    let Some(viewer) = &ctx.viewer else {
        return May::default();
    };
    let open = |act: A, right: Act| {
        let Some(rule) = rule_of(act) else {
            return false;
        };
        let is_own = rule.by_another && bulletin.writers.contains(&viewer.account_id);
        may(bulletin, act)
            && viewer.acts.contains(rule.right)
            && whole::holds(viewer, right)
            && !is_own
    };
    May {
        write: open(A::Write, DRAFT) && viewer.may(DRAFT),
        check: open(A::Check, CHECK),
        take_back: open(A::TakeBack, DRAFT),
        release: open(A::Release, RELEASE),
        discard: open(A::Discard, DRAFT),
    }
}

/// Whether a page speaks the language of the text.
pub(super) const fn is_chinese(lang: Lang) -> bool {
    matches!(lang, Lang::Zh)
}
