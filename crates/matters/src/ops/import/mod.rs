//! Carries an [`ImportPlan`] out. Every row is judged before the first one is written; then rows
//! go in by batches, so that reports keep coming in meanwhile. A row that is there already is
//! left as it is: after a crash the same file, imported again, completes what is missing.

mod bodies;
mod judge;
mod known;
mod places;
mod queries;
mod report;
mod row;
pub mod words;
mod write;

pub use queries::QUERIES;
pub use report::{Differing, ImportReport, ImportStopped};

use crate::import::ImportPlan;
use crate::model::Actor;
use crate::slice::{Matters, World};

use bodies::Bodies;
use places::Places;

/// Told how many rows of how many are written.
pub type Written<'a> = &'a mut (dyn FnMut(u64, u64) + Send);

/// What every row of one import is judged and written with.
struct Job<'a> {
    matters: &'a Matters,
    world: &'a World,
    plan: &'a ImportPlan,
    by: &'a Actor,
    bodies: Bodies<'a>,
    places: Places<'a>,
}

/// Takes every accepted row that is not there yet. A dry run writes nothing at all and reports
/// what would happen.
pub async fn apply(
    matters: &Matters,
    plan: &ImportPlan,
    by: &Actor,
    dry_run: bool,
    written: Written<'_>,
) -> Result<ImportReport, ImportStopped> {
    let mut report = ImportReport::of(plan, dry_run);
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let job = Job {
        matters,
        world: &world,
        plan,
        by,
        bodies: Bodies::look_up(&mut tx, &world, plan).await?,
        places: Places::of(&world),
    };
    let fresh = judge::judge(&job, &mut tx, &mut report).await?;
    drop(tx);
    if dry_run {
        report.taken = fresh.len() as u64;
        return Ok(report);
    }
    bodies::make(matters, &job.bodies).await?;
    write::write(&job, &fresh, &mut report, written).await?;
    Ok(report)
}
