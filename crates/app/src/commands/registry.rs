//! `huiyin registry …`: a district's own areas and bodies, out of two tables.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use huiyin_kernel::{Clock as _, Lang};
use huiyin_registry::ops::{
    Counts, Doer, FAULTS_TOLD, RegisterReport, RegisterTables, import_register, judge_register,
};
use huiyin_registry::register_file::{
    FILE_BYTES, Fault, Sheet, Unreadable, read_areas, read_bodies,
};
use huiyin_registry::settings;
use huiyin_web::{Arg, Texts};
use serde_json::{Value, json};

use crate::machine::SystemClock;
use crate::place::{PlaceArgs, Store};
use crate::slices::{IS_DEMO, Slices};
use crate::{CommandResult, Exit, Failure, House, Opening, Place, Terminal};

/// Faults that are shown one by one; the JSON has more.
const FAULTS_SHOWN: usize = 50;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 导入本区的区域和单位（可重复运行）｜ Bring in the district's areas and bodies; safe to repeat
    Import(Options),
}

#[derive(Debug, Args)]
pub struct Options {
    /// 区域表，见 docs/templates/areas.csv ｜ Table of areas: csv, xlsx or ods
    #[arg(long, value_name = "FILE", required_unless_present = "bodies")]
    areas: Option<PathBuf>,
    /// 单位表，见 docs/templates/bodies.csv ｜ Table of bodies: csv, xlsx or ods
    #[arg(long, value_name = "FILE")]
    bodies: Option<PathBuf>,
    /// 只检查，不写入 ｜ Judge every row and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    let Verb::Import(options) = verb;
    let texts = Texts::load().map_err(|error| super::defect(&error))?;
    let tables = RegisterTables {
        areas: table(options.areas.as_deref(), &texts, read_areas)?,
        bodies: table(options.bodies.as_deref(), &texts, read_bodies)?,
    };
    let place = options.place.resolve(&crate::cli::environment)?;
    let report = if options.dry_run && !is_made(&place) {
        judge_register(&tables)
    } else {
        carry_out(options, &tables).await?
    };
    show(&report, options.dry_run, &texts, terminal);
    terminal.result(&as_json(&report, options.dry_run, &texts));
    Ok(if report.faults.is_empty() {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

/// Tables can be judged before there is any district.
fn is_made(place: &Place) -> bool {
    match &place.store {
        Store::Sqlite(path) => path.is_file(),
        Store::Postgres(_) => true,
    }
}

fn table<T: Default>(
    file: Option<&Path>,
    texts: &Texts,
    read: fn(&[u8]) -> Result<T, Unreadable>,
) -> Result<T, Failure> {
    let Some(file) = file else {
        return Ok(T::default());
    };
    let wrong = |error: std::io::Error| Failure::file(file, &error);
    let opened = std::fs::File::open(file).map_err(wrong)?;
    let mut bytes = Vec::new();
    // One byte more than may be: the reader then says that the file is too large.
    let most = FILE_BYTES as u64 + 1;
    opened.take(most).read_to_end(&mut bytes).map_err(wrong)?;
    read(&bytes).map_err(|unreadable| {
        let shown = file.display();
        let args: [(&str, Arg); 1] = [("detail", unreadable.detail().into())];
        let [zh, en] = Lang::ALL.map(|lang| texts.say(lang, &unreadable.key(), &args));
        Failure::new(format!("{shown}：{zh}"), format!("{shown}: {en}"))
    })
}

async fn carry_out(options: &Options, tables: &RegisterTables) -> Result<RegisterReport, Failure> {
    // A try-out changes nothing, not even the shape of the store.
    let opening = if options.dry_run {
        Opening::AsItIs
    } else {
        Opening::MakeOrMigrate
    };
    let (house, config) = super::open(&options.place, opening).await?;
    refuse_demo(&house).await?;
    let mut tx = house.db.write().await?;
    let by = Doer {
        actor: "system",
        now: SystemClock.now(),
    };
    let report = import_register(&mut tx, tables, by).await?;
    if options.dry_run || !report.faults.is_empty() {
        drop(tx);
    } else {
        tx.commit().await?;
        let slices = Slices::start(&house, &config).await?;
        if let Err(error) = slices.seal().await {
            tracing::warn!(%error, "the journal was not sealed; the service will do it");
        }
    }
    house.db.close().await;
    Ok(report)
}

/// Invented people and companies would stand beside real ones.
async fn refuse_demo(house: &House) -> Result<(), Failure> {
    let mut tx = house.db.read().await?;
    let is_demo = settings::get(&mut tx, IS_DEMO).await?.is_some();
    drop(tx);
    if !is_demo {
        return Ok(());
    }
    let shown = house.place.shown();
    Err(Failure::new(
        format!("{shown} 是演示区，不会混入真实的登记。请换一个空目录。"),
        format!(
            "{shown} holds the demo; no real register is mixed into it. Choose an empty folder."
        ),
    ))
}

fn sentence(texts: &Texts, lang: Lang, fault: &Fault) -> String {
    let mut reason = texts.say(lang, fault.problem.key(), &[]);
    if !fault.value.is_empty() {
        let args: [(&str, Arg); 2] = [
            ("reason", reason.into()),
            ("value", fault.value.as_str().into()),
        ];
        reason = texts.say(lang, "registry-register-value", &args);
    }
    let sheet = match fault.sheet {
        Sheet::Areas => "registry-register-sheet-areas",
        Sheet::Bodies => "registry-register-sheet-bodies",
    };
    let row = Arg::Number(i64::try_from(fault.row).unwrap_or(i64::MAX));
    let args: [(&str, Arg); 3] = [
        ("sheet", texts.say(lang, sheet, &[]).into()),
        ("row", row),
        ("reason", reason.into()),
    ];
    texts.say(lang, "registry-register-fault", &args)
}

fn show(report: &RegisterReport, dry_run: bool, texts: &Texts, terminal: Terminal) {
    for fault in report.faults.iter().take(FAULTS_SHOWN) {
        let [zh, en] = Lang::ALL.map(|lang| sentence(texts, lang, fault));
        terminal.line(format!("✗ {zh}\n  {en}"));
    }
    let count = report.faults.len();
    if count > 0 {
        let more = if count >= FAULTS_TOLD { "+" } else { "" };
        terminal.note(
            format!("有 {count}{more} 处要改，什么也没有写入。改好后请再运行一次。"),
            format!("{count}{more} places must be mended; nothing was written. Mend them and run it again."),
        );
        return;
    }
    let (would_zh, would_en) = if dry_run {
        ("检查通过，没有写入。", "All is well; nothing was written. ")
    } else {
        ("已登记。", "Registered. ")
    };
    let (areas, bodies) = (report.areas, report.bodies);
    terminal.note(
        format!("{would_zh}区域：{}；单位：{}。", zh(areas), zh(bodies)),
        format!("{would_en}Areas: {}; bodies: {}.", en(areas), en(bodies)),
    );
}

fn zh(counts: Counts) -> String {
    let Counts {
        added,
        changed,
        unchanged,
    } = counts;
    format!("新增 {added}，更新 {changed}，不变 {unchanged}")
}

fn en(counts: Counts) -> String {
    let Counts {
        added,
        changed,
        unchanged,
    } = counts;
    format!("{added} added, {changed} changed, {unchanged} unchanged")
}

fn as_json(report: &RegisterReport, dry_run: bool, texts: &Texts) -> Value {
    let faults: Vec<Value> = report
        .faults
        .iter()
        .map(|fault| {
            json!({
                "table": fault.sheet.as_str(),
                "row": fault.row,
                "code": fault.problem.key().trim_start_matches("registry-register-"),
                "value": fault.value,
                "zh-CN": sentence(texts, Lang::Zh, fault),
                "en": sentence(texts, Lang::En, fault),
            })
        })
        .collect();
    json!({
        "dry_run": dry_run,
        "areas": report.areas,
        "bodies": report.bodies,
        "faults": faults,
    })
}
