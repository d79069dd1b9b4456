//! `huiyin backup …`: to a file, to the places that are configured, and the proof that it works.

mod drill;
mod file;
mod keygen;
mod shelves;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::place::PlaceArgs;
use crate::{CommandResult, Failure, Terminal};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// 备份文件，不能已存在 ｜ The backup file; must not exist
    file: Option<PathBuf>,
    /// 即使设了接收公钥也不加密 ｜ Do not lock it, even where a recipient is configured
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 立即备份到设置的位置 ｜ Back up to the configured places at once
    Now(PlaceArgs),
    /// 列出设置的位置上的备份 ｜ List what lies at the configured places
    List(PlaceArgs),
    /// 演练恢复：打开、核对、清除 ｜ Try a restore: open, prove, clear away
    Drill(drill::Options),
    /// 生成一对加密备份用的密钥 ｜ Make a pair of keys for locked backups
    Keygen(keygen::Options),
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    match (&options.verb, &options.file) {
        (Some(Verb::Now(place)), _) => shelves::now(place, terminal).await,
        (Some(Verb::List(place)), _) => shelves::list(place, terminal).await,
        (Some(Verb::Drill(drill)), _) => drill::run(drill, terminal).await,
        (Some(Verb::Keygen(keygen)), _) => keygen::run(keygen, terminal),
        (None, Some(file)) => file::run(file, &options.place, options.open, terminal).await,
        (None, None) => Err(Failure::new(
            "请写明备份文件：huiyin backup FILE；或用 huiyin backup now 备份到设置的位置。",
            "Name a file: huiyin backup FILE; or use `huiyin backup now` for the configured places.",
        )),
    }
}
