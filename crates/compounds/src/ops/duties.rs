//! Telling the people of posts that a duty of their estate falls due, and the street that one is
//! late: the pages show it to whoever opens them, and this tells those who do not.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{accounts, posts, roles_for};
use huiyin_web::Act;

use super::{OpError, ledger, yearly};
use crate::Compounds;
use crate::model::duties::{Duty, DutyNotice, Owed, Which};
use crate::model::elections::ElectionState;
use crate::model::register::{Committee, Estate};
use crate::model::table::{Month, bounds};
use crate::rules::duties::{
    AUDIT_DAYS, Audience, MEETING_DAYS, PUBLICATION_DAYS, TERM_DAYS, Telling, nearest, tellings,
};
use crate::rules::elections::term_warning_from;
use crate::rules::table::missing;
use crate::store::duties as rows;
use crate::store::elections;
use crate::store::ledger::books;
use crate::store::register::estates;
use crate::store::table::meetings;
use crate::{LEDGER, OVERSEE, TABLE, VOTES};

/// Estates that are looked at in one piece.
const PIECE: i64 = 100;
/// Notices of one run; what is more waits for the next.
const OF_A_RUN: usize = 5_000;
/// Days after which a notice is let go of; what is owed still is told once more then.
const KEPT_DAYS: i64 = 3 * 366;

/// The acts by which a role belongs to an audience: it may do each of them.
const fn acts_of(audience: Audience) -> &'static [Act] {
    match audience {
        Audience::Keepers => &[LEDGER],
        Audience::Committee => &[LEDGER, VOTES],
        Audience::Sides => &[LEDGER, TABLE],
        Audience::Street => &[OVERSEE],
    }
}

/// Tells what is to be told today and was not told yet; says how many notices that were. The id of a
/// notice follows from what it says and to whom, so that twice does no harm.
///
/// # Errors
/// The store's.
pub async fn tell_due(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let today = site.now().date();
    let (mut told, mut behind) = (0, None);
    while told < OF_A_RUN {
        let found = {
            let mut tx = site.db.read().await?;
            estates::below(&mut tx, "", behind, PIECE).await?
        };
        let Some(last) = found.last() else {
            break;
        };
        behind = Some(last.id);
        // A part of another estate has neither a book nor a table of its own.
        let whole = found
            .iter()
            .filter(|it| it.active && it.joined_into.is_none());
        for estate in whole {
            told += of_estate(compounds, estate, today).await?;
            if told >= OF_A_RUN {
                break;
            }
        }
    }
    let mut tx = site.db.write().await?;
    rows::forget(&mut tx, today.plus_days(-KEPT_DAYS).start()).await?;
    tx.commit().await?;
    Ok(told)
}

async fn of_estate(compounds: &Compounds, estate: &Estate, today: Date) -> Result<usize, OpError> {
    let site = &compounds.site;
    // Mostly everybody was told, and a look keeps no writer waiting.
    let untold = {
        let mut tx = site.db.read().await?;
        let owed = owed_by(compounds, &mut tx, estate, today).await?;
        untold(&mut tx, estate, &tellings(&owed, today), today).await?
    };
    if untold.is_empty() {
        return Ok(0);
    }
    let now = site.now();
    let mut tx = site.db.write().await?;
    let mut told = 0;
    for notice in &untold {
        told += usize::from(rows::put(&mut tx, notice, now).await?);
    }
    tx.commit().await?;
    Ok(told)
}

/// What an estate owes, late or soon.
async fn owed_by(
    compounds: &Compounds,
    tx: &mut Tx,
    estate: &Estate,
    today: Date,
) -> Result<Vec<Owed>, OpError> {
    let only = |duty, due: Date, days: i64| Owed {
        duty,
        which: Which::Only,
        due,
        from: due.plus_days(-days),
    };
    let mut all = Vec::new();
    if let Some(book) = books::of_estate(tx, estate.id).await? {
        let due = ledger::audit_due(tx, (estate, &book)).await?;
        all.push(only(Duty::Audit, due, AUDIT_DAYS));
        // Asked as of the last day that is near enough, so that what comes is among it.
        let ahead = today.plus_days(PUBLICATION_DAYS + 1);
        for (covers, owed) in ledger::owed_of(tx, &book, ahead).await? {
            all.push(Owed {
                duty: Duty::Publication,
                which: Which::Period(covers, owed.due.period.label()),
                due: owed.due.by,
                from: owed.due.by.plus_days(-PUBLICATION_DAYS),
            });
        }
    }
    let meeting = yearly::due(tx, estate).await?;
    all.extend(meeting.map(|due| only(Duty::OwnersMeeting, due, MEETING_DAYS)));
    all.extend(term_of(compounds, tx, estate).await?);
    all.extend(tables_of(tx, estate, today).await?);
    Ok(all)
}

/// The term of whoever speaks for the owners; the city says how long before its end they elect anew.
async fn term_of(
    compounds: &Compounds,
    tx: &mut Tx,
    estate: &Estate,
) -> Result<Option<Owed>, OpError> {
    let facts = &estate.facts;
    let sits = matches!(
        facts.committee,
        Some(Committee::Elected | Committee::Interim)
    );
    let Some(until) = facts.committee_until.filter(|_| sits) else {
        return Ok(None);
    };
    let held = elections::of_estate(tx, &compounds.site.keys, estate.id).await?;
    let seated = held.iter().find(
        |it| matches!(&it.state, ElectionState::Seated { until: ends, .. } if *ends == until),
    );
    let from = seated.and_then(term_warning_from);
    Ok(Some(Owed {
        duty: Duty::Term,
        which: Which::Only,
        // The register names the first day without a mandate.
        due: until.plus_days(-1),
        from: from.unwrap_or_else(|| until.plus_days(-TERM_DAYS)),
    }))
}

/// The table of this month where it has not met, and those months in which it did not.
async fn tables_of(tx: &mut Tx, estate: &Estate, today: Date) -> Result<Vec<Owed>, OpError> {
    let Some(met) = meetings::met(tx, estate.id).await? else {
        return Ok(Vec::new());
    };
    let this = Month::of(today);
    let running = (!met.met.contains(&this)).then_some(this);
    let months = missing(met.began, &met.met, today).into_iter();
    let owed = |month: Month| Owed {
        duty: Duty::Table,
        which: Which::Month(month),
        due: month.last(),
        from: month.last().plus_days(1 - bounds::REMIND_DAYS),
    };
    Ok(months.chain(running).map(owed).collect())
}

/// The notices that nobody has got yet.
async fn untold(
    tx: &mut Tx,
    estate: &Estate,
    said: &[Telling],
    today: Date,
) -> Result<Vec<DutyNotice>, OpError> {
    let mut all = Vec::new();
    for telling in said {
        for audience in telling.to() {
            for account in people(tx, estate, audience, today).await? {
                let notice = notice(estate.id, telling, account);
                if !rows::has(tx, notice.id).await? {
                    all.push(notice);
                }
            }
        }
    }
    Ok(all)
}

/// Whoever belongs to two audiences is told once.
fn notice(estate: Id, telling: &Telling, account: Id) -> DutyNotice {
    let owed = &telling.owed;
    let (duty, stage) = (owed.duty, telling.stage);
    let which = owed.which.words();
    let said = format!("{estate} {duty} {which} {} {stage} {account}", owed.due);
    DutyNotice {
        id: Id::derived("estate duty", &said),
        account,
        estate,
        duty,
        stage,
        which: owed.which.clone(),
        due: owed.due,
    }
}

/// The accounts of an audience at an estate today; of those who watch only the nearest.
async fn people(
    tx: &mut Tx,
    estate: &Estate,
    audience: Audience,
    today: Date,
) -> Result<Vec<Id>, OpError> {
    let mut near: BTreeMap<Id, usize> = BTreeMap::new();
    for role in roles_for(acts_of(audience)) {
        for account in accounts::with_role(tx, role, &estate.area_path, today).await? {
            let held = posts::of_account(tx, account.id).await?;
            let covers = held.iter().filter(|post| {
                post.role == role
                    && post.is_held_on(today)
                    && estate.area_path.starts_with(&post.area_path)
            });
            if let Some(found) = covers.map(|post| post.area_path.len()).max() {
                let known = near.entry(account.id).or_insert(found);
                *known = (*known).max(found);
            }
        }
    }
    let all: Vec<(Id, usize)> = near.into_iter().collect();
    Ok(match audience {
        Audience::Street => nearest(all),
        _ => all.into_iter().map(|it| it.0).collect(),
    })
}
