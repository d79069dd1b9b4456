//! The store's promises, each told on both databases.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use huiyin_db::fields::Keys;
use huiyin_db::journal::{self, Entry};
use huiyin_db::outbox::{self, Fate};
use huiyin_db::seal::{self, Verdict};
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, MIGRATIONS, Query, StoreError, args, jobs, on_both_databases, search};
use huiyin_kernel::{Id, Instant};

mod raw {
    huiyin_db::queries! {
        ALTER_BODY = "UPDATE journal SET body = $2 WHERE seq = $1";
        DROP_ROW = "DELETE FROM journal WHERE seq = $1";
        MOVE = "UPDATE journal SET version = version + 100 WHERE seq = $1";
        FORGE_SEAL = "UPDATE seal SET root = $1 WHERE number = 1";
        COUNT = "SELECT COUNT(*) AS n FROM journal";
    }
}

const START: Instant = Instant::from_micros(1_780_000_000_000_000);

fn keys() -> Keys {
    Keys::from_master(&[3; 32])
}

async fn write_row(db: &Db, subject: Id, version: i64) -> huiyin_db::Result<()> {
    let mut tx = db.write().await?;
    let entry = Entry {
        subject_kind: "test",
        subject,
        version,
        at: START,
        actor: "system",
        kind: "changed",
    };
    journal::append(&mut tx, &entry, &serde_json::json!({ "version": version })).await?;
    tx.commit().await
}

async fn change(db: &Db, query: Query, values: Vec<huiyin_db::Value>) {
    let mut tx = db.write().await.expect("a transaction");
    tx.execute(query, values)
        .await
        .expect("the row is altered behind our back");
    tx.commit().await.expect("committed");
}

async fn verdict(db: &Db) -> Verdict {
    seal::verify(db, &keys(), &[])
        .await
        .expect("the journal can be read")
}

async fn filled(db: &Db) -> [Id; 2] {
    let entropy = CountingEntropy::default();
    let subjects = [Id::new(START, &entropy), Id::new(START, &entropy)];
    for version in 1..=3 {
        for subject in subjects {
            write_row(db, subject, version).await.expect("a row");
        }
    }
    seal::seal_new_rows(db, &keys(), START)
        .await
        .expect("sealed");
    subjects
}

on_both_databases! { &[MIGRATIONS];
    async fn a_version_can_be_taken_once(db: Db) {
        let subject = filled(&db).await[0];
        for wrong in [1, 3, 5] {
            let refused = write_row(&db, subject, wrong).await;
            assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{wrong}: {refused:?}");
        }
        write_row(&db, subject, 4).await.expect("the next version");
    }

    async fn what_is_not_committed_is_not_there(db: Db) {
        let entropy = CountingEntropy::default();
        {
            let mut tx = db.write().await.expect("a transaction");
            let id = Id::new(START, &entropy);
            outbox::add(&mut tx, id, "t", id, &1, START).await.expect("added");
        }
        let mut tx = db.read().await.expect("a view");
        assert_eq!(outbox::backlog(&mut tx).await.expect("counted"), 0);
    }

    async fn a_sound_journal_is_called_sound(db: Db) {
        filled(&db).await;
        assert_eq!(verdict(&db).await, Verdict::Sound { rows: 6, subjects: 2, seals: 1 });
        assert_eq!(seal::seal_new_rows(&db, &keys(), START).await.expect("sealed"), 0);
    }

    async fn an_altered_row_is_named(db: Db) {
        filled(&db).await;
        change(&db, raw::ALTER_BODY, args![3i64, "{\"version\": 9}"]).await;
        let Verdict::Broken(fault) = verdict(&db).await else { panic!("called sound") };
        assert_eq!((fault.seq, fault.at), (Some(3), Some(START)));
    }

    async fn a_dropped_row_is_noticed_wherever_it_stood(db: Db) {
        filled(&db).await;
        change(&db, raw::DROP_ROW, args![6i64]).await;
        let Verdict::Broken(fault) = verdict(&db).await else { panic!("called sound") };
        assert_eq!(fault.seal, Some(1), "the last row of a history is missed by its seal");
        change(&db, raw::DROP_ROW, args![3i64]).await;
        assert!(matches!(verdict(&db).await, Verdict::Broken(fault) if fault.seq == Some(5)));
    }

    async fn a_moved_row_and_a_forged_seal_are_noticed(db: Db) {
        filled(&db).await;
        change(&db, raw::FORGE_SEAL, args![[1u8; 32]]).await;
        assert!(matches!(verdict(&db).await, Verdict::Broken(fault) if fault.seal == Some(1)));
        change(&db, raw::MOVE, args![5i64]).await;
        assert!(matches!(verdict(&db).await, Verdict::Broken(fault) if fault.seq == Some(5)));
    }

    async fn another_districts_key_does_not_fit(db: Db) {
        filled(&db).await;
        let other = Keys::from_master(&[4; 32]);
        let found = seal::verify(&db, &other, &[]).await.expect("read");
        assert!(matches!(found, Verdict::Broken(fault) if fault.seal == Some(1)));
    }

    async fn a_message_is_taken_once_and_given_back_after_a_crash(db: Db) {
        let entropy = CountingEntropy::default();
        let id = Id::new(START, &entropy);
        let mut tx = db.write().await.expect("a transaction");
        outbox::add(&mut tx, id, "topic", id, &"hello", START).await.expect("added");
        outbox::add(&mut tx, id, "topic", id, &"hello", START).await.expect("the same again");
        tx.commit().await.expect("committed");
        let first = outbox::take(&db, START, 10).await.expect("taken");
        assert_eq!(first.len(), 1);
        assert!(outbox::take(&db, START, 10).await.expect("none").is_empty());
        let later = START.plus_seconds(61);
        let again = outbox::take(&db, later, 10).await.expect("given back");
        assert_eq!(again[0].attempts, 1);
        outbox::settle(&db, &again[0], Fate::Done("delivered"), later).await.expect("settled");
        assert!(outbox::take(&db, later.plus_hours(9), 10).await.expect("none").is_empty());
    }

    async fn a_failing_message_ends_as_a_dead_letter_and_can_be_revived(db: Db) {
        let entropy = CountingEntropy::default();
        let id = Id::new(START, &entropy);
        let mut tx = db.write().await.expect("a transaction");
        outbox::add(&mut tx, id, "topic", id, &1, START).await.expect("added");
        tx.commit().await.expect("committed");
        let mut now = START;
        for _ in 0..outbox::MAX_ATTEMPTS {
            now = now.plus_hours(2);
            let taken = outbox::take(&db, now, 1).await.expect("taken");
            outbox::settle(&db, &taken[0], Fate::Retry("no line".into()), now).await.expect("kept");
        }
        let mut tx = db.write().await.expect("a transaction");
        let dead = outbox::dead_letters(&mut tx, 10).await.expect("listed");
        assert_eq!((dead.len(), dead[0].last_error.as_str()), (1, "no line"));
        assert!(outbox::revive(&mut tx, id, now).await.expect("revived"));
        tx.commit().await.expect("committed");
        assert_eq!(outbox::take(&db, now, 1).await.expect("taken").len(), 1);
    }

    async fn a_job_is_claimed_by_one_worker(db: Db) {
        jobs::declare(&db, "sweep", 60, START).await.expect("declared");
        jobs::declare(&db, "sweep", 60, START).await.expect("declared again");
        assert!(jobs::claim(&db, "sweep", START).await.expect("claimed"));
        assert!(!jobs::claim(&db, "sweep", START).await.expect("taken already"));
        jobs::settle(&db, "sweep", Ok(()), START).await.expect("settled");
        assert!(!jobs::claim(&db, "sweep", START.plus_seconds(59)).await.expect("not yet"));
        assert!(jobs::claim(&db, "sweep", START.plus_seconds(60)).await.expect("due again"));
        jobs::settle(&db, "sweep", Err("disk".into()), START).await.expect("settled");
        let mut tx = db.read().await.expect("a view");
        assert_eq!(jobs::list(&mut tx).await.expect("listed")[0].last_error, "disk");
    }

    async fn words_find_what_holds_them_all_newest_first(db: Db) {
        let entropy = CountingEntropy::default();
        let ids: Vec<Id> = (0..3).map(|_| Id::new(START, &entropy)).collect();
        let texts = ["楼下路灯不亮", "路灯和井盖都坏了", "Street light is broken"];
        let mut tx = db.write().await.expect("a transaction");
        for (id, text) in ids.iter().zip(texts) {
            search::index_new(&mut tx, "matter", *id, text).await.expect("indexed");
        }
        tx.commit().await.expect("committed");
        let mut tx = db.write().await.expect("a transaction");
        let found = search::find(&mut tx, "matter", "路灯", 10).await.expect("found");
        assert_eq!(found, [ids[1], ids[0]]);
        assert_eq!(search::find(&mut tx, "matter", "路灯 井盖", 10).await.expect("found"), [ids[1]]);
        assert_eq!(search::find(&mut tx, "matter", "LIGHT", 10).await.expect("found"), [ids[2]]);
        assert!(search::find(&mut tx, "other", "路灯", 10).await.expect("other kind").is_empty());
        for hostile in ["\"", "'; drop table journal --", "路灯\" OR \"", "* NEAR(", "' | '", ""] {
            search::find(&mut tx, "matter", hostile, 10).await.expect(hostile);
        }
        search::index(&mut tx, "matter", ids[0], "电梯").await.expect("replaced");
        search::remove(&mut tx, ids[1]).await.expect("removed");
        assert!(search::find(&mut tx, "matter", "路灯", 10).await.expect("gone").is_empty());
        let rows: i64 = tx.fetch_one(raw::COUNT, args![]).await.expect("n").get("n").expect("n");
        assert_eq!(rows, 0);
    }

    async fn every_statement_of_this_crate_can_be_prepared(db: Db) {
        let mut tx = db.read().await.expect("a view");
        for query in huiyin_db::QUERIES.iter().copied().flatten() {
            tx.check(*query).await.unwrap_or_else(|error| panic!("{}: {error}", query.name));
        }
    }
}

mod behind_our_back {
    huiyin_db::queries! {
        TRAP = "CREATE TRIGGER trap BEFORE DELETE ON journal BEGIN SELECT RAISE(ROLLBACK, 'ended'); END";
    }
}

/// SQLite ends a transaction by itself when the disk is full; this does the same without a disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_sqlite_ended_blocks_no_later_one() {
    let test = huiyin_db::testing::TestDb::sqlite(&[MIGRATIONS]).await;
    let test = test.expect("a fresh file");
    let subject = filled(&test.db).await[0];
    change(&test.db, behind_our_back::TRAP, args![]).await;
    for version in 4..8 {
        let mut tx = test.db.write().await.expect("a transaction");
        let ended = tx.execute(raw::DROP_ROW, args![1_i64]).await;
        assert!(ended.is_err());
        drop(tx);
        write_row(&test.db, subject, version)
            .await
            .expect("the next one goes on");
    }
    test.finish().await.expect("the file is removed");
}
