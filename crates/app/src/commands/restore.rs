//! `huiyin restore FILE`: proves a backup and puts it in place.

use std::path::PathBuf;

use clap::Args;
use huiyin_kernel::Clock as _;

use crate::backup::{self, KeyAfter, Restored, Wish};
use crate::config::SettingArgs;
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Config, Exit, Failure, Place, Store, Terminal, progress};

#[derive(Debug, Args)]
pub struct Options {
    /// 备份文件 ｜ The backup file
    file: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// 打开加密备份的私钥文件，`-` 为标准输入 ｜ Private key that opens a locked backup; `-` is standard input
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// 备份所属的密钥文件 ｜ The key that belongs to the backup
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// 目录里已有数据时，把旧数据移到一旁 ｜ Move an earlier district aside (stop the service first)
    #[arg(long)]
    force: bool,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (place, config) = super::resolve(&options.place, &SettingArgs::default())?;
    // A server that runs would go on writing into the folder that is moved aside.
    let _held = crate::lock::take(&place)?;
    let identity = options.identity.as_deref().map(backup::identity_from);
    let identity = identity.transpose()?;
    let total = std::fs::metadata(&options.file)
        .map_err(|error| Failure::file(&options.file, &error))?
        .len();
    terminal.note("正在核对备份……", "Proving the backup…");
    let bar = progress::bar(total, "字节 bytes");
    let wish = Wish {
        file: &options.file,
        identity: identity.as_ref(),
        folder: &place.files,
        key: options.key.as_deref(),
        key_file: &config.key_file,
        key_source: &config.key_source,
        force: options.force,
        now: SystemClock.now(),
    };
    let progress = |bytes| bar.inc(bytes);
    let restored = match &place.store {
        Store::Sqlite(_) => backup::restore(wish, &progress).await,
        Store::Postgres(address) => backup::restore_postgres(address, wish, &progress).await,
    };
    bar.finish_and_clear();
    let restored = restored?;
    tell(&restored, &place, &config, terminal);
    Ok(Exit::Fine)
}

fn tell(restored: &Restored, place: &Place, config: &Config, terminal: Terminal) {
    let (shown, made_at) = (place.shown(), &restored.manifest.made_at);
    terminal.note(
        format!("已恢复到 {shown}（备份时间 {made_at}）。"),
        format!("Restored to {shown}, as it stood at {made_at}."),
    );
    if let Some(schema) = &restored.moved_schema {
        terminal.note(
            format!("原来的模式改名为 {schema}，确认无误后再删除。"),
            format!("The schema that was there is called {schema} now; drop it once all is well."),
        );
    }
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
        "moved_schema": restored.moved_schema,
        "manifest": restored.manifest,
    }));
}
