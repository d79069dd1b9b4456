use std::time::{Duration, UNIX_EPOCH};

use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::endpoint::is_this_machine;
use super::{CARRIER_LIMIT, CarrierError, Letter, MailSecurity, MailServer, Outcome};

/// Answers that speak of the mailbox, not of us: no such mailbox, moved, name not allowed, takes
/// no mail.
const MAILBOX_CODES: [u16; 5] = [521, 550, 551, 553, 556];

/// A mail server that takes our mail.
pub(super) struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Mail(…)")
    }
}

impl Mail {
    pub(super) fn new(server: &MailServer) -> Result<Self, CarrierError> {
        let from: Mailbox = server
            .from
            .parse()
            .map_err(|_| CarrierError::Mailbox(server.from.chars().take(80).collect()))?;
        let tls = match server.security {
            MailSecurity::None if is_this_machine(&server.host) => Tls::None,
            MailSecurity::None => return Err(CarrierError::ClearMail(server.host.clone())),
            MailSecurity::StartTls => Tls::Required(tls_parameters(server)?),
            MailSecurity::Tls => Tls::Wrapper(tls_parameters(server)?),
        };
        // Not as dangerous as its name: every choice about encryption was just made above.
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
                .port(server.port)
                .tls(tls)
                .timeout(Some(CARRIER_LIMIT));
        if let Some((name, password)) = &server.login {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }

    pub(super) async fn carry(&self, letter: &Letter) -> Outcome {
        let Ok(to) = letter.to.parse::<Mailbox>() else {
            return Outcome::Refused("address-odd".to_owned());
        };
        let message = match self.message(letter, to) {
            Ok(message) => message,
            Err(error) => return Outcome::Trouble(error.to_string(), None),
        };
        match self.transport.send(message).await {
            Ok(response) => Outcome::Sent(response.first_line().unwrap_or_default().to_owned()),
            Err(error) => judge(&error),
        }
    }

    /// The id of the message follows from the notice, so that a server or a reader that got it
    /// before can tell. No `Reply-To`, no tracking, plain text.
    fn message(&self, letter: &Letter, to: Mailbox) -> Result<Message, lettre::error::Error> {
        let seconds = u64::try_from(letter.at.as_micros() / 1_000_000).unwrap_or(0);
        let generated = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.heading.as_str())
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!(
                "<{}@{}>",
                letter.id,
                self.from.email.domain()
            )))
            .raw_header(HeaderValue::new(generated, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
    }
}

fn tls_parameters(server: &MailServer) -> Result<TlsParameters, CarrierError> {
    let odd = |error: &dyn std::fmt::Display| CarrierError::Certificates(error.to_string());
    let mut builder = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.certificates {
        // Read by the same eyes as for other carriers, so that a file is good for all or none.
        super::endpoint::roots(Some(pem))?;
        let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|error| odd(&error))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|error| odd(&error))
}

/// A server that refuses the mailbox has spoken about whoever is to be told; everything else
/// (no connection, no trust, a wrong password, full queues) is between it and us.
fn judge(error: &Error) -> Outcome {
    let code = error.status().map(u16::from);
    match code {
        Some(code) if MAILBOX_CODES.contains(&code) => Outcome::Refused(error.to_string()),
        _ => Outcome::Trouble(error.to_string(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, security: MailSecurity, from: &str) -> MailServer {
        MailServer {
            host: host.to_owned(),
            port: 25,
            security,
            login: None,
            from: from.to_owned(),
            certificates: None,
        }
    }

    #[tokio::test]
    async fn mail_in_clear_stays_on_this_machine() {
        let from = "回音 <huiyin@example.cn>";
        assert!(Mail::new(&server("127.0.0.1", MailSecurity::None, from)).is_ok());
        assert!(Mail::new(&server("localhost", MailSecurity::None, from)).is_ok());
        assert_eq!(
            Mail::new(&server("mail.example.cn", MailSecurity::None, from)).unwrap_err(),
            CarrierError::ClearMail("mail.example.cn".to_owned())
        );
        assert!(Mail::new(&server("mail.example.cn", MailSecurity::StartTls, from)).is_ok());
        assert!(Mail::new(&server("mail.example.cn", MailSecurity::Tls, "nobody")).is_err());
    }
}
