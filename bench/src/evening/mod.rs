//! A Saturday evening: a hundred phones bring what they collected, all at the same time, while
//! others look at pages. Each phone has visits at 25 doors, ten of them with a matter, and 40
//! photos, and speaks as the notebook does.

mod ground;
mod phone;
mod pictures;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use huiyin_db::{args, queries};
use serde_json::{Value, json};

use crate::district::District;
use crate::http::{Connection, Request};
use crate::load::{Times, rounded};
use crate::memory::Memory;
use crate::say;
use crate::server::Server;
use crate::stopwatch::Stopwatch;

/// Teams, each with one phone.
pub const PHONES: usize = 100;
/// Doors for each phone; the plan gives some teams a few more, others fewer.
pub const DOORS: usize = 25;
/// What every phone brings.
pub const PHOTOS: usize = 40;

/// Looked at in turn while the phones sync, with this pause in between.
const PAGES: [&str; 3] = ["/", "/board", "/statistics"];
const PAUSE: Duration = Duration::from_millis(200);

queries! {
    VISITED = "SELECT COUNT(*) AS n FROM visit_submission WHERE received_at >= $1";
    KEPT_PHOTOS = "SELECT COUNT(*) AS n FROM visit_photo";
}

/// On SQLite, or in a schema of the server that is named.
pub async fn measure(under: &Path, postgres: Option<&str>, phones: usize) -> Result<Value> {
    say(&format!("{phones} phones on a Saturday evening …"));
    let district = District::demo(under, "evening", postgres)?;
    let pictures = Arc::new(pictures::draw(under, phones * PHOTOS)?);
    let ready = Box::pin(ground::prepare(&district, phones)).await?;
    let (since, before) = (ready.since, count(&district, ready.since).await?);
    let server = Server::start(&district).await?;
    let mut memory = Memory::default();
    memory.at_rest(&server)?;
    let is_over = Arc::new(AtomicBool::new(false));
    let onlooker = tokio::spawn(look_on(server.address, Arc::clone(&is_over)));
    let watch = Stopwatch::start();
    let mut syncing = Vec::new();
    for (number, token) in ready.tokens.into_iter().enumerate() {
        let pictures = Arc::clone(&pictures);
        syncing.push(tokio::spawn(phone::sync(
            server.address,
            token,
            number,
            pictures,
        )));
    }
    let mut brought = phone::Brought::default();
    for one in syncing {
        brought.add(one.await??);
    }
    let seconds = watch.elapsed().as_secs_f64();
    memory.under_load(&server)?;
    is_over.store(true, Ordering::Relaxed);
    let pages = onlooker.await??;
    server.stop().await?;
    let after = count(&district, since).await?;
    let stored = (after.0 - before.0, after.1 - before.1);
    if stored != (brought.submissions.count(), brought.photos) {
        bail!("{stored:?} visits and photos are there of what the phones brought");
    }
    Ok(json!({
        "phones": phones,
        "visits": brought.submissions.count(),
        "photos": brought.photos,
        "photo_mib": rounded(pictures.mib()),
        "seconds": rounded(seconds),
        "submissions": brought.submissions.json(),
        "pieces": brought.pieces.json(),
        "pages": pages.json(),
        "memory": memory.json(),
    }))
}

/// Visits taken since then, and photos.
async fn count(district: &District, since: huiyin_kernel::Instant) -> Result<(usize, usize)> {
    let house = district.open().await?;
    let mut tx = house.db.read().await?;
    let visited: i64 = tx.fetch_one(VISITED, args![since]).await?.get("n")?;
    let photos: i64 = tx.fetch_one(KEPT_PHOTOS, args![]).await?.get("n")?;
    drop(tx);
    house.db.close().await;
    Ok((usize::try_from(visited)?, usize::try_from(photos)?))
}

/// Somebody who reads pages meanwhile.
async fn look_on(address: std::net::SocketAddr, is_over: Arc<AtomicBool>) -> Result<Times> {
    let mut connection = Connection::open(address).await?;
    let mut times = Times::default();
    let watch = Stopwatch::start();
    for path in PAGES.iter().cycle() {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let asked = Stopwatch::start();
        let answer = connection.ask(&Request::get(path)).await;
        let answer = answer.with_context(|| format!("{path} while the phones sync"))?;
        times.note(asked.elapsed());
        if answer.status != 200 {
            bail!("{path} answers {} while the phones sync", answer.status);
        }
        tokio::time::sleep(PAUSE).await;
    }
    times.elapsed = watch.elapsed();
    Ok(times)
}
