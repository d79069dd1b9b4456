//! Signing in with an outside provider by OpenID Connect: authorisation code, PKCE, nonce and a
//! state that only the asking browser knows.
//!
//! The provider says who somebody is *there*. Which account that is here stands in a link that
//! the person or the security administrator has made; no account and no right comes from outside.
//! Nothing is fetched unless a provider is configured.

mod fetch;

use huiyin_kernel::{Instant, Said};
use huiyin_web::Site;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use fetch::Fetch;

/// Where the provider sends people back to.
pub const WAY_BACK: &str = "/sign-in/outside/back";

/// Signatures that are believed. A provider that signs otherwise, or not at all, is not.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What an installation says about its provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// What the button says.
    pub name: Said,
    /// Certificates in PEM of an authority of one's own.
    pub certificates: Option<String>,
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// The settings of the provider cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    #[error("{0} is no address of a provider; it must be https, or http on this machine")]
    Issuer(String),
    #[error("the certificates of the provider cannot be read: {0}")]
    Certificates(String),
}

/// Why nobody came back with a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failed {
    /// It cannot be reached, or answers what is none of its business.
    #[error("the provider is not there: {0}")]
    Away(String),
    /// It answered, and its answer proves nothing.
    #[error("the provider's answer proves nothing: {0}")]
    Unproven(String),
}

/// What is remembered between leaving and coming back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pending {
    state: String,
    nonce: String,
    verifier: String,
}

impl std::fmt::Debug for Pending {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pending(…)")
    }
}

impl Pending {
    /// Compares through digests, whose difference says nothing about the state.
    pub(crate) fn knows(&self, site: &Site, state: &str) -> bool {
        let digest = |text: &str| site.keys.digest("outside state", text);
        digest(&self.state) == digest(state)
    }
}

/// The way out: where to send the browser, and what to hold its return against.
#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    pub address: String,
    pub pending: Pending,
}

/// The configured provider.
#[derive(Clone)]
pub struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    way_back: RedirectUrl,
    name: Said,
    fetch: Fetch,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Provider({})", self.issuer.as_str())
    }
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    pub fn new(settings: ProviderSettings, public_address: &str) -> Result<Self, ProviderError> {
        let odd = || ProviderError::Issuer(settings.issuer.chars().take(200).collect());
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| odd())?;
        if !fetch::may_be_asked(issuer.url()) {
            return Err(odd());
        }
        let back = format!("{public_address}{WAY_BACK}");
        let fetch = Fetch::new(settings.certificates.as_deref())
            .map_err(|error| ProviderError::Certificates(error.to_string()))?;
        Ok(Self {
            way_back: RedirectUrl::new(back).map_err(|_| odd())?,
            issuer,
            client_id: ClientId::new(settings.client_id),
            client_secret: ClientSecret::new(settings.client_secret),
            name: settings.name,
            fetch,
        })
    }

    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    pub const fn name(&self) -> &Said {
        &self.name
    }

    /// What the provider says about itself, asked anew each time: keys change, and a sign-in is
    /// rare. The library refuses a document that names another issuer.
    async fn client(&self) -> Result<Client, Failed> {
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.fetch)
            .await
            .map_err(|error| Failed::Away(told(&error)))?;
        let client = CoreClient::from_provider_metadata(
            metadata,
            self.client_id.clone(),
            Some(self.client_secret.clone()),
        );
        Ok(client.set_redirect_uri(self.way_back.clone()))
    }

    pub(crate) async fn leave(&self, site: &Site) -> Result<Leaving, Failed> {
        let pending = Pending {
            state: site.new_secret(),
            nonce: site.new_secret(),
            verifier: site.new_secret(),
        };
        let verifier = PkceCodeVerifier::new(pending.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let client = self.client().await?;
        let (state, nonce) = (pending.state.clone(), pending.nonce.clone());
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(challenge)
            .url();
        if !fetch::may_be_asked(&address) {
            return Err(Failed::Away("its page is not secure".to_owned()));
        }
        Ok(Leaving {
            address: address.to_string(),
            pending,
        })
    }

    /// Exchanges the code for a proof and says who somebody is at the provider.
    pub(crate) async fn subject(
        &self,
        pending: &Pending,
        code: &str,
        now: Instant,
    ) -> Result<String, Failed> {
        let client = self.client().await?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| Failed::Away(told(&error)))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()))
            .request_async(&self.fetch)
            .await
            .map_err(|error| match error {
                openidconnect::RequestTokenError::Request(_) => Failed::Away(told(&error)),
                _ => Failed::Unproven(told(&error)),
            })?;
        let token = answer
            .id_token()
            .ok_or_else(|| Failed::Unproven("no token of identity".to_owned()))?;
        let at = chrono::DateTime::from_timestamp_micros(now.as_micros())
            .ok_or_else(|| Failed::Unproven("no such time".to_owned()))?;
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || at);
        let claims = token
            .claims(&verifier, &Nonce::new(pending.nonce.clone()))
            .map_err(|error| Failed::Unproven(told(&error)))?;
        Ok(claims.subject().as_str().to_owned())
    }
}

/// An error with what caused it, for the log: the library's own sentence often says only that
/// something failed.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text.chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(issuer: &str, certificates: Option<&str>) -> Result<Provider, ProviderError> {
        let settings = ProviderSettings {
            issuer: issuer.to_owned(),
            client_id: "huiyin".to_owned(),
            client_secret: "secret".to_owned(),
            name: Said::new("统一认证", "Single sign-on"),
            certificates: certificates.map(str::to_owned),
        };
        Provider::new(settings, "https://huiyin.example.cn")
    }

    #[test]
    fn a_provider_is_asked_over_tls_or_on_this_machine() {
        for good in [
            "https://login.example.cn/realms/district",
            "http://localhost:9000",
            "http://127.0.0.1:9000/",
            "http://[::1]:9000",
        ] {
            let made = provider(good, None).unwrap();
            assert_eq!(made.issuer(), good);
            assert!(!format!("{made:?}").contains("secret"));
        }
        for odd in [
            "http://login.example.cn",
            "ftp://login.example.cn",
            "login",
            "",
        ] {
            assert!(
                matches!(provider(odd, None), Err(ProviderError::Issuer(_))),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_file_without_certificates_is_no_authority() {
        for odd in [
            "",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let refused = provider("https://login.example.cn", Some(odd));
            assert!(
                matches!(refused, Err(ProviderError::Certificates(_))),
                "{odd}"
            );
        }
    }
}
