//! A photo of a matter that was raised at a door belongs to both. It goes when both have let it
//! go, and then it does go.

use axum::http::StatusCode;
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::Id;
use huiyin_matters::{personal, store as matters};
use huiyin_visits::ops::forget;

use crate::collect::{PHOTO, added, found, jpeg};
use crate::house::{ANN, House, MIGRATIONS};

/// What was raised at the first door, with its photo.
struct Raised {
    reporter: Id,
    matter: Id,
    blob: String,
}

async fn raised(db: &Db, house: &House) -> Raised {
    let ann = added(house, ANN).await;
    let xml = ann.stored(0).await;
    let answer = ann.send(xml.as_bytes(), &[(PHOTO, jpeg(200))]).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let matter = found(db, house, 0).await[0].matter;
    let mut tx = db.read().await.unwrap();
    let photos = matters::photos_of(&mut tx, matter).await.unwrap();
    let keys = &house.slice.site.keys;
    let people = matters::reporters_of(&mut tx, keys, matter).await.unwrap();
    Raised {
        reporter: people[0].id,
        matter,
        blob: photos[0].blob.clone(),
    }
}

/// Whether row and file are there; never one of them alone.
async fn is_kept(db: &Db, house: &House, blob: &str) -> bool {
    let blobs = &house.slice.site.blobs;
    let mut tx = db.read().await.unwrap();
    let is_known = blobs.read(&mut tx, blob).await.unwrap().is_some();
    let is_there = blobs.path_of(blob).unwrap().exists();
    assert_eq!(is_known, is_there, "{blob}");
    is_known
}

/// The sweep of photos without a use, long after.
async fn sweep(house: &House) -> usize {
    let later = house.slice.site.now().plus_hours(24 * 365);
    let found = personal::orphans(&house.slice.matters, later, 100)
        .await
        .unwrap();
    personal::remove_orphans(&house.slice.matters, &found, later)
        .await
        .unwrap()
}

async fn forget_door(house: &House) {
    let by = Id::derived("test", "coordinator");
    forget::forget(&house.slice, house.dwellings[0], by)
        .await
        .unwrap();
}

async fn forget_person(house: &House, raised: &Raised) {
    let gone = personal::erase(&house.slice.matters, raised.reporter, "已删除")
        .await
        .unwrap();
    assert_eq!(gone.photos, 1);
}

async fn shown(db: &Db, raised: &Raised) -> usize {
    let mut tx = db.read().await.unwrap();
    matters::photos_of(&mut tx, raised.matter)
        .await
        .unwrap()
        .len()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_photo_stays_with_the_matter_when_the_door_is_forgotten(db: Db) {
        let house = House::open(&db).await;
        let raised = raised(&db, &house).await;
        assert!(is_kept(&db, &house, &raised.blob).await);
        forget_door(&house).await;
        assert_eq!(sweep(&house).await, 0);
        assert_eq!(shown(&db, &raised).await, 1);
        assert!(is_kept(&db, &house, &raised.blob).await, "the matter still shows it");
        forget_person(&house, &raised).await;
        assert!(!is_kept(&db, &house, &raised.blob).await, "nobody keeps it any more");
    }

    async fn a_photo_stays_with_the_door_when_the_matter_is_forgotten(db: Db) {
        let house = House::open(&db).await;
        let raised = raised(&db, &house).await;
        forget_person(&house, &raised).await;
        assert_eq!(sweep(&house).await, 0);
        assert_eq!(shown(&db, &raised).await, 0);
        assert!(is_kept(&db, &house, &raised.blob).await, "the visit still keeps it");
        forget_door(&house).await;
        assert!(!is_kept(&db, &house, &raised.blob).await, "nobody keeps it any more");
    }
}
