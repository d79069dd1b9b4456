//! An account from the command line, with its post: the way in where nobody can sign in yet.

use huiyin_db::{Result, StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_web::Site;

use super::{Doer, add_post, create_account, first_password};
use crate::Registry;
use crate::model::{Held, NewAccount};
use crate::rules::{fold, posts::PostRefused};
use crate::store::{accounts, areas, bodies};

/// Characters of a person's name at most.
const NAME_CHARACTERS: usize = 40;

/// What is asked for, as typed.
#[derive(Debug, Clone, Copy)]
pub struct AskedAccount<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub role: &'a str,
    /// The district where none is named.
    pub area_code: Option<&'a str>,
    pub body_code: Option<&'a str>,
}

/// What is told once to whoever will sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstSlip {
    pub login: String,
    pub password: String,
}

/// The password is left out: a log line must never carry one.
impl std::fmt::Debug for FirstSlip {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("FirstSlip")
    }
}

/// Why no account was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRefused {
    Login,
    LoginTaken,
    Name,
    /// Nothing is registered yet.
    NoDistrict,
    AreaUnknown,
    BodyUnknown,
    Post(PostRefused),
}

impl AccountRefused {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Login => "registry-login-form",
            Self::LoginTaken => "registry-login-taken",
            Self::Name => "registry-first-name",
            Self::NoDistrict => "registry-first-no-district",
            Self::AreaUnknown => "registry-first-area-unknown",
            Self::BodyUnknown => "registry-first-body-unknown",
            Self::Post(refused) => refused.key(),
        }
    }
}

type Answer<T> = std::result::Result<T, AccountRefused>;

/// Makes an account with one post from today on. Its first password is generated and must be
/// changed at the first sign-in.
pub async fn open_account(
    site: &Site,
    registry: &Registry,
    asked: AskedAccount<'_>,
    actor: &str,
) -> Result<Answer<FirstSlip>> {
    let login = fold::login(asked.login);
    if !fold::is_login(&login) {
        return Ok(Err(AccountRefused::Login));
    }
    let name = asked.name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS {
        return Ok(Err(AccountRefused::Name));
    }
    let (password, password_hash) = first_password(site, registry).await?;
    let new = NewAccount {
        id: site.new_id(),
        login,
        name: name.to_owned(),
        password_hash,
        must_change_password: true,
    };
    let now = site.now();
    let mut tx = site.db.write().await?;
    if accounts::by_login(&mut tx, &new.login).await?.is_some() {
        return Ok(Err(AccountRefused::LoginTaken));
    }
    let post = match post(&mut tx, site, new.id, asked).await? {
        Ok(post) => post,
        Err(refused) => return Ok(Err(refused)),
    };
    let by = Doer { actor, now };
    create_account(&mut tx, &site.keys, &new, by).await?;
    let account = accounts::by_id(&mut tx, new.id)
        .await?
        .ok_or_else(|| StoreError::inconsistent("a new account vanished"))?;
    // A refused post takes the account with it: the transaction is dropped.
    if let Err(refused) = add_post(&mut tx, &registry.policy, &account, &post, by).await? {
        return Ok(Err(AccountRefused::Post(refused)));
    }
    tx.commit().await?;
    let login = new.login;
    Ok(Ok(FirstSlip { login, password }))
}

async fn post(
    tx: &mut Tx,
    site: &Site,
    account_id: Id,
    asked: AskedAccount<'_>,
) -> Result<Answer<Held>> {
    let all = areas::all(tx).await?;
    let Some(district) = all.into_iter().find(|area| area.parent_id.is_none()) else {
        return Ok(Err(AccountRefused::NoDistrict));
    };
    let area = match asked.area_code {
        None => Some(district),
        Some(code) => areas::by_code(tx, &code.to_ascii_lowercase()).await?,
    };
    let Some(area) = area else {
        return Ok(Err(AccountRefused::AreaUnknown));
    };
    let body_id = match asked.body_code {
        None => None,
        Some(code) => match bodies::by_code(tx, code).await? {
            Some(body) => Some(body.id),
            None => return Ok(Err(AccountRefused::BodyUnknown)),
        },
    };
    Ok(Ok(Held {
        id: site.new_id(),
        account_id,
        role: asked.role.to_owned(),
        area_id: area.id,
        area_path: area.path,
        body_id,
        from_on: site.now().date(),
        until_on: None,
    }))
}
