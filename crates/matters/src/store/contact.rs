use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened, SubjectKey};
use huiyin_db::{Result, Row, Tx, args};
use huiyin_kernel::{EchoCode, Entropy, Id, Instant};

use super::queries as q;
use crate::rules::light::phone_key;

/// Reporters of one matter read at once: the first one and those who joined.
const REPORTERS_LIMIT: i64 = 1_000;

/// How to reach somebody, as far as they told us.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub name: Option<String>,
    pub phone: Option<String>,
    /// They agreed to be told there, in this language. Known when it is said, not read back: the
    /// agreement is kept by whoever tells them.
    pub tell: Option<huiyin_kernel::Lang>,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Contact(…)")
    }
}

/// Somebody who holds a code for a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporter {
    pub id: Id,
    pub matter: Id,
    /// `reporter` or `joined`.
    pub role: String,
    /// None once the person was erased: nobody can print it again.
    pub code: Option<EchoCode>,
    pub contact: Contact,
    /// The person's key was destroyed; what they left can be read by nobody.
    pub erased: bool,
}

pub(super) fn digest(keys: &Keys, code: &EchoCode) -> String {
    keys.digest("echo code", code.as_str())
}

/// Adds a reporter with a code. Code, name and phone are sealed under the reporter's own key;
/// digests serve exact look-up.
#[expect(clippy::too_many_arguments, reason = "each is a column of the row")]
pub async fn add_reporter(
    tx: &mut Tx,
    keys: &Keys,
    own: &SubjectKey,
    entropy: &dyn Entropy,
    id: Id,
    matter: Id,
    role: &str,
    code: &EchoCode,
    contact: &Contact,
    now: Instant,
) -> Result<()> {
    let seal = |what: &str, plain: &str| own.seal(&format!("reporter.{what}:{id}"), plain, entropy);
    let name = contact
        .name
        .as_deref()
        .map(|it| seal("name", it))
        .transpose()?;
    let phone = contact
        .phone
        .as_deref()
        .map(|it| seal("phone", it))
        .transpose()?;
    let phone_digest = contact
        .phone
        .as_deref()
        .map(|it| keys.digest("phone", &phone_key(it)));
    let values = args![
        id,
        matter,
        role,
        digest(keys, code),
        seal("code", code.as_str())?,
        name,
        phone,
        phone_digest,
        now
    ];
    tx.later(q::ADD_REPORTER, values).await
}

/// Writes another name and phone in place of those that were left. Whoever was erased stays so.
pub(crate) async fn write_contact(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    id: Id,
    contact: &Contact,
    now: Instant,
) -> Result<()> {
    let own = subject::key_for_writing(tx, keys, entropy, id, now).await?;
    if own.is_erased() {
        return Ok(());
    }
    let seal = |what: &str, plain: &Option<String>| {
        let place = format!("reporter.{what}:{id}");
        let sealed = plain.as_deref().map(|it| own.seal(&place, it, entropy));
        sealed.transpose()
    };
    let values = args![
        id,
        seal("name", &contact.name)?,
        seal("phone", &contact.phone)?,
        contact
            .phone
            .as_deref()
            .map(|it| keys.digest("phone", &phone_key(it)))
    ];
    tx.execute(q::CORRECT_REPORTER, values).await.map(drop)
}

/// The matter that a code opens, and whether its holder reported or joined.
pub async fn find_by_code(
    tx: &mut Tx,
    keys: &Keys,
    code: &EchoCode,
) -> Result<Option<(Id, String)>> {
    let found = holder_of(tx, keys, code).await?;
    Ok(found.map(|(_, matter, role)| (matter, role)))
}

/// The same with the holder's own row.
pub async fn holder_of(
    tx: &mut Tx,
    keys: &Keys,
    code: &EchoCode,
) -> Result<Option<(Id, Id, String)>> {
    let row = tx
        .fetch_optional(q::BY_CODE, args![digest(keys, code)])
        .await?;
    row.map(|row| Ok((row.get("id")?, row.get("matter_id")?, row.get("role")?)))
        .transpose()
}

/// The row of whoever holds this code.
pub async fn reporter_by_code(tx: &mut Tx, keys: &Keys, code: &EchoCode) -> Result<Option<Id>> {
    let row = tx
        .fetch_optional(q::REPORTER_BY_CODE, args![digest(keys, code)])
        .await?;
    row.map(|row| row.get("id")).transpose()
}

pub async fn reporters_of(tx: &mut Tx, keys: &Keys, matter: Id) -> Result<Vec<Reporter>> {
    let rows = tx
        .fetch_all(q::REPORTERS, args![matter, REPORTERS_LIMIT])
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let own = subject::key(tx, keys, row.get("id")?).await?;
        found.push(reporter(row, &own)?);
    }
    Ok(found)
}

/// The code of a matter's first reporter, for the slip that staff print.
pub async fn open_code(tx: &mut Tx, keys: &Keys, matter: Id) -> Result<Option<EchoCode>> {
    let reporters = reporters_of(tx, keys, matter).await?;
    Ok(reporters
        .into_iter()
        .find(|it| it.role == "reporter")
        .and_then(|it| it.code))
}

fn reporter(row: &Row, own: &SubjectKey) -> Result<Reporter> {
    let id: Id = row.get("id")?;
    let code: Vec<u8> = row.get("code_sealed")?;
    let code = match own.open(&format!("reporter.code:{id}"), &code)? {
        Opened::Plain(code) => Some(
            code.parse()
                .map_err(|_| huiyin_db::StoreError::inconsistent("stored echo code"))?,
        ),
        Opened::Erased => None,
    };
    Ok(Reporter {
        id,
        matter: row.get("matter_id")?,
        role: row.get("role")?,
        code,
        contact: contact_of_row(row, own, id)?,
        erased: own.is_erased(),
    })
}

/// Opens name and phone of a row that holds both sealed; an erased person left neither.
pub(super) fn contact_of_row(row: &Row, own: &SubjectKey, id: Id) -> Result<Contact> {
    let open = |what: &str| -> Result<Option<String>> {
        let sealed: Option<Vec<u8>> = row.get(&format!("{what}_sealed"))?;
        let place = format!("reporter.{what}:{id}");
        let opened = sealed.map(|sealed| own.open(&place, &sealed)).transpose()?;
        Ok(opened.and_then(Opened::plain))
    };
    Ok(Contact {
        name: open("name")?,
        phone: open("phone")?,
        tell: None,
    })
}
