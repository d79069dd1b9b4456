//! Retention: announced first, gone a week later, and nothing that still lives.

use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_matters::{personal, store};
use huiyin_privacy::model::Keep;
use huiyin_privacy::ops;

use crate::support::{District, MIGRATIONS, NAME, PHONE, everything, picture};

fn by() -> Id {
    Id::derived("test", "officer")
}

on_both_databases! { MIGRATIONS;
    async fn names_go_two_years_after_closing_and_were_announced_a_week_before(db: Db) {
        let district = District::open(&db, "2024-03-04 09:00").await;
        let reported = district.closed().await;
        let privacy = &district.privacy;
        district.later(100);
        assert_eq!(ops::run(privacy).await.unwrap(), ops::Ran::default(), "too early");
        district.later(81);
        let ran = ops::run(privacy).await.unwrap();
        assert_eq!((ran.announced, ran.let_go), (1, 0), "photos after 180 days");
        district.later(3);
        assert_eq!(ops::run(privacy).await.unwrap().let_go, 0, "it stands for a week");
        district.later(5);
        assert_eq!(ops::run(privacy).await.unwrap().let_go, 1);
        let mut tx = db.read().await.unwrap();
        assert!(store::photos_of(&mut tx, reported.matter).await.unwrap().is_empty());
        drop(tx);
        district.later(550);
        let plan = ops::plan(privacy).await.unwrap();
        let line = plan.lines.iter().find(|line| line.keep == Keep::Contact).unwrap();
        assert_eq!((line.to_announce, line.ready), (1, 0), "told before it is done");
        assert_eq!(ops::run(privacy).await.unwrap().announced, 1);
        district.later(8);
        assert_eq!(ops::run(privacy).await.unwrap().let_go, 1);
        assert_eq!(ops::run(privacy).await.unwrap().let_go, 0, "twice is once");
        let keys = &district.house.matters.site.keys;
        let mut tx = db.read().await.unwrap();
        let known = store::load(&mut tx, keys, reported.matter).await.unwrap().unwrap();
        assert!(known.place.text.is_empty() && known.place.point.is_none());
        for text in store::texts_of(&mut tx, reported.matter).await.unwrap() {
            assert!(!text.body.contains(NAME) && !text.body.contains(PHONE), "{}", text.body);
        }
        let people = store::reporters_of(&mut tx, keys, reported.matter).await.unwrap();
        assert_eq!(people[0].contact, store::Contact::default());
        assert!(!known.headline.contains(PHONE));
    }

    async fn what_is_held_or_opened_again_stays(db: Db) {
        let district = District::open(&db, "2025-05-12 09:00").await;
        district.closed().await;
        let privacy = &district.privacy;
        district.later(181);
        assert_eq!(ops::run(privacy).await.unwrap().announced, 1);
        ops::set_days(privacy, Keep::Photos, 200, "诉讼", by()).await.unwrap();
        district.later(8);
        let ran = ops::run(privacy).await.unwrap();
        assert_eq!((ran.let_go, ran.dropped), (0, 1), "kept longer now");
        ops::set_days(privacy, Keep::Photos, 180, "", by()).await.unwrap();
        assert_eq!(ops::run(privacy).await.unwrap().announced, 1);
        assert!(ops::set_days(privacy, Keep::Photos, 181, " ", by()).await.is_err());
        assert!(ops::set_days(privacy, Keep::Reveals, 30, "x", by()).await.is_err());
        let mut tx = db.read().await.unwrap();
        assert_eq!(ops::days_of(&mut tx, Keep::Photos).await.unwrap().days, 180);
        drop(tx);
        assert!(!everything(&db).await.is_empty());
    }

    async fn photos_of_a_report_that_was_never_sent_go_after_two_days(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let matters = &district.house.matters;
        let kept = huiyin_matters::ops::clean(vec![picture(3)]).await.unwrap();
        let mut tx = db.write().await.unwrap();
        for photo in &kept {
            matters.site.blobs.put(&mut tx, photo, district.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(ops::run(&district.privacy).await.unwrap().orphans, 0);
        district.later(3);
        assert!(ops::run(&district.privacy).await.unwrap().orphans >= 1);
        let mut tx = db.read().await.unwrap();
        for photo in &kept {
            assert!(matters.site.blobs.read(&mut tx, &photo.id).await.unwrap().is_none());
        }
    }
    // Somebody came back after days with the same photo, and their form is not sent yet.
    async fn a_photo_that_came_again_stays_for_the_form_that_holds_it_now(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let matters = &district.house.matters;
        let photo = huiyin_matters::ops::clean(vec![picture(3)]).await.unwrap().remove(0);
        let before = district.now();
        for days in [0, 3] {
            district.later(days);
            let mut tx = db.write().await.unwrap();
            matters.site.blobs.put(&mut tx, &photo, district.now()).await.unwrap();
            tx.commit().await.unwrap();
            ops::run(&district.privacy).await.unwrap();
            let mut tx = db.read().await.unwrap();
            let kept = matters.site.blobs.read(&mut tx, &photo.id).await.unwrap();
            assert!(kept.is_some(), "after {days} days");
        }
        // Found before it came again, and looked at once more before it goes.
        let found = personal::Orphans { rows: vec![photo.id.clone()], files: Vec::new() };
        let soon = before.plus_hours(1);
        assert_eq!(personal::remove_orphans(matters, &found, soon).await.unwrap(), 0);
        district.later(3);
        assert!(ops::run(&district.privacy).await.unwrap().orphans >= 1);
        let mut tx = db.read().await.unwrap();
        assert!(matters.site.blobs.read(&mut tx, &photo.id).await.unwrap().is_none());
    }
}
