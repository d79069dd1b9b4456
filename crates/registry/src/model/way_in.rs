use huiyin_kernel::{Id, Instant};

use super::words;

/// A passkey of an account, as kept. It holds no secret: the private half never leaves the
/// person's device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: Id,
    pub account_id: Id,
    /// How the person calls it: "work phone".
    pub name: String,
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    /// Counter, backup and verification as the device last said them.
    pub counter_state: Vec<u8>,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
    /// Set when its counter went backwards: somebody may have a copy of it.
    pub blocked_at: Option<Instant>,
}

/// Who an account is at the outside provider. The subject may be a phone or an identity number
/// there, so it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideIdentity {
    pub id: Id,
    pub account_id: Id,
    pub issuer: String,
    pub subject_sealed: Vec<u8>,
    /// Whoever made the link, as the journal writes it.
    pub linked_by: String,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
}

words! {
    /// What somebody has begun in a browser and not yet finished.
    WayInKind {
        PasskeyEnrolment = "passkey_enrolment",
        PasskeySignIn = "passkey_sign_in",
        OutsideSignIn = "outside_sign_in",
        OutsideLink = "outside_link",
    }
}

/// A sign-in or an enrolment under way, found by what only this browser knows.
#[derive(Clone, PartialEq, Eq)]
pub struct WayIn {
    pub kind: WayInKind,
    /// Whose passkey or link it will be; none while nobody has signed in.
    pub account_id: Option<Id>,
    /// What the answer is held against, sealed.
    pub state: String,
}

/// The state is left out: it holds what would let somebody else finish.
impl std::fmt::Debug for WayIn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("WayIn")
            .field("kind", &self.kind)
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}
