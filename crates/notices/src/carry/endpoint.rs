//! One request to one address: no redirects, no cookies, no pool, every size bounded.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::CarrierError;

/// A carrier's answer larger than this is no answer.
const ANSWER_BYTES: usize = 64 * 1024;
/// Seconds of `Retry-After` that are believed.
const RETRY_AFTER_MOST: i64 = 6 * 3600;

/// Where a carrier listens.
pub(super) struct Endpoint {
    host: String,
    port: u16,
    /// Host as the request names it, with its port where it is not the usual one.
    authority: String,
    path: String,
    tls: Option<TlsConnector>,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The path of a WeCom robot is its secret.
        write!(out, "Endpoint({})", self.authority)
    }
}

pub(super) struct Answered {
    pub status: u16,
    pub retry_after_seconds: Option<i64>,
    pub body: Bytes,
}

/// True for names that never leave this machine.
pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The authorities that browsers trust, and one's own.
pub(super) fn roots(certificates: Option<&str>) -> Result<RootCertStore, CarrierError> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(pem) = certificates {
        let odd = |error: &dyn std::fmt::Display| CarrierError::Certificates(error.to_string());
        let mut count = 0;
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let certificate = certificate.map_err(|error| odd(&error))?;
            roots.add(certificate).map_err(|error| odd(&error))?;
            count += 1;
        }
        if count == 0 {
            return Err(odd(&"no certificate"));
        }
    }
    Ok(roots)
}

fn connector(certificates: Option<&str>) -> Result<TlsConnector, CarrierError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| CarrierError::Certificates(error.to_string()))?
        .with_root_certificates(roots(certificates)?)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

impl Endpoint {
    pub(super) fn new(address: &str, certificates: Option<&str>) -> Result<Self, CarrierError> {
        // The address may hold a secret, so only what stands before its path is told.
        let told = || address.split(['?', '#']).next().unwrap_or_default();
        let odd = || CarrierError::Address(told().chars().take(80).collect());
        let uri: Uri = address.trim().parse().map_err(|_| odd())?;
        let host = uri.host().ok_or_else(odd)?.to_owned();
        let authority = uri.authority().ok_or_else(odd)?.to_string();
        if authority.contains('@') {
            return Err(odd());
        }
        let tls = match uri.scheme_str() {
            Some("https") => Some(connector(certificates)?),
            Some("http") if is_this_machine(&host) => None,
            _ => return Err(odd()),
        };
        let usual = if tls.is_some() { 443 } else { 80 };
        Ok(Self {
            port: uri.port_u16().unwrap_or(usual),
            path: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            host,
            authority,
            tls,
        })
    }

    /// Sends a JSON body and reads the answer; the error is a word for our own page.
    pub(super) async fn post(
        &self,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Answered, &'static str> {
        let mut request = Request::post(self.path.as_str())
            .header(header::HOST, &self.authority)
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
            .header(header::USER_AGENT, "huiyin");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| "request-odd")?;
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((bare, self.port))
            .await
            .map_err(|_| "not-reachable")?;
        match &self.tls {
            None => speak(stream, request).await,
            Some(connector) => {
                let name = ServerName::try_from(bare.to_owned()).map_err(|_| "name-odd")?;
                let stream = connector
                    .connect(name, stream)
                    .await
                    .map_err(|_| "certificate-not-trusted")?;
                speak(stream, request).await
            }
        }
    }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Answered, &'static str> {
    let broken = |_| "connection-broken";
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let exchange = async move {
        let response = sender.send_request(request).await.map_err(broken)?;
        let status = response.status().as_u16();
        let retry_after_seconds = response
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok())
            .map(|seconds| seconds.clamp(0, RETRY_AFTER_MOST));
        let body = Limited::new(response.into_body(), ANSWER_BYTES)
            .collect()
            .await
            .map_err(|_| "answer-odd")?
            .to_bytes();
        Ok(Answered {
            status,
            retry_after_seconds,
            body,
        })
    };
    tokio::pin!(exchange);
    tokio::pin!(connection);
    let mut is_open = true;
    loop {
        tokio::select! {
            answered = &mut exchange => return answered,
            // The connection only moves bytes; what the exchange has read stays valid after it.
            _ = &mut connection, if is_open => is_open = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carrier_is_reached_over_tls_or_on_this_machine() {
        let endpoint = |address: &str| Endpoint::new(address, None);
        assert!(
            endpoint("https://sms.example.cn/send")
                .unwrap()
                .tls
                .is_some()
        );
        let local = endpoint("http://127.0.0.1:9000/send?a=1").unwrap();
        assert_eq!((local.port, local.path.as_str()), (9000, "/send?a=1"));
        assert_eq!(endpoint("http://[::1]:9000").unwrap().path, "/");
        for odd in [
            "http://sms.example.cn/send",
            "ftp://127.0.0.1/",
            "https://user:pass@sms.example.cn/",
            "sms.example.cn",
            "",
            "https://",
        ] {
            assert!(endpoint(odd).is_err(), "{odd}");
        }
        let secret = endpoint("http://example.cn/send?key=abc").unwrap_err();
        assert!(!secret.to_string().contains("abc"), "{secret}");
    }

    #[test]
    fn a_file_without_certificates_is_no_authority() {
        assert!(roots(None).is_ok());
        assert!(roots(Some("")).is_err());
        assert!(
            roots(Some(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            ))
            .is_err()
        );
    }
}
