use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, header};

use crate::forms::Posted;
use crate::middleware::{ELDER_COOKIE, LANG_COOKIE, THEME_COOKIE};
use crate::{PageResult, Site, redirect};

const YEAR_SECONDS: u32 = 365 * 24 * 3600;

/// Remembers language, elder mode and theme in cookies of this browser; nothing else knows.
pub(crate) async fn save(State(site): State<Arc<Site>>, posted: Posted) -> PageResult {
    let form = posted.0;
    let mut response = redirect(&way_back(&form.text("back")));
    let chosen = [
        ("lang", LANG_COOKIE, &["zh-CN", "en"][..]),
        ("elder", ELDER_COOKIE, &["on", "off"][..]),
        (
            "theme",
            THEME_COOKIE,
            &["auto", "light", "dark", "contrast"][..],
        ),
    ];
    for (field, cookie, allowed) in chosen {
        let value = form.text(field);
        if !allowed.contains(&value.as_str()) {
            continue;
        }
        let secure = if site.settings.secure_cookies {
            "; Secure"
        } else {
            ""
        };
        let line = format!(
            "{cookie}={value}; Path=/; Max-Age={YEAR_SECONDS}; HttpOnly; SameSite=Lax{secure}"
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    Ok(response)
}

/// Only a path of our own: `//elsewhere` and `https:…` lead home.
pub(crate) fn way_back(path: &str) -> String {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.chars().any(char::is_control);
    if own { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::way_back;

    #[test]
    fn the_way_back_never_leads_out() {
        assert_eq!(way_back("/board?page=2"), "/board?page=2");
        for hostile in [
            "//evil.cn",
            "https://evil.cn",
            "/\\evil.cn",
            "",
            "javascript:x",
            "/a\r\nb",
        ] {
            assert_eq!(way_back(hostile), "/", "{hostile:?}");
        }
    }
}
