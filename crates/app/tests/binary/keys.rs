//! `huiyin key …`: one master key takes over from another, from outside, with kills in between.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Output, Stdio};
use std::time::Duration;

use huiyin_db::fields::Keys;
use huiyin_db::ring::Ring;
use huiyin_db::secrets::{self, Fit};
use huiyin_db::subject::{self, Opened};
use huiyin_db::suite::Suite;
use huiyin_db::testing::{CountingEntropy, sealed_before};
use huiyin_db::{Db, Query, Tx, args};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::store;
use serde_json::Value;

use crate::district::{District, command, stderr};
use crate::server::Server;

const START: Instant = Instant::from_micros(1_780_000_000_000_000);
const MATTERS: Query = Query::same("test::MATTERS", "SELECT id FROM matter ORDER BY id");

fn ring(district: &District) -> Ring {
    let text = std::fs::read_to_string(district.data().join("huiyin.key")).unwrap();
    Ring::parse(&text).unwrap()
}

async fn keys(db: &Db, ring: &Ring) -> Keys {
    match secrets::keys(db, ring, Suite::Default).await.unwrap() {
        Fit::Fits(keys) => keys,
        other => panic!("{other:?}"),
    }
}

/// Opens everything that residents left; returns how many people that were and one code.
async fn opened(district: &District) -> (usize, String) {
    let db = district.db().await;
    let keys = keys(&db, &ring(district)).await;
    let mut tx = db.read().await.unwrap();
    let (mut people, mut code) = (0, String::new());
    for row in tx.fetch_all(MATTERS, args![]).await.unwrap() {
        let id: Id = row.get("id").unwrap();
        assert!(store::load(&mut tx, &keys, id).await.unwrap().is_some());
        for one in store::reporters_of(&mut tx, &keys, id).await.unwrap() {
            let own = one.code.unwrap();
            let found = store::find_by_code(&mut tx, &keys, &own).await.unwrap();
            assert_eq!(found.unwrap().0, id);
            own.as_str().clone_into(&mut code);
            people += 1;
        }
    }
    drop(tx);
    db.close().await;
    (people, code)
}

fn refused(output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(output).contains(why), "{}", stderr(output));
}

fn generations(district: &District) -> Vec<(u64, u64)> {
    let (code, status) = district.json(&["key", "status"]);
    assert_eq!(code, 0);
    let all = status["generations"].as_array().unwrap();
    let number = |it: &Value, name: &str| it[name].as_u64().unwrap();
    all.iter()
        .map(|it| {
            let left = number(it, "people") + number(it, "secrets") + number(it, "older_values");
            (number(it, "generation"), left)
        })
        .collect()
}

#[tokio::test]
async fn a_key_is_rotated_wrapped_and_retired() {
    let district = District::demo();
    let (people, _) = opened(&district).await;
    assert!(people > 10);
    // Reporters, those who live behind doors, and the district's own secrets.
    let total = match generations(&district)[..] {
        [(1, total)] => total,
        ref other => panic!("{other:?}"),
    };
    assert!(total > people as u64 + 4);
    refused(&district.run(&["key", "retire", "1"]), "in use");
    refused(&district.run(&["key", "retire", "9"]), "no generation 9");

    assert_eq!(
        district.json(&["key", "rotate", "--prepare"]).1["in_use"],
        1
    );
    assert_eq!(generations(&district), [(1, total)], "waiting is not using");
    refused(&district.run(&["key", "retire", "2"]), "not in use yet");
    assert_eq!(district.json(&["key", "rotate"]).1["in_use"], 2);
    assert_eq!(ring(&district).generations(), [1, 2]);
    assert_eq!(generations(&district), [(1, total), (2, 0)]);
    refused(
        &district.run(&["key", "retire", "1"]),
        "could never be opened",
    );
    let (_, report) = district.json(&["doctor"]);
    let check = |name: &str| {
        let checks = report["checks"].as_array().unwrap();
        let found = checks.iter().find(|it| it["name"] == name).unwrap();
        found["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (check("key_generations"), check("key")),
        ("warn".into(), "ok".into())
    );

    assert_eq!(district.json(&["key", "rewrap"]).1["wrapped"], total);
    assert_eq!(district.json(&["key", "rewrap"]).1["wrapped"], 0);
    let old = std::fs::read(district.data().join("huiyin.key")).unwrap();
    assert_eq!(district.json(&["key", "retire", "1"]).1["retired"], 1);
    assert_eq!(ring(&district).generations(), [2]);
    let key_file = district.data().join("huiyin.key");
    let rights = std::fs::metadata(&key_file).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o600);
    assert_eq!(opened(&district).await.0, people);
    assert_eq!(district.json(&["audit", "seal"]).0, 0);
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
    // Broken off between store and file: the file is tidied by asking once more.
    std::fs::write(&key_file, old).unwrap();
    assert_eq!(district.json(&["key", "retire", "1"]).0, 0);
    assert_eq!(ring(&district).generations(), [2]);
}

#[tokio::test]
async fn a_backup_from_before_needs_the_key_from_before() {
    let district = District::demo();
    let (file, old) = (district.beside("a.tar"), district.beside("old.key"));
    std::fs::copy(district.data().join("huiyin.key"), &old).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(district.json(&["backup", file]).0, 0);
    for verb in [
        &["key", "rotate"][..],
        &["key", "rewrap"],
        &["key", "retire", "1"],
    ] {
        assert_eq!(district.json(verb).0, 0, "{verb:?}");
    }
    let new = district.data().join("huiyin.key");
    let target = district.beside("restored");
    let with = |key: &std::path::Path| {
        District::run_in(&target, &["restore", file, "--key", key.to_str().unwrap()])
    };
    refused(&with(&new), "does not belong");
    let output = with(&old);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        District::run_in(&target, &["audit", "verify"])
            .status
            .success()
    );
    // A backup made now is restored with the whole ring of now.
    let later = district.beside("b.tar");
    let later = later.to_str().unwrap();
    assert_eq!(district.json(&["key", "rotate"]).0, 0);
    assert_eq!(district.json(&["backup", later]).0, 0);
    let target = district.beside("restored later");
    let output = District::run_in(&target, &["restore", later, "--key", new.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        District::run_in(&target, &["audit", "verify"])
            .status
            .success()
    );
}

/// Enough people for thirty steps, each with a value that must open.
async fn many(district: &District) -> Vec<(Id, Vec<u8>)> {
    let db = district.db().await;
    let keys = keys(&db, &ring(district)).await;
    let entropy = CountingEntropy::default();
    let mut tx = db.write().await.unwrap();
    let mut people = Vec::new();
    for _ in 0..6_000 {
        let id = Id::new(START, &entropy);
        let own = subject::key_for_writing(&mut tx, &keys, &entropy, id, START);
        let sealed = own.await.unwrap().seal("a", "谭小满", &entropy).unwrap();
        people.push((id, sealed));
    }
    tx.commit().await.unwrap();
    db.close().await;
    people
}

async fn all_open(district: &District, people: &[(Id, Vec<u8>)]) {
    let db = district.db().await;
    let keys = keys(&db, &ring(district)).await;
    let mut tx = db.read().await.unwrap();
    for (id, sealed) in people {
        let own = subject::key(&mut tx, &keys, *id).await.unwrap();
        assert_eq!(
            own.open("a", sealed).unwrap(),
            Opened::Plain("谭小满".to_owned())
        );
    }
    drop(tx);
    db.close().await;
}

fn killed(district: &District, verb: &[&str], after_ms: u64) {
    let mut child = command()
        .args(verb)
        .arg("--data")
        .arg(district.data())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(after_ms));
    drop(child.kill());
    child.wait().unwrap();
}

#[tokio::test]
async fn kills_in_the_middle_of_a_rotation_lose_nothing() {
    let district = District::demo();
    let people = many(&district).await;
    for after_ms in [1, 5, 10, 15, 20, 25, 30, 40, 60, 90] {
        killed(&district, &["key", "rotate"], after_ms);
        all_open(&district, &people[..50]).await;
    }
    assert_eq!(district.json(&["key", "rotate"]).0, 0);
    for after_ms in [20, 40, 60, 80, 120, 160, 240, 320, 480] {
        killed(&district, &["key", "rewrap"], after_ms);
        all_open(&district, &people).await;
    }
    assert_eq!(district.json(&["key", "rewrap"]).0, 0);
    let all = generations(&district);
    let ((newest, _), older) = all.split_last().unwrap();
    for (generation, left) in older {
        assert_eq!(*left, 0);
        killed(&district, &["key", "retire", &generation.to_string()], 20);
        all_open(&district, &people[..50]).await;
        let again = district.run(&["key", "retire", &generation.to_string()]);
        let gone = stderr(&again).contains("no generation");
        assert!(again.status.success() || gone, "{}", stderr(&again));
    }
    assert_eq!(
        ring(&district).generations(),
        [u16::try_from(*newest).unwrap()]
    );
    all_open(&district, &people).await;
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
}

#[tokio::test]
async fn a_serving_process_goes_on_through_a_rotation() {
    let district = District::demo();
    let (_, code) = opened(&district).await;
    let page = format!("/echo/{code}");
    let server = Server::start(&district);
    let is_well = |server: &Server| server.get(&page).unwrap().starts_with("HTTP/1.1 200");
    assert!(is_well(&server));
    assert_eq!(district.json(&["key", "rotate"]).0, 0);
    assert!(is_well(&server));
    // The service's own job wraps everything anew.
    let mut looks = 0;
    while generations(&district)[0].1 > 0 {
        looks += 1;
        assert!(looks < 240, "the job does not come round");
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(is_well(&server));
    assert_eq!(district.json(&["key", "retire", "1"]).0, 0);
    assert!(is_well(&server));
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
}

#[test]
fn the_key_may_come_from_the_environment_or_a_command_instead() {
    let district = District::demo();
    let (path, moved) = (
        district.data().join("huiyin.key"),
        district.beside("safe.key"),
    );
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::rename(&path, &moved).unwrap();
    let run = |name: &str, value: &str, verb: &[&str]| {
        let data = district.data();
        let mut it = command();
        it.env(name, value)
            .args(verb)
            .arg("--json")
            .arg("--data")
            .arg(data);
        let output = it.output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output, value)
    };
    let status = ["key", "status"];
    let (output, found) = run("HUIYIN_KEY", text.trim(), &status);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        found["source"]["en"]
            .as_str()
            .unwrap()
            .contains("HUIYIN_KEY")
    );
    let fetch = format!("cat {}", moved.display());
    let (output, found) = run("HUIYIN_KEY_COMMAND", &fetch, &status);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(found["source"]["en"].as_str().unwrap().contains("cat"));
    refused(
        &run("HUIYIN_KEY", &"ab".repeat(32), &status).0,
        "does not belong",
    );
    refused(&run("HUIYIN_KEY", "no key", &status).0, "HUIYIN_KEY");
    refused(&run("HUIYIN_KEY_COMMAND", "false", &status).0, "false");
    assert!(!path.exists(), "no key is made where one was to be brought");

    // What the program does not keep it cannot change: it hands the new ring over.
    let (output, handed) = run("HUIYIN_KEY", text.trim(), &["key", "rotate"]);
    assert_eq!(output.status.code(), Some(1));
    let grown = handed["ring"].as_str().unwrap().to_owned();
    assert_eq!(run("HUIYIN_KEY", text.trim(), &status).1["in_use"], 1);
    assert_eq!(run("HUIYIN_KEY", &grown, &["key", "rotate"]).1["in_use"], 2);
    refused(
        &run("HUIYIN_KEY", text.trim(), &status).0,
        "lacks key generation 2",
    );
    assert!(
        run("HUIYIN_KEY", &grown, &["key", "rewrap"])
            .0
            .status
            .success()
    );
    let (_, doctor) = run("HUIYIN_KEY", &grown, &["doctor"]);
    assert!(
        !doctor.to_string().contains(text.trim()),
        "doctor shows the key"
    );
}

const RUN: fn(&'static str) -> Query = |sql| Query::same("test::BEFORE", sql);

/// As it was before 0.2: digests and values of the only master key, and no secrets.
async fn make_it_old(district: &District, master: &[u8; 32]) {
    let before = Keys::from_master(master);
    let db = district.db().await;
    let now = keys(&db, &ring(district)).await;
    let mut tx = db.write().await.unwrap();
    values_as_before(&mut tx, &now, master).await;
    for sql in [
        "DELETE FROM subject_key",
        "DELETE FROM key_secret",
        "DELETE FROM seal",
        "UPDATE key_generation SET fingerprint = ''",
        "DELETE FROM setting WHERE key = 'key_check'",
    ] {
        tx.execute(RUN(sql), args![]).await.unwrap();
    }
    let check = before.first_check();
    tx.execute(
        RUN("INSERT INTO setting (key, value) VALUES ('key_check', $1)"),
        args![check],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

async fn values_as_before(tx: &mut Tx, now: &Keys, master: &[u8; 32]) {
    let (before, entropy) = (Keys::from_master(master), CountingEntropy::default());
    for row in tx.fetch_all(MATTERS, args![]).await.unwrap() {
        let id: Id = row.get("id").unwrap();
        let known = store::load(tx, now, id).await.unwrap().unwrap();
        for one in store::reporters_of(tx, now, id).await.unwrap() {
            let code = one.code.unwrap();
            let seal = |what: &str, text: &str| {
                sealed_before(
                    master,
                    &format!("reporter.{what}:{}", one.id),
                    text,
                    &entropy,
                )
                .unwrap()
            };
            let name = one.contact.name.as_deref().map(|it| seal("name", it));
            let phone = one.contact.phone.as_deref().map(|it| seal("phone", it));
            let digest = before.digest("echo code", code.as_str());
            let values = args![one.id, digest, seal("code", code.as_str()), name, phone];
            tx.execute(RUN("UPDATE matter_reporter SET code_digest = $2, code_sealed = $3, name_sealed = $4, phone_sealed = $5 WHERE id = $1"), values).await.unwrap();
        }
        if !known.place.text.is_empty() {
            let place = format!("matter.place:{id}");
            let place = sealed_before(master, &place, &known.place.text, &entropy).unwrap();
            tx.execute(
                RUN("UPDATE matter SET place_sealed = $2 WHERE id = $1"),
                args![id, place],
            )
            .await
            .unwrap();
        }
    }
}

#[tokio::test]
async fn a_district_from_before_keeps_its_digests_and_loses_nothing() {
    let district = District::demo();
    let (people, _) = opened(&district).await;
    make_it_old(&district, &[7; 32]).await;
    let key_file = district.data().join("huiyin.key");
    std::fs::write(&key_file, Ring::of(1, [8; 32]).to_text()).unwrap();
    refused(&district.run(&["db", "migrate"]), "does not belong");
    std::fs::write(&key_file, Ring::of(1, [7; 32]).to_text()).unwrap();
    assert_eq!(district.json(&["db", "migrate"]).0, 0);
    assert_eq!(opened(&district).await.0, people);
    assert!(
        generations(&district)[0].1 > people as u64,
        "the old values wait"
    );

    assert_eq!(district.json(&["key", "rotate"]).0, 0);
    refused(
        &district.run(&["key", "retire", "1"]),
        "could never be opened",
    );
    assert_eq!(district.json(&["key", "rewrap"]).0, 0);
    assert_eq!(generations(&district)[0], (1, 0));
    assert_eq!(district.json(&["key", "retire", "1"]).0, 0);
    assert_eq!(opened(&district).await.0, people);
}
