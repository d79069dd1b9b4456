//! `huiyin serve`: starts, answers, stops in order, and says why when it does not start.

use std::net::TcpListener;

use crate::district::{District, stderr};
use crate::server::Server;

#[test]
fn it_shows_the_accounts_serves_pages_logs_no_codes_and_stops_with_everything_sealed() {
    let district = District::demo();
    let server = Server::start(&district);
    assert!(server.get("/readyz").unwrap().starts_with("HTTP/1.1 200"));
    assert!(server.get("/").unwrap().starts_with("HTTP/1.1 200"));
    let answer = server.get("/echo/SECRETCODE?name=Zhang").unwrap();
    assert!(!answer.starts_with("HTTP/1.1 500"), "{answer}");
    server.get("/no/such/SECRETPATH").unwrap();
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("dispatcher") && said.contains("演示账号") && said.contains("Demo accounts"),
        "{said}"
    );
    assert!(
        said.contains("/readyz"),
        "the log shows what was asked for: {said}"
    );
    for secret in ["SECRETCODE", "Zhang", "SECRETPATH"] {
        assert!(!said.contains(secret), "{secret} is in the log:\n{said}");
    }
    let (code, verdict) = district.json(&["audit", "verify"]);
    assert_eq!(code, 0);
    assert!(verdict["seals"].as_u64().unwrap() >= 1, "{verdict}");
    assert!(
        !district.data().join("huiyin.db-wal").exists(),
        "the log was not folded in"
    );
}

#[test]
fn a_taken_port_is_named_in_both_languages() {
    let district = District::empty();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = district.run(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let port = taken.local_addr().unwrap().port();
    assert!(
        said.contains(&format!("端口 {port}")) && said.contains(&format!("Port {port}")),
        "{said}"
    );
    assert!(
        !district.data().exists(),
        "a district was made though nothing could be served"
    );
}

#[test]
fn the_demo_can_be_repeated_and_never_enters_a_real_district() {
    let district = District::demo();
    let (code, again) = district.json(&["demo"]);
    assert_eq!(code, 0);
    assert_eq!(again["areas_added"], 0);
    assert_eq!(again["accounts_added"], 0);
    assert_eq!(district.json(&["audit", "verify"]).0, 0);
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let district = District::demo();
    let first = Server::start(&district);
    let output = district.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(!output.status.success());
    let said = stderr(&output);
    assert!(
        said.contains("已有一个 huiyin 在运行") && said.contains("Another huiyin serves"),
        "{said}"
    );
    assert!(first.get("/readyz").unwrap().starts_with("HTTP/1.1 200"));
    let (code, said) = first.stop();
    assert_eq!(code, Some(0), "{said}");
    // Killed or stopped, whoever comes next finds the folder free.
    let next = Server::start(&district);
    next.signal("KILL");
    next.wait();
    Server::start(&district).stop();
}
