//! A district under test: the whole site in front of a fresh store, and a browser that keeps
//! cookies and fills in forms.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::{Clock, FixedClock, Instant, Lang};
use huiyin_registry::{Provider, Registry, RegistryGate, demo, routes};
use huiyin_web::{Declared, Limits, Settings, Site, Texts};
use tower::ServiceExt as _;

use super::provider::TestProvider;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
];

pub struct House {
    pub site: Arc<Site>,
    pub clock: Arc<FixedClock>,
    pub declared: Vec<Declared>,
    router: axum::Router,
}

pub fn start() -> Instant {
    Instant::parse_local("2026-05-09 09:00").expect("a time")
}

impl House {
    /// The demo district at nine in the morning of a working Saturday.
    pub async fn open(db: &Db) -> Self {
        Self::restart(db, start()).seeded(db).await
    }

    /// The same, reached by this address.
    pub async fn open_at(db: &Db, address: &str) -> Self {
        Self::start(db, start(), address, None).seeded(db).await
    }

    /// The same, with a provider whose people may sign in.
    pub async fn open_with(db: &Db, address: &str, provider: &TestProvider) -> Self {
        let provider = provider.configured(address);
        let house = Self::start(db, start(), address, Some(provider));
        house.seeded(db).await
    }

    async fn seeded(self, db: &Db) -> Self {
        let mut tx = db.write().await.expect("a writer");
        demo::seed(&mut tx, self.site.entropy.as_ref(), start())
            .await
            .expect("the demo");
        tx.commit().await.expect("a commit");
        self
    }

    /// A new process over the same store.
    pub fn restart(db: &Db, now: Instant) -> Self {
        Self::start(db, now, &Settings::default().public_address, None)
    }

    fn start(db: &Db, now: Instant, address: &str, provider: Option<Provider>) -> Self {
        let clock = Arc::new(FixedClock::at(now));
        let keys = Keys::from_master(&[7; 32]);
        let registry = Registry::new().expect("a policy").with_outside(provider);
        let registry = Arc::new(registry);
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let folder = std::env::temp_dir().join("huiyin-registry-tests");
        let settings = Settings {
            is_demo: true,
            public_address: address.to_owned(),
            ..Settings::default()
        };
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(CountingEntropy::default()),
            keys,
            blobs: Blobs::open(&folder).expect("a folder"),
            texts: Texts::load().expect("locales"),
            limits: Limits::new(0),
            settings,
            gatekeeper: Arc::new(gate),
        });
        let all = routes(Arc::clone(&site), registry);
        let declared = all.declared().to_vec();
        let router = huiyin_web::service(Arc::clone(&site), all);
        Self {
            site,
            clock,
            declared,
            router,
        }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookie: String::new(),
            step: String::new(),
            way_in: String::new(),
            lang: Lang::En,
        }
    }

    /// A browser in which this demo account has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.sign_in(login, demo::PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}");
        browser
    }
}

pub struct Browser<'a> {
    house: &'a House,
    pub cookie: String,
    /// The cookie of a sign-in that stands half-way.
    pub step: String,
    /// The cookie of a sign-in by passkey or provider that is under way.
    pub way_in: String,
    pub lang: Lang,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub set_cookie: String,
    pub clear_site_data: String,
    pub body: String,
}

impl Answer {
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

    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(
                header::COOKIE,
                format!(
                    "huiyin_session={}; huiyin_step={}; huiyin_way_in={}",
                    self.cookie, self.step, self.way_in
                ),
            )
            .header(header::ACCEPT_LANGUAGE, self.lang.tag())
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .house
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let read = |name: header::HeaderName| {
            let value = response.headers().get(name);
            value.map_or_else(String::new, |it| it.to_str().expect("text").to_owned())
        };
        let (status, location) = (response.status(), read(header::LOCATION));
        let clear_site_data = read(header::HeaderName::from_static("clear-site-data"));
        let cookies = response.headers().get_all(header::SET_COOKIE);
        let cookies: Vec<&str> = cookies
            .iter()
            .map(|it| it.to_str().expect("text"))
            .collect();
        let set_cookie = cookies.join("\n");
        let bytes = to_bytes(response.into_body(), 4 << 20)
            .await
            .expect("a body");
        Answer {
            status,
            location,
            set_cookie,
            clear_site_data,
            body: String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        }
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
        let mut all: Vec<(String, String)> = vec![("csrf".to_owned(), form.input("csrf"))];
        for name in ["form_key", "version"] {
            if form.says(&format!("name=\"{name}\"")) {
                all.push((name.to_owned(), form.input(name)));
            }
        }
        let hidden = all
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let together: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
        self.post(path, &together).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let fields = [("login", login), ("password", password), ("next", "")];
        let answer = self.submit("/sign-in", "/sign-in", &fields).await;
        self.keep(&answer);
        answer
    }

    /// Takes the cookies of an answer over, as a browser does.
    pub fn keep(&mut self, answer: &Answer) {
        for line in answer.set_cookie.lines() {
            let pair = line.split(';').next().expect("a pair");
            match pair.split_once('=') {
                Some(("huiyin_session", token)) => token.clone_into(&mut self.cookie),
                Some(("huiyin_step", token)) => token.clone_into(&mut self.step),
                Some(("huiyin_way_in", token)) => token.clone_into(&mut self.way_in),
                _ => {}
            }
        }
    }
}
