//! What the journal proves of bulletins and open data beside itself: what people read of a released
//! bulletin by its keyed digest, and of open data the name and digest of every file.

use huiyin_db::fields::Keys;
use huiyin_db::seal::{self, Fault};
use huiyin_db::{Db, Query, Result, Row, Tx, args};
use huiyin_kernel::Id;

use crate::bulletin::ops::content;
use crate::rules::open::{OpenEdition, OpenEvent};
use crate::store::{bulletins, open};

/// Editions that are read at once.
const PAGE: i64 = 100;

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub bulletins: u64,
    pub open_data: u64,
}

pub type Checked = seal::Checked<Proven>;

/// Holds every edition against the journal, which is proven apart, as are editions that are gone.
pub async fn verify(db: &Db, keys: &Keys) -> Result<Checked> {
    verify_in(&mut db.steady().await?, keys).await
}

/// As [`verify`], in a transaction that sees what is not committed yet.
pub async fn verify_in(tx: &mut Tx, keys: &Keys) -> Result<Checked> {
    let mut proven = Proven::default();
    if let Some(fault) = of_bulletins(tx, keys, &mut proven).await? {
        return Ok(Checked::Broken(fault));
    }
    Ok(match of_open_data(tx, &mut proven).await? {
        Some(fault) => Checked::Broken(fault),
        None => Checked::Sound(proven),
    })
}

/// Walks through all editions of one kind until `fault` finds something in one of them.
async fn first_fault<T>(
    tx: &mut Tx,
    editions: Query,
    told: fn(&Row) -> Result<T>,
    mut fault: impl FnMut(&T) -> Result<Option<Fault>>,
) -> Result<Option<Fault>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(editions, args![behind.as_str(), PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        behind = last.get::<Id>("id")?.to_string();
        let page: Vec<T> = page.iter().map(told).collect::<Result<_>>()?;
        for edition in &page {
            if let Some(found) = fault(edition)? {
                return Ok(Some(found));
            }
        }
    }
}

async fn of_bulletins(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Fault>> {
    first_fault(tx, bulletins::BULLETINS_TOLD, bulletins::told, |told| {
        let wrong = of_bulletin(keys, told)?;
        proven.bulletins += u64::from(told.content.is_some());
        Ok(wrong.map(|why| Fault::of(told.id, told.version, why)))
    })
    .await
}

/// Only a released bulletin has a digest; before that its words may still change.
fn of_bulletin(keys: &Keys, told: &bulletins::Told) -> Result<Option<&'static str>> {
    let Some(bulletin) = &told.bulletin else {
        return Ok(Some("the row of the bulletin was altered"));
    };
    let is_released = bulletin.state.released().is_some();
    let Some(expected) = &told.content else {
        return Ok(is_released.then_some("the bulletin was never released"));
    };
    if !is_released {
        return Ok(Some(
            "the bulletin was released, and its row says otherwise",
        ));
    }
    let differs = content(keys, bulletin)? != *expected;
    Ok(differs.then_some("the text of the released bulletin was altered"))
}

async fn of_open_data(tx: &mut Tx, proven: &mut Proven) -> Result<Option<Fault>> {
    first_fault(tx, open::OPEN_TOLD, open::told, |told| {
        proven.open_data += u64::from(told.is_released);
        Ok(of_edition(told).map(|why| Fault::of(told.id, told.version, why)))
    })
    .await
}

fn of_edition(told: &open::Told) -> Option<&'static str> {
    let Some(edition) = &told.edition else {
        return Some("the row of the open data was altered");
    };
    if edition.state.released().is_some() != told.is_released {
        return Some("whether the open data was released was altered");
    }
    let is_as_made = told.made.as_ref() == Some(&as_made(edition));
    (!is_as_made).then_some("the files of the open data are not those that were made")
}

/// What the journal must say of the making of an edition.
fn as_made(edition: &OpenEdition) -> OpenEvent {
    let files = edition.files.iter();
    OpenEvent::Made {
        year: edition.year,
        edition: edition.edition,
        corrects: edition.corrects,
        licence: edition.licence,
        protection: edition.protection,
        files: files
            .map(|it| (it.name.clone(), it.sha256.clone()))
            .collect(),
    }
}
