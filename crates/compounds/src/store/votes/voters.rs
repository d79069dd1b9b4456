//! The persons of a vote's roll.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{EchoCode, Entropy, Id, Instant};

use crate::model::votes::{Ballot, BallotState, Voter, VoterEvent};

queries! {
    INSERT = "INSERT INTO vote_voter (id, vote_id, version, model, number, area, delivered, returned_at, status,
            code_digest, code_sealed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE vote_voter SET version = $3, model = $4, delivered = $5, returned_at = $6, status = $7
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model, status, code_sealed FROM vote_voter WHERE id = $1";
    BY_NUMBER = "SELECT id, version, model, status, code_sealed FROM vote_voter WHERE vote_id = $1 AND number = $2";
    BY_CODE = "SELECT id, version, model, status, code_sealed FROM vote_voter WHERE code_digest = $1";
    OF_VOTE = "SELECT id, version, model, status, code_sealed FROM vote_voter WHERE vote_id = $1 AND number > $2
        ORDER BY number LIMIT $3";
    IN_STATUS = "SELECT id, version, model, status, code_sealed FROM vote_voter
        WHERE vote_id = $1 AND status = $2 AND number > $3 ORDER BY number LIMIT $4";
    WITHOUT = "SELECT id, version, model, status, code_sealed FROM vote_voter
        WHERE vote_id = $1 AND delivered = 0 AND number > $2 ORDER BY number LIMIT $3";
    INSERT_OWNER = "INSERT INTO vote_voter_owner (voter_id, owner_id, vote_id) VALUES ($1, $2, $3)";
    OF_OWNER = "SELECT v.id, v.version, v.model, v.status, v.code_sealed
        FROM vote_voter_owner o JOIN vote_voter v ON v.id = o.voter_id
        WHERE o.vote_id = $1 AND o.owner_id = $2 ORDER BY v.number LIMIT $3";
    FIGURES = "SELECT CAST(COUNT(*) AS BIGINT) AS persons, CAST(COALESCE(SUM(area), 0) AS BIGINT) AS area,
            CAST(COALESCE(SUM(delivered), 0) AS BIGINT) AS delivered,
            CAST(COALESCE(SUM(CASE WHEN returned_at IS NOT NULL AND status <> 'unresolved' THEN 1 ELSE 0 END), 0) AS BIGINT) AS took_persons,
            CAST(COALESCE(SUM(CASE WHEN returned_at IS NOT NULL AND status <> 'unresolved' THEN area ELSE 0 END), 0) AS BIGINT) AS took_area,
            CAST(COALESCE(SUM(CASE WHEN status IN ('box', 'reading', 'differs') THEN 1 ELSE 0 END), 0) AS BIGINT) AS open_readings,
            CAST(COALESCE(SUM(CASE WHEN status = 'differs' THEN 1 ELSE 0 END), 0) AS BIGINT) AS differing,
            CAST(COALESCE(SUM(CASE WHEN status = 'unresolved' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unresolved
        FROM vote_voter WHERE vote_id = $1";
    DROP_ROLL = "DELETE FROM vote_voter WHERE vote_id = $1";
    HEADS = "SELECT id AS subject, version FROM vote_voter WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which voters stand in the journal.
const SUBJECT: &str = "vote_voter";
/// Ballots of one owner in one vote: alone, and with each who owns together with them.
const OF_ONE_OWNER: i64 = 50;

/// A voter as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub voter: Voter,
    pub status: String,
    /// Stands on the printed ballot and opens the ballot's page.
    pub code: EchoCode,
}

/// Sums over the roll of a vote: no choice is in any of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub persons: u64,
    pub area: u64,
    pub delivered: u64,
    pub took_persons: u64,
    pub took_area: u64,
    pub open_readings: u32,
    pub differing: u32,
    pub unresolved: u32,
}

/// How far a voter's ballot has come.
pub fn status_of(voter: &Voter, held: &[Ballot]) -> &'static str {
    let has = |state| held.iter().any(|it: &Ballot| it.state == state);
    if has(BallotState::Contradicted) {
        "unresolved"
    } else if has(BallotState::Differs) {
        "differs"
    } else if has(BallotState::First) {
        "reading"
    } else if has(BallotState::Valid) {
        "valid"
    } else if voter.returned.is_some() {
        "box"
    } else {
        "none"
    }
}

fn code_place(id: Id) -> String {
    format!("vote_voter.code:{id}")
}

fn stored(row: &Row, keys: &Keys) -> Result<Stored> {
    let id: Id = row.get("id")?;
    let voter: Voter = row.model("voter", |it: &Voter| (it.id, it.version))?;
    let sealed: Vec<u8> = row.get("code_sealed")?;
    let code = keys.open(&code_place(id), &sealed)?;
    Ok(Stored {
        voter,
        status: row.get("status")?,
        code: code
            .parse()
            .map_err(|_| StoreError::inconsistent("stored code of a ballot"))?,
    })
}

fn many(rows: &[Row], keys: &Keys) -> Result<Vec<Stored>> {
    rows.iter().map(|row| stored(row, keys)).collect()
}

/// Enters a person into the roll, with a code of their own.
pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    voter: &Voter,
    (actor, now): (&str, Instant),
) -> Result<()> {
    let code = EchoCode::new(entropy);
    let values = args![
        voter.id,
        voter.vote,
        voter.version,
        serde_json::to_string(voter).map_err(StoreError::inconsistent)?,
        voter.number,
        area_of(voter)?,
        voter.is_delivered(),
        voter.returned.map(|it| it.0),
        status_of(voter, &[]),
        keys.digest("vote ballot code", code.as_str()),
        keys.seal(&code_place(voter.id), code.as_str(), entropy)?
    ];
    tx.execute(INSERT, values).await?;
    for owner in voter.owner_ids() {
        tx.execute(INSERT_OWNER, args![voter.id, owner, voter.vote])
            .await?;
    }
    let number = voter.number;
    let events = [VoterEvent::Entered { number }];
    record(tx, voter.id, voter.version, &events, (actor, now)).await
}

fn area_of(voter: &Voter) -> Result<i64> {
    i64::try_from(voter.area()).map_err(StoreError::inconsistent)
}

async fn record(
    tx: &mut Tx,
    id: Id,
    first_version: u32,
    events: &[VoterEvent],
    (actor, now): (&str, Instant),
) -> Result<()> {
    for (version, event) in (first_version..).zip(events) {
        let entry = journal::Entry {
            subject_kind: SUBJECT,
            subject: id,
            version: i64::from(version),
            at: now,
            actor,
            kind: event.name(),
        };
        journal::append(tx, &entry, event).await?;
    }
    Ok(())
}

/// Writes what became of a voter, if nobody was faster. `held` are their ballots as they are now.
pub async fn save(
    tx: &mut Tx,
    before: u32,
    voter: &Voter,
    (held, events): (&[Ballot], &[VoterEvent]),
    (actor, now): (&str, Instant),
) -> Result<()> {
    let expected = i64::from(before);
    let values = args![
        voter.id,
        expected,
        voter.version,
        serde_json::to_string(voter).map_err(StoreError::inconsistent)?,
        voter.is_delivered(),
        voter.returned.map(|it| it.0),
        status_of(voter, held)
    ];
    tx.execute_locked(UPDATE, values, voter.id, expected)
        .await?;
    let first = before.saturating_add(1);
    record(tx, voter.id, first, events, (actor, now)).await
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Stored>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.map(|row| stored(&row, keys)).transpose()
}

pub async fn by_number(tx: &mut Tx, keys: &Keys, vote: Id, number: u32) -> Result<Option<Stored>> {
    let row = tx.fetch_optional(BY_NUMBER, args![vote, number]).await?;
    row.map(|row| stored(&row, keys)).transpose()
}

pub async fn by_code(tx: &mut Tx, keys: &Keys, code: &EchoCode) -> Result<Option<Stored>> {
    let digest = keys.digest("vote ballot code", code.as_str());
    let row = tx.fetch_optional(BY_CODE, args![digest]).await?;
    row.map(|row| stored(&row, keys)).transpose()
}

/// Voters in the order of their numbers, behind one of them.
pub async fn of_vote(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    behind: u32,
    limit: i64,
) -> Result<Vec<Stored>> {
    let rows = tx.fetch_all(OF_VOTE, args![vote, behind, limit]).await?;
    many(&rows, keys)
}

/// Voters whose ballots have come so far.
pub async fn in_status(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    (status, behind): (&str, u32),
    limit: i64,
) -> Result<Vec<Stored>> {
    let values = args![vote, status, behind, limit];
    let rows = tx.fetch_all(IN_STATUS, values).await?;
    many(&rows, keys)
}

/// Voters of whom nothing shows that they have their ballot.
pub async fn without_delivery(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    behind: u32,
    limit: i64,
) -> Result<Vec<Stored>> {
    let rows = tx.fetch_all(WITHOUT, args![vote, behind, limit]).await?;
    many(&rows, keys)
}

/// The persons of a roll that one owner is, alone or together with others. Whoever the developer's
/// lot belongs to is none of them, since the developer votes for it (rule O4).
pub async fn of_owner(tx: &mut Tx, keys: &Keys, vote: Id, owner: Id) -> Result<Vec<Stored>> {
    let values = args![vote, owner, OF_ONE_OWNER];
    let rows = tx.fetch_all(OF_OWNER, values).await?;
    many(&rows, keys)
}

pub async fn figures(tx: &mut Tx, vote: Id) -> Result<Figures> {
    let row = tx.fetch_one(FIGURES, args![vote]).await?;
    let count = |name: &str| -> Result<u64> {
        u64::try_from(row.get::<i64>(name)?).map_err(StoreError::inconsistent)
    };
    let small = |name: &str| -> Result<u32> {
        u32::try_from(row.get::<i64>(name)?).map_err(StoreError::inconsistent)
    };
    Ok(Figures {
        persons: count("persons")?,
        area: count("area")?,
        delivered: count("delivered")?,
        took_persons: count("took_persons")?,
        took_area: count("took_area")?,
        open_readings: small("open_readings")?,
        differing: small("differing")?,
        unresolved: small("unresolved")?,
    })
}

/// Takes a roll away that nobody has voted on, because it is made anew. Whose its ballots were goes
/// with it.
pub async fn drop_roll(tx: &mut Tx, vote: Id) -> Result<()> {
    tx.execute(DROP_ROLL, args![vote]).await.map(drop)
}
