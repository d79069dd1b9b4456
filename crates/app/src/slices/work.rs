//! The periodic work of the slices, and what the house does beside them.

use huiyin_db::facts::fold;
use huiyin_db::seal;
use huiyin_matters::jobs::TRAIN_SUGGESTIONS;
use huiyin_registry::{sessions, ways_in};
use huiyin_web::forms;

use super::Slices;
use crate::{counted, rewrap};

/// Rounds of sealing in one run; each takes a hundred thousand rows.
const SEAL_ROUNDS: usize = 100;
const HOUR_SECONDS: i64 = 3600;
/// Figures are right at any time; folding keeps them quick to look at.
const FOLD_SECONDS: i64 = 20;
/// Once the older journal has been walked, a run is one look-up.
const MAKE_SECONDS: i64 = 60;
/// Often, because each run is bounded; with nothing to do it is one look-up.
const REWRAP_SECONDS: i64 = 300;

impl Slices {
    /// Periodic work: name and how often in seconds. [`Self::run`] does it.
    pub fn jobs() -> Vec<(&'static str, i64)> {
        let own = [
            ("db.seal", HOUR_SECONDS),
            ("statistics.fold", FOLD_SECONDS),
            ("statistics.make", MAKE_SECONDS),
            (rewrap::JOB, REWRAP_SECONDS),
            ("web.sweep_form_keys", 6 * HOUR_SECONDS),
            ("registry.sweep_sessions", HOUR_SECONDS),
        ];
        own.into_iter()
            .chain(huiyin_matters::jobs::JOBS.iter().copied())
            .chain([(TRAIN_SUGGESTIONS, 24 * HOUR_SECONDS)])
            .chain(huiyin_privacy::jobs::JOBS.iter().copied())
            .chain(huiyin_statistics::JOBS.iter().copied())
            .chain(huiyin_notices::JOBS.iter().copied())
            .chain(huiyin_visits::jobs::JOBS.iter().copied())
            .chain(huiyin_compounds::jobs::JOBS.iter().copied())
            .collect()
    }

    /// Does one job. Each looks at the world and does what is missing, so twice does no harm.
    pub async fn run(&self, job: &str) -> Result<(), String> {
        if has(huiyin_matters::jobs::JOBS, job) {
            let done = huiyin_matters::jobs::run(&self.matters, job).await;
            return done.map(drop).map_err(|error| error.to_string());
        }
        if has(huiyin_privacy::jobs::JOBS, job) {
            let done = huiyin_privacy::jobs::run(&self.privacy, job).await;
            return done.map_err(|error| error.to_string());
        }
        if has(huiyin_visits::jobs::JOBS, job) {
            let done = huiyin_visits::jobs::run(&self.visits, job).await;
            return done.map_err(|error| error.to_string());
        }
        if has(huiyin_compounds::jobs::JOBS, job) {
            let done = huiyin_compounds::jobs::run(&self.compounds, job).await;
            return done.map_err(|error| error.to_string());
        }
        let done = match job {
            TRAIN_SUGGESTIONS => {
                let trained = huiyin_matters::suggest::train(&self.matters).await;
                return trained.map(drop).map_err(|error| error.to_string());
            }
            "db.seal" => self.seal().await.map(drop),
            rewrap::JOB => self.rewrap_keys().await,
            "web.sweep_form_keys" => self.sweep_form_keys().await,
            "registry.sweep_sessions" => self.sweep_sessions().await,
            "notices.send" => huiyin_notices::ops::send_due(&self.notices).await.map(drop),
            "notices.digests" => huiyin_notices::ops::order_digests(&self.notices)
                .await
                .map(drop),
            "notices.sweep" => huiyin_notices::ops::sweep(&self.notices).await.map(drop),
            "statistics.months" => self.statistics.count_months().await.map(drop),
            "statistics.fold" => fold::run_beside(&self.site.db, self.site.now())
                .await
                .map(drop),
            "statistics.make" => counted::make_missing(&self.site.db).await.map(drop),
            _ => return Err(format!("this program has no job {job}")),
        };
        done.map_err(|error| error.to_string())
    }

    /// Puts everything new in the journal under seals and says how many rows that were.
    pub async fn seal(&self) -> huiyin_db::Result<u64> {
        let mut sealed = 0;
        for _ in 0..SEAL_ROUNDS {
            let rows = seal::seal_new_rows(&self.site.db, &self.site.keys, self.site.now()).await?;
            if rows == 0 {
                break;
            }
            sealed += rows;
        }
        Ok(sealed)
    }

    async fn rewrap_keys(&self) -> huiyin_db::Result<()> {
        let site = &self.site;
        rewrap::run(&site.db, &site.keys, site.entropy.as_ref(), site.now()).await
    }

    async fn sweep_form_keys(&self) -> huiyin_db::Result<()> {
        let mut tx = self.site.db.write().await?;
        forms::sweep(&mut tx, self.site.now()).await?;
        tx.commit().await
    }

    async fn sweep_sessions(&self) -> huiyin_db::Result<()> {
        let mut tx = self.site.db.write().await?;
        sessions::sweep(&mut tx, self.site.now()).await?;
        ways_in::sweep(&mut tx, self.site.now()).await?;
        tx.commit().await
    }
}

/// Whether a job is one of these.
fn has(jobs: &[(&str, i64)], job: &str) -> bool {
    jobs.iter().any(|(name, _)| *name == job)
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Lang;
    use huiyin_web::Texts;

    use super::*;

    #[test]
    fn every_job_has_a_name_on_the_system_page() {
        let texts = Texts::load().unwrap();
        let others = [crate::backup::JOB];
        for job in Slices::jobs().iter().map(|it| it.0).chain(others) {
            let key = format!("registry-job-{}", job.replace(['.', '_'], "-"));
            for lang in [Lang::Zh, Lang::En] {
                assert!(texts.has(lang, &key), "{lang:?}: {key}");
            }
        }
    }
}
