//! What is read fresh for each answer: the store, the disk and the process.

use std::collections::BTreeMap;
use std::path::Path;

use huiyin_db::{Result, Tx, jobs};
use huiyin_kernel::Instant;
use huiyin_registry::settings;

use super::catalogue as c;
use super::exposition::{Exposition, Value};
use super::figures::Figures;
use super::process;
use crate::backup::LAST_BACKUP_AT;
use crate::slices::Slices;
use crate::store;

/// The whole answer. Reads a handful of small rows, however large the district is.
pub async fn expose(slices: &Slices, figures: &Figures, started_at: Instant) -> Result<String> {
    let mut text = Exposition::default();
    let version = env!("CARGO_PKG_VERSION");
    text.many(&c::BUILD, [(vec![version], Value::Whole(1))]);
    figures.expose(&mut text);
    of_process(&mut text, started_at);
    of_database(&mut text, slices);
    let mut tx = slices.site.db.read().await?;
    of_store(&mut text, &mut tx, slices.site.now()).await?;
    let queues = slices.queues(&mut tx).await?;
    text.many(
        &c::QUEUE_TASKS,
        queues
            .into_iter()
            .map(|(queue, count)| (vec![queue], Value::Whole(count))),
    );
    Ok(text.finish())
}

fn of_process(text: &mut Exposition, started_at: Instant) {
    if let Some(bytes) = process::resident_bytes() {
        text.one(&c::MEMORY, bytes);
    }
    if let Some(micros) = process::cpu_micros() {
        text.one(&c::CPU, Value::Micros(micros));
    }
    if let Some(count) = process::open_files() {
        text.one(&c::FILES, count);
    }
    text.one(&c::STARTED, seconds(Some(started_at)));
}

fn of_database(text: &mut Exposition, slices: &Slices) {
    let db = &slices.site.db;
    let (open, idle) = db.connections();
    let rows = [
        (vec!["busy"], u64::from(open.saturating_sub(idle)).into()),
        (vec!["idle"], u64::from(idle).into()),
    ];
    text.many(&c::CONNECTIONS, rows);
    if let Some(path) = db.path() {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        text.one(&c::DATABASE_BYTES, process::file_bytes(path));
        text.one(&c::DATABASE_LOG_BYTES, process::file_bytes(Path::new(&log)));
    }
    if let Some(bytes) = process::free_bytes(slices.site.blobs.folder()) {
        text.one(&c::DISK_FREE, bytes);
    }
}

async fn of_store(text: &mut Exposition, tx: &mut Tx, now: Instant) -> Result<()> {
    let waiting = store::waiting(tx).await?;
    let oldest = waiting
        .oldest_message_at
        .map_or(0, |at| now.seconds_since(at).max(0));
    text.one(&c::OUTBOX_WAITING, Value::Whole(waiting.messages));
    text.one(&c::OUTBOX_OLDEST, Value::Whole(oldest));
    text.one(&c::OUTBOX_DEAD, Value::Whole(waiting.dead_letters));
    text.one(&c::UNSEALED, Value::Whole(waiting.unsealed_rows));
    text.one(&c::SEAL_LAST, seconds(store::last_seal_in(tx).await?));
    let backup = settings::get(tx, LAST_BACKUP_AT).await?;
    let backup = backup.and_then(|micros| micros.parse().ok());
    text.one(&c::BACKUP_LAST, seconds(backup.map(Instant::from_micros)));
    let jobs: BTreeMap<String, jobs::Job> = jobs::list(tx)
        .await?
        .into_iter()
        .map(|job| (job.kind.clone(), job))
        .collect();
    let by_job = |value: &dyn Fn(&jobs::Job) -> Value| {
        let rows = jobs
            .iter()
            .map(|(kind, job)| (vec![kind.clone()], value(job)));
        rows.collect::<Vec<_>>()
    };
    text.many(&c::JOB_LAST, by_job(&|job| seconds(job.last_done_at)));
    text.many(&c::JOB_FAILURES, by_job(&|job| Value::Whole(job.failures)));
    let late = |job: &jobs::Job| Value::Whole(now.seconds_since(job.next_at).max(0));
    text.many(&c::JOB_LATE, by_job(&late));
    Ok(())
}

/// Seconds since 1970, 0 for never.
fn seconds(at: Option<Instant>) -> Value {
    Value::Whole(at.map_or(0, |at| at.as_micros() / 1_000_000))
}
