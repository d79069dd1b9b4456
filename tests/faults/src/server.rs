//! The binary, serving: started, awaited, killed without warning.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{Connection, District, Result};

const READY_TRIES: u32 = 600;
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The binary under test.
pub fn binary() -> Result<PathBuf> {
    let path = match std::env::var_os("HUIYIN_BIN") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debug/huiyin"),
    };
    if path.is_file() {
        return Ok(path);
    }
    Err(format!(
        "{} is not there: cargo build --package huiyin",
        path.display()
    )
    .into())
}

/// An address of loopback that nothing listens on at this moment.
pub fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[derive(Debug)]
pub struct Server {
    process: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// Serves a district and returns when it answers.
    pub fn start(district: &District, address: SocketAddr) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command.arg("serve").args(district.place());
        command.args(["--listen", &address.to_string()]);
        Self::spawn(command, address, district.folder().with_extension("log"))
    }

    /// The same through a command of the test's own, which must end in the server.
    pub fn spawn(mut command: Command, address: SocketAddr, log: PathBuf) -> Result<Self> {
        let output = std::fs::File::create(&log)?;
        let process = command
            // One machine plays many residents here; the gentle limit has tests of its own.
            .env("HUIYIN_REPORTS_PER_HOUR", "0")
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let mut server = Self {
            process,
            address,
            log,
        };
        server.await_ready()?;
        Ok(server)
    }

    fn await_ready(&mut self) -> Result<()> {
        for _ in 0..READY_TRIES {
            if let Some(status) = self.process.try_wait()? {
                return Err(format!("the server ended ({status}): {}", self.log()).into());
            }
            if self
                .connection()
                .get("/healthz")
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(());
            }
            thread::sleep(LOOK_EVERY);
        }
        Err(format!("the server does not answer: {}", self.log()).into())
    }

    pub fn connection(&self) -> Connection {
        Connection(self.address)
    }

    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// What the server has said.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// SIGTERM, as the system sends it before it waits.
    pub fn order_to_stop(&self) -> Result<()> {
        let id = self.process.id().to_string();
        if Command::new("kill")
            .args(["-TERM", &id])
            .status()?
            .success()
        {
            Ok(())
        } else {
            Err("the server cannot be told to stop".into())
        }
    }

    /// Waits for a server that was told to stop; an end with a fault is an error.
    pub fn await_end(mut self) -> Result<()> {
        let status = self.process.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server ended badly ({status}): {}", self.log()).into())
        }
    }

    /// SIGKILL: no handler runs, no buffer is flushed.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_file(&self.log));
    }
}
