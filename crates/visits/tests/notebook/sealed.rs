use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Instant};
use huiyin_visits::notebook::{SealedRow, for_review, open_for_review, take_for_review};
use serde_json::{Value, json};

use crate::house::{ANN, BEN, House, MIGRATIONS, STRANGER};
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

fn sealed_visit(key: &str, visit: &Value) -> Value {
    let id = visit["id"].as_str().unwrap();
    let note = envelope(key, id, visit.to_string().as_bytes());
    item(
        &visit["id"],
        "visit",
        (&visit["visit"], &visit["id"]),
        &note,
        None,
    )
}

fn sealed_photo(house: &House, key: &str, visit: &Value, side: u32) -> Value {
    let bytes = picture(side);
    let photo = json!(house.new_id());
    let note = json!({
        "id": photo, "visit": visit["visit"], "submission": visit["id"], "question": "matter_photo",
        "bytes": bytes.len(), "digest": hash(&bytes), "taken_at": 1, "indoors": false, "consent": true,
    });
    let bound = photo.as_str().unwrap();
    let (note, bytes) = (
        envelope(key, bound, note.to_string().as_bytes()),
        envelope(key, bound, &bytes),
    );
    let of = (&visit["visit"], &visit["id"]);
    item(&photo, "photo", of, &note, Some(&bytes))
}

async fn waiting(house: &House) -> Vec<SealedRow> {
    let mut tx = house.notebook.site.db.read().await.unwrap();
    let start = (Instant::from_micros(0), Id::derived("", ""));
    for_review(&mut tx, start, 100).await.unwrap()
}

on_both_databases! {
    MIGRATIONS;

    async fn what_a_wiped_phone_held_is_taken_from_its_own_visitor(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let ann = house.phone(ANN).await;
        // With a blank at its end, which both ways take off.
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮 ");
        let item = sealed_visit(&key, &visit);
        assert_eq!(ann.send("sealed", &item).await, (StatusCode::OK, json!({"state": "taken"})));
        assert_eq!(ann.send("sealed", &item).await.1, json!({"state": "known"}));
        // The phone had sent it itself before the wipe, and heard no answer.
        assert_eq!(ann.send("submissions", &visit).await.1, json!({"state": "known"}));
        let taken = house.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!((taken[0].channel, taken[0].submission.author), ("sealed", ann.account));
        assert_eq!((taken[0].delivered_by, taken[0].taken_by), (ann.account, None));
        assert_eq!(waiting(&house).await, []);
    }

    // Anybody can seal with any name inside, so nobody writes in the name of another unseen.
    async fn what_another_brings_waits_until_somebody_has_looked(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let (ann, other) = (house.phone(ANN).await, house.phone(STRANGER).await);
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let item = sealed_visit(&key, &visit);
        assert_eq!(other.send("sealed", &item).await, (StatusCode::OK, json!({"state": "waits"})));
        assert_eq!(other.send("sealed", &item).await.1, json!({"state": "known"}));
        assert_eq!(house.taken().len(), 0);
        let rows = waiting(&house).await;
        assert_eq!((rows.len(), rows[0].why.as_str()), (1, "foreign"));
        let by = house.phone(BEN).await.account;
        take_for_review(&house.notebook, rows[0].id, by).await.unwrap();
        assert!(take_for_review(&house.notebook, rows[0].id, by).await.is_err(), "it waits no more");
        let taken = house.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].submission.author, ann.account);
        assert_eq!((taken[0].delivered_by, taken[0].taken_by), (other.account, Some(by)));
        assert_eq!(waiting(&house).await, []);
    }

    async fn what_its_own_phone_had_sent_before_needs_no_look(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        ann.send("submissions", &visit).await;
        assert_eq!(ben.send("sealed", &sealed_visit(&key, &visit)).await.1, json!({"state": "taken"}));
        assert_eq!(house.taken().len(), 1);
        assert_eq!(waiting(&house).await, []);
    }

    // Neither a name that has nothing to do with the door nor another door beside it gets by.
    async fn what_another_brings_must_fit_before_it_can_be_taken(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let (ann, stranger) = (house.phone(ANN).await, house.phone(STRANGER).await);
        let theirs = stranger.visit(house.new_id(), house.door(0), "楼道灯不亮");
        ann.send("sealed", &sealed_visit(&key, &theirs)).await;
        let hers = ann.visit(house.new_id(), house.door(0), "电梯停了");
        let mut moved = sealed_visit(&key, &hers);
        moved["visit"] = json!(house.door(1));
        stranger.send("sealed", &moved).await;
        let rows = waiting(&house).await;
        let mut why: Vec<&str> = rows.iter().map(|row| row.why.as_str()).collect();
        why.sort_unstable();
        assert_eq!(why, ["mismatch", "stranger"]);
        for row in &rows {
            assert!(take_for_review(&house.notebook, row.id, ann.account).await.is_err());
        }
        assert_eq!(house.taken().len(), 0);
    }

    async fn photos_that_another_brings_go_with_their_words_and_wait_without(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let (ann, ben, other) = (house.phone(ANN).await, house.phone(BEN).await, house.phone(STRANGER).await);
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let (with, later) = (sealed_photo(&house, &key, &visit, 60), sealed_photo(&house, &key, &visit, 80));
        other.send("sealed", &with).await;
        // The same phone's, brought by a third.
        ben.send("sealed", &later).await;
        other.send("sealed", &sealed_visit(&key, &visit)).await;
        assert_eq!(house.photos().len(), 0);
        let words: Id = visit["id"].as_str().unwrap().parse().unwrap();
        take_for_review(&house.notebook, words, ben.account).await.unwrap();
        let handover = house.photos()[0].handover.unwrap();
        assert_eq!((handover.author, handover.delivered_by), (ann.account, other.account));
        assert_eq!(handover.taken_by, Some(ben.account));
        let rows = waiting(&house).await;
        assert_eq!((rows.len(), rows[0].why.as_str()), (1, "foreign"));
        take_for_review(&house.notebook, rows[0].id, ben.account).await.unwrap();
        assert_eq!(house.photos().len(), 2);
        assert_eq!(waiting(&house).await, []);
    }

    async fn a_sealed_photo_waits_for_the_submission_that_names_it(db: Db) {
        let house = House::open(&db).await;
        let key = district(&house).await;
        let ann = house.phone(ANN).await;
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let of = (&visit["visit"], &visit["id"]);
        let sealed_photo = sealed_photo(&house, &key, &visit, 60);
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
