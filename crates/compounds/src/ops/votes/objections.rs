use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::Desk;
use super::desk::{load_vote, public_vote, stage_of};
use crate::Compounds;
use crate::model::votes::bounds::{NAME_CHARS, OBJECTION_CHARS, OBJECTIONS};
use crate::model::votes::{Vote, VoteRefused as R, VoteState as S};
use crate::ops::OpError;
use crate::store::votes::objections::{self as rows, Said};

/// Keeps an objection to the roll or to the result, and says its number. From the desk it may be
/// one that somebody brought in person while the roll hangs out.
pub async fn object(
    slice: &Compounds,
    tx: &mut Tx,
    desk: Option<&Desk>,
    (estate, id, key): (Id, Id, Id),
    said: &Said,
) -> Result<u32, OpError> {
    let (_, vote) = match desk {
        Some(desk) => load_vote(tx, &desk.by, estate, id).await?,
        None => public_vote(tx, estate, id).await?,
    };
    check(&vote, said)?;
    if i64::from(rows::count(tx, vote.id).await?) >= OBJECTIONS {
        return Err(R::TooMany.into());
    }
    let site = &slice.site;
    let actor = desk.map_or_else(|| "owner".to_owned(), |it| it.by.actor());
    let by = (actor.as_str(), site.now());
    let what = (key, vote.id, stage_of(&vote));
    let said = Said {
        name: said.name.trim().to_owned(),
        contact: said.contact.trim().to_owned(),
        text: said.text.trim().to_owned(),
    };
    Ok(rows::insert(tx, (&site.keys, &*site.entropy), what, &said, by).await?)
}

fn check(vote: &Vote, said: &Said) -> Result<(), R> {
    // The roll is open to objections until ballots are taken, the result from its publication on.
    let is_open = matches!(
        vote.state,
        S::RollPosted { .. } | S::Announced { .. } | S::Published { .. }
    );
    if !is_open {
        return Err(R::WrongState);
    }
    if said.text.trim().is_empty() {
        return Err(R::TextMissing);
    }
    let long = |text: &str, most: usize| text.chars().count() > most;
    if long(&said.text, OBJECTION_CHARS)
        || long(&said.name, NAME_CHARS)
        || long(&said.contact, NAME_CHARS)
    {
        return Err(R::TooLong);
    }
    Ok(())
}

/// Answers an objection. The answer to an objection to the result is published beside it.
pub async fn answer(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, vote, objection): (Id, Id, Id),
    (text, upheld): (&str, bool),
) -> Result<(), OpError> {
    let (_, vote) = load_vote(tx, &desk.by, estate, vote).await?;
    let site = &slice.site;
    let known = rows::load(tx, &site.keys, vote.id, objection).await?;
    let known = known.ok_or(OpError::NotFound)?;
    if known.answered_at.is_some() {
        return Err(R::Answered.into());
    }
    if text.trim().is_empty() {
        return Err(R::TextMissing.into());
    }
    if text.chars().count() > OBJECTION_CHARS {
        return Err(R::TooLong.into());
    }
    let by = (&*desk.by.actor(), site.now());
    if !rows::answer(tx, known.id, (text.trim(), upheld), by).await? {
        return Err(R::Answered.into());
    }
    Ok(())
}
