//! The disk is full: what is there can still be read, what would be written is refused with a
//! sentence, and when there is room again the district goes on by itself.
//!
//! The disk is a small one in memory, mounted in a namespace of its own, so that nothing is left
//! on the machine however the test ends. Where that is not allowed the runner counts the test as
//! skipped.

mod built_binary {
    use std::fs::File;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use huiyin_faults::{
        Answer, District, Person, Receipt, Reported, Result, Server, binary, free_port,
    };
    use serde_json::Value;

    const DISK_MEGABYTES: u32 = 96;
    const BLOCK_BYTES: usize = 64 * 1024;
    /// What the store may still write into pages it already has, before it must be refused.
    const REPORTS_UNTIL_FULL_MAX: u32 = 2_000;
    const SENTENCE_CHARACTERS_MIN: usize = 8;

    const SERVE_ON_A_SMALL_DISK: &str = r#"
        mount -t tmpfs -o "size=$4m" tmpfs "$1" && cp -a "$5/." "$1" &&
        exec "$2" serve --data "$1" --listen "$3""#;

    #[test]
    #[ignore = "needs the built binary"]
    fn full_disk_refuses_writes_and_keeps_reading() -> Result<()> {
        let (made, district) = (District::demo()?, District::empty()?);
        let server = serve_on_a_small_disk(&made, &district)?;
        let connection = server.connection();
        let before = Receipt::obtain(connection, "小区东门的路面有坑")?;
        let person = Person::sign_in(connection, "dispatcher")?;

        // The folder as the server sees it, inside its namespace.
        let seen = seen_by(&server, district.folder());
        let filler = fill(&seen)?;
        let refused = report_until_full(&server, &filler)?;
        assert!(
            matches!(refused.status, 503 | 507),
            "{} {}\n{}",
            refused.status,
            refused.text(),
            server.log()
        );
        assert_sentence(&refused)?;
        let (typed, page) = form_until_full(&server, &filler, &person)?;
        assert_page(&typed, &page);

        before.check(connection)?;
        for path in ["/", "/board", "/rates"] {
            assert_eq!(connection.get(path)?.status, 200, "{path} on a full disk");
        }

        std::fs::remove_file(&filler)?;
        let after = Receipt::obtain(connection, "小区东门的路面有坑，还没修")?;
        after.check(connection)?;
        before.check(connection)?;
        Ok(())
    }

    /// The district is made beforehand, and copied to where there is little room.
    fn serve_on_a_small_disk(made: &District, district: &District) -> Result<Server> {
        let address = free_port()?;
        let mut command = Command::new("unshare");
        if !is_root()? {
            command.args(["--user", "--map-root-user"]);
        }
        command
            .args([
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                SERVE_ON_A_SMALL_DISK,
                "sh",
            ])
            .arg(district.folder())
            .arg(binary()?)
            .args([address.to_string(), DISK_MEGABYTES.to_string()])
            .arg(made.folder());
        Server::spawn(command, address, district.folder().with_extension("log"))
    }

    fn is_root() -> Result<bool> {
        Ok(Command::new("id")
            .arg("-u")
            .output()?
            .stdout
            .starts_with(b"0\n"))
    }

    fn seen_by(server: &Server, folder: &Path) -> PathBuf {
        let inside = folder.strip_prefix("/").unwrap_or(folder);
        Path::new(&format!("/proc/{}/root", server.process_id())).join(inside)
    }

    /// Writes until nothing more fits.
    fn fill(folder: &Path) -> Result<PathBuf> {
        let path = folder.join("filler");
        top_up(&path)?;
        Ok(path)
    }

    fn top_up(path: &Path) -> Result<()> {
        let mut file = File::options().create(true).append(true).open(path)?;
        let block = vec![0; BLOCK_BYTES];
        for size in [BLOCK_BYTES, 4096, 1] {
            while file.write_all(&block[..size]).is_ok() {}
        }
        Ok(())
    }

    /// Room that a checkpoint gives back is taken again, until a report is refused.
    fn report_until_full(server: &Server, filler: &Path) -> Result<Answer> {
        for count in 0..REPORTS_UNTIL_FULL_MAX {
            top_up(filler)?;
            let text = format!("井盖松动，有人绊倒（{count}）");
            match Receipt::ask_for(server.connection(), &text)? {
                Reported::Accepted(_) => {}
                Reported::Refused(answer) => return Ok(answer),
                Reported::Unanswered => return Err("a full disk ended the server".into()),
            }
        }
        Err("a full disk refuses nothing".into())
    }

    /// The same by the form of the page; what was typed last, and how it was answered.
    fn form_until_full(
        server: &Server,
        filler: &Path,
        person: &Person,
    ) -> Result<(String, Answer)> {
        for count in 0..REPORTS_UNTIL_FULL_MAX {
            top_up(filler)?;
            let keys = [0, 1].map(|half| format!("01890a5d-ac96-774b-bcce-{count:011x}{half}"));
            let text = format!("井盖松动，有人差点绊倒（第 {count} 次）");
            let fields = [
                ("second_key", keys[1].as_str()),
                ("what", text.as_str()),
                ("unknown_place", "1"),
                ("anyway", "1"),
                ("parts", "one"),
            ];
            let answer = person.submit(server.connection(), "/report", &keys[0], &fields)?;
            if answer.status != 303 {
                return Ok((text, answer));
            }
        }
        Err("a full disk refuses no form".into())
    }

    /// A form is answered by a page that says so, and that still has what was typed where the disk
    /// alone was the reason.
    fn assert_page(typed: &str, answer: &Answer) {
        let said = answer.text();
        let kind = answer.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("text/html"), "{kind}\n{said}");
        match answer.status {
            507 => {
                assert!(said.contains("The storage is full"), "{said}");
                assert!(said.contains(typed), "{said}");
            }
            503 => {}
            other => panic!("{other}\n{said}"),
        }
    }

    /// The refusal speaks to a person: a sentence, and nothing of the store's own words.
    fn assert_sentence(answer: &Answer) -> Result<()> {
        let said = answer.text();
        let longest = longest_text(&answer.json()?);
        assert!(longest >= SENTENCE_CHARACTERS_MIN, "no sentence in {said}");
        let lower = said.to_lowercase();
        for word in ["sqlite", "sqlx", "enospc", "panicked"] {
            assert!(!lower.contains(word), "{word} in {said}");
        }
        Ok(())
    }

    fn longest_text(json: &Value) -> usize {
        match json {
            Value::String(text) => text.chars().count(),
            Value::Array(items) => items.iter().map(longest_text).max().unwrap_or(0),
            Value::Object(fields) => fields.values().map(longest_text).max().unwrap_or(0),
            _ => 0,
        }
    }
}
