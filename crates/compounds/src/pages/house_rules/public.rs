//! What everybody may read: the rules that hold, and those that held before them.

use askama::Template;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageError, PageResult, render};

use super::Held;
use super::edit::{DiffLine, differences};
use super::words::{Read, adoption, articles, is_only_chinese, kind_of, title, tone};
use crate::model::house_rules::{HouseRule, RuleKind};
use crate::ops::{self, house_rules::in_force};
use crate::store::house_rules;

struct Line {
    kind: &'static str,
    title: String,
    edition: u32,
    from: String,
}

#[derive(Template)]
#[template(path = "compounds/rules/public_list.html")]
struct ListView {
    page: Page,
    estate: Id,
    name: String,
    lines: Vec<Line>,
    /// Rules of the twelve that the estate has not adopted.
    without: Vec<String>,
}

pub(super) async fn list(ctx: Ctx, compounds: Held, Path(id): Path<Id>) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, id).await?;
    let (mut lines, mut without) = (Vec::new(), Vec::new());
    for kind in RuleKind::ALL {
        let all = house_rules::of_kind(&mut tx, id, *kind).await?;
        let name = title(&ctx, *kind);
        let now = in_force(&all, ctx.now.date());
        // One that begins to hold soon, or was repealed, can be read as well.
        let latest = all
            .iter()
            .filter(|it| it.edition > 0)
            .max_by_key(|it| it.edition);
        match now.or(latest) {
            Some(it) => lines.push(Line {
                kind: kind.name(),
                title: name,
                edition: it.edition,
                from: from(&ctx, it),
            }),
            None => without.push(name),
        }
    }
    render(&ListView {
        page: ctx.page(),
        estate: id,
        name: estate.name,
        lines,
        without,
    })
}

fn from(ctx: &Ctx, it: &HouseRule) -> String {
    let from = it.state.adoption().map(|(_, from)| from);
    from.map_or_else(String::new, |day| ctx.day(day))
}

struct Other {
    edition: u32,
    from: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "compounds/rules/public_one.html")]
struct OneView {
    page: Page,
    estate: Id,
    name: String,
    kind: &'static str,
    title: String,
    edition: u32,
    from: String,
    adopted: String,
    is_in_force: bool,
    is_only_chinese: bool,
    articles: Vec<Read>,
    differs: Vec<DiffLine>,
    changed: usize,
    editions: Vec<Other>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    edition: String,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((id, kind)): Path<(Id, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let kind = kind_of(&kind)?;
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, id).await?;
    let mut all = house_rules::of_kind(&mut tx, id, kind).await?;
    // Drafts are nobody's rule yet.
    all.retain(|it| it.edition > 0);
    let holds = in_force(&all, ctx.now.date()).map(|it| it.edition);
    let here = if asked.edition.is_empty() {
        let latest = all.iter().map(|it| it.edition).max();
        holds.or(latest).ok_or(PageError::NotFound)?
    } else {
        asked.edition.parse().map_err(|_| PageError::NotFound)?
    };
    let rule = all.iter().find(|it| it.edition == here);
    let rule = rule.ok_or(PageError::NotFound)?;
    let differs = differences(&ctx, rule);
    let other = |it: &HouseRule| {
        let state = it.state.name();
        let (tone, icon) = tone(state);
        Other {
            edition: it.edition,
            from: from(&ctx, it),
            state: ctx.t(&format!("compounds-rules-state-{}", state.key())),
            tone,
            icon,
            is_here: it.edition == here,
        }
    };
    render(&OneView {
        page: ctx.page(),
        estate: id,
        name: estate.name,
        kind: kind.name(),
        title: title(&ctx, kind),
        edition: here,
        from: from(&ctx, rule),
        adopted: rule
            .state
            .adoption()
            .map_or_else(String::new, |(by, _)| adoption(&ctx, by)),
        is_in_force: holds == Some(here),
        is_only_chinese: is_only_chinese(&ctx, &rule.text),
        articles: articles(&ctx, &rule.text),
        changed: differs.iter().filter(|it| it.kept != "same").count(),
        differs,
        editions: all.iter().map(other).collect(),
    })
}
