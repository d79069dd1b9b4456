//! One function per change: load, decide, save, and write the journal row in the same
//! transaction. Journal bodies hold identifiers and words of this program, never names.

mod account;
mod calendar;
mod first_account;
mod invite;
mod leaving;
mod open_session;
mod outside;
mod passkey;
mod password;
mod post;
mod register_file;
mod second_factor;
mod second_step;
mod sign_in;
mod sign_in_rules;
mod system;

pub(crate) use account::create_unbound;
pub use account::{create_account, set_active};
pub use calendar::{calendar_subject, import_calendar};
pub use first_account::{AccountRefused, AskedAccount, FirstSlip, open_account};
pub(crate) use invite::{Accepted, Invited, accept_invite, invite, invited, no_password};
pub use leaving::{LEFT_TOPIC, Left, successors};
pub use open_session::{Admission, Opened, end_session, end_sessions, open_session, sign_out};
pub use outside::{
    Brought, Departure, Return, SUBJECT_CHARACTERS, come_back, leave, link, remove_passkeys,
    subject_of, unlink,
};
pub use passkey::{
    Added, Asked, Enrolment, add_passkey, begin_enrolment, begin_passkey_sign_in, is_own_password,
    passkey_sign_in, remove_passkey,
};
pub use password::{Changed, change_password, reset_password};
pub(crate) use password::{first_password, rules_for};
pub use post::{add_post, end_post, set_period};
pub use register_file::{
    Counts, FAULTS_TOLD, RegisterReport, RegisterTables, import_register, judge_register,
};
pub use second_factor::{
    FactorRefused, SecondFactor, begin_second_factor, confirm_second_factor, remove_second_factor,
    renew_recovery, reset_second_factor, second_factor,
};
pub use second_step::{awaits_second_step, second_step};
pub use sign_in::sign_in;
pub(crate) use sign_in_rules::{chosen_rules, set_sign_in_rules};
pub use system::revive_letter;

use huiyin_db::{Result, Tx, journal};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::model::Account;
use crate::rules::credentials::{Bound, Proof};

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Doer<'a> {
    /// `system` or `account:<id>`.
    pub actor: &'a str,
    pub now: Instant,
}

/// A journal row without particulars.
#[derive(Serialize)]
struct Nothing {}

/// A journal row with the digests of what it brings.
const fn bound(proof: Proof) -> Bound {
    Bound {
        passkey: None,
        proof,
    }
}

/// Writes the row that belongs to a change which raised the account's version by one.
async fn note_account(
    tx: &mut Tx,
    account: &Account,
    kind: &str,
    body: &impl Serialize,
    by: Doer<'_>,
) -> Result<()> {
    note(
        tx,
        ("account", account.id),
        account.version + 1,
        kind,
        body,
        by,
    )
    .await
}

async fn note(
    tx: &mut Tx,
    (subject_kind, subject): (&str, Id),
    version: i64,
    kind: &str,
    body: &impl Serialize,
    by: Doer<'_>,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind,
        subject,
        version,
        at: by.now,
        actor: by.actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}

/// Nobody raises their own rights, and so the last security administrator cannot vanish either.
fn is_own(account: &Account, by: Doer<'_>) -> bool {
    by.actor == format!("account:{}", account.id)
}
