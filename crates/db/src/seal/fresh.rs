//! Proving what was sealed since a seal, in time that grows with what is new and not with all
//! there is. It rests on an earlier proof: what lies before that seal is not looked at again.

use super::fault::{Fault, Verdict};
use super::verify::{link_fault_after, seal_fault};
use super::{AFTER, NUMBERED, SEALS_PAGE, Seal, WITH_BEFORE, head};
use crate::fields::Keys;
use crate::journal::Record;
use crate::{Db, Result, Tx, args};

/// Rows read at once.
const PAGE: i64 = 5_000;

/// What a look at the newest seals found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    pub rows: u64,
    /// The last seal, from which the next look goes on.
    pub seal: i64,
    pub fault: Option<Fault>,
}

/// Proves the seals behind this one, the rows under them, and that they end where the head says.
pub async fn verify_since(db: &Db, keys: &Keys, seal: i64) -> Result<Fresh> {
    let mut tx = db.steady().await?;
    let row = tx.fetch_optional(NUMBERED, args![seal]).await?;
    let mut before = row.as_ref().map(Seal::from_row).transpose()?;
    let mut fresh = Fresh {
        rows: 0,
        seal,
        fault: None,
    };
    loop {
        let page = tx.fetch_all(AFTER, args![fresh.seal, SEALS_PAGE]).await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            let next = Seal::from_row(row)?;
            let broken = seal_fault(&mut tx, keys, before.as_ref(), &next).await?;
            let broken = match broken {
                Some(fault) => Some(fault),
                None => rows_under(&mut tx, &next, &mut fresh).await?,
            };
            if let Some(Verdict::Broken(fault)) = broken {
                fresh.fault = Some(fault);
                return Ok(fresh);
            }
            fresh.seal = next.number;
            before = Some(next);
        }
    }
    if let head::Found::Head(head) = head::find(&mut tx, keys).await?
        && let Some(why) = head.fault(before.as_ref())
    {
        fresh.fault = Some(Fault {
            seq: None,
            seal: Some(head.number),
            subject: None,
            version: None,
            at: None,
            why,
        });
    }
    Ok(fresh)
}

async fn rows_under(tx: &mut Tx, seal: &Seal, fresh: &mut Fresh) -> Result<Option<Verdict>> {
    let mut behind = seal.first_seq - 1;
    loop {
        let values = args![behind, seal.last_seq, PAGE, Vec::<u8>::new()];
        let page = tx.fetch_all(WITH_BEFORE, values).await?;
        for row in &page {
            let record = Record::from_row(row)?;
            let before: Vec<u8> = row.get("hash_before")?;
            behind = record.seq;
            fresh.rows += 1;
            if let Some(fault) = link_fault_after(&before, &record) {
                return Ok(Some(fault));
            }
        }
        if page.is_empty() {
            return Ok(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::{Id, Instant};

    use super::super::seal_new_rows;
    use super::*;
    use crate::Query;
    use crate::journal::{self, Entry};
    use crate::testing::{CountingEntropy, TestDb};

    const START: Instant = Instant::from_micros(1_780_000_000_000_000);
    const ALTER: Query = Query::same(
        "test::ALTER",
        "UPDATE journal SET kind = 'other' WHERE seq = $1",
    );

    async fn row(db: &Db, subject: Id, version: i64) {
        let mut tx = db.write().await.unwrap();
        let entry = Entry {
            subject_kind: "test",
            subject,
            version,
            at: START,
            actor: "system",
            kind: "made",
        };
        journal::append(&mut tx, &entry, &1).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn only_what_is_new_is_walked_and_what_was_altered_in_it_is_found() {
        let test = TestDb::sqlite(&[crate::MIGRATIONS]).await.unwrap();
        let (db, keys) = (&test.db, Keys::from_master(&[3; 32]));
        let subject = Id::new(START, &CountingEntropy::default());
        row(db, subject, 1).await;
        row(db, subject, 2).await;
        seal_new_rows(db, &keys, START).await.unwrap();
        let first = verify_since(db, &keys, 0).await.unwrap();
        assert_eq!((first.rows, first.seal, &first.fault), (2, 1, &None));
        row(db, subject, 3).await;
        seal_new_rows(db, &keys, START).await.unwrap();
        let second = verify_since(db, &keys, first.seal).await.unwrap();
        assert_eq!((second.rows, second.seal, &second.fault), (1, 2, &None));
        let nothing = verify_since(db, &keys, second.seal).await.unwrap();
        assert_eq!((nothing.rows, nothing.seal), (0, 2));
        let mut tx = db.write().await.unwrap();
        tx.execute(ALTER, args![3i64]).await.unwrap();
        tx.commit().await.unwrap();
        let found = verify_since(db, &keys, first.seal).await.unwrap();
        assert_eq!(found.fault.unwrap().seq, Some(3));
        test.finish().await.unwrap();
    }
}
