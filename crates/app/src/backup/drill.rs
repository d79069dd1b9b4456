//! A trial of restoring: the backup is opened, laid out in a place of its own, proven there, held
//! against its manifest, and cleared away. A backup that was never restored is a hope.

use std::collections::BTreeMap;
use std::path::Path;

use huiyin_db::postgres::{Orders, address_and_schema};
use huiyin_db::ring::Ring;
use huiyin_db::seal::Verdict;
use huiyin_db::{Db, rows};
use serde::Serialize;

use super::archive::read;
use super::lock::Workshop;
use super::manifest::{Manifest, StoreKind};
use super::opened::open;
use super::restore::prove;
use super::{Progress, key, postgres};
use crate::Failure;
use crate::age::Identity;
use crate::key_source::{self, KeySource};
use crate::machine::Stopwatch;

/// What a drill found. Whoever doubts it can run it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    pub file: String,
    pub made_at: String,
    pub program: String,
    /// None where the key was not given, so that seals could not be proven.
    pub journal_rows: Option<u64>,
    pub seals: Option<u64>,
    pub photos: u64,
    pub tables: u64,
    pub rows: u64,
    /// Tables whose rows differ from what was written down when the backup was made.
    pub differences: Vec<String>,
    pub is_sound: bool,
    pub seconds: u64,
}

/// Where a drill may work.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    pub file: &'a Path,
    pub identity: Option<&'a Identity>,
    /// Where the key comes from that the seals are proven with.
    pub key_source: &'a KeySource,
    /// The server beside which a database for the trial is made; for backups of PostgreSQL only.
    pub database: Option<&'a str>,
}

pub async fn drill(
    workshop: &Workshop,
    ground: Ground<'_>,
    progress: Progress,
) -> Result<Proof, Failure> {
    let stopwatch = Stopwatch::start();
    let source = open(ground.file, ground.identity)?;
    let folder = workshop.path().join("restored");
    let (file, target) = (ground.file.to_owned(), folder.clone());
    let manifest = super::places::off_thread(move || {
        super::make_folder(&target)?;
        read(source, &file, Some(&target), &*progress)
    })
    .await?;
    let ring = ground.key_source.load().await?;
    if ring
        .as_ref()
        .is_some_and(|ring| !key::belongs(ring, &manifest.key_check))
    {
        return Err(key_source::foreign(ground.key_source));
    }
    let store = folder.join(manifest.store.file_name());
    let found = match manifest.store {
        StoreKind::Sqlite => {
            let db = Db::open_sqlite(&store).await?;
            let found = look(&db, &manifest, ring.as_ref()).await;
            db.close().await;
            found
        }
        StoreKind::Postgres => {
            in_a_database_of_its_own(ground, &store, &manifest, ring.as_ref()).await
        }
    };
    let (journal, counted) = found?;
    Ok(proof(
        ground.file,
        &manifest,
        journal.as_ref(),
        &counted,
        &stopwatch,
    ))
}

async fn look(
    db: &Db,
    manifest: &Manifest,
    ring: Option<&Ring>,
) -> Result<(Option<Verdict>, BTreeMap<String, u64>), Failure> {
    let journal = prove(db, manifest, ring).await?;
    let mut tx = db.read().await?;
    Ok((journal, rows::count(&mut tx).await?))
}

async fn in_a_database_of_its_own(
    ground: Ground<'_>,
    dump: &Path,
    manifest: &Manifest,
    ring: Option<&Ring>,
) -> Result<(Option<Verdict>, BTreeMap<String, u64>), Failure> {
    let Some(address) = ground.database else {
        return Err(Failure::new(
            "这是 PostgreSQL 的备份：演练要用 --database 指明服务器，会在旁边临时建一个数据库。",
            "This backup is of PostgreSQL: name its server with --database; a database for the trial is made beside it.",
        ));
    };
    let name = format!("huiyin_drill_{}", std::process::id());
    let mut orders = Orders::connect(address).await?;
    orders.create_database(&name).await.map_err(|error| {
        Failure::new(
            format!("不能临时建数据库：{error}。请给用户 CREATEDB 权限，或换一台可以建库的服务器做演练。"),
            format!("No database can be made for the trial: {error}. Grant the user CREATEDB, or drill beside a server where it may."),
        )
    })?;
    let trial = beside(address, &name, &manifest.schema)?;
    let found = async {
        postgres::load(&trial, dump).await?;
        let db = Db::open_postgres(&trial).await?;
        let found = look(&db, manifest, ring).await;
        db.close().await;
        found
    };
    let found = found.await;
    orders.drop_database(&name).await?;
    orders.close().await?;
    found
}

/// The same server, another database.
fn beside(address: &str, database: &str, schema: &str) -> Result<String, Failure> {
    let (plain, _) = address_and_schema(address)?;
    let (base, query) = plain.split_once('?').unwrap_or((&plain, ""));
    let (kind, rest) = base.split_once("://").unwrap_or(("postgres", base));
    let authority = rest.split('/').next().unwrap_or_default();
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("&{query}")
    };
    Ok(format!(
        "{kind}://{authority}/{database}?schema={schema}{query}"
    ))
}

fn proof(
    file: &Path,
    manifest: &Manifest,
    journal: Option<&Verdict>,
    counted: &BTreeMap<String, u64>,
    stopwatch: &Stopwatch,
) -> Proof {
    let differences = differences(&manifest.rows, counted);
    let (journal_rows, seals, is_proven) = match journal {
        Some(Verdict::Sound { rows, seals, .. }) => (Some(*rows), Some(*seals), true),
        Some(Verdict::Broken(_)) => (None, None, false),
        None => (None, None, true),
    };
    Proof {
        file: file.display().to_string(),
        made_at: manifest.made_at.clone(),
        program: manifest.program.clone(),
        journal_rows,
        seals,
        photos: manifest.photos.count,
        tables: counted.len() as u64,
        rows: counted.values().sum(),
        is_sound: is_proven && differences.is_empty(),
        differences,
        seconds: stopwatch.micros().div_ceil(1_000_000),
    }
}

/// Backups of the first format counted no rows; there is nothing to hold them against.
fn differences(written: &BTreeMap<String, u64>, found: &BTreeMap<String, u64>) -> Vec<String> {
    if written.is_empty() {
        return Vec::new();
    }
    let names = written.keys().chain(found.keys());
    let mut different: Vec<String> = names
        .filter(|name| written.get(*name) != found.get(*name))
        .cloned()
        .collect();
    different.sort();
    different.dedup();
    different
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_other_rows_or_none_is_named() {
        let counts = |rows: &[(&str, u64)]| -> BTreeMap<String, u64> {
            rows.iter()
                .map(|(name, n)| ((*name).to_owned(), *n))
                .collect()
        };
        let written = counts(&[("journal", 5), ("matter", 2), ("seal", 1)]);
        assert!(differences(&written, &written).is_empty());
        let found = counts(&[("journal", 4), ("seal", 1), ("extra", 0)]);
        assert_eq!(
            differences(&written, &found),
            ["extra", "journal", "matter"]
        );
        assert!(differences(&BTreeMap::new(), &found).is_empty());
    }

    #[test]
    fn the_trial_stands_beside_the_real_database() {
        let trial = beside("postgres://u:p@h:1/real?schema=a&sslmode=require", "t", "b").unwrap();
        assert_eq!(trial, "postgres://u:p@h:1/t?schema=b&sslmode=require");
        assert_eq!(
            beside("postgres://u@h/real", "t", "huiyin").unwrap(),
            "postgres://u@h/t?schema=huiyin"
        );
    }
}
