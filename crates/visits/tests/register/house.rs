//! The model district with the pages of visits, and people who sign in there.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::{FixedClock, Id, Instant};
use huiyin_matters::Matters;
use huiyin_registry::{Area, Registry, RegistryGate, areas, demo};
use huiyin_visits::Visits;
use huiyin_web::{Limits, SESSION_COOKIE, Settings, Site, Texts};
use tower::ServiceExt as _;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    huiyin_visits::MIGRATIONS,
];

pub const COORDINATOR: &str = "coordinator";
const BOUNDARY: &str = "line-between-parts";

static NEXT: AtomicU64 = AtomicU64::new(0);

pub struct House {
    pub visits: Arc<Visits>,
    registry: Arc<Registry>,
    service: Router,
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.visits.site.blobs.folder()));
    }
}

impl House {
    pub async fn open(db: &Db) -> Self {
        let now = Instant::parse_local("2026-11-26 09:00").unwrap();
        let entropy = Arc::new(CountingEntropy::default());
        let mut tx = db.write().await.unwrap();
        demo::seed(&mut tx, entropy.as_ref(), now).await.unwrap();
        tx.commit().await.unwrap();
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huiyin_register_{}_{number}", std::process::id());
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::new(FixedClock::at(now)),
            entropy,
            keys,
            blobs: Blobs::open(&std::env::temp_dir().join(name)).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(0),
            settings: Settings::default(),
            gatekeeper: Arc::new(gate),
        });
        let matters = Arc::new(Matters::new(Arc::clone(&site)).unwrap());
        let visits = Arc::new(Visits::new(Arc::clone(&matters)));
        huiyin_visits::ops::forms::install(&site).await.unwrap();
        let all = huiyin_matters::routes(&matters).merge(huiyin_visits::routes(&visits));
        Self {
            service: huiyin_web::service(site, all),
            visits,
            registry,
        }
    }

    pub async fn staff(&self, login: &str, lang: &'static str) -> Staff<'_> {
        let site = &self.visits.site;
        let opened = huiyin_registry::ops::sign_in(site, &self.registry, login, demo::PASSWORD, "")
            .await
            .unwrap()
            .session()
            .expect("may sign in");
        Staff {
            house: self,
            cookie: format!("{SESSION_COOKIE}={}", opened.token),
            lang,
        }
    }

    pub async fn area(&self, code: &str) -> Area {
        let mut tx = self.visits.site.db.read().await.unwrap();
        areas::by_code(&mut tx, code).await.unwrap().unwrap()
    }

    /// What happened to a door, in its order.
    pub async fn journal(&self, subject: Id) -> Vec<String> {
        let mut tx = self.visits.site.db.read().await.unwrap();
        let rows = huiyin_db::journal::of_subject(&mut tx, subject).await;
        rows.unwrap().into_iter().map(|row| row.kind).collect()
    }
}

pub struct Staff<'h> {
    house: &'h House,
    cookie: String,
    lang: &'static str,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Staff<'_> {
    async fn call(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, self.lang);
        let response = self.house.service.clone();
        let response = response.oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
        let bytes = to_bytes(response.into_body(), 64_000_000)
            .await
            .unwrap()
            .to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains('⟦'), "a sentence is missing:\n{text}");
        Answer {
            status,
            location,
            text,
            bytes,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Request::get(path), Body::empty()).await
    }

    /// A page that went well.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}\n{}", answer.text);
        answer.text
    }

    pub async fn send(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let body = fields
            .iter()
            .fold(String::new(), |mut body, (name, value)| {
                let _ = write!(body, "{}={}&", escape(name), escape(value));
                body
            });
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.call(request, Body::from(body)).await
    }

    /// The form with this mark on a page, filled in and sent to `action`.
    pub async fn submit(
        &self,
        page: &str,
        (action, mark): (&str, &str),
        filled: &[(&str, &str)],
    ) -> Answer {
        let mut fields = hidden(&self.page(page).await, action, mark);
        let filled = filled.iter();
        fields.extend(filled.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(action, &fields).await
    }

    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in hidden(&self.page(path).await, path, "") {
            let part = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        let part = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(part.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.call(request, Body::from(body)).await
    }
}

/// The hidden fields of the form with this action that holds the mark.
pub fn hidden(page: &str, action: &str, mark: &str) -> Vec<(String, String)> {
    let action = format!("action=\"{action}\"");
    let forms = page.split("<form ").skip(1);
    let form = forms
        .map(|rest| rest.split("</form>").next().unwrap())
        .find(|form| form.contains(&action) && form.contains(mark));
    let form = form.unwrap_or_else(|| panic!("no form for {action} {mark} on\n{page}"));
    form.split("<input ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
        .filter(|input| input.contains("type=\"hidden\""))
        .map(|input| (attribute(input, "name"), attribute(input, "value")))
        .collect()
}

fn attribute(input: &str, name: &str) -> String {
    let mark = format!("{name}=\"");
    let value = input.split_once(&mark).map(|(_, rest)| rest);
    let value = value.map(|rest| rest.split('"').next().unwrap());
    value.unwrap_or_default().to_owned()
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

huiyin_db::queries! {
    REVEALS = "SELECT COUNT(*) AS n FROM dwelling_reveal";
    ALARMS = "SELECT COUNT(*) AS n FROM dwelling_reveal_alarm";
    DOORS = "SELECT COUNT(*) AS n FROM dwelling";
    AGE = "UPDATE dwelling SET door_digest = $2 WHERE id = $1";
}

pub async fn rows(tx: &mut huiyin_db::Tx, table: &str) -> i64 {
    let query = match table {
        "dwelling_reveal" => REVEALS,
        "dwelling_reveal_alarm" => ALARMS,
        "dwelling" => DOORS,
        other => panic!("no count for {other}"),
    };
    let row = tx.fetch_one(query, huiyin_db::args![]).await.unwrap();
    row.get("n").unwrap()
}

/// Gives a door the key that it would have had before signs between numbers counted.
pub async fn age_door(house: &House, id: Id, place: (Id, &str, &str, &str)) {
    let (community, compound, building, door) = place;
    let key = [&community.to_string(), compound, building, door].join("\u{1f}");
    let digest = house.visits.site.keys.digest("visit door", &key);
    let mut tx = house.visits.site.db.write().await.unwrap();
    tx.execute(AGE, huiyin_db::args![id, digest]).await.unwrap();
    tx.commit().await.unwrap();
}
