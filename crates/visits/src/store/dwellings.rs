//! Doors. What rules need of one is its model; what people are called and how to reach them stands
//! sealed beside it under a key of their own.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries, subject};
use huiyin_kernel::{Entropy, Id, Instant};
use serde::Serialize;

use crate::model::Dwelling;
use crate::rules;

queries! {
    INSERT = "INSERT INTO dwelling (id, version, model, kind, area_path, community_id, compound_id, compound_name,
            building, door_sealed, door_digest, person_id, name_sealed, phone_sealed, phone_digest, disturb,
            last_uninvited_at, active, source_id, outside_number, import_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    UPDATE = "UPDATE dwelling SET version = $3, model = $4, kind = $5, area_path = $6, community_id = $7,
            compound_id = $8, compound_name = $9, building = $10, door_sealed = $11, door_digest = $12,
            person_id = $13, name_sealed = $14, phone_sealed = $15, phone_digest = $16, disturb = $17,
            last_uninvited_at = $18, active = $19, import_digest = $20
        WHERE id = $1 AND version = $2";
    UPDATE_MODEL = "UPDATE dwelling SET version = $3, model = $4, disturb = $5, last_uninvited_at = $6, active = $7
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model, area_path, compound_name, building, door_sealed, person_id, name_sealed,
            phone_sealed, source_id, outside_number, import_digest FROM dwelling WHERE id = $1";
    BY_SOURCE = "SELECT id, version, model, area_path, compound_name, building, door_sealed, person_id, name_sealed,
            phone_sealed, source_id, outside_number, import_digest FROM dwelling
        WHERE source_id = $1 AND outside_number = $2";
    BY_DOOR = "SELECT id, version, model, area_path, compound_name, building, door_sealed, person_id, name_sealed,
            phone_sealed, source_id, outside_number, import_digest FROM dwelling WHERE door_digest = $1";
    OLDER_DIGESTS = "SELECT id, version, model, area_path, compound_name, building, door_sealed, person_id, name_sealed,
            phone_sealed, source_id, outside_number, import_digest FROM dwelling
        WHERE door_digest NOT LIKE '2:%' ORDER BY id LIMIT $1";
    DIGEST_ANEW = "UPDATE dwelling SET door_digest = $2 WHERE id = $1";
    /// Doors below an area in the order of their ids, behind one of them.
    BELOW = "SELECT id, version, model, area_path, compound_name, building, door_sealed, person_id, name_sealed,
            phone_sealed, source_id, outside_number, import_digest FROM dwelling
        WHERE area_path LIKE $1 || '%' AND id > $2 ORDER BY id LIMIT $3";
    MODELS_BELOW = "SELECT id, version, model, area_path, compound_name FROM dwelling
        WHERE area_path LIKE $1 || '%' AND id > $2 ORDER BY id LIMIT $3";
    HEADS = "SELECT id AS subject, version FROM dwelling WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which doors stand in the journal.
pub const SUBJECT: &str = "dwelling";

/// A door with the words that say where it is and who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub dwelling: Dwelling,
    /// Path of the area it stands in: its compound's, else its community's.
    pub area_path: String,
    pub compound_name: String,
    pub building: String,
    /// Such as `2单元15-3`.
    pub door: String,
    /// Under whose key name and phone lie.
    pub person: Id,
    pub name: Option<String>,
    pub phone: Option<String>,
    /// Where it came from: the file's source, or `desk`.
    pub source: String,
    pub outside_number: String,
    pub import_digest: Vec<u8>,
}

impl Door {
    /// What one and the same door is found by again: community, compound, building and door.
    fn place_key(&self) -> [String; 4] {
        [
            self.dwelling.community.to_string(),
            huiyin_registry::folded(&self.compound_name),
            rules::place::folded(&self.building),
            rules::place::folded(&self.door),
        ]
    }

    /// As doors were compared before: without any sign between numbers.
    fn older_key(&self) -> [String; 4] {
        let fold = huiyin_registry::folded;
        [
            self.dwelling.community.to_string(),
            fold(&self.compound_name),
            fold(&self.building),
            fold(&self.door),
        ]
    }
}

/// How digests begin in which `1-23` and `12-3` differ; older ones are written anew by
/// [`digest_anew`], and until then found beside these.
const DIGEST_FORM: &str = "2:";

/// The digest under which a door is looked up.
pub fn door_digest(keys: &Keys, door: &Door) -> String {
    let digest = keys.digest("visit door 2", &door.place_key().join("\u{1f}"));
    format!("{DIGEST_FORM}{digest}")
}

fn older_digest(keys: &Keys, door: &Door) -> String {
    keys.digest("visit door", &door.older_key().join("\u{1f}"))
}

fn place(of: &str, id: Id) -> String {
    format!("dwelling.{of}:{id}")
}

/// Digits only, as phones are compared.
fn bare(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

struct Sealed {
    door: Vec<u8>,
    digest: String,
    name: Option<Vec<u8>>,
    phone: Option<Vec<u8>>,
    phone_digest: Option<String>,
}

async fn sealed(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    door: &Door,
    now: Instant,
) -> Result<Sealed> {
    let id = door.dwelling.id;
    let mut made = Sealed {
        door: keys.seal(&place("door", id), &door.door, entropy)?,
        digest: door_digest(keys, door),
        name: None,
        phone: None,
        phone_digest: None,
    };
    if door.name.is_none() && door.phone.is_none() {
        return Ok(made);
    }
    let key = subject::key_for_writing(tx, keys, entropy, door.person, now).await?;
    if key.is_erased() {
        return Ok(made);
    }
    let seal = |of: &str, text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| key.seal(&place(of, id), text, entropy))
            .transpose()
    };
    made.name = seal("name", &door.name)?;
    made.phone = seal("phone", &door.phone)?;
    let digest = |phone: &String| keys.digest("visit phone", &bare(phone));
    made.phone_digest = door.phone.as_ref().map(digest);
    Ok(made)
}

fn model_of(dwelling: &Dwelling) -> Result<String> {
    serde_json::to_string(dwelling).map_err(StoreError::inconsistent)
}

pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    door: &Door,
    now: Instant,
) -> Result<()> {
    let it = &door.dwelling;
    let sealed = sealed(tx, keys, entropy, door, now).await?;
    let values = args![
        it.id,
        it.version,
        model_of(it)?,
        it.kind.name(),
        &door.area_path,
        it.community,
        it.compound,
        &door.compound_name,
        &door.building,
        sealed.door,
        sealed.digest,
        door.person,
        sealed.name,
        sealed.phone,
        sealed.phone_digest,
        it.disturb.is_some(),
        it.last_uninvited_at,
        it.active,
        &door.source,
        &door.outside_number,
        door.import_digest.clone()
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes all of a door if nobody was faster.
pub async fn update(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    before: u32,
    door: &Door,
    now: Instant,
) -> Result<()> {
    let it = &door.dwelling;
    let sealed = sealed(tx, keys, entropy, door, now).await?;
    let expected = i64::from(before);
    let values = args![
        it.id,
        expected,
        it.version,
        model_of(it)?,
        it.kind.name(),
        &door.area_path,
        it.community,
        it.compound,
        &door.compound_name,
        &door.building,
        sealed.door,
        sealed.digest,
        door.person,
        sealed.name,
        sealed.phone,
        sealed.phone_digest,
        it.disturb.is_some(),
        it.last_uninvited_at,
        it.active,
        door.import_digest.clone()
    ];
    tx.execute_locked(UPDATE, values, it.id, expected).await
}

/// Writes what rules know of a door; its words stay.
pub async fn update_model(tx: &mut Tx, before: u32, dwelling: &Dwelling) -> Result<()> {
    let expected = i64::from(before);
    let values = args![
        dwelling.id,
        expected,
        dwelling.version,
        model_of(dwelling)?,
        dwelling.disturb.is_some(),
        dwelling.last_uninvited_at,
        dwelling.active
    ];
    tx.execute_locked(UPDATE_MODEL, values, dwelling.id, expected)
        .await
}

/// One row of a door's history. `body` holds nothing personal.
pub async fn record(
    tx: &mut Tx,
    dwelling: &Dwelling,
    kind: &str,
    body: &impl Serialize,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: dwelling.id,
        version: i64::from(dwelling.version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}

fn dwelling(row: &Row) -> Result<Dwelling> {
    row.model("dwelling", |it: &Dwelling| (it.id, it.version))
}

async fn door(tx: &mut Tx, keys: &Keys, row: &Row) -> Result<Door> {
    let dwelling = dwelling(row)?;
    let id = dwelling.id;
    let person: Id = row.get("person_id")?;
    let (name, phone): (Option<Vec<u8>>, Option<Vec<u8>>) =
        (row.get("name_sealed")?, row.get("phone_sealed")?);
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
    let sealed: Vec<u8> = row.get("door_sealed")?;
    Ok(Door {
        area_path: row.get("area_path")?,
        compound_name: row.get("compound_name")?,
        building: row.get("building")?,
        door: keys.open(&place("door", id), &sealed)?,
        person,
        name: opened_name,
        phone: opened_phone,
        source: row.get("source_id")?,
        outside_number: row.get("outside_number")?,
        import_digest: row.get("import_digest")?,
        dwelling,
    })
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Door>> {
    match tx.fetch_optional(LOAD, args![id]).await? {
        Some(row) => door(tx, keys, &row).await.map(Some),
        None => Ok(None),
    }
}

pub async fn by_source(
    tx: &mut Tx,
    keys: &Keys,
    source: &str,
    number: &str,
) -> Result<Option<Door>> {
    match tx.fetch_optional(BY_SOURCE, args![source, number]).await? {
        Some(row) => door(tx, keys, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The door of the register at the same place.
pub async fn by_door(tx: &mut Tx, keys: &Keys, wanted: &Door) -> Result<Option<Door>> {
    for digest in [door_digest(keys, wanted), older_digest(keys, wanted)] {
        if let Some(row) = tx.fetch_optional(BY_DOOR, args![digest]).await? {
            let found = door(tx, keys, &row).await?;
            // An older digest also leads to doors that only look alike.
            if found.place_key() == wanted.place_key() {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// Writes older digests of some doors anew and says how many. Doors that the older form told apart
/// differ in this one too, so no two can meet.
pub async fn digest_anew(tx: &mut Tx, keys: &Keys, limit: i64) -> Result<usize> {
    let rows = tx.fetch_all(OLDER_DIGESTS, args![limit]).await?;
    for row in &rows {
        let door = door(tx, keys, row).await?;
        let values = args![door.dwelling.id, door_digest(keys, &door)];
        tx.execute(DIGEST_ANEW, values).await?;
    }
    Ok(rows.len())
}

/// Doors below an area, behind one of them, with their words.
pub async fn below(
    tx: &mut Tx,
    keys: &Keys,
    path: &str,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Door>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(BELOW, args![path, behind, limit]).await?;
    let mut doors = Vec::with_capacity(rows.len());
    for row in &rows {
        doors.push(door(tx, keys, row).await?);
    }
    Ok(doors)
}

/// What a plan needs of a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub dwelling: Dwelling,
    pub area_path: String,
    pub compound_name: String,
}

/// Models of the doors below an area, behind one of them: nothing is opened for it.
pub async fn models_below(
    tx: &mut Tx,
    path: &str,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Planned>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx
        .fetch_all(MODELS_BELOW, args![path, behind, limit])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Planned {
                dwelling: dwelling(row)?,
                area_path: row.get("area_path")?,
                compound_name: row.get("compound_name")?,
            })
        })
        .collect()
}
