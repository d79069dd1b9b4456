//! A whole small district behind a router, for stories.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration, Tx};
use huiyin_kernel::{FixedClock, Id, Instant};
use huiyin_registry::BodyKind;
use huiyin_web::{Gatekeeper, Limits, Settings, Site, Texts, forms};
use tower::ServiceExt as _;

use crate::Matters;
use crate::model::{Act, Actor, CategoryCode, Channel, Outcome, Post, Role, Scope};
use crate::ops::{self, Extra};

pub(super) const SETS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    crate::MIGRATIONS,
];

struct Nobody;

impl Gatekeeper for Nobody {
    fn viewer<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _token: &'a str,
        _now: Instant,
    ) -> huiyin_web_viewer::ViewerFuture<'a> {
        Box::pin(async { Ok(None) })
    }
}

/// The future of a gatekeeper is not named by the crate's root.
mod huiyin_web_viewer {
    use std::future::Future;
    use std::pin::Pin;

    pub(super) type ViewerFuture<'a> = Pin<
        Box<
            dyn Future<Output = Result<Option<huiyin_web::Viewer>, huiyin_db::StoreError>>
                + Send
                + 'a,
        >,
    >;
}

pub(super) struct House {
    pub matters: Arc<Matters>,
    pub clock: Arc<FixedClock>,
    app: Router,
}

#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub media_type: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub(super) async fn house(db: Db) -> House {
    house_with(db, 0).await
}

/// A district that takes so many reports from one network in an hour.
pub(super) async fn house_with(db: Db, reports_per_hour: u32) -> House {
    let clock = Arc::new(FixedClock::at(
        Instant::parse_local("2026-05-11T09:00").unwrap(),
    ));
    let entropy = Arc::new(CountingEntropy::default());
    let mut tx = db.write().await.unwrap();
    let now = huiyin_kernel::Clock::now(clock.as_ref());
    huiyin_registry::demo::seed(&mut tx, entropy.as_ref(), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let folder = std::env::temp_dir().join(format!(
        "huiyin_resident_{}_{:p}",
        std::process::id(),
        Arc::as_ptr(&clock)
    ));
    let site = Arc::new(Site {
        db,
        clock: clock.clone(),
        entropy,
        keys: Keys::from_master(&[7; 32]),
        blobs: Blobs::open(&folder).unwrap(),
        texts: Texts::load().unwrap(),
        limits: Limits::new(reports_per_hour),
        settings: Settings {
            is_demo: true,
            ..Settings::default()
        },
        gatekeeper: Arc::new(Nobody),
    });
    let matters = Arc::new(Matters::new(Arc::clone(&site)).unwrap());
    let app = huiyin_web::service(site, crate::routes(&matters));
    House {
        matters,
        clock,
        app,
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.matters.site.blobs.folder()));
    }
}

impl House {
    pub(super) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let read = |name| {
            let value = response.headers().get(name);
            value
                .and_then(|it| it.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let (location, media_type) = (read(header::LOCATION), read(header::CONTENT_TYPE));
        let status = response.status();
        let body = to_bytes(response.into_body(), 8 << 20)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            location,
            media_type,
            body,
        }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.get_in(path, "zh-CN").await
    }

    pub(super) async fn get_in(&self, path: &str, lang: &str) -> Answer {
        let request = Request::get(path).header("accept-language", lang);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(super) fn csrf(&self) -> String {
        self.matters.site.keys.digest("form token", "nobody")
    }

    /// Posts a form as a browser would, with token and a fresh key unless one is given.
    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = [
            ("csrf", self.csrf()),
            ("form_key", self.matters.site.new_id().to_string()),
            ("second_key", self.matters.site.new_id().to_string()),
        ];
        let given = |name: &str| fields.iter().any(|(field, _)| *field == name);
        let mut pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", forms::percent(value)))
            .collect();
        let missing = own.iter().filter(|(name, _)| !given(name));
        pairs.extend(missing.map(|(name, value)| format!("{name}={value}")));
        let request = Request::post(path)
            .header("accept-language", "zh-CN")
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(pairs.join("&"))).unwrap())
            .await
    }

    /// Posts a form with files.
    pub(super) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[&[u8]],
    ) -> Answer {
        let plain = (0..files.len()).map(|at| format!("{at}.jpg"));
        let named: Vec<(String, &[u8])> = plain.zip(files.iter().copied()).collect();
        self.upload_all(path, fields, &named).await
    }

    /// Posts a form with one file under a name that somebody chose.
    pub(super) async fn upload_named(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        file: &[u8],
    ) -> Answer {
        self.upload_all(path, fields, &[(name.to_owned(), file)])
            .await
    }

    async fn upload_all(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(String, &[u8])],
    ) -> Answer {
        const EDGE: &str = "huiyinedge7f3a";
        let (csrf, key) = (self.csrf(), self.matters.site.new_id().to_string());
        let own = [
            ("csrf", csrf.as_str()),
            ("form_key", &key),
            ("second_key", &key),
        ];
        let mut body: Vec<u8> = Vec::new();
        let given = |name: &str| fields.iter().any(|(field, _)| *field == name);
        for (name, value) in fields
            .iter()
            .chain(own.iter().filter(|(name, _)| !given(name)))
        {
            body.extend(
                format!(
                    "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (name, file) in files {
            body.extend(format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n").bytes());
            body.extend_from_slice(file);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let request = Request::post(path)
            .header("accept-language", "zh-CN")
            .header(
                "content-type",
                format!("multipart/form-data; boundary={EDGE}"),
            );
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a plain report and gives its echo code.
    pub(super) async fn report(&self, what: &str) -> String {
        let answer = self
            .post("/report", &[("what", what), ("unknown_place", "1")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        code_of(&answer.location)
    }

    pub(super) async fn matter_of(&self, code: &str) -> Id {
        let mut tx = self.matters.site.db.read().await.unwrap();
        let code = code.parse().unwrap();
        let found = crate::store::find_by_code(&mut tx, &self.matters.site.keys, &code).await;
        found.unwrap().expect("the code opens a matter").0
    }

    pub(super) async fn do_as(&self, id: Id, actor: &Actor, act: Act) {
        let name = act.name();
        let done = ops::act(&self.matters, id, actor, act, Extra::default()).await;
        done.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        // No two things happen in the same second.
        self.clock.advance_seconds(60);
    }

    pub(super) fn staff(&self, role: Role, scope: Scope) -> Actor {
        Actor::staff(self.matters.site.new_id(), vec![Post { role, scope }])
    }

    /// A department of the district, which may lead anything.
    pub(super) async fn department(&self) -> Id {
        let mut tx = self.matters.site.db.read().await.unwrap();
        let world = self.matters.world(&mut tx).await.unwrap();
        let found = world
            .bodies
            .values()
            .find(|body| body.kind == BodyKind::Department);
        found.expect("the model district has departments").id
    }

    pub(super) async fn accept(&self, id: Id) {
        let desk = self.staff(Role::Dispatcher, Scope::District);
        let category = CategoryCode::parse("0501").unwrap();
        let (kind, urgency) = (None, None);
        let note = "内部备注不外传".to_owned();
        self.do_as(
            id,
            &desk,
            Act::Accept {
                category,
                kind,
                urgency,
                note,
            },
        )
        .await;
    }

    /// Accepted, dispatched, taken in hand and answered as solved.
    pub(super) async fn answer(&self, id: Id, text: &str) {
        self.accept(id).await;
        let desk = self.staff(Role::Dispatcher, Scope::District);
        let lead = self.department().await;
        let note = String::new();
        self.do_as(
            id,
            &desk,
            Act::Dispatch {
                lead,
                supports: Vec::new(),
                note,
            },
        )
        .await;
        self.handle(id, lead, text).await;
    }

    pub(super) async fn handle(&self, id: Id, lead: Id, text: &str) {
        let handler = self.staff(Role::Handler, Scope::Body(lead));
        self.do_as(id, &handler, Act::Acknowledge {}).await;
        let contact = Act::Contact {
            channel: Channel::Phone,
            reached: true,
            note: String::new(),
        };
        self.do_as(id, &handler, contact).await;
        self.do_as(id, &handler, Act::Start {}).await;
        let answer = Act::Answer {
            outcome: Outcome::Solved,
            text: text.to_owned(),
        };
        self.do_as(id, &handler, answer).await;
    }

    /// Puts a checked summary on the public board.
    pub(super) async fn release(&self, id: Id, summary: &str) {
        let desk = self.staff(Role::Dispatcher, Scope::District);
        let summary = summary.to_owned();
        self.do_as(id, &desk, Act::ReleaseSummary { summary }).await;
    }

    pub(super) async fn number_of(&self, id: Id) -> String {
        let mut tx = self.matters.site.db.read().await.unwrap();
        let known = crate::store::load(&mut tx, &self.matters.site.keys, id)
            .await
            .unwrap();
        known.expect("the matter is there").number
    }

    /// How many matters there are.
    pub(super) async fn count(&self) -> usize {
        let mut tx = self.matters.site.db.read().await.unwrap();
        let (scope, filter) = (
            crate::store::Scope::District,
            crate::store::Filter::default(),
        );
        crate::store::list(&mut tx, scope, &filter, crate::store::Page::NEWEST)
            .await
            .unwrap()
            .len()
    }
}

/// The code in `/receipt/CODE?also=…`.
pub(super) fn code_of(location: &str) -> String {
    let rest = location
        .strip_prefix("/receipt/")
        .unwrap_or_else(|| panic!("{location}"));
    rest.split('?').next().unwrap_or_default().to_owned()
}
