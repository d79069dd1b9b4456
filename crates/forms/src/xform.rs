//! A form as an `XForm` of the ODK kind, so that ODK Collect can be the notebook.
//!
//! "Would rather not say" (V8) is one more choice where choices are given, and a box beneath
//! every other question; a mandatory question is not asked for an answer once it is ticked.

mod bind;
mod body;
mod texts;
mod write;

use crate::model::Form;

pub use write::{XFormError, write};

/// What is written beyond the form itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// The stops of today's route (V10): id and what the visitor sees. They become the first
    /// question; without them the form stands alone.
    pub stops: &'a [(String, String)],
}

/// The languages as ODK shows them to be chosen from.
const ZH: &str = "中文 (zh)";
const EN: &str = "English (en)";
const STOP: &str = "stop";
const DECLINED_ZH: &str = "不愿回答";
const DECLINED_EN: &str = "Prefer not to say";

/// The version that ODK compares: the digest, so that any change of a word is one.
fn version(form: &Form) -> Result<String, serde_json::Error> {
    Ok(form.digest()?.chars().take(16).collect())
}
