//! A district opened: its store, its keys and its photos, in an order that never leaves a store
//! with a key that does not fit.

use std::path::{Path, PathBuf};

use huiyin_db::Db;
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_registry::settings;

use crate::machine::OsEntropy;
use crate::place::{Place, Store};
use crate::store::{self, Shape};
use crate::upgrade::{self, BeforeUpgrade};
use crate::{Config, Failure, key_file, slices};

/// The setting that tells whether a key belongs to this store.
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
        refuse_shape(&shape, place, opening)?;
        let keys = match key_file::load(&config.key_file)? {
            Some(keys) => keys,
            None if shape.is_new => key_file::create(&config.key_file, &OsEntropy)?,
            None => return Err(key_file::missing(&config.key_file)),
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
        check_key(&db, &keys, &config.key_file, opening).await?;
        Ok(Self {
            db,
            keys,
            blobs: Blobs::open(&place.photos())?,
            place: place.clone(),
            key_file: config.key_file.clone(),
            migrated,
            before_upgrade,
        })
    }
}

/// The word by which a store knows its key, useless for finding the key.
pub fn key_check(keys: &Keys) -> String {
    keys.digest("does this key fit", "huiyin")
}

pub(crate) async fn open_store(place: &Place, opening: Opening) -> Result<Db, Failure> {
    match &place.store {
        Store::Sqlite(path) => {
            if opening == Opening::AsItIs && !path.is_file() {
                return Err(nothing_here(place));
            }
            make_folder(&place.files)?;
            Ok(Db::open_sqlite(path).await?)
        }
        Store::Postgres(address) => {
            make_folder(&place.files)?;
            Db::open_postgres(address).await.map_err(|error| {
                let shown = place.shown();
                Failure::new(
                    format!("打不开数据库 {shown}：{error}。请检查地址、口令和数据库是否在运行。"),
                    format!(
                        "The database {shown} cannot be opened: {error}. Check the address, the \
                         password and that it runs."
                    ),
                )
            })
        }
    }
}

/// Nobody else on the machine has business in a district's folder.
fn make_folder(folder: &Path) -> Result<(), Failure> {
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

async fn check_key(db: &Db, keys: &Keys, path: &Path, opening: Opening) -> Result<(), Failure> {
    let mut tx = db.read().await?;
    let noted = settings::get(&mut tx, KEY_CHECK).await?;
    drop(tx);
    match noted {
        Some(noted) if noted != key_check(keys) => Err(key_file::foreign(path)),
        None if opening == Opening::MakeOrMigrate => {
            let mut tx = db.write().await?;
            settings::set(&mut tx, KEY_CHECK, &key_check(keys)).await?;
            Ok(tx.commit().await?)
        }
        _ => Ok(()),
    }
}
