//! What is done about open data. Making and counting are slow and happen before the transaction
//! of the caller; load, decide, save and journal happen in it.

use std::sync::Arc;

use huiyin_datasets::{DatasetFile, read_csv, sha256, write_csv};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;

use super::gather::{self, Places};
use super::package::{About, package};
use super::{OpenError, tables};
use crate::Statistics;
use crate::rules::bulletin::Hand;
use crate::rules::open::{
    Anonymised, Begin, Facts, KeptFile, OpenAct, OpenEdition, OpenLicence, OpenRefused, OpenState,
    PACKAGE, Proof, Protection, Told, anonymise, decide, make, may_make, prove, singled,
};
use crate::store::open as rows;

/// The table whose rows are matters.
const MATTERS: &str = "matters.csv";

/// The files of a new edition, finished and counted, before anything is kept.
#[derive(Debug)]
pub struct Prepared {
    about: About,
    proof: Option<Proof>,
    files: Vec<DatasetFile>,
}

/// Makes the files of a year, or says at once why there may be none.
pub async fn prepare(
    statistics: &Arc<Statistics>,
    year: i16,
    licence: OpenLicence,
) -> Result<Prepared, OpenError> {
    // Two at once would only make each other slow.
    let _turn = statistics.making.lock().await;
    let now = statistics.site.now();
    let mut tx = statistics.site.db.read().await?;
    let before = rows::of_year(&mut tx, year).await?;
    may_make(year, &before, now.date())?;
    let places = Places::of(&mut tx).await?;
    let told = gather::of_year(statistics, &mut tx, year, &places).await?;
    drop(tx);
    let about = About {
        year,
        edition: before.first().map_or(1, |it| it.edition.saturating_add(1)),
        licence,
        made_at: now,
        protection: Protection::default(),
    };
    let statistics = Arc::clone(statistics);
    let task = tokio::task::spawn_blocking(move || files(&statistics, about, &told, &places));
    task.await.map_err(StoreError::inconsistent)?
}

fn files(
    statistics: &Statistics,
    mut about: About,
    told: &[Told],
    places: &Places,
) -> Result<Prepared, OpenError> {
    let made = anonymise(told);
    if made.rows.is_empty() {
        return Err(OpenRefused::NoRows.into());
    }
    let tables = tables::tables(statistics, about.year, &made.rows, places);
    // Counted in the text that is published, not in what it was made of.
    let matters = tables
        .iter()
        .find(|it| format!("{}.csv", it.name) == MATTERS);
    let matters = matters.ok_or(OpenError::NotFound)?;
    let proof = prove(&read_csv(&write_csv(matters)?)?);
    about.protection = protection(&made, proof.unwrap_or_default());
    let files = package(statistics, &about, tables).files(PACKAGE)?;
    Ok(Prepared {
        about,
        proof,
        files,
    })
}

fn protection(made: &Anonymised, proof: Proof) -> Protection {
    Protection {
        rows: proof.rows,
        groups: proof.groups,
        smallest: proof.smallest,
        uniform: proof.uniform,
        left_out: made.left_out,
        rungs: made.rungs,
    }
}

/// Keeps what was prepared as a draft.
pub async fn keep(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    (id, prepared): (Id, Prepared),
) -> Result<OpenEdition, OpenError> {
    let about = prepared.about;
    let before = rows::of_year(tx, about.year).await?;
    may_make(about.year, &before, about.made_at.date())?;
    let files = keep_files(statistics, tx, id, &prepared).await?;
    let begin = Begin {
        id,
        year: about.year,
        licence: about.licence,
        protection: about.protection,
        files,
        made: Hand {
            by,
            at: about.made_at,
        },
    };
    let change = make(begin, &before, prepared.proof)?;
    if change.edition.edition != about.edition {
        // Another edition was released while this one was made, and its number is in the files.
        let expected = i64::from(about.edition);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    rows::save(tx, &change, &actor(by), about.made_at).await?;
    Ok(change.edition)
}

/// The files go beside the store, where their names are their hashes.
async fn keep_files(
    statistics: &Statistics,
    tx: &mut Tx,
    id: Id,
    prepared: &Prepared,
) -> huiyin_db::Result<Vec<KeptFile>> {
    let blobs = &statistics.site.blobs;
    let mut kept = Vec::new();
    for file in &prepared.files {
        let now = prepared.about.made_at;
        let blob = blobs
            .put_file(tx, file.media_type, &file.bytes, now)
            .await?;
        blobs.hold_for(tx, &blob, id).await?;
        kept.push(KeptFile {
            name: file.name.clone(),
            blob,
            sha256: sha256(&file.bytes),
            bytes: file.bytes.len() as u64,
        });
    }
    Ok(kept)
}

fn actor(by: Id) -> String {
    format!("account:{by}")
}

/// What is found about the files of an edition: counted anew, and held against every edition of
/// the year that was released. Slow, so it is asked before a transaction opens; the files never
/// change meanwhile, and while there is a draft no other edition of its year is released.
pub async fn look(statistics: &Statistics, edition: &OpenEdition) -> Result<Facts, OpenError> {
    let mut tx = statistics.site.db.read().await?;
    let own = matters(statistics, &mut tx, edition).await?;
    let mut others = Vec::new();
    for other in rows::of_year(&mut tx, edition.year).await? {
        if other.id != edition.id && other.state.released().is_some() {
            others.push(matters(statistics, &mut tx, &other).await?);
        }
    }
    drop(tx);
    let count = move || -> Result<Facts, OpenError> {
        let own = read_csv(&own)?;
        let mut singled_out = Some(0);
        for other in others {
            let found = singled(&read_csv(&other)?, &own);
            singled_out = singled_out.zip(found).map(|(all, one)| all + one);
        }
        Ok(Facts {
            proof: prove(&own),
            singled: singled_out,
        })
    };
    let task = tokio::task::spawn_blocking(count);
    task.await.map_err(StoreError::inconsistent)?
}

async fn matters(
    statistics: &Statistics,
    tx: &mut Tx,
    edition: &OpenEdition,
) -> Result<Vec<u8>, OpenError> {
    bytes_of(statistics, tx, edition, MATTERS).await
}

/// Does something about an edition that stands as it was seen, after [`look`].
pub async fn act(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    (id, seen): (Id, u32),
    (act, facts): (OpenAct, Facts),
) -> Result<OpenEdition, OpenError> {
    let edition = rows::load(tx, id).await?.ok_or(OpenError::NotFound)?;
    if edition.version != seen {
        let expected = i64::from(seen);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let now = statistics.site.now();
    let change = decide(&edition, act, by, now, facts)?;
    if act == OpenAct::Discard {
        for file in &edition.files {
            let blobs = &statistics.site.blobs;
            blobs.let_go(tx, &file.blob, edition.id).await?;
        }
    }
    rows::save(tx, &change, &actor(by), now).await?;
    Ok(change.edition)
}

/// The bytes of a file, as they were made. One that is not the same any more is given to nobody.
pub async fn bytes_of(
    statistics: &Statistics,
    tx: &mut Tx,
    edition: &OpenEdition,
    name: &str,
) -> Result<Vec<u8>, OpenError> {
    let file = edition.file(name).ok_or(OpenError::NotFound)?;
    let bytes = statistics.site.blobs.read(tx, &file.blob).await?;
    let bytes = bytes.ok_or(OpenError::NotFound)?;
    let is_ours = bytes.len() as u64 == file.bytes && sha256(&bytes) == file.sha256;
    if !is_ours {
        let (id, name) = (edition.id, &file.name);
        return Err(StoreError::Inconsistent(format!(
            "open data {id}: {name} was changed outside"
        ))
        .into());
    }
    Ok(bytes)
}

/// A released edition of a year, the latest where none is named.
pub async fn released(
    tx: &mut Tx,
    year: i16,
    edition: Option<u32>,
) -> Result<Option<OpenEdition>, OpenError> {
    let mut all = rows::of_year(tx, year).await?;
    all.retain(|it| matches!(it.state, OpenState::Released { .. }));
    let is_asked = |it: &OpenEdition| edition.is_none_or(|edition| it.edition == edition);
    Ok(all.into_iter().find(is_asked))
}
