//! Reports accepted per second through the JSON interface, beside a bare loop that writes the
//! same rows. Rounds alternate, so that whatever else the machine does falls on both.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::corpus::report;
use crate::district::District;
use crate::http::{Answer, Request};
use crate::load::{self, Load, Times, per_second, rounded};
use crate::memory::Memory;
use crate::replay::{self, BareFile, BareSchema, Written};
use crate::server::Server;
use crate::tables::{Table, describe_all};

const ROUNDS: u32 = 3;
const WARM_UP: Duration = Duration::from_millis(1500);
/// Clients of the crowded point.
pub const CROWD: u64 = 32;
/// Reports that are replayed of one round at most.
const REPLAYED: usize = 20_000;

/// Residents who report, one thing after another.
#[derive(Debug, Default)]
pub struct Residents {
    taken: Mutex<Vec<String>>,
}

impl Load for Residents {
    fn request(&self, client: u64, round: u64) -> Request {
        let index = client.wrapping_mul(1_000_003).wrapping_add(round);
        let new = report(0x00ff_0000_0000 + index);
        let body = json!({
            "text": new.text,
            "place_text": new.place,
            "lon": 106.53, "lat": 29.57,
            "name": "居民",
            "phone": new.phone,
        });
        Request::post_json("/api/v1/matters", &body)
    }

    fn accept(&self, answer: &Answer) -> Result<()> {
        if answer.status != 201 {
            bail!(
                "a report was not accepted: {} {}",
                answer.status,
                answer.text()
            );
        }
        let receipt = answer.json()?;
        let id = receipt["id"].as_str().context("a receipt without an id")?;
        self.taken
            .lock()
            .map_err(|_| anyhow::anyhow!("poisoned"))?
            .push(id.to_owned());
        Ok(())
    }
}

impl Residents {
    fn drain(&self) -> Result<Vec<String>> {
        let mut taken = self.taken.lock().map_err(|_| anyhow::anyhow!("poisoned"))?;
        Ok(std::mem::take(&mut taken))
    }
}

/// Where the bare loop writes.
pub enum Bare {
    File(BareFile),
    Schema(BareSchema),
}

impl Bare {
    pub async fn write(&mut self, all: &[Written]) -> Result<Duration> {
        match self {
            Self::File(file) => file.write(all),
            Self::Schema(schema) => schema.write(all).await,
        }
    }
}

#[derive(Debug, Default)]
pub struct Intake {
    pub one: Times,
    pub crowd: Times,
    pub bare_count: usize,
    pub bare_elapsed: Duration,
    pub rows_per_report: usize,
}

impl Intake {
    pub fn bare_per_second(&self) -> f64 {
        per_second(self.bare_count, self.bare_elapsed)
    }

    pub fn json(&self) -> Value {
        let bare = self.bare_per_second();
        json!({
            "one_client": self.one.json(),
            "crowd": self.crowd.json(),
            "bare_per_second": rounded(bare),
            "rows_per_report": self.rows_per_report,
            "one_client_to_bare": rounded(self.one.per_second() / bare),
            "crowd_to_bare": rounded(self.crowd.per_second() / bare),
        })
    }
}

/// Measures intake at a running server; `bare` is a store of the same size.
pub async fn measure(
    district: &District,
    server: &Server,
    mut bare: Bare,
    seconds: Duration,
    memory: &mut Memory,
) -> Result<Intake> {
    let house = district.open().await?;
    let mut tx = house.db.read().await?;
    let tables = describe_all(&mut tx).await?;
    drop(tx);
    let residents = Arc::new(Residents::default());
    let load: Arc<dyn Load> = Arc::<Residents>::clone(&residents);
    let mut first = 0;
    let mut run = async |clients: u64, duration: Duration| {
        first += 1_000_000_000;
        load::run(server.address, Arc::clone(&load), clients, first, duration).await
    };
    run(CROWD, WARM_UP).await?;
    let warm = written(&house.db, &tables, residents.drain()?).await?;
    bare.write(&warm).await?;
    let mut intake = Intake {
        rows_per_report: warm.first().map_or(0, Written::row_count),
        ..Intake::default()
    };
    for _ in 0..ROUNDS {
        intake.one.add(run(1, seconds / ROUNDS).await?);
        intake.crowd.add(run(CROWD, seconds / ROUNDS).await?);
        memory.under_load(server)?;
        let rows = written(&house.db, &tables, residents.drain()?).await?;
        intake.bare_count += rows.len();
        intake.bare_elapsed += bare.write(&rows).await?;
    }
    house.db.close().await;
    Ok(intake)
}

async fn written(db: &huiyin_db::Db, tables: &[Table], ids: Vec<String>) -> Result<Vec<Written>> {
    let mut all = Vec::new();
    let mut tx = db.read().await?;
    for id in ids.iter().take(REPLAYED) {
        all.push(replay::read(&mut tx, tables, id).await?);
    }
    Ok(all)
}
