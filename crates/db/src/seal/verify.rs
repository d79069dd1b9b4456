use super::fault::{Fault, Verdict};
use super::head::{self, Found};
use super::projection::{Expected, Head};
use super::{
    AFTER, ERASED, LAST, RANGE, ROWS_PER_SEAL, SEALS_PAGE, Seal, TAIL, has_gap, leaf, public_key,
};
use crate::fields::Keys;
use crate::journal::{self, Record};
use crate::{Db, Result, Tx, args, merkle};

/// Rows read at once.
const PAGE: i64 = 5_000;

/// Proves that no journal row was altered, dropped, inserted or moved. With the `heads` of the
/// slices a row cut off at the end of a history is noticed too, and so is a subject that is gone
/// while its history is left.
pub async fn verify(db: &Db, keys: &Keys, heads: &[Head]) -> Result<Verdict> {
    verify_in(&mut db.steady().await?, keys, heads).await
}

/// As [`verify`], in a transaction that sees what is not committed yet.
pub async fn verify_in(tx: &mut Tx, keys: &Keys, heads: &[Head]) -> Result<Verdict> {
    let (rows, subjects, faults) = walk_chains(tx, heads).await?;
    if let Some(fault) = faults {
        return Ok(fault);
    }
    let seals = match seals_to_head(tx, keys).await? {
        Ok(seals) => seals,
        Err(fault) => return Ok(fault),
    };
    Ok(tail_fault(tx).await?.unwrap_or(Verdict::Sound {
        rows,
        subjects,
        seals,
    }))
}

/// Rows that were erased while no seal covered them yet.
async fn tail_fault(tx: &mut Tx) -> Result<Option<Verdict>> {
    let last_seal = tx.fetch_optional(LAST, args![]).await?;
    let after = last_seal.map_or(Ok(0), |row| row.get::<i64>("last_seq"))?;
    let tail = tx.fetch_one(TAIL, args![after]).await?;
    let (rows, last) = (tail.get::<i64>("n")?, tail.get::<i64>("last")?);
    if rows == 0 || !has_gap(tx.dialect(), (after, last), rows) {
        return Ok(None);
    }
    Ok(Some(Verdict::Broken(Fault {
        seq: Some(last),
        seal: None,
        subject: None,
        version: None,
        at: None,
        why: ERASED,
    })))
}

/// All seals, and that they end where the head says.
async fn seals_to_head(tx: &mut Tx, keys: &Keys) -> Result<std::result::Result<u64, Verdict>> {
    let mut seals = match walk_seals(tx, keys, Walked::default()).await? {
        Ok(walked) => walked,
        Err(fault) => return Ok(Err(fault)),
    };
    let head = match head::find(tx, keys).await? {
        Found::NotBegun => return Ok(Ok(seals.count)),
        Found::Fault(why) => return Ok(Err(head_of_seals(None, why))),
        Found::Head(head) => head,
    };
    // The service may have sealed while the seals before were being walked.
    if seals.last.as_ref().map_or(0, |it| it.number) < head.number {
        seals = match walk_seals(tx, keys, seals).await? {
            Ok(walked) => walked,
            Err(fault) => return Ok(Err(fault)),
        };
    }
    Ok(match head.fault(seals.last.as_ref()) {
        None => Ok(seals.count),
        Some(why) => Err(head_of_seals(Some(head.number), why)),
    })
}

const fn head_of_seals(seal: Option<i64>, why: &'static str) -> Verdict {
    Verdict::Broken(Fault {
        seq: None,
        seal,
        subject: None,
        version: None,
        at: None,
        why,
    })
}

async fn walk_chains(tx: &mut Tx, heads: &[Head]) -> Result<(u64, u64, Option<Verdict>)> {
    let (mut rows, mut subjects) = (0u64, 0u64);
    let mut last: Option<Record> = None;
    let mut expected = Expected::read(tx, heads).await?;
    loop {
        let (subject, version) = last.as_ref().map_or_else(
            || (String::new(), 0),
            |it| (it.subject.to_string(), it.version),
        );
        let page = tx
            .fetch_all(journal::AFTER, args![subject, version, PAGE])
            .await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            let Ok(record) = Record::from_row(row) else {
                return Ok((rows, subjects, Some(unreadable(row)?)));
            };
            let same = last
                .as_ref()
                .filter(|before| before.subject == record.subject);
            if same.is_none() {
                subjects += 1;
                if let Some(fault) = last.as_ref().and_then(|it| expected.fault(it)) {
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
    let end = last.as_ref().and_then(|it| expected.fault(it));
    Ok((rows, subjects, end.or_else(|| expected.orphan())))
}

/// A row whose columns hold what no program of ours writes.
fn unreadable(row: &crate::Row) -> Result<Verdict> {
    Ok(Verdict::Broken(Fault {
        seq: Some(row.get("seq")?),
        seal: None,
        subject: None,
        version: Some(row.get("version")?),
        at: Some(row.get("at")?),
        why: "this row was altered",
    }))
}

fn link_fault(before: Option<&Record>, record: &Record) -> Option<Verdict> {
    let (version, hash): (i64, &[u8]) =
        before.map_or((0, &[]), |before| (before.version, &before.hash));
    if record.version != version + 1 {
        return Some(Fault::row(record, "a row before this one is missing"));
    }
    altered(hash, record)
}

/// The same for a row whose predecessor was looked up; an empty hash is that of no row.
pub(super) fn link_fault_after(before: &[u8], record: &Record) -> Option<Verdict> {
    if before.is_empty() != (record.version == 1) {
        return Some(Fault::row(record, "a row before this one is missing"));
    }
    altered(before, record)
}

fn altered(hash: &[u8], record: &Record) -> Option<Verdict> {
    if record.expected_hash(hash).as_ref() != Some(&record.hash) {
        return Some(Fault::row(record, "this row was altered"));
    }
    None
}

/// The seals passed so far.
#[derive(Default)]
struct Walked {
    last: Option<Seal>,
    count: u64,
}

async fn walk_seals(
    tx: &mut Tx,
    keys: &Keys,
    from: Walked,
) -> Result<std::result::Result<Walked, Verdict>> {
    let Walked {
        last: mut before,
        count: mut seals,
    } = from;
    loop {
        let number = before.as_ref().map_or(0, |it| it.number);
        let page = tx.fetch_all(AFTER, args![number, SEALS_PAGE]).await?;
        if page.is_empty() {
            return Ok(Ok(Walked {
                last: before,
                count: seals,
            }));
        }
        for row in &page {
            let number: i64 = row.get("number")?;
            let Ok(seal) = Seal::from_row(row) else {
                let why = "the seal names a suite that there is not";
                return Ok(Err(Fault::seal(number, None, row.get("at")?, why)));
            };
            if let Some(fault) = seal_fault(tx, keys, before.as_ref(), &seal).await? {
                return Ok(Err(fault));
            }
            seals += 1;
            before = Some(seal);
        }
    }
}

pub(super) async fn seal_fault(
    tx: &mut Tx,
    keys: &Keys,
    before: Option<&Seal>,
    seal: &Seal,
) -> Result<Option<Verdict>> {
    let fault = |why| Ok(Some(Fault::seal(seal.number, None, seal.at, why)));
    let last = before.map_or(0, |it| it.last_seq);
    if seal.first_seq != last + 1 {
        return fault("a seal before this one is missing");
    }
    let rows = tx
        .fetch_all(
            RANGE,
            args![seal.first_seq, seal.last_seq, ROWS_PER_SEAL + 1],
        )
        .await?;
    let mut leaves = Vec::with_capacity(rows.len());
    for row in &rows {
        leaves.push(leaf(seal.suite, &row.get::<Vec<u8>>("hash")?));
    }
    if i64::try_from(leaves.len()).ok() != Some(seal.row_count) {
        return fault("rows were dropped from or inserted into the sealed range");
    }
    let range = (seal.first_seq - 1, seal.last_seq);
    if has_gap(tx.dialect(), range, seal.row_count) {
        return fault(ERASED);
    }
    if seal.root != merkle::root(seal.suite, &leaves) {
        return fault("the sealed rows were altered or reordered");
    }
    if let Some(why) = seal.fault_after(before) {
        return fault(why);
    }
    if seal.is_signed() && seal.public_key != public_key(keys, seal.suite)? {
        return fault("it was signed with a key that is not this district's");
    }
    // Seals from before 0.2 carry a keyed hash, which only the district itself can check.
    if !seal.is_signed() && !keys.signed("journal seal", &seal.chain, &seal.signature) {
        return fault("the signature does not fit this district's key");
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::{Id, Instant};

    use super::super::{ADD, seal_new_rows};
    use super::*;
    use crate::Query;
    use crate::journal::Entry;
    use crate::suite::Suite;
    use crate::testing::{CountingEntropy, TestDb};

    const START: Instant = Instant::from_micros(1_780_000_000_000_000);

    async fn add_row(db: &Db, entropy: &CountingEntropy) {
        let mut tx = db.write().await.unwrap();
        let entry = Entry {
            subject_kind: "test",
            subject: Id::new(START, entropy),
            version: 1,
            at: START,
            actor: "system",
            kind: "made",
        };
        journal::append(&mut tx, &entry, &1).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// As the program sealed before seals were signed, word for word.
    async fn seal_as_before(db: &Db, master: &[u8; 32]) {
        let mut tx = db.write().await.unwrap();
        let rows = tx
            .fetch_all(RANGE, args![1i64, 99i64, 99i64])
            .await
            .unwrap();
        let leaves: Vec<[u8; 32]> = rows
            .iter()
            .map(|row| *blake3::hash(&row.get::<Vec<u8>>("hash").unwrap()).as_bytes())
            .collect();
        let root = merkle::root(Suite::Default, &leaves);
        let last: i64 = rows.last().unwrap().get("seq").unwrap();
        let mut chain = blake3::Hasher::new_derive_key("huiyin 2026-11 journal seal");
        chain.update(&0u64.to_be_bytes());
        for value in [1, 1, last] {
            chain.update(&value.to_be_bytes());
        }
        let chain = *chain.update(&root).finalize().as_bytes();
        let key = blake3::derive_key("huiyin 2026-11 journal signature", master);
        let mut signature = blake3::Hasher::new_keyed(&key);
        signature.update(&12u64.to_be_bytes());
        let signature = signature.update(b"journal seal").update(&chain).finalize();
        let count = i64::try_from(rows.len()).unwrap();
        let signature = *signature.as_bytes();
        let values = args![
            1i64,
            1i64,
            last,
            count,
            root,
            chain,
            signature,
            START,
            1i64,
            Vec::<u8>::new()
        ];
        tx.execute(ADD, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    const NEW_SIGNATURE: Query = Query::same(
        "test::NEW_SIGNATURE",
        "UPDATE seal SET signature = $1 WHERE number = 1",
    );

    #[tokio::test]
    async fn seals_from_before_they_were_signed_stay_valid_and_stay_proof() {
        let test = TestDb::sqlite(&[crate::MIGRATIONS]).await.unwrap();
        let (db, entropy) = (&test.db, CountingEntropy::default());
        let keys = Keys::from_master(&[3; 32]);
        add_row(db, &entropy).await;
        add_row(db, &entropy).await;
        seal_as_before(db, &[3; 32]).await;
        add_row(db, &entropy).await;
        assert_eq!(seal_new_rows(db, &keys, START).await.unwrap(), 1);
        let sound = Verdict::Sound {
            rows: 3,
            subjects: 3,
            seals: 2,
        };
        assert_eq!(verify(db, &keys, &[]).await.unwrap(), sound);
        let other = Keys::from_master(&[4; 32]);
        let found = verify(db, &other, &[]).await.unwrap();
        assert!(matches!(found, Verdict::Broken(fault) if fault.seal == Some(1)));
        let mut tx = db.write().await.unwrap();
        tx.execute(NEW_SIGNATURE, args![[0u8; 32]]).await.unwrap();
        tx.commit().await.unwrap();
        let found = verify(db, &keys, &[]).await.unwrap();
        assert!(matches!(found, Verdict::Broken(fault) if fault.seal == Some(1)));
        test.finish().await.unwrap();
    }
}
