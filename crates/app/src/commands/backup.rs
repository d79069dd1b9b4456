//! `huiyin backup FILE`: one file with the store and the photos, made beside a running server.

use std::path::PathBuf;

use clap::Args;
use huiyin_db::seal::Verdict;
use huiyin_kernel::Clock as _;

use crate::backup::pack;
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Opening, Terminal, progress};

#[derive(Debug, Args)]
pub struct Options {
    /// 备份文件，不能已存在 ｜ The backup file; must not exist
    file: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (house, _) = super::open(&options.place, Opening::AsItIs).await?;
    terminal.note("正在备份……", "Backing up…");
    let bar = progress::counter("照片 photos");
    let packed = pack(&house, &options.file, SystemClock.now(), &mut |count| {
        bar.inc(count);
    })
    .await;
    bar.finish_and_clear();
    house.db.close().await;
    let packed = packed?;
    let (file, key) = (options.file.display(), house.key_file.display());
    let (photos, rows) = (packed.manifest.photos.count, packed.manifest.journal.rows);
    terminal.note(
        format!("已备份到 {file}：办理记录 {rows} 条、照片 {photos} 张，已读回核对。"),
        format!(
            "Backed up to {file}: {rows} journal rows and {photos} photos, read back and proven."
        ),
    );
    terminal.note(
        format!("密钥不在备份里：{key}。请另存一份，并与备份分开保管；没有它，居民的姓名和电话打不开。"),
        format!("The key is not in it: {key}. Keep a copy apart from the backup; without it, residents' names and phones cannot be read."),
    );
    let missing = packed.manifest.photos.missing;
    if missing > 0 {
        terminal.note(
            format!("注意：有 {missing} 张照片的文件缺失或已改动，没有备份到。"),
            format!("Note: the files of {missing} photos are missing or altered, and not in it."),
        );
    }
    terminal.result(&serde_json::json!({
        "file": options.file,
        "bytes": packed.bytes,
        "key_file": house.key_file,
        "manifest": packed.manifest,
    }));
    if let Verdict::Broken(fault) = packed.journal {
        terminal.note(
            format!(
                "办理记录本身对不上（{}）：请运行 huiyin audit verify。",
                fault.why
            ),
            format!(
                "The journal itself does not fit together ({}): run `huiyin audit verify`.",
                fault.why
            ),
        );
        return Ok(Exit::Findings);
    }
    Ok(Exit::Fine)
}
