//! A browser that sends forms and takes files.

use axum::body::{Body as HttpBody, to_bytes};
use axum::http::{Request, StatusCode};
use huiyin_web::SESSION_COOKIE;
use tower::ServiceExt as _;

use super::district::District;

fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn parts(pairs: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        let part = format!(
            "--b0undary\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let head =
        "--b0undary\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b0undary--\r\n");
    body
}

fn encoded(pairs: &[(&str, &str)]) -> Vec<u8> {
    let percent = huiyin_web::forms::percent;
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect();
    pairs.join("&").into_bytes()
}

impl District {
    /// Sends a form with the hidden fields of the page `from`; says what came, where it led and
    /// what was told.
    pub(crate) async fn post(
        &self,
        (address, from): (&str, &str),
        session: &str,
        fields: &[(&str, &str)],
        file: Option<&[u8]>,
    ) -> (StatusCode, String, String) {
        let (_, page) = self.get(from, "zh-CN", session).await;
        let own = ["csrf", "form_key"].map(|name| (name, hidden(&page, name)));
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let own = own.filter(|it| fields.iter().all(|field| field.0 != it.0));
        let pairs: Vec<(&str, &str)> = own.chain(fields.iter().copied()).collect();
        let (kind, body) = match file {
            Some(bytes) => (
                "multipart/form-data; boundary=b0undary",
                parts(&pairs, bytes),
            ),
            None => ("application/x-www-form-urlencoded", encoded(&pairs)),
        };
        let request = Request::post(address)
            .header("accept-language", "zh-CN")
            .header("content-type", kind)
            .header("cookie", format!("{SESSION_COOKIE}={session}"))
            .body(HttpBody::from(body))
            .unwrap();
        let ((status, bytes), location) = self.sent(request).await;
        (
            status,
            location,
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    async fn sent(&self, request: Request<HttpBody>) -> ((StatusCode, Vec<u8>), String) {
        let answer = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get("location");
        let location = location.map_or_else(String::new, |it| it.to_str().unwrap().to_owned());
        let bytes = to_bytes(answer.into_body(), 10_000_000).await.unwrap();
        ((status, bytes.to_vec()), location)
    }
}
