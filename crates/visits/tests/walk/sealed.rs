use axum::http::StatusCode;
use huiyin_db::{journal, on_both_databases};
use huiyin_visits::model::VisitStateName;
use serde_json::{Value, json};

use crate::house::{ANN, COORDINATOR, House, MIGRATIONS, Phone, STRANGER};
use crate::sealing::envelope;

async fn district(ann: &Phone<'_>) -> String {
    let (_, route) = ann.get("/api/v1/notebook/route").await;
    let route: Value = serde_json::from_str(&route).unwrap();
    route["district_key"].as_str().unwrap().to_owned()
}

async fn bring(phone: &Phone<'_>, key: &str, visit: &Value) -> Value {
    let id = visit["id"].as_str().unwrap();
    let item = json!({
        "id": id, "kind": "visit", "draft": false, "visit": visit["visit"], "submission": id,
        "changed_at": 1_795_000_000_000_000_i64,
        "note": envelope(key, id, visit.to_string().as_bytes()), "bytes": null,
    });
    let body = item.to_string().into_bytes();
    phone.post("sealed", "application/json", body).await.1
}

/// Who wrote the last row of a kind in the journal of a door, and what stands in it.
async fn past(house: &House, door: usize, kind: &str) -> (String, Value) {
    let mut tx = house.slice.site.db.read().await.unwrap();
    let rows = journal::of_subject(&mut tx, house.doors[door])
        .await
        .unwrap();
    let row = rows.into_iter().rfind(|row| row.kind == kind).unwrap();
    (row.actor, serde_json::from_str(&row.body).unwrap())
}

on_both_databases! {
    MIGRATIONS;

    // A visitor seals words in the name of another, about a door that is not theirs.
    async fn nobody_speaks_in_the_name_of_another_before_the_coordinator_looked(db: Db) {
        let house = House::open(&db).await;
        let (ann, other) = (house.phone(ANN).await, house.phone(STRANGER).await);
        let key = district(&ann).await;
        let mut visit = ann.visited(0, &json!({}), &[]);
        visit["outcome"] = json!("do_not_disturb");
        assert_eq!(bring(&other, &key, &visit).await, json!({"state": "waits"}));
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Planned);
        assert!(house.dwelling(0).await.dwelling.disturb.is_none());
        let desk = house.phone(COORDINATOR).await;
        let (_, list) = desk.get("/desk/visits/review").await;
        assert!(list.contains("交来的人不是写的人") && !list.contains('⟦'), "{list}");
        let here = format!("/desk/visits/review/sealed/{}", visit["id"].as_str().unwrap());
        let (status, page) = desk.get(&here).await;
        assert!(status == StatusCode::OK && page.contains("原样收下") && !page.contains('⟦'), "{page}");
        assert_eq!(other.form(&here, &[("act", "take")]).await.0, StatusCode::NOT_FOUND);
        let (status, place) = desk.form(&here, &[("act", "take")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::DoNotDisturb);
        let coordinator = format!("account:{}", desk.account);
        assert_eq!(past(&house, 0, "do_not_disturb").await.0, coordinator);
        let (actor, body) = past(&house, 0, "answered").await;
        assert_eq!(actor, coordinator);
        assert_eq!(body["author"], json!(ann.account));
        assert_eq!(body["delivered_by"], json!(other.account));
        let (_, page) = desk.get(&format!("/desk/visits/{}", house.doors[0])).await;
        assert!(!page.contains('⟦'), "{page}");
    }

    async fn ones_own_sealed_words_are_taken_and_say_who_brought_them(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let key = district(&ann).await;
        let visit = ann.visited(0, &json!({"has_matter": "no"}), &[]);
        assert_eq!(bring(&ann, &key, &visit).await, json!({"state": "taken"}));
        let (actor, body) = past(&house, 0, "answered").await;
        assert_eq!(actor, format!("account:{}", ann.account));
        assert_eq!(body["delivered_by"], json!(ann.account));
        assert!(body.get("author").is_none());
        // What came unsealed says nothing of it.
        ann.send(&ann.visited(1, &json!({"has_matter": "no"}), &[])).await;
        assert!(past(&house, 1, "answered").await.1.get("delivered_by").is_none());
    }
}
