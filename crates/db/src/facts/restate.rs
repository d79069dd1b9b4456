//! Holding a subject's facts against what they should be, and putting them right by adding.

use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant};

use super::{Fact, Place, add};
use crate::{Result, Row, Tx, args, queries};

queries! {
    OF_SUBJECT = "SELECT kind, day, street, community, compound, body, category, source, slice,
            CAST(MIN(at) AS BIGINT) AS at, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS amount
        FROM fact WHERE subject = $1
        GROUP BY kind, day, street, community, compound, body, category, source, slice
        HAVING SUM(n) <> 0 OR SUM(amount) <> 0
        ORDER BY kind, day LIMIT $2";
}

/// A subject has at most this many sums of facts.
const LIMIT: i64 = 20_000;

type Key = (String, String, [Option<Id>; 4], String, String);

/// What a subject has too little or too much of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is missing, negative where there is too much.
    pub missing: Fact,
}

fn key(fact: &Fact) -> Key {
    let Place {
        street,
        community,
        compound,
    } = fact.place;
    (
        fact.kind.to_string(),
        fact.at.date().to_string(),
        [street, community, compound, fact.body],
        fact.category.clone(),
        fact.source.clone(),
    )
}

fn stored(row: &Row, subject: Id) -> Result<Fact> {
    let id = |name: &str| -> Result<Option<Id>> {
        let text: String = row.get(name)?;
        Ok(text.parse().ok())
    };
    let kind: String = row.get("kind")?;
    let slice: String = row.get("slice")?;
    let at: Instant = row.get("at")?;
    Ok(Fact {
        kind: kind.into(),
        at,
        place: Place {
            street: id("street")?,
            community: id("community")?,
            compound: id("compound")?,
        },
        body: id("body")?,
        category: row.get("category")?,
        source: row.get("source")?,
        n: row.get("n")?,
        amount: row.get("amount")?,
        slice: slice.into(),
        subject,
    })
}

/// What a subject's facts add up to.
pub async fn of_subject(tx: &mut Tx, subject: Id) -> Result<Vec<Fact>> {
    let rows = tx.fetch_all(OF_SUBJECT, args![subject, LIMIT]).await?;
    rows.iter().map(|row| stored(row, subject)).collect()
}

/// What is missing, or too much, before a subject's facts are what they should be.
pub async fn differences(tx: &mut Tx, subject: Id, due: &[Fact]) -> Result<Vec<Difference>> {
    let mut open: BTreeMap<Key, Fact> = BTreeMap::new();
    for fact in due {
        match open.entry(key(fact)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(fact.clone());
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                place.get_mut().n += fact.n;
                place.get_mut().amount += fact.amount;
            }
        }
    }
    for fact in of_subject(tx, subject).await? {
        let place = open.entry(key(&fact)).or_insert_with(|| Fact {
            n: 0,
            amount: 0,
            ..fact.clone()
        });
        place.n -= fact.n;
        place.amount -= fact.amount;
    }
    let wrong = open.into_values().filter(|it| it.n != 0 || it.amount != 0);
    Ok(wrong.map(|missing| Difference { missing }).collect())
}

/// Adds what is missing and takes away what is too much; says how many rows that took.
pub async fn put_right(tx: &mut Tx, subject: Id, due: &[Fact]) -> Result<usize> {
    let wrong = differences(tx, subject, due).await?;
    let rows: Vec<Fact> = wrong.into_iter().map(|it| it.missing).collect();
    add(tx, &rows).await?;
    Ok(rows.len())
}
