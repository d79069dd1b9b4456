//! Common income divided over the units by area (Civil Code art. 283; domain rule 9.5): what is paid
//! out by a decision is fixed for each unit on that day; of everything else an owner is only shown
//! what part of it would fall to their units.

use huiyin_books::{Kind, Row, shares};
use huiyin_db::Tx;
use huiyin_kernel::{Id, Money};

use super::no;
use crate::model::ledger::{Covers, LedgerRefused, Notice, NoticeState};
use crate::ops::OpError;
use crate::store::ledger::books;
use crate::store::ledger::shares::{self as rows, Share};
use crate::store::publication;
use crate::store::register::units;

/// The part of one owner's units in what was last told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnPart {
    pub from: huiyin_kernel::Date,
    pub to: huiyin_kernel::Date,
    /// Income less cost and tax, of all owners and of these units.
    pub net: (Money, Money),
    /// What is left.
    pub left: (Money, Money),
}

/// The units over which an amount is divided, in the order in which people count them: all that are
/// in use and have an area.
async fn divided_over(tx: &mut Tx, estate: Id) -> Result<Vec<(Id, u64)>, OpError> {
    let all = units::all(tx, estate).await?;
    let in_use = all.into_iter().filter(|unit| unit.active);
    let sized = in_use.filter_map(|unit| {
        let area = u64::try_from(unit.area_centi).ok().filter(|it| *it > 0);
        Some((unit.id, area?))
    });
    Ok(sized.collect())
}

fn parts(total: Money, units: &[(Id, u64)]) -> Result<Vec<Money>, OpError> {
    let areas: Vec<u64> = units.iter().map(|(_, area)| *area).collect();
    shares(total, &areas).map_err(|_| no(LedgerRefused::NothingToDivideBy))
}

/// Divides what a line pays out.
pub(super) async fn divide(
    tx: &mut Tx,
    (book, estate): (Id, Id),
    (line, total): (u64, Money),
) -> Result<(), OpError> {
    let units = divided_over(tx, estate).await?;
    let parts = parts(total, &units)?;
    let all = units.iter().zip(parts).map(|((unit, area), amount)| Share {
        unit: *unit,
        area_centi: i64::try_from(*area).unwrap_or(i64::MAX),
        amount,
    });
    let all: Vec<Share> = all.collect();
    Ok(rows::add(tx, book, line, &all).await?)
}

fn sum(notice: &Notice, column: fn(&Row) -> Option<Money>) -> Option<Money> {
    let common = notice.rows.iter().filter(|row| row.kind != Kind::Fund);
    Money::sum(common.map(column).collect::<Option<Vec<Money>>>()?)
}

/// What part of the last published common income falls to some units of an estate; nothing where
/// nothing was told, or none of them has an area.
pub async fn own_part(tx: &mut Tx, estate: Id, own: &[Id]) -> Result<Option<OwnPart>, OpError> {
    let Some(book) = books::of_estate(tx, estate).await? else {
        return Ok(None);
    };
    let told = publication::of_book(tx, book.id).await?;
    let last = told
        .iter()
        .find(|it| it.state == NoticeState::Released && it.covers != Covers::Fund);
    let Some(notice) = last else {
        return Ok(None);
    };
    let units = divided_over(tx, estate).await?;
    if !units.iter().any(|(id, _)| own.contains(id)) {
        return Ok(None);
    }
    let too_large = || no(LedgerRefused::SumTooLarge);
    let mine = |total: Money| -> Result<(Money, Money), OpError> {
        let parts = parts(total, &units)?;
        let mine = units.iter().zip(parts);
        let mine = mine.filter(|((id, _), _)| own.contains(id));
        let mine = Money::sum(mine.map(|(_, part)| part)).ok_or_else(too_large)?;
        Ok((total, mine))
    };
    let net = sum(notice, Row::net).ok_or_else(too_large)?;
    let left = sum(notice, |row| Some(row.closing)).ok_or_else(too_large)?;
    Ok(Some(OwnPart {
        from: notice.from,
        to: notice.to,
        net: mine(net)?,
        left: mine(left)?,
    }))
}
