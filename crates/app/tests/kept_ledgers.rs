//! Ledgers as the program wires them: what the slices keep, asked for over the interface by those
//! who make reports, with every column filled by somebody and nobody named.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod site;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_app::server;
use huiyin_kernel::Id;
use huiyin_matters::model::{Act, Actor, CategoryCode, Post, Role, Scope, Source};
use huiyin_matters::ops::{self, Extra, Intake};
use huiyin_matters::store::Contact;
use huiyin_registry::{demo, ops as registry_ops};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::site::Site;

const NAME: &str = "欧阳鹤鸣";
const PHONE: &str = "13977665544";

/// Those who make reports, and what they ask.
struct Office {
    site: Site,
    service: Router,
}

impl Office {
    async fn open() -> Self {
        let site = Site::demo("ledgers", &|_| None).await;
        let service = server::service(&site.slices);
        Self { site, service }
    }

    /// Reports a matter and dispatches it.
    async fn matter(&self, text: &str, restricted: bool) {
        let intake = Intake {
            category: Some(CategoryCode::parse("0408").unwrap()),
            restricted,
            contact: Contact {
                name: Some(NAME.to_owned()),
                phone: Some(PHONE.to_owned()),
                tell: None,
            },
            ..Intake::of_text(self.site.slices.site.new_id(), Source::Web, text)
        };
        let receipt = ops::report(&self.site.slices.matters, intake, &Actor::VISITOR)
            .await
            .unwrap();
        let post = Post {
            role: Role::Supervisor,
            scope: Scope::District,
        };
        let desk = Actor::staff(Id::derived("test", "desk"), vec![post]);
        let accept = Act::Accept {
            category: CategoryCode::parse("0408").unwrap(),
            kind: None,
            urgency: None,
            note: String::new(),
        };
        ops::act(
            &self.site.slices.matters,
            receipt.matter,
            &desk,
            accept,
            Extra::default(),
        )
        .await
        .unwrap();
    }

    async fn signed_in(&self, login: &str) -> String {
        let (site, registry) = (&self.site.slices.site, &self.site.slices.registry);
        let opened = registry_ops::sign_in(site, registry, login, demo::PASSWORD, "");
        opened.await.unwrap().session().expect("it opens").token
    }

    async fn get(&self, token: &str, address: &str) -> (StatusCode, String) {
        let request = Request::get(address)
            .header(header::COOKIE, format!("huiyin_session={token}"))
            .body(Body::empty())
            .unwrap();
        let answer = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 64 * 1024 * 1024)
            .await
            .unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn ledger(&self, token: &str, ledger: &str) -> Value {
        let today = self.site.slices.site.now().date();
        let from = today.plus_days(-360);
        let address = format!("/api/v1/statistics/ledgers/{ledger}?period={from}..{today}");
        let (status, text) = self.get(token, &address).await;
        assert_eq!(status, StatusCode::OK, "{ledger}: {text}");
        for trace in [NAME, PHONE] {
            assert!(!text.contains(trace), "{ledger} names somebody: {text}");
        }
        serde_json::from_str(&text).unwrap()
    }
}

/// How many rows have something in each column.
fn filled(answer: &Value) -> BTreeMap<String, usize> {
    let columns = answer["columns"].as_array().unwrap();
    let rows = answer["rows"].as_array().unwrap();
    let count = |at: usize| rows.iter().filter(|row| !row[at].is_null()).count();
    let named = columns.iter().enumerate();
    named
        .map(|(at, column)| (column["key"].as_str().unwrap().to_owned(), count(at)))
        .collect()
}

fn has(answer: &Value, ledger: &str, keys: &[&str]) {
    let filled = filled(answer);
    for key in keys {
        assert!(filled[*key] > 0, "nothing in {ledger}.{key}: {filled:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_slice_fills_its_ledgers_and_names_nobody() {
    let office = Office::open().await;
    office
        .matter(&format!("路灯不亮，请打{PHONE}"), false)
        .await;
    office.matter("家里的事", true).await;
    Box::pin(huiyin_compounds::demo::seed(&office.site.slices.site))
        .await
        .unwrap();
    let supervisor = office.signed_in("supervisor").await;
    let matters = office.ledger(&supervisor, "matters").await;
    let keys = [
        "number", "received", "source", "kind", "class", "category", "item", "state",
    ];
    has(&matters, "matters", &keys);
    let items = matters["rows"].to_string();
    assert!(
        !items.contains("家里的事"),
        "a protected matter is not told: {items}"
    );
    for (ledger, keys) in [
        (
            "decisions",
            &["estate", "kind", "title", "items", "begun", "state"][..],
        ),
        (
            "income",
            &[
                "estate", "number", "day", "account", "kind", "what", "income", "net",
            ],
        ),
        ("mediation", &["dispute", "stage", "cases"]),
        ("publications", &["estate", "kind", "of", "published"]),
        ("places", &["street", "community", "received"]),
        ("visits", &["street", "community", "declined"]),
    ] {
        let answer = office.ledger(&supervisor, ledger).await;
        has(&answer, ledger, keys);
        let text = answer.to_string();
        assert!(!text.contains('⟦'), "words are missing in {ledger}: {text}");
    }
    // A clerk of one street has less than the whole, and somebody who makes no reports nothing.
    let clerk = office.signed_in("clerk").await;
    let of = |answer: &Value| answer["rows"].as_array().unwrap().len();
    let whole = of(&office.ledger(&supervisor, "places").await);
    assert!(of(&office.ledger(&clerk, "places").await) < whole);
    let handler = office.signed_in("handler-lighting").await;
    let (status, _) = office
        .get(&handler, "/api/v1/statistics/ledgers/matters")
        .await;
    assert_ne!(status, StatusCode::OK);
    // Requests about data are for those who keep or take them.
    let officer = office.signed_in("privacy").await;
    office.ledger(&officer, "rights").await;
    for (token, ledger) in [(&supervisor, "rights"), (&officer, "matters")] {
        let address = format!("/api/v1/statistics/ledgers/{ledger}");
        assert_eq!(office.get(token, &address).await.0, StatusCode::NOT_FOUND);
    }
    office.site.finish().await;
}
