//! Style sheets, scripts and icons that the front-end build made, embedded in a release build.

use std::collections::HashMap;
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::PageError;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Dist;

const HASH_LETTERS: usize = 12;

fn hashes() -> &'static HashMap<String, String> {
    static HASHES: OnceLock<HashMap<String, String>> = OnceLock::new();
    HASHES.get_or_init(|| {
        Dist::iter()
            .filter_map(|name| {
                let file = Dist::get(&name)?;
                let hash = blake3::hash(&file.data).to_hex();
                Some((name.into_owned(), hash[..HASH_LETTERS].to_owned()))
            })
            .collect()
    })
}

/// `/assets/<hash>/app.css`: a new content is a new address, so a browser may keep it for ever.
pub fn address(name: &str) -> String {
    let hash = hashes().get(name).map_or("none", String::as_str);
    format!("/assets/{hash}/{name}")
}

/// True when the front-end build has been run.
pub fn present() -> bool {
    Dist::get("app.css").is_some()
}

/// A script as text, for a page that puts something before it.
pub fn text(name: &str) -> Option<String> {
    let file = Dist::get(name)?;
    String::from_utf8(file.data.into_owned()).ok()
}

pub(crate) async fn serve(
    Path((_hash, name)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let file = Dist::get(&name).ok_or(PageError::NotFound)?;
    let media_type = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    };
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}
