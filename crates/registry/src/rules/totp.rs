//! Codes that change every thirty seconds (RFC 6238), as any authenticator app makes them.

use huiyin_kernel::Instant;
use huiyin_web::forms::percent;
use totp_rs::{Builder, Secret, Totp};

/// Random bytes of a secret, as many as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// How the apps call it; all of them know SHA-1, and none is weaker for it here.
const PARAMETERS: &str = "algorithm=SHA1&digits=6&period=30";

/// A secret in the letters that a person can type into an app.
pub fn secret(random: [u8; SECRET_BYTES]) -> String {
    Secret::new_stack(random).to_base32()
}

/// The same in groups of four, for reading aloud and typing.
pub fn spaced(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|it| it.iter().collect()).collect();
    groups.join(" ")
}

/// What the QR code says to the app: whose code it is, and the secret.
pub fn address(issuer: &str, login: &str, secret: &str) -> String {
    // A colon parts issuer and account; a slash would end the path.
    let plain = |text: &str| percent(&text.replace([':', '/'], " ")).replace('+', "%20");
    let issuer = plain(issuer);
    format!(
        "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&{PARAMETERS}",
        login = plain(login)
    )
}

/// Where in time a right code belongs: thirty-second steps since 1970. The step before and the
/// one after count too, for clocks that differ a little. The caller must refuse a step that was
/// used before.
pub fn step_of(secret: &str, code: &str, now: Instant) -> Option<i64> {
    let seconds = u64::try_from(now.as_micros() / 1_000_000).ok()?;
    let step = generator(secret)?.check(code, seconds)?;
    i64::try_from(step).ok()
}

/// Six digits, with the blanks that apps show between them taken out.
pub fn is_code(typed: &str) -> bool {
    typed.len() == DIGITS && typed.bytes().all(|it| it.is_ascii_digit())
}

fn generator(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// The code of a moment, as an app would show it; for tests and the model district.
#[cfg(test)]
pub fn code_at(secret: &str, now: Instant) -> Option<String> {
    let seconds = u64::try_from(now.as_micros() / 1_000_000).ok()?;
    Some(generator(secret)?.generate(seconds).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The secret of the RFC's test vectors.
    const RFC_SECRET: &[u8; SECRET_BYTES] = b"12345678901234567890";

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_vectors_of_the_rfc_come_out() {
        let secret = secret(*RFC_SECRET);
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        // RFC 6238, appendix B, cut to six digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(code_at(&secret, at(seconds)).unwrap(), code);
            assert_eq!(step_of(&secret, code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_serves_one_step_before_and_after_and_no_longer() {
        let secret = secret(*RFC_SECRET);
        let code = code_at(&secret, at(600)).unwrap();
        for (seconds, is_right) in [(569, false), (570, true), (659, true), (660, false)] {
            let found = step_of(&secret, &code, at(seconds));
            assert_eq!(found.is_some(), is_right, "{seconds}");
        }
    }

    #[test]
    fn the_address_holds_what_apps_ask_for() {
        let address = address("江北区:回音", "clerk", "GEZD");
        assert!(address.starts_with("otpauth://totp/%E6%B1%9F%E5%8C%97%E5%8C%BA%20"));
        assert!(address.contains(":clerk?secret=GEZD&issuer=%E6%B1%9F"));
        assert_eq!(address.matches(':').count(), 2);
        assert_eq!(spaced("GEZDGNBVGY"), "GEZD GNBV GY");
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_the_check(typed in ".{0,40}", secret in ".{0,40}") {
            let _ = step_of(&secret, &typed, at(1_700_000_000));
            let right = step_of(&super::secret(*RFC_SECRET), &typed, at(1_700_000_000));
            prop_assert!(right.is_none() || is_code(&typed));
        }
    }
}
