use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::Id;

use crate::model::{Pair, Team, bounds};

queries! {
    INSERT = "INSERT INTO visit_team (id, round_id, number, first_account, second_account, areas, active)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE visit_team SET first_account = $2, second_account = $3, areas = $4, active = $5 WHERE id = $1";
    LOAD = "SELECT id, round_id, number, first_account, second_account, areas, active FROM visit_team WHERE id = $1";
    OF_ROUND = "SELECT id, round_id, number, first_account, second_account, areas, active FROM visit_team
        WHERE round_id = $1 ORDER BY number LIMIT $2";
    /// Teams that hold this account, in all rounds, newest round first.
    OF_ACCOUNT = "SELECT id, round_id, number, first_account, second_account, areas, active FROM visit_team
        WHERE first_account = $1 OR second_account = $1 ORDER BY round_id DESC, number LIMIT $2";
}

/// Teams of one round at most, those that dropped out included.
#[expect(clippy::cast_possible_wrap, reason = "a small constant")]
const TEAMS_LIMIT: i64 = 2 * bounds::TEAMS as i64;
/// Rounds back to which somebody's teams are looked for.
const OF_ACCOUNT_LIMIT: i64 = 200;

fn team(row: &Row) -> Result<Team> {
    let pair = Pair::new(row.get("first_account")?, row.get("second_account")?);
    Ok(Team {
        id: row.get("id")?,
        round: row.get("round_id")?,
        number: u16::try_from(row.get::<i64>("number")?).map_err(StoreError::inconsistent)?,
        pair: pair.map_err(StoreError::inconsistent)?,
        areas: row.json("areas")?,
        active: row.get("active")?,
    })
}

fn areas_of(team: &Team) -> Result<String> {
    serde_json::to_string(&team.areas).map_err(StoreError::inconsistent)
}

pub async fn insert(tx: &mut Tx, team: &Team) -> Result<()> {
    let [first, second] = team.pair.both();
    let areas = areas_of(team)?;
    let number = i64::from(team.number);
    let values = args![
        team.id,
        team.round,
        number,
        first,
        second,
        areas,
        team.active
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn update(tx: &mut Tx, team: &Team) -> Result<()> {
    let [first, second] = team.pair.both();
    let values = args![team.id, first, second, areas_of(team)?, team.active];
    tx.execute(UPDATE, values).await.map(drop)
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Team>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(team).transpose()
}

/// In the order of their numbers.
pub async fn of_round(tx: &mut Tx, round: Id) -> Result<Vec<Team>> {
    let rows = tx.fetch_all(OF_ROUND, args![round, TEAMS_LIMIT]).await?;
    rows.iter().map(team).collect()
}

pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<Team>> {
    let values = args![account, OF_ACCOUNT_LIMIT];
    let rows = tx.fetch_all(OF_ACCOUNT, values).await?;
    rows.iter().map(team).collect()
}
