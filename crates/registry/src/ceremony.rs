//! The ceremonies of WebAuthn, as `webauthn_rp` carries them out: which question is put to a
//! browser, and whether its answer proves what it says.
//!
//! The library draws the challenge itself and measures its five minutes by the machine's clock:
//! the one place where chance and time are not arguments (docs/decisions/0021). The row in which a
//! question waits runs out by the district's own clock besides.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use webauthn_rp::bin::{Decode as _, Encode as _};
use webauthn_rp::request::auth::{
    AuthenticationVerificationOptions, DiscoverableCredentialRequestOptions,
};
use webauthn_rp::request::register::{
    CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
    UserHandle16, Username,
};
use webauthn_rp::request::{AsciiDomain, PublicKeyCredentialDescriptor, RpId};
use webauthn_rp::response::auth::error::AuthCeremonyErr;
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
};

use crate::model::{Account, Passkey};
use crate::rules::passkey::Party;

/// Bytes of a browser's answer that are looked at; a large one with an RSA key has about 2 KB.
const ANSWER_BYTES: usize = 16 * 1024;

type StoredKey = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;
type EnrolmentState = RegistrationServerState<16>;

/// A question: what the browser is given, and what its answer is later held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// As JSON, in the words of the WebAuthn standard.
    pub options: String,
    pub state: String,
}

/// What is kept of a new passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enrolled {
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    pub counter_state: Vec<u8>,
}

/// An answer that proves nothing. Why is for the log; whoever sent it learns only that it failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unproven {
    #[error("this is no answer of a browser: {0}")]
    Malformed(String),
    #[error("{0}")]
    Refused(String),
    /// Two devices count on the same passkey, so one of them is a copy.
    #[error("the counter of the passkey went backwards")]
    Copied,
}

impl Unproven {
    fn malformed(error: impl std::fmt::Display) -> Self {
        Self::Malformed(error.to_string())
    }
    fn refused(error: impl std::fmt::Display) -> Self {
        Self::Refused(error.to_string())
    }
}

fn rp_id(party: &Party) -> Result<RpId, StoreError> {
    AsciiDomain::try_from(party.host.clone())
        .map(RpId::Domain)
        .map_err(StoreError::inconsistent)
}

fn handle(account: Id) -> UserHandle16 {
    match UserHandle16::decode(account.to_bytes()) {
        Ok(handle) => handle,
        Err(never) => match never {},
    }
}

fn saved(state: &[u8]) -> String {
    BASE64.encode(state)
}

fn loaded(state: &str) -> Result<Vec<u8>, Unproven> {
    BASE64.decode(state).map_err(Unproven::malformed)
}

fn bounded(answer: &str) -> Result<&[u8], Unproven> {
    if answer.len() > ANSWER_BYTES {
        return Err(Unproven::Malformed("too long".to_owned()));
    }
    Ok(answer.as_bytes())
}

/// Asks the browser to make a passkey that it keeps itself and that asks for a finger, a face or
/// a PIN each time. Devices that hold one of the account's passkeys already are left out.
pub(crate) fn ask_for_enrolment(
    party: &Party,
    account: &Account,
    known: &[Passkey],
) -> Result<Question, StoreError> {
    let rp_id = rp_id(party)?;
    let handle = handle(account.id);
    let user = PublicKeyCredentialUserEntity {
        name: Username::try_from(account.login.as_str()).map_err(StoreError::inconsistent)?,
        id: &handle,
        // Some names are none by the rules of the standard; the login says enough then.
        display_name: Nickname::try_from(account.name.as_str()).ok(),
    };
    let mut exclude = Vec::with_capacity(known.len());
    for passkey in known {
        exclude.push(PublicKeyCredentialDescriptor {
            id: CredentialId::decode(passkey.credential_id.clone())
                .map_err(StoreError::inconsistent)?,
            transports: AuthTransports::decode(0).map_err(StoreError::inconsistent)?,
        });
    }
    let mut asked = PublicKeyCredentialCreationOptions::passkey(&rp_id, user, exclude);
    // Devices that cannot promise this protection would refuse to make a passkey at all. It adds
    // nothing: each use asks for a finger, a face or a PIN anyway.
    asked.extensions.cred_protect = CredProtect::None;
    let (server, client) = asked.start_ceremony().map_err(StoreError::inconsistent)?;
    let state = server.encode().map_err(StoreError::inconsistent)?;
    Ok(Question {
        options: serde_json::to_string(&client).map_err(StoreError::inconsistent)?,
        state: saved(&state),
    })
}

/// Holds a new passkey against the question it answers.
pub(crate) fn enrolled(party: &Party, state: &str, answer: &str) -> Result<Enrolled, Unproven> {
    let state = loaded(state)?;
    let state = EnrolmentState::decode(state.as_slice()).map_err(Unproven::malformed)?;
    let answer = Registration::from_json_custom(bounded(answer)?).map_err(Unproven::malformed)?;
    let origins = [party.origin.as_str()];
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        // What a device says beyond what it was asked decides nothing here.
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let rp_id = rp_id(party).map_err(Unproven::refused)?;
    let proven = state
        .verify(&rp_id, &answer, &options)
        .map_err(Unproven::refused)?;
    let public_key = match proven.static_state().encode() {
        Ok(bytes) => bytes,
        Err(never) => match never {},
    };
    Ok(Enrolled {
        credential_id: proven.id().as_ref().to_vec(),
        public_key,
        counter_state: counter_bytes(proven.dynamic_state()),
    })
}

fn counter_bytes(state: DynamicState) -> Vec<u8> {
    match state.encode() {
        Ok(bytes) => bytes.to_vec(),
        Err(never) => match never {},
    }
}

/// Asks the browser for any passkey of this site: nobody says who they are before they prove it,
/// so nobody learns which logins exist.
pub(crate) fn ask_for_sign_in(party: &Party) -> Result<Question, StoreError> {
    let rp_id = rp_id(party)?;
    let asked = DiscoverableCredentialRequestOptions::passkey(&rp_id);
    let (server, client) = asked.start_ceremony().map_err(StoreError::inconsistent)?;
    let state = server.encode().map_err(StoreError::inconsistent)?;
    Ok(Question {
        options: serde_json::to_string(&client).map_err(StoreError::inconsistent)?,
        state: saved(&state),
    })
}

/// An answer to the question of a sign-in, read but not yet proven.
#[derive(Debug)]
pub(crate) struct Presented(DiscoverableAuthentication16);

impl Presented {
    pub(crate) fn read(answer: &str) -> Result<Self, Unproven> {
        DiscoverableAuthentication16::from_json_custom(bounded(answer)?)
            .map(Self)
            .map_err(Unproven::malformed)
    }

    /// Which passkey it claims to be.
    pub(crate) fn credential_id(&self) -> &[u8] {
        self.0.raw_id().into_inner()
    }

    /// Holds the answer against the question and the passkey; says what its counter is now.
    pub(crate) fn prove(
        &self,
        party: &Party,
        state: &str,
        passkey: &Passkey,
    ) -> Result<Vec<u8>, Unproven> {
        let state = loaded(state)?;
        let state = DiscoverableAuthenticationServerState::decode(state.as_slice())
            .map_err(Unproven::malformed)?;
        let handle = handle(passkey.account_id);
        let mut kept = AuthenticatedCredential::new(
            CredentialId::<&[u8]>::decode(&passkey.credential_id).map_err(Unproven::malformed)?,
            &handle,
            StoredKey::decode(&passkey.public_key).map_err(Unproven::malformed)?,
            counter_of(passkey)?,
        )
        .map_err(Unproven::malformed)?;
        let origins = [party.origin.as_str()];
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        let rp_id = rp_id(party).map_err(Unproven::refused)?;
        state
            .verify(&rp_id, &self.0, &mut kept, &options)
            .map_err(|error| match error {
                AuthCeremonyErr::SignatureCounter => Unproven::Copied,
                other => Unproven::refused(other),
            })?;
        Ok(counter_bytes(kept.dynamic_state()))
    }
}

fn counter_of(passkey: &Passkey) -> Result<DynamicState, Unproven> {
    let bytes: [u8; 7] = passkey
        .counter_state
        .as_slice()
        .try_into()
        .map_err(Unproven::malformed)?;
    DynamicState::decode(bytes).map_err(Unproven::malformed)
}
