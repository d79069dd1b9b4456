//! Questions under a publication. Whoever asks leaves no name; a question is shown to everybody
//! together with its answer, and not before.

use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_matters::model::{Actor, Area, Kind, Post, Role, Scope, Source};
use huiyin_matters::ops::{Intake, report_within};
use huiyin_registry::{AreaKind, areas};
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{ANSWER_DAYS, Asked, LedgerRefused, Notice, NoticeState, QUESTION_MAX};
use crate::model::register::Estate;
use crate::ops::{By, OpError};
use crate::store::ledger::books;
use crate::store::publication as rows;
use crate::store::register::estates;

fn text_of(text: &str) -> Result<String, OpError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(no(LedgerRefused::NoQuestion));
    }
    if text.chars().count() > QUESTION_MAX {
        return Err(no(LedgerRefused::TooLong));
    }
    // Shown to everybody afterwards, so numbers that lead to a person do not go in.
    if !mask::find_personal_data(text).is_empty() {
        return Err(no(LedgerRefused::PersonalData));
    }
    Ok(text.to_owned())
}

/// Asks, without an account.
pub async fn ask(
    compounds: &Compounds,
    tx: &mut Tx,
    (estate, notice): (Id, Id),
    (id, text): (Id, &str),
) -> Result<Asked, OpError> {
    let notice = released_of(tx, estate, notice).await?;
    let text = text_of(text)?;
    let earlier = rows::asked(tx, notice.id).await?;
    if i64::try_from(earlier.len()).unwrap_or(i64::MAX) >= rows::QUESTIONS_LIMIT {
        return Err(no(LedgerRefused::QuestionsFull));
    }
    let now = compounds.site.now();
    let asked = Asked {
        id,
        notice: notice.id,
        asked_at: now,
        due_by: now.date().plus_days(ANSWER_DAYS),
        text,
        answer: None,
        answered_at: None,
        matter: None,
    };
    rows::ask(tx, &asked).await?;
    noted(compounds, tx, notice, ("asked", "resident"), id).await?;
    Ok(asked)
}

async fn released_of(tx: &mut Tx, estate: Id, notice: Id) -> Result<Notice, OpError> {
    let (_, book) = super::public_book(tx, estate).await?;
    let book = book.ok_or(OpError::NotFound)?;
    let notice = rows::load(tx, notice).await?;
    notice
        .filter(|it| it.book == book.id && it.state == NoticeState::Released)
        .ok_or(OpError::NotFound)
}

async fn noted(
    compounds: &Compounds,
    tx: &mut Tx,
    mut notice: Notice,
    (kind, actor): (&str, &str),
    question: Id,
) -> Result<(), OpError> {
    rows::update(tx, &mut notice).await?;
    let body = json!({ "question": question });
    let now = compounds.site.now();
    rows::record(tx, &notice, (kind, &body), actor, now).await?;
    Ok(())
}

async fn question_for(tx: &mut Tx, by: &By, id: Id) -> Result<(Estate, Notice, Asked), OpError> {
    let asked = rows::question_of(tx, id).await?.ok_or(OpError::NotFound)?;
    let notice = rows::load(tx, asked.notice).await?;
    let notice = notice.ok_or(OpError::NotFound)?;
    let book = books::load(tx, notice.book).await?;
    let book = book.ok_or(OpError::NotFound)?;
    let estate = estates::load(tx, book.estate).await?;
    let estate = estate.ok_or(OpError::NotFound)?;
    by.must_reach(&estate)?;
    Ok((estate, notice, asked))
}

/// Answers, once; question and answer are public from then on.
pub async fn answer(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (id, text): (Id, &str),
) -> Result<(), OpError> {
    let (_, notice, _) = question_for(tx, by, id).await?;
    let text = text_of(text)?;
    if !rows::answer(tx, id, &text, compounds.site.now()).await? {
        return Err(no(LedgerRefused::AnsweredAlready));
    }
    noted(compounds, tx, notice, ("answered", &by.actor()), id).await
}

/// What the books cannot answer becomes a matter of the compound, with the clock of matters.
pub async fn hand_over(compounds: &Compounds, tx: &mut Tx, by: &By, id: Id) -> Result<Id, OpError> {
    let (estate, notice, asked) = question_for(tx, by, id).await?;
    if asked.matter.is_some() {
        return Err(no(LedgerRefused::AnsweredAlready));
    }
    let matter = Id::derived("huiyin money question", &id.to_string());
    let mut intake = Intake::of_text(matter, Source::Web, &asked.text);
    let above = areas::above(tx, &estate.area_path).await?;
    let of_kind = |kind: AreaKind| above.iter().find(|area| area.kind == kind).map(|it| it.id);
    let community = of_kind(AreaKind::Community).ok_or(OpError::NotFound)?;
    intake.area = Area {
        street_id: of_kind(AreaKind::Street),
        community_id: Some(community),
        compound_id: of_kind(AreaKind::Compound),
    };
    intake.kind = Kind::Enquiry;
    intake.place.text.clone_from(&estate.name);
    intake.place.public.clone_from(&estate.name);
    let now = compounds.site.now();
    // Whoever minds the books hands it in as a clerk does at the counter.
    let post = Post {
        role: Role::Clerk,
        scope: Scope::Community(community),
    };
    let actor = Actor::staff(by.person()?, vec![post]);
    report_within(&compounds.matters, tx, intake, &actor, now).await?;
    rows::hand_over(tx, id, matter).await?;
    noted(compounds, tx, notice, ("handed_over", &by.actor()), id).await?;
    Ok(matter)
}
