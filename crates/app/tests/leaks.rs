//! Nothing of a person leaks: every page, feed, export and answer of the interface is opened as
//! nobody and as each role, with a reporter whose name, phone and flat cannot be mistaken, and so
//! are the logs read that were written meanwhile.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod site;

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_app::server;
use huiyin_app::slices::Slices;
use huiyin_kernel::{EchoCode, Id};
use huiyin_matters::model::{Act, Actor, CategoryCode, Outcome, Post, Role, Scope, Source};
use huiyin_matters::ops::{self, Extra, Intake};
use huiyin_matters::store::{Contact, Placed};
use huiyin_registry::demo;
use huiyin_web::{Access, Routes};
use site::Site;
use tower::ServiceExt as _;

const NAME: &str = "欧阳鹤鸣";
const PHONE: &str = "13977665544";
const FLAT: &str = "1102室";
const TRACES: &[&str] = &[NAME, PHONE, FLAT];
/// The body of an answer that is read; no page is larger.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// What was logged, by whichever thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct District {
    site: Site,
    service: Router,
    matters: Vec<(Id, String)>,
    /// The code of somebody who joined the released matter: no key to its reporter.
    joined: EchoCode,
}

fn desk() -> Actor {
    let post = |role, scope| Post { role, scope };
    Actor::staff(
        Id::derived("test", "desk"),
        vec![post(Role::Supervisor, Scope::District)],
    )
}

async fn does(slices: &Slices, id: Id, actor: &Actor, act: Act) {
    ops::act(&slices.matters, id, actor, act, Extra::default())
        .await
        .unwrap();
}

/// What somebody reports who tells who they are.
fn report(slices: &Slices, text: &str, restricted: bool) -> Intake {
    Intake {
        category: Some(CategoryCode::parse("0105").unwrap()),
        restricted,
        place: Placed {
            text: format!("麒麟巷77号9栋3单元{FLAT}"),
            public: "麒麟巷".to_owned(),
            point: None,
        },
        contact: Contact {
            name: Some(NAME.to_owned()),
            phone: Some(PHONE.to_owned()),
            tell: None,
        },
        ..Intake::of_text(slices.site.new_id(), Source::Web, text)
    }
}

/// Accepted and dispatched.
async fn hand_out(slices: &Slices, id: Id, lead: Id) {
    let accept = Act::Accept {
        category: CategoryCode::parse("0105").unwrap(),
        kind: None,
        urgency: None,
        note: String::new(),
    };
    does(slices, id, &desk(), accept).await;
    let dispatch = Act::Dispatch {
        lead,
        supports: Vec::new(),
        note: String::new(),
    };
    does(slices, id, &desk(), dispatch).await;
}

/// Reports in several states, one of them protected; each tells who it is where it may.
async fn seeded(slices: &Slices) -> (Vec<(Id, String)>, EchoCode) {
    let mut tx = slices.site.db.read().await.unwrap();
    let bodies = huiyin_registry::bodies::all(&mut tx).await.unwrap();
    let lead = bodies.iter().find(|body| body.code == "bm04").unwrap().id;
    drop(tx);
    let worker = Actor::staff(
        Id::derived("test", "worker"),
        vec![Post {
            role: Role::Handler,
            scope: Scope::Body(lead),
        }],
    );
    let mut matters = Vec::new();
    let mut joined = None;
    for (stage, restricted) in [(0, false), (1, false), (2, false), (3, false), (2, true)] {
        let text = if restricted {
            format!("不敢回家，请打{PHONE}")
        } else {
            format!("路灯第{stage}次不亮")
        };
        let intake = report(slices, &text, restricted);
        let receipt = ops::report(&slices.matters, intake, &Actor::VISITOR)
            .await
            .unwrap();
        let id = receipt.matter;
        if stage > 0 {
            hand_out(slices, id, lead).await;
        }
        if stage > 1 {
            does(slices, id, &worker, Act::Acknowledge {}).await;
        }
        if stage > 2 {
            let summary = "路灯修好了".to_owned();
            does(slices, id, &desk(), Act::ReleaseSummary { summary }).await;
            let contact = Contact::default();
            let key = slices.site.new_id();
            joined = Some(ops::join(&slices.matters, id, &contact, key).await.unwrap());
            let text = "已修好".to_owned();
            does(
                slices,
                id,
                &worker,
                Act::Answer {
                    outcome: Outcome::Solved,
                    text,
                },
            )
            .await;
        }
        matters.push((id, receipt.number));
    }
    (matters, joined.unwrap())
}

impl District {
    async fn open() -> Self {
        let site = Site::demo("leaks", &|_| None).await;
        let service = server::service(&site.slices);
        let (matters, joined) = seeded(&site.slices).await;
        Self {
            site,
            service,
            matters,
            joined,
        }
    }

    /// One demo account for each role, with the token of an open session.
    async fn sessions(&self) -> Vec<(&'static str, String)> {
        let mut sessions: Vec<(&'static str, String)> = Vec::new();
        for account in demo::ACCOUNTS {
            if sessions.iter().any(|(role, _)| *role == account.role) {
                continue;
            }
            let opened = huiyin_registry::ops::sign_in(
                &self.site.slices.site,
                &self.site.slices.registry,
                account.login,
                demo::PASSWORD,
                "",
            );
            let opened = opened.await.unwrap().session().expect("a session");
            sessions.push((account.role, opened.token));
        }
        sessions
    }

    async fn get(&self, path: &str, token: Option<&str>) -> (StatusCode, String) {
        let mut request = Request::builder().method("GET").uri(path);
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("huiyin_session={token}"));
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let headers = format!("{:?}", response.headers());
        let body = to_bytes(response.into_body(), BODY_BYTES).await.unwrap();
        (status, headers + &String::from_utf8_lossy(&body))
    }

    async fn post(&self, path: &str, token: &str, fields: &str) -> (StatusCode, String) {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, format!("huiyin_session={token}"))
            .header(header::ORIGIN, "http://127.0.0.1:8300")
            .header(header::HOST, "127.0.0.1:8300")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()))
            .unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), BODY_BYTES).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Every way in which a declared path may be asked for here.
    fn filled(&self, path: &str) -> Vec<String> {
        let queues = [
            "intake", "dispatch", "work", "call", "close", "decide", "raised",
        ];
        let mut paths = vec![String::new()];
        for part in path.split('/').skip(1) {
            let options: Vec<String> = match part {
                "{id}" => self.matters.iter().map(|(id, _)| id.to_string()).collect(),
                "{number}" => self.matters.iter().map(|(_, it)| it.clone()).collect(),
                "{code}" => vec![self.joined.as_str().to_owned()],
                "{queue}" => queues.iter().map(|it| (*it).to_owned()).collect(),
                "{purpose}" => vec!["sensitive".to_owned()],
                "{year}" => vec!["2026".to_owned()],
                "{*name}" => vec!["app.css".to_owned()],
                _ if part.starts_with('{') => {
                    vec!["01890a5d-ac96-774b-bcce-b302099a8057".to_owned()]
                }
                _ => vec![part.to_owned()],
            };
            paths = paths
                .iter()
                .flat_map(|begun| options.iter().map(move |it| format!("{begun}/{it}")))
                .collect();
        }
        paths
    }

    async fn finish(self) {
        self.site.finish().await;
    }
}

fn found_in(body: &str) -> Option<&'static str> {
    TRACES.iter().copied().find(|trace| body.contains(trace))
}

/// The protected report says its phone in its own words, for those two roles that speak with its
/// reporter.
fn may_read_the_words(role: &str, path: &str, restricted: Id) -> bool {
    let words_of = path.contains(&restricted.to_string());
    words_of && ["caller", "supervisor"].contains(&role)
}

/// Every GET address, filled in, and lists and searches that are asked for by name.
fn paths_of(district: &District, routes: &Routes<()>) -> Vec<String> {
    let mut paths: Vec<String> = routes
        .declared()
        .iter()
        .filter(|route| route.method == "GET")
        .flat_map(|route| district.filled(route.path))
        .collect();
    // Lists and searches that are asked for by name.
    for query in [
        "/desk/search?q=路灯",
        "/desk/search?q=13977665544",
        "/board?q=路灯",
        "/desk?queue=intake",
        "/desk/matters?state=received",
    ] {
        paths.push(
            huiyin_web::forms::percent(query)
                .replace("%3F", "?")
                .replace("%3D", "="),
        );
    }
    paths
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_feed_export_or_answer_tells_who_reports_and_no_log_either() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || writer.clone())
        .init();
    let district = District::open().await;
    let sessions = district.sessions().await;
    let restricted = district.matters.last().unwrap().0;
    let routes = district.site.slices.routes();
    let (mut leaks, mut seen) = (Vec::new(), 0);
    let paths = paths_of(&district, &routes);
    for path in &paths {
        let (status, body) = district.get(path, None).await;
        seen += usize::from(status == StatusCode::OK);
        // What somebody typed into a search stands in the address that they come back to.
        let searched = path.contains(PHONE);
        if let Some(trace) = found_in(&body).filter(|it| !searched || *it != PHONE) {
            leaks.push(format!("{path} as nobody: {trace}"));
        }
        for (role, token) in &sessions {
            let (status, body) = district.get(path, Some(token)).await;
            seen += usize::from(status == StatusCode::OK);
            assert!(!status.is_server_error(), "{path} as {role}: {status}");
            if let Some(trace) = found_in(&body)
                && !may_read_the_words(role, path, restricted)
                && !(searched && trace == PHONE)
            {
                leaks.push(format!("{path} as {role}: {trace}"));
            }
        }
    }
    assert!(seen > 300, "only {seen} answers were pages");
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    told_once_asked(&district, &sessions).await;
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        !logged.is_empty(),
        "nothing was logged, so nothing was proven"
    );
    assert_eq!(found_in(&logged), None);
    let public = routes
        .declared()
        .iter()
        .filter(|it| it.access == Access::Public);
    assert!(public.count() > 20);
    district.finish().await;
}

/// With a reason the same page tells it, and the audit administrator hears of the twenty-first.
async fn told_once_asked(district: &District, sessions: &[(&'static str, String)]) {
    let token = |role: &str| {
        let found = sessions.iter().find(|(it, _)| *it == role);
        found.map(|(_, token)| token.clone()).unwrap()
    };
    let supervisor = token("supervisor");
    let (id, _) = &district.matters[1];
    let (_, page) = district
        .get(&format!("/desk/matters/{id}"), Some(&supervisor))
        .await;
    assert!(
        page.contains("139****5544"),
        "masked, so that there is something to hide"
    );
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let csrf = csrf.split('"').next().unwrap();
    let fields = format!("csrf={csrf}&reason=contact&note=&back=matter");
    for look in 1..=22 {
        let (status, page) = district
            .post(&format!("/desk/matters/{id}/reveal"), &supervisor, &fields)
            .await;
        assert_eq!(status, StatusCode::OK, "look {look}");
        for trace in TRACES {
            assert!(page.contains(trace), "{trace} is told for a reason");
        }
    }
    let due = huiyin_db::outbox::take(
        &district.site.slices.site.db,
        district.site.slices.site.now(),
        500,
    );
    let mut alarms = 0;
    for message in due.await.unwrap() {
        if message.topic == huiyin_matters::store::MANY_REVEALS {
            alarms += 1;
            district.site.slices.handle(&message).await;
        }
    }
    // An hour of the clock may end between two looks; never is there one for each.
    assert!((1..=2).contains(&alarms), "{alarms} alarms for 22 looks");
    let (_, page) = district
        .get("/desk/alerts", Some(&token("audit_admin")))
        .await;
    assert!(page.contains("21"), "{page}");
}
