//! `huiyin backup drill [FILE|latest]`: proves that a backup can be restored, without touching
//! the district.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use huiyin_kernel::Clock as _;
use huiyin_registry::backups::{self, DrillNote};

use crate::backup::{Backups, Ground, Proof, Shelf, Workshop, drill, identity_from};
use crate::config::SettingArgs;
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{
    CommandResult, Config, Exit, Failure, House, Opening, Place, Store, Terminal, progress,
};

const LATEST: &str = "latest";

#[derive(Debug, Args)]
pub struct Options {
    /// 备份文件，或 latest：设置的位置上最新的一份 ｜ A file, or the newest one at the configured places
    #[arg(default_value = LATEST)]
    file: PathBuf,
    /// 打开加密备份的私钥文件，`-` 为标准输入 ｜ Private key that opens a locked backup; `-` is standard input
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
}

pub(super) async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (place, config) = super::super::resolve(&options.place, &SettingArgs::default())?;
    let identity = options.identity.as_deref().map(identity_from).transpose()?;
    // A drill on a machine without the district is as good; then nothing is noted.
    let house = House::open(&place, &config, Opening::AsItIs).await.ok();
    let workshop = Workshop::open(&place.files)?;
    let house = house.map(Arc::new);
    let file = find(options, &config, house.as_ref(), &workshop).await?;
    terminal.note("正在演练恢复……", "Trying the restore…");
    let total = std::fs::metadata(&file).map_or(0, |facts| facts.len());
    let bar = progress::bar(total, "字节 bytes");
    let counted = bar.clone();
    let ground = Ground {
        file: &file,
        identity: identity.as_ref(),
        key_source: &config.key_source,
        database: database(&place),
    };
    let proven = drill(&workshop, ground, Arc::new(move |bytes| counted.inc(bytes))).await;
    bar.finish_and_clear();
    if let Some(house) = &house {
        note(house, &file, proven.as_ref().ok()).await;
        house.db.close().await;
    }
    let proof = proven?;
    tell(&proof, terminal);
    terminal.result(&proof);
    Ok(if proof.is_sound {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn database(place: &Place) -> Option<&str> {
    match &place.store {
        Store::Postgres(address) => Some(address),
        Store::Sqlite(_) => None,
    }
}

/// The file that was named, or the newest on the first shelf that has one.
async fn find(
    options: &Options,
    config: &Config,
    house: Option<&Arc<House>>,
    workshop: &Workshop,
) -> Result<PathBuf, Failure> {
    if options.file != Path::new(LATEST) {
        return Ok(options.file.clone());
    }
    let Some(house) = house else {
        return Err(Failure::new(
            "这里没有数据，不知道 latest 是哪一份：请写明备份文件。",
            "There is no district here to tell which backup is the latest: name a file.",
        ));
    };
    let backups = Backups {
        house: Arc::clone(house),
        settings: config.operating.backup.clone(),
    };
    let mut newest: Option<(Shelf, crate::backup::Kept)> = None;
    for (shelf, mut kept) in backups.list().await? {
        if kept.is_empty() {
            continue;
        }
        let first = kept.swap_remove(0);
        if newest
            .as_ref()
            .is_none_or(|(_, it)| first.made_at > it.made_at)
        {
            newest = Some((shelf, first));
        }
    }
    let (shelf, backup) = newest.ok_or_else(|| {
        Failure::new(
            "设置的位置上还没有备份：请先运行 huiyin backup now，或写明文件。",
            "There is no backup at the configured places yet: run `huiyin backup now` first, or name a file.",
        )
    })?;
    shelf.fetch(&backup.name, workshop.path()).await
}

/// A drill that failed is noted too, so that nobody overlooks it.
async fn note(house: &House, file: &Path, proof: Option<&Proof>) {
    let made = DrillNote {
        at_micros: SystemClock.now().as_micros(),
        name: file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into(),
        is_sound: proof.is_some_and(|proof| proof.is_sound),
        seconds: proof.map_or(0, |proof| proof.seconds),
    };
    let noted = async {
        let mut tx = house.db.write().await?;
        backups::note_drill(&mut tx, &made).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the drill could not be noted in the store");
    }
}

fn tell(proof: &Proof, terminal: Terminal) {
    let Proof {
        file,
        made_at,
        program,
        photos,
        tables,
        rows,
        seconds,
        ..
    } = proof;
    if !proof.is_sound {
        let differences = proof.differences.join(", ");
        terminal.line(format!(
            "✗ {file}：恢复出来的内容与清单不符：{differences}\n✗ {file}: what was restored differs from its manifest: {differences}"
        ));
        return;
    }
    terminal.line(format!(
        "✓ {file}（{made_at}，huiyin {program}）可以恢复：{tables} 张表、{rows} 行、{photos} 张照片，用时 {seconds} 秒。\n\
         ✓ {file} ({made_at}, huiyin {program}) can be restored: {tables} tables, {rows} rows, {photos} photos, in {seconds} s."
    ));
    match (proof.journal_rows, proof.seals) {
        (Some(rows), Some(seals)) => terminal.line(format!(
            "✓ 办理记录 {rows} 条、封存 {seals} 次，已逐条核对。\n✓ {rows} journal rows under {seals} seals were proven."
        )),
        _ => terminal.line(
            "! 没有密钥或结构较旧，办理记录的封存没有核对。\n! Without the key, or in an older shape, the journal's seals were not proven.",
        ),
    }
}
