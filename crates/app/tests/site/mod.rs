//! The model district without its stories, in a folder of the test's own.

use std::path::PathBuf;

use huiyin_app::slices::Slices;
use huiyin_app::{Config, House, Opening, Place, SettingArgs};
use huiyin_kernel::Clock as _;
use huiyin_registry::demo;

pub struct Site {
    pub slices: Slices,
    pub house: House,
    folder: PathBuf,
}

impl Site {
    /// `environment` answers for the variables under which the program would be started.
    pub async fn demo(name: &str, environment: &(dyn Fn(&str) -> Option<String> + Sync)) -> Self {
        let folder = std::env::temp_dir().join(format!("huiyin-{name}-{}", std::process::id()));
        let place = Place::in_folder(&folder);
        let config = Config::read(&SettingArgs::default(), environment, &folder).unwrap();
        let house = House::open(&place, &config, Opening::MakeOrMigrate)
            .await
            .unwrap();
        let mut tx = house.db.write().await.unwrap();
        let now = huiyin_app::machine::SystemClock.now();
        demo::seed(&mut tx, &huiyin_app::machine::OsEntropy, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let slices = Slices::start(&house, &config).await.unwrap();
        Self {
            slices,
            house,
            folder,
        }
    }

    pub async fn finish(self) {
        self.house.db.close().await;
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}
