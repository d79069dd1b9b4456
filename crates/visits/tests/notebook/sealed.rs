use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Instant};
use huiyin_visits::notebook::{SealedRow, for_review, open_for_review};
use serde_json::{Value, json};

use crate::house::{ANN, House, MIGRATIONS, STRANGER};
use crate::photos::{hash, picture};
use crate::sealing::envelope;

async fn district(house: &House) -> String {
    let (_, route) = house.phone(ANN).await.get("/api/v1/notebook/route").await;
    route["district_key"].as_str().unwrap().to_owned()
}

fn item(
    id: &Value,
    kind: &str,
    of: (&Value, &Value),
    note: &Value,
    bytes: Option<&Value>,
) -> Value {
    json!({
        "id": id, "kind": kind, "draft": false, "visit": of.0, "submission": of.1,
        "changed_at": 1_795_000_000_000_000_i64, "note": note, "bytes": bytes,
    })
}

async fn waiting(house: &House) -> Vec<SealedRow> {
    let mut tx = house.notebook.site.db.read().await.unwrap();
    let start = (Instant::from_micros(0), Id::derived("", ""));
    for_review(&mut tx, start, 100).await.unwrap()
}

on_both_databases! {
    MIGRATIONS;

    async fn what_a_wiped_phone_held_is_taken_from_whoever_brings_it(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let (ann, other) = (house.phone(ANN).await, house.phone(STRANGER).await);
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let id = visit["id"].as_str().unwrap();
        let sealed = envelope(&key, id, visit.to_string().as_bytes());
        let item = item(&visit["id"], "visit", (&visit["visit"], &visit["id"]), &sealed, None);
        assert_eq!(other.send("sealed", &item).await, (StatusCode::OK, json!({"state": "taken"})));
        assert_eq!(other.send("sealed", &item).await.1, json!({"state": "known"}));
        // The phone had sent it itself before the wipe, and heard no answer.
        assert_eq!(ann.send("submissions", &visit).await.1, json!({"state": "known"}));
        let taken = house.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!((taken[0].channel, taken[0].submission.author), ("sealed", ann.account));
        assert_eq!(taken[0].delivered_by, other.account);
        assert_eq!(waiting(&house).await, []);
    }

    async fn a_sealed_photo_waits_for_the_submission_that_names_it(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let ann = house.phone(ANN).await;
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let bytes = picture(60);
        let photo = json!(house.new_id());
        let note = json!({
            "id": photo, "visit": visit["visit"], "submission": visit["id"], "question": "matter_photo",
            "bytes": bytes.len(), "digest": hash(&bytes), "taken_at": 1, "indoors": false, "consent": true,
        });
        let bound = photo.as_str().unwrap();
        let of = (&visit["visit"], &visit["id"]);
        let parts = (envelope(&key, bound, note.to_string().as_bytes()), envelope(&key, bound, &bytes));
        let sealed_photo = item(&photo, "photo", of, &parts.0, Some(&parts.1));
        assert_eq!(ann.send("sealed", &sealed_photo).await.1, json!({"state": "waits"}));
        assert_eq!(house.photos().len(), 0);
        let sealed = envelope(&key, visit["id"].as_str().unwrap(), visit.to_string().as_bytes());
        ann.send("sealed", &item(&visit["id"], "visit", of, &sealed, None)).await;
        assert_eq!(house.photos().len(), 1);
        assert_eq!(waiting(&house).await, []);
    }

    async fn what_is_unfinished_or_does_not_open_waits_and_is_not_lost(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let ann = house.phone(ANN).await;
        let visit = ann.visit(house.new_id(), house.door(0), "写了一半");
        let id = visit["id"].as_str().unwrap();
        let of = (&visit["visit"], &visit["id"]);
        let mut draft = item(&visit["id"], "visit", of, &envelope(&key, id, visit.to_string().as_bytes()), None);
        draft["draft"] = json!(true);
        assert_eq!(ann.send("sealed", &draft).await.1, json!({"state": "waits"}));
        // Sealed to another key, and sealed words that are no submission.
        let strange = json!(house.new_id());
        let mut closed = envelope(&key, strange.as_str().unwrap(), b"{}");
        closed["key_id"] = json!("0");
        ann.send("sealed", &item(&strange, "visit", of, &closed, None)).await;
        let nonsense = json!(house.new_id());
        let words = envelope(&key, nonsense.as_str().unwrap(), b"{\"a\":1}");
        ann.send("sealed", &item(&nonsense, "visit", of, &words, None)).await;
        let rows = waiting(&house).await;
        let mut why: Vec<&str> = rows.iter().map(|row| row.why.as_str()).collect();
        why.sort_unstable();
        assert_eq!(why, ["draft", "unopened", "unreadable"]);
        assert_eq!(house.taken().len(), 0);
        let mut tx = db.read().await.unwrap();
        let first = visit["id"].as_str().unwrap().parse().unwrap();
        let text = open_for_review(&house.notebook, &mut tx, first).await.unwrap().unwrap();
        assert!(text.contains("写了一半"), "{text}");
    }

    async fn a_sealed_word_about_a_strange_door_waits_too(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let ann = house.phone(ANN).await;
        let visit = ann.visit(house.new_id(), house.new_id(), "楼道灯不亮");
        let sealed = envelope(&key, visit["id"].as_str().unwrap(), visit.to_string().as_bytes());
        let item = item(&visit["id"], "visit", (&visit["visit"], &visit["id"]), &sealed, None);
        assert_eq!(ann.send("sealed", &item).await.1, json!({"state": "waits"}));
        assert_eq!(waiting(&house).await[0].why, "stranger");
    }
}
