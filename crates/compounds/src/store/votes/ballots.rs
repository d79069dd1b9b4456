//! Ballots. What they say is sealed: whoever reads the tables learns who voted, never what.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Entropy, Id};
use huiyin_tally::commit::{Blinding, Hex, Serial};
use serde::{Deserialize, Serialize};

use crate::model::votes::{Ballot, BallotState, Channel, Marks, Reading};

queries! {
    PUT = "INSERT INTO vote_ballot (id, vote_id, voter_id, channel, state, replaces, read_by, read_again_by, sealed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, replaces = excluded.replaces,
            read_again_by = excluded.read_again_by, sealed = excluded.sealed";
    OF_VOTER = "SELECT id, voter_id, channel, state, replaces, read_by, read_again_by, sealed, created_at
        FROM vote_ballot WHERE voter_id = $1 ORDER BY created_at, id LIMIT $2";
    VALID = "SELECT id, voter_id, channel, state, replaces, read_by, read_again_by, sealed, created_at
        FROM vote_ballot WHERE vote_id = $1 AND state = 'valid' AND id > $2 ORDER BY id LIMIT $3";
}

const OF_VOTER_LIMIT: i64 = 100;

/// What lies sealed: the marks, a second reading, and the ballot's secret.
#[derive(Serialize, Deserialize)]
struct Sealed {
    marks: Marks,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<Marks>,
    secret: Secret,
}

/// What chance gave a ballot: its number on the receipt, and what hides its area within the
/// commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    pub serial: Serial,
    pub blinding: Blinding,
}

impl Secret {
    fn fresh(entropy: &dyn Entropy) -> Self {
        let (mut serial, mut blinding) = ([0; 16], [0; 32]);
        entropy.fill(&mut serial);
        entropy.fill(&mut blinding);
        Self {
            serial: Hex(serial),
            blinding: Hex(blinding),
        }
    }
}

/// A ballot with its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub ballot: Ballot,
    pub secret: Secret,
}

fn place(id: Id) -> String {
    format!("vote_ballot.marks:{id}")
}

fn stored(row: &Row, keys: &Keys) -> Result<Stored> {
    let id: Id = row.get("id")?;
    let bytes: Vec<u8> = row.get("sealed")?;
    let opened = keys.open(&place(id), &bytes)?;
    let sealed: Sealed = serde_json::from_str(&opened).map_err(StoreError::inconsistent)?;
    let wrong = || StoreError::inconsistent(format!("ballot {id} as stored"));
    let channel: String = row.get("channel")?;
    let state: String = row.get("state")?;
    let again_by: Option<Id> = row.get("read_again_by")?;
    let second = match (again_by, sealed.again) {
        (Some(by), Some(marks)) => Some(Reading { by, marks }),
        _ => None,
    };
    Ok(Stored {
        ballot: Ballot {
            id,
            voter: row.get("voter_id")?,
            channel: Channel::from_name(&channel).ok_or_else(wrong)?,
            state: BallotState::from_name(&state).ok_or_else(wrong)?,
            marks: sealed.marks,
            read_by: row.get("read_by")?,
            second,
            replaces: row.get("replaces")?,
            at: row.get("created_at")?,
        },
        secret: sealed.secret,
    })
}

/// Writes a ballot, new or changed. A new one gets its secret here; a changed one keeps it.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    vote: Id,
    (ballot, secret): (&Ballot, Option<Secret>),
) -> Result<Secret> {
    let secret = secret.unwrap_or_else(|| Secret::fresh(entropy));
    let sealed = Sealed {
        marks: ballot.marks.clone(),
        again: ballot.second.as_ref().map(|it| it.marks.clone()),
        secret,
    };
    let plain = serde_json::to_string(&sealed).map_err(StoreError::inconsistent)?;
    let values = args![
        ballot.id,
        vote,
        ballot.voter,
        ballot.channel.name(),
        ballot.state.name(),
        ballot.replaces,
        ballot.read_by,
        ballot.second.as_ref().map(|it| it.by),
        keys.seal(&place(ballot.id), &plain, entropy)?,
        ballot.at
    ];
    tx.execute(PUT, values).await?;
    Ok(secret)
}

/// Every ballot of a voter, the oldest first.
pub async fn of_voter(tx: &mut Tx, keys: &Keys, voter: Id) -> Result<Vec<Stored>> {
    let rows = tx.fetch_all(OF_VOTER, args![voter, OF_VOTER_LIMIT]).await?;
    rows.iter().map(|row| stored(row, keys)).collect()
}

/// Ballots that count, behind one of them. Only the commitment and the count ask for them.
pub(crate) async fn valid(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Stored>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(VALID, args![vote, behind, limit]).await?;
    rows.iter().map(|row| stored(row, keys)).collect()
}
