//! What stands behind a line: an item that the owners passed, the contract of the register.

use huiyin_books::{Basis, limits};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};

use super::no;
use crate::model::ledger::{Behind, Decided, ItemRef, LedgerRefused, Use};
use crate::model::register::Estate;
use crate::model::votes::{Vote, VoteStateName};
use crate::ops::OpError;
use crate::ops::votes::outcome_of;
use crate::rules::ledger::{Voted, may_stand_behind, named};
use crate::store::ledger::lines;
use crate::store::votes::{self as votes, counts};

/// Votes of an estate that are offered, in each state in which the result is out.
const OFFERED: i64 = 50;

async fn voted(tx: &mut Tx, vote: &Vote) -> Result<Voted, OpError> {
    let count = counts::load(tx, vote.id).await?;
    let outcome = outcome_of(count.as_ref())?.unwrap_or_default();
    Ok(Voted {
        estate: vote.estate,
        published: vote.state.is_result_public(),
        items: outcome.items,
    })
}

/// What owners of an estate passed, with its title. Items that passed only with silent owners
/// counted are among them: their line needs words as well.
///
/// # Errors
/// The store's.
pub async fn passed_items(tx: &mut Tx, estate: Id) -> Result<Vec<(ItemRef, String)>, OpError> {
    let mut passed = Vec::new();
    for state in [VoteStateName::Published, VoteStateName::Filed] {
        for vote in votes::in_state(tx, estate, state, OFFERED).await? {
            let of = voted(tx, &vote).await?;
            for (place, item) in (0_u32..).zip(&vote.items) {
                if may_stand_behind(estate, place, &of, "-").is_ok() {
                    let item_ref = ItemRef {
                        vote: vote.id,
                        place,
                    };
                    passed.push((item_ref, item.title.clone()));
                }
            }
        }
    }
    Ok(passed)
}

fn title_of(vote: &Vote, place: u32) -> Option<&str> {
    let item = vote.items.get(usize::try_from(place).ok()?)?;
    Some(&item.title)
}

/// What money was used for between two days, as the owners are told. Of a decision that is the
/// title of its item, which is public with the vote; words beside it stay in the book.
///
/// # Errors
/// The store's.
pub async fn uses(tx: &mut Tx, book: Id, days: (Date, Date)) -> Result<Vec<Use>, OpError> {
    let mut told = Vec::new();
    for (mut used, item) in lines::uses(tx, book, days).await? {
        if let Some(item) = item {
            let vote = votes::load(tx, item.vote).await?;
            let title = vote.as_ref().and_then(|it| title_of(it, item.place));
            used.decided = title.map(|title| Decided {
                vote: item.vote,
                title: title.to_owned(),
            });
        }
        told.push(used);
    }
    Ok(told)
}

/// The words of a line whose references are good. The title of the item and the number of the
/// contract are written down, so that files and exports name them without the house.
pub(super) async fn basis_of(
    tx: &mut Tx,
    estate: &Estate,
    behind: &Behind,
    mut basis: Basis,
) -> Result<Basis, OpError> {
    if let Some(item) = behind.item {
        let vote = votes::load(tx, item.vote).await?;
        let vote = vote.ok_or(no(LedgerRefused::DecisionElsewhere))?;
        let words = basis.decision.as_deref().unwrap_or_default().trim();
        let of = voted(tx, &vote).await?;
        may_stand_behind(estate.id, item.place, &of, words).map_err(no)?;
        let title = title_of(&vote, item.place);
        let title = title.ok_or(no(LedgerRefused::DecisionNotPassed))?;
        basis.decision = Some(named(title, words, limits::TEXT_MAX));
    }
    if behind.contract {
        let file = estate.facts.contract_file.trim();
        if file.is_empty() {
            return Err(no(LedgerRefused::NoContract));
        }
        let words = basis.contract.as_deref().unwrap_or_default().trim();
        basis.contract = Some(named(file, words, limits::TEXT_MAX));
    }
    Ok(basis)
}
