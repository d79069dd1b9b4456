//! What the people at a door decide about a visit, by link or through the desk, and what the
//! coordinator does for them.

use huiyin_kernel::Id;
use huiyin_web::forms::{self, Content, Once};

use super::{OpError, act, take};
use crate::Visits;
use crate::model::bounds::NOTE_CHARS;
use crate::model::{Actor, Refused, VisitAct};
use crate::store::texts::{self, Text};
use crate::store::{dwellings, findings, visits};

/// Does one act once; `seen` is the version that was looked at, where that matters.
pub async fn decide(
    slice: &Visits,
    visit: Id,
    actor: Actor,
    what: &VisitAct,
    (key, seen, location): (Id, Option<u32>, &str),
) -> Result<(), OpError> {
    let now = slice.site.now();
    let mut tx = slice.site.db.write().await?;
    let said = [visit.to_string(), format!("{what:?}")];
    let content = Content::of(&slice.site.keys, said.iter().map(String::as_str));
    match forms::once(&mut tx, key, &content, location, now).await? {
        Once::First => {}
        Once::Again(_) => return Ok(()),
        Once::Other => return Err(OpError::Reused),
    }
    act(slice, &mut tx, visit, seen, actor, what, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that the team told the people there in person what became of a matter, and what they
/// said. False where it was noted before.
pub async fn brought_back(
    slice: &Visits,
    visit: Id,
    finding: Id,
    by: Id,
    note: &str,
) -> Result<bool, OpError> {
    if note.chars().count() > NOTE_CHARS {
        return Err(Refused::TooLong.into());
    }
    let site = &slice.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let stored = visits::load(&mut tx, &site.keys, visit).await?;
    let stored = stored.ok_or(OpError::NotFound)?;
    let all = findings::of_visit(&mut tx, visit).await?;
    let known = all.iter().find(|it| it.id == finding);
    let known = known.ok_or(OpError::NotFound)?;
    if !findings::brought_back(&mut tx, known.id, by, now).await? {
        return Ok(false);
    }
    let event = crate::model::VisitEvent::BroughtBack {
        matter: known.matter,
    };
    take::note(slice, &mut tx, visit, vec![event], None, by, now).await?;
    if !note.trim().is_empty() {
        let door = dwellings::load(&mut tx, &site.keys, stored.visit.dwelling).await?;
        let door = door.ok_or(OpError::NotFound)?;
        let text = Text {
            version: stored.visit.version.saturating_add(1),
            kind: "brought_back".to_owned(),
            body: note.trim().to_owned(),
        };
        let whose = (visit, door.person);
        texts::add(&mut tx, &site.keys, &*site.entropy, whose, &text, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}
