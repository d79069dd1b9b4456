//! What was written at a door with ODK Collect: the same as what the notebook sends, by the same
//! way ([`crate::notebook::take`]). Answers and photos may come in one sending or in several, each
//! as often as it likes.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use huiyin_db::blobs::UPLOAD_BYTES;
use huiyin_forms::Form;
use huiyin_forms::model::CONSENT_GIVEN;
use huiyin_forms::xform::{self, SENT_BYTES_MAX, Sent, SentAnswers};
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Arg, Ctx, PageError, forms};
use serde_json::{Value, json};

use super::answer::{self, SENDING_BYTES};
use super::enter::{self, Closed};
use crate::notebook::{
    self, MatterAnswers, Notebook, Outcome, PhotoNote, Submission, clean_photo, keep_photo,
};

/// Files of one sending, the answers not counted.
const FILES_MAX: usize = 20;
/// Parts of one sending, whatever they are.
const PARTS_MAX: usize = 40;
/// Characters of a file's name.
const NAME_CHARS_MAX: usize = 120;
/// The name under which the answers come.
const ANSWERS_PART: &str = "xml_submission_file";

/// ODK Collect asks before it sends: who it is, how much at once, and whether here.
pub(super) async fn may(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    headers: HeaderMap,
) -> Response {
    match enter::account(&ctx, &notebook, &headers).await {
        Ok(_) => answer::empty(),
        Err(why) => answer::closed(&ctx, why),
    }
}

pub(super) async fn take(ctx: Ctx, State(notebook): State<Notebook>, request: Request) -> Response {
    match taken(&ctx, &notebook, request).await {
        Ok(0) => answer::told(StatusCode::CREATED, &ctx.t("visits-collect-taken")),
        Ok(left) => {
            let args = [("count", Arg::from(left))];
            let sentence = ctx.say("visits-collect-taken-without", &args);
            answer::told(StatusCode::CREATED, &sentence)
        }
        Err(why) => answer::closed(&ctx, why),
    }
}

const fn unreadable() -> PageError {
    PageError::BadRequest {
        key: "visits-collect-unreadable",
    }
}

/// How many files were left out, because nobody said yes to them.
async fn taken(ctx: &Ctx, notebook: &Notebook, request: Request) -> Result<usize, Closed> {
    // Who it is comes before what it says: nothing is read for somebody unknown.
    let account = enter::account(ctx, notebook, request.headers()).await?;
    let parts = Parts::read(request).await?;
    let sent = xform::read(&parts.answers).map_err(|error| {
        tracing::info!(%error, "a sending of ODK Collect could not be read");
        unreadable()
    })?;
    let mut tx = notebook.site.db.write().await?;
    let known = notebook
        .doors
        .edition(&mut tx, &sent.form, &sent.version)
        .await?;
    let (version, form) = known.map_or((0, None), |(version, form)| (version, Some(form)));
    let read = Read::of(&sent, form.as_ref(), account)?;
    let photos = read.photos.clone();
    let submission = read.submission(&sent, form.as_ref(), version, account)?;
    notebook::take(notebook, &mut tx, submission, account, "collect").await?;
    tx.commit().await?;
    // The answers are safe; a photo that fails now is sent again with them, and they count once.
    let mut left = 0;
    for (name, bytes) in parts.files {
        match photos.get(&name) {
            Some(note) => keep(notebook, note, bytes, account).await?,
            None => left += 1,
        }
    }
    Ok(left)
}

async fn keep(
    notebook: &Notebook,
    note: &PhotoNote,
    bytes: Vec<u8>,
    account: Id,
) -> Result<(), PageError> {
    let note = PhotoNote {
        bytes: i64::try_from(bytes.len()).map_err(|_| PageError::TooLarge)?,
        digest: notebook::digest(&bytes),
        ..note.clone()
    };
    let photo = clean_photo(bytes).await.map_err(|error| match error {
        PageError::BadRequest { .. } => PageError::BadRequest {
            key: "visits-collect-no-photo",
        },
        other => other,
    })?;
    let mut tx = notebook.site.db.write().await?;
    if !notebook
        .doors
        .may_write(&mut tx, account, note.visit)
        .await?
    {
        return Err(PageError::NotFound);
    }
    keep_photo(notebook, &mut tx, &note, &photo).await?;
    tx.commit().await?;
    Ok(())
}

/// One sending, held in memory: each part is bounded, and all of them together.
#[derive(Default)]
struct Parts {
    answers: Vec<u8>,
    files: Vec<(String, Vec<u8>)>,
}

impl Parts {
    async fn read(request: Request) -> Result<Self, PageError> {
        let mut multipart = Multipart::from_request(request, &())
            .await
            .map_err(|_| unreadable())?;
        let mut parts = Self::default();
        let mut total = 0;
        for _ in 0..PARTS_MAX {
            let Some(field) = multipart.next_field().await.map_err(broken)? else {
                return if parts.answers.is_empty() {
                    Err(unreadable())
                } else {
                    Ok(parts)
                };
            };
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let most = if name == ANSWERS_PART {
                SENT_BYTES_MAX
            } else {
                UPLOAD_BYTES
            };
            let bytes = whole(field, most.min(SENDING_BYTES - total)).await?;
            total += bytes.len();
            if name == ANSWERS_PART {
                parts.answers = bytes;
                continue;
            }
            // Anything without a file's name is a word about the sending, such as `*isIncomplete*`.
            let Some(file) = file else { continue };
            if parts.files.len() == FILES_MAX || file.chars().count() > NAME_CHARS_MAX {
                return Err(PageError::TooLarge);
            }
            parts.files.push((file, bytes));
        }
        Err(PageError::TooLarge)
    }
}

async fn whole(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > most {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it away")]
fn broken(error: MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        unreadable()
    }
}

/// What was sent, under ids that follow from it: the same again is the same.
struct Read {
    id: Id,
    visit: Id,
    made_at: Instant,
    answers: SentAnswers,
    /// By the name of its file; only those to which somebody said yes (rule V6).
    photos: BTreeMap<String, PhotoNote>,
}

impl Read {
    fn of(sent: &Sent, form: Option<&Form>, account: Id) -> Result<Self, PageError> {
        let instance = sent.instance().ok_or_else(unreadable)?;
        let id = Id::derived("collect instance", &format!("{account} {instance}"));
        let stop = sent.stop().and_then(|it| it.parse().ok());
        let visit: Id = stop.ok_or(PageError::BadRequest {
            key: "visits-collect-no-stop",
        })?;
        let made_at = sent.ended().and_then(|it| Instant::parse_rfc3339(it).ok());
        let made_at = made_at.ok_or_else(unreadable)?;
        // Without its form nobody can tell a photo from a word; all is kept for whoever looks.
        let empty = || SentAnswers {
            around: sent.plain(),
            ..SentAnswers::default()
        };
        let mut answers = form.map_or_else(empty, |form| sent.answers(form));
        let mut photos = BTreeMap::new();
        for (question, file) in std::mem::take(&mut answers.photos) {
            let note = PhotoNote {
                id: Id::derived("collect photo", &format!("{id} {file}")),
                visit,
                submission: id,
                question: question.clone(),
                bytes: 0,
                digest: String::new(),
                taken_at: made_at,
                // Nobody says where it was taken, so the stricter rule holds.
                indoors: true,
                consent: true,
            };
            let of_it = |it: &mut huiyin_forms::answers::Raw| {
                if it.contains_key(&question) {
                    it.insert(question.clone(), json!(note.id));
                }
            };
            of_it(&mut answers.around);
            of_it(&mut answers.matter);
            if form.is_some_and(|form| is_agreed(form, &question, &answers)) {
                photos.insert(file, note);
            }
        }
        Ok(Self {
            id,
            visit,
            made_at,
            answers,
            photos,
        })
    }

    fn submission(
        self,
        sent: &Sent,
        form: Option<&Form>,
        form_version: u32,
        author: Id,
    ) -> Result<Submission, PageError> {
        let outcome = match sent.outcome() {
            None => Outcome::Visited,
            Some(word) => serde_json::from_value(json!(word)).map_err(|_| unreadable())?,
        };
        let form_digest = form.map(Form::digest).transpose();
        let matters = if self.answers.matter.is_empty() {
            Vec::new()
        } else {
            vec![MatterAnswers {
                id: Id::derived("collect matter", &self.id.to_string()),
                answers: cleaned(self.answers.matter),
            }]
        };
        Ok(Submission {
            id: self.id,
            visit: self.visit,
            form: sent.form.clone(),
            form_version,
            form_digest: form_digest
                .map_err(huiyin_db::StoreError::inconsistent)?
                .unwrap_or_default(),
            replaces: None,
            outcome,
            answers: cleaned(self.answers.around),
            matters,
            made_at: self.made_at,
            skew_seconds: 0,
            author,
        })
    }
}

fn is_agreed(form: &Form, question: &str, answers: &SentAnswers) -> bool {
    let asked = form.question(question);
    let consent = asked.and_then(|it| it.question.consent.as_ref());
    consent.is_some_and(|name| {
        let said = [&answers.matter, &answers.around];
        let yes = |it: &&huiyin_forms::answers::Raw| {
            it.get(name.as_str()).and_then(Value::as_str) == Some(CONSENT_GIVEN)
        };
        said.iter().any(yes)
    })
}

/// Every text is cleaned as the fields of a form are, and as what the notebook sends.
fn cleaned(answers: huiyin_forms::answers::Raw) -> huiyin_forms::answers::Raw {
    let clean = |(name, value)| match value {
        Value::String(text) => (name, json!(forms::clean(&text))),
        other => (name, other),
    };
    answers.into_iter().map(clean).collect()
}
