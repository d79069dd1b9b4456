//! `huiyin serve`: starts, answers, stops in order, and says why when it does not start.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::district::{District, command, stderr};

const READY_LIMIT: Duration = Duration::from_mins(1);

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

struct Server(Child, SocketAddr);

impl Server {
    fn start(district: &District) -> Self {
        let address = free_address();
        let child = command()
            .env("HUIYIN_LOG", "debug,sqlx=warn,hyper=warn")
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(district.data())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut server = Self(child, address);
        #[expect(clippy::disallowed_methods, reason = "a test waits for a real process")]
        let until = Instant::now() + READY_LIMIT;
        loop {
            if server
                .get("/healthz")
                .is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
            {
                return server;
            }
            assert!(server.0.try_wait().unwrap().is_none(), "the server ended");
            #[expect(clippy::disallowed_methods, reason = "a test waits for a real process")]
            let is_late = Instant::now() > until;
            assert!(!is_late, "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn get(&self, path: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(self.1)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.1
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Tells the process to stop and gives what it said, with its exit code.
    fn stop(mut self) -> (Option<i32>, String) {
        let kill = std::process::Command::new("kill")
            .args(["-TERM", &self.0.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        let mut said = String::new();
        self.0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        (self.0.wait().unwrap().code(), said)
    }
}

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
