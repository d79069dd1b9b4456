//! What the journal proves of rights beside itself: each account is open or closed, and holds the
//! posts, that its events say, for the days that they say. Accounts that are gone or have no
//! history at all are found with the journal.

use huiyin_db::seal::{Differs, Fault};
use huiyin_db::{Db, Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::Id;

use super::posts;
use crate::rules::rights::{Column, Rights, Wrong};

queries! {
    ACCOUNTS = "SELECT id, version, active FROM account WHERE id > $1 ORDER BY id LIMIT $2";
    ACCOUNT = "SELECT id, version, active FROM account WHERE id = $1";
    /// Those of all that happens to an account that give or take a right.
    EVENTS = "SELECT version, kind, body FROM journal WHERE subject = $1 AND version > $2
            AND kind IN ('created', 'activated', 'deactivated', 'post_added', 'post_period', 'post_ended')
        ORDER BY version LIMIT $3";
    /// A post that names another area than the path that its event gave it: desks go by both.
    ASIDE = "SELECT a.path, p.area_path FROM post p JOIN area a ON a.id = p.area_id
        WHERE p.account_id = $1 AND a.path <> p.area_path ORDER BY p.id LIMIT 1";
}

/// Accounts and events that are read at once.
const PAGE: i64 = 500;

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub accounts: u64,
    pub posts: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    Sound(Proven),
    Broken(Fault),
}

/// Holds all accounts and their posts against the journal, which is proven apart.
pub async fn verify(db: &Db) -> Result<Checked> {
    verify_in(&mut db.steady().await?).await
}

/// As [`verify`], in a transaction that sees what is not committed yet.
pub async fn verify_in(tx: &mut Tx) -> Result<Checked> {
    let mut proven = Proven::default();
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(ACCOUNTS, args![behind.as_str(), PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(Checked::Sound(proven));
        };
        behind = last.get::<Id>("id")?.to_string();
        for row in &page {
            match of_account(tx, row).await? {
                Ok(posts) => proven.posts += posts,
                Err(wrong) => return Ok(broken(row.get("id")?, row.get("version")?, wrong.why)),
            }
            proven.accounts += 1;
        }
    }
}

/// The column that differs in the rows of an account: for whoever looks into a fault.
pub async fn differing(db: &Db, account: Id) -> Result<Option<Differs>> {
    let mut tx = db.steady().await?;
    let Some(row) = tx.fetch_optional(ACCOUNT, args![account]).await? else {
        return Ok(None);
    };
    let wrong = of_account(&mut tx, &row).await?.err();
    Ok(wrong.and_then(|it| it.column).map(|it| Differs {
        column: it.name,
        stored: it.stored,
        expected: it.expected,
    }))
}

const fn broken(subject: Id, version: i64, why: &'static str) -> Checked {
    Checked::Broken(Fault {
        seq: None,
        seal: None,
        subject: Some(subject),
        version: Some(version),
        at: None,
        why,
    })
}

/// How many posts were held, or what is wrong with the account.
async fn of_account(tx: &mut Tx, row: &Row) -> Result<std::result::Result<u64, Wrong>> {
    let id: Id = row.get("id")?;
    let rights = told(tx, id).await?;
    // One more than anybody may hold, so that none hides behind the last one.
    let posts = posts::of_account_most(tx, id, posts::POSTS_PER_ACCOUNT + 1).await?;
    let wrong = match rights.wrong(row.get("active")?, &posts) {
        None => of_areas(tx, id).await?,
        found => found,
    };
    Ok(match wrong {
        Some(wrong) => Err(wrong),
        None => Ok(u64::try_from(posts.len()).unwrap_or(u64::MAX)),
    })
}

/// The path of a post is held by its event; here its area is held by the path.
async fn of_areas(tx: &mut Tx, account: Id) -> Result<Option<Wrong>> {
    let Some(row) = tx.fetch_optional(ASIDE, args![account]).await? else {
        return Ok(None);
    };
    Ok(Some(Wrong::altered(Column {
        name: "area_id",
        stored: row.get("path")?,
        expected: row.get("area_path")?,
    })))
}

async fn told(tx: &mut Tx, account: Id) -> Result<Rights> {
    let (mut rights, mut behind) = (Rights::default(), 0i64);
    loop {
        let page = tx.fetch_all(EVENTS, args![account, behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(rights);
        };
        behind = last.get("version")?;
        for row in &page {
            let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
            rights
                .hear(&kind, &body)
                .map_err(StoreError::inconsistent)?;
        }
    }
}
