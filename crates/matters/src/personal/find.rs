use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::{Query, Result, Row, StoreError, Tx, Value, args};
use huiyin_kernel::{EchoCode, Id};

use super::{REPORTER, queries as q};
use crate::model::{EventBody, StateName};
use crate::store;

/// Matters of one person found at once.
const HELD_LIMIT: usize = 200;

/// A row that says that somebody reported or joined a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub reporter: Id,
    pub matter: Id,
    pub number: String,
    pub state: StateName,
    /// Reported it, rather than joined.
    pub reported: bool,
}

fn held_of(row: &Row) -> Result<Held> {
    let state: String = row.get("state")?;
    Ok(Held {
        reporter: row.get("id")?,
        matter: row.get("matter_id")?,
        number: row.get("number")?,
        state: StateName::from_name(&state).ok_or_else(|| StoreError::inconsistent("state"))?,
        reported: row.get::<String>("role")? == REPORTER,
    })
}

async fn one(tx: &mut Tx, query: Query, values: Vec<Value>) -> Result<Option<Held>> {
    let row = tx.fetch_optional(query, values).await?;
    row.as_ref().map(held_of).transpose()
}

pub async fn held(tx: &mut Tx, reporter: Id) -> Result<Option<Held>> {
    one(tx, q::HELD, args![reporter]).await
}

/// Whoever raised a matter.
pub async fn reporter_of(tx: &mut Tx, matter: Id) -> Result<Option<Held>> {
    one(tx, q::HELD_OF_MATTER, args![matter]).await
}

/// What a code opens: its own matter and, for whoever reported it, those it was split into or
/// from.
pub async fn by_code(tx: &mut Tx, keys: &Keys, code: &EchoCode) -> Result<Vec<Held>> {
    let digest = keys.digest("echo code", code.as_str());
    let Some(own) = one(tx, q::HELD_BY_CODE, args![digest]).await? else {
        return Ok(Vec::new());
    };
    let mut found = BTreeMap::new();
    let mut waiting = vec![own];
    while let Some(next) = waiting.pop() {
        if found.len() >= HELD_LIMIT || found.contains_key(&next.matter) {
            continue;
        }
        if next.reported {
            for relative in relatives(tx, keys, next.matter).await? {
                waiting.extend(one(tx, q::HELD_OF_MATTER, args![relative]).await?);
            }
        }
        found.insert(next.matter, next);
    }
    Ok(found.into_values().collect())
}

/// The matters that belong to the same report.
async fn relatives(tx: &mut Tx, keys: &Keys, matter: Id) -> Result<Vec<Id>> {
    let known = store::load(tx, keys, matter).await?;
    let from = known.and_then(|it| it.matter.split_from);
    let history = store::history(tx, matter).await?;
    let second = history.iter().filter_map(|past| match past.event.body {
        EventBody::SplitOff { second } => Some(second),
        _ => None,
    });
    Ok(from.into_iter().chain(second).collect())
}

/// What was left under a phone that somebody has proven to be theirs.
pub async fn by_phone(tx: &mut Tx, keys: &Keys, phone: &str) -> Result<Vec<Held>> {
    let bare: String = phone
        .chars()
        .filter(|it| !it.is_whitespace() && *it != '-')
        .collect();
    let limit = i64::try_from(HELD_LIMIT).unwrap_or(i64::MAX);
    let mut found = BTreeMap::new();
    // As it is looked up today, and as it was typed before there was one spelling.
    let key = crate::rules::light::phone_key(phone);
    for written in [key.as_str(), phone.trim(), bare.as_str()] {
        if written.is_empty() {
            continue;
        }
        let digest = keys.digest("phone", written);
        for row in tx.fetch_all(q::HELD_BY_PHONE, args![digest, limit]).await? {
            let held = held_of(&row)?;
            found.insert(held.reporter, held);
        }
    }
    Ok(found.into_values().take(HELD_LIMIT).collect())
}
