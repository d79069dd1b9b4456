use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::known::{self, Standing};
use super::report::{Differing, ImportReport, ImportStopped};
use super::{Job, row};
use crate::import::ImportRow;
use crate::ops::OpError;
use crate::rules;

/// Judges every accepted row against what is there, without writing anything; gives back the rows
/// that are new.
pub(super) async fn judge<'a>(
    job: &Job<'a>,
    tx: &mut Tx,
    report: &mut ImportReport,
) -> Result<Vec<&'a ImportRow>, ImportStopped> {
    let facts = job.matters.facts(job.world, None);
    let now = job.matters.site.now();
    // Only the form is tried here; the real ids are made when the rows are written.
    let id = Id::derived("import", &job.plan.source_id);
    let mut fresh = Vec::new();
    for accepted in &job.plan.accepted {
        match known::standing(tx, &job.plan.source_id, accepted).await? {
            Standing::Same => report.unchanged += 1,
            Standing::Differing => report.differing.push(Differing {
                row_number: accepted.row_number,
                outside_number: accepted.outside_number.clone(),
            }),
            Standing::New => match row::imported(job, accepted, id) {
                Err(refusal) => report.refused.push(refusal),
                Ok((imported, _)) => {
                    rules::import(&imported, job.by, &facts, now)
                        .map_err(|refused| stopped(refused.into()))?;
                    fresh.push(accepted);
                }
            },
        }
    }
    report.refused.sort_by_key(|refusal| refusal.row_number);
    let added = job.bodies.missing.iter();
    report.bodies_made = added.map(|body| body.name.clone()).collect();
    Ok(fresh)
}

const fn stopped(error: OpError) -> ImportStopped {
    ImportStopped::After { taken: 0, error }
}
