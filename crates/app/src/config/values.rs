//! The settings as types, each checked with a sentence that says what is wrong.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use huiyin_db::suite::Suite;
use huiyin_kernel::Said;
use huiyin_matters::model::{Limits, RatingScale};
use huiyin_matters::rules::presets;
use huiyin_registry::ProviderSettings;
use huiyin_web::Ground;

use super::carriers::TellingSettings;
use super::ground;
use super::keys::{self, Key};
use super::operating::Operating;
use super::outside;
use super::sources::{Collected, InForce, SettingArgs, Source};
use crate::Failure;
use crate::key_source::KeySource;

/// A name of a district in characters at most.
const NAME_CHARACTERS: usize = 60;
/// A command with its arguments.
const COMMAND_CHARACTERS: usize = 1000;

/// What an installation decides about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_address: String,
    pub trust_proxy: bool,
    pub secure_cookies: bool,
    pub reports_per_hour: u32,
    pub help_phone: String,
    /// None where the register's own name is to be used.
    pub district: Option<Said>,
    pub key_file: PathBuf,
    /// Watching, stopping and backing up.
    pub operating: Operating,
    /// The file that was looked for, whether it is there or not.
    pub file: PathBuf,
    /// True when that file holds a setting that is never shown.
    pub has_secrets_in_file: bool,
    /// With whom staff may sign in besides; none unless configured.
    pub outside: Option<ProviderSettings>,
    /// What lies under the points of maps.
    pub ground: Ground,
    /// The limits of matters and the grades of satisfaction.
    pub limits: Limits,
    pub key_source: KeySource,
    pub crypto_suite: Suite,
    pub telling: TellingSettings,
    pub in_force: Vec<InForce>,
}

impl Config {
    /// Reads what is in force for a district whose files lie in `files`.
    pub fn read(
        args: &SettingArgs,
        environment: &dyn Fn(&str) -> Option<String>,
        files: &Path,
    ) -> Result<Self, Failure> {
        let found = Collected::new(args, environment, files)?;
        let mut reader = Reader {
            found: &found,
            in_force: Vec::new(),
        };
        let listen = reader.listen()?;
        let public_address = reader.public_address(listen)?;
        let trust_proxy = reader.yes_or_no(keys::TRUST_PROXY, None)?;
        let is_https = public_address.starts_with("https://");
        let secure_cookies = reader.yes_or_no(keys::SECURE_COOKIES, Some(is_https))?;
        let reports_per_hour = reader.number(keys::REPORTS_PER_HOUR)?;
        let help_phone = reader.text(keys::HELP_PHONE, NAME_CHARACTERS)?;
        let district_zh = reader.text(keys::DISTRICT_ZH, NAME_CHARACTERS)?;
        let district_en = reader.text(keys::DISTRICT_EN, NAME_CHARACTERS)?;
        let key_file = reader.key_file(files);
        let operating = Operating::read(&mut reader)?;
        let outside = outside::read(&mut reader, files, &public_address)?;
        let ground = ground::read(&mut reader)?;
        let limits = reader.limits()?;
        let key_source = reader.key_source(&key_file, environment(keys::KEY_VARIABLE))?;
        let crypto_suite = reader.crypto_suite()?;
        let telling = TellingSettings::read(&mut reader)?;
        Ok(Self {
            listen,
            public_address,
            trust_proxy,
            secure_cookies,
            reports_per_hour,
            help_phone,
            district: (!district_zh.is_empty()).then(|| Said::new(district_zh, district_en)),
            key_file,
            operating,
            file: found.file().to_owned(),
            has_secrets_in_file: found.has_secrets_in_file(),
            outside,
            ground,
            limits,
            key_source,
            crypto_suite,
            telling,
            in_force: reader.in_force,
        })
    }
}

/// Takes settings out of what was collected, one after the other, and notes what is in force.
pub(super) struct Reader<'a> {
    found: &'a Collected,
    in_force: Vec<InForce>,
}

impl Reader<'_> {
    fn note(&mut self, key: Key, value: &dyn ToString, source: Source) {
        let value = match value.to_string() {
            secret if key.is_secret && !secret.is_empty() => "••••••".to_owned(),
            plain => plain,
        };
        self.in_force.push(InForce {
            name: key.name,
            value,
            source,
        });
    }

    fn listen(&mut self) -> Result<SocketAddr, Failure> {
        let (text, source) = self.found.get(keys::LISTEN);
        let address = socket(&text)?;
        self.note(keys::LISTEN, &address, source);
        Ok(address)
    }

    /// An address to listen on, or none where nothing is said.
    pub(super) fn second_listener(&mut self, key: Key) -> Result<Option<SocketAddr>, Failure> {
        let (text, source) = self.found.get(key);
        self.note(key, &text, source);
        match text.trim() {
            "" => Ok(None),
            given => socket(given).map(Some),
        }
    }

    fn public_address(&mut self, listen: SocketAddr) -> Result<String, Failure> {
        let (address, source) = match self.found.given(keys::PUBLIC_ADDRESS) {
            Some((text, source)) => {
                let address = text.trim().trim_end_matches('/').to_owned();
                let rest = address
                    .strip_prefix("https://")
                    .or_else(|| address.strip_prefix("http://"));
                let plain = |it: &str| {
                    !it.is_empty()
                        && it
                            .chars()
                            .all(|c| c.is_ascii_graphic() && !"?#\"<>".contains(c))
                };
                if !rest.is_some_and(plain) {
                    return Err(Failure::new(
                        format!("网址 `{text}` 写法不对；应为 https://huiyin.example.cn 这样。"),
                        format!("`{text}` is no address; write it as https://huiyin.example.cn."),
                    ));
                }
                (address, source)
            }
            None if listen.ip().is_unspecified() => (
                format!("http://127.0.0.1:{}", listen.port()),
                Source::Derived,
            ),
            None => (format!("http://{listen}"), Source::Derived),
        };
        self.note(keys::PUBLIC_ADDRESS, &address, source);
        Ok(address)
    }

    pub(super) fn yes_or_no(&mut self, key: Key, derived: Option<bool>) -> Result<bool, Failure> {
        if let (None, Some(value)) = (self.found.given(key), derived) {
            self.note(key, &value, Source::Derived);
            return Ok(value);
        }
        let (text, source) = self.found.get(key);
        let value = match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => true,
            "false" | "no" | "off" | "0" => false,
            _ => {
                return Err(Failure::new(
                    format!("设置 {} 只能是 true 或 false，现在是 `{text}`。", key.name),
                    format!("{} is true or false, not `{text}`.", key.name),
                ));
            }
        };
        self.note(key, &value, source);
        Ok(value)
    }

    pub(super) fn number(&mut self, key: Key) -> Result<u32, Failure> {
        let (text, source) = self.found.get(key);
        let value: u32 = text.trim().parse().map_err(|_| {
            Failure::new(
                format!("设置 {} 应为不带小数的数字，现在是 `{text}`。", key.name),
                format!("{} is a whole number, not `{text}`.", key.name),
            )
        })?;
        self.note(key, &value, source);
        Ok(value)
    }

    pub(super) fn text(&mut self, key: Key, most: usize) -> Result<String, Failure> {
        let (text, source) = self.found.get(key);
        let text = text.trim().to_owned();
        if text.chars().count() > most || text.chars().any(char::is_control) {
            return Err(Failure::new(
                format!("设置 {} 最多 {most} 个字，不能换行。", key.name),
                format!("{} has at most {most} characters on one line.", key.name),
            ));
        }
        self.note(key, &text, source);
        Ok(text)
    }

    fn limits(&mut self) -> Result<Limits, Failure> {
        let mut limits = self.chosen(keys::LIMITS, &presets::NAMES, presets::preset)?;
        let scales: Vec<&str> = RatingScale::ALL.iter().map(|it| it.name()).collect();
        limits.rating_scale = self.chosen(keys::RATINGS, &scales, RatingScale::from_name)?;
        Ok(limits)
    }

    /// One of a list of words.
    fn chosen<T>(
        &mut self,
        key: Key,
        words: &[&str],
        from: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Failure> {
        let (text, source) = self.found.get(key);
        let word = text.trim().to_owned();
        let Some(value) = from(&word) else {
            return Err(Failure::new(
                format!(
                    "设置 {} 只能是 {}，现在是 `{text}`。",
                    key.name,
                    words.join("、")
                ),
                format!("{} is one of {}, not `{text}`.", key.name, words.join(", ")),
            ));
        };
        self.note(key, &word, source);
        Ok(value)
    }

    /// The variable comes first, then the command, then the file; two that contradict each other
    /// are refused.
    fn key_source(&mut self, file: &Path, given: Option<String>) -> Result<KeySource, Failure> {
        let command = self.text(keys::KEY_COMMAND, COMMAND_CHARACTERS)?;
        match (given, command.is_empty()) {
            (Some(_), false) => Err(Failure::new(
                "HUIYIN_KEY 和 key_command 只能设一个，请去掉其中之一。",
                "HUIYIN_KEY and key_command exclude each other: unset one of them.",
            )),
            (Some(key), true) => Ok(KeySource::environment(key)),
            (None, false) => {
                let words = command.split_whitespace().map(str::to_owned);
                Ok(KeySource::Command(words.collect()))
            }
            (None, true) => Ok(KeySource::File(file.to_owned())),
        }
    }

    fn crypto_suite(&mut self) -> Result<Suite, Failure> {
        let (name, source) = self.found.get(keys::CRYPTO_SUITE);
        let suite: Suite = name.trim().parse().map_err(|_| {
            Failure::new(
                format!("设置 crypto_suite 只能是 default 或 sm（国密），现在是 `{name}`。"),
                format!("crypto_suite is `default` or `sm`, not `{name}`."),
            )
        })?;
        self.note(keys::CRYPTO_SUITE, &suite.name(), source);
        Ok(suite)
    }

    fn key_file(&mut self, files: &Path) -> PathBuf {
        let (path, source) = match self.found.given(keys::KEY_FILE) {
            Some((path, source)) => (PathBuf::from(path), source),
            None => (files.join("huiyin.key"), Source::Derived),
        };
        self.note(keys::KEY_FILE, &path.display(), source);
        path
    }
}

fn socket(text: &str) -> Result<SocketAddr, Failure> {
    let numeric = text.trim().replacen("localhost:", "127.0.0.1:", 1);
    numeric.parse().map_err(|_| {
        Failure::new(
            format!("监听地址 `{text}` 写法不对；应为 127.0.0.1:8300 或 0.0.0.0:8300 这样。"),
            format!("`{text}` is no address to listen on; write 127.0.0.1:8300 or 0.0.0.0:8300."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &SettingArgs, set: &[(&str, &str)], file: &str) -> Result<Config, Failure> {
        let folder = std::env::temp_dir().join(format!(
            "huiyin-config-{}-{}",
            std::process::id(),
            blake3::hash(format!("{args:?}{set:?}{file}").as_bytes()).to_hex()
        ));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("huiyin.toml"), file).unwrap();
        let environment = |name: &str| {
            let found = set.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let config = Config::read(args, &environment, &folder);
        std::fs::remove_dir_all(&folder).unwrap();
        config
    }

    fn source_of(config: &Config, name: &str) -> Source {
        let found = config.in_force.iter().find(|it| it.name == name);
        found.unwrap().source
    }

    #[test]
    fn flags_come_before_variables_before_the_file_before_defaults() {
        let args = SettingArgs {
            listen: Some("127.0.0.1:9000".to_owned()),
            ..SettingArgs::default()
        };
        let file = "listen = \"127.0.0.1:1\"\nhelp_phone = \"023-1\"\nreports_per_hour = 7\n";
        let set = [
            ("HUIYIN_LISTEN", "127.0.0.1:2"),
            ("HUIYIN_HELP_PHONE", "023-2"),
        ];
        let config = read(&args, &set, file).unwrap();
        assert_eq!(config.listen.port(), 9000);
        assert_eq!(source_of(&config, "listen"), Source::Flag);
        assert_eq!(config.help_phone, "023-2");
        assert_eq!(source_of(&config, "help_phone"), Source::Environment);
        assert_eq!(config.reports_per_hour, 7);
        assert_eq!(source_of(&config, "reports_per_hour"), Source::File);
        assert_eq!(source_of(&config, "trust_proxy"), Source::Default);
        assert_eq!(config.in_force.len(), keys::all().count());
    }

    #[test]
    fn the_key_comes_from_one_place_and_is_shown_nowhere() {
        let args = SettingArgs::default();
        let key = "ab".repeat(32);
        let set = [("HUIYIN_KEY", key.as_str())];
        let config = read(&args, &set, "key_file = \"/safe/key\"").unwrap();
        assert!(matches!(config.key_source, KeySource::Environment(_)));
        assert!(!format!("{config:?}").contains("abab"));
        let config = read(&args, &[], "key_command = \"fetch --key huiyin\"").unwrap();
        let words = ["fetch", "--key", "huiyin"].map(str::to_owned).to_vec();
        assert_eq!(config.key_source, KeySource::Command(words));
        let config = read(&args, &[], "key_file = \"/safe/key\"").unwrap();
        assert_eq!(config.key_source.file(), Some(Path::new("/safe/key")));
        assert!(read(&args, &set, "key_command = \"fetch\"").is_err());
        assert!(read(&args, &[], &format!("key = \"{key}\"")).is_err());
        let config = read(&args, &[], "crypto_suite = \"sm\"").unwrap();
        assert_eq!(config.crypto_suite, Suite::Sm);
        let failure = read(&args, &[], "crypto_suite = \"md5\"").unwrap_err();
        assert!(failure.0.zh.contains("md5"));
    }

    #[test]
    fn cookies_are_secure_where_the_address_is() {
        let none = SettingArgs::default();
        let file = "public_address = \"https://huiyin.example.cn/\"";
        let config = read(&none, &[], file).unwrap();
        assert!(config.secure_cookies);
        assert_eq!(config.public_address, "https://huiyin.example.cn");
        assert_eq!(source_of(&config, "secure_cookies"), Source::Derived);
        let off = [("HUIYIN_SECURE_COOKIES", "no")];
        assert!(!read(&none, &off, file).unwrap().secure_cookies);
        let open = [("HUIYIN_LISTEN", "0.0.0.0:80")];
        let config = read(&none, &open, "").unwrap();
        assert_eq!(config.public_address, "http://127.0.0.1:80");
        assert!(!config.secure_cookies);
    }

    #[test]
    fn a_district_chooses_its_limits_and_grades() {
        let none = SettingArgs::default();
        let config = read(&none, &[], "").unwrap();
        assert_eq!(config.limits.name, "huiyin");
        assert_eq!(config.limits.rating_scale, RatingScale::Three);
        let file = "limits = \"sd2020\"\nratings = \"five\"\n";
        let config = read(&none, &[], file).unwrap();
        assert_eq!(config.limits.return_working_days, 2);
        assert_eq!(config.limits.rating_scale, RatingScale::Five);
    }

    #[test]
    fn nothing_is_carried_unless_it_is_named_and_a_secret_is_shown_nowhere() {
        let none = SettingArgs::default();
        let config = read(&none, &[], "").unwrap();
        let telling = &config.telling;
        assert!(telling.mail.is_none() && telling.sms.is_none() && telling.wecom.is_none());
        let file = "sms_address = \"https://sms.example.cn/send\"\nsms_secret = \"whsec_c2VjcmV0\"\n\
            smtp_server = \"mail.example.cn:587\"\nsmtp_from = \"回音 <huiyin@example.cn>\"\n\
            smtp_user = \"huiyin\"\nsmtp_password = \"geheim\"\nquiet_from = \"22:00\"";
        let config = read(&none, &[], file).unwrap();
        assert!(config.telling.mail.is_some() && config.telling.sms.is_some());
        let told = format!("{config:?}");
        assert!(
            !told.contains("geheim") && !told.contains("c2VjcmV0"),
            "{told}"
        );
        for odd in [
            "sms_address = \"https://sms.example.cn\"",
            "sms_address = \"http://sms.example.cn\"\nsms_secret = \"x\"",
            "wecom_address = \"https://a.example\"\nwecom_form = \"adapter\"",
            "wecom_form = \"pigeon\"",
            "smtp_server = \"mail.example.cn\"",
            "smtp_server = \"mail.example.cn:25\"\nsmtp_from = \"nobody\"",
            "smtp_server = \"mail.example.cn:25\"\nsmtp_from = \"a@b.cn\"\nsmtp_security = \"none\"",
            "smtp_security = \"ssl\"",
            "quiet_from = \"9pm\"",
            "notices_per_day = 0",
            "carrier_certificates = \"/nowhere\"",
        ] {
            assert!(read(&none, &[], odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn nonsense_is_refused_and_named() {
        let none = SettingArgs::default();
        let refused = |file: &str| read(&none, &[], file).unwrap_err().0.en;
        assert!(refused("lisen = \"x\"").contains("`lisen`"));
        assert!(refused("\n\nlisten = x").contains("line 3"));
        assert!(refused("listen = \"8300\"").contains("8300"));
        assert!(refused("listen = [1]").contains("listen"));
        assert!(refused("reports_per_hour = -1").contains("reports_per_hour"));
        assert!(refused("limits = \"beijing\"").contains("sd2020"));
        assert!(refused("ratings = \"4\"").contains("three, five"));
        assert!(refused("trust_proxy = \"maybe\"").contains("trust_proxy"));
        assert!(refused("public_address = \"ftp://x\"").contains("ftp://x"));
        assert!(refused("help_phone = \"a\\nb\"").contains("help_phone"));
    }

    #[test]
    fn a_provider_is_whole_or_not_there_and_its_secret_is_not_shown() {
        let none = SettingArgs::default();
        assert_eq!(read(&none, &[], "").unwrap().outside, None);
        let secret = [("HUIYIN_OIDC_CLIENT_SECRET", "very-secret")];
        let half = read(&none, &secret, "").unwrap_err().0.en;
        assert!(half.contains("all three or none"), "{half}");
        let file =
            |issuer: &str| format!("oidc_issuer = \"{issuer}\"\noidc_client_id = \"huiyin\"");
        let config = read(&none, &secret, &file("https://login.example.cn")).unwrap();
        assert!(!format!("{config:?}").contains("very-secret"));
        assert_eq!(config.outside.unwrap().name.zh, "统一认证");
        let refused = read(&none, &secret, &file("http://login.example.cn")).unwrap_err();
        assert!(refused.0.en.contains("http://login.example.cn"));
        let lost = format!(
            "{}\noidc_ca_file = \"no-such.pem\"",
            file("https://login.example.cn")
        );
        assert!(
            read(&none, &secret, &lost)
                .unwrap_err()
                .0
                .en
                .contains("no-such.pem")
        );
    }
}
