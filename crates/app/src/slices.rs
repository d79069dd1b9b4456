//! The slices of the house and how they meet: the one file that grows with a new slice.

use std::sync::Arc;

use huiyin_compounds::Compounds;
use huiyin_db::facts::fold;
use huiyin_db::outbox::{Fate, Message};
use huiyin_db::seal::Head;
use huiyin_db::{Migration, Query, Tx, seal};
use huiyin_kernel::Said;
use huiyin_matters::Matters;
use huiyin_matters::jobs::TRAIN_SUGGESTIONS;
use huiyin_matters::personal::PersonErased;
use huiyin_notices::{Carriers, Channel, Notices};
use huiyin_privacy::Privacy;
use huiyin_registry::{Provider, Registry, RegistryGate, areas, sessions, settings, ways_in};
use huiyin_statistics::Statistics;
use huiyin_visits::Visits;
use huiyin_web::{Carried, Limits, Routes, Settings, Site, Texts, forms};

use crate::elsewhere::InCompounds;
use crate::ledgers::OfSlices;
use crate::machine::Machine;
use crate::mentions::OfMatters;
use crate::opened::OpenedByMatters;
use crate::telling::{ByMatters, ByNotices, CountingGate};
use crate::told::ToldByMatters;
use crate::{Config, Failure, House, counted, rewrap};

/// Tables, in the order in which they lean on each other.
pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    huiyin_privacy::MIGRATIONS,
    huiyin_notices::MIGRATIONS,
    huiyin_visits::MIGRATIONS,
    huiyin_compounds::MIGRATIONS,
    huiyin_statistics::MIGRATIONS,
];

/// Statements that list subjects and versions, so that a history cut off at its end is noticed, and
/// a subject that was taken away. Looks at names are let go of after their time.
pub fn heads() -> Vec<Head> {
    [
        &[
            Head::lasting("account", huiyin_registry::accounts::HEADS),
            Head::lasting("matter", huiyin_matters::store::HEADS),
            Head::passing(huiyin_matters::store::REVEAL_HEADS),
        ][..],
        huiyin_privacy::HEADS,
        &[Head::lasting(
            "notice_wording",
            huiyin_notices::WORDING_HEADS,
        )],
        huiyin_visits::HEADS,
        huiyin_compounds::HEADS,
        huiyin_statistics::HEADS,
    ]
    .concat()
}

/// The setting that marks an invented district.
pub const IS_DEMO: &str = "is_demo";

/// Rounds of sealing in one run; each takes a hundred thousand rows.
const SEAL_ROUNDS: usize = 100;
const HOUR_SECONDS: i64 = 3600;
/// Figures are right at any time; folding keeps them quick to look at.
const FOLD_SECONDS: i64 = 20;
/// Once the older journal has been walked, a run is one look-up.
const MAKE_SECONDS: i64 = 60;
/// Often, because each run is bounded; with nothing to do it is one look-up.
const REWRAP_SECONDS: i64 = 300;

/// Every statement of the house, for the prepare-on-both gate.
pub fn queries() -> Vec<Query> {
    [
        huiyin_db::QUERIES,
        huiyin_web::QUERIES,
        huiyin_registry::QUERIES,
        huiyin_matters::QUERIES,
        huiyin_privacy::QUERIES,
        huiyin_notices::QUERIES,
        huiyin_visits::QUERIES,
        huiyin_compounds::QUERIES,
        huiyin_statistics::QUERIES,
        &[crate::store::QUERIES, crate::year::queries::QUERIES],
    ]
    .into_iter()
    .flatten()
    .flat_map(|module| module.iter().copied())
    .collect()
}

/// The slices as they run in one process.
#[derive(Debug, Clone)]
pub struct Slices {
    pub site: Arc<Site>,
    pub registry: Arc<Registry>,
    pub matters: Arc<Matters>,
    pub privacy: Arc<Privacy>,
    pub notices: Arc<Notices>,
    pub statistics: Arc<Statistics>,
    pub visits: Arc<Visits>,
    pub compounds: Arc<Compounds>,
}

impl Slices {
    pub async fn start(house: &House, config: &Config) -> Result<Self, Failure> {
        Self::start_on(house, config, Machine::real()).await
    }

    /// The same house on another clock, or with another chance: for a district that is told.
    pub async fn start_on(
        house: &House,
        config: &Config,
        machine: Machine,
    ) -> Result<Self, Failure> {
        let provider = config
            .outside
            .clone()
            .map(|settings| Provider::new(settings, &config.public_address))
            .transpose()
            .map_err(|error| crate::config::unusable(&error))?;
        let registry = Registry::new()
            .map_err(|error| defect(&error))?
            .with_outside(provider);
        let registry = Arc::new(registry);
        let gate = RegistryGate::new(house.db.clone(), house.keys.clone(), Arc::clone(&registry));
        let carriers = config.telling.carriers()?;
        let site = Arc::new(Site {
            db: house.db.clone(),
            clock: machine.clock,
            entropy: machine.entropy,
            keys: house.keys.clone(),
            blobs: house.blobs.clone(),
            texts: Texts::load().map_err(|error| defect(&error))?,
            limits: Limits::new(config.reports_per_hour),
            settings: settings_of(house, config, &carriers).await?,
            gatekeeper: Arc::new(CountingGate::new(gate)),
        });
        let mut matters = Matters::new(Arc::clone(&site)).map_err(|error| defect(&error))?;
        matters.limits = config.limits.clone();
        matters.world_seconds = machine.register_seconds;
        let matters = Arc::new(
            matters
                .with_telling(Arc::new(ByNotices))
                .with_deletions(Arc::new(huiyin_privacy::Deletions)),
        );
        let policy = config.telling.policy;
        let visits = Visits::new(Arc::clone(&matters));
        let compounds = Arc::new(Compounds::new(Arc::clone(&matters)));
        let papers = compounds.papers.clone();
        let elsewhere = Arc::new(InCompounds(Arc::clone(&compounds)));
        let privacy = Privacy::new(Arc::clone(&matters)).with_elsewhere(elsewhere);
        Ok(Self {
            visits: Arc::new(visits),
            compounds,
            statistics: Arc::new(statistics_of(&site, &matters).with_papers(papers)),
            notices: Arc::new(
                Notices::new(Arc::clone(&site), carriers, policy).with_unread(Arc::new(ByMatters)),
            ),
            site,
            registry,
            privacy: Arc::new(privacy),
            matters,
        })
    }

    /// Every page and endpoint, each with what it asks of the caller.
    pub fn routes(&self) -> Routes<()> {
        let site = Arc::clone(&self.site);
        huiyin_registry::routes(site, Arc::clone(&self.registry))
            .merge(huiyin_matters::routes_with(
                &self.matters,
                vec![
                    huiyin_statistics::openapi(),
                    huiyin_visits::openapi(),
                    huiyin_compounds::openapi(),
                ],
            ))
            .merge(huiyin_privacy::routes(&self.privacy))
            .merge(huiyin_statistics::routes(&self.statistics))
            .merge(huiyin_notices::routes(&self.notices))
            .merge(huiyin_visits::routes(&self.visits))
            .merge(huiyin_compounds::routes(&self.compounds))
    }

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
        if huiyin_matters::jobs::JOBS
            .iter()
            .any(|(name, _)| *name == job)
        {
            let done = huiyin_matters::jobs::run(&self.matters, job).await;
            return done.map(drop).map_err(|error| error.to_string());
        }
        if huiyin_privacy::jobs::JOBS
            .iter()
            .any(|(name, _)| *name == job)
        {
            let done = huiyin_privacy::jobs::run(&self.privacy, job).await;
            return done.map_err(|error| error.to_string());
        }
        if huiyin_visits::jobs::JOBS
            .iter()
            .any(|(name, _)| *name == job)
        {
            let done = huiyin_visits::jobs::run(&self.visits, job).await;
            return done.map_err(|error| error.to_string());
        }
        if huiyin_compounds::jobs::JOBS
            .iter()
            .any(|(name, _)| *name == job)
        {
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
            "statistics.fold" => fold::run(&self.site.db, self.site.now()).await.map(drop),
            "statistics.make" => counted::make_missing(&self.site.db).await.map(drop),
            _ => return Err(format!("this program has no job {job}")),
        };
        done.map_err(|error| error.to_string())
    }

    /// How many matters wait in each queue of the whole district, empty queues too.
    pub async fn queues(&self, tx: &mut Tx) -> huiyin_db::Result<Vec<(&'static str, i64)>> {
        use huiyin_matters::rules::desk::Queue;
        use huiyin_matters::store::{Scope, desk_counts};
        let counts = desk_counts(tx, Scope::District).await?;
        let count_of = |queue: Queue| {
            let found = counts.iter().find(|(it, ..)| *it == queue);
            (queue.name(), found.map_or(0, |(_, count, _)| *count))
        };
        Ok(Queue::ALL.iter().map(|queue| count_of(*queue)).collect())
    }

    /// Handles one message of the outbox.
    pub async fn handle(&self, message: &Message) -> Fate {
        match message.topic.as_str() {
            huiyin_matters::notices::TOPIC => {
                huiyin_matters::notices::deliver(&self.matters, message).await
            }
            huiyin_notices::TOPIC => huiyin_notices::ops::accept(&self.notices, message).await,
            huiyin_notices::UNREACHED => {
                huiyin_matters::notices::unreached(&self.matters, message).await
            }
            huiyin_matters::store::MANY_REVEALS => {
                huiyin_privacy::ops::many_reveals(&self.privacy, message).await
            }
            huiyin_matters::ops::light::MANY_SLIPS => {
                huiyin_privacy::ops::many_slips(&self.privacy, message).await
            }
            huiyin_matters::personal::ERASED => self.forget(message).await,
            huiyin_visits::ops::forget::FORGOTTEN => self.forget_at_door(message).await,
            huiyin_registry::ops::LEFT_TOPIC => {
                huiyin_matters::handover::receive(&self.matters, message).await
            }
            other => Fate::Fail(format!("nobody listens to {other}")),
        }
    }

    /// A person was erased from the matters; whoever else keeps something of them lets it go.
    async fn forget(&self, message: &Message) -> Fate {
        let erased: PersonErased = match serde_json::from_str(&message.body) {
            Ok(erased) => erased,
            Err(error) => return Fate::Fail(format!("not an erasure: {error}")),
        };
        let (matter, reporter) = (erased.matter, erased.reporter);
        match huiyin_notices::ops::forget_person(&self.notices, matter, reporter).await {
            Ok(()) => Fate::Done("forgotten"),
            Err(error) => Fate::Retry(error.to_string()),
        }
    }

    /// Somebody at a door was forgotten; what still waits to be told them stays unsaid.
    async fn forget_at_door(&self, message: &Message) -> Fate {
        let forgotten: huiyin_visits::ops::forget::Forgotten =
            match serde_json::from_str(&message.body) {
                Ok(forgotten) => forgotten,
                Err(error) => return Fate::Fail(format!("not a forgetting: {error}")),
            };
        let (visit, person) = (message.subject, forgotten.person);
        match huiyin_notices::ops::forget_person(&self.notices, visit, person).await {
            Ok(()) => Fate::Done("forgotten"),
            Err(error) => Fate::Retry(error.to_string()),
        }
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

/// The statistics, which know no slice, with those that tell them of matters and fill their ledgers.
fn statistics_of(site: &Arc<Site>, matters: &Arc<Matters>) -> Statistics {
    let ledgers = OfSlices {
        matters: Arc::clone(matters),
    };
    let categories = matters.categories.iter();
    Statistics::new(Arc::clone(site))
        .with_links(counted::link)
        .with_categories(
            categories
                .map(|it| (it.code.to_string(), it.said()))
                .collect(),
        )
        .with_mentions(Arc::new(OfMatters(Arc::clone(matters))))
        .with_examples(Arc::new(ToldByMatters(Arc::clone(matters))))
        .with_ledgers(Arc::new(ledgers))
        .with_open_rows(Arc::new(OpenedByMatters(Arc::clone(matters))))
}

/// What was built wrongly cannot be mended by whoever starts the program.
fn defect(error: &dyn std::error::Error) -> Failure {
    Failure::new(
        format!("程序本身有误，无法启动：{error}"),
        format!("The program itself is faulty and cannot start: {error}"),
    )
}

async fn settings_of(
    house: &House,
    config: &Config,
    carriers: &Carriers,
) -> Result<Settings, Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, IS_DEMO).await?;
    let known = areas::all(&mut tx).await?;
    let registered = known
        .into_iter()
        .find(|area| area.parent_id.is_none())
        .map(|area| area.name);
    let default = Settings::default();
    Ok(Settings {
        district: config
            .district
            .clone()
            .or(registered)
            .map_or(default.district, |name: Said| name),
        public_address: config.public_address.clone(),
        trust_proxy: config.trust_proxy,
        secure_cookies: config.secure_cookies,
        reports_per_hour: config.reports_per_hour,
        help_phone: config.help_phone.clone(),
        is_demo: is_demo.as_deref() == Some("true"),
        ground: config.ground.clone(),
        carriers: Carried {
            sms: carriers.has(Channel::Sms),
            mail: carriers.has(Channel::Mail),
            wecom: carriers.has(Channel::Wecom),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use huiyin_kernel::Lang;

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
