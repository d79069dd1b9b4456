//! Ways into an account are held against the journal: a password, passkey, generator, link or
//! invitation that somebody swapped, added or took away in the database is found.

use huiyin_db::seal::{Held, Wrong};
use huiyin_db::{Db, Query, Tx, args, on_both_databases};
use huiyin_kernel::Id;
use huiyin_registry::credentials::{self, Proven};
use huiyin_registry::demo;

use super::device::Device;
use super::house::{House, MIGRATIONS};
use super::passkeys::{ORIGIN, enrol};
use super::second_factor::{code_step, set_up};

/// What is done, what is said, whose account, the table and the column.
const FORGED: &[(&str, &str, &str, [&str; 2])] = &[
    (
        "UPDATE account SET password_hash = (SELECT o.password_hash FROM account o WHERE o.login = 'caller')
        WHERE login = 'clerk'",
        "the password of the account was altered",
        "clerk",
        ["account", "password_hash"],
    ),
    (
        "UPDATE account SET must_change_password = 1 - must_change_password WHERE login = 'clerk'",
        "a column of its row was altered",
        "clerk",
        ["account", "must_change_password"],
    ),
    (
        "UPDATE account SET password_changed_at = password_changed_at + 1 WHERE login = 'caller'",
        "a column of its row was altered",
        "caller",
        ["account", "password_changed_at"],
    ),
    (
        "UPDATE totp SET secret_sealed = (SELECT p.public_key FROM passkey p)",
        "a generator of codes was altered",
        "clerk",
        ["totp", "secret_sealed"],
    ),
    (
        "DELETE FROM totp",
        "a generator of codes was removed",
        "clerk",
        ["totp", ""],
    ),
    (
        "INSERT INTO totp (account_id, secret_sealed, created_at, confirmed_at, last_step)
        SELECT a.id, t.secret_sealed, t.created_at, t.confirmed_at, t.last_step FROM totp t, account a
        WHERE a.login = 'caller'",
        "a generator of codes was added",
        "caller",
        ["totp", ""],
    ),
    (
        "UPDATE recovery_code SET digest = digest || 'x'",
        "recovery codes were altered",
        "clerk",
        ["recovery_code", "digest"],
    ),
    (
        "UPDATE recovery_code SET used_at = NULL",
        "recovery codes were altered",
        "clerk",
        ["recovery_code", "used_at"],
    ),
    (
        "DELETE FROM recovery_code",
        "recovery codes were removed",
        "clerk",
        ["recovery_code", ""],
    ),
    (
        "UPDATE passkey SET public_key = credential_id",
        "a passkey was altered",
        "clerk",
        ["passkey", "public_key"],
    ),
    (
        "UPDATE passkey SET blocked_at = 1",
        "a passkey was altered",
        "clerk",
        ["passkey", "blocked_at"],
    ),
    (
        "DELETE FROM passkey",
        "a passkey was removed",
        "clerk",
        ["passkey", ""],
    ),
    (
        "INSERT INTO passkey (id, account_id, name, credential_id, public_key, counter_state, created_at)
        SELECT a.id, a.id, p.name, p.public_key, p.public_key, p.counter_state, p.created_at FROM passkey p, account a
        WHERE a.login = 'caller'",
        "a passkey was added",
        "caller",
        ["passkey", ""],
    ),
    (
        "INSERT INTO outside_identity (id, account_id, issuer, subject_digest, subject_sealed, linked_by, created_at)
        SELECT a.id, a.id, 'issuer', 'digest', p.public_key, 'system', 1 FROM passkey p, account a
        WHERE a.login = 'caller'",
        "a link to a provider was added",
        "caller",
        ["outside_identity", ""],
    ),
    (
        "INSERT INTO invite (account_id, token_digest, created_at, expires_at)
        SELECT a.id, 'digest', 1, 9000000000000000 FROM account a WHERE a.login = 'caller'",
        "an invitation was added",
        "caller",
        ["invite", ""],
    ),
    (
        "UPDATE invite SET expires_at = expires_at + 1",
        "an invitation was altered",
        "leader",
        ["invite", "token_digest"],
    ),
    (
        "DELETE FROM invite",
        "an invitation was removed",
        "leader",
        ["invite", ""],
    ),
];

fn account(login: &str) -> Id {
    Id::derived("demo account", login)
}

/// The clerk has a password, a passkey, a generator and a spent recovery code; the leader is invited.
async fn told(db: &Db) -> House {
    let house = House::open_at(db, ORIGIN).await;
    let mut office = house.signed_in("clerk").await;
    let mut device = Device::new(1, ORIGIN);
    let added = enrol(&mut office, &mut device, "office").await;
    assert_eq!(
        added.location,
        "/account/passkeys?done=registry-passkey-added"
    );
    let (_, recovery) = set_up(&house, &office).await;
    let mut elsewhere = house.browser();
    elsewhere.sign_in("clerk", demo::PASSWORD).await;
    code_step(&mut elsewhere, &recovery[0]).await;
    let here = "/account/password";
    let new = "Mountain-7-river";
    let fields = [("old", demo::PASSWORD), ("new", new), ("again", new)];
    let changed = office.submit(here, here, &fields).await;
    assert_eq!(changed.location, "/account?done=registry-password-changed");
    let admin = house.signed_in("secadmin").await;
    let page = format!("/desk/accounts/{}", account("leader"));
    admin.submit(&page, &format!("{page}/invite"), &[]).await;
    house
}

async fn sound(house: &House, db: &Db) -> Proven {
    match credentials::verify(db, &house.site.keys).await.unwrap() {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => panic!("{wrong:?}"),
    }
}

async fn found(house: &House, tx: &mut Tx, sql: &'static str) -> Option<Wrong> {
    let forge = Query::same("test::FORGE", sql);
    let done = tx.execute(forge, args![]).await;
    assert!(
        done.unwrap_or_else(|error| panic!("{sql}: {error}")) > 0,
        "{sql}"
    );
    let held = credentials::verify_in(tx, &house.site.keys).await.unwrap();
    held.into_wrong()
}

on_both_databases! {
    MIGRATIONS;

    async fn forged_ways_in_are_named(db: Db) {
        let house = told(&db).await;
        let proven = sound(&house, &db).await;
        // Password, passkey, generator and codes of the clerk; password and invitation of the leader.
        assert_eq!(proven.ways_in, 6);
        let others = u64::try_from(demo::ACCOUNTS.len()).unwrap() - 2;
        assert_eq!(proven.unproven, others, "the demo's own passwords are public");
        for (forge, why, whose, [table, column]) in FORGED {
            let mut tx = db.write().await.unwrap();
            let wrong = found(&house, &mut tx, forge).await;
            let wrong = wrong.unwrap_or_else(|| panic!("{forge} was not found"));
            assert_eq!((wrong.fault.why, wrong.fault.subject), (*why, Some(account(whose))), "{wrong:?}");
            let named = wrong.differs.as_ref().map_or("", |it| it.column);
            assert_eq!((wrong.table, named), (*table, *column), "{wrong:?}");
            assert!(!wrong.key.is_empty());
        }
        assert_eq!(sound(&house, &db).await, proven, "all was undone");
    }

    async fn ways_in_that_go_by_right_are_sound(db: Db) {
        let house = told(&db).await;
        let admin = house.signed_in("secadmin").await;
        let page = format!("/desk/accounts/{}", account("clerk"));
        let before = sound(&house, &db).await;
        let ways = format!("{page}/ways-in");
        admin.submit(&ways, &format!("{ways}/passkeys/remove"), &[]).await;
        admin.submit(&page, &format!("{page}/second-factor"), &[]).await;
        let after = sound(&house, &db).await;
        // The password is left of what the clerk had.
        assert_eq!(after.ways_in, before.ways_in - 3, "{after:?}");
    }

    async fn what_came_before_there_were_digests_is_counted(db: Db) {
        let house = told(&db).await;
        let before = sound(&house, &db).await;
        let mut tx = db.write().await.unwrap();
        // A key of another name is what an older row looks like: it has no proof.
        let older = Query::same("test::OLDER", "UPDATE journal SET body = replace(body, '\"proof\":', '\"older\":')
            WHERE subject_kind = 'account'");
        tx.execute(older, args![]).await.unwrap();
        tx.commit().await.unwrap();
        let proven = sound(&house, &db).await;
        assert_eq!((proven.ways_in, proven.unproven), (0, before.ways_in + before.unproven));
        // That one came or went follows from the events themselves.
        let mut tx = db.write().await.unwrap();
        let wrong = found(&house, &mut tx, "DELETE FROM passkey").await.unwrap();
        assert_eq!((wrong.fault.why, wrong.table), ("a passkey was removed", "passkey"));
    }
}
