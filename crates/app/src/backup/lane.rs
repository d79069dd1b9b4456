//! The worker's second lane. A backup of a large district takes longer than residents' notices
//! may wait, so it does not stand in the queue with them. Its job is claimed like any other, by
//! one process, and the claim is kept alive while it runs.

use std::time::Duration;

use huiyin_db::{StoreError, jobs};
use huiyin_kernel::Clock as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::scheduled::{Backups, Made};
use crate::Failure;
use crate::machine::{Stopwatch, SystemClock};
use crate::watch::Watch;

/// As it is shown on the system page.
pub const JOB: &str = "app.backup";
/// How often the shelves are looked at.
const LOOK_SECONDS: i64 = 900;
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// A claim lasts ten minutes.
const HOLD_EVERY: Duration = Duration::from_mins(4);
/// After a failure; a copy of a whole district is too dear to be tried every minute.
const RETRY_SECONDS: i64 = 900;
/// A backup that takes a night is given up.
const RUN_LIMIT: Duration = Duration::from_hours(8);
const ERROR_CHARACTERS: usize = 500;

/// The running lane.
#[derive(Debug)]
pub struct Lane {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Lane {
    pub fn start(backups: Backups, noted: Watch) -> Self {
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(work(backups, noted, stopped));
        Self { stop, task }
    }

    /// A backup under way is broken off: it leaves no half file, and is made after the next start.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the lane of backups did not stop in order");
        }
    }
}

async fn work(backups: Backups, noted: Watch, mut stopped: watch::Receiver<bool>) {
    let mut is_declared = false;
    while !*stopped.borrow() {
        let round = async {
            if !is_declared {
                declare(&backups).await?;
                is_declared = true;
            }
            if backups.settings.is_scheduled() {
                Box::pin(run_when_due(&backups, &noted)).await?;
            }
            Ok::<(), StoreError>(())
        };
        tokio::select! {
            outcome = round => if let Err(error) = outcome {
                tracing::warn!(%error, "the lane of backups could not reach the store");
            },
            _ = stopped.changed() => return,
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// A district without scheduled backups has no such job, rather than one that is always well.
async fn declare(backups: &Backups) -> Result<(), StoreError> {
    let db = &backups.house.db;
    if backups.settings.is_scheduled() {
        jobs::declare(db, JOB, LOOK_SECONDS, SystemClock.now()).await
    } else {
        jobs::forget(db, JOB).await
    }
}

async fn run_when_due(backups: &Backups, noted: &Watch) -> Result<(), StoreError> {
    let (db, now) = (&backups.house.db, SystemClock.now());
    let all = jobs::list(&mut db.read().await?).await?;
    let is_due = all.iter().any(|job| job.kind == JOB && job.next_at <= now);
    if !is_due || !jobs::claim(db, JOB, now).await? {
        return Ok(());
    }
    let stopwatch = Stopwatch::start();
    let outcome = Box::pin(held(backups)).await;
    noted.note_job(JOB, outcome.is_err(), now, stopwatch.micros());
    let now = SystemClock.now();
    match outcome {
        Ok(made) => {
            if let Some(made) = made {
                let (name, bytes) = (made.name, made.packed.bytes);
                tracing::info!(
                    name,
                    bytes,
                    removed = made.removed.len(),
                    "a backup was made"
                );
            }
            jobs::settle(db, JOB, Ok(()), now).await
        }
        Err(failure) => {
            let why: String = failure.0.en.chars().take(ERROR_CHARACTERS).collect();
            tracing::warn!(why, "the backup failed and will be tried again");
            jobs::fail(db, JOB, why, now.plus_seconds(RETRY_SECONDS)).await
        }
    }
}

/// Runs with the claim kept alive beside it.
async fn held(backups: &Backups) -> Result<Option<Made>, Failure> {
    let holding = async {
        loop {
            tokio::time::sleep(HOLD_EVERY).await;
            if let Err(error) = jobs::hold(&backups.house.db, JOB, SystemClock.now()).await {
                tracing::warn!(%error, "the claim of the backup could not be kept alive");
            }
        }
    };
    let making = tokio::time::timeout(RUN_LIMIT, backups.make_due(SystemClock.now()));
    tokio::select! {
        made = making => made.unwrap_or_else(|_| Err(Failure::new(
            "备份用时太长，已放弃。",
            "The backup took too long and was given up.",
        ))),
        () = holding => Ok(None),
    }
}
