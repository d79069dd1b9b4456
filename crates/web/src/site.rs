use std::sync::Arc;

use huiyin_db::Db;
use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_kernel::{Clock, Entropy, Id, Instant};

use crate::{Gatekeeper, Ground, Limits, Texts};

/// What can be carried to people outside the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    pub sms: bool,
    pub mail: bool,
    pub wecom: bool,
}

/// What an installation decides about itself; see `docs/operations.md` for each.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the district, Chinese and English.
    pub district: huiyin_kernel::Said,
    /// Address under which people reach us, for links on slips: `https://huiyin.example.cn`.
    pub public_address: String,
    /// Set behind a reverse proxy only: then `X-Forwarded-For` names the client.
    pub trust_proxy: bool,
    /// Cookies marked `Secure`; off only where the site is served without TLS on loopback.
    pub secure_cookies: bool,
    /// Reports that one network may send in an hour before it is asked to slow down; 0 is no limit.
    pub reports_per_hour: u32,
    /// Who answers the phone where the form does not help.
    pub help_phone: String,
    /// Marks pages of an invented district.
    pub is_demo: bool,
    /// What lies under the points of maps.
    pub ground: Ground,
    /// Nothing unless a carrier is configured; a page offers what can be kept.
    pub carriers: Carried,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            district: huiyin_kernel::Said::new("回音示范区", "Huiyin model district"),
            public_address: "http://127.0.0.1:8300".to_owned(),
            trust_proxy: false,
            secure_cookies: false,
            reports_per_hour: 120,
            help_phone: "12345".to_owned(),
            is_demo: false,
            ground: Ground::default(),
            carriers: Carried::default(),
        }
    }
}

/// What every request can reach. One per process.
pub struct Site {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub keys: Keys,
    pub blobs: Blobs,
    pub texts: Texts,
    pub limits: Limits,
    pub settings: Settings,
    pub gatekeeper: Arc<dyn Gatekeeper>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Site")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Site {
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
    pub fn new_id(&self) -> Id {
        Id::new(self.now(), self.entropy.as_ref())
    }
    /// A URL-safe secret of 32 random bytes.
    pub fn new_secret(&self) -> String {
        use base64::Engine as _;
        let mut bytes = [0u8; 32];
        self.entropy.fill(&mut bytes);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }
}
