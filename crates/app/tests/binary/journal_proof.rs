//! `huiyin audit verify` finds whatever was done to the journal behind the program's back.

use crate::district::District;
use huiyin_db::{Db, Query, args};
use serde_json::Value;

const SEQS: Query = Query::same(
    "test::SEQS",
    "SELECT seq, version FROM journal ORDER BY seq",
);

/// Sealed rows of a demo district, first and last sequence number.
async fn sealed() -> (District, Vec<i64>) {
    let district = District::demo();
    let (code, _) = district.json(&["audit", "seal"]);
    assert_eq!(code, 0);
    let (code, verdict) = district.json(&["audit", "verify"]);
    assert_eq!((code, &verdict["sound"]), (0, &Value::Bool(true)));
    assert!(verdict["rows"].as_u64().unwrap() >= 5, "{verdict}");
    assert!(verdict["seals"].as_u64().unwrap() >= 1, "{verdict}");
    let db = district.db().await;
    let mut tx = db.read().await.unwrap();
    let rows = tx.fetch_all(SEQS, args![]).await.unwrap();
    let seqs = rows.iter().map(|row| row.get("seq").unwrap()).collect();
    drop(tx);
    db.close().await;
    (district, seqs)
}

async fn alter(district: &District, statements: &[&'static str]) {
    let db = district.db().await;
    for sql in statements {
        run(&db, sql).await;
    }
    db.close().await;
}

async fn run(db: &Db, sql: &'static str) {
    let mut tx = db.write().await.unwrap();
    let changed = tx
        .execute(Query::same("test::ALTER", sql), args![])
        .await
        .unwrap();
    assert!(changed > 0, "{sql}");
    tx.commit().await.unwrap();
}

/// The finding, after checking that it was one.
fn broken(district: &District) -> Value {
    let (code, verdict) = district.json(&["audit", "verify"]);
    assert_eq!(code, 1, "{verdict}");
    assert_eq!(verdict["sound"], Value::Bool(false));
    assert!(!verdict["why"].as_str().unwrap().is_empty());
    verdict
}

#[tokio::test]
async fn a_changed_row_is_named_with_its_day() {
    let (district, seqs) = sealed().await;
    let middle = seqs[seqs.len() / 2];
    let db = district.db().await;
    let mut tx = db.write().await.unwrap();
    let alter = Query::same(
        "test::ALTER",
        "UPDATE journal SET actor = actor || '!' WHERE seq = $1",
    );
    tx.execute(alter, args![middle]).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let verdict = broken(&district);
    assert_eq!(verdict["row"], middle);
    assert_eq!(verdict["day"].as_str().unwrap().len(), 10, "{verdict}");
    // For a person, the same in both languages.
    let output = district.run(&["audit", "verify"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains(&format!("第 {middle} 条")) && said.contains(&format!("row {middle}")),
        "{said}"
    );
}

#[tokio::test]
async fn a_byte_changed_in_the_file_itself_is_found() {
    let (district, _) = sealed().await;
    let db = district.db().await;
    let hash = Query::same(
        "test::HASH",
        "SELECT hash FROM journal ORDER BY seq LIMIT 1",
    );
    let mut tx = db.read().await.unwrap();
    let hash: Vec<u8> = tx
        .fetch_one(hash, args![])
        .await
        .unwrap()
        .get("hash")
        .unwrap();
    drop(tx);
    db.close().await;
    let path = district.data().join("huiyin.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes
        .windows(hash.len())
        .position(|window| window == hash)
        .unwrap();
    bytes[at + 7] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    broken(&district);
}

#[tokio::test]
async fn a_dropped_row_is_found_in_the_middle_and_at_the_end() {
    let (district, seqs) = sealed().await;
    alter(
        &district,
        &["DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)"],
    )
    .await;
    let last = broken(&district);
    assert!(
        last["seal"].is_number() || last["subject"].is_string(),
        "{last}"
    );
    let (district, again) = sealed().await;
    assert_eq!(seqs.len(), again.len());
    alter(
        &district,
        &["DELETE FROM journal WHERE seq = (SELECT seq FROM journal ORDER BY seq LIMIT 1 OFFSET 2)"],
    )
    .await;
    broken(&district);
}

#[tokio::test]
async fn an_inserted_row_is_found() {
    let (district, _) = sealed().await;
    let insert = "INSERT INTO journal (subject_kind, subject, version, at, actor, kind, body, hash)
        SELECT subject_kind, subject, version + 1, at, actor, kind, body, hash FROM journal
        WHERE version = (SELECT MAX(version) FROM journal) LIMIT 1";
    alter(&district, &[insert]).await;
    broken(&district);
}

#[tokio::test]
async fn rows_that_changed_places_are_found() {
    let (district, seqs) = sealed().await;
    assert!(seqs.len() >= 2);
    let swap = [
        "UPDATE journal SET seq = -1 WHERE seq = (SELECT MIN(seq) FROM journal)",
        "UPDATE journal SET seq = (SELECT MAX(seq) + 1 FROM journal) WHERE seq = (SELECT seq FROM journal WHERE seq > 0 ORDER BY seq LIMIT 1)",
    ];
    alter(&district, &swap).await;
    broken(&district);
}

#[tokio::test]
async fn a_forged_seal_does_not_carry_the_districts_signature() {
    let (district, _) = sealed().await;
    alter(&district, &["UPDATE seal SET signature = zeroblob(32)"]).await;
    let verdict = broken(&district);
    assert_eq!(verdict["seal"], 1);
    assert!(verdict["why"].as_str().unwrap().contains("signature"));
}

#[tokio::test]
async fn seals_taken_away_are_missed_and_not_made_anew() {
    let (district, _) = sealed().await;
    // Whoever writes to the store without the key: a new history, sound in its chains.
    alter(&district, &["DELETE FROM seal", "DELETE FROM seal_head"]).await;
    let verdict = broken(&district);
    assert!(
        verdict["why"].as_str().unwrap().contains("head"),
        "{verdict}"
    );
    let output = district.run(&["audit", "seal"]);
    assert!(!output.status.success(), "nothing is sealed on top of it");
    broken(&district);
}

#[tokio::test]
async fn what_lies_beside_the_journal_is_held_against_it() {
    let (district, _) = sealed().await;
    let (_, verdict) = district.json(&["audit", "verify"]);
    for counted in ["matters", "texts"] {
        assert!(verdict[counted].as_u64().unwrap() > 10, "{verdict}");
    }
    assert_eq!(verdict["unproven"], 0, "{verdict}");
    for (forged, why) in [
        (
            "UPDATE matter_text SET body = '没有收到' WHERE kind = 'answer'",
            "text",
        ),
        (
            "UPDATE matter_fact SET closed_in_time = 1 - closed_in_time",
            "facts",
        ),
        (
            "UPDATE matter SET result = NULL WHERE result IS NOT NULL",
            "row",
        ),
    ] {
        let (district, _) = sealed().await;
        alter(&district, &[forged]).await;
        let verdict = broken(&district);
        assert!(verdict["subject"].is_string(), "{verdict}");
        assert!(verdict["why"].as_str().unwrap().contains(why), "{verdict}");
    }
}

#[tokio::test]
async fn rights_people_and_what_falls_due_are_held_against_it() {
    let (district, _) = sealed().await;
    let (_, verdict) = district.json(&["audit", "verify"]);
    for counted in ["people", "accounts", "posts"] {
        assert!(verdict[counted].as_u64().unwrap() >= 10, "{verdict}");
    }
    for (forged, column, expected) in [
        (
            "UPDATE post SET role = 'sec_admin' WHERE role = 'clerk'",
            "role",
            "clerk",
        ),
        (
            "UPDATE matter SET state = 'answered', closed_at = NULL WHERE state = 'closed'",
            "state",
            "closed",
        ),
    ] {
        let (district, _) = sealed().await;
        alter(&district, &[forged]).await;
        let verdict = broken(&district);
        assert_eq!(verdict["column"], column, "{verdict}");
        assert_eq!(verdict["expected"], expected, "{verdict}");
        let said = String::from_utf8(district.run(&["audit", "verify"]).stdout).unwrap();
        assert!(said.contains(&format!("Column {column}: ")), "{said}");
    }
    for (forged, why) in [
        (
            "INSERT INTO post (id, account_id, role, area_id, area_path, body_id, from_on, until_on)
                SELECT '9' || substr(id, 2), account_id, 'sec_admin', area_id, area_path, NULL, from_on, NULL
                FROM post WHERE role = 'clerk'",
            "a post was added to the account",
        ),
        ("DELETE FROM matter_task", "a task of it was removed"),
        (
            "UPDATE matter_reporter SET code_digest = code_digest || '0'",
            "the code of somebody who asked was exchanged",
        ),
    ] {
        let (district, _) = sealed().await;
        alter(&district, &[forged]).await;
        let verdict = broken(&district);
        assert!(verdict["subject"].is_string(), "{verdict}");
        assert_eq!(verdict["why"], why, "{forged}");
    }
}

#[tokio::test]
async fn visits_and_the_register_are_held_against_it_row_by_row() {
    let (district, _) = sealed().await;
    let (_, verdict) = district.json(&["audit", "verify"]);
    for counted in [
        "doors",
        "visits",
        "answers",
        "stops",
        "units",
        "holdings",
        "meetings",
        "decisions",
    ] {
        assert!(verdict[counted].as_u64().unwrap() > 0, "{verdict}");
    }
    for (forged, table, why) in [
        (
            "UPDATE visit_submission SET skew_seconds = skew_seconds + 1",
            "visit_submission",
            "answers were altered",
        ),
        (
            "UPDATE visit_plan_stop SET seq = seq + 1 WHERE seq IS NOT NULL",
            "visit_plan_stop",
            "a stop of a confirmed plan was altered",
        ),
        (
            "UPDATE estate_unit SET area_centi = area_centi + 1",
            "estate_unit",
            "the unit was altered",
        ),
    ] {
        let (district, _) = sealed().await;
        alter(&district, &[forged]).await;
        let verdict = broken(&district);
        assert_eq!(
            (&verdict["table"], &verdict["why"]),
            (&table.into(), &why.into())
        );
        assert!(
            verdict["subject"].is_string() && verdict["key"].is_string(),
            "{verdict}"
        );
        let said = String::from_utf8(district.run(&["audit", "verify"]).stdout).unwrap();
        assert!(said.contains(&format!("Table {table}, row ")), "{said}");
    }
}

#[tokio::test]
async fn books_votes_and_bulletins_are_held_against_it_too() {
    let (district, _) = sealed().await;
    let (_, verdict) = district.json(&["audit", "verify"]);
    for counted in ["lines", "votes", "bulletins"] {
        assert!(verdict[counted].as_u64().unwrap() >= 1, "{verdict}");
    }
    for (forged, why) in [
        (
            "UPDATE ledger_line SET amount = amount + 100, net = net + 100 WHERE what = 'income'",
            "a line of the book was altered",
        ),
        (
            "UPDATE vote_count SET root = 'f' || substr(root, 1, 63)",
            "the commitment to its ballots was altered",
        ),
        (
            "UPDATE statistics_bulletin SET model = replace(model, '\"issuer\":\"', '\"issuer\":\"!') WHERE state = 'released'",
            "the text of the released bulletin was altered",
        ),
        (
            "DELETE FROM house_rule",
            "the subject is gone, its history is left",
        ),
        (
            "DELETE FROM statistics_bulletin WHERE state = 'released'",
            "the subject is gone, its history is left",
        ),
    ] {
        let (district, _) = sealed().await;
        alter(&district, &[forged]).await;
        let verdict = broken(&district);
        assert!(verdict["subject"].is_string(), "{verdict}");
        assert_eq!(verdict["why"], why, "{forged}");
    }
    let (district, _) = sealed().await;
    alter(
        &district,
        &["UPDATE ledger_line SET amount = amount + 100, net = net + 100 WHERE what = 'income'"],
    )
    .await;
    let (code, found) = district.json(&["ledger", "check"]);
    assert_eq!(code, 1, "{found}");
    assert!(found.to_string().contains("not_as_posted"), "{found}");
}
