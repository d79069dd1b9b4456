//! The names of our cookies where the site is served over TLS.
//!
//! A page of a neighbouring subdomain, or somebody on the line while an address is still opened
//! without TLS, can set a cookie named `huiyin_session` for us. No browser lets them set one whose
//! name begins with `__Host-` or `__Secure-`. The prefix is put on here on the way out and taken
//! off on the way in, so that no slice has to know of it; what comes without one is not read.

use axum::http::{HeaderMap, HeaderValue, header};

const OURS: &str = "huiyin_";
/// For cookies of the whole site: this host only, TLS only.
const HOST: &str = "__Host-";
/// For cookies of a part of it: TLS only.
const SECURE: &str = "__Secure-";

/// Gives our cookies of a request their plain names, and drops those that came without a prefix.
pub(crate) fn read_prefixed(headers: &mut HeaderMap) {
    let pairs: Vec<String> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .map(str::trim)
        .filter(|pair| !pair.starts_with(OURS))
        .map(|pair| plain(pair).unwrap_or(pair).to_owned())
        .collect();
    headers.remove(header::COOKIE);
    if let Ok(line) = HeaderValue::from_str(&pairs.join("; ")) {
        headers.insert(header::COOKIE, line);
    }
}

fn plain(pair: &str) -> Option<&str> {
    let bare = pair
        .strip_prefix(HOST)
        .or_else(|| pair.strip_prefix(SECURE))?;
    bare.starts_with(OURS).then_some(bare)
}

/// Puts the prefix before the names of the cookies that an answer sets.
pub(crate) fn write_prefixed(headers: &mut HeaderMap) {
    let lines: Vec<HeaderValue> = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| prefixed(value).unwrap_or_else(|| value.clone()))
        .collect();
    headers.remove(header::SET_COOKIE);
    for line in lines {
        headers.append(header::SET_COOKIE, line);
    }
}

fn prefixed(value: &HeaderValue) -> Option<HeaderValue> {
    let line = value.to_str().ok()?;
    if !line.starts_with(OURS) {
        return None;
    }
    let is_of_whole_site = line.split(';').any(|part| part.trim() == "Path=/");
    let prefix = if is_of_whole_site { HOST } else { SECURE };
    HeaderValue::from_str(&format!("{prefix}{line}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, HeaderValue::from_static(line));
        }
        headers
    }

    #[test]
    fn only_cookies_with_a_prefix_are_read() {
        let mut headers = request(&[
            "huiyin_session=planted; __Host-huiyin_session=own; other=1",
            "__Secure-huiyin_step=half; __Host-other=2",
        ]);
        read_prefixed(&mut headers);
        assert_eq!(
            headers[header::COOKIE],
            "huiyin_session=own; other=1; huiyin_step=half; __Host-other=2"
        );
        assert_eq!(headers.get_all(header::COOKIE).iter().count(), 1);
    }

    #[test]
    fn a_cookie_is_named_after_where_it_goes() {
        let mut headers = HeaderMap::new();
        for line in [
            "huiyin_session=a; Path=/; Secure",
            "huiyin_step=b; Path=/sign-in; Secure",
            "foreign=c; Path=/",
        ] {
            headers.append(header::SET_COOKIE, HeaderValue::from_static(line));
        }
        write_prefixed(&mut headers);
        let names: Vec<&str> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok()?.split('=').next())
            .collect();
        assert_eq!(
            names,
            ["__Host-huiyin_session", "__Secure-huiyin_step", "foreign"]
        );
    }
}
