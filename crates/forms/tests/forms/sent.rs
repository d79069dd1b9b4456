//! What ODK Collect sends back, and what others send in its name.

use huiyin_forms::household_visit;
use huiyin_forms::xform::{SENT_BYTES_MAX, SentError, read};
use proptest::prelude::*;
use serde_json::json;

use super::good;

fn sent(inside: &str) -> String {
    format!(
        "<data id=\"f\" version=\"1\">{inside}<meta><instanceID>uuid:1</instanceID></meta></data>"
    )
}

#[test]
fn every_kind_is_read_as_the_notebook_writes_it() {
    let form = good(include_str!("everything.csv"));
    let kinds: Vec<String> = form
        .questions()
        .iter()
        .map(|it| format!("{} {}", it.question.name, it.question.kind.word()))
        .collect();
    let name = |word: &str| {
        let found = kinds.iter().find(|it| it.ends_with(&format!(" {word}")));
        found.unwrap().split(' ').next().unwrap().to_owned()
    };
    let node = |word: &str, text: &str| {
        let name = name(word);
        let placed = form.question(&name).unwrap();
        let groups: Vec<&str> = placed.groups.iter().map(|it| it.name.as_str()).collect();
        let open: String = groups.iter().map(|it| format!("<{it}>")).collect();
        let close: String = groups.iter().rev().map(|it| format!("</{it}>")).collect();
        format!("{open}<{name}>{text}</{name}>{close}")
    };
    let cases = [
        ("time", "10:30:00.000+08:00", json!("10:30")),
        ("date", "2026-11-28", json!("2026-11-28")),
        ("integer", "12", json!("12")),
        ("select_multiple", "a b", json!(["a", "b"])),
        (
            "select_multiple",
            "prefer_not_to_say",
            json!({"declined": true}),
        ),
        ("select_one", "prefer_not_to_say", json!({"declined": true})),
        (
            "geopoint",
            "29.5800001 -106.55 240.0 5.0",
            json!({"lat": 295_800_001, "lon": -1_065_500_000}),
        ),
        ("geopoint", "1e9 x", json!("1e9 x")),
    ];
    for (word, text, expected) in cases {
        let read = read(sent(&node(word, text)).as_bytes()).unwrap();
        let answers = read.answers(&form);
        let name = name(word);
        let found = answers.around.get(&name).or(answers.matter.get(&name));
        assert_eq!(found, Some(&expected), "{word} {text}");
    }
}

#[test]
fn a_name_that_the_form_does_not_have_comes_along_for_the_check() {
    let form = household_visit().unwrap();
    let xml = sent(
        "<spy>x</spy><has_matter>no</has_matter><elsewhere><has_matter>yes</has_matter></elsewhere>",
    );
    let answers = read(xml.as_bytes()).unwrap().answers(&form);
    assert_eq!(answers.around["spy"], json!("x"));
    assert!(answers.matter.is_empty());
}

#[test]
fn hostile_xml_is_refused_by_name() {
    let many = "<a/>".repeat(2_000);
    let deep = format!("{}{}", "<a>".repeat(50), "</a>".repeat(50));
    let huge = "x".repeat(SENT_BYTES_MAX);
    for (xml, expected) in [
        (
            format!("<!DOCTYPE d [<!ENTITY a \"b\">]>{}", sent("<q>&a;</q>")),
            SentError::Forbidden,
        ),
        (
            format!("<!DOCTYPE d SYSTEM \"file:///etc/passwd\">{}", sent("")),
            SentError::Forbidden,
        ),
        (sent("<q>&nbsp;</q>"), SentError::Forbidden),
        (sent("<?x y?>"), SentError::Forbidden),
        (sent(&many), SentError::TooMany),
        (sent(&deep), SentError::TooMany),
        (sent(&huge), SentError::TooLarge),
        (sent("<q></p>"), SentError::Malformed),
        (format!("{}<more/>", sent("")), SentError::Malformed),
        (String::new(), SentError::Malformed),
        ("<data/>".to_owned(), SentError::NoName),
        (sent("").replace("id=\"f\"", "id=\"\""), SentError::NoName),
    ] {
        let shown: String = xml.chars().take(80).collect();
        assert_eq!(read(xml.as_bytes()), Err(expected), "{shown}");
    }
    assert_eq!(read(&[0xff, 0xfe]), Err(SentError::NotUtf8));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_tags_are_read_or_refused(parts in proptest::collection::vec("[<>/&;a-c\"= !\\[\\]-]{0,12}", 0..20)) {
        let form = household_visit().unwrap();
        if let Ok(sent) = read(sent(&parts.concat()).as_bytes()) {
            let _ = sent.answers(&form);
        }
    }
}
