//! A district with a coordinator, two teams of visitors and doors in two compounds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::{Clock, Date, FixedClock, Id, Instant, Point};
use huiyin_matters::Matters;
use huiyin_registry::{AreaKind, Registry, RegistryGate, accounts, areas, demo};
use huiyin_visits::Visits;
use huiyin_visits::model::{
    Dwelling, DwellingKind, FormRef, PlanOrder, PlanRow, Round, RoundDraft, Session, Span, Team,
};
use huiyin_visits::ops::{self, By};
use huiyin_visits::rules::teams::TeamDraft;
use huiyin_visits::store::{dwellings, plans};
use huiyin_web::{Limits, SESSION_COOKIE, Settings, Site, Texts};
use tower::ServiceExt as _;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    huiyin_visits::MIGRATIONS,
];

/// A Tuesday; the round begins on the Saturday after.
pub const NOW: &str = "2026-05-05 10:00";

static NEXT: AtomicU64 = AtomicU64::new(0);

pub struct House {
    pub visits: Arc<Visits>,
    pub clock: Arc<FixedClock>,
    pub by: By,
    registry: Arc<Registry>,
    service: Router,
    /// A community and its path.
    pub community: (Id, String),
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.visits.site.blobs.folder()));
    }
}

impl House {
    pub async fn open(db: &Db) -> Self {
        let now = Instant::parse_local(NOW).unwrap();
        let clock = Arc::new(FixedClock::at(now));
        let entropy = Arc::new(CountingEntropy::default());
        let mut tx = db.write().await.unwrap();
        demo::seed(&mut tx, entropy.as_ref(), now).await.unwrap();
        let all = areas::of_kind(&mut tx, AreaKind::Community).await.unwrap();
        let community = (all[0].id, all[0].path.clone());
        let who = accounts::by_login(&mut tx, "coordinator").await.unwrap();
        tx.commit().await.unwrap();
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("huiyin_rounds_{}_{number}", std::process::id());
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
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
        let routes = huiyin_registry::routes(Arc::clone(&site), Arc::clone(&registry))
            .merge(huiyin_matters::routes(&matters))
            .merge(huiyin_visits::routes(&visits));
        Self {
            service: huiyin_web::service(site, routes),
            by: By::everywhere(who.unwrap().id),
            visits,
            clock,
            registry,
            community,
        }
    }

    pub async fn account(&self, login: &str) -> Id {
        let mut tx = self.visits.site.db.read().await.unwrap();
        let found = accounts::by_login(&mut tx, login).await.unwrap();
        found.unwrap().id
    }

    pub fn draft(&self) -> RoundDraft {
        RoundDraft {
            title: "五月走访".to_owned(),
            kinds: [DwellingKind::Household, DwellingKind::Merchant].into(),
            areas: [self.community.0].into(),
            form: Some(FormRef {
                id: "household_visit".to_owned(),
                version: 1,
            }),
            sessions: vec![
                self.session("2026-05-09", "09:30-12:00"),
                self.session("2026-05-09", "14:00-17:30"),
                self.session("2026-05-10", "09:30-12:00"),
            ],
        }
    }

    pub fn session(&self, on: &str, span: &str) -> Session {
        Session {
            on: on.parse::<Date>().unwrap(),
            span: Span::parse(span).unwrap(),
            id: self.visits.site.new_id(),
        }
    }

    pub async fn round(&self) -> Round {
        let mut tx = self.visits.site.db.write().await.unwrap();
        let id = self.visits.site.new_id();
        let made = ops::create_round(&self.visits, &mut tx, &self.by, id, self.draft()).await;
        tx.commit().await.unwrap();
        made.unwrap()
    }

    pub async fn reload(&self, id: Id) -> Round {
        let mut tx = self.visits.site.db.read().await.unwrap();
        ops::load_round(&mut tx, &self.by, id).await.unwrap().0
    }

    pub async fn team(&self, round: Id, first: &str, second: &str) -> Team {
        let draft = TeamDraft {
            first: self.account(first).await,
            second: self.account(second).await,
            areas: Vec::new(),
        };
        let mut tx = self.visits.site.db.write().await.unwrap();
        let made = ops::add_team(&self.visits, &mut tx, &self.by, (round, None), draft).await;
        tx.commit().await.unwrap();
        made.unwrap()
    }

    /// A door of the community; `change` makes of it what the story needs.
    pub async fn door(&self, number: u32, change: impl Fn(&mut dwellings::Door)) -> Id {
        let site = &self.visits.site;
        let id = site.new_id();
        let step = f64::from(number) * 0.000_3;
        let compound = if number.is_multiple_of(2) {
            "甲小区"
        } else {
            "乙小区"
        };
        let mut door = dwellings::Door {
            dwelling: Dwelling {
                id,
                version: 1,
                kind: DwellingKind::Household,
                community: self.community.0,
                compound: None,
                point: Some(Point::from_degrees(106.55 + step, 29.58 - step / 2.0).unwrap()),
                has_phone: false,
                disturb: None,
                last_uninvited_at: None,
                known_by: None,
                open: Vec::new(),
                minutes: 15,
                active: true,
            },
            area_path: self.community.1.clone(),
            compound_name: compound.to_owned(),
            building: "1栋".to_owned(),
            door: format!("1单元{number}-1"),
            person: site.new_id(),
            name: Some("住户某".to_owned()),
            phone: None,
            source: "test".to_owned(),
            outside_number: number.to_string(),
            import_digest: Vec::new(),
        };
        change(&mut door);
        let now = self.clock.now();
        let mut tx = site.db.write().await.unwrap();
        dwellings::insert(&mut tx, &site.keys, &*site.entropy, &door, now)
            .await
            .unwrap();
        dwellings::record(&mut tx, &door.dwelling, "made", &(), "test", now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A round with two teams and so many doors.
    pub async fn ready(&self, doors: u32) -> Round {
        for number in 0..doors {
            self.door(number, |_| ()).await;
        }
        let round = self.round().await;
        self.team(round.id, "visitor-1", "visitor-2").await;
        self.team(round.id, "visitor-3", "visitor-4").await;
        self.reload(round.id).await
    }

    pub async fn plan(&self, round: Id, change: impl Fn(&mut PlanOrder)) -> PlanRow {
        let mut order = PlanOrder {
            seconds: 0,
            ..PlanOrder::default()
        };
        change(&mut order);
        ops::make_plan(&self.visits, &self.by, round, order)
            .await
            .unwrap()
    }

    pub async fn take(&self, round: Id, plan: Id) -> Result<Round, ops::OpError> {
        let mut tx = self.visits.site.db.write().await.unwrap();
        let taken = ops::take_plan(&self.visits, &mut tx, &self.by, (round, None), plan).await;
        if taken.is_ok() {
            tx.commit().await.unwrap();
        }
        taken
    }

    pub async fn announce(&self, round: Id) -> Result<Round, ops::OpError> {
        let mut tx = self.visits.site.db.write().await.unwrap();
        let done = ops::announce(&self.visits, &mut tx, &self.by, round, None).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }

    pub async fn stops(&self, plan: Id) -> Vec<huiyin_visits::model::PlanStop> {
        let mut tx = self.visits.site.db.read().await.unwrap();
        plans::stops(&mut tx, plan).await.unwrap()
    }

    pub async fn sign_in(&self, login: &str, lang: &str) -> Browser<'_> {
        let site = &self.visits.site;
        let opened = huiyin_registry::ops::sign_in(site, &self.registry, login, demo::PASSWORD, "")
            .await
            .unwrap()
            .session()
            .expect("may sign in");
        Browser {
            house: self,
            cookie: format!("{SESSION_COOKIE}={}", opened.token),
            lang: lang.to_owned(),
        }
    }
}

/// Somebody in front of the desk.
pub struct Browser<'h> {
    house: &'h House,
    cookie: String,
    lang: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

impl Browser<'_> {
    async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.house.service.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or_else(String::new, |it| it.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 16_000_000).await.unwrap();
        Answer {
            status,
            location,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, &self.lang);
        self.call(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON as a program of the one who is signed in would.
    pub async fn json(&self, to: &str, body: &serde_json::Value) -> Answer {
        let session = self.get("/api/v1/session").await.body;
        let session: serde_json::Value = serde_json::from_str(&session).unwrap();
        let request = Request::post(to)
            .header(header::COOKIE, &self.cookie)
            .header("x-huiyin-token", session["token"].as_str().unwrap())
            .header(header::CONTENT_TYPE, "application/json");
        self.call(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Sends a form as the page at `from` would, with its token and a key.
    pub async fn post(&self, from: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(from).await.body;
        let value = |name: &str| {
            let start = format!("name=\"{name}\" value=\"");
            let rest = page.split(&start).nth(1).unwrap_or_default();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        let mut body = format!("csrf={}&form_key={}", value("csrf"), value("form_key"));
        if !fields.iter().any(|(name, _)| *name == "version") {
            body += "&version=";
            body += &value("version");
        }
        for (name, value) in fields {
            body += "&";
            body += name;
            body += "=";
            body += &huiyin_web::forms::percent(value);
        }
        let request = Request::post(to)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, &self.lang)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.call(request.body(Body::from(body)).unwrap()).await
    }
}
