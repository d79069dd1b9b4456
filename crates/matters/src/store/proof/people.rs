//! Who asked and who joined: each row of a code against the digest in the event that brought it.
//! Names and phones are no part of it, because people may put them right and have them erased.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

use super::digest;
use crate::model::EventBody;

queries! {
    REPORTER = "SELECT id, role, code_digest FROM matter_reporter WHERE matter_id = $1 AND role = 'reporter' LIMIT 2";
    ONE = "SELECT id, role, code_digest FROM matter_reporter WHERE matter_id = $1 AND id = $2";
    ALL = "SELECT id, role, code_digest FROM matter_reporter WHERE matter_id = $1 ORDER BY id LIMIT $2";
}

/// More than can ask about one matter.
const PEOPLE_LIMIT: i64 = 20_000;
/// The role of whoever raised a matter.
const REPORTER_ROLE: &str = "reporter";

/// Digests of people under the ids of their rows.
pub(crate) type People = BTreeMap<Id, String>;

fn of_row(keys: &Keys, matter: Id, row: &Row) -> Result<(Id, String)> {
    let id: Id = row.get("id")?;
    let (role, code): (String, String) = (row.get("role")?, row.get("code_digest")?);
    let (matter, own) = (matter.to_string(), id.to_string());
    let digest = digest(keys, "person of a matter", &[&matter, &own, &role, &code]);
    Ok((id, digest))
}

/// Digests of whom this event brings; their rows are there already. `joined` is the row of
/// somebody who joins.
pub(in crate::store) async fn proofs(
    tx: &mut Tx,
    keys: &Keys,
    matter: Id,
    body: &EventBody,
    joined: Option<Id>,
) -> Result<People> {
    let rows = match (body, joined) {
        (EventBody::Reported { .. } | EventBody::Imported { .. }, _) => {
            tx.fetch_all(REPORTER, args![matter]).await?
        }
        (EventBody::Joined { .. }, Some(id)) => tx.fetch_all(ONE, args![matter, id]).await?,
        _ => return Ok(People::new()),
    };
    rows.iter().map(|row| of_row(keys, matter, row)).collect()
}

/// What the history says of people.
#[derive(Debug, Default)]
pub(super) struct Told {
    known: People,
    /// Brought by events from before people had digests: the one who raised it, those who joined.
    older_reporters: u64,
    older_joined: u64,
    reporter_may_be_gone: bool,
    joined_gone: u64,
}

impl Told {
    /// Hears of an event that may bring people; `people` are its digests.
    pub fn hear(&mut self, body: &EventBody, people: People) {
        match body {
            EventBody::Reported { .. } | EventBody::Imported { .. } if people.is_empty() => {
                self.older_reporters = 1;
            }
            EventBody::Joined { .. } if people.is_empty() => self.older_joined += 1,
            _ => self.known.extend(people),
        }
    }

    /// The person who raised it was erased.
    pub fn reporter_erased(&mut self) {
        self.reporter_may_be_gone = true;
    }

    /// Somebody who joined was erased.
    pub fn joined_erased(&mut self) {
        self.joined_gone += 1;
    }
}

/// Who was held against the history.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Held {
    pub proven: u64,
    pub unproven: u64,
}

/// What is wrong with the people of a matter, or how many there are.
pub(super) async fn held(
    tx: &mut Tx,
    keys: &Keys,
    matter: Id,
    mut told: Told,
) -> Result<std::result::Result<Held, &'static str>> {
    let (mut proven, mut reporters, mut joined, mut first) = (0, 0, 0, false);
    for row in tx.fetch_all(ALL, args![matter, PEOPLE_LIMIT]).await? {
        let (id, found) = of_row(keys, matter, &row)?;
        let is_reporter = row.get::<String>("role")? == REPORTER_ROLE;
        first |= is_reporter;
        match told.known.remove(&id) {
            Some(expected) if expected == found => proven += 1,
            Some(_) => return Ok(Err("the code of somebody who asked was exchanged")),
            None if is_reporter => reporters += 1,
            None => joined += 1,
        }
    }
    if reporters > told.older_reporters || joined > told.older_joined {
        return Ok(Err("somebody who asked was added"));
    }
    // The one who raised it is the only one whose row is looked for by its role: of those who
    // joined it is enough how many may be missing.
    let missing = u64::try_from(told.known.len()).unwrap_or(u64::MAX);
    let may_miss = told.joined_gone + u64::from(told.reporter_may_be_gone && !first);
    if (!first && !told.reporter_may_be_gone) || missing > may_miss {
        return Ok(Err("somebody who asked was removed"));
    }
    Ok(Ok(Held {
        proven,
        unproven: reporters + joined,
    }))
}
