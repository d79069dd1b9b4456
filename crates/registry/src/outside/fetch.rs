//! One request to the provider: no redirects, no cookies, no pool; size and time are bounded.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, Request, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// An answer larger than this is no answer; a document of keys has a few thousand bytes.
const ANSWER_BYTES: usize = 512 * 1024;
/// Somebody waits for the page.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("{0} may not be asked: neither https nor on this machine")]
    Address(String),
    #[error("certificates: {0}")]
    Certificates(String),
    #[error("cannot be reached")]
    Connect,
    #[error("its certificate is not trusted")]
    Certificate,
    #[error("the connection broke")]
    Broken,
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Slow,
}

/// True where a request can neither be read nor answered by a stranger on the way.
pub(super) fn may_be_asked(address: &Url) -> bool {
    match (address.scheme(), address.host()) {
        ("https", Some(_)) => true,
        ("http", Some(Host::Domain(name))) => name == "localhost",
        ("http", Some(Host::Ipv4(number))) => number.is_loopback(),
        ("http", Some(Host::Ipv6(number))) => number.is_loopback(),
        _ => false,
    }
}

#[derive(Clone)]
pub(super) struct Fetch {
    tls: TlsConnector,
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Fetch")
    }
}

impl Fetch {
    /// Trusts the authorities that browsers trust, and one's own.
    pub(super) fn new(certificates: Option<&str>) -> Result<Self, FetchError> {
        let odd = |error: &dyn std::fmt::Display| FetchError::Certificates(error.to_string());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| odd(&error))?
            .with_root_certificates(roots(certificates)?)
            .with_no_client_auth();
        Ok(Self {
            tls: TlsConnector::from(Arc::new(config)),
        })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let exchange = self.exchange(request);
        tokio::time::timeout(PATIENCE, exchange)
            .await
            .unwrap_or(Err(FetchError::Slow))
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let shown = || FetchError::Address(request.uri().to_string());
        let address: Url = request.uri().to_string().parse().map_err(|_| shown())?;
        let host = address.host_str().ok_or_else(shown)?.to_owned();
        if !may_be_asked(&address) {
            return Err(shown());
        }
        let port = address.port_or_known_default().ok_or_else(shown)?;
        let request = relative(request, &address)?;
        let bare = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let stream = TcpStream::connect((bare.as_str(), port))
            .await
            .map_err(|_| FetchError::Connect)?;
        if address.scheme() == "http" {
            return speak(stream, request).await;
        }
        let name = ServerName::try_from(bare).map_err(|_| FetchError::Certificate)?;
        let stream = self
            .tls
            .connect(name, stream)
            .await
            .map_err(|_| FetchError::Certificate)?;
        speak(stream, request).await
    }
}

fn roots(certificates: Option<&str>) -> Result<RootCertStore, FetchError> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let Some(pem) = certificates else {
        return Ok(roots);
    };
    let odd = |error: &dyn std::fmt::Display| FetchError::Certificates(error.to_string());
    let mut count = 0;
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|error| odd(&error))?;
        roots.add(certificate).map_err(|error| odd(&error))?;
        count += 1;
    }
    if count == 0 {
        return Err(odd(&"there is none"));
    }
    Ok(roots)
}

/// The request as it stands on the wire: the path alone, the host as a header.
fn relative(request: HttpRequest, address: &Url) -> Result<Request<Full<Bytes>>, FetchError> {
    let (mut parts, body) = request.into_parts();
    let odd = || FetchError::Address(address.to_string());
    let path = match address.query() {
        Some(query) => format!("{}?{query}", address.path()),
        None => address.path().to_owned(),
    };
    let host = match address.port() {
        Some(port) => format!("{}:{port}", address.host_str().unwrap_or_default()),
        None => address.host_str().unwrap_or_default().to_owned(),
    };
    parts.uri = path.parse().map_err(|_| odd())?;
    let host = HeaderValue::from_str(&host).map_err(|_| odd())?;
    parts.headers.insert(header::HOST, host);
    parts
        .headers
        .insert(header::USER_AGENT, HeaderValue::from_static("huiyin"));
    Ok(Request::from_parts(parts, Full::new(Bytes::from(body))))
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<HttpResponse, FetchError> {
    let broken = |_| FetchError::Broken;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let exchange = async move {
        let response = sender.send_request(request).await.map_err(broken)?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, ANSWER_BYTES)
            .collect()
            .await
            .map_err(|_| FetchError::Broken)?
            .to_bytes();
        Ok(HttpResponse::from_parts(parts, body.to_vec()))
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

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
