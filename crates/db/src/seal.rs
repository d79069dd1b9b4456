//! Sealing the journal and proving it.
//!
//! A job closes the rows since the last seal under one Merkle root, chains the seal to the one
//! before and signs it with a key that is not in the database. [`verify`] recomputes everything
//! and names the first row that does not fit.

use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant};

use crate::fields::Keys;
use crate::journal::{AFTER, Record};
use crate::{Db, Dialect, Query, Result, Tx, args, merkle, queries};

queries! {
    LAST = "SELECT number, last_seq, chain FROM seal ORDER BY number DESC LIMIT 1";
    ALL = "SELECT number, first_seq, last_seq, row_count, root, chain, signature, at
        FROM seal WHERE number > $1 ORDER BY number LIMIT $2";
    UNSEALED = "SELECT seq, hash FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2";
    RANGE = "SELECT seq, hash FROM journal WHERE seq >= $1 AND seq <= $2 ORDER BY seq LIMIT $3";
    ADD = "INSERT INTO seal (number, first_seq, last_seq, row_count, root, chain, signature, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// On PostgreSQL a lower number can be committed after a higher one; the lock waits for every
    /// writer in flight. SQLite has one writer and needs none.
    WAIT_FOR_WRITERS = sqlite "SELECT 1 AS n" postgres "LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE";
}

/// Rows under one seal at most; more are sealed in the next round.
pub const ROWS_PER_SEAL: i64 = 100_000;
const PAGE: i64 = 5_000;

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Sound {
        rows: u64,
        subjects: u64,
        seals: u64,
    },
    Broken(Fault),
}

/// The first place where the journal does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub seq: Option<i64>,
    pub seal: Option<i64>,
    pub subject: Option<Id>,
    pub version: Option<i64>,
    pub at: Option<Instant>,
    pub why: &'static str,
}

impl Fault {
    fn row(record: &Record, why: &'static str) -> Verdict {
        Verdict::Broken(Self {
            seq: Some(record.seq),
            seal: None,
            subject: Some(record.subject),
            version: Some(record.version),
            at: Some(record.at),
            why,
        })
    }
    fn seal(number: i64, seq: Option<i64>, at: Instant, why: &'static str) -> Verdict {
        Verdict::Broken(Self {
            seq,
            seal: Some(number),
            subject: None,
            version: None,
            at: Some(at),
            why,
        })
    }
}

fn chain_of(previous: &[u8], number: i64, first: i64, last: i64, root: &[u8; 32]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("huiyin 2026-11 journal seal");
    hasher
        .update(&(previous.len() as u64).to_be_bytes())
        .update(previous);
    for value in [number, first, last] {
        hasher.update(&value.to_be_bytes());
    }
    *hasher.update(root).finalize().as_bytes()
}

fn leaf(hash: &[u8]) -> [u8; 32] {
    *blake3::hash(hash).as_bytes()
}

/// Seals what is new; returns how many rows. Running it twice seals nothing the second time.
pub async fn seal_new_rows(db: &Db, keys: &Keys, now: Instant) -> Result<u64> {
    let mut tx = db.write().await?;
    if tx.dialect() == Dialect::Postgres {
        tx.execute(WAIT_FOR_WRITERS, args![]).await?;
    }
    let last = tx.fetch_optional(LAST, args![]).await?;
    let (number, after, previous): (i64, i64, Vec<u8>) = match &last {
        Some(row) => (row.get("number")?, row.get("last_seq")?, row.get("chain")?),
        None => (0, 0, Vec::new()),
    };
    let rows = tx.fetch_all(UNSEALED, args![after, ROWS_PER_SEAL]).await?;
    let Some(last_row) = rows.last() else {
        return Ok(0);
    };
    let last_seq: i64 = last_row.get("seq")?;
    let mut leaves = Vec::with_capacity(rows.len());
    for row in &rows {
        leaves.push(leaf(&row.get::<Vec<u8>>("hash")?));
    }
    let root = merkle::root(&leaves);
    let (number, first) = (number + 1, after + 1);
    let chain = chain_of(&previous, number, first, last_seq, &root);
    let signature = keys.sign("journal seal", &chain);
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    tx.execute(
        ADD,
        args![number, first, last_seq, count, root, chain, signature, now],
    )
    .await?;
    tx.commit().await?;
    Ok(leaves.len() as u64)
}

/// Proves that no journal row was altered, dropped, inserted or moved. `heads` are statements of
/// the slices that list `subject` and `version` of their projections in pages (`$1` subject after
/// which, `$2` how many), so that a row cut off at the end of a history is noticed too.
pub async fn verify(db: &Db, keys: &Keys, heads: &[Query]) -> Result<Verdict> {
    let mut tx = db.read().await?;
    let (rows, subjects, faults) = walk_chains(&mut tx, heads).await?;
    if let Some(fault) = faults {
        return Ok(fault);
    }
    match walk_seals(&mut tx, keys).await? {
        Ok(seals) => Ok(Verdict::Sound {
            rows,
            subjects,
            seals,
        }),
        Err(fault) => Ok(fault),
    }
}

async fn walk_chains(tx: &mut Tx, heads: &[Query]) -> Result<(u64, u64, Option<Verdict>)> {
    let (mut rows, mut subjects) = (0u64, 0u64);
    let mut last: Option<Record> = None;
    let mut expected = BTreeMap::new();
    for head in heads {
        collect_heads(tx, *head, &mut expected).await?;
    }
    loop {
        let (subject, version) = last.as_ref().map_or_else(
            || (String::new(), 0),
            |it| (it.subject.to_string(), it.version),
        );
        let page = tx.fetch_all(AFTER, args![subject, version, PAGE]).await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            let record = Record::from_row(row)?;
            let same = last
                .as_ref()
                .filter(|before| before.subject == record.subject);
            if same.is_none() {
                subjects += 1;
                if let Some(fault) = last.as_ref().and_then(|it| head_fault(it, &mut expected)) {
                    return Ok((rows, subjects, Some(fault)));
                }
            }
            if let Some(fault) = link_fault(same, &record) {
                return Ok((rows, subjects, Some(fault)));
            }
            rows += 1;
            last = Some(record);
        }
    }
    if let Some(fault) = last.as_ref().and_then(|it| head_fault(it, &mut expected)) {
        return Ok((rows, subjects, Some(fault)));
    }
    let orphan = expected.into_iter().next().map(|(subject, version)| {
        Verdict::Broken(Fault {
            seq: None,
            seal: None,
            subject: Some(subject),
            version: Some(version),
            at: None,
            why: "the subject has no journal rows at all",
        })
    });
    Ok((rows, subjects, orphan))
}

async fn collect_heads(tx: &mut Tx, head: Query, into: &mut BTreeMap<Id, i64>) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = tx.fetch_all(head, args![after, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.get::<Id>("subject")?.to_string();
        for row in &page {
            into.insert(row.get("subject")?, row.get("version")?);
        }
    }
}

fn link_fault(before: Option<&Record>, record: &Record) -> Option<Verdict> {
    let (version, hash): (i64, &[u8]) =
        before.map_or((0, &[]), |before| (before.version, &before.hash));
    if record.version != version + 1 {
        return Some(Fault::row(record, "a row before this one is missing"));
    }
    if record.hash != record.expected_hash(hash) {
        return Some(Fault::row(record, "this row was altered"));
    }
    None
}

fn head_fault(last: &Record, expected: &mut BTreeMap<Id, i64>) -> Option<Verdict> {
    match expected.remove(&last.subject) {
        Some(version) if version != last.version => Some(Fault::row(
            last,
            "the history ends before or after the subject's own version",
        )),
        _ => None,
    }
}

struct SealRow {
    number: i64,
    first: i64,
    last: i64,
    count: i64,
    root: Vec<u8>,
    chain: Vec<u8>,
    signature: Vec<u8>,
    at: Instant,
}

async fn walk_seals(tx: &mut Tx, keys: &Keys) -> Result<std::result::Result<u64, Verdict>> {
    let mut before: Option<SealRow> = None;
    let mut seals = 0u64;
    loop {
        let number = before.as_ref().map_or(0, |it| it.number);
        let page = tx.fetch_all(ALL, args![number, 200]).await?;
        if page.is_empty() {
            return Ok(Ok(seals));
        }
        for row in &page {
            let seal = SealRow {
                number: row.get("number")?,
                first: row.get("first_seq")?,
                last: row.get("last_seq")?,
                count: row.get("row_count")?,
                root: row.get("root")?,
                chain: row.get("chain")?,
                signature: row.get("signature")?,
                at: row.get("at")?,
            };
            if let Some(fault) = seal_fault(tx, keys, before.as_ref(), &seal).await? {
                return Ok(Err(fault));
            }
            seals += 1;
            before = Some(seal);
        }
    }
}

async fn seal_fault(
    tx: &mut Tx,
    keys: &Keys,
    before: Option<&SealRow>,
    seal: &SealRow,
) -> Result<Option<Verdict>> {
    let fault = |why| Ok(Some(Fault::seal(seal.number, None, seal.at, why)));
    let (number, last): (i64, i64) = before.map_or((0, 0), |it| (it.number, it.last));
    if seal.number != number + 1 || seal.first != last + 1 {
        return fault("a seal before this one is missing");
    }
    let rows = tx
        .fetch_all(RANGE, args![seal.first, seal.last, ROWS_PER_SEAL + 1])
        .await?;
    let mut leaves = Vec::with_capacity(rows.len());
    for row in &rows {
        leaves.push(leaf(&row.get::<Vec<u8>>("hash")?));
    }
    if i64::try_from(leaves.len()).ok() != Some(seal.count) {
        return fault("rows were dropped from or inserted into the sealed range");
    }
    let root = merkle::root(&leaves);
    if seal.root != root {
        return fault("the sealed rows were altered or reordered");
    }
    let previous = before.map_or(&[][..], |it| &it.chain);
    if seal.chain != chain_of(previous, seal.number, seal.first, seal.last, &root) {
        return fault("the chain of seals is broken");
    }
    if !keys.signed("journal seal", &seal.chain, &seal.signature) {
        return fault("the signature does not fit this district's key");
    }
    Ok(None)
}
