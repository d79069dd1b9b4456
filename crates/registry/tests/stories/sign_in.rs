//! Who gets in, who is kept out, and for how long.

use super::house::{House, MIGRATIONS, start};
use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_registry::{accounts, demo, sessions, settings};

const WRONG: &str = "Wrong-password-1";

/// A page without what differs from one answer to the next.
fn plain(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    for marker in [
        "inlineScriptNonce\":\"",
        "name=\"login\" type=\"text\" value=\"",
    ] {
        let Some(at) = rest.find(marker) else {
            continue;
        };
        let (before, after) = rest.split_at(at + marker.len());
        out.push_str(before);
        rest = &after[after.find('"').unwrap()..];
    }
    out.push_str(rest);
    out
}

on_both_databases! {
    MIGRATIONS;

    async fn everybody_of_the_demo_gets_in_and_out(db: Db) {
        let house = House::open(&db).await;
        for account in demo::ACCOUNTS {
            let browser = house.signed_in(account.login).await;
            let mine = browser.get("/account").await;
            assert_eq!(mine.status, StatusCode::OK);
            assert!(mine.says(account.name), "{}", account.login);
            let out = browser.submit("/account", "/sign-out", &[]).await;
            assert_eq!(out.location, "/sign-in?done=registry-signed-out");
            assert!(out.set_cookie.contains("Max-Age=0"), "{}", out.set_cookie);
            let after = browser.get("/account").await;
            assert_eq!(after.location, "/sign-in?next=/account");
        }
    }

    async fn the_cookie_is_kept_from_scripts_and_foreign_pages(db: Db) {
        let house = House::open(&db).await;
        let answer = house.browser().sign_in("clerk", demo::PASSWORD).await;
        for part in ["Path=/", "Max-Age=43200", "HttpOnly", "SameSite=Lax"] {
            assert!(answer.set_cookie.contains(part), "{}", answer.set_cookie);
        }
        let token = answer.set_cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        for session in sessions::of_account(&mut tx, account.id, start()).await.unwrap() {
            assert!(!token.contains(&session.token_digest));
            assert!(!session.token_digest.contains(&token));
        }
    }

    async fn signing_out_empties_the_browser(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("clerk").await;
        let left = browser.submit("/account", "/sign-out", &[]).await;
        assert_eq!(left.clear_site_data, "\"cache\", \"storage\"");
        assert!(left.set_cookie.contains("huiyin_session=; Path=/; Max-Age=0"), "{}", left.set_cookie);
    }

    async fn wrong_passwords_for_one_account_do_not_close_the_office(db: Db) {
        let house = House::open(&db).await;
        let mut slowed = false;
        for _ in 0..40 {
            slowed |= house.browser().sign_in("caller", WRONG).await.status == StatusCode::TOO_MANY_REQUESTS;
        }
        assert!(slowed, "one login tried on and on is slowed");
        let colleague = house.browser().sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(colleague.status, StatusCode::SEE_OTHER);
    }

    async fn five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(db: Db) {
        let house = House::open(&db).await;
        let mut browser = house.browser();
        for _ in 0..4 {
            assert_eq!(browser.sign_in("clerk", WRONG).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(browser.sign_in("clerk", demo::PASSWORD).await.status, StatusCode::SEE_OTHER);
        // The limit of tries in a minute starts anew with the process; the count of wrong ones does not.
        let house = House::restart(&db, start());
        let mut browser = house.browser();
        for _ in 0..5 {
            browser.sign_in("clerk", WRONG).await;
        }
        let locked = browser.sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(locked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(locked.set_cookie.is_empty());

        let unknown = browser.sign_in("nobody-here", demo::PASSWORD).await;
        assert_eq!(plain(&locked.body), plain(&unknown.body), "the answer tells who exists");

        // A restart forgets nothing.
        let later = House::restart(&db, start().plus_seconds(14 * 60 + 59));
        assert_eq!(later.browser().sign_in("clerk", demo::PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        later.clock.advance_seconds(1);
        assert_eq!(later.browser().sign_in("clerk", demo::PASSWORD).await.status, StatusCode::SEE_OTHER);

        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        assert_eq!(account.failures, 0);
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["created", "post_added", "locked_out"]);
        assert_eq!(history.last().unwrap().version, account.version);
    }

    async fn guesses_made_at_the_same_moment_are_all_counted(db: Db) {
        let house = House::open(&db).await;
        let tries = (0..8).map(|_| async {
            house.browser().sign_in("leader", WRONG).await.status
        });
        let mut set = Vec::new();
        for one in tries {
            set.push(Box::pin(one));
        }
        // Polled together, so that their reads and counts interleave.
        let mut left = set;
        std::future::poll_fn(|cx| {
            left.retain_mut(|one| one.as_mut().poll(cx).is_pending());
            if left.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        }).await;
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "leader").await.unwrap().unwrap();
        assert_eq!(account.failures, 5);
        assert!(account.locked_until > start());
    }

    async fn a_session_ends_when_idle_and_after_twelve_hours(db: Db) {
        let house = House::open(&db).await;
        let mut tx = db.write().await.unwrap();
        settings::set(&mut tx, settings::IDLE_MINUTES, "15").await.unwrap();
        tx.commit().await.unwrap();
        let idle = house.signed_in("clerk").await;
        house.clock.advance_seconds(14 * 60);
        assert_eq!(idle.get("/account").await.status, StatusCode::OK);
        // The last use is noted beside the request; wait until it is.
        let digest = house.site.keys.digest("session", &idle.cookie);
        for _ in 0..200 {
            let mut tx = db.read().await.unwrap();
            let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
            let all = sessions::of_account(&mut tx, account.id, start()).await.unwrap();
            if all.iter().any(|it| it.token_digest == digest && it.seen_at > it.created_at) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        house.clock.advance_seconds(14 * 60);
        assert_eq!(idle.get("/account").await.status, StatusCode::OK);
        house.clock.advance_seconds(16 * 60);
        assert_eq!(idle.get("/account").await.status, StatusCode::SEE_OTHER);

        let mut tx = db.write().await.unwrap();
        settings::set(&mut tx, settings::IDLE_MINUTES, "720").await.unwrap();
        tx.commit().await.unwrap();
        let long = house.signed_in("clerk").await;
        house.clock.advance_seconds(12 * 3600 - 1);
        assert_eq!(long.get("/account").await.status, StatusCode::OK);
        house.clock.advance_seconds(1);
        assert_eq!(long.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn an_old_password_must_go_before_anything_else(db: Db) {
        let house = House::open(&db).await;
        let mut tx = db.write().await.unwrap();
        settings::set(&mut tx, settings::PASSWORD_DAYS, "180").await.unwrap();
        tx.commit().await.unwrap();
        house.clock.advance_seconds(180 * 86_400);
        let mut browser = house.browser();
        let answer = browser.sign_in("clerk", demo::PASSWORD).await;
        assert_eq!(answer.location, "/account/password");
        assert_eq!(browser.get("/account").await.location, "/account/password");
        assert_eq!(browser.get("/desk/calendar").await.location, "/account/password");
    }

    async fn a_changed_password_ends_every_other_session(db: Db) {
        let house = House::open(&db).await;
        let here = house.signed_in("caller").await;
        let there = house.signed_in("caller").await;
        let change = |old: &'static str, new: &'static str, again: &'static str| {
            let here = &here;
            async move {
                let fields = [("old", old), ("new", new), ("again", again)];
                here.submit("/account/password", "/account/password", &fields).await
            }
        };
        let refused = [
            (change(demo::PASSWORD, "short", "short").await, "Too short"),
            (change(demo::PASSWORD, "Good-pass-77", "Good-pass-78").await, "differ"),
            (change(demo::PASSWORD, "my-CALLER-77", "my-CALLER-77").await, "three characters in a row"),
            (change(demo::PASSWORD, demo::PASSWORD, demo::PASSWORD).await, "your present password"),
            (change(WRONG, "Good-pass-77", "Good-pass-77").await, "present password is wrong"),
        ];
        for (answer, sentence) in refused {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.says(sentence), "{sentence}");
            assert!(!answer.says("Good-pass"), "a password must not come back");
        }
        let done = change(demo::PASSWORD, "Good-pass-77", "Good-pass-77").await;
        assert_eq!(done.location, "/account?done=registry-password-changed");
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.browser().sign_in("caller", demo::PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.browser().sign_in("caller", "Good-pass-77").await.status, StatusCode::SEE_OTHER);
    }

    async fn one_ends_ones_own_sessions_and_no_others(db: Db) {
        let house = House::open(&db).await;
        let here = house.signed_in("clerk").await;
        let there = house.signed_in("clerk").await;
        let other = house.signed_in("leader").await;
        let page = here.get("/account").await;
        let marker = "/account/sessions/";
        let at = page.body.find(marker).unwrap() + marker.len();
        let id = &page.body[at..at + 36];
        let path = format!("/account/sessions/{id}/end");
        let foreign = other.submit("/account", &path, &[]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        assert_eq!(there.get("/account").await.status, StatusCode::OK);
        let done = here.submit("/account", &path, &[]).await;
        assert_eq!(done.location, "/account?done=registry-session-ended");
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
    }

    async fn a_form_without_its_token_changes_nothing(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("clerk").await;
        for csrf in ["", "0123456789abcdef"] {
            let answer = browser.post("/sign-out", &[("csrf", csrf)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    }
}
