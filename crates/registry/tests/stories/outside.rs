//! Signing in with an outside provider: it proves who somebody is, and nothing more.

use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_registry::{accounts, demo};

use super::house::{Answer, Browser, House, MIGRATIONS, start};
use super::provider::{Asked, TestProvider, Wrong};

const ADDRESS: &str = "http://localhost:8300";
const LINK: &str = "/account/outside";

/// Leaves for the provider.
async fn leave(browser: &mut Browser<'_>) -> Asked {
    let left = browser.submit("/sign-in", "/sign-in/outside", &[]).await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    browser.keep(&left);
    Asked::read(&left.body)
}

async fn leave_to_link(browser: &mut Browser<'_>) -> Asked {
    let fields = [("password", demo::PASSWORD)];
    let left = browser.submit(LINK, LINK, &fields).await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    browser.keep(&left);
    Asked::read(&left.body)
}

/// Arrives with what the provider added to our address, and lets the page go on.
async fn arrive(browser: &mut Browser<'_>, state: &str, code: &str) -> Answer {
    let back = format!("/sign-in/outside/back?state={state}&code={code}&iss=ignored");
    let fields = [("state", state), ("code", code)];
    let arrived = browser
        .submit(&back, "/sign-in/outside/back", &fields)
        .await;
    browser.keep(&arrived);
    arrived
}

async fn link(browser: &mut Browser<'_>, provider: &TestProvider, subject: &str) -> Answer {
    let asked = leave_to_link(browser).await;
    let code = provider.sign_in(&asked, subject);
    arrive(browser, &asked.state, &code).await
}

async fn kinds_of(db: &huiyin_db::Db, login: &str) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let account = accounts::by_login(&mut tx, login).await.unwrap().unwrap();
    let history = journal::of_subject(&mut tx, account.id).await.unwrap();
    assert_eq!(history.last().unwrap().version, account.version);
    history.into_iter().map(|it| it.kind).collect()
}

on_both_databases! {
    MIGRATIONS;

    async fn whoever_has_linked_their_account_signs_in_with_it(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        let mut office = house.signed_in("clerk").await;
        let linked = link(&mut office, &provider, "wang-li").await;
        assert_eq!(linked.location, "/account/outside?done=registry-outside-linked");

        let mut home = house.browser();
        let asked = leave(&mut home).await;
        let code = provider.sign_in(&asked, "wang-li");
        let inside = arrive(&mut home, &asked.state, &code).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
        assert_eq!(home.get("/account").await.status, StatusCode::OK);

        // The link goes, and with it every other session.
        let gone = office.submit(LINK, "/account/outside/remove", &[]).await;
        assert_eq!(gone.location, "/account/outside?done=registry-outside-unlinked");
        assert_eq!(home.get("/account").await.status, StatusCode::SEE_OTHER);
        let kinds = kinds_of(&db, "clerk").await;
        assert!(kinds.ends_with(&["outside_linked".to_owned(), "outside_unlinked".to_owned()]));
    }

    async fn no_account_and_no_right_comes_from_outside(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        let mut tx = db.read().await.unwrap();
        let before = accounts::all(&mut tx).await.unwrap().len();
        drop(tx);
        let mut stranger = house.browser();
        let asked = leave(&mut stranger).await;
        let code = provider.sign_in(&asked, "nobody-here");
        let refused = arrive(&mut stranger, &asked.state, &code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("no account here is linked"), "{}", refused.body);
        let mut tx = db.read().await.unwrap();
        assert_eq!(accounts::all(&mut tx).await.unwrap().len(), before);
        drop(tx);

        // One person there is one account here.
        let mut clerk = house.signed_in("clerk").await;
        link(&mut clerk, &provider, "wang-li").await;
        let mut caller = house.signed_in("caller").await;
        let taken = link(&mut caller, &provider, "wang-li").await;
        assert!(taken.says("Remove the earlier link first"), "{}", taken.body);
        assert!(!kinds_of(&db, "caller").await.contains(&"outside_linked".to_owned()));

        // A closed account stays closed, whoever proves what.
        let mut admin = house.signed_in("secadmin").await;
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        drop(tx);
        let page = format!("/desk/accounts/{}", account.id);
        admin.submit(&page, &format!("{page}/active"), &[("active", "no")]).await;
        let mut browser = house.browser();
        let asked = leave(&mut browser).await;
        let code = provider.sign_in(&asked, "wang-li");
        let refused = arrive(&mut browser, &asked.state, &code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        admin.keep(&refused);
    }

    async fn a_wrong_state_another_browser_and_a_second_use_open_nothing(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        let mut office = house.signed_in("clerk").await;
        link(&mut office, &provider, "wang-li").await;
        let again = "begun in another browser";

        let mut browser = house.browser();
        let asked = leave(&mut browser).await;
        let code = provider.sign_in(&asked, "wang-li");
        let wrong = arrive(&mut browser, "another-state", &code).await;
        assert!(wrong.says(again), "{}", wrong.body);
        // The wrong try has used the way up.
        assert!(arrive(&mut browser, &asked.state, &code).await.says(again));

        let mut here = house.browser();
        let asked = leave(&mut here).await;
        let code = provider.sign_in(&asked, "wang-li");
        let mut there = house.browser();
        leave(&mut there).await;
        assert!(arrive(&mut there, &asked.state, &code).await.says(again));
        let way_in = here.way_in.clone();
        assert_eq!(arrive(&mut here, &asked.state, &code).await.status, StatusCode::SEE_OTHER);
        let mut replay = house.browser();
        replay.way_in = way_in;
        assert!(arrive(&mut replay, &asked.state, &code).await.says(again));

        let mut slow = house.browser();
        let asked = leave(&mut slow).await;
        let code = provider.sign_in(&asked, "wang-li");
        house.clock.advance_seconds(300);
        assert!(arrive(&mut slow, &asked.state, &code).await.says(again));

        // Somebody who lures a signed-in person into their own half-made link gains nothing.
        let mut thief = house.signed_in("caller").await;
        let asked = leave_to_link(&mut thief).await;
        let code = provider.sign_in(&asked, "thief");
        let mut victim = house.signed_in("leader").await;
        victim.way_in.clone_from(&thief.way_in);
        let refused = arrive(&mut victim, &asked.state, &code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!kinds_of(&db, "leader").await.contains(&"outside_linked".to_owned()));
    }

    async fn a_provider_that_breaks_its_rules_is_not_believed(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        let mut office = house.signed_in("clerk").await;
        link(&mut office, &provider, "wang-li").await;
        for wrong in [Wrong::Nonce, Wrong::Issuer, Wrong::Audience, Wrong::Expired, Wrong::Key] {
            let mut browser = house.browser();
            let asked = leave(&mut browser).await;
            let code = provider.sign_in(&asked, "wang-li");
            provider.does(wrong);
            let refused = arrive(&mut browser, &asked.state, &code).await;
            provider.does(Wrong::Nothing);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
            assert!(refused.says("did not confirm who you are"), "{wrong:?}: {}", refused.body);
        }
        // A code that the provider has not given, and one that was asked for by somebody else.
        let mut browser = house.browser();
        let asked = leave(&mut browser).await;
        assert!(arrive(&mut browser, &asked.state, "made-up").await.says("did not confirm"));
        let mut thief = house.browser();
        let stolen = leave(&mut thief).await;
        let mut owner = house.browser();
        let own = leave(&mut owner).await;
        let code = provider.sign_in(&own, "wang-li");
        assert!(arrive(&mut thief, &stolen.state, &code).await.says("did not confirm"));
        // Whoever says no at the provider comes back without a code.
        let mut browser = house.browser();
        let asked = leave(&mut browser).await;
        assert!(arrive(&mut browser, &asked.state, "").await.says("did not confirm"));
    }

    async fn when_the_provider_is_away_the_password_stays(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        for wrong in [Wrong::Down, Wrong::Document] {
            provider.does(wrong);
            let refused = house.browser().submit("/sign-in", "/sign-in/outside", &[]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
            assert!(refused.says("cannot be reached just now"), "{}", refused.body);
            assert!(refused.says("name=\"password\""));
        }
        house.signed_in("clerk").await;
    }

    async fn the_security_administrator_links_by_the_subject(db: Db) {
        let provider = TestProvider::start(start()).await;
        let house = House::open_with(&db, ADDRESS, &provider).await;
        let mut tx = db.read().await.unwrap();
        let account = accounts::by_login(&mut tx, "clerk").await.unwrap().unwrap();
        drop(tx);
        let admin = house.signed_in("secadmin").await;
        let page = format!("/desk/accounts/{}/ways-in", account.id);
        let to = format!("{page}/outside");
        let empty = admin.submit(&page, &to, &[("subject", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let long = "9".repeat(256);
        let long = admin.submit(&page, &to, &[("subject", &long)]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        let linked = admin.submit(&page, &to, &[("subject", "wang-li")]).await;
        assert_eq!(linked.location, format!("{page}?done=registry-outside-linked"));
        assert!(admin.get(&page).await.says("wang-li"));

        let mut clerk = house.browser();
        let asked = leave(&mut clerk).await;
        let code = provider.sign_in(&asked, "wang-li");
        let inside = arrive(&mut clerk, &asked.state, &code).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
        let gone = admin.submit(&page, &format!("{to}/remove"), &[]).await;
        assert_eq!(gone.location, format!("{page}?done=registry-outside-unlinked"));
        assert_eq!(clerk.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn without_a_provider_none_of_these_pages_is_there(db: Db) {
        let house = House::open(&db).await;
        let browser = house.signed_in("clerk").await;
        for page in [LINK, "/sign-in/outside/back?state=a&code=b"] {
            assert_eq!(browser.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        let refused = house.browser().submit("/sign-in", "/sign-in/outside", &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(!house.browser().get("/sign-in").await.says("/sign-in/outside"));
    }
}
