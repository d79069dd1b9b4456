//! A form as an `XForm` of the ODK kind, so that ODK Collect can be the notebook.
//!
//! "Would rather not say" (V8) is one more choice where choices are given, and a box beneath
//! every other question; a mandatory question is not asked for an answer once it is ticked.

mod bind;
mod body;
mod read;
mod sent;
mod texts;
mod write;

use huiyin_kernel::to_hex;
use sha2::{Digest as _, Sha256};

use crate::model::Form;

pub use read::{SENT_BYTES_MAX, SentError, read};
pub use sent::{Sent, SentAnswers};
pub use write::{XFormError, write};

/// What is written beyond the form itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// The stops of today's route (V10): id and what the visitor sees. They become the first
    /// question, and what happened at the door the second; without them the form stands alone.
    pub stops: &'a [(String, String)],
}

/// The languages as ODK shows them to be chosen from.
const ZH: &str = "中文 (zh)";
const EN: &str = "English (en)";
const STOP: &str = "stop";
/// No question begins with a sign that is no letter, so none meets this one.
const OUTCOME: &str = "_outcome";
/// The outcome at which the form itself is asked.
const VISITED: &str = "visited";
/// What may have happened at a door.
const OUTCOMES: [(&str, &str, &str); 4] = [
    (VISITED, "谈了", "Talked"),
    ("not_met", "没人在家", "Nobody there"),
    ("declined", "不愿接待", "Declined"),
    ("do_not_disturb", "请勿再来打扰", "Do not disturb again"),
];
const DECLINED_ZH: &str = "不愿回答";
const DECLINED_EN: &str = "Prefer not to say";

/// Signs of a digest that stand in a version.
const DIGEST_SIGNS: usize = 16;
/// Signs that tell the stops of one day from those of another.
const STOPS_SIGNS: usize = 8;

/// The version that ODK compares: the digest, so that any change of a word is one, and behind it
/// the stops, so that another day's are fetched anew.
pub fn version(form: &Form, extras: Extras<'_>) -> Result<String, serde_json::Error> {
    let digest: String = form.digest()?.chars().take(DIGEST_SIGNS).collect();
    if extras.stops.is_empty() {
        return Ok(digest);
    }
    let stops = serde_json::to_vec(extras.stops)?;
    let stops: String = to_hex(&Sha256::digest(stops))
        .chars()
        .take(STOPS_SIGNS)
        .collect();
    Ok(format!("{digest}-{stops}"))
}

/// Whether a version that ODK sends back is one of this form, whatever the stops were.
pub fn is_version_of(form: &Form, version: &str) -> bool {
    let sent = version.split('-').next().unwrap_or_default();
    sent.len() == DIGEST_SIGNS && form.digest().is_ok_and(|digest| digest.starts_with(sent))
}
