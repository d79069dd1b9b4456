//! Backups to the places that are configured: by themselves, by order, and tidied afterwards.

use std::path::Path;

use serde_json::Value;

use crate::district::{District, stderr};
use crate::server::{Server, wait_until};

fn configure(district: &District, text: &str) {
    std::fs::write(district.data().join("huiyin.toml"), text).unwrap();
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_service_makes_a_backup_by_itself_and_only_one() {
    let district = District::demo();
    let shelf = district.beside("shelf");
    configure(
        &district,
        &format!("[backup]\nfolder = \"{}\"\n", shelf.display()),
    );
    for _ in 0..2 {
        let server = Server::start(&district);
        wait_until("the backup", || {
            names_in(&shelf)
                .iter()
                .any(|name| name.starts_with("huiyin-"))
        });
        let (code, said) = server.stop();
        assert_eq!(code, Some(0), "{said}");
    }
    let names = names_in(&shelf);
    assert_eq!(names.len(), 1, "{names:?}");
    let (code, listed) = district.json(&["backup", "list"]);
    assert_eq!(code, 0);
    assert_eq!(listed["places"][0]["backups"][0]["name"], names[0].as_str());
    let (code, proof) = district.json(&["backup", "drill"]);
    assert_eq!((code, &proof["is_sound"]), (0, &Value::from(true)));
    let left = names_in(&district.data());
    assert!(
        !left.iter().any(|name| name.contains("backup-work")),
        "{left:?}"
    );
}

#[test]
fn old_ones_go_by_the_rules_and_strange_files_stay() {
    let district = District::demo();
    let shelf = district.beside("shelf");
    let toml = "keep_daily = 2\nkeep_weekly = 1\nkeep_monthly = 2\n";
    configure(
        &district,
        &format!("[backup]\nfolder = \"{}\"\n{toml}", shelf.display()),
    );
    let (code, first) = district.json(&["backup", "now"]);
    assert_eq!(code, 0);
    let name = first["name"].as_str().unwrap();
    // As if they had been made long ago; and what somebody else put there.
    let (start, end) = (&name[..16], ".tar");
    let made = |stamp: &str| shelf.join(format!("{start}{stamp}{end}"));
    for stamp in [
        "20240110T0900",
        "20240111T0900",
        "20240212T0900",
        "20240213T0900",
    ] {
        std::fs::write(made(stamp), "old").unwrap();
    }
    let strange = ["notes.txt", "huiyin-00000000-20240110T0900.tar"];
    for name in strange {
        std::fs::write(shelf.join(name), "mine").unwrap();
    }
    std::fs::remove_file(shelf.join(name)).unwrap();
    let (code, second) = district.json(&["backup", "now"]);
    assert_eq!(code, 0);
    let removed = second["removed"].as_array().unwrap();
    assert_eq!(removed.len(), 3, "{removed:?}");
    let left = names_in(&shelf);
    for name in strange {
        assert!(left.iter().any(|it| it == name), "{left:?}");
    }
    assert!(left.contains(&second["name"].as_str().unwrap().to_owned()));
    assert!(made("20240213T0900").exists(), "{left:?}");
}

#[test]
fn a_shelf_that_cannot_be_written_is_told_and_nothing_is_pruned() {
    let district = District::demo();
    let shelf = district.beside("shelf");
    std::fs::write(&shelf, "a file where a folder should be").unwrap();
    configure(
        &district,
        &format!("[backup]\nfolder = \"{}\"\n", shelf.display()),
    );
    let output = district.run(&["backup", "now"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("shelf"), "{}", stderr(&output));
    let server = Server::start(&district);
    wait_until("the failure", || {
        let (_, report) = district.json(&["doctor"]);
        let checks = report["checks"].as_array().unwrap();
        checks.iter().any(|it| {
            it["name"] == "jobs" && it["found"]["en"].as_str().unwrap().contains("app.backup")
        })
    });
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn without_places_it_says_what_to_set() {
    let district = District::demo();
    let output = district.run(&["backup", "now"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("s3_bucket"));
    let output = district.run(&["backup", "drill"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("backup now"),
        "{}",
        stderr(&output)
    );
}

mod object_store {
    use std::net::SocketAddr;
    use std::process::{Child, Command, Stdio};

    use super::*;
    use crate::server::{free_address, get};

    /// An S3 server that others wrote, gone with its guard.
    struct Moto(Child, SocketAddr);

    impl Moto {
        fn start() -> Self {
            let address = free_address();
            let child = Command::new("moto_server")
                .args(["-H", "127.0.0.1", "-p", &address.port().to_string()])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let moto = Self(child, address);
            wait_until("the S3 server", || get(address, "/moto-api/").is_ok());
            moto
        }

        /// Moto trusts everybody, so a bucket is one request away.
        fn make_bucket(&self, name: &str) {
            use std::io::{Read as _, Write as _};
            let mut stream = std::net::TcpStream::connect(self.1).unwrap();
            let signed = "AWS4-HMAC-SHA256 Credential=k/20261126/us-east-1/s3/aws4_request, \
                SignedHeaders=host, Signature=0";
            write!(
                stream,
                "PUT /{name} HTTP/1.1\r\nHost: s3.amazonaws.com\r\nAuthorization: {signed}\r\n\
                 Content-Length: 0\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
    }

    impl Drop for Moto {
        fn drop(&mut self) {
            drop(self.0.kill());
            drop(self.0.wait());
        }
    }

    #[test]
    #[ignore = "needs moto_server"]
    fn a_backup_goes_to_a_bucket_comes_back_whole_and_is_tidied() {
        let moto = Moto::start();
        moto.make_bucket("district");
        let district = District::demo();
        let secret = district.beside("secret");
        std::fs::write(&secret, "not-checked-by-moto\n").unwrap();
        configure(
            &district,
            &format!(
                "[backup]\ns3_bucket = \"district\"\ns3_prefix = \"jiangbei/daily\"\n\
                 s3_endpoint = \"http://{}\"\ns3_access_key = \"k\"\n\
                 s3_secret_key_file = \"{}\"\nkeep_daily = 1\nkeep_weekly = 0\nkeep_monthly = 0\n",
                moto.1,
                secret.display()
            ),
        );
        let (code, made) = district.json(&["backup", "now"]);
        assert_eq!(code, 0, "{made}");
        let (_, listed) = district.json(&["backup", "list"]);
        let backups = &listed["places"][0]["backups"];
        assert_eq!(backups[0]["name"], made["name"]);
        assert_eq!(backups[0]["bytes"], made["bytes"]);
        let (code, proof) = district.json(&["backup", "drill", "latest"]);
        assert_eq!(
            (code, &proof["is_sound"]),
            (0, &Value::from(true)),
            "{proof}"
        );
        let (_, report) = district.json(&["doctor"]);
        let checks = report["checks"].as_array().unwrap();
        let offsite = checks
            .iter()
            .find(|it| it["name"] == "backup_offsite")
            .unwrap();
        assert_eq!(
            offsite["level"], "bad",
            "clear http and not locked: {report}"
        );
    }

    #[test]
    #[ignore = "needs moto_server"]
    fn a_bucket_that_is_not_there_is_told_and_the_folder_gets_its_backup_all_the_same() {
        let moto = Moto::start();
        let district = District::demo();
        let shelf = district.beside("shelf");
        configure(
            &district,
            &format!(
                "[backup]\nfolder = \"{}\"\ns3_bucket = \"nowhere\"\ns3_endpoint = \"http://{}\"\n\
                 s3_access_key = \"k\"\ns3_secret_key = \"s\"\n",
                shelf.display(),
                moto.1
            ),
        );
        let output = district.run(&["backup", "now"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("nowhere"), "{}", stderr(&output));
        assert_eq!(names_in(&shelf).len(), 1);
    }
}
