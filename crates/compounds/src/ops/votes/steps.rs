use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::desk::{load_vote, turn};
use super::{Desk, commit_if_ready};
use crate::Compounds;
use crate::model::votes::{Vote, VoteAct, VoteActName};
use crate::ops::OpError;
use crate::store::votes::{notes, voters};

/// Does a step that needs nothing beside itself.
pub async fn act(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    act: VoteAct,
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let name = act.name();
    let next = turn(slice, tx, desk, (&estate, &vote, seen), act).await?;
    match name {
        // Nobody has voted on it; it is made anew from the register.
        VoteActName::ReopenRoll => voters::drop_roll(tx, next.id).await?,
        // Where every paper is read already, nothing stands between the close and the commitment.
        VoteActName::Close => return commit_if_ready(slice, tx, desk, (&estate, next)).await,
        _ => {}
    }
    Ok(next)
}

/// Notes that the street has the papers, and under which number.
pub async fn file(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    number: &str,
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let act = VoteAct::File {
        number: number.to_owned(),
    };
    let next = turn(slice, tx, desk, (&estate, &vote, seen), act).await?;
    let site = &slice.site;
    let by = (desk.by.account, site.now());
    let what = (next.id, notes::FILING, number.trim());
    notes::add(tx, (&site.keys, &*site.entropy), what, by).await?;
    Ok(next)
}
