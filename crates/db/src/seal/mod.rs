//! Sealing the journal and proving it.
//!
//! A job closes the rows since the last seal under one Merkle root, chains the seal to the one
//! before and signs it. The signature is a public one: [`verify()`] recomputes everything inside,
//! and whoever was given the seals ([`export`]) can prove outside that no history was exchanged.

mod differs;
pub mod export;
mod fault;
mod fresh;
pub(crate) mod head;
mod overdue;
mod projection;
mod verify;
mod wrong;

use huiyin_kernel::Instant;

pub use differs::Differs;
pub use fault::{Checked, Fault, Verdict};
pub use fresh::{Fresh, verify_since};
pub use overdue::{UNSEALED_HOURS_MOST, overdue};
pub use projection::Head;
pub use verify::{verify, verify_in};
pub use wrong::{Held, Wrong};

use crate::fields::Keys;
use crate::suite::{Secret, Suite};
use crate::{Db, Dialect, Result, Row, StoreError, args, merkle, queries};

queries! {
    LAST = "SELECT number, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key
        FROM seal ORDER BY number DESC LIMIT 1";
    AFTER = "SELECT number, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key
        FROM seal WHERE number > $1 ORDER BY number LIMIT $2";
    UNSEALED = "SELECT seq, hash FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2";
    TAIL = "SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(MAX(seq), 0) AS BIGINT) AS last
        FROM journal WHERE seq > $1";
    OLDEST_UNSEALED = "SELECT seq, at FROM journal WHERE seq > $1 ORDER BY seq LIMIT 1";
    RANGE = "SELECT seq, hash FROM journal WHERE seq >= $1 AND seq <= $2 ORDER BY seq LIMIT $3";
    /// Rows with the hash of the row before each, which none has that is the first of its subject.
    WITH_BEFORE = "SELECT j.seq, j.subject_kind, j.subject, j.version, j.at, j.actor, j.kind, j.body, j.hash,
            COALESCE(b.hash, $4) AS hash_before
        FROM journal j LEFT JOIN journal b ON b.subject = j.subject AND b.version = j.version - 1
        WHERE j.seq > $1 AND j.seq <= $2 ORDER BY j.seq LIMIT $3";
    NUMBERED = "SELECT number, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key
        FROM seal WHERE number = $1";
    ADD = "INSERT INTO seal (number, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// On PostgreSQL a lower number can be committed after a higher one; the lock waits for every
    /// writer in flight. SQLite has one writer and needs none.
    WAIT_FOR_WRITERS = sqlite "SELECT 1 AS n" postgres "LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE";
}

/// Rows under one seal at most; more are sealed in the next round.
pub const ROWS_PER_SEAL: i64 = 100_000;
/// Seals read at once.
const SEALS_PAGE: i64 = 200;

/// A seal as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    pub number: i64,
    pub first_seq: i64,
    pub last_seq: i64,
    pub row_count: i64,
    pub root: Vec<u8>,
    pub chain: Vec<u8>,
    pub signature: Vec<u8>,
    pub at: Instant,
    pub suite: Suite,
    /// Empty in seals from before 0.2, which only the district's own secret proves.
    pub public_key: Vec<u8>,
}

impl Seal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            first_seq: row.get("first_seq")?,
            last_seq: row.get("last_seq")?,
            row_count: row.get("row_count")?,
            root: row.get("root")?,
            chain: row.get("chain")?,
            signature: row.get("signature")?,
            at: row.get("at")?,
            suite: Suite::of_number(row.get("suite")?)?,
            public_key: row.get("public_key")?,
        })
    }

    pub const fn is_signed(&self) -> bool {
        !self.public_key.is_empty()
    }

    /// What the chain must be after this one: over everything that the seal says.
    fn expected_chain(&self, previous: &[u8]) -> [u8; 32] {
        let length = |bytes: &[u8]| (bytes.len() as u64).to_be_bytes();
        let head = length(previous);
        let numbers = [self.number, self.first_seq, self.last_seq].map(i64::to_be_bytes);
        let [number, first, last] = &numbers;
        let hash = self.suite.hash();
        if !self.is_signed() {
            let parts = [&head[..], previous, number, first, last, &self.root];
            return hash.tagged("huiyin 2026-11 journal seal", &parts);
        }
        let count = self.row_count.to_be_bytes();
        let at = self.at.as_micros().to_be_bytes();
        let lengths = [length(&self.root), length(&self.public_key)];
        let parts = [
            &head[..],
            previous,
            number,
            first,
            last,
            &count,
            &at,
            &lengths[0],
            &self.root,
            &lengths[1],
            &self.public_key,
        ];
        hash.tagged("huiyin 2026-11 signed journal seal", &parts)
    }

    /// Whether the signature was made with the secret of the public key that stands beside it.
    fn signature_fits(&self) -> bool {
        let signature = self.suite.signature();
        signature.is_signed(&self.public_key, &self.chain, &self.signature)
    }

    /// Why this seal cannot follow `before`; whether its rows are those of the journal is another
    /// question.
    fn fault_after(&self, before: Option<&Self>) -> Option<&'static str> {
        let (number, last) = before.map_or((0, 0), |it| (it.number, it.last_seq));
        if self.number != number + 1 || self.first_seq != last + 1 {
            return Some("a seal before this one is missing");
        }
        let previous = before.map_or(&[][..], |it| &it.chain);
        if self.chain != self.expected_chain(previous) {
            return Some("the chain of seals is broken");
        }
        if !self.is_signed() {
            let was_signed = before.is_some_and(Self::is_signed);
            return was_signed.then_some("an unsigned seal stands after a signed one");
        }
        if before.is_some_and(|it| it.at > self.at) {
            return Some("it was made before the seal before it");
        }
        (!self.signature_fits()).then_some("the signature does not fit its public key")
    }
}

/// The secret with which a suite signs seals.
fn signing_secret(keys: &Keys, suite: Suite) -> Secret {
    let purpose = "huiyin 2026-11 seal signature";
    suite.hash().derive(purpose, &keys.secrets().signature)
}

/// The public key that an outsider checks this district's seals with.
pub fn public_key(keys: &Keys, suite: Suite) -> Result<Vec<u8>> {
    suite.signature().public(&signing_secret(keys, suite))
}

/// Whether this district signed a seal; those from before 0.2 carry a keyed hash instead, which
/// only the district itself can check.
fn is_ours(keys: &Keys, seal: &Seal) -> Result<bool> {
    if !seal.is_signed() {
        return Ok(keys.signed("journal seal", &seal.chain, &seal.signature));
    }
    Ok(seal.signature_fits() && seal.public_key == public_key(keys, seal.suite)?)
}

fn leaf(suite: Suite, hash: &[u8]) -> [u8; 32] {
    suite.hash().hash(&[hash])
}

const ERASED: &str = "rows were erased before they were sealed";

/// Whether numbers are missing among rows that follow one of them. Only SQLite numbers without a
/// gap: it has one writer, and the number of a row that was undone is given again.
fn has_gap(dialect: Dialect, (after, last): (i64, i64), rows: i64) -> bool {
    dialect == Dialect::Sqlite && last - after != rows
}

/// Seals what is new; returns how many rows. Running it twice seals nothing the second time.
pub async fn seal_new_rows(db: &Db, keys: &Keys, now: Instant) -> Result<u64> {
    let mut tx = db.write().await?;
    if tx.dialect() == Dialect::Postgres {
        tx.execute(WAIT_FOR_WRITERS, args![]).await?;
    }
    let last = head::last_checked(&mut tx, keys).await?;
    let after = last.as_ref().map_or(0, |it| it.last_seq);
    let rows = tx.fetch_all(UNSEALED, args![after, ROWS_PER_SEAL]).await?;
    let Some(last_row) = rows.last() else {
        return Ok(0);
    };
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if has_gap(tx.dialect(), (after, last_row.get("seq")?), count) {
        return Err(StoreError::inconsistent(ERASED));
    }
    let suite = keys.suite();
    let mut leaves = Vec::with_capacity(rows.len());
    for row in &rows {
        leaves.push(leaf(suite, &row.get::<Vec<u8>>("hash")?));
    }
    let mut seal = Seal {
        number: last.as_ref().map_or(0, |it| it.number) + 1,
        first_seq: after + 1,
        last_seq: last_row.get("seq")?,
        row_count: count,
        root: merkle::root(suite, &leaves).to_vec(),
        chain: Vec::new(),
        signature: Vec::new(),
        // A clock that was set back must not make the order of seals look forged.
        at: last.as_ref().map_or(now, |it| it.at.max(now)),
        suite,
        public_key: public_key(keys, suite)?,
    };
    let previous = last.map_or_else(Vec::new, |it| it.chain);
    seal.chain = seal.expected_chain(&previous).to_vec();
    let secret = signing_secret(keys, suite);
    seal.signature = suite.signature().sign(&secret, &seal.chain)?;
    let values = args![
        seal.number,
        seal.first_seq,
        seal.last_seq,
        seal.row_count,
        &seal.root[..],
        &seal.chain[..],
        &seal.signature[..],
        seal.at,
        suite.number(),
        &seal.public_key[..]
    ];
    tx.execute(ADD, values).await?;
    head::advance(&mut tx, keys, &seal).await?;
    tx.commit().await?;
    Ok(leaves.len() as u64)
}
