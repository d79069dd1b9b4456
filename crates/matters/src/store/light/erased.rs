use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args};
use huiyin_kernel::Id;

use super::accounts::account;
use super::echoes::phone_digest;
use super::queries as q;
use super::reach_digest;
use crate::rules::light::{Reach, phone_key};

/// Accounts from which one echo is taken at once.
const ACCOUNTS_AT_ONCE: i64 = 500;

/// Takes the echo of a person out of all accounts that added it, as long as they still refer to the
/// reporter's row; answers with those accounts. They may be the person's own, known by a mail
/// address that no matter holds.
pub async fn take_out(tx: &mut Tx, reporter: Id) -> Result<Vec<Id>> {
    let mut touched = Vec::new();
    loop {
        let values = args![reporter, ACCOUNTS_AT_ONCE];
        let rows = tx.fetch_all(q::ADDED_BY, values).await?;
        if rows.is_empty() {
            return Ok(touched);
        }
        for row in &rows {
            let id: Id = row.get("id")?;
            tx.execute(q::DELETE_ADDED_REPORTER, args![reporter, id])
                .await?;
            touched.push(id);
        }
    }
}

/// The accounts that have nothing left to show once a person is forgotten: the one of the phone
/// that was left there, and those that had added the echo.
pub async fn emptied(
    tx: &mut Tx,
    keys: &Keys,
    phone: Option<&str>,
    mut touched: Vec<Id>,
) -> Result<Vec<Id>> {
    if let Some(phone) = phone {
        let digest = reach_digest(keys, &Reach::Phone(phone_key(phone)));
        let own = tx.fetch_optional(q::FIND_ACCOUNT, args![digest]).await?;
        if let Some(own) = own {
            touched.push(own.get("id")?);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    let mut empty = Vec::new();
    for id in touched {
        if is_empty(tx, keys, id).await? {
            empty.push(id);
        }
    }
    Ok(empty)
}

async fn is_empty(tx: &mut Tx, keys: &Keys, id: Id) -> Result<bool> {
    let Some(row) = tx.fetch_optional(q::REACH, args![id]).await? else {
        return Ok(false);
    };
    let account = account(&row, keys)?;
    let digest = phone_digest(keys, &account);
    let under_phone = tx.fetch_one(q::LEFT_UNDER_PHONE, args![digest]).await?;
    let added = tx.fetch_one(q::COUNT_ADDED, args![id]).await?;
    Ok(under_phone.get::<i64>("n")? == 0 && added.get::<i64>("n")? == 0)
}
