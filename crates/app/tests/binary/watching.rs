//! Metrics and traces of the running program, and that neither says anything of people.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

use huiyin_app::watch::{CATALOGUE, Kind};
use huiyin_registry::demo;
use serde_json::Value;

use crate::district::{District, command};
use crate::server::{Server, free_address, get};

/// An address with secrets in it, as a resident's browser would ask for it.
const SECRET: &str = "SECRETCODE";

fn answered(body: &str) -> &str {
    body.split_once("\r\n\r\n").unwrap().1
}

/// Name, labels and number of a line.
fn parsed(line: &str) -> (String, Vec<(String, String)>, String) {
    let (series, number) = line.rsplit_once(' ').unwrap();
    let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
    let labels = labels.strip_suffix('}').unwrap();
    let pairs = labels.split("\",").filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (key, value) = pair.split_once("=\"").unwrap();
        (key.to_owned(), value.trim_end_matches('"').to_owned())
    });
    (name.to_owned(), pairs.collect(), number.to_owned())
}

/// The figure that a line belongs to; its name and labels must be those of the catalogue.
fn checked(line: &str) -> &'static str {
    let (name, labels, number) = parsed(line);
    let belongs = |kind: Kind, end: &str| {
        let ends = ["_bucket", "_sum", "_count"];
        end.is_empty() || (kind == Kind::Histogram && ends.contains(&end))
    };
    let metric = CATALOGUE
        .iter()
        .find(|metric| {
            let end = name.strip_prefix(metric.name);
            end.is_some_and(|end| belongs(metric.kind, end))
        })
        .unwrap_or_else(|| panic!("{line} is not in the catalogue"));
    let known: Vec<&str> = metric.labels.iter().map(|label| label.name()).collect();
    for (key, _) in &labels {
        assert!(key == "le" || known.contains(&key.as_str()), "{line}");
    }
    assert!(number.parse::<f64>().is_ok(), "{line}");
    metric.name
}

#[test]
fn every_line_of_the_metrics_is_in_the_catalogue_and_none_is_about_a_person() {
    let district = District::demo();
    let metrics = free_address();
    let server = Server::start_with(
        &district,
        &[("HUIYIN_METRICS_LISTEN", &metrics.to_string())],
    );
    for path in [
        "/",
        "/board",
        &format!("/echo/{SECRET}?name=Zhang"),
        "/desk",
    ] {
        server.get(path).unwrap();
    }
    let text = get(metrics, "/metrics").unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert!(text.contains("text/plain; version=0.0.4"), "{text}");
    let lines: Vec<&str> = answered(&text)
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains(' '))
        .collect();
    let seen: BTreeSet<&str> = lines.iter().map(|line| checked(line)).collect();
    for metric in CATALOGUE {
        assert!(
            text.contains(&format!("# TYPE {} ", metric.name)),
            "{} is missing",
            metric.name
        );
    }
    assert!(seen.contains("huiyin_queue_tasks") && seen.contains("process_resident_memory_bytes"));
    assert!(text.contains(r#"route="/echo/{code}""#), "{text}");
    for secret in [SECRET, "Zhang", "望江"] {
        assert!(!text.contains(secret), "{secret} is in the metrics");
    }
    for account in demo::ACCOUNTS {
        let quoted = format!("\"{}\"", account.login);
        assert!(
            !text.contains(&quoted),
            "{} is in the metrics",
            account.login
        );
    }
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn the_metrics_are_never_where_residents_are() {
    let district = District::demo();
    let server = Server::start(&district);
    let answer = server.get("/metrics").unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(!answer.contains("huiyin_http_requests_total"));
    assert_eq!(server.stop().0, Some(0));
}

/// Takes what is posted to it and answers as a collector does.
fn collector() -> (SocketAddr, mpsc::Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if sender.send(one_post(stream)).is_err() {
                return;
            }
        }
    });
    (address, receiver)
}

fn one_post(mut stream: TcpStream) -> Value {
    let (mut bytes, mut chunk) = (Vec::new(), [0u8; 4096]);
    loop {
        let count = stream.read(&mut chunk).unwrap();
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        assert!(head.starts_with("post /v1/traces "), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
        let length = head
            .lines()
            .find_map(|it| it.strip_prefix("content-length: "));
        if body.len() >= length.unwrap().trim().parse::<usize>().unwrap() {
            let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
            stream.write_all(answer.as_bytes()).unwrap();
            return serde_json::from_str(body).unwrap();
        }
    }
}

/// Takes the names out of one delivery, and holds its attributes against those that are allowed.
fn note_spans(post: &Value, names: &mut BTreeSet<String>, all: &mut String) {
    let resource = &post["resourceSpans"][0];
    assert_eq!(
        resource["resource"]["attributes"][0]["value"]["stringValue"],
        "huiyin"
    );
    for span in resource["scopeSpans"][0]["spans"].as_array().unwrap() {
        names.insert(span["name"].as_str().unwrap().to_owned());
        for attribute in span["attributes"].as_array().unwrap() {
            let key = attribute["key"].as_str().unwrap();
            let known = [
                "http.request.method",
                "http.route",
                "http.response.status_code",
                "huiyin.job",
            ];
            assert!(known.contains(&key), "{key}");
        }
    }
    all.push_str(&post.to_string());
}

#[test]
fn traces_reach_the_collector_with_routes_and_nothing_of_who_asked() {
    let district = District::demo();
    let (address, posts) = collector();
    let endpoint = format!("http://{address}");
    let server = Server::start_with(&district, &[("HUIYIN_OTLP_ENDPOINT", &endpoint)]);
    server.get(&format!("/echo/{SECRET}?name=Zhang")).unwrap();
    let mut all = String::new();
    let mut names = BTreeSet::new();
    // The first job begins whenever its turn comes.
    while !names.iter().any(|name: &String| name.starts_with("job ")) {
        let post = posts.recv_timeout(Duration::from_mins(1));
        note_spans(
            &post.expect("a trace within a minute"),
            &mut names,
            &mut all,
        );
    }
    // Stopping sends what is left.
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    while let Ok(post) = posts.recv_timeout(Duration::from_millis(500)) {
        note_spans(&post, &mut names, &mut all);
    }
    assert!(names.contains("GET /echo/{code}"), "{names:?}");
    for secret in [SECRET, "Zhang", "127.0.0.1"] {
        assert!(!all.contains(secret), "{secret} is in the traces");
    }
}

#[test]
fn without_a_collector_the_program_serves_and_stops_all_the_same() {
    let district = District::demo();
    let nobody = format!("http://{}", free_address());
    let server = Server::start_with(&district, &[("HUIYIN_OTLP_ENDPOINT", &nobody)]);
    assert!(server.get("/").unwrap().starts_with("HTTP/1.1 200"));
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn from_the_order_to_stop_on_it_is_not_ready_and_still_answers() {
    let district = District::demo();
    let server = Server::start_with(&district, &[("HUIYIN_DRAIN_SECONDS", "3")]);
    assert!(server.get("/readyz").unwrap().starts_with("HTTP/1.1 200"));
    server.signal("TERM");
    crate::server::wait_until("the word that it stops", || {
        server
            .get("/readyz")
            .is_ok_and(|it| it.starts_with("HTTP/1.1 503"))
    });
    assert!(server.get("/").unwrap().starts_with("HTTP/1.1 200"));
    assert!(server.get("/healthz").unwrap().starts_with("HTTP/1.1 200"));
    let (code, said) = server.wait();
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_wrong_setting_is_named_with_its_table() {
    let district = District::demo();
    let toml = district.data().join("huiyin.toml");
    for (text, named) in [
        ("[backup]\nfoldr = \"/b\"\n", "`backup.foldr`"),
        ("[backups]\n", "`backups`"),
        ("[backup]\nevery_hours = 5000\n", "backup.every_hours"),
        ("[backup]\nrecipient = \"age1nonsense\"\n", "age1nonsense"),
        ("[backup]\ns3_bucket = \"b\"\n", "backup.s3_access_key"),
        ("otlp_endpoint = \"collector:4318\"\n", "otlp_endpoint"),
        ("metrics_listen = \"9300\"\n", "9300"),
        ("drain_seconds = 9999\n", "drain_seconds"),
    ] {
        std::fs::write(&toml, text).unwrap();
        let output = district.run(&["doctor"]);
        let said = crate::district::stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(said.contains(named), "{text}: {said}");
    }
    std::fs::write(&toml, "[backup]\ns3_secret_key = \"TOPSECRET\"\n").unwrap();
    let output = district.run(&["doctor"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("TOPSECRET"));
    // A file that was named must be there.
    let output = command()
        .env("HUIYIN_CONFIG", district.beside("no.toml"))
        .args(["doctor", "--data"])
        .arg(district.data())
        .output()
        .unwrap();
    assert!(crate::district::stderr(&output).contains("no.toml"));
}
