//! Suggestions, never decisions: a category, a lead and likely duplicates, each with its
//! confidence and the words that spoke for it. What people chose is remembered beside what was
//! suggested, so that anybody can see how often the suggestion was right.

mod body;
mod duplicates;
mod learn;
mod queries;
mod remember;
mod starter;

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use huiyin_db::{Result, Tx, args};
use huiyin_kernel::Instant;
use huiyin_words::{Guess, Model};

pub use body::usual_leads;
pub use duplicates::Likely;
pub use learn::{Trained, evaluate_file, examples_of_file, train};
pub use queries::QUERIES;
pub use remember::{Record, records_of, remember_choice};
pub(crate) use starter::sentences as starter_sentences;

use crate::model::CategoryCode;
use crate::slice::{Matters, World};
use crate::store::{self, Known};

/// Suggestions of one kind that are shown.
pub const SHOWN: usize = 3;
/// Below this a guess is noise and not shown.
const LEAST_PERMILLE: u16 = 80;

/// What is suggested for a matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    pub categories: Vec<Suggested<CategoryCode>>,
    pub bodies: Vec<Suggested<huiyin_kernel::Id>>,
    pub duplicates: Vec<Likely>,
}

/// One suggestion with what spoke for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested<T> {
    pub value: T,
    /// 0 to 1000.
    pub confidence_permille: u16,
    /// The words that spoke for it, the loudest first; empty where a rule suggested it.
    pub words: Vec<String>,
}

/// What a model was learned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    Category,
    Body,
}

impl Purpose {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Body => "body",
        }
    }
}

/// The models learned from the district's own history, as last trained.
#[derive(Default)]
pub struct Suggester {
    models: RwLock<BTreeMap<Purpose, (Instant, Arc<Model>)>>,
}

impl std::fmt::Debug for Suggester {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Suggester(…)")
    }
}

impl Suggester {
    /// The model in force: read again when a newer one was trained, by whichever process.
    async fn model(&self, tx: &mut Tx, purpose: Purpose) -> Result<Option<Arc<Model>>> {
        let Some(row) = tx
            .fetch_optional(queries::TRAINED_AT, args![purpose.name()])
            .await?
        else {
            return Ok(starter::model(purpose));
        };
        let trained_at: Instant = row.get("trained_at")?;
        let kept = self
            .models
            .read()
            .ok()
            .and_then(|kept| kept.get(&purpose).cloned());
        if let Some((at, model)) = kept
            && at == trained_at
        {
            return Ok(Some(model));
        }
        let row = tx.fetch_one(queries::MODEL, args![purpose.name()]).await?;
        let bytes: Vec<u8> = row.get("model")?;
        // A model of an older program that cannot be read is trained anew by the next job.
        let Ok(model) = serde_json::from_slice::<Model>(&bytes) else {
            return Ok(starter::model(purpose));
        };
        let model = Arc::new(model);
        if let Ok(mut kept) = self.models.write() {
            kept.insert(purpose, (trained_at, Arc::clone(&model)));
        }
        Ok(Some(model))
    }
}

fn permille(confidence: f32) -> u16 {
    let scaled = (f64::from(confidence) * 1000.0).round().clamp(0.0, 1000.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    let whole = scaled as u16;
    whole
}

fn suggested<T>(guess: Guess, value: T) -> Suggested<T> {
    Suggested {
        value,
        confidence_permille: permille(guess.confidence),
        words: guess.words.into_iter().map(|(word, _)| word).collect(),
    }
}

/// Categories for a text, the likeliest first.
pub async fn categories(
    matters: &Matters,
    tx: &mut Tx,
    text: &str,
) -> Result<Vec<Suggested<CategoryCode>>> {
    let Some(model) = matters.suggester.model(tx, Purpose::Category).await? else {
        return Ok(Vec::new());
    };
    let guesses = model.predict("", text).into_iter().filter_map(|guess| {
        let code = CategoryCode::parse(&guess.label).ok()?;
        matters.categories.get(code)?;
        Some(suggested(guess, code))
    });
    Ok(guesses
        .filter(|it| it.confidence_permille >= LEAST_PERMILLE)
        .take(SHOWN)
        .collect())
}

/// Everything that can be suggested for a matter on the dispatcher's desk.
pub async fn for_matter(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    known: &Known,
) -> Result<Suggestions> {
    let texts = store::texts_of(tx, known.matter.id).await?;
    let text = texts
        .iter()
        .find(|text| text.kind == crate::model::TextKind::Report)
        .map_or("", |text| text.body.as_str());
    let categories = categories(matters, tx, text).await?;
    let category = known
        .matter
        .category
        .or(categories.first().map(|it| it.value));
    let bodies = body::suggest(matters, tx, world, known, category, text).await?;
    let duplicates = duplicates::suggest(tx, known, text, matters.site.now()).await?;
    Ok(Suggestions {
        categories,
        bodies,
        duplicates,
    })
}
