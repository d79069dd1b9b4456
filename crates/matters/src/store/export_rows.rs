//! One matter as a row of an exported list: its columns, its last reply and who reported it.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args, queries, subject};
use huiyin_kernel::{Id, Instant};

use super::contact::{Contact, contact_of_row};
use crate::model::Matter;

queries! {
    ROW = "SELECT m.id AS matter_id, m.number, m.model, m.headline, m.place_public, m.closed_at,
            (SELECT t.body FROM matter_text t WHERE t.matter_id = m.id AND t.kind = 'report'
                ORDER BY t.version LIMIT 1) AS report_text,
            (SELECT t.body FROM matter_text t WHERE t.matter_id = m.id AND t.kind = 'answer'
                ORDER BY t.version DESC LIMIT 1) AS answer_text,
            r.id, r.name_sealed, r.phone_sealed
        FROM matter m LEFT JOIN matter_reporter r ON r.matter_id = m.id AND r.role = 'reporter'
        WHERE m.id = $1 LIMIT 1";
}

/// What an exported list says of one matter, before it is masked.
#[derive(Debug, Clone)]
pub struct ExportRow {
    pub matter: Matter,
    pub number: String,
    pub headline: String,
    pub report_text: String,
    pub answer_text: String,
    pub place_public: String,
    pub closed_at: Option<Instant>,
    pub contact: Contact,
}

pub async fn row(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<ExportRow>> {
    let Some(row) = tx.fetch_optional(ROW, args![id]).await? else {
        return Ok(None);
    };
    let matter: Matter = row.json("model")?;
    if matter.id != id {
        return Err(StoreError::Inconsistent(format!(
            "matter {id}: another model"
        )));
    }
    let reporter: Option<Id> = row.get("id")?;
    let contact = match reporter {
        Some(reporter) => {
            let own = subject::key(tx, keys, reporter).await?;
            contact_of_row(&row, &own, reporter)?
        }
        None => Contact::default(),
    };
    Ok(Some(ExportRow {
        matter,
        number: row.get("number")?,
        headline: row.get("headline")?,
        report_text: row
            .get::<Option<String>>("report_text")?
            .unwrap_or_default(),
        answer_text: row
            .get::<Option<String>>("answer_text")?
            .unwrap_or_default(),
        place_public: row.get("place_public")?,
        closed_at: row.get("closed_at")?,
        contact,
    }))
}
