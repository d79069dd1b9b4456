use huiyin_db::Tx;
use huiyin_kernel::EchoCode;

use super::ballots::receive;
use super::count::Receipt;
use super::deliver::note;
use crate::Compounds;
use crate::model::register::Estate;
use crate::model::votes::{BallotState, Channel, Delivery, Evidence, Marks, Vote};
use crate::ops::{OpError, register};
use crate::rules::votes::ballots::{Incoming, Taken};
use crate::store::votes::notes::{self, Prints};
use crate::store::votes::{self as rows, ballots, voters};

/// Who acts where an owner does, in the journal: the voter is its subject already.
const OWNER: &str = "owner";

/// What a ballot's code opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub estate: Estate,
    pub vote: Vote,
    pub stored: voters::Stored,
    /// How often the ballots of this vote were printed, as its owner may know.
    pub prints: Prints,
}

/// How an owner's ballot was taken, and the receipt with which they find it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    pub taken: Taken,
    pub receipt: Option<Receipt>,
}

/// The ballot that belongs to a code, once its vote is announced.
pub async fn by_code(
    slice: &Compounds,
    tx: &mut Tx,
    code: &EchoCode,
) -> Result<Option<Opened>, OpError> {
    let Some(stored) = voters::by_code(tx, &slice.site.keys, code).await? else {
        return Ok(None);
    };
    let vote = rows::load(tx, stored.voter.vote).await?;
    let vote = vote.filter(|it| it.state.times().is_some());
    let Some(vote) = vote else {
        return Ok(None);
    };
    let estate = register::estate(tx, vote.estate).await?;
    let prints = notes::prints(tx, vote.id).await?;
    Ok(Some(Opened {
        estate,
        vote,
        stored,
        prints,
    }))
}

/// Casts the ballot of an owner on its own page.
///
/// An electronic signature equals one by hand where it was its signer's alone, under their control
/// alone, and later changes show (Electronic Signature Law arts. 13 and 14). Towards that the code
/// is delivered to its owner alone, and the commitment makes any later change show; whether it is
/// enough for a formal vote is for the local rule to say, without which no ballot is taken here.
pub async fn cast(
    slice: &Compounds,
    tx: &mut Tx,
    code: &EchoCode,
    (marks, replaces): (Marks, bool),
) -> Result<Cast, OpError> {
    let it = by_code(slice, tx, code).await?.ok_or(OpError::NotFound)?;
    let incoming = Incoming {
        id: slice.site.new_id(),
        channel: Channel::Electronic,
        by: None,
        marks,
        replaces,
    };
    let voter = &it.stored.voter;
    let (taken, made) = receive(slice, tx, &it.vote, voter, incoming, OWNER).await??;
    let receipt = match made {
        Some(secret) => Some(Receipt(secret.serial)),
        None => receipt_of(slice, tx, &it.stored).await?,
    };
    Ok(Cast { taken, receipt })
}

/// The owner has opened the ballot and says so: the best evidence that it reached them.
pub async fn confirm(slice: &Compounds, tx: &mut Tx, code: &EchoCode) -> Result<bool, OpError> {
    let it = by_code(slice, tx, code).await?.ok_or(OpError::NotFound)?;
    let now = slice.site.now();
    let delivery = Delivery {
        evidence: Evidence::Opened,
        on: now.date(),
        reference: String::new(),
        noted_at: now,
    };
    note(slice, tx, &it.vote, &it.stored, delivery, OWNER).await
}

/// The receipt of a voter's ballot that counts, whichever way it came.
pub async fn receipt_of(
    slice: &Compounds,
    tx: &mut Tx,
    stored: &voters::Stored,
) -> Result<Option<Receipt>, OpError> {
    let held = ballots::of_voter(tx, &slice.site.keys, stored.voter.id).await?;
    let valid = held
        .into_iter()
        .find(|it| it.ballot.state == BallotState::Valid);
    Ok(valid.map(|it| Receipt(it.secret.serial)))
}
