//! What was written at a door, taken once.

use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_forms::answers::{Raw, check_matter, check_visit};
use huiyin_kernel::{Id, Instant};
use huiyin_web::PageError;
use serde::{Deserialize, Serialize};

use super::Notebook;
use super::doors::{Taken, TakenMatter};
use super::store::{self, Claim};

/// Matters of one submission.
const MATTERS_MAX: usize = 10;
/// Characters of the names of forms and of digests.
const WORD_CHARS_MAX: usize = 80;

/// As the notebook writes it: see `ui/src/notebook/types.ts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    pub id: Id,
    pub visit: Id,
    pub form: String,
    pub form_version: u32,
    pub form_digest: String,
    /// A later edit is a version of its own.
    pub replaces: Option<Id>,
    pub outcome: Outcome,
    pub answers: BTreeMap<String, serde_json::Value>,
    pub matters: Vec<MatterAnswers>,
    /// By the clock of the phone, which was `skew_seconds` ahead when last compared.
    pub made_at: Instant,
    pub skew_seconds: i64,
    pub author: Id,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterAnswers {
    pub id: Id,
    pub answers: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Visited,
    NotMet,
    Declined,
    DoNotDisturb,
}

impl Outcome {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visited => "visited",
            Self::NotMet => "not_met",
            Self::Declined => "declined",
            Self::DoNotDisturb => "do_not_disturb",
        }
    }
}

impl Submission {
    /// When it was made by the clock of the server, as well as is known.
    pub fn made_at_corrected(&self) -> Instant {
        self.made_at
            .plus_seconds(self.skew_seconds.saturating_neg())
    }

    /// Bounds that no notebook of ours passes.
    fn is_bounded(&self) -> bool {
        self.matters.len() <= MATTERS_MAX
            && self.form.chars().count() <= WORD_CHARS_MAX
            && self.form_digest.chars().count() <= WORD_CHARS_MAX
            && (self.outcome == Outcome::Visited
                || self.answers.is_empty() && self.matters.is_empty())
    }
}

/// By which way it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub channel: &'static str,
    pub delivered_by: Id,
    /// See [`Taken`].
    pub taken_by: Option<Id>,
}

/// Under which the ids of submissions are claimed.
pub(crate) const CLAIM: &str = "visit";

/// By which the same sent again is known.
pub(crate) fn digest(submission: &Submission) -> Result<String, huiyin_db::StoreError> {
    let text = serde_json::to_vec(submission).map_err(huiyin_db::StoreError::inconsistent)?;
    Ok(super::photos::digest(&text))
}

/// Takes what its author sent themselves. Whether it is new; the same sent again changes nothing.
pub async fn take(
    notebook: &Notebook,
    tx: &mut Tx,
    submission: Submission,
    delivered_by: Id,
    channel: &'static str,
) -> Result<bool, PageError> {
    let way = Way {
        channel,
        delivered_by,
        taken_by: None,
    };
    take_from(notebook, tx, submission, way).await
}

/// Whether it is new; the same sent again changes nothing. Another text under the same id is
/// refused, so that neither is lost: the phone keeps it and says so.
pub(crate) async fn take_from(
    notebook: &Notebook,
    tx: &mut Tx,
    submission: Submission,
    way: Way,
) -> Result<bool, PageError> {
    if !submission.is_bounded() {
        return Err(PageError::BadRequest {
            key: "web-error-bad-form",
        });
    }
    if !notebook
        .doors
        .may_write(tx, submission.author, submission.visit)
        .await?
    {
        return Err(PageError::NotFound);
    }
    let now = notebook.site.now();
    let claim = Claim {
        id: submission.id,
        kind: CLAIM,
        visit: submission.visit,
        account: submission.author,
        digest: digest(&submission)?,
        now,
    };
    if !store::claim(tx, &claim).await? {
        return Ok(false);
    }
    let form = notebook
        .doors
        .form(tx, &submission.form, submission.form_version)
        .await?;
    // A form with other words than the phone asked judges nothing; a person will.
    let form = form.filter(|form| {
        form.digest()
            .is_ok_and(|digest| digest == submission.form_digest)
    });
    let visited = submission.outcome == Outcome::Visited;
    let around: Raw = submission.answers.clone();
    let checked = form
        .as_ref()
        .filter(|_| visited)
        .map(|form| check_visit(form, &around));
    let matters = submission.matters.iter().map(|matter| TakenMatter {
        id: matter.id,
        answers: matter.answers.clone(),
        checked: form
            .as_ref()
            .map(|form| check_matter(form, &around, &matter.answers)),
    });
    let taken = Taken {
        matters: matters.collect(),
        submission,
        delivered_by: way.delivered_by,
        taken_by: way.taken_by,
        received_at: now,
        channel: way.channel,
        checked,
    };
    notebook.doors.take(tx, &taken).await?;
    Ok(true)
}
