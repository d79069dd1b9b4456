//! The notebook and its endpoints on loopback, in a store of its own, beside doors that remember
//! what they are given: what `tests/e2e/specs/notebook.spec.ts` drives. The first line that it
//! prints is JSON: address, cookies of the two visitors. `/kept` tells what arrived.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    dead_code,
    reason = "it drives the product from outside, as a test does"
)]

#[path = "../tests/notebook/house.rs"]
mod house;

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::routing::get;
use axum::{Json, Router};
use huiyin_db::testing::TestDb;
use huiyin_kernel::{Clock, Instant};
use serde_json::{Value, json};

use house::{ANN, BEN, House, MIGRATIONS};

const DOORS: usize = 25;

struct Now;

impl Clock for Now {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Instant::from_micros(i64::try_from(since.as_micros()).unwrap())
    }
}

fn kept(house: &House) -> Value {
    let taken: Vec<Value> = house
        .taken()
        .iter()
        .map(|it| {
            json!({
                "channel": it.channel, "submission": it.submission,
                "faults": it.checked.iter().chain(it.matters.iter().filter_map(|m| m.checked.as_ref()))
                    .map(|checked| checked.faults.len()).sum::<usize>(),
            })
        })
        .collect();
    let photos: Vec<Value> = house
        .photos()
        .iter()
        .map(|it| json!({ "id": it.id, "submission": it.submission, "bytes": it.bytes, "blob": it.blob }))
        .collect();
    json!({ "taken": taken, "photos": photos })
}

#[tokio::main]
async fn main() {
    let test = TestDb::sqlite(MIGRATIONS).await.expect("a fresh file");
    let house = Arc::new(House::open_at(&test.db, Arc::new(Now), DOORS).await);
    let cookies = [house.phone(ANN).await.cookie, house.phone(BEN).await.cookie];
    let told = Arc::clone(&house);
    let waiting = test.db.clone();
    let service = Router::new()
        .route("/kept", get(async move || Json(kept(&told))))
        .route(
            "/waiting",
            get(async move || {
                let mut tx = waiting.read().await.unwrap();
                let start = (Instant::from_micros(0), huiyin_kernel::Id::derived("", ""));
                let rows = huiyin_visits::notebook::for_review(&mut tx, start, 100)
                    .await
                    .unwrap();
                Json(json!(rows.iter().map(|row| &row.why).collect::<Vec<_>>()))
            }),
        )
        .merge(house.service.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    println!(
        "{}",
        json!({ "address": format!("http://{address}"), "cookies": cookies })
    );
    axum::serve(listener, service).await.unwrap();
}
