//! How good the suggestions are, and learning them anew.

use std::path::Path;

use huiyin_matters::suggest;

use crate::place::PlaceArgs;
use crate::slices::Slices;
use crate::{CommandResult, Exit, Failure, Opening, Terminal};

pub fn evaluate(file: &Path, terminal: Terminal) -> CommandResult {
    let bytes = super::read(file)?;
    terminal.note(
        "五折交叉验证，可能要一两分钟……",
        "Five-fold cross-validation; this may take a minute or two…",
    );
    let found = suggest::evaluate_file(&bytes).map_err(|error| {
        let shown = file.display();
        Failure::new(
            format!("{shown} 不能用来检验：{error}"),
            format!("{shown} cannot be used: {error}"),
        )
    })?;
    terminal.line(format!(
        "样本 examples {}  折 folds {}\naccuracy {:.3}\nmacro-F1 {:.3}",
        found.examples, found.folds, found.accuracy, found.macro_f1
    ));
    for label in &found.labels {
        terminal.line(format!(
            "  {}  F1 {:.3}  precision {:.3}  recall {:.3}  n {}",
            label.label, label.f1, label.precision, label.recall, label.support
        ));
    }
    terminal.result(&found);
    Ok(Exit::Fine)
}

pub async fn train(place: &PlaceArgs, terminal: Terminal) -> CommandResult {
    let (house, config) = crate::commands::open(place, Opening::AsItIs).await?;
    let slices = Slices::start(&house, &config).await?;
    terminal.note("正在学习……", "Learning…");
    let trained = suggest::train(&slices.matters).await;
    house.db.close().await;
    let trained = trained.map_err(|error| {
        Failure::new(
            format!("没有学成：{error}"),
            format!("Nothing was learned: {error}"),
        )
    })?;
    let mut models = Vec::new();
    for it in &trained {
        terminal.line(format!(
            "{}  样本 examples {}  accuracy {:.3}  macro-F1 {:.3}",
            it.purpose.name(),
            it.examples,
            it.accuracy,
            it.macro_f1
        ));
        models.push(serde_json::json!({
            "purpose": it.purpose.name(),
            "examples": it.examples,
            "accuracy": it.accuracy,
            "macro_f1": it.macro_f1,
        }));
    }
    if trained.is_empty() {
        terminal.note(
            "已办的事项还太少，先用随程序的样本。",
            "Too few matters have been handled yet; the shipped examples stay in use.",
        );
    }
    terminal.result(&serde_json::json!({ "models": models }));
    Ok(Exit::Fine)
}
