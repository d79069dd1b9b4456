//! The page that starts without a network, and the script that keeps it on the phone. Both are the
//! same for everybody and say nothing of anybody.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use huiyin_web::{Ctx, PageError, assets};
use serde_json::json;

const PAGE: &str = "/notebook";
const FILES: [&str; 5] = [
    "app.css",
    "notebook.css",
    "notebook.js",
    "icons.svg",
    "logo.svg",
];

pub(super) async fn page() -> Html<String> {
    let [app, style, script, icons, logo] = FILES.map(assets::address);
    Html(format!(
        r##"<!doctype html>
<html lang="zh-CN" data-icons="{icons}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>走访本</title>
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="#0b625e">
<link rel="manifest" href="/notebook/manifest.webmanifest">
<link rel="icon" type="image/svg+xml" href="{logo}">
<link rel="stylesheet" href="{app}">
<link rel="stylesheet" href="{style}">
<script type="module" src="{script}"></script>
</head>
<body class="notebook">
<noscript><p>走访本需要打开 JavaScript；也可以用纸质表格。The notebook needs JavaScript; a paper form does as well.</p></noscript>
</body>
</html>
"##
    ))
}

/// The worker knows the shell by the hashes of its files: a new one is another worker.
pub(super) async fn worker() -> Result<Response, PageError> {
    let body = assets::text("notebook-worker.js").ok_or(PageError::NotFound)?;
    let files = FILES.map(assets::address);
    let shell = json!({ "name": name(&files), "page": PAGE, "files": files });
    let mut response = format!("const SHELL={shell};\n{body}").into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/javascript; charset=utf-8"),
    );
    headers.insert("service-worker-allowed", HeaderValue::from_static(PAGE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// The hashes of all files, in their order, as one name.
fn name(files: &[String]) -> String {
    let hashes: Vec<&str> = files
        .iter()
        .filter_map(|address| address.split('/').nth(2))
        .collect();
    hashes.join("-")
}

pub(super) async fn manifest(ctx: Ctx) -> Response {
    let manifest = json!({
        "id": PAGE, "start_url": PAGE, "scope": PAGE, "display": "standalone",
        "name": ctx.t("notebook-name"), "short_name": ctx.t("notebook-name"), "lang": ctx.lang.tag(),
        "background_color": "#faf8f3", "theme_color": "#0b625e",
        "icons": [{ "src": assets::address("logo.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    let mut response = manifest.to_string().into_response();
    let kind = HeaderValue::from_static("application/manifest+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
