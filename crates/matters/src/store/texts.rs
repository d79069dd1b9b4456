use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args};
use huiyin_kernel::{Entropy, Id};

use super::proof::{Sealed, new_salt};
use super::queries as q;
use crate::model::{Audience, Event, TextKind};

/// Texts of one matter read at once.
const TEXTS_LIMIT: i64 = 4_000;

/// A text of the timeline, apart from the journal so that it can be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub version: u32,
    pub kind: TextKind,
    pub audience: Audience,
    pub body: String,
}

/// Writes the texts of an event; returns the digests that prove them, by position.
pub(super) async fn add(
    tx: &mut Tx,
    keys: &Keys,
    matter: Id,
    event: &Event,
    entropy: &dyn Entropy,
) -> Result<Vec<String>> {
    let mut digests = Vec::with_capacity(event.texts.len());
    for (position, text) in event.texts.iter().enumerate() {
        let salt = new_salt(entropy);
        let sealed = Sealed {
            matter,
            version: i64::from(event.version),
            position: i64::try_from(position).unwrap_or(i64::MAX),
            kind: text.kind.name(),
            audience: text.audience.name(),
            salt: &salt,
            body: &text.text,
        };
        digests.push(sealed.digest(keys));
        let values = args![
            matter,
            event.version,
            sealed.position,
            sealed.kind,
            sealed.audience,
            sealed.body,
            sealed.salt
        ];
        tx.later(q::ADD_TEXT, values).await?;
    }
    Ok(digests)
}

pub async fn texts_of(tx: &mut Tx, matter: Id) -> Result<Vec<Text>> {
    let rows = tx.fetch_all(q::TEXTS, args![matter, TEXTS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get("kind")?;
            let audience: String = row.get("audience")?;
            Ok(Text {
                version: row.get("version")?,
                kind: TextKind::from_name(&kind)
                    .ok_or_else(|| StoreError::inconsistent("kind of text"))?,
                audience: Audience::from_name(&audience)
                    .ok_or_else(|| StoreError::inconsistent("audience of text"))?,
                body: row.get("body")?,
            })
        })
        .collect()
}
