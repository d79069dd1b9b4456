use axum::extract::Path;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_web::{Arg, Ctx, PageError, PageResult, download};

use super::frame::{Held, round_of};
use super::id_of;
use crate::Visits;
use crate::model::{Round, RoundState, Team};
use crate::rules::ical::{Entry, calendar};
use crate::store::{rounds, teams, visits as rows};

const MEDIA: &str = "text/calendar; charset=utf-8";
/// Rounds of one person that a calendar tells of.
const ROUNDS_MOST: usize = 12;

/// The half days of a team as the plan in force has them. Those of a team that dropped out, or of
/// a round that was called off, are told as cancelled, so that they leave the calendars again.
async fn entries(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    (round, team): (&Round, &Team),
) -> Result<Vec<Entry>, PageError> {
    let mut entries = Vec::new();
    let is_off = !team.active || matches!(round.state, RoundState::Cancelled { .. });
    for session in &round.sessions {
        let stops = rows::route(tx, &visits.site.keys, team.id, session.id).await?;
        if stops.is_empty() {
            continue;
        }
        let args = [
            ("team", Arg::from(i64::from(team.number))),
            ("doors", Arg::from(stops.len())),
        ];
        entries.push(Entry {
            round: round.id,
            team: team.id,
            session: session.id,
            sequence: round.version,
            stamp: ctx.now,
            starts_at: session.window().starts_at(),
            ends_at: session.window().ends_at(),
            summary: ctx.say("visits-plan-calendar-entry", &args),
            place: ctx.site.settings.district.get(ctx.lang).to_owned(),
            description: round.title.clone(),
            is_cancelled: is_off,
        });
    }
    Ok(entries)
}

fn answer(ctx: &Ctx, name: &str, entries: &[Entry]) -> Response {
    let text = calendar(&ctx.t("visits-plan-calendar-name"), entries);
    download(MEDIA, name, text.into_bytes())
}

pub(super) async fn of_team(
    ctx: Ctx,
    visits: Held,
    Path((id, team)): Path<(String, String)>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let team = teams::load(&mut tx, id_of(&team)?).await?;
    let team = team
        .filter(|it| it.round == round.id)
        .ok_or(PageError::NotFound)?;
    let entries = entries(&ctx, &visits, &mut tx, (&round, &team)).await?;
    let name = format!("team-{}.ics", team.number);
    Ok(answer(&ctx, &name, &entries))
}

/// One's own half days, in all rounds that teams were told of.
pub(super) async fn mine(ctx: Ctx, visits: Held) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = visits.site.db.read().await?;
    let mut all = Vec::new();
    let own = teams::of_account(&mut tx, account).await?;
    for team in own.into_iter().take(ROUNDS_MOST) {
        let Some(round) = rounds::load(&mut tx, team.round).await? else {
            continue;
        };
        let was_told = !matches!(round.state, RoundState::Draft | RoundState::Planned { .. });
        if was_told {
            all.extend(entries(&ctx, &visits, &mut tx, (&round, &team)).await?);
        }
    }
    Ok(answer(&ctx, "visits.ics", &all))
}
