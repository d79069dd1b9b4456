//! The forms that we write, before the validator of the people whose format it is.

use std::process::Command;

use huiyin_forms::household_visit;
use huiyin_forms::xform::{self, Extras};

use super::good;

const EVERYTHING: &str = include_str!("everything.csv");

fn every_kind() -> String {
    xform::write(&good(EVERYTHING), Extras::default()).unwrap()
}

fn paths_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("/data/").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest
            .find(|sign: char| !(sign.is_ascii_alphanumeric() || "/_:".contains(sign)))
            .unwrap_or(rest.len());
        let path = &rest[..end];
        ["label", "hint", "constraint"]
            .iter()
            .find_map(|tail| path.strip_suffix(tail)?.strip_suffix(':'))
            .unwrap_or(path)
    })
}

#[test]
fn a_form_holds_every_node_and_text_that_it_refers_to() {
    let text = every_kind().replace("&apos;", "'");
    for part in text.split("jr:itext('").skip(1) {
        let id = part.split('\'').next().unwrap();
        assert!(text.contains(&format!("<text id=\"{id}\">")), "{id}");
    }
    // The validator passes over a condition about a node that is not there.
    let nodes: Vec<&str> = text
        .split("nodeset=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    for path in paths_in(&text) {
        assert!(
            nodes.contains(&path) || text.contains(&format!("<group ref=\"{path}\">")),
            "{path}"
        );
    }
    assert!(text.contains("<i_declined/>") && !text.contains("<o_declined/>"));
    assert!(
        text.contains("required=\"not(selected(/data/i_declined, 'prefer_not_to_say'))\""),
        "{text}"
    );
}

#[test]
fn stops_of_the_day_come_first_and_are_told_apart_from_markup() {
    let stops = [("s1".to_owned(), "1栋<2>&“3”".to_owned())];
    let text = xform::write(&household_visit().unwrap(), Extras { stops: &stops }).unwrap();
    assert!(
        text.contains("<label>1栋&lt;2&gt;&amp;“3”</label><value>s1</value>"),
        "{text}"
    );
    // Where nobody was spoken to nothing of the form is asked.
    let text = text.replace("&apos;", "'");
    let own = "(/data/_outcome = 'visited') and (/data/has_matter = 'yes')";
    assert!(
        text.contains(&format!("nodeset=\"/data/matter\" relevant=\"{own}\"")),
        "{text}"
    );
    let other = [("s2".to_owned(), "2栋".to_owned())];
    let version = |stops| xform::version(&household_visit().unwrap(), Extras { stops }).unwrap();
    assert_ne!(version(&stops), version(&other));
    for stops in [&stops, &other] {
        assert!(xform::is_version_of(
            &household_visit().unwrap(),
            &version(stops)
        ));
    }
    assert!(!xform::is_version_of(&household_visit().unwrap(), ""));
}

mod odk_validator {
    use super::*;

    /// `HUIYIN_TEST_ODK_VALIDATE` names the file that the run found in Python's pyxform.
    fn judged(name: &str, text: &str) -> (bool, String) {
        let jar = std::env::var("HUIYIN_TEST_ODK_VALIDATE").unwrap();
        let file = std::env::temp_dir().join(format!("huiyin-{name}-{}.xml", std::process::id()));
        std::fs::write(&file, text).unwrap();
        let output = Command::new("java")
            .args(["-Djava.awt.headless=true", "-jar", &jar])
            .arg(&file)
            .output()
            .unwrap();
        std::fs::remove_file(&file).unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (output.status.success(), said)
    }

    fn passes(name: &str, text: &str) {
        let (valid, said) = judged(name, text);
        assert!(valid, "{said}\n{text}");
        assert!(!said.to_lowercase().contains("warning"), "{said}");
    }

    #[test]
    #[ignore = "needs Java and Python's pyxform"]
    fn the_shipped_form_passes() {
        let form = household_visit().unwrap();
        passes("shipped", &xform::write(&form, Extras::default()).unwrap());
        let stops = [
            ("s1".to_owned(), "1栋 2单元 301".to_owned()),
            ("s2".to_owned(), "a & b".to_owned()),
        ];
        passes(
            "stops",
            &xform::write(&form, Extras { stops: &stops }).unwrap(),
        );
    }

    #[test]
    #[ignore = "needs Java and Python's pyxform"]
    fn every_kind_and_condition_passes() {
        passes("everything", &every_kind());
    }

    #[test]
    #[ignore = "needs Java and Python's pyxform"]
    fn a_broken_form_does_not() {
        let broken = every_kind().replace("<input ref=\"/data/i\"", "<input ref=\"/data/nowhere\"");
        assert_ne!(broken, every_kind());
        let (valid, said) = judged("broken", &broken);
        assert!(!valid && said.contains("nowhere"), "{said}");
    }
}
