//! Owners. Names and phones stand sealed under a key of their own; they are found again by keyed
//! digests.

use huiyin_db::fields::Keys;
use huiyin_db::{Query, Result, Row, StoreError, Tx, args, journal, queries, subject};
use huiyin_kernel::{Entropy, Id, Instant};
use huiyin_matters::light::phone_key;
use huiyin_registry::folded;
use serde::Serialize;

use crate::model::register::{Owner, OwnerId, OwnerKind};

queries! {
    INSERT = "INSERT INTO estate_owner (id, version, estate_id, kind, person_id, name_sealed, phone_sealed,
            identity_digest, phone_digest, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE estate_owner SET version = $3, kind = $4, name_sealed = $5, phone_sealed = $6,
            identity_digest = $7, phone_digest = $8
        WHERE id = $1 AND version = $2";
    MOVE = "UPDATE estate_owner SET version = version + 1, estate_id = $2 WHERE id = $1";
    TOUCH = "UPDATE estate_owner SET version = version + 1 WHERE id = $1 AND version = $2";
    VERSION = "SELECT version FROM estate_owner WHERE id = $1";
    FORGET = "UPDATE estate_owner SET version = $3, name_sealed = NULL, phone_sealed = NULL, identity_digest = $4,
            phone_digest = NULL, forgotten_at = $5
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, estate_id, kind, person_id, name_sealed, phone_sealed, forgotten_at FROM estate_owner
        WHERE id = $1";
    BY_IDENTITY = "SELECT id, version, estate_id, kind, person_id, name_sealed, phone_sealed, forgotten_at
        FROM estate_owner WHERE estate_id = $1 AND identity_digest = $2";
    BY_PHONE = "SELECT id, version, estate_id, kind, person_id, name_sealed, phone_sealed, forgotten_at
        FROM estate_owner WHERE phone_digest = $1 ORDER BY id LIMIT $2";
    REACHABLE = "SELECT id FROM estate_owner WHERE estate_id = $1 AND phone_digest IS NOT NULL AND id > $2
        ORDER BY id LIMIT $3";
    IDENTITY = "SELECT identity_digest FROM estate_owner WHERE id = $1";
    IDENTITIES = "SELECT id, identity_digest FROM estate_owner WHERE estate_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    /// Whose last holding ended before a day and who has none that lasts.
    FORMER = "SELECT o.id FROM estate_owner o WHERE o.forgotten_at IS NULL
            AND EXISTS (SELECT 1 FROM estate_holding h WHERE h.owner_id = o.id)
            AND NOT EXISTS (SELECT 1 FROM estate_holding h WHERE h.owner_id = o.id
                AND (h.until_on IS NULL OR h.until_on > $1))
        ORDER BY o.id LIMIT $2";
    OWNER_HEADS = "SELECT id AS subject, version FROM estate_owner WHERE id > $1 ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = OWNER_HEADS;

/// The kind under which owners stand in the journal.
pub const SUBJECT: &str = "estate_owner";

/// Owners that share one phone: families do.
const OF_A_PHONE: i64 = 50;

fn place(of: &str, id: OwnerId) -> String {
    format!("estate_owner.{of}:{}", id.0)
}

/// The digest under which a phone is looked up.
pub fn phone_digest(keys: &Keys, phone: &str) -> String {
    keys.digest("estate phone", &phone_key(phone))
}

/// Who somebody is within an estate: name and phone together; a name alone only within its unit,
/// for two people may be called alike. A company is its name.
pub fn identity(
    keys: &Keys,
    estate: Id,
    (kind, name, phone): (OwnerKind, &str, Option<&str>),
    unit: Id,
) -> String {
    let place = match (kind, phone) {
        (OwnerKind::Person, Some(phone)) => phone_key(phone),
        (OwnerKind::Person, None) => unit.to_string(),
        _ => kind.name().to_owned(),
    };
    let text = [estate.to_string(), folded(name), place].join("\u{1f}");
    keys.digest("estate owner", &text)
}

struct Sealed {
    name: Option<Vec<u8>>,
    phone: Option<Vec<u8>>,
    phone_digest: Option<String>,
}

async fn sealed(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    owner: &Owner,
    now: Instant,
) -> Result<Sealed> {
    let key = subject::key_for_writing(tx, keys, entropy, owner.person, now).await?;
    if key.is_erased() {
        return Ok(Sealed {
            name: None,
            phone: None,
            phone_digest: None,
        });
    }
    let seal = |of: &str, text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| key.seal(&place(of, owner.id), text, entropy))
            .transpose()
    };
    Ok(Sealed {
        name: seal("name", &owner.name)?,
        phone: seal("phone", &owner.phone)?,
        phone_digest: owner.phone.as_ref().map(|phone| phone_digest(keys, phone)),
    })
}

pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    (owner, identity): (&Owner, &str),
    now: Instant,
) -> Result<()> {
    let sealed = sealed(tx, keys, entropy, owner, now).await?;
    let values = args![
        owner.id.0,
        owner.version,
        owner.estate,
        owner.kind.name(),
        owner.person,
        sealed.name,
        sealed.phone,
        identity,
        sealed.phone_digest,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes name and phone anew if nobody was faster.
pub async fn update(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    before: u32,
    (owner, identity): (&Owner, &str),
    now: Instant,
) -> Result<()> {
    let sealed = sealed(tx, keys, entropy, owner, now).await?;
    let expected = i64::from(before);
    let values = args![
        owner.id.0,
        expected,
        owner.version,
        owner.kind.name(),
        sealed.name,
        sealed.phone,
        identity,
        sealed.phone_digest
    ];
    tx.execute_locked(UPDATE, values, owner.id.0, expected)
        .await
}

/// Takes an owner along into another estate and says the new version. What they are found by again
/// names the estate they came from, so that nobody of the other one is taken for them.
pub async fn move_to(tx: &mut Tx, id: OwnerId, estate: Id) -> Result<u32> {
    tx.execute(MOVE, args![id.0, estate]).await?;
    tx.fetch_one(VERSION, args![id.0]).await?.get("version")
}

/// Counts one more thing that happened to an owner, if nobody was faster, and says the new version.
pub async fn touch(tx: &mut Tx, id: OwnerId, before: u32) -> Result<u32> {
    let expected = i64::from(before);
    tx.execute_locked(TOUCH, args![id.0, expected], id.0, expected)
        .await?;
    Ok(before.saturating_add(1))
}

/// Destroys the key of an owner and everything by which they could be found.
pub async fn forget(tx: &mut Tx, owner: &Owner, now: Instant) -> Result<()> {
    subject::destroy(tx, owner.person, now).await?;
    let expected = i64::from(owner.version);
    let gone = format!("forgotten:{}", owner.id.0);
    let values = args![
        owner.id.0,
        expected,
        owner.version.saturating_add(1),
        gone,
        now
    ];
    tx.execute_locked(FORGET, values, owner.id.0, expected)
        .await
}

async fn owner(tx: &mut Tx, keys: &Keys, row: &Row) -> Result<Owner> {
    let id = OwnerId(row.get("id")?);
    let kind: String = row.get("kind")?;
    let person: Id = row.get("person_id")?;
    let (name, phone): (Option<Vec<u8>>, Option<Vec<u8>>) =
        (row.get("name_sealed")?, row.get("phone_sealed")?);
    let forgotten: Option<Instant> = row.get("forgotten_at")?;
    let (mut opened_name, mut opened_phone) = (None, None);
    if name.is_some() || phone.is_some() {
        let key = subject::key(tx, keys, person).await?;
        let open = |of: &str, sealed: Option<Vec<u8>>| -> Result<Option<String>> {
            let opened = sealed.map(|it| key.open(&place(of, id), &it)).transpose()?;
            Ok(opened.and_then(subject::Opened::plain))
        };
        opened_name = open("name", name)?;
        opened_phone = open("phone", phone)?;
    }
    Ok(Owner {
        id,
        version: row.get("version")?,
        estate: row.get("estate_id")?,
        kind: OwnerKind::from_name(&kind).ok_or_else(|| StoreError::inconsistent(kind))?,
        person,
        name: opened_name,
        phone: opened_phone,
        forgotten: forgotten.is_some(),
    })
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: OwnerId) -> Result<Option<Owner>> {
    match tx.fetch_optional(LOAD, args![id.0]).await? {
        Some(row) => owner(tx, keys, &row).await.map(Some),
        None => Ok(None),
    }
}

pub async fn by_identity(
    tx: &mut Tx,
    keys: &Keys,
    estate: Id,
    identity: &str,
) -> Result<Option<Owner>> {
    let row = tx
        .fetch_optional(BY_IDENTITY, args![estate, identity])
        .await?;
    match row {
        Some(row) => owner(tx, keys, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Owners of an estate who left a phone, behind one of them.
pub async fn reachable(tx: &mut Tx, estate: Id, behind: &str, limit: i64) -> Result<Vec<OwnerId>> {
    let rows = tx
        .fetch_all(REACHABLE, args![estate, behind, limit])
        .await?;
    rows.iter().map(|row| Ok(OwnerId(row.get("id")?))).collect()
}

/// The digest of who somebody is.
pub async fn identity_of(tx: &mut Tx, id: OwnerId) -> Result<String> {
    tx.fetch_one(IDENTITY, args![id.0])
        .await?
        .get("identity_digest")
}

/// Owners with this phone, in every estate.
pub async fn by_phone(tx: &mut Tx, keys: &Keys, phone: &str) -> Result<Vec<Owner>> {
    let values = args![phone_digest(keys, phone), OF_A_PHONE];
    let rows = tx.fetch_all(BY_PHONE, values).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push(owner(tx, keys, row).await?);
    }
    Ok(found)
}

/// Identities read at once.
const PAGE: i64 = 10_000;

/// Every owner of an estate with the digest of who they are; nothing is opened for it.
pub async fn identities(tx: &mut Tx, estate: Id) -> Result<Vec<(OwnerId, String)>> {
    let mut found: Vec<(OwnerId, String)> = Vec::new();
    loop {
        let behind = found.last().map(|(id, _)| id.0.to_string());
        let values = args![estate, behind.unwrap_or_default(), PAGE];
        let rows = tx.fetch_all(IDENTITIES, values).await?;
        for row in &rows {
            found.push((OwnerId(row.get("id")?), row.get("identity_digest")?));
        }
        if i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE {
            return Ok(found);
        }
    }
}

/// Who owns nothing since before a day and is still known by name.
pub async fn former(tx: &mut Tx, before: huiyin_kernel::Date, limit: i64) -> Result<Vec<OwnerId>> {
    let rows = tx.fetch_all(FORMER, args![before, limit]).await?;
    rows.iter().map(|row| Ok(OwnerId(row.get("id")?))).collect()
}

/// One row of an owner's history. `body` holds nothing personal.
pub async fn record(
    tx: &mut Tx,
    (owner, version): (OwnerId, u32),
    kind: &str,
    body: &impl Serialize,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: owner.0,
        version: i64::from(version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}
