//! The binary, serving: started, awaited, asked for its memory, stopped in order.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::district::{District, free_port};
use crate::http::{Connection, Request};

const READY_TRIES: u32 = 600;
const LOOK_EVERY: Duration = Duration::from_millis(50);
const STOP_TRIES: u32 = 1200;

#[derive(Debug)]
pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

impl Server {
    pub async fn start(district: &District) -> Result<Self> {
        let address = free_port()?;
        let log = std::fs::File::create(district.folder().join("server.log"))?;
        let process = district
            .command("serve")?
            .args(["--listen", &address.to_string()])
            // One machine plays many residents here.
            .env("HUIYIN_REPORTS_PER_HOUR", "0")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Self { process, address };
        server.await_ready().await?;
        Ok(server)
    }

    async fn await_ready(&mut self) -> Result<()> {
        for _ in 0..READY_TRIES {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended: {status}; see server.log in its folder");
            }
            if let Ok(mut connection) = Connection::open(self.address).await
                && connection
                    .ask(&Request::get("/healthz"))
                    .await
                    .is_ok_and(|it| it.status == 200)
            {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("the server does not answer")
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> Result<f64> {
        let path = format!("/proc/{}/status", self.process.id());
        let text = std::fs::read_to_string(path)?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: u32 = line
            .and_then(|line| line.trim().strip_suffix(" kB"))
            .context("the kernel does not tell VmRSS")?
            .trim()
            .parse()?;
        Ok(f64::from(kib) / 1024.0)
    }

    /// Tells it to stop and waits until everything is on disk.
    pub async fn stop(mut self) -> Result<()> {
        let told = Command::new("kill")
            .arg(self.process.id().to_string())
            .status()?;
        if !told.success() {
            bail!("the server could not be told to stop");
        }
        for _ in 0..STOP_TRIES {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("the server does not stop")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
