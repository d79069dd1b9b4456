//! `huiyin visits …`: rounds of visits.

mod doors;
mod plan;
mod read;

use clap::Subcommand;

use crate::{CommandResult, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 排走访计划：从文件读住户，写出计划 ｜ Plan a round: stops read from a file, the plan written to one
    Plan(plan::Options),
    /// 从表格导入住户和商户 ｜ Take households and shops from a table
    Doors(doors::Options),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Plan(options) => plan::run(options, terminal).await,
        Verb::Doors(options) => doors::run(options, terminal).await,
    }
}
