use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use huiyin_kernel::{Date, Id, Said};
use huiyin_web::forms::{Errors, Form};
use huiyin_web::{Ctx, Page, PageError, PageResult, render_status};

use super::Held;
use super::words::{Read, adoption, articles, kind_of, title, tone};
use crate::model::house_rules::{Adoption, HouseRule, RuleActName as A, RuleState};
use crate::ops::house_rules as ops;
use crate::pages::both::{self, Other};
use crate::pages::estate_of;
use crate::rules::house_rules::{Kept, compare, fill, may, template};
use crate::{Compounds, VOTES};

/// A line of the comparison with the model.
pub(super) struct DiffLine {
    pub kept: &'static str,
    pub text: String,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
#[derive(Template)]
#[template(path = "compounds/rules/edit.html")]
struct View {
    page: Page,
    errors: Errors,
    estate: Id,
    name: String,
    id: Id,
    version: u32,
    kind: &'static str,
    title: String,
    edition: u32,
    state: String,
    tone: &'static str,
    icon: &'static str,
    adopted: String,
    from: String,
    zh: String,
    en: String,
    articles: Vec<Read>,
    differs: Vec<DiffLine>,
    changed: usize,
    /// When it was decided and from when it holds, as typed or today.
    on: String,
    holds_from: String,
    words: String,
    vote: String,
    /// Where the text stands otherwise than this person saw it.
    others: Vec<Other>,
    may_write: bool,
    may_propose: bool,
    may_take_back: bool,
    may_adopt: bool,
    may_repeal: bool,
    may_discard: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((estate, kind, id)): Path<(Id, String, Id)>,
) -> PageResult {
    let which = (estate, kind.as_str(), id);
    page(&ctx, &compounds, which, None, Errors::default()).await
}

/// What an edition took from the model as it proposes itself, line by line.
pub(super) fn differences(ctx: &Ctx, rule: &HouseRule) -> Vec<DiffLine> {
    let model = template(rule.kind);
    let proposed = BTreeMap::new();
    let model = Said::new(fill(&model.zh, &proposed), fill(&model.en, &proposed));
    let all = compare(model.get(ctx.lang), rule.text.get(ctx.lang));
    let line = |it: crate::rules::house_rules::Differs| DiffLine {
        kept: match it.kept {
            Kept::Same => "same",
            Kept::Added => "added",
            Kept::Removed => "removed",
        },
        text: it.text,
    };
    all.into_iter().map(line).collect()
}

/// The decision that stands where another was typed, and from when the text holds by it.
fn decided<'a>(rule: &'a HouseRule, act: &str) -> Option<(&'a Adoption, Option<Date>)> {
    match (&rule.state, act) {
        (RuleState::Repealed { repealed, .. }, "repeal") => Some((repealed, None)),
        (_, "repeal") => None,
        (state, _) => state.adoption().map(|(by, from)| (by, Some(from))),
    }
}

/// A day as it is read, or what was typed in its place.
fn typed_day(ctx: &Ctx, form: &Form, field: &str) -> String {
    let day: Option<Date> = form.parse(field);
    day.map_or_else(|| form.text(field), |day| ctx.day(day))
}

/// What was typed beside what stands now, where it came too late. The form of a decision may be
/// gone from the page, so every field of it is here.
fn others(ctx: &Ctx, rule: &HouseRule, late: Option<&Form>) -> Vec<Other> {
    let Some(form) = late.filter(|form| form.has("zh") || form.has("words")) else {
        return Vec::new();
    };
    let act = form.text("act");
    let line = |key: &str, now: String, yours: String| (ctx.t(key), now, yours);
    if act == "write" {
        let (zh, en) = (rule.text.zh.clone(), rule.text.en.clone());
        return both::differing([
            line("compounds-rules-text-zh", zh, form.text("zh")),
            line("compounds-rules-text-en", en, form.text("en")),
        ]);
    }
    let (by, from) = decided(rule, &act).unzip();
    let words = by.map_or_else(String::new, |it| it.words.clone());
    let vote = by.and_then(|it| it.vote);
    let vote = vote.map_or_else(String::new, |it| it.to_string());
    let on = by.map_or_else(String::new, |it| ctx.day(it.on));
    let from = from.flatten();
    let from = from.map_or_else(String::new, |day| ctx.day(day));
    let day = |field: &str| typed_day(ctx, form, field);
    both::differing([
        line("compounds-rules-decision", words, form.text("words")),
        line("compounds-rules-vote", vote, form.text("vote")),
        line("compounds-rules-decided-on", on, day("on")),
        line("compounds-rules-from", from, day("from")),
    ])
}

/// The version that the forms of the page are sent with: only who was shown both versions writes on
/// top of what stands now.
fn version(rule: &HouseRule, form: Option<&Form>, errors: &Errors) -> u32 {
    let seen = form.filter(|_| !both::is_stale(errors));
    let seen = seen.and_then(|it| it.parse("version"));
    seen.unwrap_or(rule.version)
}

pub(super) async fn page(
    ctx: &Ctx,
    compounds: &Arc<Compounds>,
    (estate, kind, id): (Id, &str, Id),
    form: Option<&Form>,
    errors: Errors,
) -> Result<Response, PageError> {
    let kind = kind_of(kind)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, by) = estate_of(ctx, &mut tx, estate, VOTES).await?;
    let rule = ops::load(&mut tx, &by, id).await?;
    if rule.estate != estate.id || rule.kind != kind {
        return Err(PageError::NotFound);
    }
    let typed = |field: &str, otherwise: &str| {
        // An emptied field was typed as well; a field of another form of the page was not.
        let form = form.filter(|it| it.has(field));
        form.map_or_else(|| otherwise.to_owned(), |it| it.text(field))
    };
    let today = ctx.now.date().to_string();
    let differs = differences(ctx, &rule);
    let adopted = rule.state.adoption();
    let state = rule.state.name();
    let (tone, icon) = tone(state);
    let status = both::status(&errors);
    let view = View {
        page: ctx.page(),
        version: version(&rule, form, &errors),
        others: others(ctx, &rule, form.filter(|_| both::is_stale(&errors))),
        errors,
        estate: estate.id,
        id,
        kind: kind.name(),
        title: title(ctx, kind),
        edition: rule.edition,
        state: ctx.t(&format!("compounds-rules-state-{}", state.key())),
        tone,
        icon,
        adopted: adopted.map_or_else(String::new, |(by, _)| adoption(ctx, by)),
        from: adopted.map_or_else(String::new, |(_, from)| ctx.day(from)),
        zh: typed("zh", &rule.text.zh),
        en: typed("en", &rule.text.en),
        articles: articles(ctx, &rule.text),
        changed: differs.iter().filter(|it| it.kept != "same").count(),
        differs,
        on: typed("on", &today),
        holds_from: typed("from", &today),
        words: typed("words", ""),
        vote: typed("vote", ""),
        may_write: may(&rule, A::Write),
        may_propose: may(&rule, A::Propose),
        may_take_back: may(&rule, A::TakeBack),
        may_adopt: matches!(rule.state, RuleState::Proposed { .. }),
        may_repeal: may(&rule, A::Repeal),
        may_discard: may(&rule, A::Discard),
        name: estate.name,
    };
    render_status(status, &view)
}
