//! Carriers: whoever takes a text and brings it to somebody. The only place of the house that
//! opens a connection to the outside, and only to what the installation has configured.

mod adapter;
mod endpoint;
mod mail;
mod signature;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use huiyin_kernel::{Id, Instant, Lang};

use crate::model::Channel;
use adapter::Adapter;
use mail::Mail;

/// A carrier that has not answered after this long is in trouble.
pub(crate) const CARRIER_LIMIT: Duration = Duration::from_secs(8);

/// A notice as a carrier gets it.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every try: whoever got it before need not deliver again.
    pub id: Id,
    pub channel: Channel,
    pub to: String,
    pub lang: Lang,
    pub template: String,
    /// Subject of a mail; never anything about a person.
    pub heading: String,
    pub text: String,
    /// The words in the text, for carriers that want their own approved template filled in.
    pub vars: BTreeMap<String, String>,
    pub at: Instant,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Letter({} {})", self.id, self.template)
    }
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Taken, with the carrier's own number for it where it gave one.
    Sent(String),
    /// This address cannot be reached, in the carrier's words; trying again is of no use.
    Refused(String),
    /// The carrier is in trouble, or we are: try again, not before so many seconds where it says
    /// so.
    Trouble(String, Option<i64>),
}

pub type Carrying<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// A configuration that cannot work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    #[error(
        "`{0}` is no address of a carrier; it must begin with https://, or http:// for this machine itself"
    )]
    Address(String),
    #[error("`{0}` is no mail address")]
    Mailbox(String),
    #[error("mail without encryption goes to this machine itself only, not to `{0}`")]
    ClearMail(String),
    #[error("the file of certificates holds none that can be read: {0}")]
    Certificates(String),
}

/// How the way to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// In clear, to this machine itself only.
    None,
    StartTls,
    Tls,
}

/// A mail server that takes our mail.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// Name and password; nothing where it asks for none.
    pub login: Option<(String, String)>,
    /// Who it comes from: `回音 <huiyin@example.cn>`.
    pub from: String,
    /// Certificates of an authority of one's own, as PEM.
    pub certificates: Option<String>,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MailServer({}:{})", self.host, self.port)
    }
}

/// What a WeCom carrier understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WecomForm {
    /// Our own form, as for short messages.
    #[default]
    Adapter,
    /// A robot in a group of WeCom.
    Robot,
}

/// A carrier that is called over HTTP.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpCarrier {
    pub address: String,
    /// Signs every request; empty for a WeCom robot, whose address is its secret.
    pub secret: String,
    pub certificates: Option<String>,
}

impl std::fmt::Debug for HttpCarrier {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("HttpCarrier(…)")
    }
}

/// The carriers of an installation. Without any, nothing ever goes out.
#[derive(Debug, Default)]
pub struct Carriers {
    mail: Option<Mail>,
    sms: Option<Adapter>,
    wecom: Option<Adapter>,
}

impl Carriers {
    pub fn off() -> Self {
        Self::default()
    }

    pub fn with_mail(mut self, server: &MailServer) -> Result<Self, CarrierError> {
        self.mail = Some(Mail::new(server)?);
        Ok(self)
    }

    pub fn with_sms(mut self, carrier: &HttpCarrier) -> Result<Self, CarrierError> {
        self.sms = Some(Adapter::new(carrier, WecomForm::Adapter)?);
        Ok(self)
    }

    pub fn with_wecom(
        mut self,
        carrier: &HttpCarrier,
        form: WecomForm,
    ) -> Result<Self, CarrierError> {
        self.wecom = Some(Adapter::new(carrier, form)?);
        Ok(self)
    }

    /// Whether anybody carries this; paper needs nobody but the community.
    pub const fn has(&self, channel: Channel) -> bool {
        match channel {
            Channel::Sms => self.sms.is_some(),
            Channel::Mail => self.mail.is_some(),
            Channel::Wecom => self.wecom.is_some(),
            Channel::Paper => true,
        }
    }

    /// Hands a letter to its carrier and waits for the answer, not for ever.
    pub fn carry<'a>(&'a self, letter: &'a Letter) -> Carrying<'a> {
        Box::pin(async move {
            match tokio::time::timeout(CARRIER_LIMIT, self.hand_over(letter)).await {
                Ok(outcome) => outcome,
                Err(_) => Outcome::Trouble("no-answer-in-time".to_owned(), None),
            }
        })
    }

    async fn hand_over(&self, letter: &Letter) -> Outcome {
        let off = || Outcome::Trouble("no-carrier".to_owned(), None);
        match letter.channel {
            Channel::Sms => match &self.sms {
                Some(adapter) => adapter.carry(letter).await,
                None => off(),
            },
            Channel::Wecom => match &self.wecom {
                Some(adapter) => adapter.carry(letter).await,
                None => off(),
            },
            Channel::Mail => match &self.mail {
                Some(mail) => mail.carry(letter).await,
                None => off(),
            },
            Channel::Paper => off(),
        }
    }
}
