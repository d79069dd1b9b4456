//! What the frame does around every page, whatever the slice inside: headers, cookies, where a
//! change may come from, how large it may be, and what an error tells.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::testing::{CountingEntropy, TestDb};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{FixedClock, Instant};
use huiyin_web::forms::Posted;
use huiyin_web::upload::Uploaded;
use huiyin_web::{
    Access, Ctx, Gatekeeper, Ground, Limits, PageError, PageResult, Routes, Settings, Site, Texts,
    ViewerFuture, redirect,
};
use tower::ServiceExt as _;

/// Nobody is ever signed in.
struct Nobody;

impl Gatekeeper for Nobody {
    fn viewer<'a>(&'a self, _tx: &'a mut Tx, _token: &'a str, _now: Instant) -> ViewerFuture<'a> {
        Box::pin(async { Ok(None) })
    }
}

async fn change(_posted: Posted) -> PageResult {
    Ok(redirect("/changed"))
}

async fn upload(uploaded: Uploaded) -> PageResult {
    Ok(redirect(&format!("/files/{}", uploaded.files.len())))
}

async fn break_down() -> PageResult {
    Err(StoreError::inconsistent("SELECT secret FROM account").into())
}

async fn no_room(_posted: Posted) -> PageResult {
    Err(StoreError::Full.into())
}

async fn no_room_for_a_program() -> PageResult {
    Err(StoreError::Full.into())
}

async fn count(ctx: Ctx) -> PageResult {
    let counted = ctx.site.limits.report(&ctx.network);
    counted.map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    Ok(redirect("/counted"))
}

struct House {
    store: TestDb,
    site: Arc<Site>,
    service: axum::Router,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

impl House {
    async fn open(settings: Settings) -> Self {
        let store = TestDb::sqlite(&[huiyin_db::MIGRATIONS, huiyin_web::MIGRATIONS])
            .await
            .unwrap();
        let now = Instant::parse_local("2026-05-11T09:00").unwrap();
        let site = Arc::new(Site {
            db: store.db.clone(),
            clock: Arc::new(FixedClock::at(now)),
            entropy: Arc::new(CountingEntropy::default()),
            keys: Keys::from_master(&[7; 32]),
            blobs: Blobs::open(&store.folder().join("blobs")).unwrap(),
            texts: Texts::load().unwrap(),
            limits: Limits::new(3),
            settings,
            gatekeeper: Arc::new(Nobody),
        });
        let routes = Routes::new()
            .post("/change", Access::Public, change)
            .post("/upload", Access::Public, upload)
            .post("/full", Access::Public, no_room)
            .post("/api/v1/full", Access::Public, no_room_for_a_program)
            .post("/api/v1/count", Access::Public, count)
            .get("/broken", Access::Public, break_down)
            .get("/inside", Access::SignedIn, break_down);
        let service = huiyin_web::service(Arc::clone(&site), routes);
        Self {
            store,
            site,
            service,
        }
    }

    async fn plain() -> Self {
        Self::open(Settings::default()).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 8 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    fn token(&self) -> String {
        self.site.keys.digest("form token", "nobody")
    }

    /// Sends a form with its right token and these headers.
    async fn send(&self, path: &str, headers: &[(&str, &str)], fields: &str) -> Answer {
        let mut request = Request::post(path)
            .header("host", "huiyin.example")
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = format!("csrf={}{fields}", self.token());
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn finish(self) {
        drop(self.service);
        drop(self.site);
        self.store.finish().await.unwrap();
    }
}

#[tokio::test]
async fn every_answer_carries_its_headers() {
    let house = House::plain().await;
    for path in [
        "/about",
        "/no-such-page",
        "/broken",
        "/healthz",
        "/inside",
        "/api/v1/none",
    ] {
        let answer = house.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "style-src 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        let kind = answer.header("content-type");
        let has_charset = kind.contains("charset=utf-8") || kind == "application/json";
        assert!(has_charset || answer.body.is_empty(), "{path}: {kind}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
    house.finish().await;
}

#[tokio::test]
async fn each_answer_has_a_nonce_of_its_own() {
    let house = House::plain().await;
    let policies = [house.get("/about").await, house.get("/about").await];
    let [one, other] = policies.map(|it| it.header("content-security-policy").to_owned());
    assert!(one.contains("'nonce-") && one != other, "{one}");
    house.finish().await;
}

#[tokio::test]
async fn a_background_of_maps_may_be_fetched_from_where_it_lies_and_from_nowhere_else() {
    let house = House::open(Settings {
        ground: Ground {
            raster: "https://t0.tiles.example.cn/{z}/{x}/{y}?tk=ab12".to_owned(),
            attribution: "<b>Tiles</b>".to_owned(),
            review: "GS(2026)0001".to_owned(),
            ..Ground::default()
        },
        ..Settings::default()
    })
    .await;
    let answer = house.get("/_/style").await;
    let policy = answer.header("content-security-policy");
    let of = |name: &str| {
        let mut parts = policy.split(';').map(str::trim);
        parts.find(|it| it.starts_with(name)).unwrap().to_owned()
    };
    for name in ["img-src", "connect-src"] {
        assert!(
            of(name).contains(" https://t0.tiles.example.cn"),
            "{policy}"
        );
    }
    assert_eq!(of("script-src").matches("example").count(), 0, "{policy}");
    assert!(answer.body.contains("GS(2026)0001"));
    assert!(
        !answer.body.contains("<b>Tiles"),
        "configured words are text"
    );
    house.finish().await;

    let house = House::plain().await;
    let plain = house.get("/_/style").await;
    let policy = plain.header("content-security-policy");
    assert!(!policy.contains("https:"), "{policy}");
    assert!(plain.body.contains("data-raster=\"\""));
    house.finish().await;
}

#[tokio::test]
async fn behind_tls_cookies_are_secure_and_named_so() {
    let house = House::open(Settings {
        secure_cookies: true,
        ..Settings::default()
    })
    .await;
    let answer = house
        .send("/preferences", &[], "&elder=on&lang=en&back=/about")
        .await;
    let set: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|line| line.to_str().unwrap())
        .collect();
    assert_eq!(set.len(), 2, "{set:?}");
    for line in set {
        assert!(line.starts_with("__Host-huiyin_"), "{line}");
        for part in ["Path=/;", "HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(!line.contains("Domain"), "{line}");
    }
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
    // What somebody planted from a neighbouring host is not read, what we set is.
    for (cookie, is_elder) in [("huiyin_elder=on", false), ("__Host-huiyin_elder=on", true)] {
        let request = Request::get("/about").header("cookie", cookie);
        let page = house.ask(request.body(Body::empty()).unwrap()).await.body;
        assert_eq!(page.contains("data-elder=\"on\""), is_elder, "{cookie}");
    }
    house.finish().await;
}

#[tokio::test]
async fn no_foreign_page_may_read_or_send() {
    let house = House::plain().await;
    let own = [("origin", "http://huiyin.example")];
    assert_eq!(house.send("/change", &own, "").await.status, 303);
    for foreign in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://huiyin.example.evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let answer = house.send("/change", &[foreign], "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{foreign:?}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let asked = Request::get("/about").header("origin", "https://evil.example");
    let answer = house.ask(asked.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let preflight = Request::options("/api/v1/count")
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "POST");
    let answer = house.ask(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    house.finish().await;
}

#[tokio::test]
async fn a_token_sent_twice_or_by_the_address_does_not_help() {
    let house = House::plain().await;
    let token = house.token();
    for (path, body) in [
        ("/change".to_owned(), String::new()),
        ("/change".to_owned(), "csrf=".to_owned()),
        ("/change".to_owned(), format!("csrf=wrong&csrf={token}")),
        (format!("/change?csrf={token}"), String::new()),
    ] {
        let request = Request::post(&path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.clone()))
            .unwrap();
        let status = house.ask(request).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path} {body}");
    }
    house.finish().await;
}

#[tokio::test]
async fn a_form_that_finds_no_room_is_answered_by_a_page_and_a_program_by_json() {
    let house = House::plain().await;
    for (lang, sentence) in [
        ("zh-CN", "存储空间满了，这次没有保存"),
        ("en", "The storage is full, so nothing was saved"),
    ] {
        let lang = [("accept-language", lang)];
        let answer = house.send("/full", &lang, "&text=x").await;
        assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
        assert!(answer.header("content-type").starts_with("text/html"));
        let page = &answer.body;
        assert!(
            page.contains(sentence) && page.contains("href=\"/\""),
            "{page}"
        );
        let answer = house.send("/api/v1/full", &lang, "").await;
        assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
        let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(said["code"], "disk-full");
        assert!(said["message"].as_str().unwrap().contains(sentence));
    }
    house.finish().await;
}

#[tokio::test]
async fn what_is_too_large_is_said_so() {
    let house = House::plain().await;
    let huge = format!("&text={}", "a".repeat(600 * 1024));
    let answer = house.send("/change", &[], &huge).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let most = huiyin_web::upload::UPLOAD_BYTES;
    let mut body =
        b"--edge\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\n"
            .to_vec();
    body.resize(most + 1, 0);
    body.extend(b"\r\n--edge--\r\n");
    let request = Request::post("/upload")
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(Body::from(body))
        .unwrap();
    assert_eq!(
        house.ask(request).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let parts = "--edge\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(3_000);
    let request = Request::post("/upload")
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(Body::from(format!("{parts}--edge--\r\n")))
        .unwrap();
    assert_eq!(
        house.ask(request).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    house.finish().await;
}

#[tokio::test]
async fn other_methods_are_refused_and_named() {
    let house = House::plain().await;
    for method in ["TRACE", "DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND"] {
        let request = Request::builder().method(method).uri("/about");
        let answer = house.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(answer.header("allow").contains("GET"), "{method}");
    }
    house.finish().await;
}

#[tokio::test]
async fn a_forged_address_is_no_way_around_a_limit() {
    let house = House::plain().await;
    let mut last = StatusCode::OK;
    for number in 0..5 {
        let forged = format!("10.0.0.{number}");
        let request = Request::post("/api/v1/count")
            .header("x-forwarded-for", &forged)
            .header("forwarded", format!("for={forged}"))
            .header("x-real-ip", &forged);
        last = house.ask(request.body(Body::empty()).unwrap()).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    house.finish().await;

    // Behind a proxy only what the proxy itself has added counts.
    let house = House::open(Settings {
        trust_proxy: true,
        ..Settings::default()
    })
    .await;
    for number in 0..5 {
        let request = Request::post("/api/v1/count")
            .header("x-forwarded-for", format!("10.0.0.{number}, 192.0.2.7"));
        last = house.ask(request.body(Body::empty()).unwrap()).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let neighbour = Request::post("/api/v1/count").header("x-forwarded-for", "192.0.2.8");
    let answer = house.ask(neighbour.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 303);
    house.finish().await;
}

#[tokio::test]
async fn a_forged_host_stands_nowhere() {
    let house = House::plain().await;
    for path in ["/about", "/no-such-page", "/inside"] {
        let request = Request::get(path)
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example");
        let answer = house.ask(request.body(Body::empty()).unwrap()).await;
        assert!(!answer.body.contains("evil.example"), "{path}");
        assert!(
            !answer.header("location").contains("evil.example"),
            "{path}"
        );
    }
    house.finish().await;
}

#[tokio::test]
async fn errors_are_pages_that_tell_nothing_of_the_inside() {
    let house = House::plain().await;
    let answer = house.get("/broken").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    for inside in ["SELECT", "inconsistent", "account", "huiyin_", ".rs"] {
        assert!(!answer.body.contains(inside), "{inside}: {}", answer.body);
    }
    for way_on in ["<h1>", "href=\"/\"", "name=\"elder\"", "name=\"lang\""] {
        assert!(answer.body.contains(way_on), "{way_on}: {}", answer.body);
    }
    let malformed = house.get("/about?x=%00").await;
    assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
    assert!(malformed.body.contains("<h1>"));
    house.finish().await;
}
