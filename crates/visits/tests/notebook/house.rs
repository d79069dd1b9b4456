//! A district with two visitors of one team, one stranger, and two doors; the doors remember what
//! they are given, as the visits do.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration, Tx};
use huiyin_forms::xform::is_version_of;
use huiyin_forms::{Form, household_visit};
use huiyin_kernel::{Clock, Date, FixedClock, Id, Instant};
use huiyin_matters::Matters;
use huiyin_registry::{Registry, RegistryGate, demo};
use huiyin_visits::notebook::{
    Answered, Badge, Doors, KeptPhoto, Notebook, Stop, Taken, Today, routes,
};
use huiyin_web::{Limits, SESSION_COOKIE, Settings, Site, Texts};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    huiyin_visits::MIGRATIONS,
];

pub const ANN: &str = "handler-lighting";
pub const BEN: &str = "caller";
pub const STRANGER: &str = "clerk";

#[derive(Debug, Default)]
pub struct Remembered {
    pub team: Mutex<Vec<Id>>,
    /// Had the doors in an earlier plan.
    pub before: Mutex<Vec<Id>>,
    pub doors: Mutex<Vec<Id>>,
    pub taken: Mutex<Vec<Taken>>,
    pub photos: Mutex<Vec<KeptPhoto>>,
}

impl Doors for Remembered {
    fn today<'a>(
        &'a self,
        _tx: &'a mut Tx,
        account: Id,
        now: Instant,
    ) -> Answered<'a, Option<Today>> {
        Box::pin(async move {
            if !self.team.lock().unwrap().contains(&account) {
                return Ok(None);
            }
            let doors = self.doors.lock().unwrap().clone();
            Ok(Some(Today {
                day: now.date(),
                round: "冬季走访".to_owned(),
                team: 7,
                echo_by: Date::new(2026, 12, 20).unwrap(),
                form: household_visit().unwrap(),
                form_version: 1,
                stops: doors
                    .into_iter()
                    .zip(1..)
                    .map(|(visit, seq)| stop(visit, seq, now))
                    .collect(),
                badges: vec![Badge {
                    name: "谭明".to_owned(),
                    role: "社区走访员".to_owned(),
                    path: "/badge/x".to_owned(),
                }],
            }))
        })
    }

    fn may_write<'a>(&'a self, _tx: &'a mut Tx, account: Id, visit: Id) -> Answered<'a, bool> {
        Box::pin(async move {
            let known = self.doors.lock().unwrap().contains(&visit);
            let teams = [&self.team, &self.before];
            let is_theirs = |team: &Mutex<Vec<Id>>| team.lock().unwrap().contains(&account);
            Ok(known && teams.into_iter().any(is_theirs))
        })
    }

    fn of_one_team<'a>(
        &'a self,
        _tx: &'a mut Tx,
        (one, other): (Id, Id),
        _visit: Id,
    ) -> Answered<'a, bool> {
        Box::pin(async move {
            let teams = [&self.team, &self.before];
            let holds = |team: &Mutex<Vec<Id>>| {
                let team = team.lock().unwrap();
                team.contains(&one) && team.contains(&other)
            };
            Ok(teams.into_iter().any(holds))
        })
    }

    fn form<'a>(
        &'a self,
        _tx: &'a mut Tx,
        id: &'a str,
        version: u32,
    ) -> Answered<'a, Option<Form>> {
        Box::pin(async move {
            let form = household_visit().unwrap();
            Ok((id == form.id.as_str() && version == 1).then_some(form))
        })
    }

    fn edition<'a>(
        &'a self,
        _tx: &'a mut Tx,
        id: &'a str,
        version: &'a str,
    ) -> Answered<'a, Option<(u32, Form)>> {
        Box::pin(async move {
            let form = household_visit().unwrap();
            let known = id == form.id.as_str() && is_version_of(&form, version);
            Ok(known.then_some((1, form)))
        })
    }

    fn take<'a>(&'a self, _tx: &'a mut Tx, taken: &'a Taken) -> Answered<'a, ()> {
        Box::pin(async move {
            self.taken.lock().unwrap().push(taken.clone());
            Ok(())
        })
    }

    fn keep_photo<'a>(&'a self, _tx: &'a mut Tx, photo: &'a KeptPhoto) -> Answered<'a, ()> {
        Box::pin(async move {
            self.photos.lock().unwrap().push(photo.clone());
            Ok(())
        })
    }
}

fn stop(visit: Id, seq: u32, now: Instant) -> Stop {
    let row = i32::try_from(seq / 5).unwrap();
    let (east, north) = (7_000 * (row % 3), 6_000 * (row / 3));
    Stop {
        visit,
        seq,
        compound: "建新坡小区".to_owned(),
        building: format!("{}栋", 1 + seq / 5),
        door: format!("1单元{seq}-1"),
        arrive: now.plus_seconds(3_600 + i64::from(seq - 1) * 900),
        window: None,
        state: "planned".to_owned(),
        point: Some((1_065_500_000 + east, 295_800_000 + north)),
        code: "7K3M-Q9TX-2P-4".to_owned(),
        code_path: "/echo/7K3MQ9TX2P4".to_owned(),
        before: Vec::new(),
    }
}

/// Tells the folders of districts apart that stand side by side.
static NEXT: AtomicU64 = AtomicU64::new(0);

pub struct House {
    pub notebook: Notebook,
    pub remembered: Arc<Remembered>,
    /// Where time waits for the story.
    clock: Option<Arc<FixedClock>>,
    registry: Arc<Registry>,
    pub service: Router,
}

/// Somebody with a phone.
pub struct Phone<'h> {
    house: &'h House,
    pub cookie: String,
    pub account: Id,
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.notebook.site.blobs.folder()));
    }
}

impl House {
    /// Two doors on a Saturday morning.
    pub async fn open(db: &Db) -> Self {
        let now = Instant::parse_local("2026-11-28 09:00").unwrap();
        let clock = Arc::new(FixedClock::at(now));
        let mut house = Self::open_at(db, Arc::clone(&clock) as Arc<dyn Clock>, 2).await;
        house.clock = Some(clock);
        house
    }

    pub fn later_seconds(&self, seconds: i64) {
        self.clock.as_ref().unwrap().advance_seconds(seconds);
    }

    pub async fn open_at(db: &Db, clock: Arc<dyn Clock>, doors: usize) -> Self {
        let now = clock.now();
        let entropy = Arc::new(CountingEntropy::default());
        let mut tx = db.write().await.unwrap();
        demo::seed(&mut tx, entropy.as_ref(), now).await.unwrap();
        tx.commit().await.unwrap();
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huiyin_notebook_{}_{number}", std::process::id());
        let site = Arc::new(Site {
            db: db.clone(),
            clock,
            entropy,
            keys,
            blobs: Blobs::open(&std::env::temp_dir().join(name)).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(0),
            settings: Settings::default(),
            gatekeeper: Arc::new(gate),
        });
        let remembered = Arc::new(Remembered::default());
        *remembered.doors.lock().unwrap() = (0..doors).map(|_| site.new_id()).collect();
        let notebook = Notebook {
            site: Arc::clone(&site),
            doors: Arc::clone(&remembered) as Arc<dyn Doors>,
        };
        let matters = Arc::new(Matters::new(Arc::clone(&site)).unwrap());
        let all = huiyin_matters::routes(&matters).merge(routes(&notebook));
        let service = huiyin_web::service(site, all);
        let house = Self {
            notebook,
            remembered,
            clock: None,
            registry,
            service,
        };
        let team = vec![
            house.phone(ANN).await.account,
            house.phone(BEN).await.account,
        ];
        *house.remembered.team.lock().unwrap() = team;
        house
    }

    pub async fn phone(&self, login: &str) -> Phone<'_> {
        let site = &self.notebook.site;
        let opened = huiyin_registry::ops::sign_in(site, &self.registry, login, demo::PASSWORD, "")
            .await
            .unwrap()
            .session()
            .expect("may sign in");
        Phone {
            house: self,
            cookie: format!("{SESSION_COOKIE}={}", opened.token),
            account: opened.account_id,
        }
    }

    pub fn door(&self, index: usize) -> Id {
        self.remembered.doors.lock().unwrap()[index]
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.remembered.taken.lock().unwrap().clone()
    }

    pub fn photos(&self) -> Vec<KeptPhoto> {
        self.remembered.photos.lock().unwrap().clone()
    }

    pub fn new_id(&self) -> Id {
        self.notebook.site.new_id()
    }

    pub async fn call(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 16_000_000).await.unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Phone<'_> {
    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        let (status, text) = self.house.call(request.body(Body::empty()).unwrap()).await;
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub async fn token(&self) -> String {
        let (_, session) = self.get("/api/v1/session").await;
        session["token"].as_str().unwrap().to_owned()
    }

    pub async fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> (StatusCode, Value) {
        let request = Request::post(format!("/api/v1/notebook/{path}"))
            .header(header::COOKIE, &self.cookie)
            .header("x-huiyin-token", self.token().await)
            .header(header::CONTENT_TYPE, kind);
        let (status, text) = self
            .house
            .call(request.body(Body::from(body)).unwrap())
            .await;
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub async fn send(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        self.post(path, "application/json", body.to_string().into_bytes())
            .await
    }

    /// A visit at which something was raised.
    pub fn visit(&self, id: Id, visit: Id, what: &str) -> Value {
        json!({
            "id": id, "visit": visit, "form": "household_visit", "form_version": 1,
            "form_digest": household_visit().unwrap().digest().unwrap(), "replaces": null,
            "outcome": "visited", "answers": {"has_matter": "yes"},
            "matters": [{"id": self.house.new_id(), "answers": {"matter_text": what}}],
            "made_at": self.house.clock_micros(), "skew_seconds": 0, "author": self.account,
        })
    }
}

impl House {
    pub fn clock_micros(&self) -> i64 {
        self.notebook.site.now().as_micros()
    }
}
