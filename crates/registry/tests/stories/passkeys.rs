//! Passkeys: enrolled with a password, used without one, and gone when they are removed.

use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_registry::{accounts, demo, passkeys};

use super::device::Device;
use super::house::{Answer, Browser, House, MIGRATIONS};

pub const ORIGIN: &str = "http://localhost:8300";
const PAGE: &str = "/account/passkeys";

/// The question for a new passkey, for whoever knows the password.
async fn ask(browser: &mut Browser<'_>, password: &str) -> Answer {
    let fields = [("password", password)];
    let asked = browser.submit(PAGE, "/account/passkeys/ask", &fields).await;
    browser.keep(&asked);
    asked
}

pub async fn enrol(browser: &mut Browser<'_>, device: &mut Device, name: &str) -> Answer {
    let question = ask(browser, demo::PASSWORD).await;
    assert_eq!(question.status, StatusCode::OK, "{}", question.body);
    // Devices that cannot promise it would make no passkey at all.
    assert!(!question.says("credentialProtectionPolicy"));
    let answer = device.create(&question.body);
    let fields = [("name", name), ("answer", answer.as_str())];
    browser.submit(PAGE, PAGE, &fields).await
}

async fn question(browser: &mut Browser<'_>) -> String {
    let asked = browser
        .submit("/sign-in", "/sign-in/passkey/ask", &[])
        .await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    browser.keep(&asked);
    asked.body
}

async fn sign_in(browser: &mut Browser<'_>, answer: &str) -> Answer {
    let fields = [("answer", answer), ("next", "")];
    let answered = browser
        .submit("/sign-in", "/sign-in/passkey", &fields)
        .await;
    browser.keep(&answered);
    answered
}

fn is_refused(answer: &Answer) -> bool {
    answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.says("did not open anything")
}

on_both_databases! {
    MIGRATIONS;

    async fn a_passkey_is_enrolled_opens_the_house_and_is_removed(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let mut device = Device::new(1, ORIGIN);
        let added = enrol(&mut office, &mut device, "办公室电脑").await;
        assert_eq!(added.location, "/account/passkeys?done=registry-passkey-added");
        assert!(office.get(PAGE).await.says("办公室电脑"));

        let mut phone = house.browser();
        let answer = device.answer(&question(&mut phone).await);
        let inside = sign_in(&mut phone, &answer).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER);
        assert_eq!(phone.get("/account").await.status, StatusCode::OK);

        // The other session ends with the passkey, which opens nothing any more.
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let known = passkeys::of_account(&mut tx, account.id).await.unwrap();
        drop(tx);
        let remove = format!("/account/passkeys/{}/remove", known[0].id);
        let removed = office.submit(PAGE, &remove, &[]).await;
        assert_eq!(removed.location, "/account/passkeys?done=registry-passkey-removed");
        assert_eq!(phone.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(office.get("/account").await.status, StatusCode::OK);
        let mut phone = house.browser();
        let answer = device.answer(&question(&mut phone).await);
        assert!(is_refused(&sign_in(&mut phone, &answer).await));

        let mut tx = db.read().await.unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|it| it.kind.as_str()).collect();
        assert!(kinds.ends_with(&["passkey_added", "passkey_removed"]), "{kinds:?}");
        assert!(history.iter().all(|it| !it.body.contains("办公室")));
    }

    async fn a_question_is_answered_once_in_the_browser_that_asked_and_within_five_minutes(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let mut device = Device::new(1, ORIGIN);
        enrol(&mut office, &mut device, "phone").await;

        let mut here = house.browser();
        let mut there = house.browser();
        let answer = device.answer(&question(&mut here).await);
        question(&mut there).await;
        assert!(is_refused(&sign_in(&mut there, &answer).await), "another browser");
        let way_in = here.way_in.clone();
        assert_eq!(sign_in(&mut here, &answer).await.status, StatusCode::SEE_OTHER);
        let mut again = house.browser();
        again.way_in = way_in;
        assert!(is_refused(&sign_in(&mut again, &answer).await), "the same answer twice");

        let mut slow = house.browser();
        let answer = device.answer(&question(&mut slow).await);
        house.clock.advance_seconds(300);
        assert!(is_refused(&sign_in(&mut slow, &answer).await), "after five minutes");

        // A wrong answer uses the question up, so nobody can go on guessing.
        let mut guesser = house.browser();
        let asked = question(&mut guesser).await;
        let way_in = guesser.way_in.clone();
        assert!(is_refused(&sign_in(&mut guesser, "{}").await));
        guesser.way_in = way_in;
        let answer = device.answer(&asked);
        assert!(is_refused(&sign_in(&mut guesser, &answer).await));
    }

    async fn what_proves_nothing_is_refused(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let mut device = Device::new(1, ORIGIN);
        enrol(&mut office, &mut device, "phone").await;

        let mut elsewhere = device.clone();
        "https://evil.example.cn".clone_into(&mut elsewhere.origin);
        let mut unverified = device.clone();
        unverified.verifies = false;
        let mut stranger = Device::new(9, ORIGIN);
        for (what, wrong) in [
            ("from a foreign page", &mut elsewhere),
            ("without finger, face or PIN", &mut unverified),
            ("never enrolled", &mut stranger),
        ] {
            let mut browser = house.browser();
            let answer = wrong.answer(&question(&mut browser).await);
            assert!(is_refused(&sign_in(&mut browser, &answer).await), "{what}");
        }
        let mut browser = house.browser();
        let answer = device.answer(&question(&mut browser).await);
        let forged = answer.replace("\"signature\":\"", "\"signature\":\"AAAA");
        assert!(is_refused(&sign_in(&mut browser, &forged).await), "forged");
        for junk in ["", "[]", "{\"id\":1}", "\u{0}", &"9".repeat(100_000)] {
            let mut browser = house.browser();
            question(&mut browser).await;
            assert!(is_refused(&sign_in(&mut browser, junk).await));
        }
        assert!(is_refused(&sign_in(&mut house.browser(), &answer).await), "nothing asked");
    }

    async fn a_copy_of_a_passkey_is_noticed_and_stopped(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let mut device = Device::new(1, ORIGIN);
        device.counter = 1;
        enrol(&mut office, &mut device, "token").await;
        let mut copy = device.clone();
        for _ in 0..3 {
            let mut browser = house.browser();
            let answer = device.answer(&question(&mut browser).await);
            assert_eq!(sign_in(&mut browser, &answer).await.status, StatusCode::SEE_OTHER);
        }
        let mut thief = house.browser();
        let answer = copy.answer(&question(&mut thief).await);
        assert!(is_refused(&sign_in(&mut thief, &answer).await));
        // Nobody knows which of the two is the thief's, so neither opens anything.
        let mut owner = house.browser();
        let answer = device.answer(&question(&mut owner).await);
        assert!(is_refused(&sign_in(&mut owner, &answer).await));
        assert!(office.get(PAGE).await.says("somebody may have a copy"));
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        assert_eq!(history.last().unwrap().kind, "passkey_copied");
        assert_eq!(history.last().unwrap().version, account.version);
    }

    async fn enrolling_takes_the_password_and_ends_at_ten(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let refused = ask(&mut office, "Wrong-password-1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.starts_with("{\"problem\""), "{}", refused.body);
        let mut device = Device::new(1, ORIGIN);
        enrol(&mut office, &mut device, "1").await;
        assert!(enrol(&mut office, &mut device, "again").await.says("enrolled already"));
        for number in 2..=10 {
            let added = enrol(&mut office, &mut Device::new(number, ORIGIN), "n").await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{number}");
        }
        // The page offers no eleventh, and the interface gives none.
        let full = ask_anyway(&mut office).await;
        assert!(full.says("10 passkeys at most"), "{}", full.body);

        // Somebody else's passkey cannot be removed, and an answer for one account is none for
        // another.
        let mut other = house.signed_in("caller").await;
        let asked = ask(&mut other, demo::PASSWORD).await;
        let mut device = Device::new(20, ORIGIN);
        let answer = device.create(&asked.body);
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let known = passkeys::of_account(&mut tx, account.id).await.unwrap();
        drop(tx);
        let remove = format!("/account/passkeys/{}/remove", known[0].id);
        let key = [("form_key", "01890a5d-ac96-774b-bcce-b302099a8057")];
        assert_eq!(other.submit(PAGE, &remove, &key).await.status, StatusCode::NOT_FOUND);
        let mut third = house.signed_in("leader").await;
        third.way_in.clone_from(&other.way_in);
        let fields = [("name", "stolen"), ("answer", answer.as_str())];
        let stolen = third.submit(PAGE, PAGE, &fields).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn where_browsers_have_none_the_page_says_so_and_nothing_is_asked(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("clerk").await;
        assert!(browser.get(PAGE).await.says("cannot be used at this address"));
        let nobody = house.browser();
        let asked = nobody.submit("/sign-in", "/sign-in/passkey/ask", &[]).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        assert!(!nobody.get("/sign-in").await.says("passkey.js"));
    }

    async fn the_security_administrator_takes_all_passkeys_of_an_account_away(db: Db) {
        let house = House::open_at(&db, ORIGIN).await;
        let mut office = house.signed_in("clerk").await;
        let mut device = Device::new(1, ORIGIN);
        enrol(&mut office, &mut device, "phone").await;
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let own = accounts::by_login(&mut tx, "secadmin").await.unwrap().unwrap();
        drop(tx);
        let admin = house.signed_in("secadmin").await;
        let page = format!("/desk/accounts/{}/ways-in", account.id);
        let removed = admin.submit(&page, &format!("{page}/passkeys/remove"), &[]).await;
        assert!(removed.location.ends_with("done=registry-passkeys-removed"), "{}", removed.body);
        assert_eq!(office.get("/account").await.status, StatusCode::SEE_OTHER);
        let mut browser = house.browser();
        let answer = device.answer(&question(&mut browser).await);
        assert!(is_refused(&sign_in(&mut browser, &answer).await));
        let own_page = format!("/desk/accounts/{}/ways-in", own.id);
        assert!(!admin.get(&own_page).await.says("passkeys/remove"));
    }
}

/// Asks although the page offers it no more.
async fn ask_anyway(browser: &mut Browser<'_>) -> Answer {
    let csrf = browser.get("/account/password").await.input("csrf");
    let fields = [("csrf", csrf.as_str()), ("password", demo::PASSWORD)];
    browser.post("/account/passkeys/ask", &fields).await
}
