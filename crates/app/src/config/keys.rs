//! Every setting, once. `docs/operations.md` shows the same table.

/// A setting of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As it stands in `huiyin.toml`, a dot for a table: `backup.folder` is `folder` under
    /// `[backup]`. `HUIYIN_` and the same in capitals, `_` for the dot, is its variable.
    pub name: &'static str,
    /// Empty where the value follows from others.
    pub default: &'static str,
    /// Never shown, neither by `doctor` nor in an error.
    pub is_secret: bool,
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
pub const METRICS_LISTEN: Key = key("metrics_listen", "");
pub const OTLP_ENDPOINT: Key = key("otlp_endpoint", "");
pub const DRAIN_SECONDS: Key = key("drain_seconds", "0");
pub const BACKUP_EVERY_HOURS: Key = key("backup.every_hours", "24");
pub const BACKUP_FOLDER: Key = key("backup.folder", "");
pub const BACKUP_RECIPIENT: Key = key("backup.recipient", "");
pub const BACKUP_KEEP_DAILY: Key = key("backup.keep_daily", "7");
pub const BACKUP_KEEP_WEEKLY: Key = key("backup.keep_weekly", "4");
pub const BACKUP_KEEP_MONTHLY: Key = key("backup.keep_monthly", "12");
pub const BACKUP_S3_BUCKET: Key = key("backup.s3_bucket", "");
pub const BACKUP_S3_PREFIX: Key = key("backup.s3_prefix", "");
pub const BACKUP_S3_ENDPOINT: Key = key("backup.s3_endpoint", "");
pub const BACKUP_S3_REGION: Key = key("backup.s3_region", "us-east-1");
pub const BACKUP_S3_ACCESS_KEY: Key = key("backup.s3_access_key", "");
pub const BACKUP_S3_SECRET_KEY: Key = secret("backup.s3_secret_key");
pub const BACKUP_S3_SECRET_KEY_FILE: Key = key("backup.s3_secret_key_file", "");
pub const OIDC_ISSUER: Key = key("oidc_issuer", "");
pub const OIDC_CLIENT_ID: Key = key("oidc_client_id", "");
pub const OIDC_CLIENT_SECRET: Key = secret("oidc_client_secret");
pub const OIDC_NAME_ZH: Key = key("oidc_name_zh", "统一认证");
pub const OIDC_NAME_EN: Key = key("oidc_name_en", "Single sign-on");
pub const OIDC_CA_FILE: Key = key("oidc_ca_file", "");

/// A preset of `huiyin_matters::rules::presets`.
pub const LIMITS: Key = key("limits", "huiyin");
/// `three` or `five` grades of satisfaction.
pub const RATINGS: Key = key("ratings", "three");

/// A background for maps, as pictures or as a style of vector tiles.
pub const MAP_RASTER: Key = key("map_raster", "");
pub const MAP_STYLE: Key = key("map_style", "");
pub const MAP_CRS: Key = key("map_crs", "");
pub const MAP_ATTRIBUTION: Key = key("map_attribution", "");
pub const MAP_REVIEW: Key = key("map_review", "");

pub const KEY_COMMAND: Key = key("key_command", "");
pub const CRYPTO_SUITE: Key = key("crypto_suite", "default");
/// The key itself is no setting: it stands in no file of settings and is shown nowhere.
pub const KEY_VARIABLE: &str = "HUIYIN_KEY";

pub const KEYS: [Key; 40] = [
    LISTEN,
    PUBLIC_ADDRESS,
    TRUST_PROXY,
    SECURE_COOKIES,
    REPORTS_PER_HOUR,
    HELP_PHONE,
    DISTRICT_ZH,
    DISTRICT_EN,
    KEY_FILE,
    METRICS_LISTEN,
    OTLP_ENDPOINT,
    DRAIN_SECONDS,
    BACKUP_EVERY_HOURS,
    BACKUP_FOLDER,
    BACKUP_RECIPIENT,
    BACKUP_KEEP_DAILY,
    BACKUP_KEEP_WEEKLY,
    BACKUP_KEEP_MONTHLY,
    BACKUP_S3_BUCKET,
    BACKUP_S3_PREFIX,
    BACKUP_S3_ENDPOINT,
    BACKUP_S3_REGION,
    BACKUP_S3_ACCESS_KEY,
    BACKUP_S3_SECRET_KEY,
    BACKUP_S3_SECRET_KEY_FILE,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_NAME_ZH,
    OIDC_NAME_EN,
    OIDC_CA_FILE,
    LIMITS,
    RATINGS,
    MAP_RASTER,
    MAP_STYLE,
    MAP_CRS,
    MAP_ATTRIBUTION,
    MAP_REVIEW,
    KEY_COMMAND,
    CRYPTO_SUITE,
];

/// Every setting there is: those above, and those of the carriers.
pub fn all() -> impl Iterator<Item = Key> {
    KEYS.into_iter().chain(super::carriers::CARRIER_KEYS)
}

pub(super) const fn key(name: &'static str, default: &'static str) -> Key {
    Key {
        name,
        default,
        is_secret: false,
    }
}

pub(super) const fn secret(name: &'static str) -> Key {
    Key {
        name,
        default: "",
        is_secret: true,
    }
}

impl Key {
    pub fn variable(self) -> String {
        format!(
            "HUIYIN_{}",
            self.name.to_ascii_uppercase().replace('.', "_")
        )
    }
}
