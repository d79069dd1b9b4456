//! What was said in a mediation, sealed under the key of the case. Registration, records and
//! agreement of a case are kept together (People's Mediation Law, article 27): the case and these.

use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened};
use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

use crate::model::mediation::CaseEvent;
use crate::store::proof;

queries! {
    ADD = "INSERT INTO mediation_text (case_id, version, kind, body_sealed) VALUES ($1, $2, $3, $4)";
    OF_CASE = "SELECT version, kind, body_sealed FROM mediation_text WHERE case_id = $1
        ORDER BY version, kind LIMIT $2";
    FORGET = "DELETE FROM mediation_text WHERE case_id = $1";
}

/// What the dispute is about.
pub const SUMMARY: &str = "summary";
/// Notes of a session.
pub const NOTES: &str = "notes";
/// The agreement, or the note of an oral one.
pub const AGREEMENT: &str = "agreement";

const OF_CASE_LIMIT: i64 = 200;

#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    pub version: u32,
    pub kind: String,
    pub body: String,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Text {{ {} of version {} }}", self.kind, self.version)
    }
}

fn place(case: Id, version: u32, kind: &str) -> String {
    format!("mediation.text:{case}:{version}:{kind}")
}

/// Which words an event brings.
pub(in crate::store) const fn of_event(event: &CaseEvent) -> Option<&'static str> {
    match event {
        CaseEvent::Registered { .. } => Some(SUMMARY),
        CaseEvent::SessionHeld { .. } => Some(NOTES),
        CaseEvent::Drafted { .. } | CaseEvent::OralAgreement { .. } => Some(AGREEMENT),
        _ => None,
    }
}

/// A keyed digest of words as they are sealed, which says nothing of the words.
pub(in crate::store) fn digest(
    keys: &Keys,
    case: Id,
    (version, kind): (i64, &str),
    sealed: &[u8],
) -> String {
    let place = format!("{version}:{kind}");
    proof::of_sealed(keys, "words of a mediation", case, (sealed, &place))
}

/// Words under the key of their case, before they are written.
pub struct Sealed {
    version: u32,
    kind: String,
    body: Vec<u8>,
    /// For the row of the event that brings them.
    pub digest: String,
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Sealed {{ {} of version {} }}",
            self.kind, self.version
        )
    }
}

pub async fn seal(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    case: Id,
    text: &Text,
    now: Instant,
) -> Result<Sealed> {
    let key = subject::key_for_writing(tx, keys, entropy, case, now).await?;
    let body = key.seal(&place(case, text.version, &text.kind), &text.body, entropy)?;
    let which = (i64::from(text.version), text.kind.as_str());
    Ok(Sealed {
        version: text.version,
        kind: text.kind.clone(),
        digest: digest(keys, case, which, &body),
        body,
    })
}

/// Writes words beside their case, which is there already.
pub async fn add(tx: &mut Tx, case: Id, sealed: Sealed) -> Result<()> {
    let values = args![case, sealed.version, sealed.kind, sealed.body];
    tx.execute(ADD, values).await.map(drop)
}

pub async fn of_case(tx: &mut Tx, keys: &Keys, case: Id) -> Result<Vec<Text>> {
    let rows = tx.fetch_all(OF_CASE, args![case, OF_CASE_LIMIT]).await?;
    let key = subject::key(tx, keys, case).await?;
    let mut texts = Vec::new();
    for row in rows {
        let kind: String = row.get("kind")?;
        let version: i64 = row.get("version")?;
        let version = u32::try_from(version).map_err(StoreError::inconsistent)?;
        let sealed: Vec<u8> = row.get("body_sealed")?;
        if let Opened::Plain(body) = key.open(&place(case, version, &kind), &sealed)? {
            texts.push(Text {
                version,
                kind,
                body,
            });
        }
    }
    Ok(texts)
}

/// Destroys the key of the texts and takes their rows.
pub async fn forget(tx: &mut Tx, case: Id, now: Instant) -> Result<()> {
    subject::destroy(tx, case, now).await?;
    tx.execute(FORGET, args![case]).await.map(drop)
}
