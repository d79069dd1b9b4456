//! A district opened: its store, its keys and its photos, in an order that never leaves a store
//! with a key that does not fit.

use std::path::{Path, PathBuf};

use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::ring::Ring;
use huiyin_db::secrets::{self, Fit, Origin};
use huiyin_db::{Db, StoreError};
use huiyin_kernel::Clock as _;
use huiyin_registry::settings;

use crate::machine::{OsEntropy, SystemClock};
use crate::place::{Place, Store};
use crate::remains::{self, Way};
use crate::store::{self, Shape};
use crate::upgrade::{self, BeforeUpgrade};
use crate::{Config, Failure, key_source, slices};

/// The setting by which a store from before 0.2 tells whether a key belongs to it.
const KEY_CHECK: &str = "key_check";

/// What may happen to a store that is not as the program expects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Made where it is missing and brought up to date: `serve`, `demo`, `db migrate`.
    MakeOrMigrate,
    /// Looked at as it is: a missing or older district is refused.
    AsItIs,
}

#[derive(Debug)]
pub struct House {
    pub db: Db,
    pub keys: Keys,
    pub blobs: Blobs,
    pub place: Place,
    /// Where the keys come from, for whoever is told to keep a copy.
    pub key_file: PathBuf,
    /// Migration steps carried out while opening.
    pub migrated: usize,
    /// What was kept of the store before they were.
    pub before_upgrade: BeforeUpgrade,
}

impl House {
    pub async fn open(place: &Place, config: &Config, opening: Opening) -> Result<Self, Failure> {
        let db = open_store(place, opening).await?;
        let opened = Self::complete(db.clone(), place, config, opening).await;
        if opened.is_err() {
            db.close().await;
        }
        opened
    }

    async fn complete(
        db: Db,
        place: &Place,
        config: &Config,
        opening: Opening,
    ) -> Result<Self, Failure> {
        let shape = store::shape(&db, slices::MIGRATIONS).await?;
        if shape.is_new && matches!(place.store, Store::Postgres(_)) {
            remains::refuse_photos_of_another(place)?;
        }
        refuse_shape(&shape, place, opening)?;
        let source = &config.key_source;
        let ring = match source.load().await? {
            Some(ring) => ring,
            None if shape.is_new => source.load_or_make(&OsEntropy).await?,
            None => return Err(key_source::missing(source)),
        };
        let is_upgrade = !shape.is_new && !shape.pending.is_empty();
        let before_upgrade = match opening {
            Opening::MakeOrMigrate if is_upgrade => upgrade::keep(&db, place).await?,
            _ => BeforeUpgrade::NotNeeded,
        };
        let migrated = match opening {
            Opening::MakeOrMigrate => db.migrate(slices::MIGRATIONS).await?,
            Opening::AsItIs => 0,
        };
        let mut keys = open_keys(&db, &ring, config, opening, shape.is_new).await?;
        if let Some(reload) = source.reload() {
            keys = keys.with_reload(reload);
        }
        Ok(Self {
            db: db.with_suite(config.crypto_suite),
            keys,
            blobs: Blobs::open(&place.photos())?,
            place: place.clone(),
            key_file: config.key_file.clone(),
            migrated,
            before_upgrade,
        })
    }
}

pub(crate) async fn open_store(place: &Place, opening: Opening) -> Result<Db, Failure> {
    match &place.store {
        Store::Sqlite(path) => {
            let facts = remains::look(path, place).await?;
            match remains::decide(&facts, opening) {
                Way::Open | Way::New => {}
                Way::Nothing => return Err(nothing_here(place)),
                Way::Refuse => return Err(remains::refused(&facts, place)),
            }
            make_folder(&place.files)?;
            Ok(Db::open_sqlite(path).await?)
        }
        Store::Postgres(address) => {
            let unreachable = |error: huiyin_db::StoreError| {
                let shown = place.shown();
                Failure::new(
                    format!(
                        "打不开数据库 {shown}：{error}。请检查地址、口令和数据库是否在运行；正在恢复备份时请等它结束。"
                    ),
                    format!(
                        "The database {shown} cannot be opened: {error}. Check the address, the \
                         password and that it runs; where a backup is being restored, wait for its end."
                    ),
                )
            };
            let db = match opening {
                Opening::AsItIs => Db::find_postgres(address).await.map_err(unreachable)?,
                Opening::MakeOrMigrate => {
                    Some(Db::open_postgres(address).await.map_err(unreachable)?)
                }
            };
            let db = db.ok_or_else(|| nothing_here(place))?;
            make_folder(&place.files)?;
            Ok(db)
        }
    }
}

/// Nobody else on the machine has business in a district's folder.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::DirBuilderExt as _;
    if folder.is_dir() {
        return Ok(());
    }
    let made = std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    made.map_err(|error| Failure::file(folder, &error))
}

fn nothing_here(place: &Place) -> Failure {
    let shown = place.shown();
    Failure::new(
        format!("{shown} 还没有数据。先运行 huiyin demo 或 huiyin serve，或检查 --data 是否写对。"),
        format!(
            "There is no district at {shown}. Run `huiyin demo` or `huiyin serve` first, or check --data."
        ),
    )
}

fn refuse_shape(shape: &Shape, place: &Place, opening: Opening) -> Result<(), Failure> {
    if let Some(step) = shape.unknown.first() {
        return Err(Failure::new(
            format!("这份数据由更新版本的程序建立（{step}）。请使用同一版本或更新的 huiyin。"),
            format!("A later huiyin made this district ({step}). Use that version or a later one."),
        ));
    }
    if opening == Opening::MakeOrMigrate {
        return Ok(());
    }
    if shape.is_new {
        return Err(nothing_here(place));
    }
    if shape.pending.is_empty() {
        return Ok(());
    }
    let steps = shape.pending.join(", ");
    Err(Failure::new(
        format!("这份数据还没有升级（{steps}）。请先备份，再运行 huiyin db migrate。"),
        format!(
            "The district is not up to date ({steps}). Back it up, then run `huiyin db migrate`."
        ),
    ))
}

/// The keys of this store: those it has, those of a new district, or those that follow from the
/// only master key of an old one.
async fn open_keys(
    db: &Db,
    ring: &Ring,
    config: &Config,
    opening: Opening,
    is_new: bool,
) -> Result<Keys, Failure> {
    let (suite, source) = (config.crypto_suite, &config.key_source);
    match secrets::keys(db, ring, suite).await? {
        Fit::Fits(keys) if opening == Opening::AsItIs => return Ok(keys),
        Fit::Fits(keys) => return Ok(with_head(db, keys).await?),
        Fit::Foreign => return Err(key_source::foreign(source)),
        Fit::Missing(generation) => return Err(key_source::behind(source, generation)),
        Fit::Unfounded => {}
    }
    let origin = if is_new {
        Origin::Chance
    } else {
        Origin::FirstMaster
    };
    let keys = secrets::keys_for(ring, suite, origin, &OsEntropy)
        .map_err(|_| key_source::foreign(source))?;
    if origin == Origin::FirstMaster && !is_first_key(db, &keys).await? {
        return Err(key_source::foreign(source));
    }
    if opening == Opening::AsItIs {
        return Ok(keys);
    }
    secrets::found(db, &keys, origin, &OsEntropy, SystemClock.now()).await?;
    match secrets::keys(db, ring, suite).await? {
        Fit::Fits(keys) => Ok(keys),
        _ => Err(key_source::foreign(source)),
    }
}

/// A store from before the seals had a head is given one. Where its last seal is not ours there is
/// nothing to begin from: the district is served all the same, and `audit verify` says why.
async fn with_head(db: &Db, keys: Keys) -> huiyin_db::Result<Keys> {
    match secrets::adopt_head(db, &keys, &OsEntropy).await {
        Err(StoreError::Inconsistent(why)) => {
            tracing::error!(why, "the seals of the journal were given no head");
            Ok(keys)
        }
        other => other,
    }
}

/// Whether this is the key that the store noted when it had only one.
async fn is_first_key(db: &Db, keys: &Keys) -> Result<bool, Failure> {
    let mut tx = db.read().await?;
    let noted = settings::get(&mut tx, KEY_CHECK).await?;
    Ok(noted.is_none_or(|noted| noted == keys.first_check()))
}
