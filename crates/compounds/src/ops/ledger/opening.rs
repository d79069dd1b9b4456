//! Opening a book, its accounts, and where the money goes by whose decision.

use huiyin_books::{Account, City, Holder};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Money};
use serde_json::json;

use super::no;
use crate::Compounds;
use crate::model::ledger::{LedgerBook, LedgerRefused};
use crate::model::register::Committee;
use crate::ops::{By, OpError};
use crate::store::ledger::books as rows;

/// Accounts of one book that the pages make.
const ACCOUNTS_MOST: usize = 20;
const NAME_MOST: usize = huiyin_books::limits::NAME_MAX;
const TEXT_MOST: usize = huiyin_books::limits::TEXT_MAX;

/// What decides where an estate's income goes and when it is told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub city: City,
    pub chosen: Option<Holder>,
    /// The decision of the assembly, or the local rule where there is none.
    pub basis: String,
    pub fund_first: Option<Money>,
}

fn check(settings: &Settings) -> Result<(), OpError> {
    if settings.basis.chars().count() > TEXT_MOST {
        return Err(no(LedgerRefused::TooLong));
    }
    if settings.chosen.is_some() && settings.basis.trim().is_empty() {
        return Err(no(LedgerRefused::NoBasisForDestination));
    }
    Ok(())
}

/// Opens the one book of an estate. Whether there is an assembly follows from the register: an
/// elected committee stands for one.
pub async fn open(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (settings, began_on): (Settings, Date),
) -> Result<LedgerBook, OpError> {
    let estate = super::super::register::estate_for(tx, by, estate).await?;
    check(&settings)?;
    if rows::of_estate(tx, estate.id).await?.is_some() {
        return Err(no(LedgerRefused::BookExists));
    }
    let now = compounds.site.now();
    let book = LedgerBook {
        id: Id::derived("huiyin ledger book", &estate.id.to_string()),
        estate: estate.id,
        version: 1,
        city: settings.city,
        has_assembly: estate.facts.committee == Some(Committee::Elected),
        chosen: settings.chosen,
        destination_basis: settings.basis.trim().to_owned(),
        fund_first: settings.fund_first,
        began_on,
        closed_through: None,
        last_number: 0,
    };
    rows::insert(tx, &book, now).await?;
    let body = json!({ "city": book.city, "assembly": book.has_assembly, "chosen": book.chosen });
    rows::record(tx, &book, ("opened", &body), &by.actor(), now).await?;
    Ok(book)
}

/// Decides anew where the money goes; what was posted before stays where it is.
pub async fn settle(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    settings: Settings,
) -> Result<LedgerBook, OpError> {
    let (estate, mut book) = super::book_for(tx, by, estate).await?;
    check(&settings)?;
    book.city = settings.city;
    book.has_assembly = estate.facts.committee == Some(Committee::Elected);
    book.chosen = settings.chosen;
    settings
        .basis
        .trim()
        .clone_into(&mut book.destination_basis);
    book.fund_first = settings.fund_first;
    rows::update(tx, &mut book).await?;
    let body = json!({ "city": book.city, "assembly": book.has_assembly, "chosen": book.chosen });
    let now = compounds.site.now();
    rows::record(tx, &book, ("destination_decided", &body), &by.actor(), now).await?;
    Ok(book)
}

/// A further account; its code follows from their number.
pub async fn add_account(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    estate: Id,
    (name, holder): (&str, Holder),
) -> Result<Account, OpError> {
    let (_, mut book) = super::book_for(tx, by, estate).await?;
    let name = name.trim();
    if name.is_empty() {
        return Err(no(LedgerRefused::NameMissing));
    }
    if name.chars().count() > NAME_MOST {
        return Err(no(LedgerRefused::TooLong));
    }
    let known = rows::accounts(tx, book.id).await?;
    if known.len() >= ACCOUNTS_MOST {
        return Err(no(LedgerRefused::AccountsFull));
    }
    let code = format!("a{}", known.len() + 1);
    let account = Account {
        code: code.parse().map_err(huiyin_db::StoreError::inconsistent)?,
        name: name.to_owned(),
        holder,
    };
    rows::add_account(tx, book.id, &account).await?;
    rows::update(tx, &mut book).await?;
    let body = json!({ "code": account.code, "holder": account.holder });
    let now = compounds.site.now();
    rows::record(tx, &book, ("account_added", &body), &by.actor(), now).await?;
    Ok(account)
}
