//! The slices of the house and how they meet: the one room that grows with a new slice.

mod heard;
mod work;

use std::sync::Arc;

use huiyin_compounds::Compounds;
use huiyin_db::blobs::Naming;
use huiyin_db::seal::Head;
use huiyin_db::{Migration, Query, Tx};
use huiyin_kernel::Said;
use huiyin_matters::Matters;
use huiyin_notices::{Carriers, Channel, Notices};
use huiyin_privacy::Privacy;
use huiyin_registry::{Provider, Registry, RegistryGate, areas, settings};
use huiyin_statistics::Statistics;
use huiyin_visits::Visits;
use huiyin_web::{Carried, Limits, Routes, Settings, Site, Texts};

use crate::elsewhere::InCompounds;
use crate::ledgers::OfSlices;
use crate::machine::Machine;
use crate::mentions::OfMatters;
use crate::opened::OpenedByMatters;
use crate::telling::{ByNotices, ByPages, CountingGate};
use crate::told::ToldByMatters;
use crate::{Config, Failure, House, counted};

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

/// Every column of the house that names a photo or a file. Nothing that stands there may be swept
/// away, so `tests/blobs.rs` holds this list against the tables.
pub fn blobs() -> Vec<Naming> {
    [
        huiyin_db::blobs::NAMINGS,
        huiyin_matters::BLOBS,
        huiyin_visits::BLOBS,
        huiyin_compounds::BLOBS,
        huiyin_statistics::BLOBS,
    ]
    .concat()
}

/// The setting that marks an invented district.
pub const IS_DEMO: &str = "is_demo";

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
                Notices::new(Arc::clone(&site), carriers, policy).with_unread(Arc::new(ByPages)),
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

    /// How many matters wait in each queue of the whole district, empty queues too.
    pub async fn queues(&self, tx: &mut Tx) -> huiyin_db::Result<Vec<(&'static str, i64)>> {
        use huiyin_matters::rules::desk::Queue;
        let counts = huiyin_matters::store::district_counts(tx).await?;
        let count_of = |queue: Queue| {
            let found = counts.iter().find(|(it, _)| *it == queue);
            (queue.name(), found.map_or(0, |(_, count)| *count))
        };
        Ok(Queue::ALL.iter().map(|queue| count_of(*queue)).collect())
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
