//! A round under way on a Saturday morning: one team of two, three doors, and the whole site.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_forms::household_visit;
use huiyin_kernel::{Clock, FixedClock, Id, Instant};
use huiyin_matters::Matters;
use huiyin_registry::{AreaKind, Registry, RegistryGate, accounts, areas, demo};
use huiyin_visits::model::{
    Dwelling, DwellingKind, FormRef, Measures, Pair, PlanOrder, PlanRow, PlanState, PlanStop,
    Round, RoundAct, RoundDraft, Session, Span, Spot, Team,
};
use huiyin_visits::rules::{Hours, round as round_rules, visit as visit_rules};
use huiyin_visits::store::{dwellings, plans, results, rounds, submissions, teams, visits};
use huiyin_visits::{Visits, notebook::Submission};
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

pub const ANN: &str = "visitor-1";
pub const BEN: &str = "visitor-2";
pub const STRANGER: &str = "visitor-3";
pub const COORDINATOR: &str = "coordinator";

static NEXT: AtomicU64 = AtomicU64::new(0);

pub struct House {
    pub slice: Arc<Visits>,
    pub clock: Arc<FixedClock>,
    registry: Arc<Registry>,
    pub service: Router,
    pub round: Round,
    pub team: Team,
    pub doors: Vec<Id>,
    pub dwellings: Vec<Id>,
}

impl Drop for House {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.slice.site.blobs.folder()));
    }
}

pub fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

async fn account(db: &Db, login: &str) -> Id {
    let mut tx = db.read().await.unwrap();
    accounts::by_login(&mut tx, login)
        .await
        .unwrap()
        .expect(login)
        .id
}

fn site(db: &Db, clock: &Arc<FixedClock>, keys: &Keys, registry: &Arc<Registry>) -> Arc<Site> {
    let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(registry));
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("huiyin_walk_{}_{number}", std::process::id());
    Arc::new(Site {
        db: db.clone(),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        entropy: Arc::new(CountingEntropy::default()),
        keys: keys.clone(),
        blobs: Blobs::open(&std::env::temp_dir().join(name)).unwrap(),
        texts: Texts::load().unwrap(),
        limits: Limits::new(0),
        settings: Settings::default(),
        gatekeeper: Arc::new(gate),
    })
}

impl House {
    pub async fn open(db: &Db) -> Self {
        let clock = Arc::new(FixedClock::at(at("2026-11-27 08:00")));
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().unwrap());
        let site = site(db, &clock, &keys, &registry);
        let mut tx = db.write().await.unwrap();
        demo::seed(&mut tx, site.entropy.as_ref(), site.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let matters = Arc::new(Matters::new(Arc::clone(&site)).unwrap());
        let slice = Arc::new(Visits::new(Arc::clone(&matters)));
        let routes = huiyin_registry::routes(Arc::clone(&site), Arc::clone(&registry))
            .merge(huiyin_matters::routes(&matters))
            .merge(huiyin_visits::routes(&slice));
        let service = huiyin_web::service(Arc::clone(&site), routes);
        let pair = Pair::new(account(db, ANN).await, account(db, BEN).await).unwrap();
        let (round, team) = start(&slice, pair, account(db, COORDINATOR).await).await;
        let mut house = Self {
            slice,
            clock,
            registry,
            service,
            round,
            team,
            doors: Vec::new(),
            dwellings: Vec::new(),
        };
        for number in 1..=3 {
            house.door(number).await;
        }
        house.clock.set(at("2026-11-28 09:40"));
        house
    }

    #[expect(clippy::too_many_lines, reason = "one door, all its columns")]
    async fn door(&mut self, number: u32) {
        let slice = &self.slice;
        let (keys, entropy) = (&slice.site.keys, &*slice.site.entropy);
        let now = slice.site.now();
        let mut tx = slice.site.db.write().await.unwrap();
        let all = areas::of_kind(&mut tx, AreaKind::Community).await.unwrap();
        let community = all.into_iter().find(|it| it.active).unwrap();
        let dwelling = Dwelling {
            id: slice.site.new_id(),
            version: 1,
            kind: DwellingKind::Household,
            community: community.id,
            compound: None,
            point: community.point,
            has_phone: false,
            disturb: None,
            last_uninvited_at: None,
            known_by: None,
            open: Vec::new(),
            minutes: 15,
            active: true,
        };
        let door = dwellings::Door {
            dwelling: dwelling.clone(),
            area_path: community.path.clone(),
            compound_name: "建新坡小区".to_owned(),
            building: "1栋".to_owned(),
            door: format!("1单元{number}-1"),
            person: slice.site.new_id(),
            name: Some("秦素芬".to_owned()),
            phone: None,
            source: "desk".to_owned(),
            outside_number: number.to_string(),
            import_digest: vec![1],
        };
        dwellings::insert(&mut tx, keys, entropy, &door, now)
            .await
            .unwrap();
        dwellings::record(&mut tx, &dwelling, "added", &json!({}), "system", now)
            .await
            .unwrap();
        let visit = slice.site.new_id();
        let change = visit_rules::admit(visit, &self.round, &dwelling, None).unwrap();
        let planned = dwellings::Planned {
            dwelling,
            area_path: community.path,
            compound_name: "建新坡小区".to_owned(),
        };
        visits::insert(&mut tx, keys, entropy, &change, &planned, "system", now)
            .await
            .unwrap();
        let session = self.round.sessions[0];
        let starts_at = session.window().starts_at();
        let spot = Spot {
            session: session.id,
            team: self.team.id,
            seq: number,
            arrive_at: starts_at.plus_seconds(i64::from(number) * 900),
        };
        let place = visits::Place {
            plan: self.round.state.plan(),
            session: Some(spot.session),
            team: Some(spot.team),
            seq: Some(spot.seq),
            arrive_at: Some(spot.arrive_at),
            unplaced: String::new(),
        };
        let stop = PlanStop {
            visit,
            spot: Some(spot),
            reason: String::new(),
        };
        let plan = self.round.state.plan().unwrap();
        plans::add_stop(&mut tx, plan, &stop).await.unwrap();
        visits::place(&mut tx, visit, &place).await.unwrap();
        tx.commit().await.unwrap();
        self.doors.push(visit);
        self.dwellings.push(planned.dwelling.id);
    }

    pub async fn stored(&self, door: usize) -> visits::Stored {
        let mut tx = self.slice.site.db.read().await.unwrap();
        let keys = &self.slice.site.keys;
        visits::load(&mut tx, keys, self.doors[door])
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn person(&self, door: usize) -> Id {
        self.dwelling(door).await.person
    }

    pub async fn dwelling(&self, door: usize) -> dwellings::Door {
        let mut tx = self.slice.site.db.read().await.unwrap();
        let keys = &self.slice.site.keys;
        dwellings::load(&mut tx, keys, self.dwellings[door])
            .await
            .unwrap()
            .unwrap()
    }

    pub fn new_id(&self) -> Id {
        self.slice.site.new_id()
    }

    pub async fn phone(&self, login: &str) -> Phone<'_> {
        let site = &self.slice.site;
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

    pub async fn call(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION).cloned();
        let bytes = to_bytes(response.into_body(), 16_000_000).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match place {
            Some(place) => (status, place.to_str().unwrap().to_owned()),
            None => (status, text),
        }
    }

    /// Everything that can still be read of what was said at a door.
    pub async fn words(&self, door: usize) -> String {
        let mut tx = self.slice.site.db.read().await.unwrap();
        let (keys, visit) = (&self.slice.site.keys, self.doors[door]);
        let dwelling = dwellings::load(&mut tx, keys, self.dwellings[door])
            .await
            .unwrap()
            .unwrap();
        let all = submissions::of_visit(&mut tx, keys, visit, dwelling.person)
            .await
            .unwrap();
        let result = results::load(&mut tx, keys, visit, dwelling.person)
            .await
            .unwrap();
        let said = all
            .iter()
            .map(|it| &it.voice.said)
            .chain(result.iter().filter_map(|it| it.said.as_ref()));
        said.filter(|it| !it.answers.is_empty())
            .map(|it| serde_json::to_string(&it.answers).unwrap())
            .collect()
    }

    /// Cookie and form token of somebody who has no account and opened this page.
    pub async fn anonymous(&self, path: &str) -> (Option<String>, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        let cookie = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok()?.split(';').next().map(str::to_owned))
            .collect::<Vec<_>>();
        let bytes = to_bytes(response.into_body(), 16_000_000).await.unwrap();
        let page = String::from_utf8_lossy(&bytes).into_owned();
        let token = page
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|it| it.split('"').next())
            .unwrap();
        (
            (!cookie.is_empty()).then(|| cookie.join("; ")),
            token.to_owned(),
        )
    }

    /// A page as anybody without an account sees it.
    pub async fn see(&self, path: &str) -> (StatusCode, String) {
        self.call(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn code(&self, door: usize) -> String {
        self.stored(door).await.code.as_str().to_owned()
    }
}

async fn start(slice: &Arc<Visits>, pair: Pair, by: Id) -> (Round, Team) {
    let (site, hours) = (&slice.site, Hours::default());
    let now = site.now();
    let mut tx = site.db.write().await.unwrap();
    let district = areas::all(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .find(|it| it.parent_id.is_none());
    let draft = RoundDraft {
        title: "冬季走访".to_owned(),
        kinds: BTreeSet::from([DwellingKind::Household]),
        areas: BTreeSet::from([district.unwrap().id]),
        form: Some(FormRef {
            id: "household_visit".to_owned(),
            version: 1,
        }),
        sessions: ["2026-11-28", "2026-11-29"]
            .iter()
            .map(|day| Session {
                id: site.new_id(),
                on: day.parse().unwrap(),
                span: Span::parse("09:30-12:00").unwrap(),
            })
            .collect(),
    };
    let mut change = round_rules::create(site.new_id(), by, draft, hours, now).unwrap();
    rounds::save(&mut tx, &change, "system", now).await.unwrap();
    let team = Team {
        id: site.new_id(),
        round: change.round.id,
        number: 7,
        pair,
        areas: Vec::new(),
        active: true,
    };
    teams::insert(&mut tx, &team).await.unwrap();
    let all = [team.clone()];
    let plan = plan(change.round.id, site.new_id(), by, now);
    plans::insert(&mut tx, &plan).await.unwrap();
    let actor = format!("account:{by}");
    for act in [RoundAct::TakePlan { plan: plan.id }, RoundAct::Announce] {
        change = round_rules::decide(&change.round, act, &all, hours, now).unwrap();
        rounds::save(&mut tx, &change, &actor, now).await.unwrap();
    }
    plans::confirm(&mut tx, plan.id, by, now).await.unwrap();
    tx.commit().await.unwrap();
    (change.round, team)
}

/// A plan that was found, as an older version confirmed it: without a proof of its stops.
fn plan(round: Id, id: Id, by: Id, now: Instant) -> PlanRow {
    PlanRow {
        id,
        round,
        state: PlanState::Ready,
        round_version: 1,
        based_on: None,
        order: PlanOrder::default(),
        inputs_digest: String::new(),
        measures: Measures::default(),
        stops: 3,
        unplaced: 0,
        made_by: by,
        started_at: now,
        ended_at: Some(now),
        confirmed_by: None,
        confirmed_at: None,
        error: String::new(),
    }
}

/// Somebody with a phone.
pub struct Phone<'h> {
    house: &'h House,
    pub cookie: String,
    pub account: Id,
}

impl Phone<'_> {
    pub async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.house.call(request.body(Body::empty()).unwrap()).await
    }

    pub async fn token(&self) -> String {
        let (_, session) = self.get("/api/v1/session").await;
        let session: Value = serde_json::from_str(&session).unwrap();
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

    pub async fn send(&self, visit: &Value) -> (StatusCode, Value) {
        serde_json::from_value::<Submission>(visit.clone()).expect("a submission");
        self.post(
            "submissions",
            "application/json",
            visit.to_string().into_bytes(),
        )
        .await
    }

    /// What is written at a door at which somebody opened.
    pub fn visited(&self, door: usize, answers: &Value, matters: &[(Id, &str)]) -> Value {
        let matters: Vec<Value> = matters
            .iter()
            .map(|(id, text)| json!({"id": id, "answers": {"matter_text": text}}))
            .collect();
        json!({
            "id": self.house.new_id(), "visit": self.house.doors[door], "form": "household_visit",
            "form_version": 1, "form_digest": household_visit().unwrap().digest().unwrap(),
            "replaces": null, "outcome": "visited", "answers": answers, "matters": matters,
            "made_at": self.house.slice.site.now().as_micros(), "skew_seconds": 0,
            "author": self.account,
        })
    }

    /// The fields that every form of ours carries, with these.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let (_, page) = self.get("/desk").await;
        let _ = page;
        let mut pairs = vec![
            ("csrf".to_owned(), self.token().await),
            ("form_key".to_owned(), self.house.new_id().to_string()),
        ];
        pairs.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        post_form(self.house, path, Some(&self.cookie), &pairs).await
    }
}

pub async fn post_form(
    house: &House,
    path: &str,
    cookie: Option<&str>,
    pairs: &[(String, String)],
) -> (StatusCode, String) {
    let body: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", huiyin_web::forms::percent(value)))
        .collect();
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    house
        .call(request.body(Body::from(body.join("&"))).unwrap())
        .await
}
