//! A phone's side of sealing, in Rust, for stories; the browser's own is held to the same by a
//! vector beside the code.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};
use sha2::Sha256;

fn lock(key: &[u8], text: &[u8], bound: &str) -> String {
    let payload = Payload {
        msg: text,
        aad: bound.as_bytes(),
    };
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    STANDARD.encode(cipher.encrypt(&Nonce::from([9; 12]), payload).unwrap())
}

pub fn envelope(district: &str, bound: &str, plain: &[u8]) -> Value {
    let theirs = PublicKey::from_sec1_bytes(&STANDARD.decode(district).unwrap()).unwrap();
    let ours = SecretKey::from_slice(&[3; 32]).unwrap();
    let ephemeral = ours.public_key().to_encoded_point(false);
    let shared = p256::ecdh::diffie_hellman(ours.to_nonzero_scalar(), theirs.as_affine());
    let mut wrapping = [0; 32];
    Hkdf::<Sha256>::new(Some(ephemeral.as_bytes()), shared.raw_secret_bytes())
        .expand(b"huiyin notebook item 1", &mut wrapping)
        .unwrap();
    json!({
        "key_id": "1", "ephemeral": STANDARD.encode(ephemeral.as_bytes()),
        "key_iv": STANDARD.encode([9; 12]), "key": lock(&wrapping, &[5; 32], bound),
        "iv": STANDARD.encode([9; 12]), "text": lock(&[5; 32], plain, bound),
    })
}
