//! A provider of identities for the length of a test: it keeps the rules of OpenID Connect, and
//! breaks them where a story wants it to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Duration};
use huiyin_kernel::{Instant, Said};
use huiyin_registry::{Provider, ProviderSettings};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    Audience, EmptyAdditionalClaims, IssuerUrl, JsonWebKeyId, Nonce, PrivateSigningKey as _,
    StandardClaims, SubjectIdentifier,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

const CLIENT: &str = "huiyin";
const SECRET: &str = "a secret of the district";

/// What the provider does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wrong {
    #[default]
    Nothing,
    Nonce,
    Issuer,
    Audience,
    Expired,
    /// Signed with a key that it has not published.
    Key,
    /// Its document names somebody else.
    Document,
    /// It answers with an error of its own.
    Down,
}

#[derive(Debug, Default)]
struct Inner {
    wrong: Wrong,
    /// Codes that are good once: subject, nonce and the challenge they were asked with.
    codes: BTreeMap<String, (String, String, String)>,
}

#[derive(Debug, Clone)]
pub struct TestProvider {
    pub issuer: String,
    now: Instant,
    inner: Arc<Mutex<Inner>>,
}

/// An address on the way to the provider, read as the provider reads it.
pub struct Asked {
    pub state: String,
    nonce: String,
    challenge: String,
}

impl TestProvider {
    /// Listens on a port of its own until the test ends.
    pub async fn start(now: Instant) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let provider = Self {
            issuer: format!("http://{address}"),
            now,
            inner: Arc::default(),
        };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move {
            axum::serve(listener, app).await.expect("a server");
        });
        provider
    }

    pub fn configured(&self, public_address: &str) -> Provider {
        let settings = ProviderSettings {
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned(),
            name: Said::new("区统一认证", "District sign-on"),
            certificates: None,
        };
        Provider::new(settings, public_address).expect("a provider")
    }

    pub fn does(&self, wrong: Wrong) {
        self.inner.lock().expect("a lock").wrong = wrong;
    }

    fn wrong(&self) -> Wrong {
        self.inner.lock().expect("a lock").wrong
    }

    /// Somebody signs in at the provider, who sends them back with a code.
    pub fn sign_in(&self, asked: &Asked, subject: &str) -> String {
        let mut inner = self.inner.lock().expect("a lock");
        let code = format!("code-{}-{}", subject, inner.codes.len());
        inner.codes.insert(
            code.clone(),
            (
                subject.to_owned(),
                asked.nonce.clone(),
                asked.challenge.clone(),
            ),
        );
        code
    }
}

impl Asked {
    /// Reads the address out of the page that leads to the provider.
    pub fn read(page: &str) -> Self {
        let at = page.find("0; url=").expect("a way out") + "0; url=".len();
        let address = &page[at..at + page[at..].find('"').expect("a quote")];
        let address = address.replace("&amp;", "&").replace("&#38;", "&");
        let url: openidconnect::url::Url = address.parse().expect("an address");
        let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["client_id"], CLIENT);
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["redirect_uri"].ends_with("/sign-in/outside/back"));
        assert!(query["scope"].contains("openid"));
        Self {
            state: query["state"].clone(),
            nonce: query["nonce"].clone(),
            challenge: query["code_challenge"].clone(),
        }
    }
}

async fn document(State(provider): State<TestProvider>) -> Response {
    let issuer = match provider.wrong() {
        Wrong::Down => return StatusCode::BAD_GATEWAY.into_response(),
        Wrong::Document => "https://somebody.else.example.cn".to_owned(),
        _ => provider.issuer.clone(),
    };
    let here = &provider.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{here}/authorize"),
        "token_endpoint": format!("{here}/token"),
        "jwks_uri": format!("{here}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
    .into_response()
}

async fn keys() -> Json<CoreJsonWebKeySet> {
    let key = signing_key(7).as_verification_key();
    Json(CoreJsonWebKeySet::new(vec![key]))
}

/// An Ed25519 key whose private half is one number repeated; PKCS 8 as the library reads it.
fn signing_key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    der.extend([number; 32]);
    let label = "PRIVATE KEY";
    let pem = format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        STANDARD.encode(der)
    );
    let id = JsonWebKeyId::new("first".to_owned());
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(id)).expect("a key")
}

async fn token(State(provider): State<TestProvider>, headers: HeaderMap, body: String) -> Response {
    let basic = format!(
        "Basic {}",
        STANDARD.encode(format!("{CLIENT}:{}", percent(SECRET)))
    );
    let given = headers.get("authorization").expect("credentials");
    assert_eq!(given.to_str().expect("text"), basic);
    let form: BTreeMap<String, String> =
        openidconnect::url::form_urlencoded::parse(body.as_bytes())
            .into_owned()
            .collect();
    let known = {
        let mut inner = provider.inner.lock().expect("a lock");
        inner.codes.remove(&form["code"])
    };
    let challenge = BASE64.encode(Sha256::digest(&form["code_verifier"]));
    let Some((subject, nonce, _)) = known.filter(|it| it.2 == challenge) else {
        let refused = Json(json!({ "error": "invalid_grant" }));
        return (StatusCode::BAD_REQUEST, refused).into_response();
    };
    let id_token = provider.token_of(&subject, nonce);
    Json(json!({
        "access_token": "not used",
        "token_type": "Bearer",
        "id_token": id_token.to_string(),
    }))
    .into_response()
}

fn percent(text: &str) -> String {
    text.replace(' ', "+")
}

impl TestProvider {
    fn token_of(&self, subject: &str, nonce: String) -> CoreIdToken {
        let wrong = self.wrong();
        let at = DateTime::from_timestamp_micros(self.now.as_micros()).expect("a time");
        let until = match wrong {
            Wrong::Expired => at - Duration::minutes(1),
            _ => at + Duration::minutes(10),
        };
        let issuer = match wrong {
            Wrong::Issuer => "https://somebody.else.example.cn".to_owned(),
            _ => self.issuer.clone(),
        };
        let audience = match wrong {
            Wrong::Audience => "another-client",
            _ => CLIENT,
        };
        let nonce = match wrong {
            Wrong::Nonce => "a nonce of another sign-in".to_owned(),
            _ => nonce,
        };
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(issuer).expect("an issuer"),
            vec![Audience::new(audience.to_owned())],
            until,
            at,
            StandardClaims::new(SubjectIdentifier::new(subject.to_owned())),
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(nonce)));
        let key = signing_key(if wrong == Wrong::Key { 9 } else { 7 });
        let algorithm = CoreJwsSigningAlgorithm::EdDsa;
        CoreIdToken::new(claims, &key, algorithm, None, None).expect("a token")
    }
}
