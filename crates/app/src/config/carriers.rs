//! Carriers of notices: who takes mail, short messages and WeCom, and when people are told.
//! Everything is off until it is named here.

use std::path::Path;

use huiyin_notices::rules::QuietHours;
use huiyin_notices::{
    CarrierError, Carriers, HttpCarrier, MailSecurity, MailServer, Policy, WecomForm,
};

use super::keys::{Key, key, secret};
use super::values::Reader;
use crate::Failure;

pub const SMTP_SERVER: Key = key("smtp_server", "");
pub const SMTP_SECURITY: Key = key("smtp_security", "starttls");
pub const SMTP_USER: Key = key("smtp_user", "");
pub const SMTP_PASSWORD: Key = secret("smtp_password");
pub const SMTP_FROM: Key = key("smtp_from", "");
pub const SMS_ADDRESS: Key = key("sms_address", "");
pub const SMS_SECRET: Key = secret("sms_secret");
pub const WECOM_ADDRESS: Key = secret("wecom_address");
pub const WECOM_SECRET: Key = secret("wecom_secret");
pub const WECOM_FORM: Key = key("wecom_form", "robot");
pub const CARRIER_CERTIFICATES: Key = key("carrier_certificates", "");
pub const QUIET_FROM: Key = key("quiet_from", "21:00");
pub const QUIET_UNTIL: Key = key("quiet_until", "08:00");
pub const NOTICES_PER_DAY: Key = key("notices_per_day", "6");

pub const CARRIER_KEYS: [Key; 14] = [
    SMTP_SERVER,
    SMTP_SECURITY,
    SMTP_USER,
    SMTP_PASSWORD,
    SMTP_FROM,
    SMS_ADDRESS,
    SMS_SECRET,
    WECOM_ADDRESS,
    WECOM_SECRET,
    WECOM_FORM,
    CARRIER_CERTIFICATES,
    QUIET_FROM,
    QUIET_UNTIL,
    NOTICES_PER_DAY,
];

const TEXT_CHARACTERS: usize = 400;
/// A file of certificates larger than this is a wrong file.
const CERTIFICATES_BYTES: u64 = 1024 * 1024;
const PER_DAY_MOST: u32 = 50;

/// What an installation has decided about telling people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellingSettings {
    pub mail: Option<MailServer>,
    pub sms: Option<HttpCarrier>,
    pub wecom: Option<(HttpCarrier, WecomForm)>,
    pub policy: Policy,
}

impl TellingSettings {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let certificates = certificates(reader)?;
        let mail = mail(reader, certificates.as_deref())?;
        let sms = reader.text(SMS_ADDRESS, TEXT_CHARACTERS)?;
        let sms_secret = reader.text(SMS_SECRET, TEXT_CHARACTERS)?;
        let wecom = reader.text(WECOM_ADDRESS, TEXT_CHARACTERS)?;
        let wecom_secret = reader.text(WECOM_SECRET, TEXT_CHARACTERS)?;
        let form = wecom_form(&reader.text(WECOM_FORM, TEXT_CHARACTERS)?)?;
        if !sms.is_empty() && sms_secret.is_empty() {
            return Err(no_secret(SMS_ADDRESS, SMS_SECRET));
        }
        if !wecom.is_empty() && form == WecomForm::Adapter && wecom_secret.is_empty() {
            return Err(no_secret(WECOM_ADDRESS, WECOM_SECRET));
        }
        let carrier = |address: String, secret: String| HttpCarrier {
            address,
            secret,
            certificates: certificates.clone(),
        };
        let settings = Self {
            mail,
            sms: (!sms.is_empty()).then(|| carrier(sms, sms_secret)),
            wecom: (!wecom.is_empty()).then(|| (carrier(wecom, wecom_secret), form)),
            policy: policy(reader)?,
        };
        settings.carriers().map(|_| settings)
    }

    /// The carriers, ready to take something; none of them is called by this.
    pub fn carriers(&self) -> Result<Carriers, Failure> {
        let mut carriers = Carriers::off();
        if let Some(server) = &self.mail {
            carriers = carriers.with_mail(server).map_err(|error| odd(&error))?;
        }
        if let Some(carrier) = &self.sms {
            carriers = carriers.with_sms(carrier).map_err(|error| odd(&error))?;
        }
        if let Some((carrier, form)) = &self.wecom {
            carriers = carriers
                .with_wecom(carrier, *form)
                .map_err(|error| odd(&error))?;
        }
        Ok(carriers)
    }
}

fn odd(error: &CarrierError) -> Failure {
    let zh = match error {
        CarrierError::Address(address) => {
            format!("`{address}` 不能作为发送通道的网址：应以 https:// 开头，本机的可用 http://。")
        }
        CarrierError::Mailbox(text) => format!("`{text}` 不是邮件地址；请改 smtp_from。"),
        CarrierError::ClearMail(host) => {
            format!("不加密的邮件只能交给本机，不能交给 `{host}`；请改 smtp_security。")
        }
        CarrierError::Certificates(why) => format!("证书文件读不出证书：{why}"),
    };
    Failure::new(zh, format!("Telling people cannot work: {error}."))
}

fn no_secret(address: Key, secret: Key) -> Failure {
    let (address, secret) = (address.name, secret.name);
    Failure::new(
        format!("设了 {address} 就要设 {secret}，否则对方无法辨认请求真伪。"),
        format!(
            "{address} needs {secret}: without it nobody can tell our requests from forged ones."
        ),
    )
}

fn mail(
    reader: &mut Reader<'_>,
    certificates: Option<&str>,
) -> Result<Option<MailServer>, Failure> {
    let server = reader.text(SMTP_SERVER, TEXT_CHARACTERS)?;
    let word = reader.text(SMTP_SECURITY, TEXT_CHARACTERS)?;
    let user = reader.text(SMTP_USER, TEXT_CHARACTERS)?;
    let password = reader.text(SMTP_PASSWORD, TEXT_CHARACTERS)?;
    let from = reader.text(SMTP_FROM, TEXT_CHARACTERS)?;
    let security = match word.as_str() {
        "starttls" => MailSecurity::StartTls,
        "tls" => MailSecurity::Tls,
        "none" => MailSecurity::None,
        _ => {
            return Err(Failure::new(
                format!("设置 smtp_security 只能是 starttls、tls 或 none，现在是 `{word}`。"),
                format!("smtp_security is starttls, tls or none, not `{word}`."),
            ));
        }
    };
    if server.is_empty() {
        return Ok(None);
    }
    let (host, port) = server
        .rsplit_once(':')
        .and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)))
        .filter(|(host, _)| !host.is_empty())
        .ok_or_else(|| {
            Failure::new(
                format!("设置 smtp_server 应写成 mail.example.cn:587，现在是 `{server}`。"),
                format!("smtp_server is written mail.example.cn:587, not `{server}`."),
            )
        })?;
    Ok(Some(MailServer {
        host: host.to_owned(),
        port,
        security,
        login: (!user.is_empty()).then_some((user, password)),
        from,
        certificates: certificates.map(str::to_owned),
    }))
}

fn wecom_form(word: &str) -> Result<WecomForm, Failure> {
    match word {
        "robot" => Ok(WecomForm::Robot),
        "adapter" => Ok(WecomForm::Adapter),
        _ => Err(Failure::new(
            format!("设置 wecom_form 只能是 robot 或 adapter，现在是 `{word}`。"),
            format!("wecom_form is robot or adapter, not `{word}`."),
        )),
    }
}

fn certificates(reader: &mut Reader<'_>) -> Result<Option<String>, Failure> {
    let path = reader.text(CARRIER_CERTIFICATES, TEXT_CHARACTERS)?;
    if path.is_empty() {
        return Ok(None);
    }
    let path = Path::new(&path);
    let size = std::fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
    if size.len() > CERTIFICATES_BYTES {
        let shown = path.display();
        return Err(Failure::new(
            format!("{shown} 超过 1 MiB，不像是证书文件。"),
            format!("{shown} has more than 1 MiB and cannot be a file of certificates."),
        ));
    }
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    Ok(Some(text))
}

fn policy(reader: &mut Reader<'_>) -> Result<Policy, Failure> {
    let from = reader.text(QUIET_FROM, TEXT_CHARACTERS)?;
    let until = reader.text(QUIET_UNTIL, TEXT_CHARACTERS)?;
    let quiet = QuietHours::parse(&from, &until).map_err(|error| {
        Failure::new(
            format!(
                "设置 quiet_from 和 quiet_until 应写成 21:00 这样，现在有 `{}`。",
                error.0
            ),
            format!("quiet_from and quiet_until: {error}."),
        )
    })?;
    let per_day = reader.number(NOTICES_PER_DAY)?;
    if per_day == 0 || per_day > PER_DAY_MOST {
        return Err(Failure::new(
            format!("设置 notices_per_day 应在 1 到 {PER_DAY_MOST} 之间。"),
            format!("notices_per_day is between 1 and {PER_DAY_MOST}."),
        ));
    }
    Ok(Policy {
        quiet,
        per_day: i64::from(per_day),
        ..Policy::default()
    })
}
