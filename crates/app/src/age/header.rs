//! The head of a file: its key, wrapped once for each recipient, and a sum over all of it.

use std::io::{BufRead, Error, ErrorKind, Read as _, Result};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use huiyin_kernel::Entropy;
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

use super::MAGIC;
use super::keys::{Identity, Recipient};

const WRAP_LABEL: &[u8] = b"age-encryption.org/v1/X25519";
const MAC_LABEL: &[u8] = b"header";
const KIND: &str = "X25519";
/// A longer head is not one of ours.
const HEADER_BYTES: u64 = 64 * 1024;

pub(super) type FileKey = [u8; 16];

/// The key of 32 bytes that follows from another one.
pub(super) fn derive(secret: &[u8], salt: &[u8], label: &[u8]) -> Result<[u8; 32]> {
    let mut key = [0u8; 32];
    let salt = (!salt.is_empty()).then_some(salt);
    let expanded = Hkdf::<Sha256>::new(salt, secret).expand(label, &mut key);
    expanded.map_err(|_| damaged("the key cannot be derived"))?;
    Ok(key)
}

/// Wraps a file's key for everybody and returns the whole head.
pub(super) fn write(
    file_key: &FileKey,
    recipients: &[Recipient],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>> {
    let mut head = MAGIC.to_vec();
    for recipient in recipients {
        let mut ephemeral = [0u8; 32];
        entropy.fill(&mut ephemeral);
        let share = x25519(ephemeral, X25519_BASEPOINT_BYTES);
        let wrap = wrap_key(x25519(ephemeral, recipient.0), &share, recipient)?;
        let sealed = ChaCha20Poly1305::new(&wrap.into())
            .encrypt(&Nonce::default(), file_key.as_slice())
            .map_err(|_| damaged("the key cannot be wrapped"))?;
        let (share, sealed) = (BASE64.encode(share), BASE64.encode(sealed));
        head.extend_from_slice(format!("-> {KIND} {share}\n{sealed}\n").as_bytes());
    }
    head.extend_from_slice(b"---");
    let sum = mac(file_key, &head)?.finalize().into_bytes();
    head.extend_from_slice(format!(" {}\n", BASE64.encode(sum)).as_bytes());
    Ok(head)
}

/// Reads the head to its end and takes out the file's key.
pub(super) fn read(source: &mut impl BufRead, identity: &Identity) -> Result<FileKey> {
    let mut source = source.take(HEADER_BYTES);
    let mut head = line(&mut source)?;
    if head != MAGIC {
        return Err(damaged("it is no age file"));
    }
    let mut found = None;
    loop {
        let text = line(&mut source)?;
        if let Some(sum) = text.strip_prefix(b"--- ") {
            head.extend_from_slice(b"---");
            let key = found.ok_or_else(|| {
                Error::new(ErrorKind::PermissionDenied, "another key opens this file")
            })?;
            let sum = unarmoured(sum)?;
            let fits = mac(&key, &head)?.verify_slice(&sum);
            return fits
                .map(|()| key)
                .map_err(|_| damaged("its head was altered"));
        }
        let stanza = text
            .strip_prefix(b"-> ")
            .ok_or_else(|| damaged("its head cannot be read"))?;
        let mut words = stanza.trim_ascii_end().split(|byte| *byte == b' ');
        let (kind, share, rest) = (words.next(), words.next(), words.next());
        head.extend_from_slice(&text);
        let body = body(&mut source, &mut head)?;
        if let (true, Some(share), None, None) = (kind == Some(KIND.as_bytes()), share, rest, found)
        {
            found = unwrap(&unarmoured(share)?, &body, identity)?;
        }
    }
}

/// The lines of a stanza; the last one is shorter than the others can be.
fn body(source: &mut impl BufRead, head: &mut Vec<u8>) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    loop {
        let part = line(source)?;
        head.extend_from_slice(&part);
        let part = part.trim_ascii_end();
        text.extend_from_slice(part);
        if part.len() < 64 {
            return unarmoured(&text);
        }
    }
}

fn unwrap(share: &[u8], body: &[u8], identity: &Identity) -> Result<Option<FileKey>> {
    let share: [u8; 32] = share
        .try_into()
        .map_err(|_| damaged("its head cannot be read"))?;
    let wrap = wrap_key(x25519(identity.0, share), &share, &identity.recipient())?;
    let opened = ChaCha20Poly1305::new(&wrap.into()).decrypt(&Nonce::default(), body);
    Ok(opened.ok().and_then(|key| key.try_into().ok()))
}

fn wrap_key(shared: [u8; 32], share: &[u8; 32], recipient: &Recipient) -> Result<[u8; 32]> {
    // A point of low order would make a key that anybody knows.
    if shared == [0u8; 32] {
        return Err(damaged("the recipient is no usable key"));
    }
    derive(&shared, &[*share, recipient.0].concat(), WRAP_LABEL)
}

fn mac(file_key: &FileKey, head: &[u8]) -> Result<Hmac<Sha256>> {
    let key = derive(file_key, &[], MAC_LABEL)?;
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&key).map_err(|_| damaged("the sum cannot be made"))?;
    mac.update(head);
    Ok(mac)
}

fn line(source: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut line = Vec::new();
    source.read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        Ok(line)
    } else {
        Err(damaged("its head is cut off"))
    }
}

fn unarmoured(text: &[u8]) -> Result<Vec<u8>> {
    BASE64
        .decode(text.trim_ascii_end())
        .map_err(|_| damaged("its head cannot be read"))
}

pub(super) fn damaged(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}
