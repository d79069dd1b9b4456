//! Telling the owners, from the desk: drafts, release, the board, questions.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::StoreError;
use huiyin_db::blobs::{Photo, clean_photo};
use huiyin_kernel::{Date, Id};
use huiyin_web::forms::Errors;
use huiyin_web::upload::Uploaded;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::{Claim, claim, id_of, told_of};
use crate::model::ledger::{Asked, Covers, Notice, NoticeState};
use crate::model::register::Estate;
use crate::ops::{OpError, ledger};
use crate::pages::both::{self, Other, Unsaved};
use crate::pages::by;
use crate::store::publication;
use crate::{Compounds, LEDGER};

struct NoticeView {
    id: Id,
    label: String,
    is_draft: bool,
    due: String,
    is_late: bool,
    posted: String,
    down_after: String,
    asked: Vec<AskedView>,
}

struct AskedView {
    it: Asked,
    /// An answer that was not taken, as it was typed.
    typed: String,
}

/// An answer that was not taken: to which question, its words, and the reason.
struct NotTaken {
    question: Id,
    text: String,
    why: Unsaved,
}

impl NotTaken {
    /// Keeps the words of an answer, where the page can say why it was not taken. The notice may
    /// have been written meanwhile by who answered another question of it.
    fn read((question, text): (Id, String), error: OpError) -> Result<Self, PageError> {
        Ok(Self {
            question,
            text,
            why: Unsaved::read(error)?,
        })
    }
}

struct OwedView {
    label: String,
    day: Date,
    due: String,
    days_late: i64,
}

#[derive(Template)]
#[template(path = "compounds/ledger/notices.html")]
struct View {
    page: Page,
    estate: Estate,
    today: Date,
    notices: Vec<NoticeView>,
    owed: Vec<OwedView>,
    /// What can be told by itself; empty where everything is told together.
    series: Vec<Choice>,
    errors: Errors,
    /// What somebody else answered meanwhile beside what was typed.
    others: Vec<Other>,
}

fn label(ctx: &Ctx, notice: &Notice) -> String {
    let period = huiyin_books::Period {
        from: notice.from,
        to: notice.to,
    };
    told_of(ctx, notice.covers, period.label())
}

/// Questions under a notice, with the words of an answer that was not taken.
fn asked_of(all: Vec<Asked>, late: Option<&NotTaken>) -> Vec<AskedView> {
    let typed = |it: &Asked| late.filter(|late| late.question == it.id);
    let view = |it: Asked| AskedView {
        typed: typed(&it).map_or_else(String::new, |late| late.text.clone()),
        it,
    };
    all.into_iter().map(view).collect()
}

/// Question, the answer that stands, and the one that came too late.
fn others(notices: &[NoticeView]) -> Vec<Other> {
    let late = notices.iter().flat_map(|it| &it.asked);
    let late = late.filter(|asked| !asked.typed.is_empty());
    both::differing(late.filter_map(|asked| {
        let stands = asked.it.answer.clone()?;
        Some((asked.it.text.clone(), stands, asked.typed.clone()))
    }))
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
) -> PageResult {
    page(&ctx, &compounds, id_of(&estate)?, None).await
}

async fn page(ctx: &Ctx, compounds: &Compounds, estate: Id, late: Option<&NotTaken>) -> PageResult {
    let by = by(ctx, LEDGER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, estate).await?;
    let today = ctx.now.date();
    let mut notices = Vec::new();
    for notice in publication::of_book(&mut tx, book.id).await? {
        let released = notice
            .released_at
            .map_or(today, huiyin_kernel::Instant::date);
        notices.push(NoticeView {
            id: notice.id,
            label: label(ctx, &notice),
            is_draft: notice.state == NoticeState::Draft,
            due: ctx.day(notice.due_by),
            is_late: released > notice.due_by,
            posted: notice.posted_on.map(|day| ctx.day(day)).unwrap_or_default(),
            down_after: notice
                .down_after
                .map(|day| ctx.day(day))
                .unwrap_or_default(),
            asked: asked_of(publication::asked(&mut tx, notice.id).await?, late),
        });
    }
    let book_series = ledger::series(&book);
    let owed = ledger::owed_of(&mut tx, &book, today).await?;
    let owed = owed
        .into_iter()
        .map(|(covers, it)| OwedView {
            label: told_of(ctx, covers, it.due.period.label()),
            day: it.due.period.from,
            due: ctx.day(it.due.by),
            days_late: it.days_late,
        })
        .collect();
    let first = book_series.first().map(|it| it.0);
    let choice = |(covers, _): &(Covers, _)| {
        let label = ctx.t(&format!("compounds-ledger-covers-{}", covers.key()));
        Choice::new(covers.name(), label, Some(*covers) == first)
    };
    let series = book_series.iter().filter(|it| it.0 != Covers::All);
    let others = others(&notices);
    let mut errors = Errors::default();
    match late {
        Some(_) if !others.is_empty() => both::stale(ctx, &mut errors),
        Some(late) => late.why.tell(ctx, &mut errors, "answer"),
        None => {}
    }
    let view = View {
        page: ctx.page(),
        series: series.map(choice).collect(),
        estate,
        today,
        notices,
        owed,
        others,
        errors,
    };
    render_status(both::status(&view.errors), &view)
}

/// The picture of the board, cleaned.
async fn proof_of(files: Vec<(String, Vec<u8>)>) -> Result<Option<Photo>, PageError> {
    let proof = files.into_iter().find(|(name, _)| name == "proof");
    let Some((_, bytes)) = proof else {
        return Ok(None);
    };
    let cleaned = tokio::task::spawn_blocking(move || clean_photo(&bytes)).await;
    let cleaned = cleaned.map_err(StoreError::inconsistent)?;
    cleaned.map(Some).map_err(|_| PageError::Refused {
        key: "compounds-ledger-refused-picture".to_owned(),
        args: Vec::new(),
    })
}

pub(super) async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let estate = id_of(&estate)?;
    let by = by(&ctx, LEDGER)?;
    let form = uploaded.form;
    let act = form.text("act");
    let done = match act.as_str() {
        "draft" => "compounds-ledger-drafted",
        "release" => "compounds-ledger-released",
        "posted" => "compounds-ledger-board",
        "answer" => "compounds-ledger-answered",
        "hand_over" => "compounds-ledger-handed",
        _ => return Err(PageError::FormExpired),
    };
    let proof = proof_of(uploaded.files).await?;
    let location = format!("/desk/estates/{estate}/ledger/notices?done={done}");
    let mut tx = match claim(&compounds.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let slice = &compounds;
    let id = || form.parse("id").ok_or(PageError::FormExpired);
    match act.as_str() {
        "draft" => {
            let day = form.parse("day").ok_or(PageError::FormExpired)?;
            let note = form.text("note");
            let covers = Covers::from_name(&form.text("covers"));
            ledger::draft(slice, &mut tx, &by, estate, (covers, day, &note)).await?;
        }
        "release" => {
            ledger::release(slice, &mut tx, &by, id()?).await?;
        }
        "posted" => {
            let day = form.parse("day").ok_or(PageError::FormExpired)?;
            ledger::posted(slice, &mut tx, &by, id()?, (day, proof)).await?;
        }
        "answer" => {
            let (question, text) = (id()?, form.text("answer"));
            let done = ledger::answer(slice, &mut tx, &by, (question, &text)).await;
            if let Err(error) = done {
                drop(tx);
                let late = NotTaken::read((question, text), error)?;
                return page(&ctx, slice, estate, Some(&late)).await;
            }
        }
        _ => {
            ledger::hand_over(slice, &mut tx, &by, id()?).await?;
        }
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_where_its_notice_was_written_meanwhile() {
        let question = Id::derived("test", "question");
        let conflict = StoreError::Conflict {
            subject: Id::derived("test", "notice"),
            expected: 1,
        };
        let kept = NotTaken::read((question, "已退回".to_owned()), conflict.into());
        let kept = kept.ok().map(|it| (it.question, it.text, it.why));
        assert_eq!(kept, Some((question, "已退回".to_owned(), Unsaved::Stale)));
    }
}
