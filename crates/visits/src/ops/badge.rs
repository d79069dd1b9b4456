//! Badges: one for each member of a team on each day on which it goes out.

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Instant, Lang};
use huiyin_registry::accounts;

use super::OpError;
use crate::Visits;
use crate::model::{Round, RoundStateName, Team};
use crate::notebook;
use crate::store::badges::{self, Badge};
use crate::store::{rounds, teams};

/// Makes the badges of every team that goes out today or tomorrow, where they are missing, and
/// writes anew where they hold; says how many teams that were.
pub async fn make_due(slice: &Visits) -> Result<usize, OpError> {
    let now = slice.site.now();
    let mut due = Vec::new();
    {
        let mut tx = slice.site.db.read().await?;
        for state in [RoundStateName::Announced, RoundStateName::Running] {
            for round in rounds::in_state(&mut tx, state).await? {
                let all = teams::of_round(&mut tx, round.id).await?;
                due.extend(
                    all.into_iter()
                        .filter(|it| it.active)
                        .map(|team| (round.clone(), team)),
                );
            }
        }
    }
    let mut made = 0;
    for (round, team) in due {
        for on in [now.date(), now.date().plus_days(1)] {
            if !round.sessions.iter().any(|it| it.on == on) {
                continue;
            }
            let mut tx = slice.site.db.write().await?;
            made += usize::from(make(slice, &mut tx, &round, &team, on, now).await?);
            tx.commit().await?;
        }
    }
    Ok(made)
}

/// Makes both badges of a team for a day, valid where it has stops; says whether it goes out.
pub async fn make(
    slice: &Visits,
    tx: &mut Tx,
    round: &Round,
    team: &Team,
    on: Date,
    now: Instant,
) -> Result<bool, OpError> {
    let mut communities = Vec::new();
    for session in round.sessions.iter().filter(|it| it.on == on) {
        communities.extend(badges::communities(tx, team.id, session.id).await?);
    }
    communities.sort_unstable();
    communities.dedup();
    if communities.is_empty() {
        return Ok(false);
    }
    for account in team.pair.both() {
        let badge = Badge {
            token: slice.site.new_secret(),
            round: round.id,
            team: team.id,
            account,
            on,
            communities: communities.clone(),
            revoked_at: None,
        };
        badges::put(tx, &slice.site.keys, &*slice.site.entropy, &badge, now).await?;
    }
    Ok(true)
}

/// What the notebook shows: the badges of its team that hold today.
pub(super) async fn of_today(
    slice: &Visits,
    tx: &mut Tx,
    team: &Team,
    now: Instant,
) -> Result<Vec<notebook::Badge>, OpError> {
    let all = badges::of_day(tx, &slice.site.keys, team.id, now.date()).await?;
    let ids: Vec<Id> = all.iter().map(|it| it.account).collect();
    let names = accounts::names(tx, &ids).await?;
    let role = slice
        .site
        .texts
        .say(Lang::Zh, "visits-walk-badge-role", &[]);
    Ok(all
        .into_iter()
        .filter(|it| it.revoked_at.is_none() && team.pair.holds(it.account))
        .map(|it| notebook::Badge {
            name: names.get(&it.account).cloned().unwrap_or_default(),
            role: role.clone(),
            path: format!("/badge/{}", it.token),
        })
        .collect())
}

/// Whether a badge holds at this moment, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    Valid,
    /// For another day; earlier or later.
    OtherDay,
    Revoked,
}

/// A badge holds on its day, unless it was revoked, its team stays at home, or whoever wears it
/// has left.
pub fn validity(badge: &Badge, team: Option<&Team>, active: bool, today: Date) -> Validity {
    let goes = team.is_some_and(|team| team.active && team.pair.holds(badge.account));
    if badge.revoked_at.is_some() || !goes || !active {
        Validity::Revoked
    } else if badge.on == today {
        Validity::Valid
    } else {
        Validity::OtherDay
    }
}
