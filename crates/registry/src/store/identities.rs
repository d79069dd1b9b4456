//! Who accounts are at the outside provider. Changes go through `ops`, which writes the journal
//! row in the same transaction.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

use crate::model::OutsideIdentity;

queries! {
    INSERT = "INSERT INTO outside_identity (id, account_id, issuer, subject_digest, subject_sealed,
            linked_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_ACCOUNT = "SELECT id, account_id, issuer, subject_sealed, linked_by, created_at, used_at
        FROM outside_identity WHERE account_id = $1";
    BY_SUBJECT = "SELECT id, account_id, issuer, subject_sealed, linked_by, created_at, used_at
        FROM outside_identity WHERE subject_digest = $1";
    USED = "UPDATE outside_identity SET used_at = $2 WHERE id = $1";
    DELETE = "DELETE FROM outside_identity WHERE account_id = $1";
}

fn identity(row: &Row) -> Result<OutsideIdentity> {
    Ok(OutsideIdentity {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        issuer: row.get("issuer")?,
        subject_sealed: row.get("subject_sealed")?,
        linked_by: row.get("linked_by")?,
        created_at: row.get("created_at")?,
        used_at: row.get("used_at")?,
    })
}

/// The same subject at two providers is two people.
fn digest(keys: &Keys, issuer: &str, subject: &str) -> String {
    keys.digest("outside subject", &format!("{issuer}\n{subject}"))
}

fn place(id: Id) -> String {
    format!("outside_identity.subject:{id}")
}

/// A link as it is to be made.
#[derive(Clone, Copy)]
pub(crate) struct NewIdentity<'a> {
    pub id: Id,
    pub account: Id,
    pub issuer: &'a str,
    pub subject: &'a str,
    pub linked_by: &'a str,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    new: NewIdentity<'_>,
    now: Instant,
) -> Result<()> {
    let values = args![
        new.id,
        new.account,
        new.issuer,
        digest(keys, new.issuer, new.subject),
        keys.seal(&place(new.id), new.subject, entropy)?,
        new.linked_by,
        now,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Option<OutsideIdentity>> {
    let row = tx.fetch_optional(OF_ACCOUNT, args![account]).await?;
    row.as_ref().map(identity).transpose()
}

pub(crate) async fn by_subject(
    tx: &mut Tx,
    keys: &Keys,
    issuer: &str,
    subject: &str,
) -> Result<Option<OutsideIdentity>> {
    let values = args![digest(keys, issuer, subject)];
    let row = tx.fetch_optional(BY_SUBJECT, values).await?;
    row.as_ref().map(identity).transpose()
}

/// The subject as the provider calls it, for whoever looks after the link.
pub(crate) fn subject(keys: &Keys, identity: &OutsideIdentity) -> Result<String> {
    keys.open(&place(identity.id), &identity.subject_sealed)
}

pub(crate) async fn used(tx: &mut Tx, id: Id, now: Instant) -> Result<()> {
    tx.execute(USED, args![id, now]).await.map(drop)
}

pub(crate) async fn delete(tx: &mut Tx, account: Id) -> Result<bool> {
    Ok(tx.execute(DELETE, args![account]).await? == 1)
}
