//! The open data of the model district: last year's, where it has matters of last year.

use std::sync::Arc;

use huiyin_kernel::Id;

use super::{OpenError, ops};
use crate::Statistics;
use crate::bulletin::demo::Hands;
use crate::rules::open::{OpenAct, OpenEdition, OpenLicence, OpenRefused};
use crate::store::open as rows;

/// Makes and releases what is missing through the operations, and says how many editions that
/// were. A district whose matters are all of this year, or too few to be published, has none, and
/// its page says so.
pub async fn seed(statistics: &Arc<Statistics>, hands: Hands) -> Result<usize, OpenError> {
    let year = statistics.site.now().date().year() - 1;
    let mut tx = statistics.site.db.read().await?;
    let is_there = !rows::of_year(&mut tx, year).await?.is_empty();
    drop(tx);
    if is_there {
        return Ok(0);
    }
    let prepared = match ops::prepare(statistics, year, OpenLicence::USUAL).await {
        Ok(prepared) => prepared,
        Err(OpenError::Refused(OpenRefused::NoRows)) => return Ok(0),
        Err(error) => return Err(error),
    };
    let id = Id::derived("demo open data", &year.to_string());
    let mut tx = statistics.site.db.write().await?;
    let made = ops::keep(statistics, &mut tx, hands.writer, (id, prepared)).await?;
    tx.commit().await?;
    let checked = done(statistics, &made, (hands.checker, OpenAct::Check)).await?;
    done(statistics, &checked, (hands.leader, OpenAct::Release)).await?;
    Ok(1)
}

async fn done(
    statistics: &Statistics,
    edition: &OpenEdition,
    (by, act): (Id, OpenAct),
) -> Result<OpenEdition, OpenError> {
    let facts = ops::look(statistics, edition).await?;
    let mut tx = statistics.site.db.write().await?;
    let which = (edition.id, edition.version);
    let done = ops::act(statistics, &mut tx, by, which, (act, facts)).await?;
    tx.commit().await?;
    Ok(done)
}
