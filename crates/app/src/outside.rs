//! Calls from the program to the outside: only where a setting names an address, never otherwise.

use std::time::Duration;

use crate::Failure;

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const ANSWER_LIMIT: Duration = Duration::from_secs(20);

/// A client that trusts the system's certificates and follows nobody elsewhere.
pub fn client() -> Result<reqwest::Client, Failure> {
    choose_cryptography();
    reqwest::Client::builder()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(ANSWER_LIMIT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("huiyin/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| {
            Failure::new(
                format!("无法准备对外连接：{error}"),
                format!("No connection to the outside can be made ready: {error}"),
            )
        })
}

/// TLS is done by ring, as towards PostgreSQL. A second choice in one process changes nothing.
pub fn choose_cryptography() {
    drop(rustls::crypto::ring::default_provider().install_default());
}
