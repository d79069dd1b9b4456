//! The published extract of a meeting as a paper for the board (rule 8.6), in the language of the
//! page it is taken from.

use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Arg, Ctx, PageError, PageResult};

use super::Held;
use super::agenda::{self, TopicView};
use super::public::{Asked, decision, wanted};
use crate::model::table::{Extract, ExtractDecision, Meeting, Month};
use crate::ops;
use crate::pages::papers::sent_to_all;
use crate::papers::{Decided, Minutes, Say};
use crate::store::table::{editions, meetings};

pub(super) async fn pdf(
    ctx: Ctx,
    compounds: Held,
    Path((id, month)): Path<(Id, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let month: Month = month.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, id).await?;
    let all = editions::of_month(&mut tx, id, month).await?;
    let here = wanted(&all, &asked)?;
    let meeting = meetings::load(&mut tx, here.meeting).await?;
    let next = meetings::of_month(&mut tx, id, month.next()).await?;
    drop(tx);
    let extract = &here.extract;
    let public = ctx.site.settings.public_address.trim_end_matches('/');
    let paper = Minutes {
        estate: estate.name,
        month: agenda::month(&ctx, month),
        held_on: extract.held_on,
        // Where the table met is not part of what is published.
        place: String::new(),
        sides: sides(&ctx, extract),
        topics: topics(&ctx, extract),
        decisions: decided(&ctx, extract, meeting.as_ref()),
        next: next.and_then(|it| it.appointment).map(|it| it.on),
        published_on: here.published_at.date(),
        edition: here.edition,
        link: format!("{public}/estates/{id}/table/{month}"),
    };
    let say = Say::new(&ctx.site.texts, ctx.lang);
    let name = format!("minutes-{month}-{}.pdf", here.edition);
    sent_to_all(&compounds, paper.draft(&say), &name).await
}

fn sides(ctx: &Ctx, extract: &Extract) -> Vec<(String, String)> {
    let line = |(side, persons): (&crate::model::table::Side, &u16)| {
        let label = ctx.t(&format!("compounds-table-side-{}", side.key()));
        let how = match *persons {
            0 => ctx.t("compounds-papers-minutes-absent"),
            some => {
                let args = [("persons", Arg::from(i64::from(some)))];
                ctx.say("compounds-papers-minutes-present", &args)
            }
        };
        (label, how)
    };
    extract.sides.iter().map(line).collect()
}

/// Figures, lines and notes of each topic; one about which nothing was said is left out.
fn topics(ctx: &Ctx, extract: &Extract) -> Vec<(String, String)> {
    let text = |it: &TopicView| {
        let figures = it.figures.iter();
        let figures = figures.map(|it| format!("{} {}", it.label, it.value));
        let figures: Vec<String> = figures.collect();
        let mut parts = Vec::new();
        if !figures.is_empty() {
            parts.push(figures.join(" · "));
        }
        parts.extend(it.lines.iter().cloned());
        if !it.note.is_empty() {
            parts.push(it.note.clone());
        }
        parts.join("\n")
    };
    let all = agenda::topics(ctx, &extract.facts, &extract.notes);
    let said = all.iter().map(|it| (it.title.clone(), text(it)));
    said.filter(|(_, text)| !text.is_empty()).collect()
}

/// Decisions as published, with what has become of them since.
fn decided(ctx: &Ctx, extract: &Extract, meeting: Option<&Meeting>) -> Vec<Decided> {
    let view = |one: &ExtractDecision| {
        let since = meeting.and_then(|it| it.decision(one.id));
        let shown = decision(ctx, one, since.map_or(&one.state, |it| &it.state));
        let parts = [shown.way, shown.matter, shown.state];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        Decided {
            text: shown.text,
            owner: shown.owner,
            due: one.due,
            became: parts.join(" · "),
        }
    };
    extract.decisions.iter().map(view).collect()
}
