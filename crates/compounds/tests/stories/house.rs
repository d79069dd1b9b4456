//! The model district with the pages of compounds, and people who sign in there. Shared by the tests of
//! all rooms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_compounds::Compounds;
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration, Tx};
use huiyin_kernel::{FixedClock, Id, Instant, Lang};
use huiyin_matters::telling::{Told, Waiting, Wish};
use huiyin_matters::{Matters, Telling};
use huiyin_registry::{Area, Registry, RegistryGate, areas, demo};
use huiyin_web::{Carried, Limits, SESSION_COOKIE, Settings, Site, Texts};
use tower::ServiceExt as _;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    huiyin_compounds::MIGRATIONS,
];

const BOUNDARY: &str = "line-between-parts";

static NEXT: AtomicU64 = AtomicU64::new(0);

/// Wishes kept in memory, as whoever carries messages keeps them in a table.
#[derive(Debug, Default)]
pub struct Wishes(Mutex<BTreeMap<Id, Wish>>);

impl Telling for Wishes {
    fn agree<'a>(
        &'a self,
        _: &'a mut Tx,
        reporter: Id,
        _: Id,
        lang: Lang,
        now: Instant,
    ) -> Waiting<'a, ()> {
        let wish = Wish {
            lang,
            holds: true,
            agreed_at: now,
        };
        self.0.lock().unwrap().insert(reporter, wish);
        Box::pin(async { Ok(()) })
    }

    fn wish<'a>(&'a self, _: &'a mut Tx, reporter: Id) -> Waiting<'a, Option<Wish>> {
        let wish = self.0.lock().unwrap().get(&reporter).copied();
        Box::pin(async move { Ok(wish) })
    }

    fn withdraw<'a>(&'a self, _: &'a mut Tx, reporter: Id, _: Instant) -> Waiting<'a, bool> {
        let mut all = self.0.lock().unwrap();
        let held = all.get_mut(&reporter).is_some_and(|it| {
            let held = it.holds;
            it.holds = false;
            held
        });
        Box::pin(async move { Ok(held) })
    }

    fn renew<'a>(&'a self, _: &'a mut Tx, reporter: Id, _: Instant) -> Waiting<'a, bool> {
        let mut all = self.0.lock().unwrap();
        let found = all.get_mut(&reporter).map(|it| it.holds = true).is_some();
        Box::pin(async move { Ok(found) })
    }

    fn forget<'a>(&'a self, _: &'a mut Tx, reporter: Id, _: Id, _: Instant) -> Waiting<'a, ()> {
        self.0.lock().unwrap().remove(&reporter);
        Box::pin(async { Ok(()) })
    }

    fn told<'a>(&'a self, _: &'a mut Tx, _: Id) -> Waiting<'a, Vec<Told>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

pub struct House {
    pub compounds: Arc<Compounds>,
    /// Turned by tests that let days pass.
    pub clock: Arc<FixedClock>,
    registry: Arc<Registry>,
    service: Router,
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.compounds.site.blobs.folder()));
    }
}

impl House {
    pub async fn open(db: &Db) -> Self {
        Self::open_at(db, "2026-11-26 09:00").await
    }

    pub async fn open_at(db: &Db, now: &str) -> Self {
        Self::made(db, now, None).await
    }

    /// The demo in a district that carries short messages.
    pub async fn that_tells(db: &Db) -> Self {
        let telling = Arc::new(Wishes::default());
        let house = Self::made(db, "2026-11-26 09:00", Some(telling)).await;
        let site = &house.compounds.site;
        huiyin_compounds::demo::seed(site).await.unwrap();
        house
    }

    async fn made(db: &Db, now: &str, telling: Option<Arc<Wishes>>) -> Self {
        let now = Instant::parse_local(now).unwrap();
        let clock = Arc::new(FixedClock::at(now));
        let entropy = Arc::new(CountingEntropy::default());
        let mut tx = db.write().await.unwrap();
        demo::seed(&mut tx, entropy.as_ref(), now).await.unwrap();
        tx.commit().await.unwrap();
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huiyin_compounds_{}_{number}", std::process::id());
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::<FixedClock>::clone(&clock),
            entropy,
            keys,
            blobs: Blobs::open(&std::env::temp_dir().join(name)).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(0),
            settings: Settings {
                carriers: Carried {
                    sms: telling.is_some(),
                    ..Carried::default()
                },
                ..Settings::default()
            },
            gatekeeper: Arc::new(gate),
        });
        let mut matters = Matters::new(Arc::clone(&site)).unwrap();
        if let Some(telling) = telling {
            matters = matters.with_telling(telling);
        }
        let matters = Arc::new(matters);
        let compounds = Arc::new(Compounds::new(Arc::clone(&matters)));
        let all = huiyin_matters::routes(&matters).merge(huiyin_compounds::routes(&compounds));
        Self {
            service: huiyin_web::service(site, all),
            clock,
            compounds,
            registry,
        }
    }

    pub async fn staff(&self, login: &str, lang: &'static str) -> Staff<'_> {
        let site = &self.compounds.site;
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
        let mut tx = self.compounds.site.db.read().await.unwrap();
        areas::by_code(&mut tx, code).await.unwrap().unwrap()
    }

    /// The estates of the demo, made as `huiyin demo` makes them.
    pub async fn with_demo(db: &Db) -> Self {
        let house = Self::open(db).await;
        huiyin_compounds::demo::seed(&house.compounds.site)
            .await
            .unwrap();
        house
    }

    /// A resident whose light account for this phone is open.
    pub async fn resident(&self, phone: &str, lang: &'static str) -> Staff<'_> {
        use huiyin_matters::light::Reach;
        use huiyin_matters::store::light;
        let site = &self.compounds.site;
        let token = site.new_secret();
        let mut tx = site.db.write().await.unwrap();
        let reach = Reach::read(phone).unwrap();
        let keys = &site.keys;
        let fresh = site.new_id();
        let (account, _) = light::sign_in(&mut tx, keys, &*site.entropy, &reach, fresh, site.now())
            .await
            .unwrap();
        light::open_session(&mut tx, keys, &token, account, site.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Staff {
            house: self,
            cookie: format!("huiyin_mine={token}"),
            lang,
        }
    }

    /// Somebody without an account.
    pub fn nobody(&self, lang: &'static str) -> Staff<'_> {
        Staff {
            house: self,
            cookie: String::new(),
            lang,
        }
    }

    /// What happened to a subject, in its order.
    pub async fn journal(&self, subject: Id) -> Vec<String> {
        let mut tx = self.compounds.site.db.read().await.unwrap();
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
        let is_paper = bytes.starts_with(b"%PDF");
        assert!(
            is_paper || !text.contains('⟦'),
            "a sentence is missing:\n{text}"
        );
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
        self.upload_with(path, (name, bytes), &[]).await
    }

    /// A file with other fields of its form filled in.
    pub async fn upload_with(
        &self,
        path: &str,
        (name, bytes): (&str, &[u8]),
        filled: &[(&str, &str)],
    ) -> Answer {
        let mut body = Vec::new();
        let filled = filled.iter();
        let filled = filled.map(|(field, value)| ((*field).to_owned(), (*value).to_owned()));
        for (field, value) in hidden(&self.page(path).await, path, "")
            .into_iter()
            .chain(filled)
        {
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
