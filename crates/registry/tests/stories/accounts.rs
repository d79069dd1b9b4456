//! The security administrator's work: accounts, posts, first passwords.

use super::house::{Answer, Browser, House, MIGRATIONS, start};
use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{accounts, demo};

/// The first password on a slip.
fn password_on(slip: &Answer) -> String {
    let marker = "First password</dt><dd class=\"code\" translate=\"no\">";
    let at = slip
        .body
        .find(marker)
        .unwrap_or_else(|| panic!("no slip: {}", slip.body))
        + marker.len();
    slip.body[at..at + 19].to_owned()
}

async fn new_account(browser: &Browser<'_>, login: &str) -> (String, Answer) {
    let fields = [("name", "新同事"), ("login", login)];
    let slip = browser
        .submit("/desk/accounts/new", "/desk/accounts/new", &fields)
        .await;
    assert_eq!(slip.status, StatusCode::OK);
    let marker = "href=\"/desk/accounts/";
    let at = slip.body.rfind(marker).unwrap() + marker.len();
    (slip.body[at..at + 36].to_owned(), slip)
}

fn area_id(code: &str) -> String {
    Id::derived("area", code).to_string()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_new_colleague_comes_from_slip_to_desk(db: Db) {
        let house = House::open(&db).await;
        let secadmin = house.signed_in("secadmin").await;
        let (id, slip) = new_account(&secadmin, "Newcomer-1").await;
        let first = password_on(&slip);

        let mut newcomer = house.browser();
        let answer = newcomer.sign_in("newcomer-1", &first).await;
        assert_eq!(answer.location, "/account/password");
        // The first change is enforced by the server, whatever is asked for.
        for path in ["/account", "/desk/calendar"] {
            assert_eq!(newcomer.get(path).await.location, "/account/password", "{path}");
        }
        let fields = [("old", first.as_str()), ("new", "Mountain-7-river"), ("again", "Mountain-7-river")];
        let changed = newcomer.submit("/account/password", "/account/password", &fields).await;
        assert_eq!(changed.location, "/account?done=registry-password-changed");
        assert!(newcomer.get("/account").await.says("You have no post yet"));

        let detail = format!("/desk/accounts/{id}");
        let posts = format!("{detail}/posts");
        let street = area_id(demo::STREET);
        let lighting = Id::derived("body", "bm04").to_string();
        let wanted = [("role", "handler"), ("area", street.as_str()), ("body", ""), ("from", "2026-05-09")];
        let refused = secadmin.submit(&detail, &posts, &wanted).await;
        assert!(refused.says("Choose the office for which the handler works"));
        let wanted = [("role", "handler"), ("area", street.as_str()), ("body", lighting.as_str()), ("from", "2026-05-09")];
        let added = secadmin.submit(&detail, &posts, &wanted).await;
        assert_eq!(added.location, format!("{detail}?done=registry-post-added"));
        assert!(newcomer.get("/account").await.says("City Lighting Office"));

        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "newcomer-1").await.unwrap().unwrap();
        let history = journal::of_subject(&mut tx, account.id).await.unwrap();
        let kinds: Vec<&str> = history.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["created", "password_changed", "post_added"]);
        assert!(history.iter().all(|it| !it.body.contains("新同事") && !it.body.contains("newcomer")));
        let today = start().date();
        let here = accounts::of_body(&mut tx, Id::derived("body", "bm04"), today).await.unwrap();
        let logins: Vec<&str> = here.iter().map(|it| it.login.as_str()).collect();
        assert_eq!(logins, ["handler-lighting", "newcomer-1"]);
    }

    async fn a_double_click_makes_one_account(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("secadmin").await;
        let form = browser.get("/desk/accounts/new").await;
        let (csrf, key) = (form.input("csrf"), form.input("form_key"));
        let fields = [("csrf", csrf.as_str()), ("form_key", key.as_str()), ("name", "甲"), ("login", "twice")];
        let first = browser.post("/desk/accounts/new", &fields).await;
        assert_eq!(first.status, StatusCode::OK);
        let second = browser.post("/desk/accounts/new", &fields).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER);
        assert!(first.says(&second.location), "{}", second.location);
        let taken = browser.submit("/desk/accounts/new", "/desk/accounts/new", &[("name", "乙"), ("login", "TWICE")]).await;
        assert!(taken.says("Somebody has this login already"));
        assert!(taken.says("value=\"乙\""), "what was typed is kept");
    }

    async fn bad_input_is_answered_at_its_field(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("secadmin").await;
        let long = "长".repeat(41);
        let cases = [
            ("", "abc", "f-name-error"),
            (long.as_str(), "abc", "f-name-error"),
            ("甲", "", "f-login-error"),
            ("甲", "1abc", "f-login-error"),
            ("甲", "<script>alert(1)</script>", "f-login-error"),
        ];
        for (name, login, error) in cases {
            let fields = [("name", name), ("login", login)];
            let answer = browser.submit("/desk/accounts/new", "/desk/accounts/new", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
            assert!(answer.says(error), "{login}");
            assert!(!answer.says("<script>alert"), "{login}");
        }
        let detail = format!("/desk/accounts/{}", Id::derived("demo account", "clerk"));
        let posts = format!("{detail}/posts");
        let area = area_id(demo::DISTRICT);
        let day = [("role", "caller"), ("area", area.as_str()), ("from", "tomorrow")];
        assert!(browser.submit(&detail, &posts, &day).await.says("f-from-error"));
        let ends = [("role", "caller"), ("area", area.as_str()), ("from", "2026-05-09"), ("until", "2026-05-08")];
        assert!(browser.submit(&detail, &posts, &ends).await.says("f-until-error"));
        let forged = area_id("no such area");
        let forged = [("role", "caller"), ("area", forged.as_str()), ("from", "2026-05-09")];
        assert_eq!(browser.submit(&detail, &posts, &forged).await.status, StatusCode::NOT_FOUND);
    }

    async fn administrators_stay_apart_and_nobody_raises_themselves(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("secadmin").await;
        let area = area_id(demo::DISTRICT);
        for (login, role) in [("sysadmin", "audit_admin"), ("auditor", "sec_admin"), ("clerk", "sys_admin"), ("sysadmin", "clerk")] {
            let detail = format!("/desk/accounts/{}", Id::derived("demo account", login));
            let fields = [("role", role), ("area", area.as_str()), ("from", "2026-05-09")];
            let answer = browser.submit(&detail, &format!("{detail}/posts"), &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{login} {role}");
            assert!(answer.says("watch one another"), "{login} {role}");
        }
        let own = Id::derived("demo account", "secadmin");
        let mut tx = db.read().await.unwrap();
        let version = accounts::by_id(&mut tx, own).await.unwrap().unwrap().version.to_string();
        drop(tx);
        let page = browser.get("/desk/accounts/new").await;
        let (csrf, key) = (page.input("csrf"), page.input("form_key"));
        let hidden = [("csrf", csrf.as_str()), ("form_key", key.as_str()), ("version", version.as_str())];
        for (path, field) in [("posts", ("role", "sec_admin")), ("active", ("active", "no"))] {
            let mut fields = hidden.to_vec();
            fields.extend([field, ("area", area.as_str()), ("from", "2026-05-09")]);
            let answer = browser.post(&format!("/desk/accounts/{own}/{path}"), &fields).await;
            assert!(answer.says("You cannot change your own posts"), "{path} {}", answer.status);
        }
        assert_eq!(browser.get("/desk/accounts").await.status, StatusCode::OK);
    }

    async fn a_post_ends_and_an_account_closes_at_once(db: Db) {
        let house = House::open(&db).await;
        let secadmin = house.signed_in("secadmin").await;
        let caller = house.signed_in("caller").await;
        let id = Id::derived("demo account", "caller");
        let detail = format!("/desk/accounts/{id}");
        let stale = secadmin.get(&detail).await;
        let end = format!("{detail}/posts/{}/end", Id::derived("demo post", "caller"));
        let foreign = format!("{detail}/posts/{}/end", Id::derived("demo post", "clerk"));
        assert_eq!(secadmin.submit(&detail, &foreign, &[]).await.status, StatusCode::NOT_FOUND);
        let ended = secadmin.submit(&detail, &end, &[]).await;
        assert_eq!(ended.location, format!("{detail}?done=registry-post-ended"));
        // Fewer rights: the session ends too, and a new one shows what is over.
        assert_eq!(caller.get("/account").await.status, StatusCode::SEE_OTHER);
        let caller = house.signed_in("caller").await;
        assert!(caller.get("/account").await.says("</svg>Over</span>"));
        let mut tx = db.read().await.unwrap();
        let today = start().date();
        let reached = accounts::with_role(&mut tx, "caller", "500105/500105006/", today).await.unwrap();
        assert!(reached.is_empty());
        drop(tx);

        // The page that was opened before knows an older version.
        let (csrf, key, version) = (stale.input("csrf"), stale.input("form_key"), stale.input("version"));
        let fields = [("csrf", csrf.as_str()), ("form_key", key.as_str()), ("version", version.as_str()), ("active", "no")];
        let conflict = secadmin.post(&format!("{detail}/active"), &fields).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert_eq!(caller.get("/account").await.status, StatusCode::OK);

        let closed = secadmin.submit(&detail, &format!("{detail}/active"), &[("active", "no")]).await;
        assert_eq!(closed.location, format!("{detail}?done=registry-account-closed"));
        assert_eq!(caller.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.browser().sign_in("caller", demo::PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let opened = secadmin.submit(&detail, &format!("{detail}/active"), &[("active", "yes")]).await;
        assert_eq!(opened.location, format!("{detail}?done=registry-account-opened"));
        assert_eq!(house.browser().sign_in("caller", demo::PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_lost_password_is_replaced_by_a_slip(db: Db) {
        let house = House::open(&db).await;
        let secadmin = house.signed_in("secadmin").await;
        let leader = house.signed_in("leader").await;
        let detail = format!("/desk/accounts/{}", Id::derived("demo account", "leader"));
        let slip = secadmin.submit(&detail, &format!("{detail}/password"), &[]).await;
        assert_eq!(slip.status, StatusCode::OK);
        let first = password_on(&slip);
        assert_eq!(leader.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(house.browser().sign_in("leader", demo::PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.browser().sign_in("leader", &first).await.location, "/account/password");
    }

    async fn roles_reach_as_far_as_their_area(db: Db) {
        let _house = House::open(&db).await;
        let mut tx = db.read().await.unwrap();
        let today = start().date();
        let inside = accounts::with_role(&mut tx, "dispatcher", "500105/500105006/500105006001/", today).await.unwrap();
        let logins: Vec<&str> = inside.iter().map(|it| it.login.as_str()).collect();
        assert_eq!(logins, ["dispatcher", "dispatcher-gyq"]);
        let outside = accounts::with_role(&mut tx, "dispatcher", "500105/500105001/", today).await.unwrap();
        assert_eq!(outside.len(), 1);
        let before = Instant::parse_local("2023-12-31 09:00").unwrap().date();
        assert!(accounts::with_role(&mut tx, "dispatcher", "500105/", before).await.unwrap().is_empty());
        let id = Id::derived("demo account", "clerk");
        let names = accounts::names(&mut tx, &[id, id, Id::derived("test", "nobody")]).await.unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), [(id, "林晓禾".to_owned())]);
    }
}
