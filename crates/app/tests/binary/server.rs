//! The binary, serving: started, asked and stopped.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::district::{District, command};

const READY_LIMIT: Duration = Duration::from_mins(1);

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

pub struct Server(Child, SocketAddr);

impl Server {
    pub fn start(district: &District) -> Self {
        Self::start_with(district, &[])
    }

    /// With variables of its own.
    pub fn start_with(district: &District, variables: &[(&str, &str)]) -> Self {
        let address = free_address();
        let child = command()
            .envs(variables.iter().copied())
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

    pub fn get(&self, path: &str) -> std::io::Result<String> {
        get(self.1, path)
    }

    pub fn signal(&self, name: &str) {
        let kill = std::process::Command::new("kill")
            .args([&format!("-{name}"), &self.0.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
    }

    /// Tells the process to stop and gives what it said, with its exit code.
    pub fn stop(self) -> (Option<i32>, String) {
        self.signal("TERM");
        self.wait()
    }

    /// Waits for the end and gives what was said, with the exit code.
    pub fn wait(mut self) -> (Option<i32>, String) {
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

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves no server behind.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// One request on a connection of its own.
pub fn get(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Waits for something that another process does, and fails when it takes too long.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    #[expect(clippy::disallowed_methods, reason = "a test waits for a real process")]
    let until = Instant::now() + READY_LIMIT;
    while !is_so() {
        #[expect(clippy::disallowed_methods, reason = "a test waits for a real process")]
        let is_late = Instant::now() > until;
        assert!(!is_late, "{what} does not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}
