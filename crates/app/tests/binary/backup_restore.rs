//! A backup, a change, and back again; and everything that must be refused on the way.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::district::{District, stderr};
use huiyin_db::blobs::Blobs;
use huiyin_db::{Query, args};
use huiyin_kernel::Instant;

const PNG: &[u8] = include_bytes!("../data/dot.png");

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Puts a photo into the district as a report would.
async fn add_photo(district: &District) -> String {
    let db = district.db().await;
    let blobs = Blobs::open(&district.data().join("blobs")).unwrap();
    let photo = huiyin_db::blobs::clean_photo(PNG).unwrap();
    let mut tx = db.write().await.unwrap();
    blobs
        .put(&mut tx, &photo, Instant::from_micros(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    photo.id
}

async fn set_a_mark(district: &District) {
    let db = district.db().await;
    let mut tx = db.write().await.unwrap();
    let mark = Query::same(
        "test::MARK",
        "INSERT INTO setting (key, value) VALUES ('mark', 'after the backup')",
    );
    tx.execute(mark, args![]).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

async fn has_a_mark(data: &Path) -> bool {
    let db = huiyin_db::Db::open_sqlite(&data.join("huiyin.db"))
        .await
        .unwrap();
    let mut tx = db.read().await.unwrap();
    let mark = Query::same("test::MARK", "SELECT value FROM setting WHERE key = 'mark'");
    let found = tx.fetch_optional(mark, args![]).await.unwrap().is_some();
    drop(tx);
    db.close().await;
    found
}

#[tokio::test]
async fn what_was_backed_up_comes_back_and_is_proven() {
    let district = District::demo();
    let photo = add_photo(&district).await;
    let file = district.beside("a.tar");
    let (code, made) = district.json(&["backup", text(&file)]);
    assert_eq!(code, 0);
    assert!(made["manifest"]["photos"]["count"].as_u64().unwrap() >= 1);
    assert_eq!(made["manifest"]["photos"]["missing"], 0);
    assert_eq!(made["manifest"]["journal"]["sound"], true);
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let bytes = std::fs::read(&file).unwrap();
    let key = std::fs::read(district.data().join("huiyin.key")).unwrap();
    let holds_key = bytes
        .windows(key.trim_ascii().len())
        .any(|it| it == key.trim_ascii());
    assert!(!holds_key, "the key is in the backup");

    set_a_mark(&district).await;
    let elsewhere = district.beside("elsewhere");
    let key_file = district.data().join("huiyin.key");
    let output = District::run_in(
        &elsewhere,
        &["restore", text(&file), "--key", text(&key_file), "--json"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!has_a_mark(&elsewhere).await && has_a_mark(&district.data()).await);
    let back = elsewhere
        .join("blobs")
        .join(&photo[..2])
        .join(format!("{photo}.jpg"));
    assert_eq!(
        std::fs::read(back).unwrap(),
        std::fs::read(
            district
                .data()
                .join("blobs")
                .join(&photo[..2])
                .join(format!("{photo}.jpg"))
        )
        .unwrap()
    );
    assert!(
        District::run_in(&elsewhere, &["audit", "verify"])
            .status
            .success()
    );
    let rights = std::fs::metadata(elsewhere.join("huiyin.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(rights & 0o777, 0o600);
}

#[tokio::test]
async fn force_moves_the_old_district_aside_and_keeps_it() {
    let district = District::demo();
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    set_a_mark(&district).await;
    let answer = district.run(&["restore", text(&file)]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(stderr(&answer).contains("--force"));
    assert!(has_a_mark(&district.data()).await);

    let (code, restored) = district.json(&["restore", text(&file), "--force"]);
    assert_eq!(code, 0);
    assert_eq!(restored["key_fits"], true);
    assert!(!has_a_mark(&district.data()).await);
    let aside = restored["moved_to"].as_str().unwrap();
    assert!(has_a_mark(Path::new(aside)).await);
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
}

#[tokio::test]
async fn a_district_that_is_served_is_not_moved_aside() {
    let district = District::demo();
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    set_a_mark(&district).await;
    // A server holds this for as long as it runs.
    let lock = std::fs::File::create(district.data().join("huiyin.lock")).unwrap();
    lock.lock().unwrap();
    let answer = district.run(&["restore", text(&file), "--force"]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(stderr(&answer).contains("Stop it first"));
    assert!(has_a_mark(&district.data()).await);
    drop(lock);
    assert_eq!(district.json(&["restore", text(&file), "--force"]).0, 0);
    assert!(district.data().join("huiyin.lock").exists(), "it stays");
}

#[tokio::test]
async fn a_restore_that_was_killed_is_not_in_the_way_of_the_next() {
    let district = District::demo();
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    let target = district.beside("target");
    std::fs::create_dir_all(target.join(".restoring-1/blobs")).unwrap();
    let output = District::run_in(&target, &["restore", text(&file)]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!target.join(".restoring-1").exists());
}

#[tokio::test]
async fn no_new_district_is_made_where_an_old_one_lost_its_store() {
    let district = District::demo();
    add_photo(&district).await;
    let store = district.data().join("huiyin.db");
    std::fs::rename(&store, district.beside("huiyin.db")).unwrap();
    for name in ["huiyin.db-wal", "huiyin.db-shm"] {
        drop(std::fs::remove_file(district.data().join(name)));
    }
    let bare = District::empty();
    std::fs::create_dir_all(bare.data()).unwrap();
    bare.db().await.close().await;
    let no_tables = std::fs::read(bare.data().join("huiyin.db")).unwrap();
    let log = district.data().join("huiyin.db-wal");
    for (file, found) in [
        (None, "is missing"),
        (Some(&b""[..]), "is empty (0 bytes)"),
        (Some(&no_tables[..]), "has no tables"),
    ] {
        if let Some(bytes) = file {
            std::fs::write(&store, bytes).unwrap();
        }
        std::fs::write(&log, "frames").unwrap();
        for verb in [
            &["db", "migrate"][..],
            &["db", "status"],
            &["demo"],
            &["audit", "verify"],
            &["backup", text(&district.beside("lost.tar"))],
        ] {
            let answer = district.run(verb);
            let said = stderr(&answer);
            assert_eq!(answer.status.code(), Some(1), "{verb:?}");
            for part in [
                found,
                "huiyin.db-wal",
                "huiyin.key",
                "blobs",
                "huiyin restore",
            ] {
                assert!(said.contains(part), "{verb:?}: {part} in {said}");
            }
        }
        let (code, report) = district.json(&["doctor"]);
        assert_eq!(code, 1);
        assert!(report.to_string().contains(found), "{report}");
        assert_eq!(std::fs::read(&store).ok().as_deref(), file, "{found}");
        assert_eq!(std::fs::read(&log).unwrap(), b"frames");
    }
    std::fs::remove_file(&log).unwrap();
    std::fs::rename(district.beside("huiyin.db"), &store).unwrap();
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
}

#[test]
fn a_key_whose_store_is_gone_begins_no_new_district() {
    let district = District::empty();
    std::fs::create_dir_all(district.data()).unwrap();
    assert!(
        district.run(&["db", "migrate"]).status.success(),
        "a new one"
    );
    std::fs::remove_file(district.data().join("huiyin.db")).unwrap();
    let answer = district.run(&["db", "migrate"]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(
        stderr(&answer).contains("huiyin.key"),
        "{}",
        stderr(&answer)
    );
    assert!(!district.data().join("huiyin.db").exists());
}

#[tokio::test]
async fn an_altered_or_cut_file_changes_nothing() {
    let district = District::demo();
    add_photo(&district).await;
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    let good = std::fs::read(&file).unwrap();
    let damaged = district.beside("damaged.tar");
    let target = district.beside("target");
    let mut cases: Vec<Vec<u8>> = vec![
        good[..good.len() / 2].to_vec(),
        Vec::new(),
        b"no tar at all".to_vec(),
    ];
    for part in 1..12 {
        let mut altered = good.clone();
        let at = good.len() * part / 12;
        altered[at] ^= 0x40;
        // The padding at the end of a tar proves nothing and harms nothing.
        if good[at..].iter().all(|byte| *byte == 0) {
            continue;
        }
        cases.push(altered);
    }
    for bytes in cases {
        std::fs::write(&damaged, &bytes).unwrap();
        let output = District::run_in(&target, &["restore", text(&damaged)]);
        let mut left: Vec<_> = std::fs::read_dir(&target)
            .map(|it| it.flatten().map(|it| it.file_name()).collect())
            .unwrap_or_default();
        // The sign by which a server and a restore keep out of each other's way.
        left.retain(|name| name != "huiyin.lock");
        assert!(left.is_empty(), "{left:?} after {}", stderr(&output));
        assert_eq!(output.status.code(), Some(1), "{} bytes", bytes.len());
    }
}

#[tokio::test]
async fn a_key_that_does_not_fit_is_refused_before_anything_moves() {
    let district = District::demo();
    let file = district.beside("a.tar");
    assert_eq!(district.json(&["backup", text(&file)]).0, 0);
    let foreign = district.beside("foreign.key");
    std::fs::write(&foreign, "ab".repeat(32)).unwrap();
    let target = district.beside("target");
    let output = District::run_in(&target, &["restore", text(&file), "--key", text(&foreign)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!target.join("huiyin.db").exists());
    // Without a key it is restored, says so, and does not start with a new one.
    let output = District::run_in(&target, &["restore", text(&file)]);
    assert!(output.status.success());
    assert!(
        stderr(&output).contains("huiyin.key"),
        "{}",
        stderr(&output)
    );
    for command in [&["audit", "verify"][..], &["db", "migrate"]] {
        let output = District::run_in(&target, command);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("密钥"), "{}", stderr(&output));
    }
    assert!(!target.join("huiyin.key").exists(), "a new key was made");
    std::fs::copy(&foreign, target.join("huiyin.key")).unwrap();
    let output = District::run_in(&target, &["db", "migrate"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "a foreign key opened the district"
    );
}

#[test]
fn a_backup_is_never_written_over() {
    let district = District::demo();
    let file = district.beside("a.tar");
    std::fs::write(&file, "mine").unwrap();
    let output = district.run(&["backup", text(&file)]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    let left: Vec<_> = std::fs::read_dir(district.beside(""))
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
