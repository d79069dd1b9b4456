use std::collections::BTreeMap;

use huiyin_db::{Row, StoreError, args};
use huiyin_sheets::{ReadError, ReadOptions};
use huiyin_words::{Evaluation, Example, Model, Options};

use super::{Purpose, queries as q, starter};
use crate::ops::OpError;
use crate::slice::Matters;

/// A label with fewer examples than this is not learned: it would only guess.
const LEAST_PER_LABEL: usize = 3;
/// Below this the shipped examples know more than the district's history.
const LEAST_EXAMPLES: usize = 60;
const FOLDS: usize = 5;
const SEED: u64 = 0;
/// The latest decided matters that are learned from. What bodies do changes, and a lesson from all
/// of a large history takes minutes each night without guessing better.
const LATEST: i64 = 10_000;
/// The latest of them on which a model is judged each time it is trained, which costs five trainings.
const JUDGED_EXAMPLES: usize = 2_000;

/// What a training brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trained {
    pub purpose: Purpose,
    pub examples: usize,
    pub accuracy: f64,
    pub macro_f1: f64,
}

/// Learns both models anew from the district's decided matters. A job runs it daily; running it
/// twice gives the same models.
pub async fn train(matters: &Matters) -> Result<Vec<Trained>, OpError> {
    let rows = {
        let mut tx = matters.site.db.read().await?;
        tx.fetch_all(q::HISTORY, args![LATEST]).await?
    };
    let mut trained = Vec::new();
    for (purpose, column) in [(Purpose::Category, "category"), (Purpose::Body, "lead")] {
        let mut examples = examples(&rows, column)?;
        if purpose == Purpose::Category {
            // What is shipped comes first, as what is oldest.
            examples.splice(0..0, starter::examples());
        }
        if examples.len() < LEAST_EXAMPLES {
            continue;
        }
        trained.push(train_one(matters, purpose, examples).await?);
    }
    Ok(trained)
}

fn examples(rows: &[Row], column: &str) -> Result<Vec<Example>, StoreError> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Vec::with_capacity(rows.len());
    // The latest come first; the limit keeps the last given, so they are turned round.
    for row in rows.iter().rev() {
        let label: String = row.get(column)?;
        if label.is_empty() {
            continue;
        }
        *counted.entry(label.clone()).or_default() += 1;
        all.push(Example {
            title: String::new(),
            body: row.get("text")?,
            label,
        });
    }
    all.retain(|example| {
        counted
            .get(&example.label)
            .is_some_and(|it| *it >= LEAST_PER_LABEL)
    });
    Ok(all)
}

async fn train_one(
    matters: &Matters,
    purpose: Purpose,
    examples: Vec<Example>,
) -> Result<Trained, OpError> {
    let count = examples.len();
    let work = move || {
        let options = Options::default();
        let model = huiyin_words::train(&examples, &options);
        let latest = &examples[count.saturating_sub(JUDGED_EXAMPLES)..];
        let judged = huiyin_words::evaluate(latest, &options, FOLDS, SEED);
        (model, judged)
    };
    let (model, judged) = tokio::task::spawn_blocking(work)
        .await
        .map_err(StoreError::inconsistent)?;
    let (accuracy, macro_f1) = judged.map_or((0.0, 0.0), |it| (it.accuracy, it.macro_f1));
    keep(matters, purpose, &model, count, accuracy, macro_f1).await?;
    Ok(Trained {
        purpose,
        examples: count,
        accuracy,
        macro_f1,
    })
}

async fn keep(
    matters: &Matters,
    purpose: Purpose,
    model: &Model,
    examples: usize,
    accuracy: f64,
    macro_f1: f64,
) -> Result<(), OpError> {
    let bytes = serde_json::to_vec(model).map_err(StoreError::inconsistent)?;
    let permille = |share: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let whole = (share * 1000.0).round() as i64;
        whole
    };
    let mut tx = matters.site.db.write().await?;
    let values = args![
        purpose.name(),
        bytes,
        i64::try_from(examples).unwrap_or(i64::MAX),
        permille(accuracy),
        permille(macro_f1),
        matters.site.now()
    ];
    tx.execute(q::KEEP_MODEL, values).await?;
    Ok(tx.commit().await?)
}

/// Names of columns that hold title, text and label in files of labelled messages.
const TITLES: [&str; 3] = ["留言主题", "title", "标题"];
const BODIES: [&str; 4] = ["留言详情", "text", "body", "内容"];
const LABELS: [&str; 4] = ["一级标签", "label", "category", "类别"];

/// A file of labelled messages that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LabelledFileError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the file needs a column of texts ({0}) and a column of labels ({1})")]
    Columns(String, String),
    #[error("the file has fewer than two labels with two examples each")]
    TooFew,
}

/// Reads labelled messages: a column of texts, one of labels, and a title where there is one.
pub fn examples_of_file(bytes: &[u8]) -> Result<Vec<Example>, LabelledFileError> {
    let rows = huiyin_sheets::read(bytes, &ReadOptions::default())?;
    let header: Vec<String> = rows.header().to_vec();
    let find = |names: &[&str]| {
        header
            .iter()
            .position(|title| names.contains(&title.trim()))
    };
    let (Some(body), Some(label)) = (find(&BODIES), find(&LABELS)) else {
        return Err(LabelledFileError::Columns(
            BODIES.join(", "),
            LABELS.join(", "),
        ));
    };
    let title = find(&TITLES);
    let mut examples = Vec::new();
    for row in rows.flatten() {
        let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
        let example = Example {
            title: title.map(cell).unwrap_or_default(),
            body: cell(body),
            label: cell(label).trim().to_owned(),
        };
        if !example.label.is_empty() {
            examples.push(example);
        }
    }
    Ok(examples)
}

/// Five-fold cross-validation on a labelled file.
pub fn evaluate_file(bytes: &[u8]) -> Result<Evaluation, LabelledFileError> {
    let examples = examples_of_file(bytes)?;
    huiyin_words::evaluate(&examples, &Options::default(), FOLDS, SEED)
        .ok_or(LabelledFileError::TooFew)
}
