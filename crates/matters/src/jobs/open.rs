use std::collections::BTreeSet;

use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::walk::{ACTS_OF_A_RUN, MATTERS_AT_ONCE, MATTERS_OF_A_RUN, Walked, carry_out};
use crate::model::{Act, Matter};
use crate::ops::OpError;
use crate::rules::reminders::{next_due, system_acts};
use crate::store::jobs::{Place, model, open};
use crate::{Matters, World};

/// What is to be done on one matter.
type Due = (Matter, Vec<Act>);

/// Goes along every desk and reminds of what the rules find due. Of the matters on the way it reads
/// only those that have changed since an earlier run, or on which something falls due.
pub(super) async fn walk_open(matters: &Matters, begin: Place) -> Result<Walked, OpError> {
    let mut walked = Walked::from(begin);
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    while seen.len() < MATTERS_OF_A_RUN && walked.done < ACTS_OF_A_RUN {
        let mut tx = matters.site.db.read().await?;
        let world = matters.world(&mut tx).await?;
        if let Ok(mut quiet) = matters.quiet.lock() {
            quiet.under(&world.calendar);
        }
        let found = open(&mut tx, walked.place, MATTERS_AT_ONCE).await?;
        let mut all_due = Vec::new();
        for (_, id, version) in &found {
            if seen.insert(*id) && !is_quiet(matters, *id, *version) {
                all_due.extend(due_on(matters, &world, &mut tx, *id).await?);
            }
        }
        drop(tx);
        for (matter, acts) in all_due {
            for act in acts {
                carry_out(matters, &matter, act, &mut walked).await?;
            }
        }
        if let Some((place, ..)) = found.last() {
            walked.place = *place;
        }
        if i64::try_from(found.len()).unwrap_or(i64::MAX) < MATTERS_AT_ONCE {
            walked.is_at_end = true;
            break;
        }
    }
    if walked.is_at_end
        && begin == Place::START
        && let Ok(mut quiet) = matters.quiet.lock()
    {
        quiet.keep_only(&seen);
    }
    Ok(walked)
}

fn is_quiet(matters: &Matters, id: Id, version: i64) -> bool {
    let now = matters.site.now();
    let quiet = matters.quiet.lock();
    quiet.is_ok_and(|quiet| quiet.is_quiet(id, version, now))
}

/// What is due on a matter; where nothing is, until when that holds is noted.
async fn due_on(
    matters: &Matters,
    world: &World,
    tx: &mut Tx,
    id: Id,
) -> Result<Option<Due>, OpError> {
    let Some(matter) = model(tx, id).await? else {
        return Ok(None);
    };
    let (facts, now) = (matters.facts(world, None), matters.site.now());
    let mut acts = system_acts(&matter, &facts, now);
    acts.retain(|act| matches!(act, Act::Remind { .. }));
    if !acts.is_empty() {
        return Ok(Some((matter, acts)));
    }
    let until = next_due(&matter, &facts, now);
    if let Ok(mut quiet) = matters.quiet.lock() {
        quiet.note(id, i64::from(matter.version), until);
    }
    Ok(None)
}
