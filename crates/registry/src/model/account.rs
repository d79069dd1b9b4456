use huiyin_kernel::{Date, Id, Instant};

/// What a password was found to be while it could still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grade {
    /// It meets what is asked of administrators.
    pub fits_admin: bool,
    /// It is long enough to serve without being replaced.
    pub is_long: bool,
}

/// Somebody who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    pub login: String,
    /// The name that colleagues see.
    pub name: String,
    /// A PHC string; it names its own algorithm, so that a later one can live beside it.
    pub password_hash: String,
    pub must_change_password: bool,
    pub password_changed_at: Instant,
    /// What the password was found to be when it was set, for rules that ask for more.
    pub password_grade: Grade,
    pub active: bool,
    pub failures: i64,
    /// The epoch when the account is not locked out.
    pub locked_until: Instant,
    pub created_at: Instant,
    /// Rows of the account in the journal; the optimistic lock.
    pub version: i64,
}

/// The hash is left out: a log line must never carry one.
impl std::fmt::Debug for Account {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Account")
            .field("id", &self.id)
            .field("active", &self.active)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// What is needed to make an account.
#[derive(Clone)]
pub struct NewAccount {
    pub id: Id,
    pub login: String,
    pub name: String,
    pub password_hash: String,
    pub must_change_password: bool,
}

impl std::fmt::Debug for NewAccount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NewAccount")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A post as kept: a role for an area, for handlers also a body, from a day on and until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: Id,
    pub account_id: Id,
    pub role: String,
    pub area_id: Id,
    pub area_path: String,
    pub body_id: Option<Id>,
    pub from_on: Date,
    /// The last day on which the post is held.
    pub until_on: Option<Date>,
}

impl Held {
    pub fn is_held_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|last| day <= last)
    }
}
