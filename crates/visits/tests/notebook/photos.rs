use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_visits::notebook::sweep;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::house::{ANN, BEN, House, MIGRATIONS, Phone, STRANGER};

pub fn picture(side: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let noise = image::RgbImage::from_fn(side, side, |x, y| {
        let value = x
            .wrapping_mul(2_654_435_761)
            .wrapping_add(y.wrapping_mul(40_503))
            >> 7;
        image::Rgb([
            value.to_le_bytes()[0],
            value.to_le_bytes()[1],
            value.to_le_bytes()[2],
        ])
    });
    noise
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
}

pub fn note(house: &House, id: Id, visit: Id, bytes: &[u8]) -> Value {
    json!({
        "id": id, "visit": visit, "submission": house.new_id(), "question": "matter_photo:1",
        "bytes": bytes.len(), "digest": hash(bytes), "taken_at": house.clock_micros(),
        "indoors": true, "consent": true,
    })
}

async fn piece(phone: &Phone<'_>, id: Id, offset: usize, bytes: &[u8]) -> (StatusCode, Value) {
    let path = format!("photos/{id}?offset={offset}&digest={}", hash(bytes));
    phone
        .post(&path, "application/octet-stream", bytes.to_vec())
        .await
}

on_both_databases! {
    MIGRATIONS;

    async fn a_photo_goes_on_where_the_line_broke(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let bytes = picture(400);
        let third = bytes.len() / 3;
        let id = house.new_id();
        let note = note(&house, id, house.door(0), &bytes);
        assert_eq!(ann.send("photos", &note).await, (StatusCode::OK, json!({"offset": 0})));
        assert_eq!(piece(&ann, id, 0, &bytes[..third]).await.1, json!({"offset": third}));
        // The answer was lost: the same piece again, and one too far ahead.
        assert_eq!(piece(&ann, id, 0, &bytes[..third]).await.1, json!({"offset": third}));
        assert_eq!(piece(&ann, id, 2 * third, &bytes[2 * third..]).await.1, json!({"offset": third}));
        assert_eq!(house.photos().len(), 0);
        // The phone was switched off and asks anew.
        assert_eq!(ann.send("photos", &note).await.1, json!({"offset": third}));
        assert_eq!(piece(&ann, id, third, &bytes[third..2 * third]).await.1, json!({"offset": 2 * third}));
        assert_eq!(piece(&ann, id, 2 * third, &bytes[2 * third..]).await.1, json!({"offset": bytes.len()}));
        for _ in 0..2 {
            assert_eq!(ann.send("photos", &note).await.1, json!({"offset": bytes.len()}));
            piece(&ann, id, 2 * third, &bytes[2 * third..]).await;
        }
        let photos = house.photos();
        assert_eq!(photos.len(), 1);
        assert_eq!((photos[0].id, photos[0].indoors), (id, true));
        let mut tx = db.read().await.unwrap();
        let kept = house.notebook.site.blobs.read(&mut tx, &photos[0].blob).await.unwrap().unwrap();
        assert!(kept.starts_with(&[0xFF, 0xD8]));
    }

    // V6: without the resident's yes there is no photo.
    async fn a_photo_without_consent_is_not_taken(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut note = note(&house, house.new_id(), house.door(0), &picture(20));
        note["consent"] = json!(false);
        assert_eq!(ann.send("photos", &note).await.0, StatusCode::BAD_REQUEST);
    }

    async fn a_photo_belongs_to_a_submission_of_the_same_team_at_the_same_door(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        let earlier = house.phone(STRANGER).await;
        house.remembered.before.lock().unwrap().push(earlier.account);
        let submission = house.new_id();
        let visit = ann.visit(submission, house.door(0), "楼道灯不亮");
        assert_eq!(ann.send("submissions", &visit).await.0, StatusCode::OK);
        let bytes = picture(20);
        let of = |visit: Id| {
            let mut note = note(&house, house.new_id(), visit, &bytes);
            note["submission"] = json!(submission);
            note
        };
        for phone in [&ann, &ben] {
            let taken = phone.send("photos", &of(house.door(0))).await;
            assert_eq!(taken, (StatusCode::OK, json!({"offset": 0})));
        }
        let (status, said) = earlier.send("photos", &of(house.door(0))).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "another team's submission");
        assert!(said["message"].as_str().is_some_and(|it| !it.is_empty()), "{said}");
        let elsewhere = ann.send("photos", &of(house.door(1))).await.0;
        assert_eq!(elsewhere, StatusCode::NOT_FOUND, "another door");
        // A team that had the door writes about it, and sends photos of its own.
        let own = note(&house, house.new_id(), house.door(0), &bytes);
        assert_eq!(earlier.send("photos", &own).await.0, StatusCode::OK);
        // What was announced before the other's submission came is looked at once more.
        let late = house.new_id();
        let mut early = note(&house, house.new_id(), house.door(0), &bytes);
        early["submission"] = json!(late);
        assert_eq!(earlier.send("photos", &early).await.0, StatusCode::OK);
        ann.send("submissions", &ann.visit(late, house.door(0), "电梯停了")).await;
        let id: Id = early["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(piece(&earlier, id, 0, &bytes).await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.photos().len(), 0);
    }

    async fn a_field_that_stands_twice_is_named(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let note = note(&house, house.new_id(), house.door(0), &picture(20)).to_string();
        let twice = note.replacen('{', "{\"consent\":false,", 1);
        let (status, said) = ann.post("photos", "application/json", twice.into_bytes()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(said["fields"]["consent"].is_string(), "{said}");
        assert_eq!(ann.post("photos", "application/json", note.into_bytes()).await.0, StatusCode::OK);
    }

    async fn damaged_pieces_and_strangers_change_nothing(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        let bytes = picture(60);
        let id = house.new_id();
        ann.send("photos", &note(&house, id, house.door(0), &bytes)).await;
        let path = format!("photos/{id}?offset=0&digest={}", hash(b"other"));
        let damaged = ann.post(&path, "application/octet-stream", bytes.clone()).await;
        assert_eq!(damaged.0, StatusCode::BAD_REQUEST);
        assert_eq!(piece(&ben, id, 0, &bytes).await.0, StatusCode::NOT_FOUND);
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(piece(&ann, id, 0, &longer).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(piece(&ann, house.new_id(), 0, &bytes).await.0, StatusCode::NOT_FOUND);
        assert_eq!(piece(&ann, id, 0, &vec![0; 300_000]).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(house.photos().len(), 0);
        assert_eq!(piece(&ann, id, 0, &bytes).await.0, StatusCode::OK);
        assert_eq!(house.photos().len(), 1);
    }

    async fn what_is_whole_but_wrong_begins_again(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let bytes = picture(60);
        let id = house.new_id();
        ann.send("photos", &note(&house, id, house.door(0), &bytes)).await;
        // Each piece is as it says, but together they are not the photo that was announced.
        let mut other = bytes.clone();
        other[500] ^= 1;
        assert_eq!(piece(&ann, id, 0, &other).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(piece(&ann, id, 0, &bytes).await.1, json!({"offset": bytes.len()}));
        assert_eq!(house.photos().len(), 1);
    }

    async fn pieces_that_nobody_goes_on_with_are_cleared_and_the_phone_begins_anew(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let bytes = picture(60);
        let id = house.new_id();
        let note = note(&house, id, house.door(0), &bytes);
        ann.send("photos", &note).await;
        piece(&ann, id, 0, &bytes[..500]).await;
        assert_eq!(sweep(&house.notebook.site).await.unwrap(), 0);
        house.later_seconds(31 * 86_400);
        let ann = house.phone(ANN).await;
        assert_eq!(sweep(&house.notebook.site).await.unwrap(), 1);
        assert_eq!(sweep(&house.notebook.site).await.unwrap(), 0);
        assert_eq!(ann.send("photos", &note).await.1, json!({"offset": 0}));
        assert_eq!(piece(&ann, id, 0, &bytes).await.1, json!({"offset": bytes.len()}));
        house.later_seconds(31 * 86_400);
        assert_eq!(sweep(&house.notebook.site).await.unwrap(), 0);
        assert_eq!(house.photos().len(), 1);
    }

    async fn what_is_no_picture_is_refused_and_stays_on_the_phone(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let bytes = b"<svg onload=alert(1)>".to_vec();
        let id = house.new_id();
        ann.send("photos", &note(&house, id, house.door(0), &bytes)).await;
        assert_eq!(piece(&ann, id, 0, &bytes).await.0, StatusCode::BAD_REQUEST);
        let mut huge = note(&house, house.new_id(), house.door(0), &bytes);
        huge["bytes"] = json!(50_000_000);
        assert_eq!(ann.send("photos", &huge).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(house.photos().len(), 0);
    }
}
