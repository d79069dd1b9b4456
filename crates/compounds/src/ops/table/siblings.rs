//! What the other rooms of this slice lay on the table. A room that has no figure for an estate
//! answers `None`, and the page says that the system knows none.

use huiyin_books::{Kind, Period, Row};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Money};

use crate::model::table::{IncomeFacts, MaintenanceFacts, Month, VoteAhead};
use crate::model::votes::{Timetable, Vote, VoteState};
use crate::ops::{OpError, ledger};
use crate::store::ledger::books;
use crate::store::votes;

/// Votes of an estate that are looked through.
const VOTES: i64 = 50;

/// Common income and the maintenance fund of a month, where the estate has a book.
pub(super) async fn money(
    tx: &mut Tx,
    estate: Id,
    month: Month,
) -> Result<(Option<IncomeFacts>, Option<MaintenanceFacts>), OpError> {
    let Some(book) = books::of_estate(tx, estate).await? else {
        return Ok((None, None));
    };
    let period = Period {
        from: month.first(),
        to: month.last(),
    };
    let rows = ledger::statement(tx, &book, period).await?;
    Ok((Some(income(&rows)), maintenance(&rows)))
}

fn sum(rows: &[&Row], of: impl Fn(&Row) -> Money) -> i64 {
    let all = rows.iter().map(|row| of(row).fen());
    all.fold(0_i64, i64::saturating_add)
}

fn income(rows: &[Row]) -> IncomeFacts {
    let common: Vec<&Row> = rows.iter().filter(|it| it.kind != Kind::Fund).collect();
    IncomeFacts {
        income_fen: sum(&common, |it| it.income),
        spent_fen: sum(&common, |it| it.cost).saturating_add(sum(&common, |it| it.spent)),
        closing_fen: sum(&common, |it| it.closing),
    }
}

/// Nothing where the book does not keep the fund.
fn maintenance(rows: &[Row]) -> Option<MaintenanceFacts> {
    let fund: Vec<&Row> = rows.iter().filter(|it| it.kind == Kind::Fund).collect();
    (!fund.is_empty()).then(|| MaintenanceFacts {
        drawn_fen: sum(&fund, |it| it.spent),
        left_fen: sum(&fund, |it| it.closing),
    })
}

/// Votes that everybody knows of and that are not closed.
pub(super) async fn votes(tx: &mut Tx, estate: Id) -> Result<Vec<VoteAhead>, OpError> {
    let found = votes::public_of_estate(tx, estate, VOTES).await?;
    let is_ahead = |it: &Vote| {
        matches!(
            it.state,
            VoteState::Announced { .. } | VoteState::Voting { .. }
        )
    };
    let ahead = found.into_iter().filter(is_ahead).map(|it| VoteAhead {
        vote: it.id,
        until: it.state.times().map(Timetable::ends_on),
        title: it.title,
    });
    Ok(ahead.collect())
}
