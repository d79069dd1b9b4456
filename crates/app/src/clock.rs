//! Whether the clock of this machine may be believed. After a dead battery it may say 2036, and
//! whatever closes, escalates or erases by time would do ten years of it on the spot.
//!
//! The worker keeps the last time at which it ran. A clock that is far ahead of it, or behind it,
//! pauses the jobs that decide by time until the clock is right again or somebody says that it is.
//! The jobs themselves know nothing of this: whoever tells a year or a demo runs them on a clock of
//! their own.

use huiyin_db::{Db, Result, Tx, jobs};
use huiyin_kernel::{Instant, Said};
use huiyin_registry::settings;

const DAY_SECONDS: i64 = 24 * 3600;
/// Clocks are put right by minutes, now and then by a quarter of an hour; not by more.
const BACK_SECONDS: i64 = 3600;
/// The time is kept so often, not at every look.
const KEEP_SECONDS: i64 = 300;
/// A job that is next later than its pause and this was put there by a wrong clock.
const ASTRAY_SECONDS: i64 = DAY_SECONDS;

/// What a job does that cannot be taken back by running it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Closes, escalates, reminds, opens and ends by time.
    Decides,
    /// Erases by age.
    Erases,
}

impl Weight {
    pub const ALL: [Self; 2] = [Self::Decides, Self::Erases];

    /// Days that the clock may be ahead. Work goes on by itself after a holiday of two weeks; what
    /// is erased is gone for good, so that waits for a person after a long weekend already.
    pub const fn days(self) -> i64 {
        match self {
            Self::Decides => 15,
            Self::Erases => 3,
        }
    }

    /// The setting that keeps when the clock was last believed for such work.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Decides => "clock_seen_deciding",
            Self::Erases => "clock_seen_erasing",
        }
    }
}

/// Jobs that a wrong clock would make do harm.
const GUARDED: &[(&str, Weight)] = &[
    ("matters.reminders", Weight::Decides),
    ("matters.resume_suspended", Weight::Decides),
    ("matters.close_verified", Weight::Decides),
    ("matters.ask_again", Weight::Decides),
    ("matters.sweep_light", Weight::Erases),
    ("privacy.remind", Weight::Decides),
    ("privacy.retention", Weight::Erases),
    ("notices.sweep", Weight::Erases),
    ("visits.days", Weight::Decides),
    ("visits.retention", Weight::Erases),
    ("visits.pieces", Weight::Erases),
    ("compounds.votes", Weight::Decides),
    ("compounds.terms", Weight::Decides),
    ("compounds.tell", Weight::Decides),
    ("compounds.duties", Weight::Decides),
    ("compounds.table", Weight::Decides),
    ("compounds.mediation", Weight::Decides),
    ("compounds.retention", Weight::Erases),
    ("compounds.mediation-retention", Weight::Erases),
];

/// Jobs that may run whatever the clock says: what they make is made anew, what they clear is
/// refused at its use anyway, and what waits to be told is told.
const FREE: &[&str] = &[
    "db.seal",
    "db.rewrap_keys",
    "web.sweep_form_keys",
    "registry.sweep_sessions",
    "matters.mend_headlines",
    "matters.left_behind",
    "matters.train_suggestions",
    "notices.send",
    "notices.digests",
    "privacy.scrub",
    "statistics.fold",
    "statistics.make",
    "statistics.months",
    "visits.badges",
    "visits.door-keys",
];

/// How a job leans on the clock; None where it does no harm. A job that nobody has thought about
/// counts as one that erases.
pub fn weight_of(job: &str) -> Option<Weight> {
    if FREE.contains(&job) {
        return None;
    }
    let found = GUARDED.iter().find(|(name, _)| *name == job);
    Some(found.map_or(Weight::Erases, |(_, weight)| *weight))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Believed,
    /// Far ahead of the time at which the server was last seen.
    Ahead,
    /// Behind it.
    Back,
}

/// Whether `now` may be believed after `seen`. A store that was never served believes its clock.
pub fn judge(weight: Weight, seen: Option<Instant>, now: Instant) -> Verdict {
    let Some(seen) = seen else {
        return Verdict::Believed;
    };
    let passed = now.seconds_since(seen);
    if passed > weight.days() * DAY_SECONDS {
        Verdict::Ahead
    } else if passed < -BACK_SECONDS {
        Verdict::Back
    } else {
        Verdict::Believed
    }
}

/// Why work is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    pub weight: Weight,
    pub seen: Instant,
    pub is_back: bool,
}

impl Doubt {
    /// What is paused and why.
    pub fn found(&self, now: Instant) -> Said {
        let (seen, now) = (self.seen.to_display(), now.to_display());
        let (zh, en) = match self.weight {
            Weight::Decides => (
                "提醒、升级、办结、表决截止、到期删除等定时工作已暂停",
                "Reminders, escalation, closing, votes and erasing by age are paused",
            ),
            Weight::Erases => ("到期删除已暂停", "Erasing by age is paused"),
        };
        let (zh_why, en_why) = if self.is_back {
            ("早", "before")
        } else {
            ("晚太多", "long after")
        };
        Said::new(
            format!("{zh}：本机时间 {now} 比服务上次运行的时间 {seen} {zh_why}。"),
            format!(
                "{en}: this machine's clock says {now}, {en_why} the server last ran at {seen}."
            ),
        )
    }

    /// What to do about it.
    pub fn advice() -> Said {
        Said::new(
            "先看本机时间对不对。不对就校准（如启用 NTP），校准后会自动恢复；时间对（例如停机放假，或恢复了较早的备份），就运行 huiyin clock confirm。",
            "Look whether the clock is right. If it is not, set it, for example by NTP: the work goes on by itself. If it is, because the server was switched off for a holiday or an older backup was restored, run `huiyin clock confirm`.",
        )
    }
}

/// When the clock was last believed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    deciding: Option<Instant>,
    erasing: Option<Instant>,
}

impl Seen {
    pub async fn read(tx: &mut Tx) -> Result<Self> {
        Ok(Self {
            deciding: kept(tx, Weight::Decides).await?,
            erasing: kept(tx, Weight::Erases).await?,
        })
    }

    pub const fn of(&self, weight: Weight) -> Option<Instant> {
        match weight {
            Weight::Decides => self.deciding,
            Weight::Erases => self.erasing,
        }
    }

    /// Whether a job waits for the clock.
    pub fn pauses(&self, job: &str, now: Instant) -> bool {
        weight_of(job).is_some_and(|it| judge(it, self.of(it), now) != Verdict::Believed)
    }

    /// Everything that is in doubt, the heavier first.
    pub fn doubts(&self, now: Instant) -> Vec<Doubt> {
        let doubt = |weight: Weight| {
            let seen = self.of(weight)?;
            let verdict = judge(weight, Some(seen), now);
            (verdict != Verdict::Believed).then_some(Doubt {
                weight,
                seen,
                is_back: verdict == Verdict::Back,
            })
        };
        Weight::ALL.into_iter().filter_map(doubt).collect()
    }

    /// Kinds of work for which `now` is believed and should be kept.
    fn worth_keeping(&self, now: Instant) -> Vec<Weight> {
        let is_stale = |weight: &Weight| {
            let seen = self.of(*weight);
            let is_old = seen.is_none_or(|seen| now.seconds_since(seen).abs() >= KEEP_SECONDS);
            is_old && judge(*weight, seen, now) == Verdict::Believed
        };
        Weight::ALL.into_iter().filter(is_stale).collect()
    }
}

async fn kept(tx: &mut Tx, weight: Weight) -> Result<Option<Instant>> {
    let micros = settings::get(tx, weight.key()).await?;
    let micros = micros.and_then(|micros| micros.parse().ok());
    Ok(micros.map(Instant::from_micros))
}

/// Keeps that the server was seen now, for the work for which the clock is believed.
pub async fn keep(db: &Db, seen: &Seen, now: Instant) -> Result<()> {
    set(db, &seen.worth_keeping(now), now).await
}

/// Somebody has looked at the clock and says that it is right.
pub async fn confirm(db: &Db, now: Instant) -> Result<()> {
    set(db, &Weight::ALL, now).await
}

async fn set(db: &Db, weights: &[Weight], now: Instant) -> Result<()> {
    if weights.is_empty() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    for weight in weights {
        settings::set(&mut tx, weight.key(), &now.as_micros().to_string()).await?;
    }
    tx.commit().await
}

/// Whether a wrong clock has put a job so far ahead that it would not run for years.
fn is_astray(job: &jobs::Job, now: Instant) -> bool {
    job.next_at.seconds_since(now) > job.every_seconds + ASTRAY_SECONDS
}

/// Takes back what ran while the clock was ahead, once it is right again.
pub async fn bring_back(db: &Db, all: &[jobs::Job], now: Instant) -> Result<()> {
    for job in all.iter().filter(|job| is_astray(job, now)) {
        let mut tx = db.write().await?;
        jobs::hurry(&mut tx, &job.kind, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slices::Slices;

    fn at(local: &str) -> Instant {
        Instant::parse_local(local).unwrap()
    }

    fn both(local: &str) -> Seen {
        Seen {
            deciding: Some(at(local)),
            erasing: Some(at(local)),
        }
    }

    #[test]
    fn every_job_was_thought_about_once() {
        for (job, _) in Slices::jobs() {
            let guarded = GUARDED.iter().filter(|(name, _)| *name == job).count();
            let free = FREE.iter().filter(|name| **name == job).count();
            assert_eq!(guarded + free, 1, "{job}");
        }
        let known = GUARDED.len() + FREE.len();
        assert_eq!(known, Slices::jobs().len(), "a job that is no more");
        assert_eq!(weight_of("a.new_one"), Some(Weight::Erases));
    }

    #[test]
    fn a_dead_battery_pauses_everything_and_a_weekend_nothing() {
        let seen = both("2026-11-27T18:00");
        let paused = |job: &str, now: &str| seen.pauses(job, at(now));
        for job in ["privacy.retention", "matters.close_verified"] {
            assert!(paused(job, "2036-02-07T06:28"), "{job}");
            assert!(paused(job, "2000-01-01T00:00"), "{job}");
            assert!(!paused(job, "2026-11-30T09:00"), "{job}");
        }
        assert!(!paused("db.seal", "2036-02-07T06:28"));
        assert_eq!(seen.doubts(at("2036-02-07T06:28")).len(), 2);
        assert!(seen.doubts(at("2026-11-30T09:00")).is_empty());
        let never = Seen::default();
        assert!(never.doubts(at("2036-02-07T06:28")).is_empty());
    }

    #[test]
    fn a_holiday_of_two_weeks_pauses_only_what_erases() {
        let (seen, now) = (both("2026-02-13T18:00"), at("2026-02-28T09:00"));
        assert!(!seen.pauses("matters.reminders", now));
        assert!(seen.pauses("privacy.retention", now));
        let doubts = seen.doubts(now);
        assert_eq!(doubts.len(), 1);
        let found = doubts[0].found(now);
        assert!(found.zh.contains("到期删除已暂停"), "{}", found.zh);
        assert!(Doubt::advice().zh.contains("huiyin clock confirm"));
    }

    #[test]
    fn the_bounds_themselves_are_believed() {
        let seen = at("2026-11-27T18:00");
        for weight in Weight::ALL {
            let last = seen.plus_seconds(weight.days() * DAY_SECONDS);
            let judged = |now| judge(weight, Some(seen), now);
            assert_eq!(judged(last), Verdict::Believed);
            assert_eq!(judged(last.plus_seconds(1)), Verdict::Ahead);
            assert_eq!(judged(seen.plus_seconds(-BACK_SECONDS)), Verdict::Believed);
            assert_eq!(judged(seen.plus_seconds(-BACK_SECONDS - 1)), Verdict::Back);
        }
    }

    #[test]
    fn a_time_in_doubt_is_never_kept_and_one_of_now_not_twice() {
        let seen = both("2026-11-27T18:00");
        assert!(seen.worth_keeping(at("2036-02-07T06:28")).is_empty());
        assert!(seen.worth_keeping(at("2026-11-27T18:04")).is_empty());
        assert_eq!(seen.worth_keeping(at("2026-11-27T18:05")), Weight::ALL);
        let after_two_weeks = seen.worth_keeping(at("2026-12-10T09:00"));
        assert_eq!(after_two_weeks, [Weight::Decides]);
    }
}
