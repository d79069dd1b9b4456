//! `huiyin statistics open-data`: the files of a released edition, byte for byte.

use std::path::{Path, PathBuf};

use clap::Args;
use huiyin_statistics::open_data;
use huiyin_statistics::rules::open::OpenEdition;

use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

#[derive(Debug, Args)]
pub struct Options {
    /// 年份 ｜ The year
    #[arg(long, value_name = "YYYY")]
    year: i16,
    /// 版次，默认最新一版 ｜ The edition; the latest where it is left out
    #[arg(long, value_name = "NUMBER")]
    edition: Option<u32>,
    /// 写到哪个目录，没有就新建 ｜ The folder to write into; made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
}

pub async fn run(options: &Options, terminal: Terminal) -> CommandResult {
    let (house, config) = super::super::open(&options.place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    let written = write(&slices, options).await;
    house.db.close().await;
    let edition = written?;
    let (year, number, rows) = (edition.year, edition.edition, edition.protection.rows);
    let (count, out) = (edition.files.len(), options.out.display());
    terminal.line(format!(
        "✓ {year} 年开放数据第 {number} 版：{rows} 行，{count} 个文件写到 {out}。\n  Open data of {year}, edition {number}: {rows} rows, {count} files written to {out}."
    ));
    let files = edition
        .files
        .iter()
        .map(|it| serde_json::json!({ "name": it.name, "bytes": it.bytes, "sha256": it.sha256 }));
    terminal.result(&serde_json::json!({
        "year": year, "edition": number, "rows": rows, "files": files.collect::<Vec<_>>(),
    }));
    Ok(Exit::Fine)
}

async fn write(slices: &Slices, options: &Options) -> Result<OpenEdition, Failure> {
    let mut tx = slices.site.db.read().await?;
    let found = open_data::released(&mut tx, options.year, options.edition).await;
    let found = found.map_err(|error| super::super::defect(&error))?;
    let edition = found.ok_or_else(|| {
        let year = options.year;
        Failure::new(
            format!("{year} 年没有已发布的开放数据。请先在“统计—开放数据”里制作、核对、发布。"),
            format!("No open data of {year} was released. Make, check and release it under “Open data” at the desk."),
        )
    })?;
    make_folder(&options.out)?;
    for file in &edition.files {
        let statistics = &slices.statistics;
        let bytes = open_data::bytes_of(statistics, &mut tx, &edition, &file.name).await;
        let bytes = bytes.map_err(|error| {
            Failure::new(
                format!("文件 {} 缺失或被改动过：{error}", file.name),
                format!("The file {} is missing or was changed: {error}", file.name),
            )
        })?;
        let path = options.out.join(&file.name);
        std::fs::write(&path, bytes).map_err(|error| Failure::file(&path, &error))?;
    }
    Ok(edition)
}

fn make_folder(out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out).map_err(|error| Failure::file(out, &error))
}
