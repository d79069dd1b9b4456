//! The worker: claims due jobs and due messages and hands them to the slices. At least once,
//! never for ever, and whatever goes wrong is written where an administrator sees it.

use std::future::Future;
use std::time::Duration;

use huiyin_db::outbox::{self, Fate, Message};
use huiyin_db::{StoreError, jobs};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::{self, Doubt, Seen};
use crate::machine::Stopwatch;
use crate::slices::Slices;
use crate::watch::{Outcome, Watch};

/// How often the worker looks for something to do.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A job is given back to others after ten minutes, so it must end earlier.
const JOB_LIMIT: Duration = Duration::from_mins(9);
/// Likewise for messages, which are given back after one minute.
const MESSAGE_LIMIT: Duration = Duration::from_secs(45);
/// Messages taken at once, handled one after the other within their minute.
const MESSAGES_AT_ONCE: i64 = 20;
/// Batches in one look, so that jobs have their turn beside a long queue.
const BATCHES_AT_ONCE: usize = 20;
/// How long the work in hand may go on after the order to stop. A job that is broken off leaves
/// nothing half done: it does what is missing the next time.
const STOP_LIMIT: Duration = Duration::from_mins(1);
/// Characters of an error that are kept.
const ERROR_CHARACTERS: usize = 500;

/// A running worker.
#[derive(Debug)]
pub struct Runner {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Runner {
    pub fn start(slices: Slices, noted: Watch) -> Self {
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(work(slices, noted, stopped));
        Self { stop, task }
    }

    /// Lets the work in hand finish, within bounds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        match tokio::time::timeout(STOP_LIMIT, &mut self.task).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the worker did not stop in order"),
            Err(_) => {
                tracing::warn!("the work in hand took too long and is broken off");
                self.task.abort();
            }
        }
    }
}

async fn work(slices: Slices, noted: Watch, mut stopped: watch::Receiver<bool>) {
    let mut is_declared = false;
    while !*stopped.borrow() {
        let round = async {
            if !is_declared {
                declare(&slices).await?;
                is_declared = true;
            }
            run_due_jobs(&slices, &noted, &stopped).await?;
            deliver_due_messages(&slices, &noted, &stopped).await
        };
        if let Err(error) = round.await {
            tracing::warn!(%error, "the worker could not reach the store; it will try again");
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn declare(slices: &Slices) -> Result<(), StoreError> {
    for (kind, every_seconds) in Slices::jobs() {
        jobs::declare(&slices.site.db, kind, every_seconds, slices.site.now()).await?;
    }
    Ok(())
}

async fn run_due_jobs(
    slices: &Slices,
    noted: &Watch,
    stopped: &watch::Receiver<bool>,
) -> Result<(), StoreError> {
    let db = &slices.site.db;
    let mut tx = db.read().await?;
    let all = jobs::list(&mut tx).await?;
    let seen = Seen::read(&mut tx).await?;
    drop(tx);
    look_at_clock(slices, noted, &seen, &all).await?;
    for (kind, _) in Slices::jobs() {
        let now = slices.site.now();
        let is_due = all.iter().any(|job| job.kind == kind && job.next_at <= now);
        let may_run = is_due && !*stopped.borrow() && !seen.pauses(kind, now);
        if !may_run || !jobs::claim(db, kind, now).await? {
            continue;
        }
        let (worker, stopwatch) = (slices.clone(), Stopwatch::start());
        let outcome = bounded(JOB_LIMIT, async move { worker.run(kind).await }).await;
        let outcome = outcome.unwrap_or_else(Err);
        noted.note_job(kind, outcome.is_err(), now, stopwatch.micros());
        if let Err(why) = &outcome {
            tracing::warn!(job = kind, why, "a job failed and will be tried again");
        }
        let outcome = outcome.map_err(|why| shortened(&why));
        jobs::settle(db, kind, outcome, slices.site.now()).await?;
    }
    Ok(())
}

/// Says what a clock that cannot be believed pauses, and keeps the time of one that can.
async fn look_at_clock(
    slices: &Slices,
    noted: &Watch,
    seen: &Seen,
    all: &[jobs::Job],
) -> Result<(), StoreError> {
    let (db, now) = (&slices.site.db, slices.site.now());
    let doubts = seen.doubts(now);
    if doubts.is_empty() {
        clock::bring_back(db, all, now).await?;
    }
    for doubt in &doubts {
        if !noted.figures.doubts().contains(doubt) {
            let (found, advice) = (doubt.found(now), Doubt::advice());
            tracing::error!(found = found.en, advice = advice.en, "jobs are paused");
        }
    }
    if doubts.is_empty() && !noted.figures.doubts().is_empty() {
        tracing::info!("the clock is believed again and paused jobs go on");
    }
    noted.figures.doubt(doubts);
    clock::keep(db, seen, now).await
}

async fn deliver_due_messages(
    slices: &Slices,
    noted: &Watch,
    stopped: &watch::Receiver<bool>,
) -> Result<(), StoreError> {
    let db = &slices.site.db;
    let mut tx = db.read().await?;
    let backlog = outbox::backlog(&mut tx).await?;
    drop(tx);
    if backlog == 0 {
        return Ok(());
    }
    for _ in 0..BATCHES_AT_ONCE {
        let messages = outbox::take(db, slices.site.now(), MESSAGES_AT_ONCE).await?;
        for message in &messages {
            // What is not handled now comes back after its minute.
            if *stopped.borrow() {
                return Ok(());
            }
            let fate = deliver(slices, message).await;
            if let Fate::Fail(why) | Fate::Retry(why) = &fate {
                tracing::warn!(topic = message.topic, why, "a message was not delivered");
            }
            noted.figures.message_handled(match &fate {
                Fate::Done(_) => Outcome::Done,
                Fate::Retry(_) => Outcome::Retried,
                Fate::Fail(_) => Outcome::Failed,
            });
            outbox::settle(db, message, fate, slices.site.now()).await?;
        }
        if messages.len() < usize::try_from(MESSAGES_AT_ONCE).unwrap_or(0) {
            break;
        }
    }
    Ok(())
}

async fn deliver(slices: &Slices, message: &Message) -> Fate {
    let worker = slices.clone();
    let letter = message.clone();
    match bounded(MESSAGE_LIMIT, async move { worker.handle(&letter).await }).await {
        Ok(Fate::Retry(why)) | Err(why) => Fate::Retry(shortened(&why)),
        Ok(Fate::Fail(why)) => Fate::Fail(shortened(&why)),
        Ok(done @ Fate::Done(_)) => done,
    }
}

/// Runs work in a task of its own, so that a panic or an endless wait in one slice does not end
/// the worker of all.
async fn bounded<T: Send + 'static>(
    limit: Duration,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, String> {
    let mut task = tokio::spawn(work);
    match tokio::time::timeout(limit, &mut task).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(format!("broke off: {error}")),
        Err(_) => {
            task.abort();
            Err(format!("took more than {} seconds", limit.as_secs()))
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(ERROR_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use huiyin_kernel::{FixedClock, Instant};

    use super::*;
    use crate::machine::{Machine, OsEntropy};
    use crate::{Config, House, Opening, Place, SettingArgs};

    /// An empty district on a clock that the test moves.
    struct Ground {
        slices: Slices,
        house: House,
        clock: Arc<FixedClock>,
        noted: Watch,
        folder: PathBuf,
    }

    impl Ground {
        async fn new(name: &str) -> Self {
            let folder = format!("huiyin-runner-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(folder);
            let place = Place::in_folder(&folder);
            let config = Config::read(&SettingArgs::default(), &|_| None, &folder).unwrap();
            let house = House::open(&place, &config, Opening::MakeOrMigrate).await;
            let house = house.unwrap();
            let clock = Arc::new(FixedClock::at(at("2026-11-27T18:00")));
            let machine = Machine {
                clock: Arc::<FixedClock>::clone(&clock),
                entropy: Arc::new(OsEntropy),
                register_seconds: 60,
            };
            let slices = Slices::start_on(&house, &config, machine).await.unwrap();
            declare(&slices).await.unwrap();
            Self {
                slices,
                house,
                clock,
                noted: Watch::default(),
                folder,
            }
        }

        /// One round of the worker at a time of day.
        async fn round(&self, local: &str) {
            self.clock.set(at(local));
            let (_stop, stopped) = watch::channel(false);
            run_due_jobs(&self.slices, &self.noted, &stopped)
                .await
                .unwrap();
        }

        async fn ran_at(&self, kind: &str) -> Option<Instant> {
            let mut tx = self.house.db.read().await.unwrap();
            let all = jobs::list(&mut tx).await.unwrap();
            let found = all.into_iter().find(|job| job.kind == kind);
            found.unwrap().last_done_at
        }

        async fn finish(self) {
            self.house.db.close().await;
            std::fs::remove_dir_all(&self.folder).unwrap();
        }
    }

    fn at(local: &str) -> Instant {
        Instant::parse_local(local).unwrap()
    }

    const GUARDED: [&str; 3] = [
        "privacy.retention",
        "matters.close_verified",
        "compounds.votes",
    ];
    const TODAY: &str = "2026-11-27T18:00";
    const DEAD_BATTERY: &str = "2036-02-07T06:28";

    #[tokio::test]
    async fn a_clock_far_ahead_runs_nothing_that_closes_or_erases_until_it_is_right() {
        let ground = Ground::new("ahead").await;
        ground.round(TODAY).await;
        ground.round(DEAD_BATTERY).await;
        for job in GUARDED {
            assert_eq!(ground.ran_at(job).await, Some(at(TODAY)), "{job}");
        }
        assert_eq!(ground.ran_at("db.seal").await, Some(at(DEAD_BATTERY)));
        assert_eq!(ground.noted.figures.doubts().len(), 2);
        // Put right: the paused ones run at once, and the others do not wait for 2036.
        let right = "2026-11-28T19:00";
        ground.round(right).await;
        ground.round(right).await;
        assert!(ground.noted.figures.doubts().is_empty());
        for job in GUARDED.into_iter().chain(["db.seal"]) {
            assert_eq!(ground.ran_at(job).await, Some(at(right)), "{job}");
        }
        ground.finish().await;
    }

    #[tokio::test]
    async fn after_a_long_holiday_somebody_says_that_the_clock_is_right() {
        let ground = Ground::new("holiday").await;
        ground.round(TODAY).await;
        let back = "2026-12-20T09:00";
        ground.round(back).await;
        for job in GUARDED {
            assert_eq!(ground.ran_at(job).await, Some(at(TODAY)), "{job}");
        }
        clock::confirm(&ground.house.db, at(back)).await.unwrap();
        ground.round(back).await;
        for job in GUARDED {
            assert_eq!(ground.ran_at(job).await, Some(at(back)), "{job}");
        }
        ground.finish().await;
    }

    #[tokio::test]
    async fn a_panic_and_an_endless_wait_are_errors_like_others() {
        let nothing: Option<u8> = std::env::args().find_map(|_| None);
        let panicked = bounded(JOB_LIMIT, async move { nothing.expect("a defect") }).await;
        assert!(panicked.unwrap_err().starts_with("broke off"));
        let endless = bounded(Duration::from_millis(20), std::future::pending::<()>()).await;
        assert!(endless.unwrap_err().contains("took more"));
        assert_eq!(bounded(JOB_LIMIT, async { 7 }).await, Ok(7));
    }
}
