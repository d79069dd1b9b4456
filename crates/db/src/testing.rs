//! What tests need: fresh stores on both databases, entropy that repeats, a clock that waits.

mod shapes;

use std::sync::atomic::{AtomicU64, Ordering};

use huiyin_kernel::Entropy;

use crate::fields::{Keys, MASTER_SEAL};
use crate::suite::Suite;
use crate::{Db, Migration, Result};

/// Bytes that follow from a counter: different each time, the same each run.
#[derive(Debug, Default)]
pub struct CountingEntropy(AtomicU64);

impl Entropy for CountingEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        let mut reader = blake3::Hasher::new()
            .update(&number.to_be_bytes())
            .finalize_xof();
        reader.fill(bytes);
    }
}

/// The secret that signs seals, bound as it was before stores had a head of their seals.
pub fn rebound_as_before(keys: &Keys, wrapped: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>> {
    crate::secrets::bound_as_before(keys, wrapped, entropy)
}

/// A value as it was sealed before 0.2, under the first master key itself.
pub fn sealed_before(
    master: &[u8; 32],
    place: &str,
    plain: &str,
    entropy: &dyn Entropy,
) -> Result<Vec<u8>> {
    let key = Suite::Default
        .hash()
        .derive("huiyin 2026-11 field encryption", master);
    let body = Suite::Default
        .cipher()
        .seal(&key, place, plain.as_bytes(), entropy)?;
    Ok([&[MASTER_SEAL][..], &body].concat())
}

/// A store of a test's own, removed with it.
#[derive(Debug)]
pub struct TestDb {
    pub db: Db,
    folder: Option<std::path::PathBuf>,
    database: Option<shapes::Database>,
}

static NEXT: AtomicU64 = AtomicU64::new(1);

fn unique_name() -> String {
    format!(
        "huiyin_test_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::SeqCst)
    )
}

impl TestDb {
    pub async fn sqlite(sets: &[&[Migration]]) -> Result<Self> {
        let folder = std::env::temp_dir().join(unique_name());
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("huiyin.db");
        std::fs::write(&file, shapes::file(sets).await?)?;
        Ok(Self {
            db: Db::open_sqlite(&file).await?,
            folder: Some(folder),
            database: None,
        })
    }

    /// The private server that `make test` starts is named by `HUIYIN_TEST_POSTGRES`.
    pub async fn postgres(sets: &[&[Migration]]) -> Result<Self> {
        let address = std::env::var("HUIYIN_TEST_POSTGRES").map_err(|_| {
            crate::StoreError::inconsistent("HUIYIN_TEST_POSTGRES is not set: run `make test`")
        })?;
        let database = shapes::database(&address, sets, &unique_name()).await?;
        Ok(Self {
            db: Db::open_postgres(database.address()).await?,
            folder: None,
            database: Some(database),
        })
    }

    /// A folder for files beside the store.
    pub fn folder(&self) -> std::path::PathBuf {
        self.folder.clone().unwrap_or_else(|| {
            let folder = std::env::temp_dir().join(unique_name());
            drop(std::fs::create_dir_all(&folder));
            folder
        })
    }

    pub async fn finish(self) -> Result<()> {
        self.db.close().await;
        if let Some(database) = self.database {
            database.drop().await?;
        }
        if let Some(folder) = &self.folder {
            std::fs::remove_dir_all(folder)?;
        }
        Ok(())
    }
}

/// Makes two tests of one story: `sqlite::name` runs always, `postgres::name` where a server is
/// given. The story is an `async fn(Db)`.
///
/// ```ignore
/// on_both_databases! { MIGRATIONS;
///     async fn a_report_is_there_after_the_answer(db: Db) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both_databases {
    ($sets:expr; $($(#[$meta:meta])* async fn $name:ident($db:ident: Db) $body:block)*) => {
        mod stories {
            use super::*;
            $($(#[$meta])* pub(super) async fn $name($db: $crate::Db) $body)*
        }
        mod sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let test = $crate::testing::TestDb::sqlite($sets).await.expect("a fresh file");
                stories::$name(test.db.clone()).await;
                test.finish().await.expect("the file is removed");
            })*
        }
        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs PostgreSQL"]
            async fn $name() {
                let test = $crate::testing::TestDb::postgres($sets).await.expect("a fresh schema");
                stories::$name(test.db.clone()).await;
                test.finish().await.expect("the schema is dropped");
            })*
        }
    };
}
