//! Mail against a real receiving server, run by the test. Needs Python with aiosmtpd, and openssl;
//! `HUIYIN_TEST_PYTHON` names another Python.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod mail_server {
    use std::collections::BTreeMap;
    use std::io::{BufRead as _, BufReader};
    use std::path::PathBuf;
    use std::process::{Child, ChildStdout, Command, Stdio};

    use huiyin_kernel::{Id, Instant, Lang};
    use huiyin_notices::{Carriers, Channel, Letter, MailSecurity, MailServer, Outcome};
    use serde_json::Value;

    struct Server {
        process: Child,
        lines: BufReader<ChildStdout>,
        port: u16,
        folder: PathBuf,
    }

    impl Server {
        fn start(mode: &str) -> Self {
            let name = format!("huiyin-mail-{mode}-{}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&folder).unwrap();
            let python = std::env::var("HUIYIN_TEST_PYTHON").unwrap_or("python3".to_owned());
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/mail_server.py");
            let mut process = Command::new(python)
                .args([script, mode, folder.to_str().unwrap()])
                .stdout(Stdio::piped())
                .spawn()
                .expect("a Python");
            let mut lines = BufReader::new(process.stdout.take().unwrap());
            let mut ready = String::new();
            lines.read_line(&mut ready).unwrap();
            let port = ready.trim().strip_prefix("ready ").expect("a port");
            Self {
                port: port.parse().unwrap(),
                process,
                lines,
                folder,
            }
        }

        /// The next mail that the server took.
        fn mail(&mut self) -> Value {
            let mut line = String::new();
            self.lines.read_line(&mut line).unwrap();
            serde_json::from_str(&line).expect("a mail")
        }

        fn address(&self, security: MailSecurity, with_authority: bool) -> MailServer {
            let authority = self.folder.join("ca.pem");
            MailServer {
                host: "127.0.0.1".to_owned(),
                port: self.port,
                security,
                login: None,
                from: "回音 <huiyin@example.cn>".to_owned(),
                certificates: with_authority.then(|| std::fs::read_to_string(authority).unwrap()),
            }
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            drop(self.process.kill());
            drop(self.process.wait());
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }

    fn letter(to: &str) -> Letter {
        Letter {
            id: Id::derived("letter", to),
            channel: Channel::Mail,
            to: to.to_owned(),
            lang: Lang::Zh,
            template: "staff-digest".to_owned(),
            heading: "您有新的提醒".to_owned(),
            text: "您好！\n\n您有 3 条新提醒：\nhttps://huiyin.example.cn/desk".to_owned(),
            vars: BTreeMap::new(),
            at: Instant::parse_local("2026-05-11 10:00").unwrap(),
        }
    }

    async fn send(server: &MailServer, to: &str) -> Outcome {
        let carriers = Carriers::off().with_mail(server).expect("a server");
        carriers.carry(&letter(to)).await
    }

    #[tokio::test]
    #[ignore = "needs aiosmtpd"]
    async fn a_mail_arrives_as_it_was_meant_with_an_id_that_follows_from_its_notice() {
        let mut server = Server::start("plain");
        let address = server.address(MailSecurity::None, false);
        let outcome = send(&address, "wang@example.cn").await;
        assert!(
            matches!(&outcome, Outcome::Sent(said) if said.contains("4711")),
            "{outcome:?}"
        );
        let mail = server.mail();
        assert_eq!(mail["from"], "huiyin@example.cn");
        assert_eq!(mail["to"][0], "wang@example.cn");
        let headers = &mail["headers"];
        assert_eq!(headers["subject"], "您有新的提醒");
        let id = Id::derived("letter", "wang@example.cn");
        assert_eq!(headers["message-id"], format!("<{id}@example.cn>"));
        assert_eq!(headers["auto-submitted"], "auto-generated");
        assert_eq!(headers["date"], "Mon, 11 May 2026 02:00:00 +0000");
        let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
        assert_eq!(text.trim_end(), letter("").text);
    }

    #[tokio::test]
    #[ignore = "needs aiosmtpd"]
    async fn a_mailbox_that_does_not_exist_is_refused_and_a_full_one_is_tried_again() {
        let server = Server::start("plain");
        let address = server.address(MailSecurity::None, false);
        let outcome = send(&address, "nobody@example.cn").await;
        assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
        let outcome = send(&address, "full@example.cn").await;
        assert!(matches!(outcome, Outcome::Trouble(_, None)), "{outcome:?}");
    }

    #[tokio::test]
    #[ignore = "needs aiosmtpd"]
    async fn with_starttls_and_tls_the_way_is_protected_and_strangers_are_not_trusted() {
        for (mode, security) in [
            ("starttls", MailSecurity::StartTls),
            ("tls", MailSecurity::Tls),
        ] {
            let mut server = Server::start(mode);
            let stranger = send(&server.address(security, false), "wang@example.cn").await;
            assert!(
                matches!(stranger, Outcome::Trouble(..)),
                "{mode}: {stranger:?}"
            );
            let known = send(&server.address(security, true), "li@example.cn").await;
            assert!(matches!(known, Outcome::Sent(_)), "{mode}: {known:?}");
            let mail = server.mail();
            assert_eq!(
                mail["to"][0], "li@example.cn",
                "{mode}: the stranger got nothing"
            );
            assert_eq!(mail["tls"], true, "{mode}");
        }
    }

    #[tokio::test]
    #[ignore = "needs aiosmtpd"]
    async fn a_server_that_asks_for_a_password_gets_it_over_tls_only() {
        let mut server = Server::start("login");
        let with = |password: &str| MailServer {
            login: Some(("huiyin".to_owned(), password.to_owned())),
            ..server.address(MailSecurity::StartTls, true)
        };
        let (wrong, right) = (with("falsch"), with("口令"));
        let in_clear = MailServer {
            security: MailSecurity::None,
            ..with("口令")
        };
        for server in [&wrong, &in_clear] {
            let outcome = send(server, "wang@example.cn").await;
            assert!(matches!(outcome, Outcome::Trouble(..)), "{outcome:?}");
        }
        assert!(matches!(
            send(&right, "wang@example.cn").await,
            Outcome::Sent(_)
        ));
        assert_eq!(server.mail()["login"], true);
    }

    #[tokio::test]
    #[ignore = "needs aiosmtpd"]
    async fn a_server_that_is_gone_is_trouble() {
        let server = Server::start("plain");
        let address = server.address(MailSecurity::None, false);
        drop(server);
        let outcome = send(&address, "wang@example.cn").await;
        assert!(matches!(outcome, Outcome::Trouble(_, None)), "{outcome:?}");
    }
}
