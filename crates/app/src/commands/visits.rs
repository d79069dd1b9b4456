//! `huiyin visits …`: rounds of visits.

mod plan;
mod read;

use clap::Subcommand;

use crate::{CommandResult, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 排走访计划：从文件读住户，写出计划 ｜ Plan a round: stops read from a file, the plan written to one
    Plan(plan::Options),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Plan(options) => plan::run(options, terminal).await,
    }
}
