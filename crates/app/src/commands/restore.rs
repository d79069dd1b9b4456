//! `huiyin restore FILE`: proves a backup and puts it in place.

use std::path::PathBuf;

use clap::Args;
use huiyin_kernel::Clock as _;

use crate::backup::{self, KeyAfter, Wish};
use crate::config::SettingArgs;
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, Store, Terminal, progress};

#[derive(Debug, Args)]
pub struct Options {
    /// 备份文件 ｜ The backup file
    file: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// 备份所属的密钥文件 ｜ The key that belongs to the backup
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// 目录里已有数据时，把旧数据移到一旁 ｜ Move an earlier district aside (stop the service first)
    #[arg(long)]
    force: bool,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (place, config) = super::resolve(&options.place, &SettingArgs::default())?;
    if let Store::Postgres(_) = place.store {
        return Err(backup::refused_on_postgres());
    }
    let total = std::fs::metadata(&options.file)
        .map_err(|error| Failure::file(&options.file, &error))?
        .len();
    terminal.note("正在核对备份……", "Proving the backup…");
    let bar = progress::bar(total, "字节 bytes");
    let wish = Wish {
        file: &options.file,
        folder: &place.files,
        key: options.key.as_deref(),
        key_file: &config.key_file,
        force: options.force,
        now: SystemClock.now(),
    };
    let restored = backup::restore(wish, &mut |bytes| bar.inc(bytes)).await;
    bar.finish_and_clear();
    let restored = restored?;
    let (folder, made_at) = (place.files.display(), &restored.manifest.made_at);
    terminal.note(
        format!("已恢复到 {folder}（备份时间 {made_at}）。"),
        format!("Restored to {folder}, as it stood at {made_at}."),
    );
    if let Some(aside) = &restored.moved_to {
        let aside = aside.display();
        terminal.note(
            format!("原来的数据移到了 {aside}，确认无误后再删除。"),
            format!("What was there before lies in {aside}; delete it once all is well."),
        );
    }
    if restored.key == KeyAfter::Missing {
        let key = config.key_file.display();
        terminal.note(
            format!("还缺密钥：请把与备份同时使用的密钥放到 {key}（权限 600），否则无法启动。"),
            format!("The key is still missing: put the key of that time at {key} (mode 600); the service does not start without it."),
        );
    }
    terminal.result(&serde_json::json!({
        "folder": place.files,
        "key_fits": restored.key == KeyAfter::Fits,
        "moved_to": restored.moved_to,
        "manifest": restored.manifest,
    }));
    Ok(Exit::Fine)
}
