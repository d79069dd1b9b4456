//! Every page for every role, in both languages.

use super::house::{House, MIGRATIONS};
use axum::http::StatusCode;
use huiyin_db::{Db, jobs, on_both_databases, outbox};
use huiyin_kernel::{Id, Lang};
use huiyin_registry::{Policy, calendar, demo};
use huiyin_web::Access;

/// A path with something that does not exist in each place.
fn concrete(path: &str) -> String {
    let nobody = Id::derived("test", "nobody").to_string();
    path.replace("{id}", &nobody).replace("{post}", &nobody)
}

on_both_databases! {
    MIGRATIONS;

    async fn what_a_role_may_not_do_is_not_there(db: Db) {
        let house = House::open(&db).await;
        let policy = Policy::shipped().unwrap();
        for account in demo::ACCOUNTS {
            let acts = policy.acts_of([account.role]);
            let browser = house.signed_in(account.login).await;
            for route in &house.declared {
                let Access::Needs(act) = route.access else { continue };
                let path = concrete(route.path);
                // A GET of something that does not exist is not there for anybody.
                if route.method == "GET" && path != route.path {
                    continue;
                }
                let answer = match route.method {
                    "GET" => browser.get(&path).await,
                    _ => browser.post(&path, &[("csrf", "wrong")]).await,
                };
                let expected = match (acts.contains(act.0), route.method) {
                    (false, _) => StatusCode::NOT_FOUND,
                    (true, "GET") => StatusCode::OK,
                    // Past the guard, then stopped for its form token.
                    (true, _) => StatusCode::FORBIDDEN,
                };
                assert_eq!(answer.status, expected, "{} {} {path}", account.login, route.method);
            }
        }
    }

    async fn nobody_is_sent_to_the_sign_in_page(db: Db) {
        let house = House::open(&db).await;
        let browser = house.browser();
        for route in &house.declared {
            let path = concrete(route.path);
            let answer = match route.method {
                "GET" => browser.get(&path).await,
                _ => browser.post(&path, &[]).await,
            };
            let is_public = route.access == Access::Public;
            let was_sent = answer.location.starts_with("/sign-in?next=/");
            assert_eq!(was_sent, !is_public, "{} {path} {}", route.method, answer.status);
        }
    }

    async fn every_page_speaks_both_languages(db: Db) {
        let house = House::open(&db).await;
        let now = house.site.now();
        jobs::declare(&db, "matters.reminders", 60, now).await.unwrap();
        jobs::settle(&db, "matters.reminders", Err("no route <b>".to_owned()), now).await.unwrap();
        dead_letter(&db, now).await;
        let account = Id::derived("demo account", "clerk");
        let detail = format!("/desk/accounts/{account}");
        let visits = [
            ("clerk", "/account"), ("clerk", "/account/password"), ("clerk", "/desk/calendar"),
            ("sysadmin", "/desk/calendar"), ("sysadmin", "/desk/system"),
            ("secadmin", "/desk/accounts"), ("secadmin", "/desk/accounts?q=zzz"),
            ("secadmin", "/desk/accounts/new"), ("secadmin", detail.as_str()),
            ("auditor", "/desk/audit"), ("auditor", "/desk/audit?before=3"),
        ];
        for lang in Lang::ALL {
            for (login, path) in visits {
                let mut browser = house.signed_in(login).await;
                browser.lang = lang;
                check_page(&browser.get(path).await, path, lang);
            }
            let mut browser = house.browser();
            browser.lang = lang;
            check_page(&browser.get("/sign-in").await, "/sign-in", lang);
        }
    }

    async fn a_year_is_imported_once_it_is_right(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("sysadmin").await;
        let here = "/desk/calendar";
        let wrong = "year = 2027\nsource = \"a notice\"\nholidays = [\n\"2027-01-01\",\n\"2027-13-01\"]";
        let answer = browser.submit(here, here, &[("text", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Line 5: “2027-13-01” is not a day"), "{}", answer.body);
        assert!(answer.says("a notice"), "what was typed is kept");

        let few = wrong.replace("2027-13-01", "2027-05-01");
        let answer = browser.submit(here, here, &[("text", &few)]).await;
        assert!(answer.says("2027-10-01 is missing"));
        assert!(answer.says("Only 2 days off"));
        let mut tx = db.read().await.unwrap();
        assert!(calendar::imported_years(&mut tx).await.unwrap().is_empty());
        drop(tx);

        let answer = browser.submit(here, here, &[("text", &few), ("sure", "1")]).await;
        assert_eq!(answer.location, "/desk/calendar?done=registry-calendar-imported");
        let whole = few.replace("2027-05-01", "2027-05-01..2027-05-05");
        let answer = browser.submit(here, here, &[("text", &whole), ("sure", "1")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);

        let mut tx = db.read().await.unwrap();
        let imported = calendar::imported_years(&mut tx).await.unwrap();
        assert_eq!((imported.len(), imported[0].version), (1, 2));
        let in_force = calendar::load(&mut tx).await.unwrap();
        assert!(!in_force.is_working("2027-05-04".parse().unwrap()).unwrap());
        assert!(in_force.is_working("2026-05-09".parse().unwrap()).unwrap());
        let subject = huiyin_registry::ops::calendar_subject(2027);
        let history = huiyin_db::journal::of_subject(&mut tx, subject).await.unwrap();
        assert_eq!(history.len(), 2);
        assert!(history[1].body.contains("2027-05-05"));
        assert!(history[1].actor.starts_with("account:"));
    }

    async fn a_dead_letter_is_sent_round_again(db: Db) {
        let house = House::open(&db).await;
        let now = house.site.now();
        let id = dead_letter(&db, now).await;
        let browser = house.signed_in("sysadmin").await;
        let here = "/desk/system";
        assert!(browser.get(here).await.says("gateway said no"));
        let path = format!("/desk/system/letters/{id}/revive");
        let answer = browser.submit(here, &path, &[]).await;
        assert_eq!(answer.location, "/desk/system?done=registry-letter-revived");
        let again = browser.submit("/desk/calendar", &path, &[]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "it is dead no more");
        let mut tx = db.read().await.unwrap();
        assert_eq!(outbox::backlog(&mut tx).await.unwrap(), 1);
        assert_eq!(huiyin_db::journal::of_subject(&mut tx, id).await.unwrap()[0].kind, "revived");
    }
}

pub(crate) fn check_page(answer: &super::house::Answer, path: &str, lang: Lang) {
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert!(answer.says(&format!("<html lang=\"{lang}\"")), "{path}");
    if let Some(at) = answer.body.find('⟦') {
        let end = answer.body[at..].find('⟧').unwrap() + at;
        panic!("{path} {lang}: {}", &answer.body[at..end]);
    }
    assert!(!answer.says("{ $"), "{path} {lang}: a value is missing");
    assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
    assert!(!answer.says("<b>\""), "{path}");
    for tag in [
        "form", "table", "section", "dl", "p", "ul", "div", "a", "button",
    ] {
        let opened = answer.body.matches(&format!("<{tag}>")).count()
            + answer.body.matches(&format!("<{tag} ")).count();
        let closed = answer.body.matches(&format!("</{tag}>")).count();
        assert_eq!(opened, closed, "{path} {lang}: <{tag}>");
    }
}

async fn dead_letter(db: &Db, now: huiyin_kernel::Instant) -> Id {
    let id = Id::derived("test", "letter");
    let mut tx = db.write().await.unwrap();
    outbox::add(&mut tx, id, "echo.sms", id, &"x", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let message = outbox::take(db, now, 1).await.unwrap().remove(0);
    let fate = outbox::Fate::Fail("gateway said no".to_owned());
    outbox::settle(db, &message, fate, now).await.unwrap();
    id
}
