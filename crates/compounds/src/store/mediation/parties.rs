use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

queries! {
    ADD = "INSERT INTO mediation_party (id, case_id, seat, name_sealed, phone_sealed, phone_digest)
        VALUES ($1, $2, $3, $4, $5, $6)";
    OF_CASE = "SELECT id, seat, name_sealed, phone_sealed FROM mediation_party WHERE case_id = $1 ORDER BY seat LIMIT $2";
    BY_PHONE = "SELECT id, case_id FROM mediation_party WHERE phone_digest = $1 ORDER BY id LIMIT $2";
    ONE = "SELECT id, case_id, seat, name_sealed, phone_sealed FROM mediation_party WHERE id = $1";
    CORRECT = "UPDATE mediation_party SET name_sealed = $2, phone_sealed = $3, phone_digest = $4 WHERE id = $1";
    FORGET = "DELETE FROM mediation_party WHERE case_id = $1";
}

const PARTIES_LIMIT: i64 = 50;
/// Cases of one phone that are gone through.
const OF_PHONE_LIMIT: i64 = 200;

/// Who somebody is. Never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    pub person: Id,
    pub seat: u8,
    pub name: String,
    pub phone: Option<String>,
}

impl std::fmt::Debug for Party {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Party {{ seat: {}, … }}", self.seat)
    }
}

fn place(what: &str, person: Id) -> String {
    format!("mediation.{what}:{person}")
}

fn digest(keys: &Keys, phone: &str) -> String {
    keys.digest("mediation phone", phone)
}

pub async fn add(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    case: Id,
    party: &Party,
    now: Instant,
) -> Result<()> {
    let (name, phone, found_by) = sealed(tx, keys, entropy, party, now).await?;
    let values = args![party.person, case, party.seat, name, phone, found_by];
    tx.execute(ADD, values).await.map(drop)
}

/// Writes who somebody is anew.
pub async fn correct(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    party: &Party,
    now: Instant,
) -> Result<()> {
    let (name, phone, found_by) = sealed(tx, keys, entropy, party, now).await?;
    let values = args![party.person, name, phone, found_by];
    tx.execute(CORRECT, values).await.map(drop)
}

type Sealed = (Vec<u8>, Option<Vec<u8>>, Option<String>);

/// Name and phone under the person's own key, and what finds the phone again.
async fn sealed(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    party: &Party,
    now: Instant,
) -> Result<Sealed> {
    let key = subject::key_for_writing(tx, keys, entropy, party.person, now).await?;
    let name = key.seal(&place("name", party.person), &party.name, entropy)?;
    let phone = party.phone.as_deref();
    let sealed = phone
        .map(|it| key.seal(&place("phone", party.person), it, entropy))
        .transpose()?;
    Ok((name, sealed, phone.map(|it| digest(keys, it))))
}

/// The parties of a case; those whose key is gone are left out.
pub async fn of_case(tx: &mut Tx, keys: &Keys, case: Id) -> Result<Vec<Party>> {
    let rows = tx.fetch_all(OF_CASE, args![case, PARTIES_LIMIT]).await?;
    let mut all = Vec::new();
    for row in rows {
        all.extend(party(tx, keys, &row).await?);
    }
    Ok(all)
}

/// Nothing where the key is gone.
async fn party(tx: &mut Tx, keys: &Keys, row: &Row) -> Result<Option<Party>> {
    let person: Id = row.get("id")?;
    let key = subject::key(tx, keys, person).await?;
    let name: Vec<u8> = row.get("name_sealed")?;
    let Opened::Plain(name) = key.open(&place("name", person), &name)? else {
        return Ok(None);
    };
    let phone: Option<Vec<u8>> = row.get("phone_sealed")?;
    let phone = phone
        .map(|it| key.open(&place("phone", person), &it))
        .transpose()?;
    let seat: i64 = row.get("seat")?;
    Ok(Some(Party {
        person,
        seat: u8::try_from(seat).map_err(huiyin_db::StoreError::inconsistent)?,
        name,
        phone: phone.and_then(Opened::plain),
    }))
}

/// A party by its own id, with its case.
pub async fn one(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<(Party, Id)>> {
    let Some(row) = tx.fetch_optional(ONE, args![id]).await? else {
        return Ok(None);
    };
    let case: Id = row.get("case_id")?;
    Ok(party(tx, keys, &row).await?.map(|it| (it, case)))
}

/// Parties with this phone, each with its case.
pub async fn of_phone(tx: &mut Tx, keys: &Keys, phone: &str) -> Result<Vec<(Id, Id)>> {
    let values = args![digest(keys, phone), OF_PHONE_LIMIT];
    let rows = tx.fetch_all(BY_PHONE, values).await?;
    let both = |row: &Row| Ok((row.get("id")?, row.get("case_id")?));
    rows.iter().map(both).collect()
}

/// Destroys the keys of all parties and takes their rows.
pub async fn forget(tx: &mut Tx, case: Id, now: Instant) -> Result<()> {
    let rows = tx.fetch_all(OF_CASE, args![case, PARTIES_LIMIT]).await?;
    for row in rows {
        subject::destroy(tx, row.get("id")?, now).await?;
    }
    tx.execute(FORGET, args![case]).await.map(drop)
}
