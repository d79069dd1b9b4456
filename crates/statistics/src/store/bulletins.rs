//! Editions of the monthly bulletin.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use crate::rules::bulletin::{Bulletin, BulletinChange, BulletinEvent};

queries! {
    INSERT_BULLETIN = "INSERT INTO statistics_bulletin (id, month, edition, version, model, state, released_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE_BULLETIN = "UPDATE statistics_bulletin SET version = $3, model = $4, state = $5, released_at = $6
        WHERE id = $1 AND version = $2";
    LOAD_BULLETIN = "SELECT id, version, model FROM statistics_bulletin WHERE id = $1";
    /// The editions of a month that were not discarded, the latest first.
    OF_MONTH = "SELECT id, version, model FROM statistics_bulletin
        WHERE month = $1 AND state <> 'discarded' ORDER BY edition DESC, id DESC LIMIT $2";
    /// Behind a month, an edition and an id, the latest first.
    BULLETINS = "SELECT id, version, model FROM statistics_bulletin
        WHERE (month, edition, id) < ($1, $2, $3) AND ($4 = '' OR state = $4)
        ORDER BY month DESC, edition DESC, id DESC LIMIT $5";
    /// With what the journal says was released.
    BULLETINS_TOLD = "SELECT b.id, b.version, b.model, b.month, b.edition, b.state, b.released_at, j.body
        FROM statistics_bulletin b LEFT JOIN journal j ON j.subject = b.id AND j.kind = 'released'
        WHERE b.id > $1 ORDER BY b.id, j.version LIMIT $2";
    BULLETIN_HEADS = "SELECT id AS subject, version FROM statistics_bulletin WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which bulletins stand in the journal.
pub(crate) const SUBJECT: &str = "bulletins";

/// Editions of one month: nobody corrects that often.
const EDITIONS_LIMIT: i64 = 100;

fn bulletin(row: &Row) -> Result<Bulletin> {
    row.model("bulletin", |it: &Bulletin| (it.id, it.version))
}

/// Writes a new edition, or what an act made of one if nobody was faster.
pub(crate) async fn save(
    tx: &mut Tx,
    change: &BulletinChange,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let it = &change.bulletin;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let state = it.state.name().name();
    let released = it.state.released().map(|hand| hand.at);
    if it.version == 1 {
        let values = args![
            it.id, &it.month, it.edition, it.version, model, state, released
        ];
        tx.execute(INSERT_BULLETIN, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![it.id, expected, it.version, model, state, released];
        tx.execute_locked(UPDATE_BULLETIN, values, it.id, expected)
            .await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    journal::append(tx, &entry, &change.event).await
}

/// An edition beside its journal.
#[derive(Debug)]
pub(crate) struct Told {
    pub id: Id,
    pub version: i64,
    /// Nothing where the row cannot be read, or its columns say something else.
    pub bulletin: Option<Bulletin>,
    /// The digest of what was released, where it was.
    pub content: Option<String>,
}

/// Reads a row of [`BULLETINS_TOLD`].
pub(crate) fn told(row: &Row) -> Result<Told> {
    let body: Option<String> = row.get("body")?;
    let event = body.map(|it| serde_json::from_str(&it)).transpose();
    let content = match event.map_err(StoreError::inconsistent)? {
        Some(BulletinEvent::Released { content }) => Some(content),
        _ => None,
    };
    Ok(Told {
        id: row.get("id")?,
        version: row.get("version")?,
        bulletin: match bulletin(row) {
            Ok(it) if columns_fit(row, &it)? => Some(it),
            _ => None,
        },
        content,
    })
}

fn columns_fit(row: &Row, it: &Bulletin) -> Result<bool> {
    let released = it.state.released().map(|hand| hand.at);
    Ok(row.get::<String>("month")? == it.month
        && row.get::<i64>("edition")? == i64::from(it.edition)
        && row.get::<String>("state")? == it.state.name().name()
        && row.get::<Option<Instant>>("released_at")? == released)
}

pub(crate) async fn load(tx: &mut Tx, id: Id) -> Result<Option<Bulletin>> {
    let row = tx.fetch_optional(LOAD_BULLETIN, args![id]).await?;
    row.as_ref().map(bulletin).transpose()
}

pub(crate) async fn of_month(tx: &mut Tx, month: &str) -> Result<Vec<Bulletin>> {
    let rows = tx.fetch_all(OF_MONTH, args![month, EDITIONS_LIMIT]).await?;
    rows.iter().map(bulletin).collect()
}

/// Where a list goes on: behind this edition.
#[derive(Debug, Clone)]
pub(crate) struct Behind {
    pub month: String,
    pub edition: u32,
    pub id: String,
}

impl Behind {
    /// Behind everything, where a list begins.
    pub(crate) fn nothing() -> Self {
        Self {
            month: "9999-99".to_owned(),
            edition: u32::MAX,
            id: String::new(),
        }
    }
}

pub(crate) async fn list(
    tx: &mut Tx,
    behind: &Behind,
    is_public: bool,
    limit: i64,
) -> Result<Vec<Bulletin>> {
    let state = if is_public { "released" } else { "" };
    let values = args![&behind.month, behind.edition, &behind.id, state, limit];
    let rows = tx.fetch_all(BULLETINS, values).await?;
    rows.iter().map(bulletin).collect()
}
