//! Books, line by line, with the sums that are kept beside them and the statements that were told.

use std::collections::BTreeSet;

use huiyin_compounds::ops::ledger;
use huiyin_compounds::store::ledger::books;
use huiyin_compounds::store::publication;
use huiyin_db::Db;
use huiyin_kernel::{Date, Id};

use super::{NAMED, Touched, of_kind};
use crate::year::halt::Halt;

/// Those that have new rows in the journal, or whose statements have.
pub(super) async fn of_touched(
    db: &Db,
    day: Date,
    touched: &[Touched],
) -> Result<Option<String>, Halt> {
    let mut tx = db.read().await?;
    let mut of_day: BTreeSet<Id> = of_kind(touched, books::SUBJECT).collect();
    for notice in of_kind(touched, publication::SUBJECT) {
        let known = publication::load(&mut tx, notice).await?;
        of_day.extend(known.map(|it| it.book));
    }
    drop(tx);
    let proven = ledger::check(db, &of_day).await;
    first_fault(
        day,
        proven.map_err(|error| Halt::during(day, "books", &error))?,
    )
}

pub(super) async fn all(db: &Db, day: Date) -> Result<Option<String>, Halt> {
    let proven = ledger::check_all(db).await;
    first_fault(
        day,
        proven.map_err(|error| Halt::during(day, "books", &error))?,
    )
}

fn first_fault(day: Date, proven: Vec<ledger::Proven>) -> Result<Option<String>, Halt> {
    for (estate, report) in proven {
        let report = report.map_err(|error| Halt::during(day, &estate, &error))?;
        if !report.holds() {
            let findings = report.findings.iter().take(NAMED);
            let told: Vec<String> = findings.map(|it| format!("{it:?}")).collect();
            return Ok(Some(format!("{estate}: {}", told.join("; "))));
        }
    }
    Ok(None)
}
