//! `huiyin audit …`: proves that nothing in the journal was altered, removed or inserted.

mod beside;
mod seals;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use huiyin_db::seal::{self, Differs, Fault, Verdict};
use huiyin_kernel::Clock as _;

use crate::machine::SystemClock;
use crate::place::PlaceArgs;
use crate::slices::{self, Slices};
use crate::{CommandResult, Exit, Failure, Opening, Terminal};
use beside::{Broken, Checked, Place, Proven};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 核对办理记录是否被改动 ｜ Prove the journal; exit 1 names the first row that does not fit
    Verify(Verify),
    /// 封存新的记录（运行中每小时自动进行）｜ Seal what is new; the server does it hourly
    Seal(PlaceArgs),
    /// 导出封存和公钥，交给第三方保管 ｜ Write the seals and public keys to a file for an outsider to keep
    Export {
        /// 新文件 ｜ A new file
        file: PathBuf,
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// 不看数据，只核对导出的文件 ｜ Check an exported file by itself, without the district
    Check {
        /// 导出的文件 ｜ An exported file
        file: PathBuf,
        /// 此前导出的文件：新文件必须是它的延续 ｜ An earlier one, which it must go on from
        #[arg(long, value_name = "FILE")]
        earlier: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: PlaceArgs,
    /// 与此前导出的封存核对，能发现整库被换回旧版 ｜ Hold it against exported seals: finds an older or another store in its place
    #[arg(long, value_name = "FILE")]
    seals: Option<PathBuf>,
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Verify(options) => verify(options, terminal).await,
        Verb::Seal(place) => seal_now(place, terminal).await,
        Verb::Export { file, place } => seals::export(file, place, terminal).await,
        Verb::Check { file, earlier } => seals::check(file, earlier.as_deref(), terminal),
    }
}

async fn verify(options: &Verify, terminal: Terminal) -> CommandResult {
    let kept = options.seals.as_deref().map(seals::read).transpose()?;
    let (house, _) = super::open(&options.place, Opening::AsItIs).await?;
    let verdict = seal::verify(&house.db, &house.keys, &slices::heads()).await;
    let against = match &kept {
        Some(kept) => Some(kept.against_store(&house.db).await),
        None => None,
    };
    let overdue = seal::overdue(&house.db, SystemClock.now()).await;
    let beside = Box::pin(beside::verify(&house)).await;
    house.db.close().await;
    let judged = judged(verdict?, overdue?, beside)?;
    // A store that is broken inside is told first: the seals outside add nothing to that.
    if let (Judged::Sound { .. }, Some(against)) = (&judged, against)
        && !seals::holds(&against?, terminal)
    {
        return Ok(Exit::Findings);
    }
    match judged {
        Judged::Sound {
            rows,
            subjects,
            seals,
            proven,
        } => {
            terminal.line(format!(
                "✓ 办理记录完好：{rows} 条，{subjects} 件，{seals} 次封存。\n  The journal is sound: {rows} rows of {subjects} subjects under {seals} seals."
            ));
            terminal.line(proven.in_words());
            terminal.result(&proven.as_json(rows, subjects, seals));
            Ok(Exit::Fine)
        }
        Judged::Broken(broken) => {
            terminal.line(in_words(&broken.fault));
            if let Some(place) = &broken.place {
                terminal.line(place_in_words(place));
            }
            if let Some(differs) = &broken.differs {
                terminal.line(column_in_words(differs));
            }
            terminal.result(&as_json(&broken));
            Ok(Exit::Findings)
        }
    }
}

/// What came of it all.
enum Judged {
    Sound {
        rows: u64,
        subjects: u64,
        seals: u64,
        proven: Proven,
    },
    Broken(Broken),
}

/// The journal first, then what lies beside it, then whether sealing keeps up: whatever is found
/// first is told. Where the journal is broken, nothing beside it can be held against it.
fn judged(
    journal: Verdict,
    overdue: Option<Fault>,
    beside: Result<Checked, Failure>,
) -> Result<Judged, Failure> {
    let (rows, subjects, seals) = match journal {
        Verdict::Broken(fault) => return Ok(Judged::Broken(fault.into())),
        Verdict::Sound {
            rows,
            subjects,
            seals,
        } => (rows, subjects, seals),
    };
    Ok(match (beside?, overdue) {
        (Err(broken), _) => Judged::Broken(broken),
        (_, Some(fault)) => Judged::Broken(fault.into()),
        (Ok(proven), None) => Judged::Sound {
            rows,
            subjects,
            seals,
            proven,
        },
    })
}

fn in_words(fault: &Fault) -> String {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if let Some(seq) = fault.seq {
        zh.push(format!("第 {seq} 条"));
        en.push(format!("row {seq}"));
    }
    if let Some(seal) = fault.seal {
        zh.push(format!("第 {seal} 次封存"));
        en.push(format!("seal {seal}"));
    }
    if let Some(subject) = fault.subject {
        let version = fault.version.unwrap_or_default();
        zh.push(format!("事项 {subject} 第 {version} 版"));
        en.push(format!("subject {subject} version {version}"));
    }
    if let Some(at) = fault.at {
        zh.push(at.to_display());
        en.push(at.to_display());
    }
    let (zh, en, why) = (zh.join("，"), en.join(", "), fault.why);
    format!("✗ 办理记录对不上：{zh}。\n✗ The journal does not fit together: {en}: {why}.")
}

fn place_in_words(Place { table, key }: &Place) -> String {
    format!("  表 {table}，行 {key}。\n  Table {table}, row {key}.")
}

fn column_in_words(differs: &Differs) -> String {
    let Differs {
        column,
        stored,
        expected,
    } = differs;
    let stored = stored.as_deref().unwrap_or("—");
    let expected = expected.as_deref().unwrap_or("—");
    format!(
        "  字段 {column}：现为 {stored}，应为 {expected}。\n  Column {column}: {stored} stands there, {expected} must."
    )
}

fn as_json(broken: &Broken) -> serde_json::Value {
    let Broken {
        fault,
        place,
        differs,
    } = broken;
    serde_json::json!({
        "sound": false,
        "row": fault.seq,
        "seal": fault.seal,
        "subject": fault.subject.map(|it| it.to_string()),
        "version": fault.version,
        "day": fault.at.map(|at| at.date().to_string()),
        "at": fault.at.map(huiyin_kernel::Instant::to_rfc3339),
        "why": fault.why,
        "table": place.as_ref().map(|it| it.table),
        "key": place.as_ref().map(|it| it.key.as_str()),
        "column": differs.as_ref().map(|it| it.column),
        "stored": differs.as_ref().and_then(|it| it.stored.as_deref()),
        "expected": differs.as_ref().and_then(|it| it.expected.as_deref()),
    })
}

async fn seal_now(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, config) = super::open(place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    let sealed = slices.seal().await;
    house.db.close().await;
    let rows = sealed?;
    terminal.note(
        format!("已封存 {rows} 条新记录。"),
        format!("{rows} new rows were sealed."),
    );
    terminal.result(&serde_json::json!({ "rows": rows }));
    Ok(Exit::Fine)
}
