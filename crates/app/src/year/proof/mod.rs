//! What must hold at every simulated day, and what is looked at less often because it walks
//! through everything.
//!
//! A look at a day rests on the looks before it: it proves what that day has touched, all of it
//! and by the same functions. A look at everything rests on nothing.

mod ledgers;
mod look;
mod rates;

use huiyin_compounds::proof as compounds;
use huiyin_db::Db;
use huiyin_db::facts::{Fact, fold};
use huiyin_db::seal::{self, Verdict};
use huiyin_kernel::{Date, Id};
use huiyin_matters::store::proof as beside;
use huiyin_registry::{credentials, proof as registry};
use huiyin_statistics::proof as statistics;
use huiyin_visits::store::proof as visits;

use super::halt::{Halt, Invariant};
use super::queries;
use super::times::Table;
use crate::counted;
use crate::slices::{self, Slices};
use look::Look;

/// Differences that are named.
const NAMED: usize = 5;
/// The subject of a matter in the journal.
const MATTER: &str = "matter";

/// How far the proofs have come, and how long they took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proven {
    /// The last seal that was proven, with the rows under it.
    seal: i64,
    /// The last row of the journal whose subject was looked at.
    row: i64,
    pub times: Table,
}

/// Kind and id of something that has new rows in the journal.
type Touched = (String, Id);

/// Looks at everything that a day can have broken. The day's rows are sealed before.
pub async fn of_day(slices: &Slices, day: Date, proven: &mut Proven) -> Result<(), Halt> {
    let db = &slices.site.db;
    let mut look = Look::on(day, &mut proven.times);
    look.at(Invariant::Owned, "owned", Box::pin(owned(db)))
        .await?;
    let sealed = Box::pin(journal(slices, &mut proven.seal));
    look.at(Invariant::Journal, "sealed", sealed).await?;
    let touched = touched(db, &mut proven.row).await?;
    look.at(Invariant::Facts, "facts", Box::pin(facts(db, &touched)))
        .await?;
    let matters: Vec<Id> = of_kind(&touched, MATTER).collect();
    look.at(Invariant::Rates, "rates", Box::pin(rates::of(db, &matters)))
        .await?;
    let books = Box::pin(ledgers::of_touched(db, day, &touched));
    look.at(Invariant::Ledgers, "ledgers", books).await?;
    look.at(
        Invariant::Journal,
        "texts",
        Box::pin(texts_of(slices, &matters)),
    )
    .await
}

/// Looks at what is summed up by month: the rates of all that was due in it, the cells of its
/// facts, and every book.
pub async fn of_month(slices: &Slices, day: Date, proven: &mut Proven) -> Result<(), Halt> {
    let db = &slices.site.db;
    let month = day.month_text();
    let mut look = Look::on(day, &mut proven.times);
    look.at(
        Invariant::Rates,
        "month.rates",
        Box::pin(rates::due_in(db, &month)),
    )
    .await?;
    look.at(
        Invariant::Ledgers,
        "month.ledgers",
        Box::pin(ledgers::all(db, day)),
    )
    .await?;
    look.at(Invariant::Facts, "month.cells", Box::pin(cells(db, day)))
        .await
}

/// Looks at everything there is, as `audit verify` and `statistics check` do.
pub async fn of_all(slices: &Slices, day: Date, proven: &mut Proven) -> Result<(), Halt> {
    let db = &slices.site.db;
    let mut look = Look::on(day, &mut proven.times);
    look.at(
        Invariant::Journal,
        "all.journal",
        Box::pin(whole_journal(slices)),
    )
    .await?;
    look.at(Invariant::Journal, "all.texts", Box::pin(all_texts(slices)))
        .await?;
    let rights = Box::pin(all_rights(slices));
    look.at(Invariant::Journal, "all.rights", rights).await?;
    let compounds = Box::pin(all_compounds(slices, day));
    look.at(Invariant::Journal, "all.compounds", compounds)
        .await?;
    let visits = Box::pin(all_visits(slices));
    look.at(Invariant::Journal, "all.visits", visits).await?;
    let editions = Box::pin(all_editions(slices));
    look.at(Invariant::Journal, "all.editions", editions)
        .await?;
    look.at(Invariant::Facts, "all.facts", Box::pin(all_facts(db)))
        .await?;
    look.at(Invariant::Rates, "all.rates", Box::pin(rates::all(db)))
        .await?;
    look.at(
        Invariant::Ledgers,
        "all.ledgers",
        Box::pin(ledgers::all(db, day)),
    )
    .await
}

fn of_kind<'t>(touched: &'t [Touched], kind: &'t str) -> impl Iterator<Item = Id> + 't {
    touched.iter().filter(move |it| it.0 == kind).map(|it| it.1)
}

async fn owned(db: &Db) -> Result<Option<String>, Halt> {
    let found = queries::unowned(&mut db.read().await?).await?;
    let told: Vec<String> = found
        .iter()
        .map(|(number, state)| format!("{number} ({state})"))
        .collect();
    Ok((!told.is_empty()).then(|| told.join(", ")))
}

async fn journal(slices: &Slices, proven: &mut i64) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    let fresh = seal::verify_since(db, keys, *proven).await?;
    *proven = fresh.seal;
    Ok(fresh.fault.map(|fault| format!("{fault:?}")))
}

/// What has new rows behind this one, which moves on to the last.
async fn touched(db: &Db, row: &mut i64) -> Result<Vec<Touched>, Halt> {
    let mut tx = db.read().await?;
    let touched = queries::touched(&mut tx, *row).await?;
    *row = queries::last_row(&mut tx).await?;
    Ok(touched)
}

/// Recounts the facts of what was touched.
async fn facts(db: &Db, touched: &[Touched]) -> Result<Option<String>, Halt> {
    for (kind, subject) in touched.iter().filter(|it| counted::is_counted(&it.0)) {
        if let Some(wrong) = counted::first_difference(db, kind, *subject).await? {
            return Ok(Some(format!("{kind} {subject}: {wrong:?}")));
        }
    }
    Ok(None)
}

/// Texts, photos and rows of matters, against the digests in their journal.
async fn texts_of(slices: &Slices, matters: &[Id]) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    Ok(fault_of(beside::verify_of(db, keys, matters).await?))
}

async fn whole_journal(slices: &Slices) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    Ok(match seal::verify(db, keys, &slices::heads()).await? {
        Verdict::Broken(fault) => Some(format!("{fault:?}")),
        Verdict::Sound { .. } => None,
    })
}

async fn all_texts(slices: &Slices) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    Ok(fault_of(beside::verify(db, keys).await?))
}

/// Accounts, their posts and what opens them, against what their journal says.
async fn all_rights(slices: &Slices) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    if let Some(wrong) = credentials::verify(db, keys).await?.into_wrong() {
        return Ok(Some(format!("{wrong:?}")));
    }
    Ok(match registry::verify(db).await? {
        registry::Checked::Broken(fault) => Some(format!("{fault:?}")),
        registry::Checked::Sound(_) => None,
    })
}

/// Units, who owned them, meetings, lines of books and votes, against what their journal says.
async fn all_compounds(slices: &Slices, day: Date) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    let rows = compounds::verify_rows(db, keys).await;
    let rows = rows.map_err(|error| Halt::during(day, "compounds", &error))?;
    if let Some(wrong) = rows.into_wrong() {
        return Ok(Some(format!("{wrong:?}")));
    }
    let checked = compounds::verify(db).await;
    let checked = checked.map_err(|error| Halt::during(day, "compounds", &error))?;
    Ok(fault_of(checked))
}

/// Answers, wishes for rest, plans and badges, against what their journal says.
async fn all_visits(slices: &Slices) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    let wrong = visits::verify(db, keys).await?.into_wrong();
    Ok(wrong.map(|wrong| format!("{wrong:?}")))
}

/// Bulletins and open data, against what their journal says.
async fn all_editions(slices: &Slices) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    Ok(fault_of(statistics::verify(db, keys).await?))
}

fn fault_of<P>(checked: seal::Checked<P>) -> Option<String> {
    checked.into_fault().map(|fault| format!("{fault:?}"))
}

/// The sums of a month, against the facts below them.
async fn cells(db: &Db, day: Date) -> Result<Option<String>, Halt> {
    let mut tx = db.read().await?;
    let wrong = fold::wrong_cells_in_month(&mut tx, day).await?;
    Ok(named(&[], &wrong))
}

async fn all_facts(db: &Db) -> Result<Option<String>, Halt> {
    let checked = counted::check(db).await?;
    Ok(named(&checked.wrong, &checked.wrong_cells))
}

/// The first differences, where there are any.
fn named(facts: &[Fact], cells: &[fold::WrongCell]) -> Option<String> {
    let facts = facts.iter().take(NAMED).map(|it| format!("{it:?}"));
    let cells = cells.iter().take(NAMED).map(|it| format!("{it:?}"));
    let all: Vec<String> = facts.chain(cells).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
