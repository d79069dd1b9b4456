//! Bodies and their many names.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Said};

use crate::model::{Body, Spelling};
use crate::rules::fold;

queries! {
    INSERT = "INSERT INTO body (id, code, kind, level, name_zh, name_en, area_id, area_path, parent_id, phone)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    CHANGE = "UPDATE body SET name_zh = $2, name_en = $3, phone = $4 WHERE id = $1";
    ALL = "SELECT id, code, kind, level, name_zh, name_en, area_id, area_path, parent_id, phone
        FROM body ORDER BY code LIMIT $1";
    BY_ID = "SELECT id, code, kind, level, name_zh, name_en, area_id, area_path, parent_id, phone
        FROM body WHERE id = $1";
    BY_CODE = "SELECT id, code, kind, level, name_zh, name_en, area_id, area_path, parent_id, phone
        FROM body WHERE code = $1";
    BY_ALIAS = "SELECT b.id AS id, b.code AS code, b.kind AS kind, b.level AS level, b.name_zh AS name_zh,
            b.name_en AS name_en, b.area_id AS area_id, b.area_path AS area_path, b.parent_id AS parent_id,
            b.phone AS phone
        FROM body_alias a JOIN body b ON b.id = a.body_id WHERE a.folded = $1";
    FOR_AREA = "SELECT id, code, kind, level, name_zh, name_en, area_id, area_path, parent_id, phone
        FROM body WHERE $1 LIKE area_path || '%' ORDER BY length(area_path) DESC, code LIMIT $2";
    FIND_ALIAS = "SELECT body_id FROM body_alias WHERE folded = $1";
    ADD_ALIAS = "INSERT INTO body_alias (folded, body_id) VALUES ($1, $2)";
    BLUR_ALIAS = "UPDATE body_alias SET body_id = NULL WHERE folded = $1";
    ALIASES = "SELECT folded FROM body_alias WHERE body_id = $1 ORDER BY folded LIMIT $2";
}

/// Bodies of one district at most.
pub const BODIES_LIMIT: i64 = 20_000;
/// Spellings of one body at most.
pub const ALIASES_LIMIT: i64 = 200;

fn body(row: &Row) -> Result<Body> {
    Ok(Body {
        id: row.get("id")?,
        code: row.get("code")?,
        kind: row.parse("kind")?,
        level: row.parse("level")?,
        name: Said {
            zh: row.get("name_zh")?,
            en: row.get("name_en")?,
        },
        area_id: row.get("area_id")?,
        area_path: row.get("area_path")?,
        parent_id: row.get("parent_id")?,
        phone: row.get("phone")?,
    })
}

/// Adds a body. Its own names become spellings of it; a name that another body bears too (two
/// streets may each have a 正街社区) from then on stands for neither.
pub async fn insert(tx: &mut Tx, body: &Body) -> Result<()> {
    let values = args![
        body.id,
        &body.code,
        body.kind.as_str(),
        body.level.as_str(),
        &body.name.zh,
        &body.name.en,
        body.area_id,
        &body.area_path,
        body.parent_id,
        &body.phone,
    ];
    tx.execute(INSERT, values).await?;
    for spelling in [&body.name.zh, &body.name.en] {
        suggest_alias(tx, body.id, spelling).await?;
    }
    Ok(())
}

/// Gives a body other names or another phone. The names become spellings of it, and those that
/// it had remain: older files use them.
pub(crate) async fn change(tx: &mut Tx, id: Id, name: &Said, phone: &str) -> Result<()> {
    let values = args![id, &name.zh, &name.en, phone];
    tx.execute(CHANGE, values).await?;
    for spelling in [&name.zh, &name.en] {
        suggest_alias(tx, id, spelling).await?;
    }
    Ok(())
}

/// Who has this folded spelling.
pub(crate) async fn spelling(tx: &mut Tx, folded: &str) -> Result<Spelling> {
    let Some(row) = tx.fetch_optional(FIND_ALIAS, args![folded]).await? else {
        return Ok(Spelling::Free);
    };
    let owner: Option<Id> = row.get("body_id")?;
    Ok(owner.map_or(Spelling::Shared, Spelling::Of))
}

/// Adds a spelling that a person has decided on.
///
/// # Errors
/// [`StoreError::Duplicate`] when the spelling stands for another body or for several.
pub async fn add_alias(tx: &mut Tx, body: Id, spelling: &str) -> Result<()> {
    let folded = fold::name(spelling);
    if folded.is_empty() {
        return Ok(());
    }
    match tx.fetch_optional(FIND_ALIAS, args![&folded]).await? {
        None => tx.execute(ADD_ALIAS, args![folded, body]).await.map(drop),
        Some(row) if row.get::<Option<Id>>("body_id")? == Some(body) => Ok(()),
        Some(_) => Err(StoreError::Duplicate(folded)),
    }
}

/// Adds a spelling that follows from a name. Where two bodies share it, it is kept as standing
/// for none, so that a file which uses it is asked to say more.
pub async fn suggest_alias(tx: &mut Tx, body: Id, spelling: &str) -> Result<()> {
    match add_alias(tx, body, spelling).await {
        Err(StoreError::Duplicate(folded)) => tx.execute(BLUR_ALIAS, args![folded]).await.map(drop),
        other => other,
    }
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Body>> {
    let rows = tx.fetch_all(ALL, args![BODIES_LIMIT]).await?;
    rows.iter().map(body).collect()
}

pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Body>> {
    let row = tx.fetch_optional(BY_ID, args![id]).await?;
    row.as_ref().map(body).transpose()
}

pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Body>> {
    let row = tx.fetch_optional(BY_CODE, args![code]).await?;
    row.as_ref().map(body).transpose()
}

/// The body that a spelling stands for, if it stands for one.
pub async fn by_name_or_alias(tx: &mut Tx, text: &str) -> Result<Option<Body>> {
    let row = tx.fetch_optional(BY_ALIAS, args![fold::name(text)]).await?;
    row.as_ref().map(body).transpose()
}

/// Bodies responsible for a place, the nearest first: its committee, its street, the district's.
pub async fn for_area(tx: &mut Tx, area_path: &str) -> Result<Vec<Body>> {
    let rows = tx
        .fetch_all(FOR_AREA, args![area_path, BODIES_LIMIT])
        .await?;
    rows.iter().map(body).collect()
}

/// The folded spellings of a body.
pub async fn aliases(tx: &mut Tx, body: Id) -> Result<Vec<String>> {
    let rows = tx.fetch_all(ALIASES, args![body, ALIASES_LIMIT]).await?;
    rows.iter().map(|row| row.get("folded")).collect()
}
