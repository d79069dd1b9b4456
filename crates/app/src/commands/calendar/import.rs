//! The working days that a district counts by: brought in from a file, and listed.

use std::io::Read as _;
use std::path::Path;

use huiyin_kernel::calendar::TableDoubt;
use huiyin_kernel::{Clock as _, WorkingCalendar, YearTable};
use huiyin_registry::calendar_file::{self, FILE_BYTES};
use huiyin_registry::ops::{Doer, import_calendar};

use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

pub async fn run(file: &Path, place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let text = read(file)?;
    let table = calendar_file::read(&text).map_err(|error| {
        let (shown, line) = (file.display(), error.line);
        Failure::new(
            format!("{shown} 第 {line} 行：{}", error.problem.what()),
            format!("{shown}: {error}"),
        )
    })?;
    let (house, _) = crate::commands::open(place, Opening::AsItIs).await?;
    let mut tx = house.db.write().await?;
    let by = Doer {
        actor: "system",
        now: SystemClock.now(),
    };
    import_calendar(&mut tx, &table, by).await?;
    tx.commit().await?;
    house.db.close().await;
    let (year, off, worked) = (table.year, table.holidays.len(), table.makeup_working.len());
    terminal.note(
        format!("{year} 年已生效：放假 {off} 天，调休上班 {worked} 天。新的期限按它计算。"),
        format!("{year} is in force: {off} days off, {worked} weekend days worked. New deadlines count by it."),
    );
    let doubts = table.doubts();
    for doubt in &doubts {
        let (zh, en) = in_words(doubt);
        terminal.note(format!("请核对：{zh}"), format!("Please check: {en}"));
    }
    terminal.result(&serde_json::json!({
        "year": year,
        "holidays": off,
        "makeup_working": worked,
        "doubts": doubts.len(),
    }));
    Ok(Exit::Fine)
}

fn read(file: &Path) -> Result<String, Failure> {
    let wrong = |error: std::io::Error| Failure::file(file, &error);
    let most = FILE_BYTES as u64 + 1;
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_string(&mut text)
    } else {
        std::fs::File::open(file)
            .map_err(wrong)?
            .take(most)
            .read_to_string(&mut text)
    }
    .map_err(wrong)?;
    Ok(text)
}

fn in_words(doubt: &TableDoubt) -> (String, String) {
    match doubt {
        TableDoubt::FixedHolidayMissing(day) => (
            format!("{day} 每年都放假，表里没有。"),
            format!("{day} is a day off in every year and is not in the table."),
        ),
        TableDoubt::FewHolidays(count) => (
            format!("全年只有 {count} 天假，比法定的少。"),
            format!("There are only {count} days off, fewer than the law gives."),
        ),
    }
}

pub async fn list(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, _) = crate::commands::open(place, Opening::AsItIs).await?;
    let mut tx = house.db.read().await?;
    let calendar = huiyin_registry::calendar::load(&mut tx).await?;
    let imported = huiyin_registry::calendar::imported_years(&mut tx).await?;
    drop(tx);
    house.db.close().await;
    let is_imported = |year: i16| imported.iter().any(|it| it.table.year == year);
    for table in calendar.tables() {
        terminal.line(row(table, is_imported(table.year)));
    }
    terminal.result(&as_json(&calendar, &is_imported));
    Ok(Exit::Fine)
}

fn row(table: &YearTable, is_imported: bool) -> String {
    let from = if is_imported {
        "已导入 imported"
    } else {
        "随程序 shipped"
    };
    format!(
        "{}  放假 off {:>2}  调休 worked {:>2}  {from}  {}",
        table.year,
        table.holidays.len(),
        table.makeup_working.len(),
        table.source
    )
}

fn as_json(calendar: &WorkingCalendar, is_imported: &dyn Fn(i16) -> bool) -> serde_json::Value {
    let years: Vec<serde_json::Value> = calendar
        .tables()
        .map(|table| {
            serde_json::json!({
                "year": table.year,
                "source": table.source,
                "imported": is_imported(table.year),
                "holidays": table.holidays,
                "makeup_working": table.makeup_working,
            })
        })
        .collect();
    serde_json::json!({ "years": years })
}
