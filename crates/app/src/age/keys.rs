//! The two halves of a key: the recipient locks and may be known to anybody, the identity opens.

use bech32::{Bech32, Hrp};
use huiyin_kernel::Entropy;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

use crate::Failure;

const RECIPIENT: &str = "age";
const IDENTITY: &str = "age-secret-key-";
/// Recipients of one file at most; each costs a line in its head.
const RECIPIENTS_MAX: usize = 8;

/// Who can open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient(pub(super) [u8; 32]);

/// What opens a file. It belongs into a safe, never on the server.
#[derive(Clone)]
pub struct Identity(pub(super) [u8; 32]);

impl std::fmt::Debug for Identity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Identity(…)")
    }
}

impl Recipient {
    /// Reads `age1…`, several with commas or blanks between.
    pub fn list(text: &str) -> Result<Vec<Self>, Failure> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        let found: Vec<Self> = words.map(Self::parse).collect::<Result<_, _>>()?;
        if found.len() > RECIPIENTS_MAX {
            return Err(Failure::new(
                format!("备份的接收公钥最多 {RECIPIENTS_MAX} 个。"),
                format!("A backup has at most {RECIPIENTS_MAX} recipients."),
            ));
        }
        Ok(found)
    }

    fn parse(text: &str) -> Result<Self, Failure> {
        let key = decode(RECIPIENT, text).filter(|_| text.starts_with("age1"));
        key.map(Self).ok_or_else(|| {
            let secret = text.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-");
            if secret {
                return Failure::new(
                    "这里要填公钥（age1…），填的却是私钥。私钥不要放在服务器上；如已写进配置，请换一对新的。",
                    "This is a private key where the public one (age1…) belongs. Keep private keys off the server; if it was in a configuration, make a new pair.",
                );
            }
            Failure::new(
                format!("`{text}` 不是 age 公钥；应以 age1 开头，可用 huiyin backup keygen 生成。"),
                format!("`{text}` is no age recipient: it begins with age1; make one with `huiyin backup keygen`."),
            )
        })
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hrp = Hrp::parse(RECIPIENT).map_err(|_| std::fmt::Error)?;
        bech32::encode_lower_to_fmt::<Bech32, _>(out, hrp, &self.0).map_err(|_| std::fmt::Error)
    }
}

impl Identity {
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut secret = [0u8; 32];
        entropy.fill(&mut secret);
        Self(secret)
    }

    /// The first key in the text of an identity file; lines with `#` are remarks.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim);
        let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
        decode(IDENTITY, line).map(Self)
    }

    pub fn recipient(&self) -> Recipient {
        Recipient(x25519(self.0, X25519_BASEPOINT_BYTES))
    }

    /// The line of an identity file.
    pub fn secret_line(&self) -> Option<String> {
        let hrp = Hrp::parse(IDENTITY).ok()?;
        bech32::encode_upper::<Bech32>(hrp, &self.0).ok()
    }
}

fn decode(kind: &str, text: &str) -> Option<[u8; 32]> {
    let checked = bech32::primitives::decode::CheckedHrpstring::new::<Bech32>(text).ok()?;
    let fits = checked.hrp().as_str().eq_ignore_ascii_case(kind);
    let bytes: Vec<u8> = checked.byte_iter().collect();
    fits.then(|| bytes.try_into().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use huiyin_db::testing::CountingEntropy;

    use super::*;

    #[test]
    fn both_halves_survive_their_text() {
        let identity = Identity::new(&CountingEntropy::default());
        let line = identity.secret_line().unwrap();
        assert!(line.starts_with("AGE-SECRET-KEY-1"));
        let file = format!("# made for a test\n\n{line}\n");
        assert_eq!(Identity::parse(&file).unwrap().0, identity.0);
        let text = identity.recipient().to_string();
        assert!(text.starts_with("age1"));
        let pair = Recipient::list(&format!("{text}, {text}")).unwrap();
        assert_eq!(pair, [identity.recipient(); 2]);
        assert!(Recipient::list("").unwrap().is_empty());
    }

    #[test]
    fn a_slip_of_the_pen_and_the_wrong_half_are_refused() {
        let identity = Identity::new(&CountingEntropy::default());
        let text = identity.recipient().to_string();
        let slip = text.replacen(text.chars().nth(20).unwrap(), "b", 1);
        assert!(Recipient::list(&slip).is_err());
        let wrong = Recipient::list(&identity.secret_line().unwrap()).unwrap_err();
        assert!(wrong.0.en.contains("private key"), "{wrong:?}");
        assert!(!wrong.0.en.contains("SECRET-KEY-1"), "{wrong:?}");
        let many = vec![text.clone(); RECIPIENTS_MAX + 1].join(",");
        assert!(Recipient::list(&many).is_err());
        assert!(Identity::parse(&text).is_none());
        assert!(Identity::parse("# nothing\n").is_none());
    }
}
