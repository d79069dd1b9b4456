//! `huiyin matters import`: a file judged whole, then taken whole.

use std::path::PathBuf;

use clap::Args;
use huiyin_kernel::{Clock as _, Instant, Lang, Said};
use huiyin_matters::import::{ImportError, ImportMap, ImportPlan, plan_file};
use huiyin_matters::model::{Actor, Categories};
use huiyin_matters::ops::import::{ImportReport, ImportStopped, apply, words};
use huiyin_web::Texts;
use serde_json::{Value, json};

use crate::machine::SystemClock;
use crate::place::{PlaceArgs, Store};
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal, progress};

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
    let report = if options.dry_run && has_no_district(&options.place)? {
        terminal.note(
            "还没有数据，只按文件本身核对。",
            "There is no district yet; the file is judged for itself.",
        );
        ImportReport::by_file_alone(&plan)
    } else {
        carry_out(options, &plan, &texts, terminal).await?
    };
    for warning in &plan.warnings {
        let said = both(|lang| words::warning(&texts, lang, warning));
        terminal.note(said.zh, said.en);
    }
    tell(&report, &texts, terminal);
    terminal.result(&as_json(&plan, &report, &texts));
    // Repeats are what makes an import safe to repeat; they need nobody.
    let is_fine = report.refused.len() as u64 == report.repeats() && report.differing.is_empty();
    Ok(if is_fine { Exit::Fine } else { Exit::Findings })
}

/// Nobody named a district, and there is none where it would be.
fn has_no_district(place: &PlaceArgs) -> Result<bool, Failure> {
    if place.data.is_some() {
        return Ok(false);
    }
    let resolved = place.resolve(&crate::cli::environment)?;
    Ok(matches!(resolved.store, Store::Sqlite(path) if !path.is_file()))
}

fn both(say: impl Fn(Lang) -> String) -> Said {
    Said::new(say(Lang::Zh), say(Lang::En))
}

fn judge(options: &Options, texts: &Texts, terminal: Terminal) -> Result<ImportPlan, Failure> {
    let say = |error: &ImportError| Failure(both(|lang| words::error(texts, lang, error)));
    let categories = Categories::shipped().map_err(|error| super::failed(&error))?;
    let map_bytes = super::read(&options.map)?;
    let map_text = String::from_utf8(map_bytes).map_err(|_| {
        let shown = options.map.display();
        Failure::new(
            format!("对照表 {shown} 不是 UTF-8 文本。"),
            format!("The map {shown} is not UTF-8 text."),
        )
    })?;
    let map =
        ImportMap::parse(&map_text, &categories).map_err(|error| say(&ImportError::Map(error)))?;
    let bytes = super::read(&options.file)?;
    terminal.note("正在读取……", "Reading…");
    let bar = progress::bar(bytes.len() as u64, "读取 reading");
    let plan = plan_file(&bytes, &map, SystemClock.now(), &mut |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    plan.map_err(|error| say(&error))
}

/// Takes the rows into the district, or says what would come of them there.
async fn carry_out(
    options: &Options,
    plan: &ImportPlan,
    texts: &Texts,
    terminal: Terminal,
) -> Result<ImportReport, Failure> {
    let (house, config) = crate::commands::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    if !options.dry_run {
        terminal.note("正在写入……", "Writing…");
    }
    let bar = progress::bar(plan.accepted.len() as u64, "写入 writing");
    let mut written = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let by = Actor::SYSTEM;
    let done = apply(&slices.matters, plan, &by, options.dry_run, &mut written).await;
    bar.finish_and_clear();
    if done.is_ok() && !options.dry_run {
        slices.seal().await?;
    }
    house.db.close().await;
    done.map_err(|stopped| {
        let said = both(|lang| words::stopped(texts, lang, &stopped));
        match &stopped {
            ImportStopped::NoDistrict => Failure(said),
            ImportStopped::After { error, .. } => Failure::new(
                format!("{}（{error}）", said.zh),
                format!("{} ({error})", said.en),
            ),
        }
    })
}

fn tell(report: &ImportReport, texts: &Texts, terminal: Terminal) {
    let zh = words::summary(texts, Lang::Zh, report);
    let en = words::summary(texts, Lang::En, report);
    for (zh, en) in zh.iter().zip(&en) {
        terminal.line(format!("{zh}\n  {en}"));
    }
    for refusal in report.refused.iter().take(REFUSALS_SHOWN) {
        let said = both(|lang| words::refusal(texts, lang, refusal));
        terminal.line(format!("  {}\n    {}", said.zh, said.en));
    }
    let more = report.refused.len().saturating_sub(REFUSALS_SHOWN);
    if more > 0 {
        terminal.line(format!(
            "  …… 还有 {more} 行，见 --json ｜ {more} more, see --json"
        ));
    }
}

fn as_json(plan: &ImportPlan, report: &ImportReport, texts: &Texts) -> Value {
    let refused: Vec<Value> = report
        .refused
        .iter()
        .map(|refusal| {
            json!({
                "row": refusal.row_number,
                "code": refusal.code,
                "field": refusal.field,
                "value": refusal.value,
                "first_row": refusal.first_row,
                "zh-CN": words::refusal(texts, Lang::Zh, refusal),
                "en": words::refusal(texts, Lang::En, refusal),
            })
        })
        .collect();
    let warnings: Vec<Value> = plan
        .warnings
        .iter()
        .map(|warning| both(|lang| words::warning(texts, lang, warning)))
        .map(|said| json!({ "zh-CN": said.zh, "en": said.en }))
        .collect();
    json!({
        "source": report.source_id,
        "dry_run": report.dry_run,
        "facts": plan.facts,
        "accepted": plan.accepted.len(),
        "new": report.taken,
        "unchanged": report.unchanged,
        "differing": report.differing,
        "refused": refused,
        "refused_by_code": plan.refused_by_code().into_iter()
            .map(|(code, count)| (code.name().to_owned(), count.into()))
            .collect::<serde_json::Map<String, Value>>(),
        "repeats": report.repeats(),
        "bodies_made": report.bodies_made,
        "warnings": warnings,
        "judged_at": Instant::to_rfc3339(SystemClock.now()),
    })
}
