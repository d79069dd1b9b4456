//! The outermost ring: puts the context together, checks where a POST comes from, sets the
//! security headers, and turns errors into pages.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use huiyin_kernel::Lang;
use tower_http::compression::CompressionLayer;

use crate::context::{Ctx, Inner};
use crate::error::Problem;
use crate::{NavEntry, PageError, Routes, Site, Unread, Viewer, cookies, pages, upload};

/// The cookie that carries a session token.
pub const SESSION_COOKIE: &str = "huiyin_session";
pub(crate) const LANG_COOKIE: &str = "huiyin_lang";
pub(crate) const ELDER_COOKIE: &str = "huiyin_elder";
pub(crate) const THEME_COOKIE: &str = "huiyin_theme";

#[derive(Clone)]
struct Frame {
    site: Arc<Site>,
    nav: Arc<Vec<NavEntry>>,
}

/// The whole site as one service: the slices' routes inside the frame.
pub fn service(site: Arc<Site>, routes: Routes<()>) -> Router {
    let (pages, nav) = routes.merge(crate::pages::routes(&site)).into_parts();
    let frame = Frame { site, nav };
    pages
        .fallback(|| async { PageError::NotFound.into_response() })
        .method_not_allowed_fallback(|| async { PageError::WrongMethod.into_response() })
        .layer(DefaultBodyLimit::max(upload::UPLOAD_BYTES))
        .layer(from_fn_with_state(frame, surround))
        .layer(CompressionLayer::new())
}

async fn surround(State(frame): State<Frame>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let secure_cookies = frame.site.settings.secure_cookies;
    if secure_cookies {
        cookies::read_prefixed(&mut parts.headers);
    }
    let found = find_viewer(&frame.site, &parts).await;
    // Even where nobody can be looked up, the answer is a page with its headers.
    let ((viewer, unread), failed) = match found {
        Ok(found) => (found, None),
        Err(error) => ((None, Vec::new()), Some(error)),
    };
    let ctx = context(&frame, &parts, viewer, unread);
    let outcome = if let Some(error) = failed {
        error.into_response()
    } else if let Err(error) = nul_free(&parts).and_then(|()| foreign(&ctx, &parts)) {
        error.into_response()
    } else {
        parts.extensions.insert(ctx.clone());
        next.run(Request::from_parts(parts, body)).await
    };
    let mut response = match outcome.extensions().get::<Problem>().cloned() {
        Some(problem) => {
            note_bypassing(&problem);
            pages::problem(&ctx, &problem)
        }
        None if is_bare(&outcome) => {
            let problem = Problem::new(outcome.status(), "web-error-bad-form");
            pages::problem(&ctx, &problem)
        }
        None => outcome,
    };
    secure(&ctx, response.headers_mut());
    if secure_cookies {
        cookies::write_prefixed(response.headers_mut());
    }
    response
}

/// A forged form or a reached limit may be somebody who tries out what holds: one line, and nothing
/// of what was sent.
fn note_bypassing(problem: &Problem) {
    let status = problem.status;
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::FORBIDDEN {
        tracing::info!(status = status.as_u16(), why = %problem.key, "a request was refused");
    }
}

/// A refusal in the words of the framework, which are English and no page.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_plain = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    response.status().is_client_error() && is_plain
}

/// No database but SQLite takes a NUL in a text, and no address of ours holds one.
fn nul_free(request: &Parts) -> Result<(), PageError> {
    let here = request.uri.path_and_query().map_or("", |it| it.as_str());
    if here.contains("%00") {
        return Err(PageError::BadRequest {
            key: "web-error-bad-form",
        });
    }
    Ok(())
}

fn context(frame: &Frame, request: &Parts, viewer: Option<Viewer>, unread: Vec<Unread>) -> Ctx {
    let site = &frame.site;
    let now = site.now();
    let headers = &request.headers;
    let lang = cookie(headers, LANG_COOKIE)
        .and_then(|tag| Lang::from_tag(&tag))
        .unwrap_or_else(|| accepted_language(headers));
    let session = viewer
        .as_ref()
        .map_or("nobody", |it| it.session_digest.as_str());
    let csrf = site.keys.digest("form token", session);
    let path = request.uri.path().to_owned();
    let here = request
        .uri
        .path_and_query()
        .map_or("/", |it| it.as_str())
        .to_owned();
    Ctx::new(Inner {
        now,
        lang,
        elder: cookie(headers, ELDER_COOKIE).as_deref() == Some("on"),
        theme: cookie(headers, THEME_COOKIE)
            .filter(|it| ["light", "dark", "contrast"].contains(&it.as_str()))
            .unwrap_or_default(),
        nonce: site.new_secret()[..22].to_owned(),
        done: done_key(site, request.uri.query().unwrap_or_default()),
        wants_json: path.starts_with("/api/"),
        network: network(site, request),
        nav: Arc::clone(&frame.nav),
        site: Arc::clone(site),
        here,
        path,
        viewer,
        unread,
        csrf,
    })
}

/// Who is there, and what is new for them.
async fn find_viewer(
    site: &Site,
    request: &Parts,
) -> Result<(Option<Viewer>, Vec<Unread>), PageError> {
    let Some(token) = cookie(&request.headers, SESSION_COOKIE) else {
        return Ok((None, Vec::new()));
    };
    let mut tx = site.db.read().await?;
    let viewer = site.gatekeeper.viewer(&mut tx, &token, site.now()).await?;
    let unread = match &viewer {
        Some(viewer) => site.gatekeeper.unread(&mut tx, viewer).await?,
        None => Vec::new(),
    };
    Ok((viewer, unread))
}

fn accepted_language(headers: &HeaderMap) -> Lang {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or_else(Lang::default, Lang::from_accept_language)
}

/// The value of a cookie, bounded, as browsers send it.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .take(100)
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name && value.len() <= 200).then(|| value.to_owned())
        })
}

/// The network a request comes from: an IPv4 address or the first 64 bits of an IPv6 one.
fn network(site: &Site, request: &Parts) -> String {
    let forwarded = site
        .settings
        .trust_proxy
        .then(|| {
            // Some proxies add a line of their own below what the client sent.
            let lines = request.headers.get_all("x-forwarded-for");
            let line = lines.iter().next_back()?;
            line.to_str().ok()?.rsplit(',').next()
        })
        .flatten()
        .and_then(|text| text.trim().parse::<std::net::IpAddr>().ok());
    let peer = request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|it| it.0.ip());
    match forwarded.or(peer) {
        Some(std::net::IpAddr::V6(address)) => {
            let parts = address.segments();
            format!(
                "{:x}:{:x}:{:x}:{:x}",
                parts[0], parts[1], parts[2], parts[3]
            )
        }
        Some(address) => address.to_string(),
        None => "local".to_owned(),
    }
}

/// `?done=word` shows the sentence `done-word` once; only sentences that exist.
fn done_key(site: &Site, query: &str) -> Option<String> {
    let word = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("done="))?;
    let plain = word.len() <= 60 && word.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
    let key = format!("done-{word}");
    (plain && site.texts.has(Lang::Zh, &key)).then_some(key)
}

/// A change must come from our own pages. Browsers say where a request comes from; who is signed
/// in at the API must send the form token as a header, which a foreign page cannot read.
fn foreign(ctx: &Ctx, request: &Parts) -> Result<(), PageError> {
    if matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let headers = &request.headers;
    let read = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if read("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site") {
        return Err(PageError::FormExpired);
    }
    if let (Some(origin), Some(host)) = (read("origin"), read("host")) {
        // A page of ours always has an origin to name; `null` is said by frames and files of others.
        let from = origin.split("://").nth(1).unwrap_or_default();
        if from != host {
            return Err(PageError::FormExpired);
        }
    }
    if ctx.wants_json && ctx.viewer.is_some() && read("x-huiyin-token") != Some(&ctx.csrf) {
        return Err(PageError::FormExpired);
    }
    Ok(())
}

fn secure(ctx: &Ctx, headers: &mut HeaderMap) {
    // A background of maps is fetched from where it lies, and nothing else from anywhere.
    let ground = ctx.site.settings.ground.origin();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob: {ground}; \
         font-src 'self'; connect-src 'self' {ground}; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
        nonce = ctx.nonce
    );
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers
                .entry(HeaderName::from_static(name))
                .or_insert(value);
        }
    };
    set("content-security-policy", &policy);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set(
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(self), payment=()",
    );
    set("x-frame-options", "DENY");
    set("cache-control", "no-store");
    set("vary", "Accept-Language, Cookie");
    if ctx.site.settings.secure_cookies {
        set(
            "strict-transport-security",
            "max-age=31536000; includeSubDomains",
        );
    }
}
