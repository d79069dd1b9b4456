//! The pages of somebody who asks for their own data, as a browser meets them.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_db::on_both_databases;
use huiyin_matters::Matters;
use huiyin_privacy::{Deletions, Privacy};
use huiyin_web::forms::percent;
use tower::ServiceExt as _;

use crate::support::{District, MIGRATIONS};

/// The pages of matters and of data requests, wired as in the program.
fn site(district: &District) -> Router {
    let site = Arc::clone(&district.house.matters.site);
    let matters = Matters::new(Arc::clone(&site)).unwrap();
    let matters = Arc::new(matters.with_deletions(Arc::new(Deletions)));
    let privacy = Arc::new(Privacy::new(Arc::clone(&matters)));
    let routes = huiyin_matters::routes(&matters).merge(huiyin_privacy::routes(&privacy));
    huiyin_web::service(site, routes)
}

struct Answer {
    status: StatusCode,
    location: String,
    cookie: String,
    body: String,
}

async fn send(app: &Router, request: axum::http::request::Builder, body: String) -> Answer {
    let request = request
        .header(header::ACCEPT_LANGUAGE, "zh-CN")
        .body(Body::from(body))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let of = |name| {
        let value = response.headers().get(name);
        value.map_or("", |it| it.to_str().unwrap()).to_owned()
    };
    let (status, location) = (response.status(), of(header::LOCATION));
    let cookie = of(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let bytes = to_bytes(response.into_body(), 4 << 20).await.unwrap();
    Answer {
        status,
        location,
        cookie,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

async fn get(app: &Router, path: &str) -> Answer {
    send(app, Request::get(path), String::new()).await
}

fn hidden(page: &str, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let at = page.find(&marker).unwrap() + marker.len();
    page[at..].split('"').next().unwrap().to_owned()
}

/// Sends the form of `/rights` with these fields.
async fn ask(app: &Router, code: &str, fields: &[(&str, &str)]) -> Answer {
    let page = get(app, &format!("/rights?code={code}")).await;
    let shown = code.parse::<huiyin_kernel::EchoCode>().unwrap().to_string();
    assert!(
        page.body.contains(&shown),
        "the code of the echo page is filled in"
    );
    let mut body = format!("csrf={}", percent(&hidden(&page.body, "csrf")));
    for (name, value) in [
        ("form_key", hidden(&page.body, "form_key").as_str()),
        ("codes", code),
    ]
    .iter()
    .chain(fields)
    {
        body = format!("{body}&{name}={}", percent(value));
    }
    let request = Request::post("/rights")
        .header(header::COOKIE, page.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(app, request, body).await
}

on_both_databases! { MIGRATIONS;
    async fn deletion_wants_a_tick_and_the_echo_page_tells_of_it(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let app = site(&district);
        let code = reported.code.as_str();
        let bare = ask(&app, code, &[("kind", "delete")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bare.body);
        assert!(bare.body.contains("请勾选“我要删除”"), "{}", bare.body);
        let echo = format!("/echo/{code}");
        assert!(!get(&app, &echo).await.body.contains("申请删除个人信息。办好以后"));
        let sure = ask(&app, code, &[("kind", "delete"), ("sure", "1")]).await;
        assert_eq!(sure.status, StatusCode::SEE_OTHER, "{}", sure.body);
        let told = get(&app, &echo).await;
        assert!(told.body.contains("2026年5月11日有人用这个回音码申请删除个人信息"), "{}", told.body);
        let case = get(&app, sure.location.split('?').next().unwrap()).await;
        let card = case.body.split("class=\"echo-code\"").nth(1).unwrap();
        assert!(card.starts_with("><span>申请码</span>"), "{card}");
    }
}
