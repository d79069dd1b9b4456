use huiyin_db::{Result, StoreError, Tx, args};
use huiyin_kernel::Id;

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

pub(super) async fn add(tx: &mut Tx, matter: Id, event: &Event) -> Result<()> {
    for (position, text) in event.texts.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let values = args![
            matter,
            event.version,
            position,
            text.kind.name(),
            text.audience.name(),
            &text.text
        ];
        tx.execute(q::ADD_TEXT, values).await?;
    }
    Ok(())
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
