use huiyin_db::{Result, Tx};

use super::{ACCOUNTS, PASSWORD};
use crate::Registry;
use crate::store::accounts;

/// Logins of demo accounts that still open with the published password, for `doctor`. Reads only:
/// no try is counted.
pub async fn open_accounts(tx: &mut Tx, registry: &Registry) -> Result<Vec<&'static str>> {
    let mut open = Vec::new();
    for demo in ACCOUNTS {
        let Some(account) = accounts::by_login(tx, demo.login).await? else {
            continue;
        };
        let hash = Some(account.password_hash.as_str());
        if account.active && registry.hasher.verify(PASSWORD, hash).await? {
            open.push(demo.login);
        }
    }
    Ok(open)
}
