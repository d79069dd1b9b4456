//! `huiyin calendar …`: deadlines counted from a file, and the working days of the district.

mod due;
mod import;

use std::path::PathBuf;

use clap::Subcommand;

use crate::place::PlaceArgs;
use crate::{CommandResult, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 计算期限：从标准输入读 JSON ｜ Count deadlines of cases read as JSON from standard input
    Due,
    /// 导入一年的工作日表（TOML 或 JSON）｜ Import the working days of a year, TOML or JSON
    Import {
        /// 文件，`-` 为标准输入 ｜ The file; `-` is standard input
        file: PathBuf,
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// 列出已有的工作日表 ｜ List the years that are known
    List(PlaceArgs),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Due => due::run(terminal),
        Verb::Import { file, place } => import::run(file, place, terminal).await,
        Verb::List(place) => import::list(place, terminal).await,
    }
}
