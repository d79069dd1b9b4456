//! A device that makes passkeys and answers with them, as the standard says it must: what
//! browsers and phones do, written out so that a test can also do it wrongly.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A device with one passkey; a copy of it is a second device with the same one.
#[derive(Clone)]
pub struct Device {
    key: SigningKey,
    credential_id: Vec<u8>,
    user_handle: String,
    host: String,
    pub origin: String,
    pub counter: u32,
    /// Asks for a finger, a face or a PIN.
    pub verifies: bool,
}

impl Device {
    /// A device as it leaves the shop; each number is another one.
    pub fn new(number: u8, origin: &str) -> Self {
        let key = SigningKey::from_bytes(&[number; 32].into()).expect("a key");
        Self {
            key,
            credential_id: vec![number; 32],
            user_handle: String::new(),
            host: "localhost".to_owned(),
            origin: origin.to_owned(),
            counter: 0,
            verifies: true,
        }
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        let verified = if self.verifies { VERIFIED } else { 0 };
        data.push(PRESENT | verified | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["challenge"].as_str().expect("a challenge");
        let origin = &self.origin;
        format!(
            r#"{{"type":"webauthn.{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        )
        .into_bytes()
    }

    /// Makes a passkey for whoever asks.
    pub fn create(&mut self, question: &str) -> String {
        let options: Value = serde_json::from_str(question).expect("options");
        let user = options["user"]["id"].as_str().expect("a user");
        user.clone_into(&mut self.user_handle);
        let mut data = self.data(WITH_KEY);
        data.extend([0u8; 16]);
        let length = u16::try_from(self.credential_id.len()).expect("short");
        data.extend(length.to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.public_key());
        let mut object = vec![0xa3];
        text(&mut object, "fmt");
        text(&mut object, "none");
        text(&mut object, "attStmt");
        object.push(0xa0);
        text(&mut object, "authData");
        bytes(&mut object, &data);
        json!({
            "attestationObject": BASE64.encode(object),
            "authenticatorAttachment": "platform",
            "clientDataJSON": BASE64.encode(self.client_data("create", &options)),
            "clientExtensionResults": {},
            "transports": ["internal"],
            "type": "public-key",
        })
        .to_string()
    }

    /// The public half in the form of COSE: an elliptic key on P-256 for ES256.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut out = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
        bytes(&mut out, point.x().expect("a point"));
        out.push(0x22);
        bytes(&mut out, point.y().expect("a point"));
        out
    }

    /// Answers the question of a sign-in.
    pub fn answer(&mut self, question: &str) -> String {
        let options: Value = serde_json::from_str(question).expect("options");
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(0);
        let client_data = self.client_data("get", &options);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature: Signature = self.key.sign(&signed);
        json!({
            "authenticatorAttachment": "platform",
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(client_data),
            "clientExtensionResults": {},
            "id": BASE64.encode(&self.credential_id),
            "signature": BASE64.encode(signature.to_der()),
            "type": "public-key",
            "userHandle": self.user_handle,
        })
        .to_string()
    }
}

/// A text of CBOR, shorter than 24 letters.
fn text(out: &mut Vec<u8>, word: &str) {
    out.push(0x60 | u8::try_from(word.len()).expect("short"));
    out.extend(word.as_bytes());
}

/// Bytes of CBOR.
fn bytes(out: &mut Vec<u8>, content: &[u8]) {
    if let Ok(length) = u8::try_from(content.len()) {
        out.extend([0x58, length]);
    } else {
        out.push(0x59);
        let length = u16::try_from(content.len()).expect("short");
        out.extend(length.to_be_bytes());
    }
    out.extend(content);
}
