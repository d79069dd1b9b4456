//! What the worker of a server does through a day: jobs, messages and seals.

use huiyin_db::facts::fold;
use huiyin_db::outbox::{self, Fate};
use huiyin_kernel::Clock as _;
use huiyin_matters::jobs::TRAIN_SUGGESTIONS;

use super::halt::{Broken, Halt, Invariant};
use super::stage::Stage;
use crate::machine::Stopwatch;
use crate::slices::Slices;

/// What must be looked at more than once a day; the rest is not noticed to be late.
const OFTEN: [&str; 4] = [
    "matters.reminders",
    "matters.close_verified",
    "visits.days",
    "compounds.votes",
];
/// Messages taken at once.
const MESSAGES: i64 = 500;
const SEAL: &str = "db.seal";
const FOLD: &str = "statistics.fold";
const SWEEP: &str = "web.sweep_form_keys";
/// The jobs of the evening stand by themselves, because what follows leans on them.
const IN_THE_EVENING: [&str; 3] = [SEAL, FOLD, SWEEP];

async fn job(stage: &mut Stage, job: &'static str) -> Result<(), Halt> {
    let stopwatch = Stopwatch::start();
    let done = stage.slices.run(job).await;
    done.map_err(|why| stage.failed(job, &why))?;
    stage.counts.jobs += 1;
    stage.times.jobs.add(job, stopwatch);
    Ok(())
}

/// Every job that a server runs at least once in a day and a night. Learning anew from the texts is
/// left to the first day of a month: it reads thousands of them, and nobody notices a lesson that is
/// late.
pub(super) async fn in_the_morning(stage: &mut Stage) -> Result<(), Halt> {
    for (name, _) in Slices::jobs() {
        let is_lesson = name == TRAIN_SUGGESTIONS && stage.today().day() != 1;
        if !is_lesson && !IN_THE_EVENING.contains(&name) {
            job(stage, name).await?;
        }
    }
    deliver(stage).await
}

pub(super) async fn in_the_afternoon(stage: &mut Stage) -> Result<(), Halt> {
    for name in OFTEN {
        job(stage, name).await?;
    }
    Ok(())
}

/// Tells everybody what is to be told, counts, and seals the day.
pub(super) async fn at_night(stage: &mut Stage) -> Result<(), Halt> {
    for name in OFTEN {
        job(stage, name).await?;
    }
    deliver(stage).await?;
    job(stage, SWEEP).await?;
    let stopwatch = Stopwatch::start();
    let (db, now) = (&stage.slices.site.db, stage.clock.now());
    while fold::run(db, now).await? > 0 {}
    stage.times.jobs.add(FOLD, stopwatch);
    let stopwatch = Stopwatch::start();
    stage.counts.sealed_rows += stage.slices.seal().await?;
    stage.times.jobs.add(SEAL, stopwatch);
    Ok(())
}

async fn deliver(stage: &mut Stage) -> Result<(), Halt> {
    let stopwatch = Stopwatch::start();
    let now = stage.clock.now();
    loop {
        let messages = outbox::take(&stage.slices.site.db, now, MESSAGES).await?;
        if messages.is_empty() {
            break;
        }
        let mut ended = Vec::new();
        for message in &messages {
            let fate = stage.slices.handle(message).await;
            if let Fate::Fail(why) | Fate::Retry(why) = &fate {
                return Err(Halt::Broken(Broken {
                    day: stage.today(),
                    invariant: Invariant::Messages,
                    detail: format!("{}: {why}", message.topic),
                }));
            }
            ended.push((message, fate));
            stage.counts.messages += 1;
        }
        outbox::settle_all(&stage.slices.site.db, ended, now).await?;
    }
    stage.times.messages_micros += stopwatch.micros();
    Ok(())
}
