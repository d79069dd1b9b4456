use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_registry::{Policy, accounts, posts};

use super::round::as_seen;
use super::{By, OpError, load_round};
use crate::model::{Refused, Round, RoundEvent, Team};
use crate::rules::teams::{self as rules, TeamDraft};
use crate::store::{rounds, teams};
use crate::{Visits, WALK};

/// Whether somebody goes from door to door on a day: an account in use, with a post for it.
pub async fn is_visitor(tx: &mut Tx, account: Id, on: Date) -> Result<bool, OpError> {
    let known = accounts::by_id(tx, account).await?;
    if !known.is_some_and(|it| it.active) {
        return Ok(false);
    }
    let held = posts::of_account(tx, account).await?;
    let roles = visitor_roles();
    let walks = held
        .iter()
        .any(|it| roles.contains(&it.role) && it.is_held_on(on));
    Ok(walks)
}

/// Roles that go from door to door, as the policy has them.
pub fn visitor_roles() -> Vec<String> {
    let Ok(policy) = Policy::shipped() else {
        return Vec::new();
    };
    let roles = policy.roles().iter();
    roles
        .filter(|role| role.acts.contains(WALK.0))
        .map(|role| role.name.clone())
        .collect()
}

async fn check_people(tx: &mut Tx, draft: &TeamDraft, on: Date) -> Result<(), OpError> {
    for account in [draft.first, draft.second] {
        if !is_visitor(tx, account, on).await? {
            return Err(Refused::NotAVisitor.into());
        }
    }
    Ok(())
}

/// On which day somebody must hold the post: the first that is still to come.
fn day_of(round: &Round, today: Date) -> Date {
    let ahead = round.sessions.iter().map(|it| it.on);
    ahead.filter(|on| *on >= today).min().unwrap_or(today)
}

async fn note(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    round: &Round,
    event: RoundEvent,
) -> Result<(), OpError> {
    let change = rules::noted(round, event);
    rounds::save(tx, &change, &by.actor(), visits.site.now()).await?;
    Ok(())
}

/// Two people go out together (rule V5).
pub async fn add_team(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (round, seen): (Id, Option<u32>),
    draft: TeamDraft,
) -> Result<Team, OpError> {
    let (round, _) = load_round(tx, by, round).await?;
    as_seen(&round, seen)?;
    check_people(tx, &draft, day_of(&round, visits.site.now().date())).await?;
    let all = teams::of_round(tx, round.id).await?;
    let team = rules::add(visits.site.new_id(), &round, &all, draft)?;
    teams::insert(tx, &team).await?;
    note(
        visits,
        tx,
        by,
        &round,
        RoundEvent::TeamAdded { team: team.id },
    )
    .await?;
    Ok(team)
}

pub async fn change_team(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (team, seen): (Id, Option<u32>),
    draft: TeamDraft,
) -> Result<Team, OpError> {
    let team = teams::load(tx, team).await?.ok_or(OpError::NotFound)?;
    let (round, _) = load_round(tx, by, team.round).await?;
    as_seen(&round, seen)?;
    check_people(tx, &draft, day_of(&round, visits.site.now().date())).await?;
    let all = teams::of_round(tx, round.id).await?;
    let team = rules::change(&round, &all, &team, draft)?;
    teams::update(tx, &team).await?;
    let event = RoundEvent::TeamChanged { team: team.id };
    note(visits, tx, by, &round, event).await?;
    Ok(team)
}

/// A team goes out no more. What it was to visit keeps its place until another plan is taken.
pub async fn drop_team(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (team, seen): (Id, Option<u32>),
) -> Result<Team, OpError> {
    let team = teams::load(tx, team).await?.ok_or(OpError::NotFound)?;
    let (round, _) = load_round(tx, by, team.round).await?;
    as_seen(&round, seen)?;
    let team = rules::drop_out(&round, &team)?;
    teams::update(tx, &team).await?;
    let event = RoundEvent::TeamDropped { team: team.id };
    note(visits, tx, by, &round, event).await?;
    Ok(team)
}
