//! `huiyin visits doors`: households and shops out of a table, judged whole and then taken.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use huiyin_kernel::geo::Crs;
use huiyin_kernel::{Clock as _, Lang};
use huiyin_visits::import::{self, Field, FileError, FileRows, System, guess};
use huiyin_visits::ops::doors::{By, Reach};
use huiyin_visits::ops::import::{Judged, Report, judge, words, write};
use huiyin_web::Texts;
use serde_json::{Value, json};

use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal, progress};

/// Rows not taken, and names to decide on, that are shown one by one; the JSON has them all.
const SHOWN: usize = 50;

#[derive(Debug, Args)]
pub struct Options {
    /// 表格文件，见 docs/import.md ｜ The table: csv, xlsx or ods, see docs/import.md
    file: PathBuf,
    /// 坐标系 ｜ The coordinate system of the points
    #[arg(long, value_enum, default_value_t = Choice::Auto)]
    system: Choice,
    /// 只检查，不写入 ｜ Judge every row and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    Auto,
    Wgs84,
    Gcj02,
    Bd09,
}

impl Choice {
    const fn system(self) -> System {
        match self {
            Self::Auto => System::FindOut,
            Self::Wgs84 => System::Is(Crs::Wgs84),
            Self::Gcj02 => System::Is(Crs::Gcj02),
            Self::Bd09 => System::Is(Crs::Bd09),
        }
    }
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let texts = Texts::load().map_err(|error| {
        Failure::new(
            format!("程序本身有误：{error}"),
            format!("The program itself is faulty: {error}"),
        )
    })?;
    let bytes = crate::commands::matters::read(&options.file)?;
    let (column, rows) = rows(&bytes).map_err(|error| {
        let [zh, en] = Lang::ALL.map(|lang| words::file(&texts, lang, &error));
        Failure::new(zh, en)
    })?;
    let (judged, report) = carry_out(options, &column, &rows, terminal).await?;
    show(&judged, &report, &texts, terminal);
    terminal.result(&as_json(&judged, &report, &texts));
    Ok(if report.faults.is_empty() {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

/// The name of the column of longitudes, and every row.
fn rows(bytes: &[u8]) -> Result<(String, FileRows), FileError> {
    let header = import::header(bytes)?;
    let columns = guess(&header);
    let column = columns.of(Field::Lon).and_then(|at| header.get(at));
    let column = column.cloned().unwrap_or_default();
    Ok((column, import::read(bytes, &columns)?))
}

async fn carry_out(
    options: &Options,
    column: &str,
    rows: &FileRows,
    terminal: Terminal,
) -> Result<(Judged, Report), Failure> {
    let (house, config) = crate::commands::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    let site = &slices.site;
    terminal.note("正在检查……", "Judging…");
    // Whoever has the machine has the whole district.
    let reach = Reach::below([String::new()]);
    let how = (options.system.system(), column);
    let mut tx = site.db.read().await?;
    let judged = judge(&mut tx, site, &reach, rows, how).await?;
    drop(tx);
    if judged.crs_unclear {
        return Err(Failure::new(
            "看不出坐标是哪个坐标系。请用 --system 写明。",
            "Nothing tells which coordinate system this is. Please say it with --system.",
        ));
    }
    if options.dry_run {
        let report = judged.report.clone();
        return Ok((judged, report));
    }
    terminal.note("正在导入……", "Importing…");
    let bar = progress::bar(judged.ready.len() as u64, "导入 importing");
    let by = By {
        actor: "system",
        now: SystemClock.now(),
    };
    let mut written = |done: usize, _| bar.set_position(done as u64);
    let report = write(site, &judged, by, &mut written).await;
    bar.finish_and_clear();
    if let Err(error) = slices.seal().await {
        tracing::warn!(%error, "the journal was not sealed; the service will do it");
    }
    house.db.close().await;
    let report = report.map_err(|stopped| {
        let done = stopped.done;
        tracing::error!(error = %stopped, "an import of doors stopped");
        Failure::new(
            format!("写了 {done} 行以后停下了，已写的保留。请再导入一次同一个文件。"),
            format!("It stopped after {done} rows, which stay. Please import the same file again."),
        )
    })?;
    Ok((judged, report))
}

fn show(judged: &Judged, report: &Report, texts: &Texts, terminal: Terminal) {
    for lang in Lang::ALL {
        let figures = [
            ("rows", report.rows),
            ("fresh", report.fresh),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("faults", report.faults.len()),
        ];
        let figures = figures.map(|(key, count)| {
            let label = texts.say(lang, &format!("visits-import-{key}"), &[]);
            format!("{label} {count}")
        });
        terminal.line(figures.join(" · "));
    }
    for question in judged.questions.iter().take(SHOWN) {
        let (name, community) = (&question.name, &question.community_name);
        terminal.line(format!("  ? {community} {name}"));
    }
    for fault in report.faults.iter().take(SHOWN) {
        let [zh, en] = Lang::ALL.map(|lang| words::fault(texts, lang, fault));
        let row = fault.row;
        terminal.line(format!("  {row}: {zh}\n    {en}"));
    }
}

fn as_json(judged: &Judged, report: &Report, texts: &Texts) -> Value {
    let faults = report.faults.iter().map(|fault| {
        let [zh, en] = Lang::ALL.map(|lang| words::fault(texts, lang, fault));
        json!({ "row": fault.row, "fault": fault.fault, "zh-CN": zh, "en": en })
    });
    let questions = judged.questions.iter().map(|it| {
        json!({ "community": it.community_name, "name": it.name, "rows": it.rows, "others": it.others })
    });
    json!({
        "rows": report.rows,
        "new": report.fresh,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": faults.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "system": judged.crs.map(Crs::name),
    })
}
