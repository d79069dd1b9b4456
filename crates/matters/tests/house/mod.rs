//! A district under test: the model district's register in a fresh store, on a clock that waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::{Clock, FixedClock, Instant};
use huiyin_matters::Matters;
use huiyin_registry::{Registry, RegistryGate, demo};
use huiyin_web::{Carried, Limits, Settings, Site, Texts};

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
];

pub struct House {
    pub matters: Arc<Matters>,
    pub clock: Arc<FixedClock>,
    pub registry: Arc<Registry>,
}

/// Tells the folders of districts apart that stand side by side.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.matters.site.blobs.folder()));
    }
}

impl House {
    /// The register of the model district at this district time, without matters.
    pub async fn open(db: &Db, now: &str) -> Self {
        Self::open_with(db, now, Carried::default()).await
    }

    /// The same where these carriers are configured.
    pub async fn open_with(db: &Db, now: &str, carriers: Carried) -> Self {
        let now = Instant::parse_local(now).expect("a time");
        let clock = Arc::new(FixedClock::at(now));
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().expect("a policy"));
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huiyin-matters-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(CountingEntropy::default()),
            keys,
            blobs: Blobs::open(&folder).expect("a folder"),
            texts: Texts::load().expect("locales"),
            limits: Limits::new(0),
            settings: Settings {
                is_demo: true,
                carriers,
                ..Settings::default()
            },
            gatekeeper: Arc::new(gate),
        });
        let mut tx = db.write().await.expect("a writer");
        demo::seed(&mut tx, site.entropy.as_ref(), now)
            .await
            .expect("the register");
        tx.commit().await.expect("a commit");
        let matters = Arc::new(Matters::new(site).expect("categories"));
        Self {
            matters,
            clock,
            registry,
        }
    }
}

/// The whole site as a browser meets it.
impl From<&House> for axum::Router {
    fn from(house: &House) -> Self {
        let site = Arc::clone(&house.matters.site);
        let registry = Arc::clone(&house.registry);
        let routes = huiyin_registry::routes(Arc::clone(&site), registry)
            .merge(huiyin_matters::routes(&house.matters));
        huiyin_web::service(site, routes)
    }
}

/// Says what time it is in the house, for a story that fails.
impl std::fmt::Debug for House {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("House")
            .field("now", &self.clock.now())
            .finish_non_exhaustive()
    }
}
