//! `huiyin votes …`: owners' votes counted and checked without any district, by whoever doubts.

mod tally;
mod verify;

use std::path::PathBuf;

use clap::Subcommand;

use crate::{CommandResult, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 计票：从标准输入读一个或多个表决（JSON）｜ Count one vote or several, read as JSON from standard input
    Tally,
    /// 核对公开的选票与结果、封存码是否相符 ｜ Check that published ballots bear the result and the posted code
    Verify {
        /// 公开的选票文件 ｜ The file of published ballots
        file: PathBuf,
    },
}

pub fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Tally => tally::run(terminal),
        Verb::Verify { file } => verify::run(file, terminal),
    }
}
