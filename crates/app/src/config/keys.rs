//! Every setting, once. `docs/operations.md` shows the same table.

/// A setting of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As it stands in `huiyin.toml`; `HUIYIN_` and the same in capitals is its variable.
    pub name: &'static str,
    /// Empty where the value follows from others.
    pub default: &'static str,
}

pub const LISTEN: Key = key("listen", "127.0.0.1:8300");
pub const PUBLIC_ADDRESS: Key = key("public_address", "");
pub const TRUST_PROXY: Key = key("trust_proxy", "false");
pub const SECURE_COOKIES: Key = key("secure_cookies", "");
pub const REPORTS_PER_HOUR: Key = key("reports_per_hour", "120");
pub const HELP_PHONE: Key = key("help_phone", "12345");
pub const DISTRICT_ZH: Key = key("district_zh", "");
pub const DISTRICT_EN: Key = key("district_en", "");
pub const KEY_FILE: Key = key("key_file", "");

pub const KEYS: [Key; 9] = [
    LISTEN,
    PUBLIC_ADDRESS,
    TRUST_PROXY,
    SECURE_COOKIES,
    REPORTS_PER_HOUR,
    HELP_PHONE,
    DISTRICT_ZH,
    DISTRICT_EN,
    KEY_FILE,
];

const fn key(name: &'static str, default: &'static str) -> Key {
    Key { name, default }
}

impl Key {
    pub fn variable(self) -> String {
        format!("HUIYIN_{}", self.name.to_ascii_uppercase())
    }
}
