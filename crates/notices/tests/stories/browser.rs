//! The pages before a browser that keeps its session.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::Db;
use huiyin_registry::{demo, ops as registry_ops, posts};
use tower::ServiceExt as _;

use super::house::House;

/// The model district's register, with the registry's pages and ours.
pub struct Desk {
    pub house: House,
    router: Router,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

impl Answer {
    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The value of the first input of this name.
    pub fn input(&self, name: &str) -> String {
        let marker = format!("name=\"{name}\" value=\"");
        let at = self
            .body
            .find(&marker)
            .unwrap_or_else(|| panic!("no input {name}: {}", self.body));
        let rest = &self.body[at + marker.len()..];
        rest[..rest.find('"').expect("a quote")].to_owned()
    }
}

impl Desk {
    pub async fn open(db: &Db, house: House) -> Self {
        let site = Arc::clone(&house.slice.site);
        let mut tx = db.write().await.expect("a writer");
        demo::seed(&mut tx, site.entropy.as_ref(), site.now())
            .await
            .expect("the register");
        tx.commit().await.expect("a commit");
        let routes = huiyin_registry::routes(Arc::clone(&site), Arc::clone(&house.registry))
            .merge(huiyin_notices::routes(&house.slice));
        Self {
            house,
            router: huiyin_web::service(site, routes),
        }
    }

    fn login(role: &str) -> &'static str {
        let found = demo::ACCOUNTS.iter().find(|it| it.role == role);
        found.expect("such a role").login
    }

    pub async fn signed_in(&self, role: &str) -> Browser<'_> {
        let site = &self.house.slice.site;
        let registry = &self.house.registry;
        let opened =
            registry_ops::sign_in(site, registry, Self::login(role), demo::PASSWORD, "").await;
        let opened = opened.expect("a store").session();
        Browser {
            desk: self,
            token: opened.expect("the demo password opens").token,
        }
    }

    /// The area of the first post of whoever has this role in the model district.
    pub async fn area_of(&self, role: &str) -> String {
        let mut tx = self.house.slice.site.db.read().await.expect("a reader");
        let account = huiyin_registry::accounts::by_login(&mut tx, Self::login(role)).await;
        let account = account.expect("a store").expect("an account");
        let held = posts::of_account(&mut tx, account.id).await;
        held.expect("posts")[0].area_path.clone()
    }

    /// Orders what digests are due and takes the orders; says how many there were.
    pub async fn digests(&self) -> u32 {
        let ordered = huiyin_notices::ops::order_digests(&self.house.slice).await;
        let ordered = ordered.expect("digests");
        self.house.take_orders().await;
        ordered
    }
}

pub struct Browser<'a> {
    desk: &'a Desk,
    token: String,
}

impl Browser<'_> {
    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.desk.router.clone().oneshot(request).await;
        let response = response.expect("an answer");
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or("", |it| it.to_str().expect("text"));
        let (status, location) = (response.status(), location.to_owned());
        let bytes = to_bytes(response.into_body(), 4 << 20).await;
        Answer {
            status,
            location,
            body: String::from_utf8(bytes.expect("a body").to_vec()).expect("UTF-8"),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("huiyin_session={}", self.token))
            .header(header::ACCEPT_LANGUAGE, "zh-CN")
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends exactly these fields.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", huiyin_web::forms::percent(value)))
            .collect();
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.expect("a request")).await
    }

    /// Opens `page`, takes the hidden fields from it and sends the form.
    pub async fn submit(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.get(page).await;
        assert_eq!(form.status, StatusCode::OK, "{page}");
        let mut hidden = vec![("csrf", form.input("csrf"))];
        if form.says("name=\"version\"") {
            hidden.push(("version", form.input("version")));
        }
        let mut all: Vec<(&str, &str)> = hidden.iter().map(|it| (it.0, it.1.as_str())).collect();
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }
}
