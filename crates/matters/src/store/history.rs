use std::collections::BTreeMap;

use huiyin_db::{Result, StoreError, Tx, journal};
use huiyin_kernel::Id;

use super::texts::texts_of;
use crate::model::{Event, EventBody, TextEntry};

/// A line of a matter's history: the event as decided, and who did it as the journal writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub event: Event,
    pub actor: String,
}

/// The history of a matter, oldest first, each event with its texts.
pub async fn history(tx: &mut Tx, matter: Id) -> Result<Vec<Past>> {
    let mut texts: BTreeMap<u32, Vec<TextEntry>> = BTreeMap::new();
    for text in texts_of(tx, matter).await? {
        let entry = TextEntry {
            kind: text.kind,
            audience: text.audience,
            text: text.body,
        };
        texts.entry(text.version).or_default().push(entry);
    }
    let records = journal::of_subject(tx, matter).await?;
    records
        .into_iter()
        .map(|record| {
            let body: EventBody = serde_json::from_str(&record.body).map_err(|error| {
                StoreError::Inconsistent(format!("journal row {}: {error}", record.seq))
            })?;
            let version = u32::try_from(record.version).map_err(StoreError::inconsistent)?;
            let texts = texts.remove(&version).unwrap_or_default();
            let event = Event {
                version,
                at: record.at,
                body,
                texts,
            };
            Ok(Past {
                event,
                actor: record.actor,
            })
        })
        .collect()
}
