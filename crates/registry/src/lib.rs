//! Who and where: the district's areas, the bodies that can take a matter in hand, the people who
//! sign in, the posts they hold, and the working days they count by.
//!
//! - [`areas`] and [`bodies`] are the tree of places and the organisations with their many names;
//! - [`accounts`], [`posts`], [`sessions`] say who may sign in and as what; [`Policy`] says which
//!   role may do which act, as data (`policy.toml`);
//! - [`RegistryGate`] turns a session cookie into a viewer for `huiyin-web`;
//! - [`proof`] holds accounts and posts against the journal, which `audit verify` proves, and
//!   [`credentials`] passwords, passkeys and whatever else opens an account;
//! - [`calendar`] gives the working days in force;
//! - [`ops`] holds one function per change, each with its journal row; [`routes`] the pages;
//! - [`demo`] makes the model district, as often as it is called.
//!
//! Invariants:
//! - the three administrators (system, security, audit) are different people, who hold no other
//!   role, and nobody changes their own posts;
//! - a password is kept as an Argon2id hash, a session token as a keyed digest;
//! - five wrong passwords close an account for fifteen minutes, a restart included, and no answer
//!   tells whether a login exists;
//! - journal rows of accounts and posts hold identifiers, never names.
//!
//! Absent by design: residents. They need no account; what is known of them stands in the matter.

mod ceremony;
pub mod demo;
mod gate;
mod model;
pub mod ops;
mod outside;
mod pages;
mod password_hash;
mod reach;
mod rules;
mod store;

use huiyin_db::Migration;
use huiyin_web::Act;

pub use gate::RegistryGate;
pub use model::{
    Account, Area, AreaKind, Body, BodyKind, First, Grade, Held, Level, NewAccount, Session,
    Spelling, UnknownWord,
};
pub use outside::{Provider, ProviderError, ProviderSettings};
pub use pages::routes;
pub use reach::{outermost, reach_of, roles_for};
pub use rules::attempts::{Attempts, Locked};
pub use rules::calendar_file;
pub use rules::fold::name as folded;
pub use rules::passkey::Party;
pub use rules::password::{
    Rules as PasswordRules, Style as PasswordStyle, Weakness, check as check_password,
};
pub use rules::policy::{Policy, PolicyError, Role};
pub use rules::posts::PostRefused;
pub use rules::register_file;
pub use rules::sign_in::Proven;
pub use store::second_factor::without_one as without_second_factor;
pub use store::{
    QUERIES, accounts, areas, backups, bodies, calendar, credentials, passkeys, posts, proof,
    sessions, settings, ways_in,
};

/// Imports of working days.
pub const CALENDAR: Act = Act("registry.calendar");
/// Jobs, outbox and dead letters.
pub const SYSTEM: Act = Act("registry.system");
/// Accounts and posts.
pub const ACCOUNTS: Act = Act("registry.accounts");
/// Reading the journal of sign-ins, accounts and calendars.
pub const AUDIT: Act = Act("registry.audit");

pub const MIGRATIONS: &[Migration] = &[
    Migration {
        set: "registry",
        id: 1,
        sqlite: include_str!("../migrations/0001_registry.sqlite.sql"),
        postgres: include_str!("../migrations/0001_registry.postgres.sql"),
    },
    Migration {
        set: "registry",
        id: 2,
        sqlite: include_str!("../migrations/0002_accounts.sqlite.sql"),
        postgres: include_str!("../migrations/0002_accounts.postgres.sql"),
    },
    Migration {
        set: "registry",
        id: 3,
        sqlite: include_str!("../migrations/0003_ways_in.sqlite.sql"),
        postgres: include_str!("../migrations/0003_ways_in.postgres.sql"),
    },
];

/// What the registry keeps in memory for the life of the process.
#[derive(Debug)]
pub struct Registry {
    pub policy: Policy,
    hasher: password_hash::Hasher,
    outside: Option<Provider>,
}

/// The program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error("passwords cannot be hashed: {0}")]
    Hash(String),
}

impl Registry {
    pub fn new() -> Result<Self, RegistryError> {
        Ok(Self {
            policy: Policy::shipped()?,
            hasher: password_hash::Hasher::new().map_err(RegistryError::Hash)?,
            outside: None,
        })
    }

    /// Lets people sign in with this provider too.
    #[must_use]
    pub fn with_outside(mut self, provider: Option<Provider>) -> Self {
        self.outside = provider;
        self
    }

    pub(crate) const fn outside(&self) -> Option<&Provider> {
        self.outside.as_ref()
    }
}
