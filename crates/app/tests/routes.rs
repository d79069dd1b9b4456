//! Who may call what. The matrix of roles and acts and the list of routes are golden; the sweep
//! then calls every declared route as nobody and as each role and holds the answers against them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod site;

use std::fmt::Write as _;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huiyin_app::server;
use huiyin_app::slices::Slices;
use huiyin_registry::{demo, ops};
use huiyin_web::{Access, Declared};
use tower::ServiceExt as _;

use crate::site::Site;

/// One demo account for each role, with the token of an open session.
async fn sessions(slices: &Slices) -> Vec<(&'static str, String)> {
    let mut sessions: Vec<(&'static str, String)> = Vec::new();
    for account in demo::ACCOUNTS {
        if sessions.iter().any(|(role, _)| *role == account.role) {
            continue;
        }
        let opened = ops::sign_in(
            &slices.site,
            &slices.registry,
            account.login,
            demo::PASSWORD,
            "",
        );
        let opened = opened
            .await
            .unwrap()
            .session()
            .expect("the demo password opens");
        sessions.push((account.role, opened.token));
    }
    sessions
}

/// A path with something in each place that is of the right shape and belongs to nobody.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{code}" => "0000000000",
            "{year}" => "2026",
            "{*name}" => "app.css",
            _ if part.starts_with('{') => "01890a5d-ac96-774b-bcce-b302099a8057",
            _ => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn call(service: &Router, route: &Declared, token: Option<&str>) -> (StatusCode, String) {
    let mut request = Request::builder()
        .method(route.method)
        .uri(filled(route.path));
    if let Some(token) = token {
        request = request.header(header::COOKIE, format!("huiyin_session={token}"));
    }
    if route.method == "POST" {
        let kind = if route.path.starts_with("/api/") {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let response = service
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let location = response.headers().get(header::LOCATION);
    let location = location
        .map_or("", |value| value.to_str().unwrap())
        .to_owned();
    (response.status(), location)
}

/// What is wrong with an answer, if anything.
fn judged(
    route: &Declared,
    may: bool,
    is_signed_in: bool,
    (status, location): (StatusCode, &str),
) -> Option<&'static str> {
    let is_api = route.path.starts_with("/api/");
    let asked_to_sign_in = location.starts_with("/sign-in") || status == StatusCode::UNAUTHORIZED;
    if status.is_server_error() {
        return Some("failed");
    }
    if route.access == Access::Device {
        // Neither nobody nor a session of any role is a device.
        return (status != StatusCode::UNAUTHORIZED).then_some("let in what is no device");
    }
    if !may {
        let right = if is_signed_in {
            status == StatusCode::NOT_FOUND
        } else if is_api {
            status == StatusCode::UNAUTHORIZED
        } else {
            location.starts_with("/sign-in")
        };
        // A change without its token may be refused for that before anybody asks who sent it.
        let refused_as_foreign = route.method == "POST" && status == StatusCode::FORBIDDEN;
        return (!right && !refused_as_foreign).then_some("let in who may not");
    }
    if asked_to_sign_in && !route.path.starts_with("/sign-in") {
        return Some("kept out who may");
    }
    // Nothing changes without the token of a form; the sweep sends none.
    if route.method == "POST" && is_signed_in && !status.is_client_error() {
        return Some("changed something without a token");
    }
    None
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_nobody_and_each_role_as_it_declares() {
    let site = Site::demo("sweep", &|_| None).await;
    let sessions = sessions(&site.slices).await;
    let routes = site.slices.routes();
    let service = server::service(&site.slices);
    let mut wrong = Vec::new();
    for route in routes.declared() {
        let may = matches!(route.access, Access::Public);
        let (status, location) = call(&service, route, None).await;
        if let Some(why) = judged(route, may, false, (status, &location)) {
            wrong.push(format!(
                "{} {} as nobody: {why} ({status})",
                route.method, route.path
            ));
        }
        for (role, token) in &sessions {
            // Signing out works without more, and would end the sweep.
            if route.path == "/sign-out" {
                continue;
            }
            let acts = site.slices.registry.policy.acts_of([*role]);
            let may = match route.access {
                Access::Public | Access::SignedIn => true,
                Access::Device => false,
                Access::Needs(act) => acts.contains(act.0),
            };
            let (status, location) = call(&service, route, Some(token)).await;
            if let Some(why) = judged(route, may, true, (status, &location)) {
                wrong.push(format!(
                    "{} {} as {role}: {why} ({status})",
                    route.method, route.path
                ));
            }
        }
    }
    let count = routes.declared().len();
    site.finish().await;
    assert!(count > 20, "the sweep sees only {count} routes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A new account for each role, still with its first password.
async fn first_sessions(slices: &Slices) -> Vec<(String, String)> {
    let mut sessions = Vec::new();
    for role in slices.registry.policy.roles() {
        let login = format!("new-{}", role.name.replace('_', "-"));
        let asked = ops::AskedAccount {
            login: &login,
            name: "新来的人",
            role: &role.name,
            area_code: None,
            body_code: role.needs_body.then_some("bm04"),
        };
        let slip = ops::open_account(&slices.site, &slices.registry, asked, "system");
        let password = slip.await.unwrap().unwrap().password;
        let opened = ops::sign_in(&slices.site, &slices.registry, &login, &password, "");
        let opened = opened.await.unwrap().session().expect("it opens");
        sessions.push((role.name.clone(), opened.token));
    }
    sessions
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_password_opens_nothing_but_the_page_that_replaces_it() {
    let site = Site::demo("first-password", &|_| None).await;
    let sessions = first_sessions(&site.slices).await;
    let routes = site.slices.routes();
    let service = server::service(&site.slices);
    let mut wrong = Vec::new();
    let mut refused_by_interface = 0;
    for route in routes.declared() {
        let is_way_out = ["/account/password", "/sign-out"].contains(&route.path);
        for (role, token) in &sessions {
            if matches!(route.access, Access::Public) || is_way_out {
                continue;
            }
            let (status, location) = call(&service, route, Some(token)).await;
            let is_api = route.path.starts_with("/api/");
            let is_kept_out = if route.access == Access::Device {
                // No session opens these, whatever it owes.
                status == StatusCode::UNAUTHORIZED
            } else if is_api {
                status == StatusCode::FORBIDDEN
            } else {
                location == "/account/password"
            };
            refused_by_interface += usize::from(is_api && is_kept_out);
            if !is_kept_out {
                wrong.push(format!(
                    "{} {} as {role}: {status} {location}",
                    route.method, route.path
                ));
            }
        }
    }
    site.finish().await;
    assert!(refused_by_interface > 0, "no endpoint was called");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_matrix_of_roles_acts_and_routes_is_as_written_down() {
    let site = Site::demo("matrix", &|_| None).await;
    let routes = site.slices.routes();
    let text = matrix(&site.slices, routes.declared());
    let unknown = acts_without_a_role(&site.slices, routes.declared());
    site.finish().await;
    assert!(
        unknown.is_empty(),
        "no role may do {unknown:?}: the routes are locked for all"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/acts.md");
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{} differs; after an intended change run `make bless`:\n{text}",
        path.display()
    );
}

fn acts_without_a_role(slices: &Slices, routes: &[Declared]) -> Vec<&'static str> {
    let known = slices.registry.policy.acts();
    routes
        .iter()
        .filter_map(|route| match route.access {
            Access::Needs(act) if !known.contains(act.0) => Some(act.0),
            _ => None,
        })
        .collect()
}

fn matrix(slices: &Slices, routes: &[Declared]) -> String {
    let policy = &slices.registry.policy;
    let mut out = String::from(
        "# Who may do what\n\nMade by `make bless` from the declarations; a change here is a change of rights.\n\n",
    );
    let names: Vec<&str> = policy
        .roles()
        .iter()
        .map(|role| role.name.as_str())
        .collect();
    writeln!(
        out,
        "| act | {} |\n|---|{}",
        names.join(" | "),
        "---|".repeat(names.len())
    )
    .unwrap();
    for act in policy.acts() {
        let cells: Vec<&str> = policy
            .roles()
            .iter()
            .map(|role| if role.acts.contains(&act) { "yes" } else { "" })
            .collect();
        writeln!(out, "| {act} | {} |", cells.join(" | ")).unwrap();
    }
    out.push_str("\n| method | route | asks for |\n|---|---|---|\n");
    let mut lines: Vec<String> = routes
        .iter()
        .map(|route| {
            let asks = match route.access {
                Access::Public => "nothing",
                Access::SignedIn => "an account",
                Access::Device => "a device's own secret",
                Access::Needs(act) => act.0,
            };
            format!("| {} | {} | {asks} |\n", route.method, route.path)
        })
        .collect();
    lines.sort_by_key(|line| line.split('|').nth(2).unwrap_or_default().to_owned() + line);
    out.push_str(&lines.concat());
    out
}
