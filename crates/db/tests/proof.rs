//! Whatever is done to the journal behind the program's back is found, on both databases, and
//! what nobody can find inside is found by the seals that were kept outside.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use huiyin_db::fields::Keys;
use huiyin_db::journal::{self, Entry};
use huiyin_db::seal::export::{self, Against, Kept};
use huiyin_db::seal::{self, Fault, Verdict};
use huiyin_db::suite::Suite;
use huiyin_db::{Db, MIGRATIONS, Query, Value, args, on_both_databases};
use huiyin_kernel::{Id, Instant};

mod raw {
    huiyin_db::queries! {
        /// An identity column is only written anew with its row.
        SEQ = sqlite "UPDATE journal SET seq = $2 WHERE seq = $1"
            postgres "WITH gone AS (DELETE FROM journal WHERE seq = $1 RETURNING *)
                INSERT INTO journal (seq, subject_kind, subject, version, at, actor, kind, body, hash)
                OVERRIDING SYSTEM VALUE SELECT $2, subject_kind, subject, version, at, actor, kind, body, hash FROM gone";
        KIND_OF_SUBJECT = "UPDATE journal SET subject_kind = '!' || substr(subject_kind, 2) WHERE seq = $1";
        SUBJECT = "UPDATE journal SET subject = '0' || substr(subject, 2) WHERE seq = $1";
        NO_SUBJECT = "UPDATE journal SET subject = '!' || substr(subject, 2) WHERE seq = $1";
        VERSION = "UPDATE journal SET version = version + 100 WHERE seq = $1";
        AT = "UPDATE journal SET at = at + 1 WHERE seq = $1";
        ACTOR = "UPDATE journal SET actor = '!' || substr(actor, 2) WHERE seq = $1";
        KIND = "UPDATE journal SET kind = '!' || substr(kind, 2) WHERE seq = $1";
        BODY = "UPDATE journal SET body = '!' || substr(body, 2) WHERE seq = $1";
        HASH = "UPDATE journal SET hash = $2 WHERE seq = $1";
        HASH_OF = "SELECT hash FROM journal WHERE seq = $1";
        DROP_ROW = "DELETE FROM journal WHERE seq = $1";
        DROP_ROWS_AFTER = "DELETE FROM journal WHERE seq > $1";
        REPLAY = "INSERT INTO journal (subject_kind, subject, version, at, actor, kind, body, hash)
            SELECT subject_kind, subject, version + 50, at, actor, kind, body, hash FROM journal WHERE seq = $1";

        NUMBER = "UPDATE seal SET number = number + 10 WHERE number = $1";
        FIRST = "UPDATE seal SET first_seq = first_seq + 1 WHERE number = $1";
        LAST = "UPDATE seal SET last_seq = last_seq - 1 WHERE number = $1";
        ROWS = "UPDATE seal SET row_count = row_count + 1 WHERE number = $1";
        SEALED_AT = "UPDATE seal SET at = at + 1 WHERE number = $1";
        SUITE = "UPDATE seal SET suite = 3 - suite WHERE number = $1";
        NO_SUITE = "UPDATE seal SET suite = 77 WHERE number = $1";
        SEAL_BYTES = "SELECT root, chain, signature, public_key FROM seal WHERE number = $1";
        SET_ROOT = "UPDATE seal SET root = $2 WHERE number = $1";
        SET_CHAIN = "UPDATE seal SET chain = $2 WHERE number = $1";
        SET_SIGNATURE = "UPDATE seal SET signature = $2 WHERE number = $1";
        SET_PUBLIC_KEY = "UPDATE seal SET public_key = $2 WHERE number = $1";
        DROP_SEAL = "DELETE FROM seal WHERE number = $1";
        DROP_SEALS_AFTER = "DELETE FROM seal WHERE number > $1";
        DROP_HEAD = "DELETE FROM seal_head WHERE id = $1";
        /// An older copy knows nothing of the numbers that were given later.
        COUNTER = sqlite "UPDATE sqlite_sequence SET seq = $1 WHERE name = 'journal'"
            postgres "SELECT setval(pg_get_serial_sequence('journal', 'seq'), $1::bigint) AS n";
        KEEP_HEAD = "SELECT number, last_seq, chain, mac FROM seal_head WHERE id = $1";
        SET_HEAD = "UPDATE seal_head SET number = $1, last_seq = $2, chain = $3, mac = $4 WHERE id = 1";
        HEAD_NUMBER = "UPDATE seal_head SET number = number - $1";
        HEAD_SEQ = "UPDATE seal_head SET last_seq = last_seq + $1";
        REPLAY_SEAL = "INSERT INTO seal (number, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key)
            SELECT 4, first_seq, last_seq, row_count, root, chain, signature, at, suite, public_key FROM seal WHERE number = $1";
    }
}

const START: Instant = Instant::from_micros(1_780_000_000_000_000);

fn keys(suite: Suite) -> Keys {
    Keys::from_master(&[3; 32]).with_suite(suite)
}

async fn write_row(db: &Db, subject: Id, version: i64) {
    let mut tx = db.write().await.expect("a transaction");
    let entry = Entry {
        subject_kind: "test",
        subject,
        version,
        at: START.plus_seconds(version),
        actor: "system",
        kind: "changed",
    };
    journal::append(&mut tx, &entry, &serde_json::json!({ "version": version }))
        .await
        .expect("a row");
    tx.commit().await.expect("committed");
}

/// Two subjects, six rows under three seals; `from` tells one history from another.
async fn filled(db: &Db, suite: Suite, from: u64) -> [Id; 2] {
    fill(db, suite, from, 1..=3).await
}

async fn fill(
    db: &Db,
    suite: Suite,
    from: u64,
    versions: std::ops::RangeInclusive<i64>,
) -> [Id; 2] {
    let subjects = [0, 1].map(|it| Id::derived("proof", &format!("{from} {it}")));
    for version in versions {
        for subject in subjects {
            write_row(db, subject, version).await;
        }
        let now = START.plus_hours(version);
        assert_eq!(
            seal::seal_new_rows(db, &keys(suite), now)
                .await
                .expect("sealed"),
            2
        );
    }
    subjects
}

async fn fault(db: &Db, suite: Suite) -> Option<Fault> {
    match seal::verify(db, &keys(suite), &[]).await.expect("walked") {
        Verdict::Sound { .. } => None,
        Verdict::Broken(fault) => Some(fault),
    }
}

/// Does something to the store, looks whether it is found and where, and undoes it.
async fn found(db: &Db, suite: Suite, what: Query, values: Vec<Value>) -> Fault {
    let mut tx = db.write().await.expect("a transaction");
    let changed = tx
        .execute(what, values)
        .await
        .unwrap_or_else(|error| panic!("{}: {error}", what.name));
    assert!(changed > 0, "{}", what.name);
    let verdict = seal::verify_in(&mut tx, &keys(suite), &[])
        .await
        .expect("walked");
    drop(tx);
    match verdict {
        Verdict::Broken(fault) => fault,
        Verdict::Sound { .. } => panic!("{} was not found", what.name),
    }
}

async fn bytes(db: &Db, what: Query, of: i64, column: &str) -> Vec<u8> {
    let mut tx = db.read().await.expect("a view");
    let row = tx.fetch_one(what, args![of]).await.expect("a row");
    row.get(column).expect("bytes")
}

async fn every_column_counts(db: &Db, suite: Suite) {
    let db = &db.clone().with_suite(suite);
    filled(db, suite, 0).await;
    assert_eq!(fault(db, suite).await, None);
    every_column_of_rows_counts(db, suite).await;
    every_column_of_seals_counts(db, suite).await;
    assert_eq!(fault(db, suite).await, None, "everything was undone");
}

async fn every_column_of_rows_counts(db: &Db, suite: Suite) {
    for what in [
        raw::KIND_OF_SUBJECT,
        raw::SUBJECT,
        raw::NO_SUBJECT,
        raw::VERSION,
        raw::AT,
        raw::ACTOR,
        raw::KIND,
        raw::BODY,
    ] {
        for seq in 1..=6i64 {
            let fault = found(db, suite, what, args![seq]).await;
            assert!(
                fault.seq.is_some() && fault.at.is_some(),
                "{}: {fault:?}",
                what.name
            );
        }
    }
    let hash = bytes(db, raw::HASH_OF, 4, "hash").await;
    for at in 0..hash.len() {
        let mut altered = hash.clone();
        altered[at] ^= 1;
        assert_eq!(
            found(db, suite, raw::HASH, args![4i64, altered]).await.seq,
            Some(4)
        );
    }
    assert_eq!(
        found(db, suite, raw::SEQ, args![3i64, 99i64]).await.seal,
        Some(2)
    );
}

async fn every_column_of_seals_counts(db: &Db, suite: Suite) {
    for what in [
        raw::NUMBER,
        raw::FIRST,
        raw::LAST,
        raw::ROWS,
        raw::SEALED_AT,
        raw::SUITE,
        raw::NO_SUITE,
    ] {
        for number in 1..=3i64 {
            let fault = found(db, suite, what, args![number]).await;
            assert!(
                fault.seal.is_some() && fault.at.is_some(),
                "{}: {fault:?}",
                what.name
            );
        }
    }
    for (column, set) in [
        ("root", raw::SET_ROOT),
        ("chain", raw::SET_CHAIN),
        ("signature", raw::SET_SIGNATURE),
        ("public_key", raw::SET_PUBLIC_KEY),
    ] {
        let whole = bytes(db, raw::SEAL_BYTES, 2, column).await;
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            let fault = found(db, suite, set, args![2i64, altered]).await;
            assert_eq!(fault.seal, Some(2), "{column} {at}");
        }
        let nothing = Vec::<u8>::new();
        assert_eq!(
            found(db, suite, set, args![2i64, nothing]).await.seal,
            Some(2),
            "{column}"
        );
    }
}

async fn lines(db: &Db) -> Vec<String> {
    let mut lines = Vec::new();
    let put = |line: &str| {
        lines.push(line.to_owned());
        Ok(())
    };
    export::write(db, START, put).await.expect("written");
    lines
}

fn read(lines: &[String]) -> Result<Kept, export::FileFault> {
    Kept::read(lines.iter().map(|line| Ok(line.clone())))
}

async fn against(db: &Db, kept: &Kept) -> Against {
    kept.against_store(db).await.expect("compared")
}

/// The head as it stands, to be put back later.
async fn head(db: &Db) -> Vec<Value> {
    let mut tx = db.read().await.expect("a view");
    let row = tx
        .fetch_one(raw::KEEP_HEAD, args![1i64])
        .await
        .expect("a head");
    let number = |name: &str| row.get::<i64>(name).expect("a number");
    let bytes = |name: &str| row.get::<Vec<u8>>(name).expect("bytes");
    args![
        number("number"),
        number("last_seq"),
        bytes("chain"),
        bytes("mac")
    ]
}

async fn change(db: &Db, what: Query, of: i64) {
    let mut tx = db.write().await.expect("a transaction");
    tx.execute(what, args![of]).await.expect("behind our back");
    tx.commit().await.expect("committed");
}

on_both_databases! { &[MIGRATIONS];
    async fn one_byte_in_any_column_is_found(db: Db) {
        every_column_counts(&db, Suite::Default).await;
    }

    async fn one_byte_in_any_column_is_found_under_the_national_suite(db: Db) {
        every_column_counts(&db, Suite::Sm).await;
    }

    async fn dropped_replayed_and_reordered_rows_and_seals_are_found(db: Db) {
        filled(&db, Suite::Default, 0).await;
        for seq in 1..=6i64 {
            found(&db, Suite::Default, raw::DROP_ROW, args![seq]).await;
            found(&db, Suite::Default, raw::REPLAY, args![seq]).await;
        }
        for number in 1..=2i64 {
            let dropped = found(&db, Suite::Default, raw::DROP_SEAL, args![number]).await;
            assert_eq!(dropped.seal, Some(number + 1));
        }
        for number in 1..=3i64 {
            let replayed = found(&db, Suite::Default, raw::REPLAY_SEAL, args![number]).await;
            assert_eq!(replayed.seal, Some(4));
        }
        found(&db, Suite::Default, raw::DROP_ROWS_AFTER, args![5i64]).await;
        // Two neighbours change places: one steps aside, the other takes its number.
        change_seq(&db, 3, 1_000).await;
        change_seq(&db, 4, 3).await;
        change_seq(&db, 1_000, 4).await;
        assert_eq!(fault(&db, Suite::Default).await.and_then(|it| it.seal), Some(2));
    }

    async fn an_older_state_in_its_place_is_found_by_the_seals_that_were_kept(db: Db) {
        fill(&db, Suite::Default, 0, 1..=1).await;
        let old_head = head(&db).await;
        fill(&db, Suite::Default, 0, 2..=3).await;
        let kept = read(&lines(&db).await).expect("sound");
        assert_eq!((kept.count(), against(&db, &kept).await), (3, Against::Holds { since: 0 }));
        change(&db, raw::DROP_SEALS_AFTER, 1).await;
        change(&db, raw::DROP_ROWS_AFTER, 2).await;
        change(&db, raw::COUNTER, 2).await;
        let found = fault(&db, Suite::Default).await.expect("the head says how many there were");
        assert_eq!((found.seal, found.why), (Some(3), "the last seals were removed"));
        // Only with its head, as in an older copy, is the older state whole.
        let mut tx = db.write().await.expect("a transaction");
        tx.execute(raw::SET_HEAD, old_head).await.expect("put back");
        tx.commit().await.expect("committed");
        assert_eq!(fault(&db, Suite::Default).await, None, "inside nothing can be seen");
        assert!(matches!(against(&db, &kept).await, Against::CutOff(seal) if seal.number == 2));
        // Grown on from there with the district's own key, it is another history.
        write_row(&db, Id::derived("proof", "another"), 1).await;
        seal::seal_new_rows(&db, &keys(Suite::Default), START.plus_hours(9)).await.expect("sealed");
        assert_eq!(fault(&db, Suite::Default).await, None);
        assert!(matches!(against(&db, &kept).await, Against::Other(seal) if seal.number == 2));
        let forked = read(&lines(&db).await).expect("sound in itself");
        assert!(matches!(kept.against_later(&forked), Against::Other(seal) if seal.number == 2));
    }

    async fn history_rewritten_without_the_key_is_found_and_not_sealed_anew(db: Db) {
        filled(&db, Suite::Default, 0).await;
        // The hashes of rows need no key: the same subjects, another history, sound in its chains.
        change(&db, raw::DROP_SEALS_AFTER, 0).await;
        change(&db, raw::DROP_ROWS_AFTER, 0).await;
        write_row(&db, Id::derived("proof", "forged"), 1).await;
        let found = fault(&db, Suite::Default).await.expect("found");
        assert_eq!((found.seal, found.why), (Some(3), "all seals were removed"));
        let keys = keys(Suite::Default);
        let refused = seal::seal_new_rows(&db, &keys, START).await;
        assert!(matches!(refused, Err(huiyin_db::StoreError::Inconsistent(_))), "{refused:?}");
        for (what, by) in [(raw::HEAD_NUMBER, 3i64), (raw::HEAD_SEQ, 1)] {
            let mut tx = db.write().await.expect("a transaction");
            tx.execute(what, args![by]).await.expect("behind our back");
            let Verdict::Broken(fault) = seal::verify_in(&mut tx, &keys, &[]).await.expect("walked") else {
                panic!("{} was not found", what.name);
            };
            assert!(fault.why.contains("head"), "{fault:?}");
        }
    }

    async fn rows_erased_before_they_were_sealed_leave_a_gap(db: Db) {
        let [first, second] = filled(&db, Suite::Default, 0).await;
        write_row(&db, first, 4).await;
        write_row(&db, second, 4).await;
        assert_eq!(fault(&db, Suite::Default).await, None);
        change(&db, raw::DROP_ROW, 7).await;
        // PostgreSQL leaves gaps by itself, so that one more says nothing there.
        if db.path().is_none() {
            return;
        }
        let found = fault(&db, Suite::Default).await.expect("found");
        assert_eq!((found.seq, found.why), (Some(8), "rows were erased before they were sealed"));
        let refused = seal::seal_new_rows(&db, &keys(Suite::Default), START.plus_hours(9)).await;
        let refused = refused.expect_err("nothing is sealed on top of it").to_string();
        assert!(refused.contains(found.why), "{refused}");
    }

    async fn rows_that_wait_too_long_are_named(db: Db) {
        assert_eq!(seal::overdue(&db, START.plus_hours(99)).await.expect("asked"), None);
        let subject = Id::derived("proof", "late");
        write_row(&db, subject, 1).await;
        let in_time = START.plus_hours(seal::UNSEALED_HOURS_MOST);
        assert_eq!(seal::overdue(&db, in_time).await.expect("asked"), None);
        let late = START.plus_hours(seal::UNSEALED_HOURS_MOST + 1);
        let fault = seal::overdue(&db, late).await.expect("asked").expect("late");
        assert!(fault.seq.is_some() && fault.why.contains("no seal at all"), "{fault:?}");
        seal::seal_new_rows(&db, &keys(Suite::Default), late).await.expect("sealed");
        assert_eq!(seal::overdue(&db, late).await.expect("asked"), None);
        write_row(&db, subject, 2).await;
        let fault = seal::overdue(&db, late).await.expect("asked").expect("late again");
        assert!(fault.why.contains("unsealed for hours"), "{fault:?}");
    }

    async fn a_history_that_goes_on_holds(db: Db) {
        let [subject, _] = filled(&db, Suite::Default, 0).await;
        let kept = read(&lines(&db).await).expect("sound");
        write_row(&db, subject, 4).await;
        seal::seal_new_rows(&db.clone().with_suite(Suite::Sm), &keys(Suite::Sm), START).await.expect("sealed");
        assert_eq!(fault(&db, Suite::Default).await, None, "a clock set back is no forgery");
        assert_eq!(against(&db, &kept).await, Against::Holds { since: 1 });
        let later = read(&lines(&db).await).expect("sound");
        assert_eq!(kept.against_later(&later), Against::Holds { since: 1 });
        assert!(matches!(later.against_later(&kept), Against::CutOff(_)));
        let names = later.public_keys();
        assert!(names.len() == 2 && names[0].starts_with("ed25519:") && names[1].starts_with("sm2:"), "{names:?}");
    }

    async fn a_store_that_was_never_ours_is_found(db: Db) {
        filled(&db, Suite::Default, 7).await;
        let kept = read(&lines(&db).await).expect("sound");
        let own = public_key_of(&lines(&db).await[1]);
        change(&db, raw::DROP_SEALS_AFTER, 0).await;
        let thief = Keys::from_master(&[66; 32]);
        assert!(seal::seal_new_rows(&db, &thief, START).await.is_err(), "the head is not the thief's");
        change(&db, raw::DROP_HEAD, 1).await;
        seal::seal_new_rows(&db, &thief, START).await.expect("sealed");
        let fault = fault(&db, Suite::Default).await.expect("found");
        assert_eq!(fault.seal, Some(1));
        assert!(fault.why.contains("not this district's"), "{fault:?}");
        assert!(seal::seal_new_rows(&db, &keys(Suite::Default), START).await.is_err(), "nor is anything built on it");
        assert!(matches!(against(&db, &kept).await, Against::Other(_)));
        assert_ne!(public_key_of(&lines(&db).await[1]), own);
    }

    async fn an_altered_file_of_seals_is_refused_at_its_line(db: Db) {
        filled(&db, Suite::Default, 0).await;
        let whole = lines(&db).await;
        assert_eq!(whole.len(), 5);
        let at = |lines: &[String]| read(lines).expect_err("refused").line;
        for number in 1..=3 {
            let mut dropped = whole.clone();
            dropped.remove(number);
            assert!(at(&dropped) > number);
            let mut doubled = whole.clone();
            doubled.insert(number, whole[number].clone());
            assert_eq!(at(&doubled), number + 2);
        }
        assert_eq!(at(&whole[..4]), 4, "cut off at the end");
        assert_eq!(at(&whole[1..]), 1);
        assert_eq!(read(&[]).expect_err("empty").line, 0);
        let mut swapped = whole.clone();
        swapped.swap(2, 3);
        assert_eq!(at(&swapped), 3);
        // Every character of a seal's line counts.
        for place in 0..whole[2].len() {
            let mut altered = whole.clone();
            let mut line: Vec<u8> = altered[2].bytes().collect();
            line[place] = if line[place] == b'1' { b'2' } else { b'1' };
            altered[2] = String::from_utf8(line).expect("text");
            assert_eq!(at(&altered), 3, "{}", altered[2]);
        }
        let mut more = whole.clone();
        more.push(whole[1].clone());
        assert_eq!(at(&more), 6);
    }
}

async fn change_seq(db: &Db, from: i64, to: i64) {
    let mut tx = db.write().await.expect("a transaction");
    tx.execute(raw::SEQ, args![from, to])
        .await
        .expect("behind our back");
    tx.commit().await.expect("committed");
}

fn public_key_of(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).expect("json");
    line["public_key"].as_str().expect("a key").to_owned()
}
