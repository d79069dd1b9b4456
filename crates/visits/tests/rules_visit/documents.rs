//! The pages of the states say what the tables say.

use huiyin_visits::rules::diagram;

fn held(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states");
    let path = path.join(name);
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    assert_eq!(page, text, "run this test with HUIYIN_BLESS=1");
}

#[test]
fn the_page_of_a_visit_is_up_to_date() {
    held("visit.md", &diagram::visit_document());
}

#[test]
fn the_page_of_a_round_is_up_to_date() {
    held("visit_round.md", &diagram::round_document());
}
