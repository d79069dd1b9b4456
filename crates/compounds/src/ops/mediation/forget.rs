//! What goes by age (rule P3), and what goes because somebody asked for it (rule P7). The counts
//! and the journal stay: they hold nobody.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::calendar;

use crate::Compounds;
use crate::model::mediation::{CaseAct, CaseRefused, bounds};
use crate::ops::{By, OpError};
use crate::rules::mediation as rules;
use crate::store::mediation::{cases, parties, reveals, texts};

/// Cases that one run lets go.
const OF_A_RUN: i64 = 500;

/// Lets go what was kept long enough, and says how many cases that were. Twice does no harm.
pub async fn retain(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let before = site.now().date().plus_days(-bounds::KEPT_DAYS);
    let old = {
        let mut tx = site.db.read().await?;
        cases::old(&mut tx, before, OF_A_RUN).await?
    };
    let mut gone = 0;
    for case in old {
        let mut tx = site.db.write().await?;
        one(compounds, &mut tx, &By::system(), case.id).await?;
        tx.commit().await?;
        gone += 1;
    }
    Ok(gone)
}

/// Destroys the keys of the parties and of the texts of one case, so that no copy can be read
/// either. A case under way is not forgotten while people sit in it: its end comes first, and a
/// party may end it at any time.
async fn one(compounds: &Compounds, tx: &mut Tx, by: &By, id: Id) -> Result<(), OpError> {
    let now = compounds.site.now();
    let case = cases::load(tx, id).await?.ok_or(OpError::NotFound)?;
    let calendar = calendar::load(tx).await?;
    let change = match rules::decide(&case, CaseAct::Forget, &calendar, now) {
        Err(CaseRefused::AlreadyForgotten) => return Ok(()),
        Err(CaseRefused::WrongState) => return Err(CaseRefused::NotOver.into()),
        decided => decided?,
    };
    cases::save(tx, &compounds.site.keys, (&change, None), &by.actor(), now).await?;
    parties::forget(tx, id, now).await?;
    texts::forget(tx, id, now).await?;
    reveals::forget(tx, id).await?;
    Ok(())
}

/// Forgets one case because a party asked for it; the mediators of the case do it.
pub async fn forget(compounds: &Compounds, by: &By, id: Id) -> Result<(), OpError> {
    let mut tx = compounds.site.db.write().await?;
    super::load(&mut tx, by, id).await?;
    one(compounds, &mut tx, by, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets a case that is over because somebody who decides about people's rights was asked for it.
pub(crate) async fn forget_asked(compounds: &Compounds, by: &By, id: Id) -> Result<(), OpError> {
    let mut tx = compounds.site.db.write().await?;
    one(compounds, &mut tx, by, id).await?;
    tx.commit().await?;
    Ok(())
}
