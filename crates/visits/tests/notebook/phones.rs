use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_forms::answers::AnswerFault;
use serde_json::json;

use crate::house::{ANN, BEN, House, MIGRATIONS, STRANGER};

on_both_databases! {
    MIGRATIONS;

    async fn the_same_sent_again_is_one(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let first = ann.send("submissions", &visit).await;
        assert_eq!(first, (StatusCode::OK, json!({"state": "stored"})));
        for _ in 0..3 {
            assert_eq!(ann.send("submissions", &visit).await.1, json!({"state": "known"}));
        }
        assert_eq!(house.taken().len(), 1);
        let taken = &house.taken()[0];
        assert_eq!(taken.checked.as_ref().unwrap().faults, []);
        assert_eq!(taken.matters[0].checked.as_ref().unwrap().faults, []);
        assert_eq!(taken.channel, "notebook");
    }

    async fn other_words_under_the_same_id_lose_neither(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let id = house.new_id();
        ann.send("submissions", &ann.visit(id, house.door(0), "楼道灯不亮")).await;
        let (status, _) = ann.send("submissions", &ann.visit(id, house.door(0), "电梯停了")).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(house.taken().len(), 1);
    }

    async fn two_people_at_one_door_are_both_kept_and_so_is_a_later_edit(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        let first = house.new_id();
        let mut edit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮，三楼");
        edit["replaces"] = json!(first);
        // The later one arrives first, as it may.
        ann.send("submissions", &edit).await;
        ben.send("submissions", &ben.visit(house.new_id(), house.door(0), "三楼灯坏了")).await;
        ann.send("submissions", &ann.visit(first, house.door(0), "楼道灯不亮")).await;
        let taken = house.taken();
        assert_eq!(taken.len(), 3);
        assert_eq!(taken[0].submission.replaces, Some(taken[2].submission.id));
        assert_ne!(taken[0].submission.author, taken[1].submission.author);
    }

    async fn strangers_and_borrowed_names_are_not_heard(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben, stranger) = (house.phone(ANN).await, house.phone(BEN).await, house.phone(STRANGER).await);
        let theirs = stranger.visit(house.new_id(), house.door(0), "楼道灯不亮");
        assert_eq!(stranger.send("submissions", &theirs).await.0, StatusCode::NOT_FOUND);
        let borrowed = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        assert_eq!(ben.send("submissions", &borrowed).await.0, StatusCode::NOT_FOUND);
        let elsewhere = ann.visit(house.new_id(), house.new_id(), "楼道灯不亮");
        assert_eq!(ann.send("submissions", &elsewhere).await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.taken().len(), 0);
    }

    async fn faults_stand_beside_what_was_said(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut visit = ann.visit(house.new_id(), house.door(0), "漏");
        visit["answers"]["spy"] = json!("x");
        assert_eq!(ann.send("submissions", &visit).await.0, StatusCode::OK);
        let mut other_form = ann.visit(house.new_id(), house.door(1), "楼道灯不亮");
        other_form["form_digest"] = json!("0".repeat(64));
        assert_eq!(ann.send("submissions", &other_form).await.0, StatusCode::OK);
        let taken = house.taken();
        assert_eq!(taken[0].checked.as_ref().unwrap().faults[0].fault, AnswerFault::Unknown);
        assert_eq!(taken[0].matters[0].checked.as_ref().unwrap().faults[0].fault, AnswerFault::Constraint);
        assert!(taken[1].checked.is_none());
        assert_eq!(taken[1].matters[0].answers["matter_text"], "楼道灯不亮");
    }

    async fn a_clock_that_is_off_is_noted_and_put_right(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut visit = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        visit["made_at"] = json!(house.clock_micros() + 3_600_000_000);
        visit["skew_seconds"] = json!(3_600);
        ann.send("submissions", &visit).await;
        let submission = &house.taken()[0].submission;
        assert_eq!(submission.skew_seconds, 3_600);
        assert_eq!(submission.made_at_corrected(), house.notebook.site.now());
    }

    async fn what_no_notebook_sends_is_refused(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let good = ann.visit(house.new_id(), house.door(0), "楼道灯不亮");
        let changed = |key: &str, value: serde_json::Value| {
            let mut visit = good.clone();
            visit[key] = value;
            visit
        };
        for bad in [
            json!(null),
            json!([]),
            changed("id", json!("x")),
            changed("outcome", json!("not_met")),
            changed("outcome", json!("bribed")),
            changed("more", json!(1)),
            changed("matters", json!(vec![good["matters"][0].clone(); 11])),
            changed("skew_seconds", json!("much")),
        ] {
            let (status, _) = ann.send("submissions", &bad).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
        }
        let (status, _) = ann.post("submissions", "application/json", b"{\"id\":".to_vec()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(house.taken().len(), 0);
    }
}
