//! `huiyin backup now` and `list`: the places that are configured.

use std::sync::Arc;

use huiyin_kernel::Clock as _;

use crate::backup::Backups;
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

pub(super) async fn open(place: &PlaceArgs) -> Result<Backups, Failure> {
    let (house, config) = super::super::open(place, Opening::AsItIs).await?;
    Ok(Backups {
        house: Arc::new(house),
        settings: config.operating.backup,
    })
}

pub(super) async fn now(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let backups = open(place).await?;
    terminal.note("正在备份……", "Backing up…");
    let made = backups.make_now(SystemClock.now()).await;
    backups.house.db.close().await;
    let made = made?;
    let (name, removed) = (&made.name, made.removed.len());
    terminal.note(
        format!("已备份：{name}；按保留规则清除旧备份 {removed} 份。"),
        format!("Backed up as {name}; {removed} old ones were removed by the rules of keeping."),
    );
    terminal.result(&serde_json::json!({
        "name": made.name,
        "bytes": made.packed.bytes,
        "locked": !backups.settings.recipients.is_empty(),
        "removed": made.removed,
        "manifest": made.packed.manifest,
    }));
    Ok(super::file::verdict(&made.packed.journal, terminal))
}

pub(super) async fn list(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let backups = open(place).await?;
    let listed = backups.list().await;
    backups.house.db.close().await;
    let listed = listed?;
    let mut shown = Vec::new();
    for (shelf, kept) in &listed {
        terminal.line(format!("{} ({})", shelf.shown(), kept.len()));
        for backup in kept {
            let (name, at) = (&backup.name, backup.made_at.to_display());
            terminal.line(format!("  {at}  {:>14}  {name}", backup.bytes));
        }
        let files: Vec<_> = kept
            .iter()
            .map(|backup| {
                serde_json::json!({
                    "name": backup.name,
                    "made_at": backup.made_at.to_rfc3339(),
                    "bytes": backup.bytes,
                })
            })
            .collect();
        shown.push(serde_json::json!({ "place": shelf.shown(), "backups": files }));
    }
    terminal.result(&serde_json::json!({ "places": shown }));
    Ok(Exit::Fine)
}
