//! `huiyin db …`: the shape of the store.

use clap::Subcommand;

use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Opening, Terminal};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 建立或升级数据库 ｜ Make the store or bring it up to date
    Migrate(PlaceArgs),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let Verb::Migrate(place) = verb;
    let (house, _) = super::open(place, Opening::MakeOrMigrate).await?;
    house.db.close().await;
    let steps = house.migrated;
    if steps == 0 {
        terminal.note("数据库已是最新。", "The store is up to date.");
    } else {
        terminal.note(
            format!("数据库已更新（{steps} 步）。"),
            format!("The store was brought up to date in {steps} steps."),
        );
    }
    terminal.result(&serde_json::json!({ "steps": steps }));
    Ok(Exit::Fine)
}
