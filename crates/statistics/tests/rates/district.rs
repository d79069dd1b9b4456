//! A small district with fact rows, and a browser to look at it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::http::{Request, StatusCode};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration, Tx, args, queries};
use huiyin_kernel::{FixedClock, Id, Instant, Said};
use huiyin_registry::{Area, AreaKind, Body, BodyKind, Level, areas, bodies};
use huiyin_statistics::{Mentions, Statistics};
use huiyin_web::{
    Gatekeeper, Limits, Post, SESSION_COOKIE, Settings, Site, Texts, Viewer, ViewerFuture,
};
use tower::ServiceExt as _;

/// The fact rows as the slice that writes them makes their table: only its text is read here.
const FACTS: &[Migration] = &[
    Migration {
        set: "matters",
        id: 1,
        sqlite: include_str!("../../../matters/migrations/0001_matters.sqlite.sql"),
        postgres: include_str!("../../../matters/migrations/0001_matters.postgres.sql"),
    },
    Migration {
        set: "matters",
        id: 7,
        sqlite: include_str!("../../../matters/migrations/0007_compounds.sqlite.sql"),
        postgres: include_str!("../../../matters/migrations/0007_compounds.postgres.sql"),
    },
];

/// The key of the district.
pub(crate) const MASTER: [u8; 32] = [7; 32];

pub(crate) const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    FACTS,
    huiyin_statistics::MIGRATIONS,
];

queries! {
    MATTER = "INSERT INTO matter (id, number, version, model, state, source, kind, urgency, restricted, headline,
            place_public, received_at, escalation, joined, updated_at)
        VALUES ($1, $1, 1, '{}', 'closed', 'web', 'help', 'normal', 0, '', '', 0, 0, 0, 0)";
    FACT = "INSERT INTO matter_fact (matter_id, received_on, due_on, due_month, body_id, street_id, community_id,
            category, source, accepted, excluded, contact_needed, contacted_in_time, call_back_due, said, rating,
            closed, closed_in_time, done_days, compound_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'web', $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    CLOSE = "UPDATE matter_fact SET closed = 1, closed_in_time = 1, done_days = 3 WHERE due_month = $1";
}

/// What a fact row says, as far as a test cares.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(crate) struct Fact {
    pub due_month: &'static str,
    pub body: &'static str,
    pub community: &'static str,
    /// Empty where nobody knows it.
    pub compound: &'static str,
    pub category: &'static str,
    pub accepted: bool,
    pub excluded: &'static str,
    pub contact_needed: bool,
    pub contacted_in_time: bool,
    pub call_back_due: bool,
    pub said: &'static str,
    pub rating: &'static str,
    pub closed: bool,
    pub in_time: bool,
    pub done_days: Option<i64>,
}

pub(crate) const PLAIN: Fact = Fact {
    due_month: "2016-12",
    body: "lighting",
    community: "river",
    compound: "",
    category: "0408",
    accepted: true,
    excluded: "",
    contact_needed: false,
    contacted_in_time: false,
    call_back_due: false,
    said: "",
    rating: "",
    closed: false,
    in_time: false,
    done_days: None,
};

pub(crate) fn id(name: &str) -> Id {
    Id::derived("rates test", name)
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

pub(crate) async fn add(tx: &mut Tx, name: &str, fact: Fact) {
    let matter = id(name);
    tx.execute(MATTER, args![matter]).await.unwrap();
    let day = |day: &str| format!("{}-{day}", fact.due_month);
    let compound = match fact.compound {
        "" => String::new(),
        name => id(name).to_string(),
    };
    let values = args![
        matter,
        day("01"),
        day("15"),
        fact.due_month,
        id(fact.body),
        id("street"),
        id(fact.community),
        fact.category,
        fact.accepted,
        fact.excluded,
        fact.contact_needed,
        fact.contacted_in_time,
        fact.call_back_due,
        fact.said,
        fact.rating,
        fact.closed,
        fact.in_time,
        fact.done_days,
        compound
    ];
    tx.execute(FACT, values).await.unwrap();
}

/// Closes all matters of a month behind the back of whoever counted before.
pub(crate) async fn close_all(db: &Db, month: &str) {
    let mut tx = db.write().await.unwrap();
    tx.execute(CLOSE, args![month]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The ten of rule 2.4: six reached, five of them solved, four content.
pub(crate) async fn add_the_ten(tx: &mut Tx) {
    let said = [
        "solved",
        "solved",
        "solved",
        "solved",
        "solved",
        "not_solved",
    ];
    let rated = [
        "content",
        "content",
        "fairly_content",
        "fairly_content",
        "not_content",
        "not_content",
    ];
    for index in 0..10 {
        let fact = Fact {
            due_month: "2026-10",
            call_back_due: true,
            said: said.get(index).copied().unwrap_or("not_reached"),
            rating: rated.get(index).copied().unwrap_or(""),
            closed: true,
            in_time: true,
            done_days: i64::try_from(index).ok(),
            ..PLAIN
        };
        add(tx, &format!("ten {index}"), fact).await;
    }
}

/// The bulletin of Tianmen for December 2016: 956 events and 16 objects were due.
pub(crate) async fn add_tianmen(tx: &mut Tx) {
    for index in 0..972 {
        let is_object = index >= 956;
        let closed = if is_object {
            index < 956 + 9
        } else {
            index < 902
        };
        let fact = Fact {
            body: if is_object { "roads" } else { "lighting" },
            community: if is_object { "hill" } else { "river" },
            category: if is_object { "0306" } else { "0503" },
            closed,
            in_time: closed && index < 737,
            done_days: closed.then_some(12),
            ..PLAIN
        };
        add(tx, &format!("tianmen {index}"), fact).await;
    }
}

pub(crate) async fn add_area(
    tx: &mut Tx,
    code: &str,
    kind: AreaKind,
    parent: Option<(&str, &str)>,
    zh: &str,
) {
    let path = format!("{}{code}/", parent.map_or("", |(_, path)| path));
    let area = Area {
        id: id(code),
        code: code.to_owned(),
        kind,
        parent_id: parent.map(|(code, _)| id(code)),
        path,
        name: Said::new(zh, code),
        point: None,
        active: true,
    };
    areas::insert(tx, &area).await.unwrap();
}

/// A street with two communities, and two bodies.
pub(crate) async fn register(tx: &mut Tx) {
    add_area(tx, "district", AreaKind::District, None, "某区").await;
    add_area(
        tx,
        "street",
        AreaKind::Street,
        Some(("district", "district/")),
        "某街道",
    )
    .await;
    let street = Some(("street", "district/street/"));
    add_area(tx, "hill", AreaKind::Community, street, "山上社区").await;
    add_area(tx, "river", AreaKind::Community, street, "河边社区").await;
    for (code, zh) in [("lighting", "照明所"), ("roads", "道路所")] {
        let body = Body {
            id: id(code),
            code: code.to_owned(),
            kind: BodyKind::Department,
            level: Level::District,
            name: Said::new(zh, code),
            area_id: id("district"),
            area_path: "district/".to_owned(),
            parent_id: None,
            phone: String::new(),
        };
        bodies::insert(tx, &body).await.unwrap();
    }
}

/// Whoever brings the word `desk` works on matters; `name~act~act` is somebody with these acts, and
/// `clerk@district/street/` is a clerk there.
struct Door;

/// The posts of a session that names a role and where it is held.
fn posts(token: &str) -> Vec<Post> {
    // Whoever brings acts alone holds them over the whole district.
    let all = ["supervisor", "leader"].map(|role| (role, "district/"));
    let named: Vec<(&str, &str)> = match token.split_once('@') {
        Some(named) => vec![named],
        None if token.contains('~') => all.into(),
        None => Vec::new(),
    };
    let post = |(role, path): (&str, &str)| Post {
        id: id(token),
        role: role.to_owned(),
        area_path: path.to_owned(),
        area_id: None,
        body_id: None,
    };
    named.into_iter().map(post).collect()
}

fn acts(token: &str) -> BTreeSet<String> {
    if token.contains('@') {
        let more: &[&str] = match token.split_once('@').map(|it| it.0) {
            Some("supervisor") => &["statistics.draft", "statistics.check"],
            Some("leader") => &["statistics.release"],
            _ => &[],
        };
        return ["statistics.ledger", "statistics.look"]
            .into_iter()
            .chain(more.iter().copied())
            .map(str::to_owned)
            .collect();
    }
    // A whole act, or what somebody may do with matters and figures.
    if token.contains('.') {
        return token.split('~').map(str::to_owned).collect();
    }
    [format!("matters.{token}"), format!("statistics.{token}")].into()
}

impl Gatekeeper for Door {
    fn viewer<'a>(&'a self, _tx: &'a mut Tx, token: &'a str, _now: Instant) -> ViewerFuture<'a> {
        let (name, acted) = token.split_once('~').unwrap_or(("account", token));
        let viewer = Viewer {
            account_id: id(name),
            name: "周望舒".to_owned(),
            posts: posts(token),
            acts: acts(acted),
            duty: None,
            session_digest: "session".to_owned(),
        };
        Box::pin(async move { Ok(Some(viewer)) })
    }
}

/// The site on a clock that stands still.
pub(crate) struct District {
    pub clock: Arc<FixedClock>,
    pub statistics: Arc<Statistics>,
    site: Arc<Site>,
    pub service: Router,
}

impl District {
    pub(crate) fn new(db: &Db, now: &str) -> Self {
        Self::counting_afresh(db, now, 60_000)
    }

    /// A district so large that only `rows` are counted anew at one look.
    pub(crate) fn counting_afresh(db: &Db, now: &str, rows: i64) -> Self {
        Self::built(db, now, |statistics| statistics.with_fresh_rows(rows))
    }

    /// A district in which early signs are sought in what `mentions` tells.
    pub(crate) fn with_mentions(db: &Db, now: &str, mentions: Arc<dyn Mentions>) -> Self {
        Self::built(db, now, |statistics| statistics.with_mentions(mentions))
    }

    /// A district whose bulletins list what `examples` tells.
    pub(crate) fn with_examples(
        db: &Db,
        now: &str,
        examples: Arc<dyn huiyin_statistics::Examples>,
    ) -> Self {
        Self::built(db, now, |statistics| statistics.with_examples(examples))
    }

    pub(crate) fn built(db: &Db, now: &str, with: impl FnOnce(Statistics) -> Statistics) -> Self {
        let clock = Arc::new(FixedClock::at(at(now)));
        let folder = std::env::temp_dir().join(format!("huiyin_rates_{}", std::process::id()));
        let site = Arc::new(Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn huiyin_kernel::Clock>,
            entropy: Arc::new(CountingEntropy::default()),
            keys: Keys::from_master(&MASTER),
            blobs: Blobs::open(&folder).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(0),
            settings: Settings::default(),
            gatekeeper: Arc::new(Door),
        });
        let statistics = Arc::new(with(Statistics::new(Arc::clone(&site))));
        let routes = huiyin_statistics::routes(&statistics);
        let service = huiyin_web::service(Arc::clone(&site), routes);
        Self {
            clock,
            statistics,
            site,
            service,
        }
    }

    pub(crate) async fn get(
        &self,
        address: &str,
        lang: &str,
        session: &str,
    ) -> (StatusCode, String) {
        let mut request = Request::get(address).header("accept-language", lang);
        if !session.is_empty() {
            request = request.header("cookie", format!("{SESSION_COOKIE}={session}"));
        }
        let request = request.body(HttpBody::empty()).unwrap();
        let answer = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 10_000_000).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// The key of a form that was never sent.
    pub(crate) fn fresh_key(&self) -> String {
        self.site.new_id().to_string()
    }

    /// Sends a form, and says where it led or what was answered.
    pub(crate) async fn send(
        &self,
        address: &str,
        session: &str,
        fields: &[(String, String)],
    ) -> (StatusCode, String, String) {
        let encoded: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", huiyin_web::forms::percent(value)))
            .collect();
        let request = Request::post(address)
            .header("accept-language", "zh-CN")
            .header("cookie", format!("{SESSION_COOKIE}={session}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(HttpBody::from(encoded.join("&")))
            .unwrap();
        let answer = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get("location");
        let location = location.map_or("", |it| it.to_str().unwrap()).to_owned();
        let bytes = to_bytes(answer.into_body(), 10_000_000).await.unwrap();
        (status, location, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// What comes as bytes.
    pub(crate) async fn file(&self, address: &str, session: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::get(address)
            .header("accept-language", "zh-CN")
            .header("cookie", format!("{SESSION_COOKIE}={session}"))
            .body(HttpBody::empty())
            .unwrap();
        let answer = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 20_000_000).await.unwrap();
        (status, bytes.to_vec())
    }

    /// A page that must be there and whose every word must be known.
    pub(crate) async fn page(&self, address: &str, lang: &str) -> String {
        let (status, body) = self.get(address, lang, "").await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        assert!(
            !body.contains('⟦'),
            "{address} in {lang} lacks words: {body}"
        );
        body
    }

    pub(crate) async fn json(&self, address: &str, session: &str) -> serde_json::Value {
        let (status, body) = self.get(address, "en", session).await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        serde_json::from_str(&body).unwrap()
    }
}
