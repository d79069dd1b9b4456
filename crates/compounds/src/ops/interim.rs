//! What is done with an interim committee. The register says with it who speaks for the owners.

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::Site;

use super::{By, OpError, register};
use crate::Compounds;
use crate::model::interim::{Interim, InterimEnd, InterimRefused};
use crate::model::register::{Committee, Estate, Facts};
use crate::rules::interim::{Draft, InterimEvent, Standing, end, set_up as decide};
use crate::store::interim as rows;

/// Committees that one run ends.
const OF_A_RUN: i64 = 200;

impl From<InterimRefused> for OpError {
    fn from(why: InterimRefused) -> Self {
        Self::Room(format!("compounds-interim-refused-{}", why.key()))
    }
}

/// The street sets one up.
///
/// # Errors
/// What the rules refuse; an estate out of reach.
pub async fn set_up(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, Id),
    draft: &Draft,
) -> Result<Interim, OpError> {
    let estate = register::estate_for(tx, by, estate).await?;
    let before = rows::of_estate(tx, &site.keys, estate.id).await?;
    let standing = Standing {
        committee: estate.facts.committee,
        sits_already: before.iter().any(Interim::sits),
    };
    let who = (by.person()?, site.now());
    let (interim, event) = decide(draft, standing, (id, estate.id), who)?;
    save(tx, site, by, (&interim, &event)).await?;
    let days = (Some(interim.since), Some(interim.until));
    speaks(tx, site, by, &estate, (Committee::Interim, days)).await?;
    Ok(interim)
}

/// The street lets it go before its time.
///
/// # Errors
/// Where none sits; a day that does not fit.
pub async fn dissolve(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    estate: Id,
    on: Date,
) -> Result<(), OpError> {
    let estate = register::estate_for(tx, by, estate).await?;
    let sitting = sitting(tx, site, estate.id).await?;
    let sitting = sitting.ok_or(InterimRefused::NotSitting)?;
    let (next, event) = end(&sitting, (on, InterimEnd::Dissolved), site.now().date())?;
    save(tx, site, by, (&next, &event)).await?;
    speaks(tx, site, by, &estate, (Committee::None, (None, None))).await
}

/// A committee was elected: it speaks for the owners from its first day, and whoever stood in for it
/// is done.
///
/// # Errors
/// The store's.
pub(super) async fn elected(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    estate: &Estate,
    (since, until): (Date, Date),
) -> Result<(), OpError> {
    if let Some(sitting) = sitting(tx, site, estate.id).await? {
        let on = since.max(sitting.since);
        let (next, event) = end(&sitting, (on, InterimEnd::Elected), site.now().date())?;
        save(tx, site, by, (&next, &event)).await?;
    }
    let days = (Some(since), Some(until));
    speaks(tx, site, by, estate, (Committee::Elected, days)).await
}

/// Ends those whose time is over, and says how many. Twice does no harm.
///
/// # Errors
/// The store's.
pub async fn end_due(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let by = By::system();
    let today = site.now().date();
    let found = {
        let mut tx = site.db.read().await?;
        rows::over(&mut tx, &site.keys, today, OF_A_RUN).await?
    };
    let mut ended = 0;
    for it in found {
        let mut tx = site.db.write().await?;
        let Some(now) = sitting(&mut tx, site, it.estate).await? else {
            continue;
        };
        if let Ok((next, event)) = end(&now, (now.until, InterimEnd::TermOver), today) {
            let estate = register::estate_for(&mut tx, &by, now.estate).await?;
            save(&mut tx, site, &by, (&next, &event)).await?;
            let nobody = (Committee::None, (None, None));
            speaks(&mut tx, site, &by, &estate, nobody).await?;
            ended += 1;
        }
        tx.commit().await?;
    }
    Ok(ended)
}

async fn sitting(tx: &mut Tx, site: &Site, estate: Id) -> Result<Option<Interim>, OpError> {
    let all = rows::of_estate(tx, &site.keys, estate).await?;
    Ok(all.into_iter().find(Interim::sits))
}

async fn save(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    change: (&Interim, &InterimEvent),
) -> Result<(), OpError> {
    let sealing = (&site.keys, &*site.entropy);
    rows::save(tx, sealing, change, (&by.actor(), site.now())).await?;
    Ok(())
}

/// Writes into the register who speaks for the owners.
async fn speaks(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    estate: &Estate,
    (committee, (since, until)): (Committee, (Option<Date>, Option<Date>)),
) -> Result<(), OpError> {
    let facts = Facts {
        committee: Some(committee),
        committee_since: since,
        committee_until: until,
        ..estate.facts.clone()
    };
    let which = (estate.id, estate.version);
    register::change_estate(tx, by, which, (&estate.name, &facts), site.now()).await?;
    Ok(())
}
