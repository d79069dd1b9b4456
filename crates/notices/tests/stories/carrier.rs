//! A carrier on this machine that writes down what it gets and answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;

/// One request as it came in.
#[derive(Debug, Clone)]
pub struct Got {
    pub headers: HeaderMap,
    pub raw: Vec<u8>,
    pub body: Value,
}

impl Got {
    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).expect("a header");
        value.to_str().expect("text").to_owned()
    }

    pub fn text(&self) -> String {
        self.body["text"].as_str().unwrap_or_default().to_owned()
    }
}

#[derive(Default)]
struct Inside {
    got: Vec<Got>,
    answers: VecDeque<(u16, String)>,
}

/// It says 202 to everything unless it was told to answer otherwise.
#[derive(Clone)]
pub struct Carrier {
    pub address: String,
    inside: Arc<Mutex<Inside>>,
}

impl Carrier {
    pub async fn open() -> Self {
        let inside = Arc::new(Mutex::new(Inside::default()));
        let app = Router::new()
            .route("/send", post(take))
            .with_state(Arc::clone(&inside));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/send", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, inside }
    }

    /// Answers the next request so.
    pub fn will_answer(&self, status: u16, body: &str) {
        let mut inside = self.inside.lock().unwrap();
        inside.answers.push_back((status, body.to_owned()));
    }

    pub fn got(&self) -> Vec<Got> {
        self.inside.lock().unwrap().got.clone()
    }
}

async fn take(
    State(inside): State<Arc<Mutex<Inside>>>,
    headers: HeaderMap,
    raw: Bytes,
) -> (StatusCode, String) {
    let mut inside = inside.lock().unwrap();
    inside.got.push(Got {
        headers,
        raw: raw.to_vec(),
        body: serde_json::from_slice(&raw).unwrap_or_default(),
    });
    let (status, body) = inside
        .answers
        .pop_front()
        .unwrap_or((202, r#"{"id":"carrier-1"}"#.to_owned()));
    (StatusCode::from_u16(status).unwrap(), body)
}
