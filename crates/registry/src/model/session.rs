use huiyin_kernel::{Id, Instant};

super::words! {
    /// How somebody first showed who they are.
    First {
        Password = "password",
        /// A key of the device that also checked its holder counts for both factors.
        Passkey = "passkey",
        /// An outside provider of sign-in.
        Provider = "provider",
    }
}

/// A browser in which somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: Id,
    pub token_digest: String,
    pub account_id: Id,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
    pub first: First,
    /// A second factor was proven too.
    pub second: bool,
    /// Browser and system in two words of ours, such as `firefox/windows`.
    pub device: String,
}
