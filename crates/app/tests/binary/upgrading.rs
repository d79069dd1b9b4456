//! From a store of the first program to today's, and back.

use std::path::{Path, PathBuf};

use huiyin_app::slices::MIGRATIONS;
use huiyin_db::{Db, Migration, Query, args};
use serde_json::Value;

use crate::district::{District, command, stderr};

/// The steps of the first program: each set as it began.
fn first_steps() -> Vec<Vec<Migration>> {
    let firsts = MIGRATIONS
        .iter()
        .map(|set| set.iter().filter(|step| step.id == 1).copied().collect());
    firsts.collect()
}

/// A store as the first program left it, with something in it.
async fn make_old(db: &Db) {
    let steps = first_steps();
    let sets: Vec<&[Migration]> = steps.iter().map(Vec::as_slice).collect();
    db.migrate(&sets).await.unwrap();
    let mark = Query::same(
        "test::MARK",
        "INSERT INTO setting (key, value) VALUES ('mark', 'of the first program')",
    );
    let mut tx = db.write().await.unwrap();
    tx.execute(mark, args![]).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

async fn mark_in(db: &Db) -> String {
    let mark = Query::same("test::MARK", "SELECT value FROM setting WHERE key = 'mark'");
    let mut tx = db.read().await.unwrap();
    let row = tx.fetch_one(mark, args![]).await.unwrap();
    row.get("value").unwrap()
}

/// How many steps the first program did not have; without any there is nothing to prove yet.
fn later_steps() -> usize {
    let count = MIGRATIONS.iter().flat_map(|set| set.iter());
    let later = count.filter(|step| step.id > 1).count();
    assert!(later > 0, "there are no later steps");
    later
}

fn copies(data: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(data).unwrap().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains("before-upgrade-"))
        .collect();
    found.sort();
    found
}

async fn old_district() -> District {
    let district = District::empty();
    std::fs::create_dir_all(district.data()).unwrap();
    let db = district.db().await;
    make_old(&db).await;
    std::fs::write(district.data().join("huiyin.key"), "ab".repeat(32)).unwrap();
    district
}

#[tokio::test]
async fn an_old_store_is_brought_up_to_date_and_kept_as_it_was() {
    let district = old_district().await;
    let (code, status) = district.json(&["db", "status"]);
    assert_eq!(code, 1);
    assert_eq!(status["pending"].as_array().unwrap().len(), later_steps());
    assert!(
        copies(&district.data()).is_empty(),
        "looking made something"
    );

    let output = district.run(&["db", "migrate"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("before-upgrade-"),
        "{}",
        stderr(&output)
    );
    let (code, status) = district.json(&["db", "status"]);
    assert_eq!((code, &status["pending"]), (0, &serde_json::json!([])));
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
    let db = district.db().await;
    assert_eq!(mark_in(&db).await, "of the first program");
    db.close().await;

    // The copy is the store of before, and the way back is to put it in place.
    let kept = copies(&district.data());
    assert_eq!(kept.len(), 1, "{kept:?}");
    let back = district.beside("back");
    std::fs::create_dir_all(&back).unwrap();
    std::fs::copy(&kept[0], back.join("huiyin.db")).unwrap();
    std::fs::copy(district.data().join("huiyin.key"), back.join("huiyin.key")).unwrap();
    let output = District::run_in(&back, &["db", "status", "--json"]);
    let status: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(status["pending"].as_array().unwrap().len(), later_steps());

    // Up to date is up to date: nothing more is kept.
    assert!(district.run(&["db", "migrate"]).status.success());
    assert_eq!(copies(&district.data()).len(), 1);
}

#[tokio::test]
async fn two_copies_are_kept_and_no_more() {
    let district = old_district().await;
    for name in ["before-upgrade-0.0.1.db", "before-upgrade-0.0.2.db"] {
        std::fs::write(district.data().join(name), "old").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(district.run(&["db", "migrate"]).status.success());
    let names: Vec<String> = copies(&district.data())
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names.contains(&"before-upgrade-0.0.2.db".to_owned()),
        "{names:?}"
    );
}

#[tokio::test]
async fn a_store_of_a_later_program_is_left_alone() {
    let district = District::demo();
    let db = district.db().await;
    let later = Query::same(
        "test::LATER",
        "INSERT INTO schema_migration (set_name, id, digest) VALUES ('matters', 9999, 'x')",
    );
    let mut tx = db.write().await.unwrap();
    tx.execute(later, args![]).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let (code, status) = district.json(&["db", "status"]);
    assert_eq!(
        (code, &status["unknown"][0]),
        (1, &Value::from("matters 9999"))
    );
    let output = district.run(&["db", "migrate"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(copies(&district.data()).is_empty());
}

mod postgres {
    use super::*;

    /// The test server, with a schema of this test's own; removed by the test.
    fn address(schema: &str) -> String {
        let address = std::env::var("HUIYIN_TEST_POSTGRES").unwrap();
        let joiner = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joiner}schema={schema}_{}", std::process::id())
    }

    fn run(address: &str, files: &Path, args: &[&str]) -> std::process::Output {
        let mut command = command();
        command.args(args).args(["--database", address, "--files"]);
        command.arg(files).output().unwrap()
    }

    async fn drop_schema(address: &str) {
        let (_, schema) = huiyin_db::postgres::address_and_schema(address).unwrap();
        let mut orders = huiyin_db::postgres::Orders::connect(address).await.unwrap();
        orders.drop_schema(&schema).await.unwrap();
        orders.close().await.unwrap();
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn an_old_schema_is_brought_up_to_date() {
        let address = address("huiyin_old");
        let files = District::empty();
        let db = Db::open_postgres(&address).await.unwrap();
        make_old(&db).await;
        std::fs::create_dir_all(files.data()).unwrap();
        std::fs::write(files.data().join("huiyin.key"), "ab".repeat(32)).unwrap();
        let output = run(&address, &files.data(), &["db", "status", "--json"]);
        let status: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(status["pending"].as_array().unwrap().len(), later_steps());
        let output = run(&address, &files.data(), &["db", "migrate"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let output = run(&address, &files.data(), &["audit", "verify"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let db = Db::open_postgres(&address).await.unwrap();
        assert_eq!(mark_in(&db).await, "of the first program");
        db.close().await;
        drop_schema(&address).await;
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn looking_for_a_district_makes_none() {
        let address = address("huiyin_none");
        let files = District::empty();
        for verb in ["status", "migrate", "status"] {
            let is_there = Db::find_postgres(&address).await.unwrap().is_some();
            let output = run(&address, &files.data(), &["db", verb, "--json"]);
            assert_eq!(
                output.status.success(),
                is_there || verb == "migrate",
                "{verb}: {}",
                stderr(&output)
            );
        }
        drop_schema(&address).await;
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn a_backup_of_postgres_is_drilled_and_restored_by_the_same_commands() {
        let address = address("huiyin_dump");
        let district = District::empty();
        let data = district.data();
        let output = run(&address, &data, &["demo"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let file = district.beside("a.tar");
        let name = file.to_str().unwrap();
        let output = run(&address, &data, &["backup", name, "--json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let made: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(made["manifest"]["store"], "postgres");
        assert!(made["manifest"]["photos"]["count"].as_u64().unwrap() > 0);

        let output = run(&address, &data, &["backup", "drill", name, "--json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let proof: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(proof["is_sound"], true, "{proof}");
        assert!(proof["journal_rows"].as_u64().unwrap() > 0);

        // What is there is not written over, and SQLite is another thing.
        let key = data.join("huiyin.key");
        let output = run(&address, &data, &["restore", name]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let elsewhere = district.beside("elsewhere");
        let output = District::run_in(&elsewhere, &["restore", name]);
        assert!(
            stderr(&output).contains("--database"),
            "{}",
            stderr(&output)
        );

        // A server is connected for as long as it runs, as this test is now.
        let served = Db::open_postgres(&address).await.unwrap();
        let output = run(&address, &data, &["restore", name, "--force"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stderr(&output).contains("is in use"), "{}", stderr(&output));
        assert!(key.exists() && data.join("blobs").exists(), "nothing moved");
        served.close().await;

        let args = ["restore", name, "--force", "--json"];
        let output = run(&address, &data, &args);
        assert!(output.status.success(), "{}", stderr(&output));
        let restored: Value = serde_json::from_slice(&output.stdout).unwrap();
        let aside = restored["moved_schema"].as_str().unwrap().to_owned();
        assert!(key.exists());
        let output = run(&address, &data, &["audit", "verify"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let mut orders = huiyin_db::postgres::Orders::connect(&address)
            .await
            .unwrap();
        orders.drop_schema(&aside).await.unwrap();
        orders.close().await.unwrap();
        drop_schema(&address).await;
    }
}
