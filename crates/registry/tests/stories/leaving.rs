//! Posts change their days, people leave, and somebody takes over.

use super::house::{Browser, House, MIGRATIONS};
use super::pages::check_page;
use axum::http::StatusCode;
use huiyin_db::{Db, journal, on_both_databases, outbox};
use huiyin_kernel::{Id, Lang};
use huiyin_registry::ops::{LEFT_TOPIC, Left};
use huiyin_registry::{Account, accounts, demo, posts};

async fn account(db: &Db, login: &str) -> Account {
    let mut tx = db.read().await.unwrap();
    accounts::by_login(&mut tx, login).await.unwrap().unwrap()
}

/// A second handler of the lighting office, beside the demo's one.
async fn colleague(house: &House, admin: &Browser<'_>, login: &str) -> Id {
    let new = "/desk/accounts/new";
    let fields = [("name", "新同事"), ("login", login)];
    admin.submit(new, new, &fields).await;
    let id = account(&house.site.db, login).await.id;
    let page = format!("/desk/accounts/{id}");
    let area = Id::derived("area", demo::DISTRICT).to_string();
    let body = Id::derived("body", "bm04").to_string();
    let fields = [
        ("role", "handler"),
        ("area", &area),
        ("body", &body),
        ("from", "2026-05-09"),
        ("until", "2026-05-31"),
    ];
    let answer = admin.submit(&page, &format!("{page}/posts"), &fields).await;
    assert_eq!(
        answer.location,
        format!("{page}?done=registry-post-added"),
        "{}",
        answer.body
    );
    id
}

/// What the other slices were told of this account.
async fn told(db: &Db, house: &House, id: Id) -> Vec<Left> {
    let waiting = outbox::take(db, house.site.now(), 50).await.unwrap();
    waiting
        .iter()
        .filter(|it| it.topic == LEFT_TOPIC && it.subject == id)
        .map(|it| serde_json::from_str(&it.body).unwrap())
        .collect()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_post_is_extended_shortened_and_never_changed_backwards(db: Db) {
        let house = House::open(&db).await;
        let admin = house.signed_in("secadmin").await;
        let id = colleague(&house, &admin, "second-light").await;
        let page = format!("/desk/accounts/{id}");
        let mut tx = db.read().await.unwrap();
        let post = posts::of_account(&mut tx, id).await.unwrap().remove(0);
        drop(tx);
        let path = format!("{page}/posts/{}/period", post.id);
        for (until, sentence) in [
            ("2026-05-08", "Days that have passed cannot be changed"),
            ("soon", "2026-05-09"),
        ] {
            let refused = admin.submit(&page, &path, &[("until", until)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
            assert!(refused.says(sentence), "{until}: {}", refused.body);
        }
        for until in ["2026-12-31", "", "2026-05-10"] {
            let answer = admin.submit(&page, &path, &[("until", until)]).await;
            assert_eq!(answer.location, format!("{page}?done=registry-post-period"), "{}", answer.body);
            let mut tx = db.read().await.unwrap();
            let kept = posts::by_id(&mut tx, post.id).await.unwrap().unwrap();
            assert_eq!(kept.until_on.map(|it| it.to_string()).unwrap_or_default(), until);
        }
        // The right ends by itself after the last day, and the post stays as it was.
        house.clock.advance_seconds(2 * 86_400);
        let admin = house.signed_in("secadmin").await;
        let shown = admin.get(&page).await;
        assert!(shown.says("</svg>Over</span>"), "{}", shown.body);
        let late = admin.submit(&page, &path, &[("until", "2026-12-31")]).await;
        assert!(late.says("This post is over"), "{}", late.body);
        let mut tx = db.read().await.unwrap();
        let body = Id::derived("body", "bm04");
        let today = house.site.now().date();
        let on_duty = accounts::of_body(&mut tx, body, today).await.unwrap();
        assert!(on_duty.iter().all(|it| it.id != id), "an ended post gives no right");
        let history = journal::of_subject(&mut tx, id).await.unwrap();
        assert_eq!(history.iter().filter(|it| it.kind == "post_period").count(), 3);
    }

    async fn whoever_leaves_a_post_names_a_fitting_successor_or_nobody(db: Db) {
        let house = House::open(&db).await;
        let admin = house.signed_in("secadmin").await;
        let leaver = account(&db, "handler-lighting").await.id;
        let at_work = house.signed_in("handler-lighting").await;
        let page = format!("/desk/accounts/{leaver}");
        let mut tx = db.read().await.unwrap();
        let post = posts::of_account(&mut tx, leaver).await.unwrap().remove(0);
        drop(tx);
        let leave = format!("{page}/leave?post={}", post.id);
        assert!(admin.get(&leave).await.says("Nobody else holds such a post now"));
        let successor = colleague(&house, &admin, "second-light").await;
        assert!(admin.get(&leave).await.says("second-light"));
        let end = format!("{page}/posts/{}/end", post.id);
        let unfit = account(&db, "handler-property").await.id.to_string();
        for wrong in [unfit, leaver.to_string(), Id::derived("test", "nobody").to_string()] {
            let refused = admin.submit(&leave, &end, &[("successor", wrong.as_str())]).await;
            assert!(refused.says("Whoever takes over must hold such a post"), "{}", refused.body);
        }
        assert!(told(&db, &house, leaver).await.is_empty());
        let chosen = successor.to_string();
        let ended = admin.submit(&leave, &end, &[("successor", chosen.as_str())]).await;
        assert_eq!(ended.location, format!("{page}?done=registry-post-ended"));
        let left = Left { account: leaver, post: Some(post.id), successor: Some(successor) };
        assert_eq!(told(&db, &house, leaver).await, [left]);
        // Fewer rights, so every browser signs in anew.
        assert_eq!(at_work.get("/account").await.status, StatusCode::SEE_OTHER);
        let again = house.signed_in("handler-lighting").await;
        assert!(again.get("/account").await.says("</svg>Over</span>"));
    }

    async fn a_closed_account_is_told_once_and_its_invitation_dies(db: Db) {
        let house = House::open(&db).await;
        let admin = house.signed_in("secadmin").await;
        let leaver = account(&db, "caller").await.id;
        let page = format!("/desk/accounts/{leaver}");
        let slip = admin.submit(&page, &format!("{page}/invite"), &[]).await;
        let link = link_on(&slip.body);
        assert_eq!(house.browser().get(&link).await.status, StatusCode::OK);
        let leave = format!("{page}/leave");
        let closed = admin.submit(&leave, &format!("{page}/active"), &[("active", "no"), ("successor", "")]).await;
        assert_eq!(closed.location, format!("{page}?done=registry-account-closed"));
        let left = Left { account: leaver, post: None, successor: None };
        assert_eq!(told(&db, &house, leaver).await, [left]);
        assert_eq!(house.browser().get(&link).await.status, StatusCode::NOT_FOUND);
        let own = account(&db, "secadmin").await.id;
        let answer = admin.get(&format!("/desk/accounts/{own}/leave")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "nobody closes oneself");
    }

    async fn an_invitation_works_once_within_seven_days(db: Db) {
        let house = House::open(&db).await;
        let admin = house.signed_in("secadmin").await;
        let new = "/desk/accounts/new";
        let fields = [("name", "贾新来"), ("login", "invited-1"), ("way", "link")];
        let slip = admin.submit(new, new, &fields).await;
        assert!(slip.says("<svg") && !slip.says("First password"), "{}", slip.body);
        let link = link_on(&slip.body);
        let id = account(&db, "invited-1").await.id;
        assert!(admin.get(&format!("/desk/accounts/{id}")).await.says("An invitation waits"));
        let page = house.browser().get(&link).await;
        assert!(page.says("贾新来") && page.says("invited-1"));
        let set = |password: &'static str, again: &'static str| {
            let (house, link) = (&house, link.clone());
            async move {
                let fields = [("new", password), ("again", again)];
                house.browser().submit(&link, &link, &fields).await
            }
        };
        assert!(set("short", "short").await.says("Too short"));
        assert!(set("Mountain-7-river", "Mountain-7-rivet").await.says("differ"));
        let done = set("Mountain-7-river", "Mountain-7-river").await;
        assert_eq!(done.location, "/sign-in?done=registry-invite-used");
        let mut browser = house.browser();
        assert_eq!(browser.sign_in("invited-1", "Mountain-7-river").await.location, "/account");
        let used = house.browser().get(&link).await;
        assert_eq!(used.status, StatusCode::NOT_FOUND);
        assert!(used.says("does not work any more"));
        // A second one lasts seven days, and takes the password with it.
        let page = format!("/desk/accounts/{id}");
        let slip = admin.submit(&page, &format!("{page}/invite"), &[]).await;
        let link = link_on(&slip.body);
        assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
        let refused = house.browser().sign_in("invited-1", "Mountain-7-river").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.clock.advance_seconds(7 * 86_400 - 1);
        assert_eq!(house.browser().get(&link).await.status, StatusCode::OK);
        house.clock.advance_seconds(1);
        assert_eq!(house.browser().get(&link).await.status, StatusCode::NOT_FOUND);
        let mut tx = db.read().await.unwrap();
        let history = journal::of_subject(&mut tx, id).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["created", "invited", "invite_used", "invited"]);
        let token = link.rsplit('/').next().unwrap();
        assert!(history.iter().all(|it| !it.body.contains(token)));
    }

    async fn the_last_five_passwords_do_not_come_again(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("leader").await;
        let here = "/account/password";
        let change = |old: String, new: String| {
            let browser = &browser;
            async move {
                let fields = [("old", old.as_str()), ("new", new.as_str()), ("again", new.as_str())];
                browser.submit(here, here, &fields).await
            }
        };
        let word = |number: usize| format!("Mountain-{number}-river");
        let mut present = demo::PASSWORD.to_owned();
        for number in 1..=4 {
            house.clock.advance_seconds(60);
            let answer = change(present, word(number)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            present = word(number);
        }
        // Demo, 1, 2, 3, 4: five, and none of them may come again.
        for old in [demo::PASSWORD.to_owned(), word(1), word(3)] {
            let refused = change(present.clone(), old).await;
            assert!(refused.says("You have used this password lately"), "{}", refused.body);
        }
        house.clock.advance_seconds(60);
        assert_eq!(change(word(4), word(5)).await.status, StatusCode::SEE_OTHER);
        house.clock.advance_seconds(60);
        assert_eq!(change(word(5), demo::PASSWORD.to_owned()).await.status, StatusCode::SEE_OTHER);
    }

    async fn sign_in_rules_become_stricter_at_once(db: Db) {
        let house = House::open(&db).await;
        let admin = house.signed_in("secadmin").await;
        let here = "/desk/accounts/rules";
        let rules = |idle: &'static str, style: &'static str| [
            ("idle_minutes", idle), ("idle_minutes_admin", "10"), ("absolute_hours", "8"),
            ("password_days", "90"), ("style", style), ("second_factor", "audit_admin"),
        ];
        let as_it_stands = [
            ("idle_minutes", "480"), ("idle_minutes_admin", "480"), ("absolute_hours", "12"),
            ("password_days", "0"), ("style", "rotation"),
        ];
        let kept = admin.submit(here, here, &as_it_stands).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "what stands can be saved: {}", kept.body);
        let loose = admin.submit(here, here, &rules("481", "rotation")).await;
        assert_eq!(loose.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(loose.says("whole number from 1 to 480") && loose.says("value=\"481\""), "{}", loose.body);
        let clerk = house.signed_in("clerk").await;
        let saved = admin.submit(here, here, &rules("5", "rotation")).await;
        assert_eq!(saved.location, format!("{here}?done=registry-rules-saved"), "{}", saved.body);
        assert!(admin.get(here).await.says("value=\"audit_admin\" checked"));
        house.clock.advance_seconds(5 * 60);
        assert_eq!(clerk.get("/account").await.status, StatusCode::SEE_OTHER, "open sessions too");
        let mut auditor = house.browser();
        let answer = auditor.sign_in("auditor", demo::PASSWORD).await;
        assert_eq!(answer.location, "/account/second-factor");
        let higher = admin.submit(here, here, &rules("6", "rotation")).await;
        assert_eq!(higher.status, StatusCode::SEE_OTHER, "up to the usual limit again");
        let never = admin.submit(here, here, &as_it_stands).await;
        assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY, "given up is given up");
        let long = admin.submit(here, here, &rules("5", "length")).await;
        assert_eq!(long.status, StatusCode::SEE_OTHER);
        assert_eq!(house.browser().sign_in("clerk", demo::PASSWORD).await.location, "/desk", "long enough");
        let mut tx = db.read().await.unwrap();
        let subject = Id::derived("setting", "sign-in rules");
        let history = journal::of_subject(&mut tx, subject).await.unwrap();
        assert_eq!(history.len(), 4);
        assert!(history[1].body.contains("\"absolute_hours\":8"));
    }

    async fn all_but_this_browser_are_signed_out(db: Db) {
        let house = House::open(&db).await;
        let here = house.signed_in("clerk").await;
        let there = house.signed_in("clerk").await;
        let other = house.signed_in("leader").await;
        let ended = here.submit("/account", "/account/sessions/end-others", &[]).await;
        assert_eq!(ended.location, "/account?done=registry-sessions-ended");
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        assert_eq!(other.get("/account").await.status, StatusCode::OK);
        // A token that was set before is never taken over.
        let mut fixed = house.browser();
        fixed.cookie.clone_from(&there.cookie);
        fixed.sign_in("clerk", demo::PASSWORD).await;
        assert_ne!(fixed.cookie, there.cookie);
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn these_pages_are_complete_in_both_languages(db: Db) {
        let house = House::open(&db).await;
        let leaver = account(&db, "handler-lighting").await.id;
        for lang in Lang::ALL {
            let mut admin = house.signed_in("secadmin").await;
            admin.lang = lang;
            let page = format!("/desk/accounts/{leaver}");
            let slip = admin.submit(&page, &format!("{page}/invite"), &[]).await;
            check_page(&slip, "invite slip", lang);
            let mut browser = house.browser();
            browser.lang = lang;
            let link = link_on(&slip.body);
            check_page(&browser.get(&link).await, &link, lang);
            for path in [page.clone(), format!("{page}/leave"), "/desk/accounts/rules".to_owned()] {
                check_page(&admin.get(&path).await, &path, lang);
            }
        }
    }
}

/// The path of the invitation link on a slip.
fn link_on(slip: &str) -> String {
    let at = slip.find("/invite/").expect("a link");
    let rest = &slip[at..];
    rest[..rest.find('<').expect("its end")].to_owned()
}
