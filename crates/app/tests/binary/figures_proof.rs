//! `huiyin statistics check` recomputes every figure from the journal and names what differs;
//! `rebuild` makes them anew.

use huiyin_db::{Query, args};
use serde_json::Value;

use crate::district::District;

async fn alter(district: &District, statements: &[&'static str]) {
    let db = district.db().await;
    for sql in statements {
        let mut tx = db.write().await.unwrap();
        let query = Query::same("test::ALTER", sql);
        assert!(tx.execute(query, args![]).await.unwrap() > 0, "{sql}");
        tx.commit().await.unwrap();
    }
    db.close().await;
}

fn checked(district: &District) -> (i32, Value) {
    district.json(&["statistics", "check"])
}

#[tokio::test]
async fn the_figures_of_the_demo_agree_with_its_journal_and_differences_are_named() {
    let district = District::demo();
    let (code, found) = checked(&district);
    assert_eq!(code, 0, "{found}");
    assert!(found["subjects"].as_u64().unwrap() > 50, "{found}");
    alter(
        &district,
        &["UPDATE fact SET n = 2 WHERE seq = (SELECT MAX(seq) FROM fact WHERE kind = 'matter.received')"],
    )
    .await;
    let (code, found) = checked(&district);
    assert_eq!(code, 1);
    let wrong = &found["facts"][0];
    assert_eq!(wrong["kind"], "matter.received");
    assert_eq!(wrong["missing"], -1);
    assert!(wrong["day"].as_str().unwrap().len() == 10 && wrong["place"].is_string());
    let told = String::from_utf8_lossy(&district.run(&["statistics", "check"]).stdout).into_owned();
    assert!(told.contains("matter.received"), "{told}");
    let (code, _) = district.json(&["statistics", "rebuild"]);
    assert_eq!(code, 0);
    assert_eq!(checked(&district).0, 0);
}

#[tokio::test]
async fn a_store_from_before_the_facts_gets_them_from_its_journal() {
    let district = District::demo();
    alter(&district, &["DELETE FROM fact_cell", "DELETE FROM fact"]).await;
    let (code, found) = checked(&district);
    assert_eq!(code, 1, "{found}");
    let (code, made) = district.json(&["statistics", "rebuild"]);
    assert_eq!(code, 0);
    assert!(made["rows_added"].as_u64().unwrap() > 100, "{made}");
    let (code, found) = checked(&district);
    assert_eq!(code, 0, "{found}");
}
