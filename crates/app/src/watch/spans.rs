//! Traces by OTLP over HTTP, in its JSON form: one span for each request and each run of a job,
//! with the route and nothing of who asked.

use std::time::Duration;

use huiyin_kernel::{Entropy as _, Instant, to_hex};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::machine::OsEntropy;
use crate::{Failure, outside};

/// Spans that wait for the collector; more are dropped and counted.
const WAITING_MAX: usize = 2_048;
const BATCH_MAX: usize = 256;
const SEND_EVERY: Duration = Duration::from_secs(5);
/// How long the last spans may take after the order to stop.
const LAST_BATCH_LIMIT: Duration = Duration::from_secs(3);
/// Error code of a span's status.
const STATUS_ERROR: u8 = 2;

/// A finished piece of work.
#[derive(Debug, Clone)]
pub struct Span {
    work: Work,
    started_at: Instant,
    micros: u64,
}

#[derive(Debug, Clone)]
enum Work {
    Request {
        method: String,
        route: String,
        status: u16,
    },
    Job {
        job: &'static str,
        failed: bool,
    },
}

impl Span {
    pub fn request(
        method: &str,
        route: &str,
        status: u16,
        started_at: Instant,
        micros: u64,
    ) -> Self {
        Self {
            work: Work::Request {
                method: method.to_owned(),
                route: route.to_owned(),
                status,
            },
            started_at,
            micros,
        }
    }

    pub fn job(job: &'static str, failed: bool, started_at: Instant, micros: u64) -> Self {
        Self {
            work: Work::Job { job, failed },
            started_at,
            micros,
        }
    }

    fn json(&self) -> Value {
        let started = i128::from(self.started_at.as_micros()) * 1_000;
        let ended = started + i128::from(self.micros) * 1_000;
        let (name, kind, attributes, failed) = match &self.work {
            Work::Request {
                method,
                route,
                status,
            } => (
                format!("{method} {route}"),
                2,
                json!([
                    text("http.request.method", method),
                    text("http.route", route),
                    { "key": "http.response.status_code",
                      "value": { "intValue": status.to_string() } },
                ]),
                *status >= 500,
            ),
            Work::Job { job, failed } => (
                format!("job {job}"),
                1,
                json!([text("huiyin.job", job)]),
                *failed,
            ),
        };
        let status = if failed {
            json!({ "code": STATUS_ERROR })
        } else {
            json!({})
        };
        json!({
            "traceId": random_hex::<16>(),
            "spanId": random_hex::<8>(),
            "name": name,
            "kind": kind,
            "startTimeUnixNano": started.to_string(),
            "endTimeUnixNano": ended.to_string(),
            "attributes": attributes,
            "status": status,
        })
    }
}

/// Where finished spans are handed in.
#[derive(Debug, Clone)]
pub struct Spans(mpsc::Sender<Span>);

impl Spans {
    /// False when the collector is too slow and the span is lost.
    pub(super) fn offer(&self, span: Span) -> bool {
        self.0.try_send(span).is_ok()
    }
}

/// Sends spans to the collector until it is stopped.
#[derive(Debug)]
pub struct Exporter {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Exporter {
    pub fn start(endpoint: &str) -> Result<(Spans, Self), Failure> {
        let client = outside::client()?;
        let address = address(endpoint);
        let (sender, waiting) = mpsc::channel(WAITING_MAX);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(export(client, address, waiting, stopped));
        Ok((Spans(sender), Self { stop, task }))
    }

    /// Sends what is left, within bounds.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(LAST_BATCH_LIMIT, self.task)
            .await
            .is_err()
        {
            tracing::warn!("the collector did not take the last spans");
        }
    }
}

async fn export(
    client: reqwest::Client,
    address: String,
    mut waiting: mpsc::Receiver<Span>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut was_down = false;
    loop {
        let mut batch = Vec::new();
        let filled = async {
            while batch.len() < BATCH_MAX {
                match waiting.recv().await {
                    Some(span) => batch.push(span),
                    None => break,
                }
            }
        };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => {}
            _ = tokio::time::timeout(SEND_EVERY, filled) => {}
        }
        let is_last = *stopped.borrow();
        while let (true, Ok(span)) = (is_last, waiting.try_recv()) {
            batch.push(span);
        }
        if !batch.is_empty() {
            let sent = send(&client, &address, &batch).await;
            match &sent {
                // Once, not for every batch: the collector is not the program's business.
                Err(error) if !was_down => tracing::warn!(error, "the collector takes no spans"),
                _ => {}
            }
            was_down = sent.is_err();
        }
        if is_last {
            return;
        }
    }
}

async fn send(client: &reqwest::Client, address: &str, batch: &[Span]) -> Result<(), String> {
    let body = document(batch).to_string();
    let sent = client
        .post(address)
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status);
    sent.map(drop)
        .map_err(|error| error.without_url().to_string())
}

fn document(batch: &[Span]) -> Value {
    json!({ "resourceSpans": [{
        "resource": { "attributes": [
            text("service.name", "huiyin"),
            text("service.version", env!("CARGO_PKG_VERSION")),
        ] },
        "scopeSpans": [{
            "scope": { "name": "huiyin" },
            "spans": batch.iter().map(Span::json).collect::<Vec<_>>(),
        }],
    }] })
}

fn text(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": { "stringValue": value } })
}

/// The path of the standard, unless the whole address was given.
fn address(endpoint: &str) -> String {
    let endpoint = endpoint.trim_end_matches('/');
    if endpoint.ends_with("/v1/traces") {
        endpoint.to_owned()
    } else {
        format!("{endpoint}/v1/traces")
    }
}

fn random_hex<const BYTES: usize>() -> String {
    let mut bytes = [0u8; BYTES];
    OsEntropy.fill(&mut bytes);
    to_hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_says_which_route_when_and_how_it_ended() {
        let at = Instant::from_micros(1_700_000_000_000_001);
        let good = Span::request("GET", "/echo/{code}", 200, at, 2_500).json();
        assert_eq!(good["name"], "GET /echo/{code}");
        assert_eq!(good["startTimeUnixNano"], "1700000000000001000");
        assert_eq!(good["endTimeUnixNano"], "1700000000002501000");
        assert_eq!(good["traceId"].as_str().unwrap().len(), 32);
        assert_eq!(good["spanId"].as_str().unwrap().len(), 16);
        assert_eq!(good["status"], json!({}));
        let bad = Span::job("db.seal", true, at, 1).json();
        assert_eq!(bad["status"]["code"], STATUS_ERROR);
        assert_eq!(bad["kind"], 1);
        assert_ne!(good["traceId"], bad["traceId"]);
    }

    #[test]
    fn the_standard_path_is_added_once() {
        for given in ["http://c:4318", "http://c:4318/", "http://c:4318/v1/traces"] {
            assert_eq!(address(given), "http://c:4318/v1/traces");
        }
    }
}
