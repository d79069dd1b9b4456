//! The ways into one account, row by row.

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Fault, Wrong};
use huiyin_db::{Result, Row};
use huiyin_kernel::{Id, Instant};

use super::{Own, Proven, of_codes, of_key, of_link, of_password, of_secret, of_token};
use crate::rules::credentials::{Due, WaysIn};

const ACCOUNT: &str = "account";
const GENERATOR: Words = Words {
    table: "totp",
    column: "secret_sealed",
    added: "a generator of codes was added",
    altered: "a generator of codes was altered",
    removed: "a generator of codes was removed",
};
const RECOVERY: Words = Words {
    table: "recovery_code",
    column: "digest",
    added: "recovery codes were added",
    altered: "recovery codes were altered",
    removed: "recovery codes were removed",
};
const PASSKEY: Words = Words {
    table: "passkey",
    column: "public_key",
    added: "a passkey was added",
    altered: "a passkey was altered",
    removed: "a passkey was removed",
};
const IDENTITY: Words = Words {
    table: "outside_identity",
    column: "subject_digest",
    added: "a link to a provider was added",
    altered: "a link to a provider was altered",
    removed: "a link to a provider was removed",
};
const INVITE: Words = Words {
    table: "invite",
    column: "token_digest",
    added: "an invitation was added",
    altered: "an invitation was altered",
    removed: "an invitation was removed",
};

/// What is said of one kind of way in.
#[derive(Clone, Copy)]
struct Words {
    table: &'static str,
    column: &'static str,
    added: &'static str,
    altered: &'static str,
    removed: &'static str,
}

/// Whose ways in are held.
#[derive(Clone, Copy)]
struct Whose {
    id: Id,
    version: i64,
}

impl Whose {
    fn row(self, why: &'static str, table: &'static str, key: Id) -> Wrong {
        Wrong::row(
            Fault::of(self.id, self.version, why),
            table,
            key.to_string(),
        )
    }
}

pub(super) fn wrong(
    keys: &Keys,
    row: &Row,
    (ways, own): (&WaysIn, &Own),
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let whose = Whose {
        id: row.get("id")?,
        version: row.get("version")?,
    };
    if let Some(wrong) = of_account(keys, whose, (row, ways), proven)? {
        return Ok(Some(wrong));
    }
    let generator = single(&own.generator, |row| of_secret(keys, whose.id, row))?;
    if let Some(wrong) = one(
        whose,
        GENERATOR,
        (ways.generator.as_ref(), generator),
        proven,
    ) {
        return Ok(Some(wrong));
    }
    if let Some(wrong) = of_recovery(keys, whose, (own.recovery.as_slice(), ways), proven)? {
        return Ok(Some(wrong));
    }
    let identity = single(&own.identity, |row| of_link(keys, row))?;
    if let Some(wrong) = one(whose, IDENTITY, (ways.identity.as_ref(), identity), proven) {
        return Ok(Some(wrong));
    }
    let invite = single(&own.invite, |row| of_token(keys, whose.id, row))?;
    if let Some(wrong) = one(whose, INVITE, (ways.invite.as_ref(), invite), proven) {
        return Ok(Some(wrong));
    }
    of_passkeys(keys, whose, (own.passkeys.as_slice(), ways), proven)
}

/// The digest of the one row that may be there.
fn single(rows: &[Row], digest: impl Fn(&Row) -> Result<String>) -> Result<Option<String>> {
    rows.first().map(digest).transpose()
}

/// Holds what is there against what must be, by the id of the account.
fn one(
    whose: Whose,
    words: Words,
    (due, stored): (Option<&Due>, Option<String>),
    proven: &mut Proven,
) -> Option<Wrong> {
    match (due, stored) {
        (None, None) => None,
        (None, Some(_)) => Some(whose.row(words.added, words.table, whose.id)),
        (Some(_), None) => Some(whose.row(words.removed, words.table, whose.id)),
        (Some(due), Some(stored)) => {
            let differs = differing(words.column, due, stored, proven)?;
            let wrong = whose.row(words.altered, words.table, whose.id);
            Some(wrong.because(Some(differs)))
        }
    }
}

/// Counts what agrees, or what no digest is known of.
fn differing(
    column: &'static str,
    due: &Due,
    stored: String,
    proven: &mut Proven,
) -> Option<Differs> {
    let Some(expected) = due.proof.clone() else {
        proven.unproven += 1;
        return None;
    };
    let differs = Differs::between(column, Some(stored), Some(expected), |it| it);
    if differs.is_none() {
        proven.ways_in += 1;
    }
    differs
}

/// The password, since when it is the one, and whether it must be changed.
fn of_account(
    keys: &Keys,
    whose: Whose,
    (row, ways): (&Row, &WaysIn),
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let column = |differs| Wrong::column(whose.id, whose.version, ACCOUNT, differs);
    let hash: String = row.get("password_hash")?;
    let stored = of_password(keys, whose.id, &hash);
    if let Some(differs) = differing("password_hash", &ways.password, stored, proven) {
        let wrong = whose.row("the password of the account was altered", ACCOUNT, whose.id);
        return Ok(Some(wrong.because(Some(differs))));
    }
    let since: Option<Instant> = row.get("password_changed_at")?;
    let due = ways.password_at;
    let write = Instant::to_rfc3339;
    if let Some(differs) = Differs::between("password_changed_at", since, due, write) {
        return Ok(Some(column(differs)));
    }
    let Some(due) = ways.must_change else {
        return Ok(None);
    };
    let stored: bool = row.get("must_change_password")?;
    let write = |it: bool| u8::from(it).to_string();
    let differs = Differs::between("must_change_password", Some(stored), Some(due), write);
    Ok(differs.map(column))
}

/// All recovery codes as one, and how many of them were spent.
fn of_recovery(
    keys: &Keys,
    whose: Whose,
    (rows, ways): (&[Row], &WaysIn),
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let codes: Result<Vec<String>> = rows.iter().map(|row| row.get("digest")).collect();
    let stored = Some(codes?).filter(|it| !it.is_empty());
    let stored = stored.map(|it| of_codes(keys, whose.id, it));
    let due = ways.recovery.as_ref();
    if let Some(wrong) = one(whose, RECOVERY, (due, stored), proven) {
        return Ok(Some(wrong));
    }
    let mut spent = 0;
    for row in rows {
        let used_at: Option<Instant> = row.get("used_at")?;
        spent += i64::from(used_at.is_some());
    }
    let due = due.map_or(0, |it| it.spent);
    let write = |it: i64| it.to_string();
    let differs = Differs::between("used_at", Some(spent), Some(due), write);
    Ok(differs.map(|differs| {
        let wrong = whose.row(RECOVERY.altered, RECOVERY.table, whose.id);
        wrong.because(Some(differs))
    }))
}

/// Each passkey by its own id.
fn of_passkeys(
    keys: &Keys,
    whose: Whose,
    (rows, ways): (&[Row], &WaysIn),
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let mut left = ways.passkeys.clone();
    for row in rows {
        let id: Id = row.get("id")?;
        let Some(due) = left.remove(&id) else {
            return Ok(Some(whose.row(PASSKEY.added, PASSKEY.table, id)));
        };
        let (credential, public): (Vec<u8>, Vec<u8>) =
            (row.get("credential_id")?, row.get("public_key")?);
        let stored = of_key(keys, (id, whose.id), &credential, &public);
        let altered = differing(PASSKEY.column, &due, stored, proven);
        let blocked_at: Option<Instant> = row.get("blocked_at")?;
        let write = Instant::to_rfc3339;
        let freed = || Differs::between("blocked_at", blocked_at, due.blocked_at, write);
        if let Some(differs) = altered.or_else(freed) {
            let wrong = whose.row(PASSKEY.altered, PASSKEY.table, id);
            return Ok(Some(wrong.because(Some(differs))));
        }
    }
    let gone = left.into_keys().next();
    Ok(gone.map(|id| whose.row(PASSKEY.removed, PASSKEY.table, id)))
}
