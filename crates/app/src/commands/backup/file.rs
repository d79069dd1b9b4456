//! `huiyin backup FILE`: one file with the store and the photos, made beside a running server.

use std::path::Path;
use std::sync::Arc;

use huiyin_db::seal::Verdict;
use huiyin_kernel::Clock as _;
use huiyin_registry::backups::BackupNote;

use crate::backup::{Order, Packed, Workshop, note, pack};
use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, House, Opening, Terminal, progress};

pub(super) async fn run(
    file: &Path,
    place: &PlaceArgs,
    is_open: bool,
    terminal: Terminal,
) -> CommandResult {
    let (house, config) = super::super::open(place, Opening::AsItIs).await?;
    let recipients = if is_open {
        Vec::new()
    } else {
        config.operating.backup.recipients.clone()
    };
    let (is_locked, now) = (!recipients.is_empty(), SystemClock.now());
    terminal.note("正在备份……", "Backing up…");
    let order = Order {
        target: file.to_owned(),
        recipients,
        now,
    };
    let packed = with_bar(&house, order).await;
    if let Ok(packed) = &packed {
        let made = BackupNote {
            at_micros: now.as_micros(),
            name: file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into(),
            bytes: packed.bytes,
            is_locked,
            places: vec!["file".to_owned()],
        };
        note(&house, &made).await;
    }
    house.db.close().await;
    let packed = packed?;
    tell(&house, file, &packed, is_locked, terminal);
    terminal.result(&serde_json::json!({
        "file": file,
        "bytes": packed.bytes,
        "locked": is_locked,
        "key_file": house.key_file,
        "manifest": packed.manifest,
    }));
    Ok(verdict(&packed.journal, terminal))
}

async fn with_bar(house: &House, order: Order) -> Result<Packed, crate::Failure> {
    let workshop = Workshop::open(&house.place.files)?;
    let bar = progress::counter("照片 photos");
    let counted = bar.clone();
    let counting = Arc::new(move |count| counted.inc(count));
    let packed = pack(house, &workshop, order, counting).await;
    bar.finish_and_clear();
    packed
}

fn tell(house: &House, file: &Path, packed: &Packed, is_locked: bool, terminal: Terminal) {
    let (file, key) = (file.display(), house.key_file.display());
    let (photos, rows) = (packed.manifest.photos.count, packed.manifest.journal.rows);
    terminal.note(
        format!("已备份到 {file}：办理记录 {rows} 条、照片 {photos} 张，已读回核对。"),
        format!(
            "Backed up to {file}: {rows} journal rows and {photos} photos, read back and proven."
        ),
    );
    if is_locked {
        terminal.note(
            "文件已加密，只有接收公钥的主人能打开。",
            "The file is locked; only the owners of the recipients' private keys open it.",
        );
    }
    terminal.note(
        format!("密钥不在备份里：{key}。请另存一份，并与备份分开保管；没有它，居民的姓名和电话打不开。"),
        format!("The key is not in it: {key}. Keep a copy apart from the backup; without it, residents' names and phones cannot be read."),
    );
    let missing = packed.manifest.photos.missing;
    if missing > 0 {
        terminal.note(
            format!("注意：有 {missing} 张照片的文件缺失或已改动，没有备份到。"),
            format!("Note: the files of {missing} photos are missing or altered, and not in it."),
        );
    }
}

/// The backup is made whatever the journal is like; a broken one needs somebody.
pub(super) fn verdict(journal: &Verdict, terminal: Terminal) -> Exit {
    let Verdict::Broken(fault) = journal else {
        return Exit::Fine;
    };
    terminal.note(
        format!(
            "办理记录本身对不上（{}）：请运行 huiyin audit verify。",
            fault.why
        ),
        format!(
            "The journal itself does not fit together ({}): run `huiyin audit verify`.",
            fault.why
        ),
    );
    Exit::Findings
}
