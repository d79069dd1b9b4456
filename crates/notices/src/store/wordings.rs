//! How a district words what it sends; what is not here is said as the program came.

use huiyin_db::{Query, Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant, Lang};

queries! {
    HEADS = "SELECT id AS subject, version FROM notice_wording WHERE id > $1 ORDER BY id LIMIT $2";
    OF = "SELECT short, heading, body, version FROM notice_wording WHERE template = $1 AND lang = $2";
    ALL = "SELECT template, lang, version FROM notice_wording WHERE short <> '' OR heading <> '' OR body <> ''
        ORDER BY template, lang LIMIT 200";
    ADD = "INSERT INTO notice_wording (id, template, lang, short, heading, body, version, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, 1, $7) ON CONFLICT (id) DO NOTHING";
    CHANGE = "UPDATE notice_wording SET short = $3, heading = $4, body = $5, version = version + 1, changed_at = $6
        WHERE id = $1 AND version = $2";
}

/// For `audit verify`.
pub const WORDING_HEADS: Query = HEADS;

/// The words of a district for one template in one language; empty parts are the program's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    pub short: String,
    pub heading: String,
    pub body: String,
    /// 0 where the district has never changed it.
    pub version: i64,
}

/// A wording has the same id always, so that its journal is one.
pub fn id_of(template: &str, lang: Lang) -> Id {
    Id::derived("notice wording", &format!("{template} {}", lang.tag()))
}

fn wording(row: &Row) -> Result<Wording> {
    Ok(Wording {
        short: row.get("short")?,
        heading: row.get("heading")?,
        body: row.get("body")?,
        version: row.get("version")?,
    })
}

pub async fn of(tx: &mut Tx, template: &str, lang: Lang) -> Result<Wording> {
    let row = tx.fetch_optional(OF, args![template, lang.tag()]).await?;
    row.as_ref().map_or_else(|| Ok(Wording::default()), wording)
}

/// Names and languages that the district words itself.
pub async fn own(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let rows = tx.fetch_all(ALL, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("template")?, row.get("lang")?)))
        .collect()
}

/// Writes a wording over the version that was looked at.
pub async fn put(
    tx: &mut Tx,
    template: &str,
    lang: Lang,
    new: &Wording,
    now: Instant,
) -> Result<()> {
    let id = id_of(template, lang);
    if new.version == 0 {
        let values = args![
            id,
            template,
            lang.tag(),
            &new.short,
            &new.heading,
            &new.body,
            now
        ];
        return tx.execute_locked(ADD, values, id, 0).await;
    }
    let values = args![id, new.version, &new.short, &new.heading, &new.body, now];
    tx.execute_locked(CHANGE, values, id, new.version).await
}
