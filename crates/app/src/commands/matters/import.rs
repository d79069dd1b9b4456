//! `huiyin matters import`: a file judged whole, then taken.

use std::path::PathBuf;

use clap::Args;
use huiyin_kernel::{Clock as _, Lang};
use huiyin_matters::import::{ImportError, ImportMap, ImportPlan, plan_file};
use huiyin_matters::model::{Actor, Categories};
use huiyin_matters::ops::import::{ImportReport, apply, words};
use huiyin_web::Texts;
use serde_json::{Value, json};

use crate::machine::SystemClock;
use crate::place::{PlaceArgs, Store};
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Place, Terminal, progress};

/// Refused rows that are shown one by one; the JSON has them all.
const REFUSALS_SHOWN: usize = 50;

#[derive(Debug, Args)]
pub struct Options {
    /// 表格文件 ｜ The table: csv, xlsx or ods
    file: PathBuf,
    /// 对照表，见 docs/import.md ｜ The map of columns and values, see docs/import.md
    #[arg(long, value_name = "MAP.toml")]
    map: PathBuf,
    /// 只检查，不写入 ｜ Judge every row and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let texts = Texts::load().map_err(|error| super::failed(&error))?;
    let plan = judge(options, &texts, terminal)?;
    for warning in &plan.warnings {
        let [zh, en] = Lang::ALL.map(|lang| words::warning(&texts, lang, warning));
        terminal.note(zh, en);
    }
    let place = options.place.resolve(&crate::cli::environment)?;
    let report = if options.dry_run && !is_made(&place) {
        terminal.note(
            "这里还没有数据，只按文件本身检查。",
            "There is no district here yet: the file is judged by itself.",
        );
        ImportReport::by_file_alone(&plan)
    } else {
        carry_out(options, &plan, &texts, terminal).await?
    };
    show(&report, &texts, terminal);
    terminal.result(&as_json(&report, &plan, &texts));
    // Repeats are what makes an import safe to repeat; they need nobody.
    let others = report.refused.len() as u64 - report.repeats();
    Ok(if others > 0 || !report.differing.is_empty() {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// A file can be judged before there is any district.
fn is_made(place: &Place) -> bool {
    match &place.store {
        Store::Sqlite(path) => path.is_file(),
        Store::Postgres(_) => true,
    }
}

fn judge(options: &Options, texts: &Texts, terminal: Terminal) -> Result<ImportPlan, Failure> {
    let refused = |error: ImportError| {
        let [zh, en] = Lang::ALL.map(|lang| words::error(texts, lang, &error));
        Failure::new(zh, en)
    };
    let categories = Categories::shipped().map_err(|error| super::failed(&error))?;
    let map = String::from_utf8(super::read(&options.map)?).map_err(|_| {
        let shown = options.map.display();
        Failure::new(
            format!("对照表 {shown} 不是 UTF-8 文本。"),
            format!("The map {shown} is not UTF-8 text."),
        )
    })?;
    let map = ImportMap::parse(&map, &categories).map_err(|error| refused(error.into()))?;
    let bytes = super::read(&options.file)?;
    terminal.note("正在检查……", "Judging…");
    let bar = progress::bar(bytes.len() as u64, "读取 reading");
    let plan = plan_file(&bytes, &map, SystemClock.now(), &mut |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    plan.map_err(refused)
}

async fn carry_out(
    options: &Options,
    plan: &ImportPlan,
    texts: &Texts,
    terminal: Terminal,
) -> Result<ImportReport, Failure> {
    let (house, config) = crate::commands::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    if !options.dry_run {
        terminal.note("正在导入……", "Importing…");
    }
    let bar = progress::bar(plan.accepted.len() as u64, "导入 importing");
    let applied = apply(
        &slices.matters,
        plan,
        &Actor::SYSTEM,
        options.dry_run,
        &mut |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        },
    )
    .await;
    bar.finish_and_clear();
    if !options.dry_run
        && let Err(error) = slices.seal().await
    {
        tracing::warn!(%error, "the journal was not sealed; the service will do it");
    }
    house.db.close().await;
    applied.map_err(|stopped| {
        tracing::error!(error = %stopped, "an import stopped");
        let [zh, en] = Lang::ALL.map(|lang| words::stopped(texts, lang, &stopped));
        Failure::new(zh, en)
    })
}

fn show(report: &ImportReport, texts: &Texts, terminal: Terminal) {
    for lang in Lang::ALL {
        for line in words::summary(texts, lang, report) {
            terminal.line(line);
        }
    }
    for refusal in report.refused.iter().take(REFUSALS_SHOWN) {
        let [zh, en] = Lang::ALL.map(|lang| words::refusal(texts, lang, refusal));
        terminal.line(format!("  {zh}\n    {en}"));
    }
    let more = report.refused.len().saturating_sub(REFUSALS_SHOWN);
    if more > 0 {
        terminal.line(format!(
            "  …… 还有 {more} 行，见 --json ｜ {more} more, see --json"
        ));
    }
}

/// The report with its sentences, so that whoever reads the JSON needs no other table.
fn as_json(report: &ImportReport, plan: &ImportPlan, texts: &Texts) -> Value {
    let mut value = json!(report);
    value["refused"] = report
        .refused
        .iter()
        .map(|refusal| {
            let mut row = json!(refusal);
            for lang in Lang::ALL {
                row[lang.tag()] = words::reason(texts, lang, refusal).into();
            }
            row
        })
        .collect();
    value["refused_by_code"] = json!(plan.refused_by_code());
    value["facts"] = json!(plan.facts);
    value["repeats"] = report.repeats().into();
    value["warnings"] = plan
        .warnings
        .iter()
        .map(|warning| {
            let [zh, en] = Lang::ALL.map(|lang| words::warning(texts, lang, warning));
            json!({ "zh-CN": zh, "en": en })
        })
        .collect();
    value
}
