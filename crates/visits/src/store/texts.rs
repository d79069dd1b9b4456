//! Reasons and notes about a visit, sealed under the key of the person at the door.

use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened};
use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

queries! {
    ADD = "INSERT INTO visit_text (visit_id, version, kind, body_sealed) VALUES ($1, $2, $3, $4)";
    OF_VISIT = "SELECT version, kind, body_sealed FROM visit_text WHERE visit_id = $1 ORDER BY version, kind LIMIT $2";
    FORGET = "DELETE FROM visit_text WHERE visit_id = $1";
}

const OF_VISIT_LIMIT: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub version: u32,
    pub kind: String,
    pub body: String,
}

fn place(visit: Id, version: u32, kind: &str) -> String {
    format!("visit.text:{visit}:{version}:{kind}")
}

pub async fn add(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    (visit, person): (Id, Id),
    text: &Text,
    now: Instant,
) -> Result<()> {
    let key = subject::key_for_writing(tx, keys, entropy, person, now).await?;
    if key.is_erased() {
        return Ok(());
    }
    let sealed = key.seal(&place(visit, text.version, &text.kind), &text.body, entropy)?;
    tx.execute(ADD, args![visit, text.version, &text.kind, sealed])
        .await
        .map(drop)
}

pub async fn of_visit(tx: &mut Tx, keys: &Keys, visit: Id, person: Id) -> Result<Vec<Text>> {
    let rows = tx.fetch_all(OF_VISIT, args![visit, OF_VISIT_LIMIT]).await?;
    let key = subject::key(tx, keys, person).await?;
    let mut texts = Vec::new();
    for row in rows {
        let kind: String = row.get("kind")?;
        let version: i64 = row.get("version")?;
        let version = u32::try_from(version).map_err(huiyin_db::StoreError::inconsistent)?;
        let sealed: Vec<u8> = row.get("body_sealed")?;
        if let Opened::Plain(body) = key.open(&place(visit, version, &kind), &sealed)? {
            texts.push(Text {
                version,
                kind,
                body,
            });
        }
    }
    Ok(texts)
}

pub async fn forget(tx: &mut Tx, visit: Id) -> Result<()> {
    tx.execute(FORGET, args![visit]).await.map(drop)
}
