//! The second factor: set up, asked for, used once, lost and taken away.

use super::house::{Answer, Browser, House, MIGRATIONS};
use super::pages::check_page;
use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_kernel::{Instant, Lang};
use huiyin_registry::{accounts, demo, settings};
use totp_rs::{Builder, Secret};

const HERE: &str = "/account/second-factor";
const WRONG: &str = "Wrong-password-1";

/// What the authenticator on the phone shows, made by the library and not by the program.
fn shown_by_phone(secret: &str, now: Instant) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let app = Builder::new().with_secret(secret).build().unwrap();
    let seconds = u64::try_from(now.as_micros() / 1_000_000).unwrap();
    app.generate(seconds).to_string()
}

/// The texts of all `<… class="code" …>` of a page.
fn codes_of(answer: &Answer) -> Vec<String> {
    let parts = answer
        .body
        .split("class=\"code\" translate=\"no\">")
        .skip(1);
    parts
        .map(|rest| rest[..rest.find('<').unwrap()].replace(' ', ""))
        .collect()
}

/// Sets a generator up; gives its secret and the recovery codes.
pub async fn set_up(house: &House, browser: &Browser<'_>) -> (String, Vec<String>) {
    let begin = format!("{HERE}/begin");
    let answer = browser
        .submit(HERE, &begin, &[("password", demo::PASSWORD)])
        .await;
    assert_eq!(answer.location, HERE, "{}", answer.body);
    let page = browser.get(HERE).await;
    let secret = codes_of(&page).remove(0);
    assert!(page.says("<svg"), "no QR code");
    let code = shown_by_phone(&secret, house.site.now());
    let confirm = format!("{HERE}/confirm");
    let done = browser.submit(HERE, &confirm, &[("code", &code)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let recovery = codes_of(&done);
    assert_eq!(recovery.len(), 10);
    (secret, recovery)
}

/// The second step of a browser whose first one is done.
pub async fn code_step(browser: &mut Browser<'_>, code: &str) -> Answer {
    let fields = [("code", code), ("next", "")];
    let answer = browser
        .submit("/sign-in/code", "/sign-in/code", &fields)
        .await;
    browser.keep(&answer);
    answer
}

on_both_databases! {
    MIGRATIONS;

    async fn a_generator_is_set_up_and_then_asked_for(db: Db) {
        let house = House::open(&db).await;
        let first = house.signed_in("secadmin").await;
        assert!(first.get("/account").await.says("please set up a sign-in code"));
        let begin = format!("{HERE}/begin");
        let wrong = first.submit(HERE, &begin, &[("password", WRONG)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let elsewhere = house.signed_in("secadmin").await;
        let (secret, _) = set_up(&house, &first).await;
        assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER, "other sessions end");
        assert!(!first.get("/account").await.says("please set up a sign-in code"));

        house.clock.advance_seconds(30);
        let mut browser = house.browser();
        let half = browser.sign_in("secadmin", demo::PASSWORD).await;
        assert_eq!(half.location, "/sign-in/code");
        assert!(half.set_cookie.starts_with("huiyin_step="), "{}", half.set_cookie);
        assert!(half.set_cookie.contains("Path=/sign-in; Max-Age=300; HttpOnly"), "{}", half.set_cookie);
        assert_eq!(browser.get("/desk/accounts").await.status, StatusCode::SEE_OTHER, "half is not in");
        let code = shown_by_phone(&secret, house.site.now());
        let inside = code_step(&mut browser, &code).await;
        assert_eq!(inside.location, "/desk/accounts");
        assert!(browser.get("/account").await.says("by password and code"));
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "secadmin").await.unwrap().unwrap();
        assert_eq!(account.failures, 0);
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        assert!(history.iter().any(|it| it.kind == "second_factor_set"));
        assert!(history.iter().all(|it| !it.body.contains(&secret)));
    }

    async fn a_code_serves_once(db: Db) {
        let house = House::open(&db).await;
        let (secret, recovery) = set_up(&house, &house.signed_in("clerk").await).await;
        let mut browser = house.browser();
        let used = shown_by_phone(&secret, house.site.now());
        browser.sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(code_step(&mut browser, &used).await.location, "/sign-in?refused=1", "used to confirm");
        house.clock.advance_seconds(30);
        let code = shown_by_phone(&secret, house.site.now());
        for expected in ["/desk", "/sign-in?refused=1"] {
            let mut browser = house.browser();
            browser.sign_in("clerk", demo::PASSWORD).await;
            assert_eq!(code_step(&mut browser, &code).await.location, expected);
        }
        for expected in ["/desk", "/sign-in?refused=1"] {
            let mut browser = house.browser();
            browser.sign_in("clerk", demo::PASSWORD).await;
            let typed = recovery[3].to_lowercase();
            assert_eq!(code_step(&mut browser, &typed).await.location, expected);
        }
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        assert_eq!(history.iter().filter(|it| it.kind == "recovery_used").count(), 1);
        assert_eq!(history.last().unwrap().version, account.version);
    }

    async fn nobody_learns_which_step_was_wrong(db: Db) {
        let house = House::open(&db).await;
        let (secret, _) = set_up(&house, &house.signed_in("clerk").await).await;
        house.clock.advance_seconds(60);
        let mut wrong_password = house.browser();
        let first = wrong_password.sign_in("clerk", WRONG).await;
        assert_eq!(first.location, "/sign-in/code", "the step looks the same");
        let code = shown_by_phone(&secret, house.site.now());
        let one = code_step(&mut wrong_password, &code).await;
        let mut wrong_code = house.browser();
        wrong_code.sign_in("clerk", demo::PASSWORD).await;
        let other = code_step(&mut wrong_code, "000000").await;
        assert_eq!((one.status, &one.location), (other.status, &other.location));
        assert_eq!(one.set_cookie, other.set_cookie);
        // Unknown logins are asked for a code too, half of them, always the same.
        let mut asked = 0;
        for number in 0..12 {
            let login = format!("nobody-{number}");
            let once = house.browser().sign_in(&login, WRONG).await;
            let again = house.browser().sign_in(&login, WRONG).await;
            assert_eq!(once.location, again.location, "{login}");
            asked += usize::from(once.location == "/sign-in/code");
        }
        assert!((1..12).contains(&asked), "{asked}");
    }

    async fn a_step_serves_once_and_for_five_minutes(db: Db) {
        let house = House::open(&db).await;
        let (secret, _) = set_up(&house, &house.signed_in("clerk").await).await;
        house.clock.advance_seconds(60);
        let mut browser = house.browser();
        browser.sign_in("clerk", demo::PASSWORD).await;
        house.clock.advance_seconds(5 * 60);
        assert_eq!(browser.get("/sign-in/code").await.location, "/sign-in");
        let code = shown_by_phone(&secret, house.site.now());
        let form = house.browser().get("/sign-in").await;
        let fields = [("csrf", form.input("csrf")), ("code", code)];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let late = browser.post("/sign-in/code", &fields).await;
        assert_eq!(late.location, "/sign-in?refused=1");
        assert!(!late.set_cookie.contains("huiyin_session"));
    }

    async fn wrong_codes_close_the_account_like_wrong_passwords(db: Db) {
        let house = House::open(&db).await;
        let (secret, _) = set_up(&house, &house.signed_in("clerk").await).await;
        house.clock.advance_seconds(60);
        for _ in 0..5 {
            let mut browser = house.browser();
            browser.sign_in("clerk", demo::PASSWORD).await;
            code_step(&mut browser, "000000").await;
        }
        // Both proofs are right, and the answer is the same as before.
        let mut browser = house.browser();
        let first = browser.sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(first.location, "/sign-in/code");
        let code = shown_by_phone(&secret, house.site.now());
        assert_eq!(code_step(&mut browser, &code).await.location, "/sign-in?refused=1");
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        assert!(history.iter().any(|it| it.kind == "locked_out"));
        drop(tx);
        // A restart forgets nothing; after a quarter of an hour the way is open.
        let later = House::restart(&db, house.site.now().plus_seconds(15 * 60));
        let mut browser = later.browser();
        browser.sign_in("clerk", demo::PASSWORD).await;
        let code = shown_by_phone(&secret, later.site.now());
        assert_eq!(code_step(&mut browser, &code).await.location, "/desk");
    }

    async fn a_role_may_ask_for_it_before_anything_else(db: Db) {
        let house = House::open(&db).await;
        let mut tx = db.write().await.unwrap();
        settings::set(&mut tx, settings::TOTP_REQUIRED_ROLES, "clerk, sec_admin").await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = house.browser();
        let answer = browser.sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(answer.location, HERE);
        for path in ["/account", "/desk/calendar", "/account/password"] {
            assert_eq!(browser.get(path).await.location, HERE, "{path}");
        }
        set_up(&house, &browser).await;
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        let free = house.signed_in("leader").await;
        assert_eq!(free.get("/account").await.status, StatusCode::OK);
    }

    async fn a_lost_phone_is_helped_by_the_security_administrator(db: Db) {
        let house = House::open(&db).await;
        let lost = house.signed_in("clerk").await;
        set_up(&house, &lost).await;
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        drop(tx);
        let admin = house.signed_in("secadmin").await;
        let page = format!("/desk/accounts/{}", account.id);
        let answer = admin.submit(&page, &format!("{page}/second-factor"), &[]).await;
        assert_eq!(answer.location, format!("{page}?done=registry-second-factor-reset"));
        assert_eq!(lost.get("/account").await.status, StatusCode::SEE_OTHER, "their sessions end");
        let answer = house.browser().sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(answer.location, "/desk");
        let mut tx = db.read().await.unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        assert_eq!(history.last().unwrap().kind, "second_factor_reset");
    }

    async fn the_owner_renews_recovery_codes_and_takes_it_away(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("caller").await;
        let (secret, old) = set_up(&house, &browser).await;
        house.clock.advance_seconds(30);
        let renew = format!("{HERE}/recovery");
        let wrong = browser.submit(HERE, &renew, &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = shown_by_phone(&secret, house.site.now());
        let renewed = browser.submit(HERE, &renew, &[("code", &code)]).await;
        let new = codes_of(&renewed);
        assert!(new.len() == 10 && new.iter().all(|it| !old.contains(it)));
        let remove = format!("{HERE}/remove");
        let tries = [(WRONG, new[0].as_str()), (demo::PASSWORD, old[0].as_str())];
        for (password, code) in tries {
            let fields = [("password", password), ("last_code", code)];
            let refused = browser.submit(HERE, &remove, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let fields = [("password", demo::PASSWORD), ("last_code", new[0].as_str())];
        let gone = browser.submit(HERE, &remove, &fields).await;
        assert_eq!(gone.location, "/account/second-factor?done=registry-second-factor-removed");
        assert_eq!(house.browser().sign_in("caller", demo::PASSWORD).await.location, "/desk");
    }

    async fn its_pages_are_complete_in_both_languages(db: Db) {
        let house = House::open(&db).await;
        for lang in Lang::ALL {
            let mut browser = house.signed_in(if lang == Lang::Zh { "clerk" } else { "leader" }).await;
            browser.lang = lang;
            let off = browser.get(HERE).await;
            check_page(&off, HERE, lang);
            let begin = format!("{HERE}/begin");
            browser.submit(HERE, &begin, &[("password", demo::PASSWORD)]).await;
            let pending = browser.get(HERE).await;
            check_page(&pending, HERE, lang);
            let code = shown_by_phone(&codes_of(&pending)[0], house.site.now());
            let done = browser.submit(HERE, &format!("{HERE}/confirm"), &[("code", &code)]).await;
            check_page(&done, HERE, lang);
            check_page(&browser.get(HERE).await, HERE, lang);
            check_page(&browser.get("/account").await, "/account", lang);
        }
        let mut browser = house.browser();
        browser.sign_in("clerk", demo::PASSWORD).await;
        check_page(&browser.get("/sign-in/code").await, "/sign-in/code", Lang::En);
    }
}
