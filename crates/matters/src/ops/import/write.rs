use huiyin_db::Tx;
use huiyin_kernel::Instant;

use super::known::{self, Standing};
use super::report::{Differing, ImportReport, ImportStopped};
use super::{Job, Written, row};
use crate::import::ImportRow;
use crate::ops::{OpError, report};
use crate::rules;
use crate::store::{self, Contact};

/// Rows of one transaction: enough that waiting for the disk does not count, few enough that a
/// report coming in meanwhile waits for a fraction of a second.
const ROWS_PER_BATCH: usize = 250;

/// Writes the rows batch by batch.
pub(super) async fn write(
    job: &Job<'_>,
    fresh: &[&ImportRow],
    report: &mut ImportReport,
    written: Written<'_>,
) -> Result<(), ImportStopped> {
    let total = fresh.len() as u64;
    let mut done = 0;
    written(done, total);
    for batch in fresh.chunks(ROWS_PER_BATCH) {
        let before = report.taken;
        write_batch(job, batch, report).await.map_err(|error| {
            let taken = before;
            ImportStopped::After { taken, error }
        })?;
        done += batch.len() as u64;
        written(done, total);
    }
    Ok(())
}

async fn write_batch(
    job: &Job<'_>,
    batch: &[&ImportRow],
    report: &mut ImportReport,
) -> Result<(), OpError> {
    let site = &job.matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    for accepted in batch {
        // Somebody may import the same file at the same moment.
        match known::standing(&mut tx, &job.plan.source_id, accepted).await? {
            Standing::New => {
                take(job, &mut tx, accepted, now).await?;
                report.taken += 1;
            }
            Standing::Same => report.unchanged += 1,
            Standing::Differing => report.differing.push(Differing {
                row_number: accepted.row_number,
                outside_number: accepted.outside_number.clone(),
            }),
        }
    }
    Ok(tx.commit().await?)
}

/// One row becomes a matter with its journal row, its texts, its fact row and a code.
async fn take(
    job: &Job<'_>,
    tx: &mut Tx,
    accepted: &ImportRow,
    now: Instant,
) -> Result<(), OpError> {
    let (matters, source) = (job.matters, Some(job.plan.source_id.as_str()));
    let site = &matters.site;
    // Judged before anything was written, and nothing of it depends on the day.
    let (imported, place) = row::imported(job, accepted, site.new_id())
        .map_err(|refusal| huiyin_db::StoreError::inconsistent(refusal.code.name()))?;
    let facts = matters.facts(job.world, None);
    let change = rules::import(&imported, job.by, &facts, now)?;
    report::bear(
        matters,
        tx,
        &change,
        &place,
        &Contact::default(),
        source,
        now,
    )
    .await?;
    store::record(
        tx,
        &site.keys,
        &change,
        &job.by.journal_name(),
        now,
        site.entropy.as_ref(),
    )
    .await?;
    known::note(tx, change.matter.id, accepted).await?;
    Ok(())
}
