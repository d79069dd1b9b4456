//! How members of staff want to be told that something waits for them.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant, Lang};

use crate::model::{Channel, Rhythm};

queries! {
    OF = "SELECT account_id, channel, lang, to_sealed, rhythm, working_days, looked_at FROM notice_choice WHERE account_id = $1";
    AWAKE = "SELECT account_id, channel, lang, to_sealed, rhythm, working_days, looked_at FROM notice_choice
        WHERE rhythm <> 'off' AND account_id > $1 ORDER BY account_id LIMIT $2";
    PUT = "INSERT INTO notice_choice (account_id, channel, lang, to_sealed, rhythm, working_days, looked_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (account_id) DO UPDATE SET channel = excluded.channel,
            lang = excluded.lang, to_sealed = excluded.to_sealed, rhythm = excluded.rhythm,
            working_days = excluded.working_days, looked_at = excluded.looked_at, changed_at = excluded.changed_at";
    LOOKED = "UPDATE notice_choice SET looked_at = $2 WHERE account_id = $1";
}

/// What one account chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRow {
    pub account: Id,
    pub channel: Channel,
    pub lang: Lang,
    pub to_sealed: Option<Vec<u8>>,
    pub rhythm: Rhythm,
    pub working_days: bool,
    /// Up to here what waits was looked at for the last digest.
    pub looked_at: Instant,
}

fn choice(row: &Row) -> Result<ChoiceRow> {
    let lang: String = row.get("lang")?;
    Ok(ChoiceRow {
        account: row.get("account_id")?,
        channel: row.parse("channel")?,
        lang: Lang::from_tag(&lang)
            .ok_or_else(|| StoreError::inconsistent("language of a choice"))?,
        to_sealed: row.get("to_sealed")?,
        rhythm: row.parse("rhythm")?,
        working_days: row.get("working_days")?,
        looked_at: row.get("looked_at")?,
    })
}

/// The place for which an account's address is sealed.
pub fn place(account: Id) -> String {
    format!("notice_choice.to:{account}")
}

pub async fn of(tx: &mut Tx, account: Id) -> Result<Option<ChoiceRow>> {
    let row = tx.fetch_optional(OF, args![account]).await?;
    row.as_ref().map(choice).transpose()
}

/// Those who want a digest, by pages.
pub async fn awake(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<ChoiceRow>> {
    let rows = tx.fetch_all(AWAKE, args![after, limit]).await?;
    rows.iter().map(choice).collect()
}

pub async fn put(tx: &mut Tx, row: &ChoiceRow) -> Result<()> {
    let values = args![
        row.account,
        row.channel.name(),
        row.lang.tag(),
        row.to_sealed.clone(),
        row.rhythm.name(),
        row.working_days,
        row.looked_at
    ];
    tx.execute(PUT, values).await.map(drop)
}

pub async fn looked(tx: &mut Tx, account: Id, at: Instant) -> Result<()> {
    tx.execute(LOOKED, args![account, at]).await.map(drop)
}
