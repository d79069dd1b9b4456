//! A closed loop: so many clients, each with one connection, each asking again as soon as it was
//! answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::http::{Answer, Connection, Request};
use crate::stopwatch::Stopwatch;

/// Requests of one client in one run at most.
const REQUESTS_LIMIT: u64 = 1_000_000;

/// What a load consists of: the request of a client's round, and what an answer must look like.
pub trait Load: Send + Sync + 'static {
    fn request(&self, client: u64, round: u64) -> Request;
    /// Refuses an answer that is not what was asked for; may keep something of it.
    fn accept(&self, answer: &Answer) -> Result<()>;
}

/// How long requests took, in microseconds, and how many were answered in how much time.
#[derive(Debug, Clone, Default)]
pub struct Times {
    micros: Vec<u64>,
    pub elapsed: Duration,
}

impl Times {
    pub fn count(&self) -> usize {
        self.micros.len()
    }

    pub fn note(&mut self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.push(micros);
    }

    /// Joins what somebody else did at the same time.
    pub fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.elapsed = self.elapsed.max(other.elapsed);
    }

    /// Joins another run of the same kind.
    pub fn add(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.elapsed += other.elapsed;
    }

    pub fn per_second(&self) -> f64 {
        per_second(self.count(), self.elapsed)
    }

    /// The time within which so many of a thousand requests were answered, in milliseconds.
    pub fn permille(&self, share: usize) -> f64 {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * share / 1000).min(sorted.len().saturating_sub(1));
        let micros = sorted.get(at).copied().unwrap_or(0);
        Duration::from_micros(micros).as_secs_f64() * 1000.0
    }

    pub fn json(&self) -> serde_json::Value {
        json!({
            "requests": self.count(),
            "per_second": rounded(self.per_second()),
            "p50_ms": rounded(self.permille(500)),
            "p99_ms": rounded(self.permille(990)),
        })
    }
}

pub fn per_second(count: usize, elapsed: Duration) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    count / elapsed.as_secs_f64().max(1e-9)
}

/// Three decimals say all that a measurement knows.
pub fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Runs the load for `duration`; `first` is the number of the first round, so that several runs
/// do not ask the same thing twice.
pub async fn run(
    address: SocketAddr,
    load: Arc<dyn Load>,
    clients: u64,
    first: u64,
    duration: Duration,
) -> Result<Times> {
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(
            Connection::open(address)
                .await
                .context("the server is gone")?,
        );
    }
    let watch = Stopwatch::start();
    let mut tasks = Vec::new();
    for (client, connection) in (0u64..).zip(connections) {
        let load = Arc::clone(&load);
        tasks.push(tokio::spawn(one_client(
            connection, load, client, first, duration, watch,
        )));
    }
    let mut times = Times::default();
    for task in tasks {
        times.micros.extend(task.await??);
    }
    times.elapsed = watch.elapsed();
    if times.micros.is_empty() {
        bail!("nothing was answered");
    }
    Ok(times)
}

async fn one_client(
    mut connection: Connection,
    load: Arc<dyn Load>,
    client: u64,
    first: u64,
    duration: Duration,
    watch: Stopwatch,
) -> Result<Vec<u64>> {
    let mut micros = Vec::new();
    for round in first..first + REQUESTS_LIMIT {
        if watch.elapsed() >= duration {
            break;
        }
        let request = load.request(client, round);
        let asked = Stopwatch::start();
        let answer = connection.ask(&request).await?;
        micros.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
        load.accept(&answer)?;
    }
    Ok(micros)
}

/// Pages asked for in turn, each of which must come with status 200.
#[derive(Debug)]
pub struct Pages {
    requests: Vec<Request>,
    /// Stands in each answer, so that an error page is never measured.
    mark: String,
}

impl Pages {
    pub fn new(paths: &[String], headers: &[&str], mark: &str) -> Self {
        let requests = paths
            .iter()
            .map(|path| Request::with("GET", path, headers, ""));
        Self {
            requests: requests.collect(),
            mark: mark.to_owned(),
        }
    }
}

impl Load for Pages {
    fn request(&self, client: u64, round: u64) -> Request {
        let length = u64::try_from(self.requests.len()).unwrap_or(1).max(1);
        // A step that shares no factor with most lengths keeps the clients apart.
        let at = usize::try_from((client * 7919 + round) % length).unwrap_or(0);
        self.requests
            .get(at)
            .cloned()
            .unwrap_or_else(|| Request::get("/"))
    }

    fn accept(&self, answer: &Answer) -> Result<()> {
        let is_packed = answer.header("content-encoding").is_some();
        if answer.status == 200 && (is_packed || answer.text().contains(&self.mark)) {
            return Ok(());
        }
        bail!(
            "an answer that is not the page: {} {}",
            answer.status,
            answer.text()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_times_are_read_from_the_sorted_list() {
        let times = Times {
            micros: (1..=1000).rev().collect(),
            elapsed: Duration::from_secs(2),
        };
        assert!((times.permille(500) - 0.501).abs() < 1e-9);
        assert!((times.permille(990) - 0.991).abs() < 1e-9);
        assert!((times.permille(1000) - 1.0).abs() < 1e-9);
        assert!((times.per_second() - 500.0).abs() < 1e-6);
        assert!(Times::default().permille(500).abs() < 1e-9);
    }
}
