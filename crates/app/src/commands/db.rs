//! `huiyin db …`: the shape of the store.

use clap::Subcommand;

use crate::config::SettingArgs;
use crate::house::open_store;
use crate::place::PlaceArgs;
use crate::store::{Shape, shape};
use crate::{CommandResult, Exit, Opening, Terminal, slices, upgrade};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 建立或升级数据库 ｜ Make the store or bring it up to date
    Migrate(PlaceArgs),
    /// 数据库与本程序是否相配 ｜ Whether the store fits this program
    Status(PlaceArgs),
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Migrate(place) => migrate(place, terminal).await,
        Verb::Status(place) => status(place, terminal).await,
    }
}

async fn migrate(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, _) = super::open(place, Opening::MakeOrMigrate).await?;
    house.db.close().await;
    house.before_upgrade.tell(terminal);
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

/// Only looks: nothing in the store is changed, whatever its shape.
async fn status(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (place, _) = super::resolve(place, &SettingArgs::default())?;
    let db = open_store(&place, Opening::AsItIs).await?;
    let found = shape(&db, slices::MIGRATIONS).await;
    db.close().await;
    let found = found?;
    let copies = upgrade::copies(&place.files)?;
    let is_fitting = !found.is_new && found.pending.is_empty() && found.unknown.is_empty();
    terminal.line(format!(
        "huiyin {}\n  {}",
        env!("CARGO_PKG_VERSION"),
        place.shown()
    ));
    terminal.line(sentence(&found));
    for copy in &copies {
        let copy = copy.display();
        terminal.line(format!("  升级前的副本 ｜ kept before an upgrade: {copy}"));
    }
    terminal.result(&serde_json::json!({
        "program": env!("CARGO_PKG_VERSION"),
        "store": place.shown(),
        "is_new": found.is_new,
        "applied": found.applied,
        "pending": found.pending,
        "unknown": found.unknown,
        "copies": copies,
    }));
    Ok(if is_fitting {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn sentence(found: &Shape) -> String {
    let (applied, steps) = (found.applied.len(), |names: &[String]| names.join(", "));
    if found.is_new {
        return "! 还没有数据。\n! There is no district here yet.".to_owned();
    }
    if !found.unknown.is_empty() {
        let steps = steps(&found.unknown);
        return format!(
            "✗ 由更新版本的程序建立（{steps}）：请用那个版本，或恢复升级前的备份。\n✗ A later program made it ({steps}): use that one, or restore what was kept before its upgrade."
        );
    }
    if !found.pending.is_empty() {
        let steps = steps(&found.pending);
        return format!(
            "! 还有步骤未做（{steps}）：启动服务或运行 huiyin db migrate 时会补上。\n! Steps are missing ({steps}): the start of the service or `huiyin db migrate` takes them."
        );
    }
    format!("✓ 与本程序相配（{applied} 步）。\n✓ It fits this program ({applied} steps).")
}
