//! `huiyin matters …`: real input, and what the district's own history teaches.

mod import;
mod suggest;

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::place::PlaceArgs;
use crate::{CommandResult, Failure, Terminal};

/// The largest table file that is read, in bytes.
const FILE_BYTES: u64 = 200 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 从表格导入（csv、xlsx、ods）｜ Import from a table: csv, xlsx or ods
    Import(import::Options),
    /// 分类和单位的建议：检验或重新学习 ｜ Suggestions: measure them, or learn anew
    Suggest {
        /// 在带标签的文件上做五折交叉验证 ｜ Five-fold cross-validation on a labelled file
        #[arg(long, value_name = "FILE", conflicts_with = "train")]
        eval: Option<PathBuf>,
        /// 从本区已办的事项重新学习 ｜ Learn anew from the district's own matters
        #[arg(long, required_unless_present = "eval")]
        train: bool,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

pub async fn run(verb: &Verb, terminal: Terminal) -> CommandResult {
    match verb {
        Verb::Import(options) => import::run(options, terminal).await,
        Verb::Suggest {
            eval: Some(file), ..
        } => suggest::evaluate(file, terminal),
        Verb::Suggest { place, .. } => suggest::train(place, terminal).await,
    }
}

/// Reads a whole file within bounds.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let wrong = |error: std::io::Error| Failure::file(file, &error);
    if std::fs::metadata(file).map_err(wrong)?.len() > FILE_BYTES {
        let shown = file.display();
        return Err(Failure::new(
            format!("{shown} 超过 200 MiB，请分成几个文件。"),
            format!("{shown} has more than 200 MiB: divide it."),
        ));
    }
    std::fs::read(file).map_err(wrong)
}

/// What was built wrongly cannot be mended by whoever runs the command.
fn failed(error: &dyn std::error::Error) -> Failure {
    Failure::new(
        format!("程序本身有误：{error}"),
        format!("The program itself is faulty: {error}"),
    )
}
