//! Who agreed to be told, where, on which text and when; and who took it back.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant, Lang};

use crate::model::Channel;

queries! {
    AGREE = "INSERT INTO notice_agreement (id, subject, channel, lang, text_version, agreed_at, withdrawn_at)
        VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (id) DO NOTHING";
    OF = "SELECT id, subject, channel, lang, text_version, agreed_at, withdrawn_at FROM notice_agreement WHERE id = $1";
    WITHDRAW = "UPDATE notice_agreement SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
    AGAIN = "UPDATE notice_agreement SET withdrawn_at = NULL, agreed_at = $2, text_version = $3
        WHERE id = $1 AND withdrawn_at IS NOT NULL";
}

/// The version of the text that people agree to; a change of its meaning raises it.
pub const TEXT_VERSION: i64 = 1;

/// One person's agreement to be told about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The id of whoever agreed, as the slice that knows them names them.
    pub id: Id,
    pub subject: Id,
    pub channel: Channel,
    pub lang: Lang,
    pub text_version: i64,
    pub agreed_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

impl Agreement {
    pub const fn holds(&self) -> bool {
        self.withdrawn_at.is_none()
    }
}

fn agreement(row: &Row) -> Result<Agreement> {
    let lang: String = row.get("lang")?;
    Ok(Agreement {
        id: row.get("id")?,
        subject: row.get("subject")?,
        channel: row.parse("channel")?,
        lang: Lang::from_tag(&lang)
            .ok_or_else(|| StoreError::inconsistent("language of an agreement"))?,
        text_version: row.get("text_version")?,
        agreed_at: row.get("agreed_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// Notes that somebody agreed; said twice it is said once.
pub async fn agree(
    tx: &mut Tx,
    id: Id,
    subject: Id,
    channel: Channel,
    lang: Lang,
    now: Instant,
) -> Result<()> {
    let values = args![id, subject, channel.name(), lang.tag(), TEXT_VERSION, now];
    tx.execute(AGREE, values).await.map(drop)
}

pub async fn of(tx: &mut Tx, id: Id) -> Result<Option<Agreement>> {
    let row = tx.fetch_optional(OF, args![id]).await?;
    row.as_ref().map(agreement).transpose()
}

/// Takes an agreement back; false where there is none that holds.
pub async fn withdraw(tx: &mut Tx, id: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(WITHDRAW, args![id, now]).await? == 1)
}

/// Gives it again, on the text of today.
pub async fn again(tx: &mut Tx, id: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(AGAIN, args![id, now, TEXT_VERSION]).await? == 1)
}
