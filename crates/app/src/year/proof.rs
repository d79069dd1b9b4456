//! What must hold at every simulated day, and what is looked at once a month because it walks
//! through everything.

use huiyin_books::Checker;
use huiyin_compounds::ops::ledger;
use huiyin_db::seal::{self, Verdict};
use huiyin_db::{Db, Row};
use huiyin_kernel::Date;
use huiyin_matters::model::Matter;
use huiyin_matters::rules::rates;
use huiyin_matters::store::proof::{self as beside, Checked as Beside};

use super::halt::{Broken, Halt, Invariant};
use super::queries;
use crate::counted;
use crate::slices::{self, Slices};

/// Differences that are named.
const NAMED: usize = 5;

/// How far the proofs have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    /// The last seal that was proven, with the rows under it.
    pub seal: i64,
    /// The last row of the journal whose subject's facts were recounted.
    row: i64,
}

/// Looks at everything that a day can have broken. The day's rows are sealed before.
pub async fn of_day(slices: &Slices, day: Date, proven: &mut Proven) -> Result<(), Halt> {
    let broken = |invariant, detail| {
        Halt::Broken(Broken {
            day,
            invariant,
            detail,
        })
    };
    let db = &slices.site.db;
    if let Some(detail) = owned(db).await? {
        return Err(broken(Invariant::Owned, detail));
    }
    if let Some(detail) = journal(slices, proven).await? {
        return Err(broken(Invariant::Journal, detail));
    }
    if let Some(detail) = facts(db, proven).await? {
        return Err(broken(Invariant::Facts, detail));
    }
    if let Some(detail) = rates_of(db, day).await? {
        return Err(broken(Invariant::Rates, detail));
    }
    if let Some(detail) = ledgers(db, day).await? {
        return Err(broken(Invariant::Ledgers, detail));
    }
    Ok(())
}

/// Looks at everything there is, as `audit verify` and `statistics check` do.
pub async fn of_all(slices: &Slices, day: Date) -> Result<(), Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    let broken = |invariant, detail| {
        Err(Halt::Broken(Broken {
            day,
            invariant,
            detail,
        }))
    };
    if let Verdict::Broken(fault) = seal::verify(db, keys, &slices::heads()).await? {
        return broken(Invariant::Journal, format!("{fault:?}"));
    }
    if let Beside::Broken(fault) = beside::verify(db, keys).await? {
        return broken(Invariant::Journal, format!("{fault:?}"));
    }
    let checked = counted::check(db).await?;
    if !checked.is_sound() {
        let facts = checked.wrong.iter().take(NAMED).map(|it| format!("{it:?}"));
        let cells = checked.wrong_cells.iter().take(NAMED);
        let cells = cells.map(|it| format!("{it:?}"));
        let all: Vec<String> = facts.chain(cells).collect();
        return broken(Invariant::Facts, all.join("; "));
    }
    Ok(())
}

async fn owned(db: &Db) -> Result<Option<String>, Halt> {
    let found = queries::unowned(&mut db.read().await?).await?;
    let told: Vec<String> = found
        .iter()
        .map(|(number, state)| format!("{number} ({state})"))
        .collect();
    Ok((!told.is_empty()).then(|| told.join(", ")))
}

async fn journal(slices: &Slices, proven: &mut Proven) -> Result<Option<String>, Halt> {
    let (db, keys) = (&slices.site.db, &slices.site.keys);
    let fresh = seal::verify_since(db, keys, proven.seal).await?;
    proven.seal = fresh.seal;
    Ok(fresh.fault.map(|fault| format!("{fault:?}")))
}

/// Recounts the facts of every subject that has new rows.
async fn facts(db: &Db, proven: &mut Proven) -> Result<Option<String>, Halt> {
    let mut tx = db.read().await?;
    let touched = queries::touched(&mut tx, proven.row).await?;
    proven.row = queries::last_row(&mut tx).await?;
    drop(tx);
    for (kind, subject) in touched.iter().filter(|it| counted::is_counted(&it.0)) {
        if let Some(wrong) = counted::first_difference(db, kind, *subject).await? {
            return Ok(Some(format!("{kind} {subject}: {wrong:?}")));
        }
    }
    Ok(None)
}

/// What is kept for the rates of the month, against the matters themselves.
async fn rates_of(db: &Db, day: Date) -> Result<Option<String>, Halt> {
    let month: String = day.to_string().chars().take(7).collect();
    let rows = queries::of_month(&mut db.read().await?, &month).await?;
    for row in &rows {
        let number: String = row.get("number")?;
        let matter: Matter = row.json("model")?;
        if !is_kept_rightly(row, &matter)? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

fn is_kept_rightly(row: &Row, matter: &Matter) -> huiyin_db::Result<bool> {
    let due = rates::row(matter, matter.received_at);
    let flag = |name: &str| -> huiyin_db::Result<bool> { Ok(row.get::<i64>(name)? != 0) };
    let said: String = row.get("said")?;
    let rating: String = row.get("rating")?;
    Ok(flag("accepted")? == due.accepted
        && flag("contact_needed")? == due.contact_needed
        && flag("contacted_in_time")? == due.contacted_in_time
        && flag("call_back_due")? == due.call_back_due
        && flag("closed")? == due.closed
        && flag("closed_in_time")? == due.closed_in_time
        && said == due.said.map_or("", |it| it.name())
        && rating == due.rating.map_or("", |it| it.name()))
}

async fn ledgers(db: &Db, day: Date) -> Result<Option<String>, Halt> {
    let books = ledger::books(db).await;
    for book in books.map_err(|error| Halt::during(day, "books", &error))? {
        let mut checker = Checker::new();
        let taken = book.lines.iter().try_for_each(|line| checker.take(line));
        let report = taken
            .and_then(|()| checker.finish(&book.accounts, &book.closings, &book.statements))
            .map_err(|error| Halt::during(day, &book.estate, &error))?;
        if !report.holds() {
            let findings = report.findings.iter().take(NAMED);
            let told: Vec<String> = findings.map(|it| format!("{it:?}")).collect();
            return Ok(Some(format!("{}: {}", book.estate, told.join("; "))));
        }
    }
    Ok(None)
}
