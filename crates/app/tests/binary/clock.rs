//! A clock that jumped: what is paused is said, and goes on when somebody says that it is right.

use std::time::Duration;

use huiyin_kernel::Clock as _;
use huiyin_registry::settings;

use crate::district::District;
use crate::server::Server;

const LOOKS: u32 = 240;

/// The server was last seen so many days ago.
async fn seen_days_ago(district: &District, days: i64) {
    let db = district.db().await;
    let mut tx = db.write().await.unwrap();
    let seen = huiyin_app::machine::SystemClock
        .now()
        .plus_hours(-24 * days);
    for key in ["clock_seen_deciding", "clock_seen_erasing"] {
        let micros = seen.as_micros().to_string();
        settings::set(&mut tx, key, &micros).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
}

fn level(district: &District) -> String {
    let (_, report) = district.json(&["doctor", "--listen", "127.0.0.1:8399"]);
    let checks = report["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == "clock");
    found.unwrap()["level"].as_str().unwrap().to_owned()
}

/// The worker looks once a second.
fn wait_for(server: &Server, wanted: impl Fn(&str) -> bool) -> String {
    for _ in 0..LOOKS {
        let answer = server.get("/readyz").unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        if wanted(&answer) {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    panic!("/readyz never said it");
}

#[tokio::test]
async fn a_jump_is_said_by_readiness_and_doctor_and_confirmed_by_a_command() {
    let district = District::demo();
    assert_eq!(level(&district), "ok");
    seen_days_ago(&district, 5).await;
    assert_eq!(level(&district), "warn");
    seen_days_ago(&district, 20).await;
    assert_eq!(level(&district), "bad");
    let (code, status) = district.json(&["clock", "status"]);
    assert_eq!((code, &status["is_believed"]), (1, &false.into()));
    let server = Server::start(&district);
    let said = wait_for(&server, |answer| answer.contains("paused"));
    assert!(said.contains("已暂停"), "{said}");
    assert_eq!(district.json(&["clock", "confirm"]).0, 0);
    wait_for(&server, |answer| !answer.contains("paused"));
    assert_eq!(level(&district), "ok");
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("huiyin clock confirm"), "{log}");
}

#[tokio::test]
async fn nobody_erases_by_hand_by_a_clock_in_doubt() {
    let district = District::demo();
    seen_days_ago(&district, 5).await;
    let looked = district.run(&["privacy", "retention", "--dry-run"]);
    assert!(looked.status.success(), "{looked:?}");
    let refused = district.run(&["privacy", "retention", "--apply"]);
    assert!(!refused.status.success(), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("huiyin clock confirm"), "{said}");
    assert_eq!(district.json(&["clock", "confirm"]).0, 0);
    let let_go = district.run(&["privacy", "retention", "--apply"]);
    assert!(let_go.status.success(), "{let_go:?}");
}
