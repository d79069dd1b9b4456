//! From which address passkeys can be used at all, and how many a person may have.

/// Passkeys of one account at most.
pub const PASSKEYS_MOST: usize = 10;
/// Characters of a passkey's name at most.
pub const NAME_CHARACTERS: usize = 40;

/// Whose passkeys these are: the name of our host, and the one address from which an answer may
/// come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub host: String,
    pub origin: String,
}

impl Party {
    /// The party of the address under which people reach us. Browsers offer passkeys on secure
    /// pages with a name only: over https, or over http on `localhost` itself, never on a bare
    /// number. Anywhere else there is none, and the password remains.
    pub fn of(public_address: &str) -> Option<Self> {
        let (scheme, rest) = public_address.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (authority, None),
        };
        let host = host.to_ascii_lowercase();
        let is_secure = match scheme {
            "https" => true,
            "http" => host == "localhost",
            _ => false,
        };
        if !is_secure || !is_name(&host) {
            return None;
        }
        let is_usual = matches!((scheme, port), ("https", Some(443)) | ("http", Some(80)));
        let port = port.filter(|_| !is_usual);
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        Some(Self {
            origin: format!("{scheme}://{host}{port}"),
            host,
        })
    }
}

/// A name of letters, digits, dots and hyphens, and not a number such as an address of IPv4.
fn is_name(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    let last_is_number = labels
        .last()
        .is_some_and(|last| last.bytes().all(|it| it.is_ascii_digit()));
    host.len() <= 253 && labels.iter().all(is_label) && !last_is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Option<String> {
        Party::of(address).map(|party| party.origin)
    }

    #[test]
    fn only_secure_pages_with_a_name_have_passkeys() {
        for (address, expected) in [
            ("https://huiyin.example.cn", "https://huiyin.example.cn"),
            ("https://Huiyin.Example.cn/", "https://huiyin.example.cn"),
            ("https://huiyin.example.cn:443", "https://huiyin.example.cn"),
            ("https://huiyin.cn:8443/x", "https://huiyin.cn:8443"),
            ("http://localhost:8300", "http://localhost:8300"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(origin(address).as_deref(), Some(expected), "{address}");
        }
        for none in [
            "http://huiyin.example.cn",
            "http://127.0.0.1:8300",
            "https://127.0.0.1",
            "https://[::1]:8300",
            "https://",
            "https://huiyin.cn:port",
            "https://回音.cn",
            "https://user@huiyin.cn",
            "ftp://localhost",
            "huiyin.cn",
            "",
        ] {
            assert_eq!(origin(none), None, "{none}");
        }
    }
}
