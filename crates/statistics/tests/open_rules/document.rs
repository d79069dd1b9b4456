//! The page of the states says what the table says.

use huiyin_statistics::rules::open::document;

#[test]
fn the_page_of_open_data_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states");
    let path = path.join("open-data.md");
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    assert_eq!(page, document(), "run this test with HUIYIN_BLESS=1");
}
