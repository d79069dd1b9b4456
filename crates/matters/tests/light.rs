//! The light account of a resident: proven by a code or by a slip, never needed.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod house;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use house::{House, MIGRATIONS};
use huiyin_db::{Db, args, journal, on_both_databases, outbox, queries, subject};
use huiyin_kernel::{EchoCode, Id, Lang};
use huiyin_matters::ops;
use huiyin_matters::ops::light::{self, Asking};
use huiyin_matters::rules::light::{Reach, SLIPS_IN_DAY};
use huiyin_matters::store::{self, Contact};
use huiyin_registry::demo;
use huiyin_web::Carried;
use huiyin_web::forms::percent;
use tower::ServiceExt as _;

queries! {
    PRINTED = "SELECT body FROM journal WHERE subject_kind = 'light_slip' ORDER BY seq";
    NOTED = "SELECT COUNT(*) AS n FROM light_slip_print";
}

const PHONE: &str = "13800001111";
const CARRIED: Carried = Carried {
    sms: true,
    mail: true,
    wecom: false,
};
const KEY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// A browser that keeps the cookies it is given.
struct Browser {
    app: Router,
    cookies: Vec<(String, String)>,
}

struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

impl Answer {
    fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

impl Browser {
    fn new(house: &House) -> Self {
        Self {
            app: Router::from(house),
            cookies: Vec::new(),
        }
    }

    async fn send(&mut self, method: &str, path: &str, body: String) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        for line in response.headers().get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
        let bytes = to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Answer {
            status,
            location,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, String::new()).await
    }

    /// Sends a form with the token of the page it stands on.
    async fn post(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.get(page).await;
        let marker = "name=\"csrf\" value=\"";
        let at = form.body.find(marker).expect("a token") + marker.len();
        let token = &form.body[at..at + form.body[at..].find('"').unwrap()];
        let body = fields.iter().fold(format!("csrf={token}"), |body, field| {
            format!("{body}&{}={}", field.0, percent(field.1))
        });
        self.send("POST", path, body).await
    }
}

fn reach(text: &str) -> Reach {
    Reach::read(text).expect("a phone or a mail address")
}

async fn report(house: &House, what: &str, phone: &str) -> EchoCode {
    let mut resident = Browser::new(house);
    let fields = [
        ("form_key", KEY),
        ("second_key", "01890a5d-ac96-774b-bcce-b302099a8058"),
        ("what", what),
        ("unknown_place", "1"),
        ("phone", phone),
    ];
    let answer = resident.post("/report", "/report", &fields).await;
    let code = answer.location.strip_prefix("/receipt/");
    code.unwrap_or_else(|| panic!("{} {}", answer.status, answer.body))
        .parse()
        .unwrap()
}

/// A slip from the counter for this phone.
async fn slip(house: &House, phone: &str) -> String {
    let site = &house.matters.site;
    let mut tx = site.db.write().await.unwrap();
    let now = site.now();
    let code = light::print_slip(&mut tx, site, &reach(phone), "account:test", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    code
}

async fn enter(browser: &mut Browser, phone: &str, code: &str) -> Answer {
    let fields = [("slip-reach", phone), ("slip-code", code)];
    browser.post("/mine", "/mine/slip", &fields).await
}

async fn count(db: &Db, topic: &str) -> usize {
    let now = huiyin_kernel::Instant::parse_local("2030-01-01T00:00").unwrap();
    let taken = outbox::take(db, now, 1_000).await.unwrap();
    taken.iter().filter(|it| it.topic == topic).count()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_slip_opens_the_list_once_and_five_wrong_tries_end_it(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let mut browser = Browser::new(&house);
        let page = browser.get("/mine").await;
        assert!(!page.says("code-head") && page.says("slip-code"), "{}", page.body);

        let code = slip(&house, "138 0000 1111").await;
        let wrong = enter(&mut browser, PHONE, "00000000").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says(&format!("value=\"{PHONE}\"")), "the phone stays: {}", wrong.body);
        assert!(!wrong.says("value=\"00000000\""), "the code does not: {}", wrong.body);
        let unknown = enter(&mut browser, "13900002222", &code).await;
        assert!(unknown.says("phone or code is wrong"), "{}", unknown.body);
        assert_eq!(enter(&mut browser, "+86 13800001111", &code).await.location, "/mine");
        assert!(browser.get("/mine").await.says("138****1111"));
        // A slip is good once.
        assert_eq!(enter(&mut Browser::new(&house), PHONE, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let code = slip(&house, PHONE).await;
        for _ in 0..5 {
            enter(&mut Browser::new(&house), PHONE, "1").await;
        }
        assert_eq!(enter(&mut Browser::new(&house), PHONE, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Another slip replaces it, and three days later it is worth nothing.
        let code = slip(&house, PHONE).await;
        house.clock.advance_seconds(3 * 86_400);
        assert_eq!(enter(&mut Browser::new(&house), PHONE, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn the_list_holds_what_was_reported_with_the_phone_and_what_was_added(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let own = report(&house, "三号楼的路灯坏了", PHONE).await;
        let other = report(&house, "菜市场门口的垃圾桶满了", "13900002222").await;
        let mut browser = Browser::new(&house);
        let code = slip(&house, PHONE).await;
        enter(&mut browser, PHONE, &code).await;
        let list = browser.get("/mine").await;
        assert!(list.says("路灯坏了") && !list.says("垃圾桶"), "{}", list.body);
        assert!(!list.says(own.as_str()), "the list shows no code");

        // One's own echo opens; somebody else's is not there.
        let at = list.body.find("href=\"/mine/").unwrap() + "href=\"".len();
        let link = list.body[at..at + list.body[at..].find('"').unwrap()].to_owned();
        assert_eq!(browser.get(&link).await.location, format!("/echo/{}", own.as_str()));
        assert_eq!(browser.get(&format!("/mine/{KEY}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::new(&house).get(&link).await.location, "/mine");

        let wrong = browser.post("/mine", "/mine/codes", &[("code", "nonsense")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let added = browser.post("/mine", "/mine/codes", &[("code", other.as_str())]).await;
        assert_eq!(added.location, "/mine?done=mine-added");
        let list = browser.get("/mine").await;
        assert!(list.says("垃圾桶"));
        let marker = "action=\"/mine/codes/";
        let at = list.body.find(marker).unwrap() + "action=\"".len();
        let remove = list.body[at..at + list.body[at..].find('"').unwrap()].to_owned();
        browser.post("/mine", &remove, &[]).await;
        assert!(!browser.get("/mine").await.says("垃圾桶"));
        assert!(ops::light::enter(&house.matters.site, "", "").await.unwrap().is_none());
    }

    async fn a_matter_reported_and_joined_stands_in_the_list_once(db: Db) {
        let house = House::open(&db, "2026-05-11 09:00").await;
        let code = report(&house, "路灯不亮", PHONE).await;
        let matters = &house.matters;
        let mut tx = db.write().await.unwrap();
        let keys = &matters.site.keys;
        let (matter, _) = store::find_by_code(&mut tx, keys, &code).await.unwrap().unwrap();
        let (entropy, now) = (matters.site.entropy.as_ref(), matters.site.now());
        let (second, joined) = (matters.site.new_id(), EchoCode::new(entropy));
        let own = subject::key_for_writing(&mut tx, keys, entropy, second, now).await.unwrap();
        let contact = Contact { phone: Some(PHONE.to_owned()), ..Contact::default() };
        store::add_reporter(&mut tx, keys, &own, entropy, second, matter, "joined", &joined, &contact, now).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = Browser::new(&house);
        let slip = slip(&house, PHONE).await;
        enter(&mut browser, PHONE, &slip).await;
        let page = browser.get("/mine").await;
        assert_eq!(page.body.matches("<a href=\"/mine/").count(), 1, "{}", page.body);
        assert!(page.says("路灯不亮"), "what was reported, not what was joined");
        assert!(page.says("Add a matter by its code"));
    }

    async fn signing_out_time_and_deleting_end_it(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let mut browser = Browser::new(&house);
        let code = slip(&house, PHONE).await;
        enter(&mut browser, PHONE, &code).await;
        browser.post("/mine", "/mine/leave", &[]).await;
        assert!(browser.get("/mine").await.says("slip-code"));

        let code = slip(&house, PHONE).await;
        enter(&mut browser, PHONE, &code).await;
        house.clock.advance_seconds(30 * 60);
        assert!(browser.get("/mine").await.says("slip-code"));

        let code = slip(&house, PHONE).await;
        enter(&mut browser, PHONE, &code).await;
        let unsure = browser.post("/mine", "/mine/forget", &[]).await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = browser.post("/mine", "/mine/forget", &[("sure", "1")]).await;
        assert_eq!(gone.location, "/mine?done=mine-forgotten");
        assert!(browser.get("/mine").await.says("slip-code"));
    }

    async fn without_a_carrier_nothing_is_sent(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let mut browser = Browser::new(&house);
        let asked = browser.post("/mine", "/mine/ask", &[("reach", PHONE)]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.says("not available here yet"));
        assert_eq!(count(&db, "notices.send").await, 0);
        let site = &house.matters.site;
        let outcome = light::ask(site, &reach(PHONE), Lang::Zh).await.unwrap();
        assert_eq!(outcome, Asking::NoCarrier);
    }

    async fn codes_are_sent_to_anybody_alike_and_not_too_often(db: Db) {
        let house = House::open_with(&db, "2026-05-11T09:00", CARRIED).await;
        let site = &house.matters.site;
        report(&house, "三号楼的路灯坏了", PHONE).await;
        for phone in [PHONE, "13900002222"] {
            for _ in 0..3 {
                let asked = light::ask(site, &reach(phone), Lang::Zh).await.unwrap();
                assert!(matches!(asked, Asking::OnItsWay(_)), "{phone}");
            }
            let enough = light::ask(site, &reach(phone), Lang::Zh).await.unwrap();
            assert!(matches!(enough, Asking::Enough { .. }), "{phone}");
        }
        assert_eq!(count(&db, "notices.send").await, 6);

        let mut browser = Browser::new(&house);
        let asked = browser.post("/mine", "/mine/ask", &[("reach", "a@example.cn")]).await;
        assert_eq!(asked.location, "/mine/code");
        assert!(browser.get("/mine/code").await.says("a***@example.cn"));
        for _ in 0..5 {
            let wrong = browser.post("/mine/code", "/mine/code", &[("code", "no")]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        house.clock.advance_seconds(600);
        assert_eq!(browser.get("/mine/code").await.location, "/mine");
    }

    async fn a_code_is_good_once_and_in_its_own_browser(db: Db) {
        let house = House::open_with(&db, "2026-05-11T09:00", CARRIED).await;
        let site = &house.matters.site;
        let Asking::OnItsWay(secret) = light::ask(site, &reach(PHONE), Lang::En).await.unwrap()
        else {
            panic!("no code was sent");
        };
        let sent = outbox::take(&db, site.now().plus_seconds(1), 10).await.unwrap();
        let order: serde_json::Value = serde_json::from_str(&sent[0].body).unwrap();
        assert!(!sent[0].body.contains(PHONE));
        assert_eq!(order["template"], "sign-in-code");
        assert_eq!(order["channel"], "sms");
        let open = |what: &str, place: &str| {
            let hex = order[what].as_str().unwrap();
            let bytes: Vec<u8> = (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
                .collect();
            site.keys.open(&format!("notice.{place}:{}", sent[0].id), &bytes).unwrap()
        };
        assert_eq!(open("to_sealed", "to"), PHONE);
        let words: serde_json::Value = serde_json::from_str(&open("vars_sealed", "vars")).unwrap();
        let code = words["code"].as_str().unwrap();
        assert!(light::enter(site, "another browser", code).await.unwrap().is_none());
        assert!(light::enter(site, &secret, code).await.unwrap().is_some());
        assert!(light::enter(site, &secret, code).await.unwrap().is_none());
    }

    async fn what_has_run_out_is_swept_and_a_year_unused_deletes(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let site = &house.matters.site;
        let code = slip(&house, PHONE).await;
        enter(&mut Browser::new(&house), PHONE, &code).await;
        assert_eq!(light::sweep(site).await.unwrap(), 0);
        house.clock.advance_seconds(366 * 86_400);
        assert_eq!(light::sweep(site).await.unwrap(), 1);
        assert_eq!(light::sweep(site).await.unwrap(), 0);
    }

    async fn the_counter_prints_a_slip_and_nobody_else_does(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        for (login, may) in [("clerk", true), ("caller", false)] {
            let mut browser = Browser::new(&house);
            let fields = [("login", login), ("password", demo::PASSWORD), ("next", "")];
            browser.post("/sign-in", "/sign-in", &fields).await;
            let page = browser.get("/desk/light-slip").await;
            if !may {
                assert_eq!(page.status, StatusCode::NOT_FOUND);
                continue;
            }
            let odd = [("reach", "nobody"), ("form_key", KEY)];
            let odd = browser.post("/desk/light-slip", "/desk/light-slip", &odd).await;
            assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
            let fields = [("reach", PHONE), ("form_key", KEY)];
            let printed = browser.post("/desk/light-slip", "/desk/light-slip", &fields).await;
            assert_eq!(printed.status, StatusCode::OK);
            assert!(printed.says("138****1111") && !printed.says(PHONE), "{}", printed.body);
            let twice = browser.post("/desk/light-slip", "/desk/light-slip", &fields).await;
            assert_eq!(twice.location, "/desk/light-slip");
        }
        let mut tx = db.read().await.unwrap();
        let none = journal::of_subject(&mut tx, KEY.parse().unwrap()).await.unwrap();
        assert!(none.is_empty());
    }

    async fn for_a_day_after_a_slip_nothing_is_withdrawn_by_code(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let site = &house.matters.site;
        let own = report(&house, "三号楼的路灯坏了", PHONE).await;
        let elses = report(&house, "垃圾桶满了", "13900002222").await;
        let code = slip(&house, PHONE).await;
        let mut browser = Browser::new(&house);
        let withdraw = async |browser: &mut Browser, code: &EchoCode| {
            let (page, path) = (format!("/echo/{}", code.as_str()), format!("/echo/{}/withdraw", code.as_str()));
            let key = site.new_id().to_string();
            let fields = [("withdraw", "不用了"), ("form_key", key.as_str())];
            browser.post(&page, &path, &fields).await
        };
        // Printed alone it holds nothing back: somebody may have printed it for fun.
        light::enter_by_slip(site, &reach(PHONE), "00000000").await.unwrap();
        enter(&mut browser, PHONE, &code).await;
        let refused = withdraw(&mut browser, &own).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("A sign-in slip for this phone was used"), "{}", refused.body);
        assert_eq!(withdraw(&mut browser, &elses).await.status, StatusCode::SEE_OTHER);
        house.clock.advance_seconds(86_400 + 60);
        assert_eq!(withdraw(&mut browser, &own).await.status, StatusCode::SEE_OTHER);
    }

    async fn who_prints_many_slips_is_told_to_the_auditor_once_a_day(db: Db) {
        let house = House::open(&db, "2026-05-11T09:00").await;
        let site = &house.matters.site;
        let clerk = Id::derived("test", "clerk");
        let actor = format!("account:{clerk}");
        let print = async |phone: &str| {
            let mut tx = db.write().await.unwrap();
            light::print_slip(&mut tx, site, &reach(phone), &actor, site.now()).await.unwrap();
            tx.commit().await.unwrap();
        };
        for number in 0..SLIPS_IN_DAY {
            print(&format!("139000{number:05}")).await;
        }
        assert_eq!(count(&db, light::MANY_SLIPS).await, 0);
        print(PHONE).await;
        print("13900009999").await;
        let told = outbox::take(&db, site.now(), 50).await.unwrap();
        let told: Vec<_> = told.iter().filter(|it| it.topic == light::MANY_SLIPS).collect();
        assert_eq!(told.len(), 1, "one alarm, however many follow");
        let many: light::ManySlips = serde_json::from_str(&told[0].body).unwrap();
        assert_eq!((many.account, many.within_a_day), (clerk, SLIPS_IN_DAY + 1));
        // The journal says for which phone, to whoever knows the phone and has the key.
        let mut tx = db.read().await.unwrap();
        let rows = tx.fetch_all(PRINTED, args![]).await.unwrap();
        let digest = site.keys.digest("slip in the journal", PHONE);
        let bodies: Vec<String> = rows.iter().map(|row| row.get("body").unwrap()).collect();
        assert_eq!(bodies.iter().filter(|it| it.contains(&digest)).count(), 1);
        assert!(bodies.iter().all(|it| !it.contains(PHONE)));
        drop(tx);
        // A day later it is counted anew, and what was noted goes.
        house.clock.advance_seconds(3 * 86_400);
        light::sweep(site).await.unwrap();
        print(PHONE).await;
        let mut tx = db.read().await.unwrap();
        let left: i64 = tx.fetch_one(NOTED, args![]).await.unwrap().get("n").unwrap();
        assert_eq!(left, 1);
    }
}
