//! From a report with the box ticked to the short message in a carrier's hands, and back: what the
//! slices say to each other through the outbox, wired as the program wires them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod site;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::routing::post;
use huiyin_app::server;
use huiyin_db::outbox;
use huiyin_kernel::{Id, Lang};
use huiyin_matters::model::{Actor, Source};
use huiyin_matters::ops::{self, Intake, Receipt};
use huiyin_matters::store::Contact;
use huiyin_notices::{Fate, notices};
use huiyin_registry::{demo, ops as registry_ops};
use site::Site;
use tower::ServiceExt as _;

type Got = Arc<Mutex<Vec<serde_json::Value>>>;

/// A carrier that knows every number but one.
async fn carrier() -> (String, Got) {
    async fn take(State(got): State<Got>, body: Bytes) -> (StatusCode, &'static str) {
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let is_known = body["to"] != "13900000000";
        got.lock().unwrap().push(body);
        if is_known {
            (StatusCode::ACCEPTED, "{}")
        } else {
            (StatusCode::UNPROCESSABLE_ENTITY, r#"{"reason":"空号"}"#)
        }
    }
    let got = Got::default();
    let app = Router::new()
        .route("/send", post(take))
        .with_state(Arc::clone(&got));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/send", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, got)
}

struct District {
    site: Site,
}

impl District {
    async fn open(name: &str, carrier: Option<&str>) -> Self {
        let address = carrier.map(str::to_owned);
        // No quiet hours: the clock of this test is the real one.
        let environment = move |name: &str| match name {
            "HUIYIN_SMS_ADDRESS" => address.clone(),
            "HUIYIN_SMS_SECRET" => address.as_ref().map(|_| "a secret".to_owned()),
            "HUIYIN_QUIET_FROM" | "HUIYIN_QUIET_UNTIL" => Some("00:00".to_owned()),
            _ => None,
        };
        Self {
            site: Site::demo(name, &environment).await,
        }
    }

    /// A report by somebody who left this phone.
    async fn report(&self, phone: Option<&str>, tell: bool, source: Source) -> Receipt {
        let id = self.site.slices.site.new_id();
        let intake = Intake {
            contact: Contact {
                name: Some("谭小满".to_owned()),
                phone: phone.map(str::to_owned),
                tell: tell.then_some(Lang::Zh),
            },
            ..Intake::of_text(id, source, "楼道灯坏了")
        };
        ops::report(&self.site.slices.matters, intake, &Actor::VISITOR)
            .await
            .unwrap()
    }

    /// Delivers every message, and those that come of it.
    async fn deliver(&self) {
        let site = &self.site.slices.site;
        loop {
            let messages = outbox::take(&site.db, site.now(), 100).await.unwrap();
            for message in &messages {
                let fate = self.site.slices.handle(message).await;
                assert!(
                    matches!(fate, outbox::Fate::Done(_)),
                    "{}: {fate:?}",
                    message.topic
                );
                outbox::settle(&site.db, message, fate, site.now())
                    .await
                    .unwrap();
            }
            if messages.is_empty() {
                return;
            }
        }
    }

    /// Sends what waits, without its three minutes.
    async fn send(&self) {
        let site = &self.site.slices.site;
        let mut tx = site.db.write().await.unwrap();
        let waiting = notices::newest(&mut tx, Some(Fate::Waiting), (far(), ""), 100)
            .await
            .unwrap();
        for it in waiting {
            notices::postpone(&mut tx, it.id, it.next_at, site.now(), Fate::Waiting, "")
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        self.site.slices.run("notices.send").await.unwrap();
        self.deliver().await;
    }

    async fn fates(&self, matter: Id) -> Vec<(String, Fate)> {
        let mut tx = self.site.slices.site.db.read().await.unwrap();
        let all = notices::of_subject(&mut tx, matter).await.unwrap();
        all.into_iter().map(|it| (it.template, it.fate)).collect()
    }

    async fn page(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = server::service(&self.site.slices)
            .oneshot(request)
            .await
            .unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 4 << 20).await.unwrap();
        (
            status,
            location,
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    async fn get(&self, path: &str) -> String {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.page(request).await.2
    }

    /// Presses a button of the card on the echo page.
    async fn press(&self, receipt: &Receipt, wish: &str) -> String {
        let path = format!("/echo/{}", receipt.code.as_str());
        let form = self.get(&path).await;
        let at = form.find("name=\"csrf\" value=\"").expect("a token") + 19;
        let token = &form[at..at + form[at..].find('"').unwrap()];
        let request = Request::post(format!("{path}/telling"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf={token}&wish={wish}")))
            .unwrap();
        self.page(request).await.1
    }

    async fn finish(self) {
        self.site.finish().await;
    }
}

fn far() -> huiyin_kernel::Instant {
    huiyin_kernel::Instant::from_micros(i64::MAX)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_agreed_gets_a_message_without_a_name_and_can_stop_it() {
    let (address, got) = carrier().await;
    let district = District::open("told", Some(&address)).await;
    let receipt = district
        .report(Some("138 0013 8000"), true, Source::Web)
        .await;
    district.deliver().await;
    district.send().await;
    let first = got.lock().unwrap()[0].clone();
    assert_eq!(first["to"], "13800138000");
    let text = first["text"].as_str().unwrap();
    let echo = format!("/echo/{}", receipt.code.as_str());
    assert!(text.contains(&echo), "{text}");
    assert!(
        !text.contains("谭") && !text.contains(&receipt.number) && !text.contains("灯"),
        "{text}"
    );

    let page = district.get(&echo).await;
    assert!(
        page.contains("138****8000") && page.contains("不再发短信"),
        "{page}"
    );
    assert!(
        district
            .press(&receipt, "off")
            .await
            .contains("resident-telling-off")
    );
    tell(&district, receipt.matter, "message_to_reporter").await;
    district.send().await;
    assert_eq!(got.lock().unwrap().len(), 1, "nothing more was wanted");

    assert!(
        district
            .press(&receipt, "on")
            .await
            .contains("resident-telling-on")
    );
    tell(&district, receipt.matter, "answered").await;
    district.send().await;
    assert_eq!(got.lock().unwrap()[1]["template"], "matter-answered");
    district.finish().await;
}

/// Puts a notice for the reporter into the outbox, as the rules do.
async fn tell(district: &District, matter: Id, kind: &str) {
    let site = &district.site.slices.site;
    let body = serde_json::json!({ "to": { "reporter": matter }, "kind": kind, "matter": matter });
    let mut tx = site.db.write().await.unwrap();
    let topic = huiyin_matters::notices::TOPIC;
    outbox::add(&mut tx, site.new_id(), topic, matter, &body, site.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    district.deliver().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_did_not_agree_or_joined_is_told_by_their_page_only() {
    let (address, got) = carrier().await;
    let district = District::open("untold", Some(&address)).await;
    let receipt = district
        .report(Some("13800138000"), false, Source::Web)
        .await;
    district.deliver().await;
    tell(&district, receipt.matter, "answered").await;
    district.send().await;
    assert!(got.lock().unwrap().is_empty());
    assert!(district.fates(receipt.matter).await.is_empty());
    district.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_carrier_the_box_is_not_offered_and_a_tick_is_not_kept() {
    let district = District::open("no-carrier", None).await;
    assert!(!district.get("/report").await.contains("name=\"tell\""));
    let receipt = district
        .report(Some("13800138000"), true, Source::Web)
        .await;
    district.deliver().await;
    assert!(district.fates(receipt.matter).await.is_empty());
    let page = district
        .get(&format!("/echo/{}", receipt.code.as_str()))
        .await;
    assert!(!page.contains("id=\"telling\""));
    district.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_number_asks_the_callers_to_ring() {
    let (address, _got) = carrier().await;
    let district = District::open("wrong-number", Some(&address)).await;
    let receipt = district
        .report(Some("13900000000"), true, Source::Web)
        .await;
    district.deliver().await;
    district.send().await;
    let fates = district.fates(receipt.matter).await;
    assert_eq!(fates, [("matter-received".to_owned(), Fate::Refused)]);
    let caller = demo::ACCOUNTS
        .iter()
        .find(|it| it.role == "caller")
        .unwrap();
    let (site, registry) = (&district.site.slices.site, &district.site.slices.registry);
    let opened = registry_ops::sign_in(site, registry, caller.login, demo::PASSWORD, "");
    let token = opened
        .await
        .unwrap()
        .session()
        .expect("the demo password opens")
        .token;
    let request = Request::get("/desk/notices")
        .header(header::COOKIE, format!("huiyin_session={token}"))
        .body(Body::empty())
        .unwrap();
    let (status, _, page) = district.page(request).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("短信联系不上") && page.contains(&receipt.number),
        "{page}"
    );
    district.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_came_in_person_without_a_phone_gets_a_slip_and_the_newer_replaces_the_older() {
    let district = District::open("slip", None).await;
    let receipt = district.report(None, false, Source::Counter).await;
    district.deliver().await;
    assert!(
        district.fates(receipt.matter).await.is_empty(),
        "they hold the first slip already"
    );
    tell(&district, receipt.matter, "suspended").await;
    tell(&district, receipt.matter, "answered").await;
    let mut fates = district.fates(receipt.matter).await;
    fates.sort();
    assert_eq!(
        fates,
        [
            ("matter-answered".to_owned(), Fate::ToHandOver),
            ("matter-suspended".to_owned(), Fate::Superseded),
        ]
    );
    district.finish().await;
}
