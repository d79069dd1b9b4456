//! The pages of the states say what the tables say.

use huiyin_compounds::rules;

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
fn the_page_of_the_table_is_up_to_date() {
    held("tripartite.md", &rules::table::document());
}

#[test]
fn the_page_of_mediation_is_up_to_date() {
    held("mediation.md", &rules::mediation::document());
}

#[test]
fn the_page_of_elections_is_up_to_date() {
    held("election.md", &rules::elections::document());
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    held("house_rule.md", &rules::house_rules::document());
}
