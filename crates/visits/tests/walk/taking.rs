use axum::http::StatusCode;
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::Id;
use huiyin_matters::model::Source;
use huiyin_matters::store as matters;
use huiyin_visits::model::{SubmissionState as S, VisitStateName};
use huiyin_visits::store::{findings, results, submissions};
use serde_json::json;

use crate::house::{ANN, BEN, House, MIGRATIONS, STRANGER};

async fn sent(house: &House, door: usize) -> Vec<submissions::Sent> {
    let mut tx = house.slice.site.db.read().await.unwrap();
    let person = house.person(door).await;
    submissions::of_visit(&mut tx, &house.slice.site.keys, house.doors[door], person)
        .await
        .unwrap()
}

async fn counts(house: &House, door: usize) -> bool {
    let mut tx = house.slice.site.db.read().await.unwrap();
    let person = house.person(door).await;
    results::load(&mut tx, &house.slice.site.keys, house.doors[door], person)
        .await
        .unwrap()
        .is_some()
}

async fn found(db: &Db, visit: Id) -> Vec<findings::Finding> {
    findings::of_visit(&mut db.read().await.unwrap(), visit)
        .await
        .unwrap()
}

on_both_databases! {
    MIGRATIONS;

    // V10: the route of today, of the own team, and nothing else.
    async fn v10_a_visitor_carries_the_stops_of_today_and_of_their_own_team(db: Db) {
        let house = House::open(&db).await;
        let (status, route) = house.phone(ANN).await.get("/api/v1/notebook/route").await;
        assert_eq!(status, StatusCode::OK, "{route}");
        let route: serde_json::Value = serde_json::from_str(&route).unwrap();
        assert_eq!(route["stops"].as_array().unwrap().len(), 3);
        assert_eq!(route["team"], 7);
        assert!(!route.to_string().contains("秦素芬"), "no name leaves the house");
        assert_eq!(house.phone(STRANGER).await.get("/api/v1/notebook/route").await.0, StatusCode::NOT_FOUND);
        house.clock.set(crate::house::at("2026-11-30 09:40"));
        assert_eq!(house.phone(ANN).await.get("/api/v1/notebook/route").await.0, StatusCode::NOT_FOUND);
    }

    // Each thing raised is one matter, however often it comes; the door knows who was let in.
    async fn what_is_raised_at_a_door_becomes_one_matter_each(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let (lamp, lift) = (house.new_id(), house.new_id());
        let visit = ann.visited(0, &json!({"has_matter": "yes"}), &[(lamp, "三楼楼道灯不亮"), (lift, "电梯老是停")]);
        assert_eq!(ann.send(&visit).await, (StatusCode::OK, json!({"state": "stored"})));
        assert_eq!(ann.send(&visit).await.1, json!({"state": "known"}));
        let all = found(&db, house.doors[0]).await;
        assert_eq!(all.len(), 2);
        let mut tx = db.read().await.unwrap();
        let known = matters::load(&mut tx, &house.slice.site.keys, lamp).await.unwrap().unwrap();
        assert_eq!(known.matter.source, Source::Visit);
        assert!(known.place.text.contains("1单元1-1"), "{}", known.place.text);
        assert!(!known.place.public.contains("1单元"), "{}", known.place.public);
        assert!(known.matter.area.community_id.is_some() && known.matter.area.street_id.is_some());
        assert_eq!(all.iter().find(|it| it.matter == lamp).unwrap().number, known.number);
        drop(tx);
        let stored = house.stored(0).await;
        assert_eq!(stored.visit.state.name(), VisitStateName::Visited);
        assert_eq!(house.dwelling(0).await.dwelling.known_by, Some((ann.account, house.phone(BEN).await.account)));
        assert_eq!(sent(&house, 0).await[0].voice.state, S::Counts);
        // A later edit keeps the ids of its matters, and makes none anew.
        let mut edit = ann.visited(0, &json!({"has_matter": "yes", "suggestions": "多放长椅"}), &[(lamp, "三楼楼道灯不亮")]);
        edit["replaces"] = visit["id"].clone();
        ann.send(&edit).await;
        assert_eq!(found(&db, house.doors[0]).await.len(), 2);
        let states: Vec<S> = sent(&house, 0).await.iter().map(|it| it.voice.state).collect();
        assert_eq!(states, [S::Replaced, S::Counts]);
    }

    // 12.6: two people at one door are both kept, and nobody's answer counts until somebody looked.
    async fn two_people_at_one_door_are_both_kept(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[])).await;
        ben.send(&ben.visited(0, &json!({"has_matter": "no", "suggestions": "少放长椅"}), &[])).await;
        let all = sent(&house, 0).await;
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|it| it.voice.state == S::Differs));
        let person = house.person(0).await;
        let mut tx = db.read().await.unwrap();
        let result = results::load(&mut tx, &house.slice.site.keys, house.doors[0], person).await.unwrap();
        assert_eq!(result, None);
    }

    // Nobody takes the answers of somebody else away by naming them as their own older ones.
    async fn only_ones_own_answers_are_replaced(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        let hers = ann.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[]);
        ann.send(&hers).await;
        let mut his = ben.visited(0, &json!({"has_matter": "no", "suggestions": "少放长椅"}), &[]);
        his["replaces"] = hers["id"].clone();
        assert_eq!(ben.send(&his).await.0, StatusCode::OK);
        let all = sent(&house, 0).await;
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|it| it.voice.state == S::Differs));
        assert!(!counts(&house, 0).await, "a reviewer decides");
    }

    async fn a_refused_outcome_keeps_the_answers_with_the_reason(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut declined = ann.visited(0, &json!({}), &[]);
        declined["outcome"] = json!("declined");
        ann.send(&declined).await;
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Declined);
        // V7: nothing but the time stands in the journal of a refusal.
        let ben = house.phone(BEN).await;
        let matter = house.new_id();
        let visit = ben.visited(0, &json!({"has_matter": "yes"}), &[(matter, "水压不够")]);
        assert_eq!(ben.send(&visit).await.0, StatusCode::OK);
        let all = sent(&house, 0).await;
        let of_ben = all.iter().find(|it| it.voice.author == ben.account).unwrap();
        assert_eq!(of_ben.voice.said.odd, ["visit-wrong-state"]);
        assert_eq!(of_ben.voice.state, S::Differs);
        assert_eq!(found(&db, house.doors[0]).await.len(), 1, "what was raised is not lost");
    }

    // A phone that lost its time says nothing of when somebody called; what it wrote is kept.
    async fn a_time_before_the_round_is_kept_and_counts_only_once_looked_at(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut visit = ann.visited(0, &json!({}), &[]);
        visit["outcome"] = json!("not_met");
        visit["made_at"] = json!(i64::MIN);
        assert_eq!(ann.send(&visit).await, (StatusCode::OK, json!({"state": "stored"})));
        let all = sent(&house, 0).await;
        assert_eq!(all[0].voice.said.odd, ["visit-before-round"]);
        assert_eq!(all[0].voice.state, S::Odd);
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Planned);
        assert!(!counts(&house, 0).await);
        // Nor where it only says what is known already.
        let ben = house.phone(BEN).await;
        for (door, made_at) in [(1, json!(i64::MIN)), (2, json!(i64::MAX))] {
            let mut known = ann.visited(door, &json!({}), &[]);
            known["outcome"] = json!("not_met");
            ann.send(&known).await;
            let mut again = ben.visited(door, &json!({}), &[]);
            again["outcome"] = json!("not_met");
            again["made_at"] = made_at;
            ben.send(&again).await;
            let of_ben = sent(&house, door).await.into_iter().find(|it| it.voice.author == ben.account).unwrap();
            assert_eq!(of_ben.voice.state, S::Odd, "{:?}", of_ben.voice.said.odd);
            assert!(counts(&house, door).await);
        }
    }

    // V6 and P4: a need for care only with its own yes; then it is a matter of its own, once.
    async fn p4_needs_for_care_are_kept_only_with_their_own_consent(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        for consent in [json!({}), json!({"care_consent": "no"})] {
            let mut answers = json!({"has_matter": "no", "care_needs": ["lonely_elder"]});
            answers.as_object_mut().unwrap().extend(consent.as_object().unwrap().clone());
            ann.send(&ann.visited(0, &answers, &[])).await;
        }
        assert_eq!(found(&db, house.doors[0]).await, []);
        for it in sent(&house, 0).await {
            assert!(!it.voice.said.answers.contains_key("care_needs"));
            assert!(it.voice.said.odd.contains(&"consent-missing".to_owned()), "{:?}", it.voice.said.odd);
        }
        let agreed = json!({
            "has_matter": "yes", "care_consent": "yes", "care_needs": ["lonely_elder", "disability"],
            "contact_wish": "phone", "contact_phone": "13800138000",
        });
        ann.send(&ann.visited(1, &agreed, &[(house.new_id(), "楼道灯不亮")])).await;
        ben.send(&ben.visited(1, &agreed, &[])).await;
        let all = found(&db, house.doors[1]).await;
        assert_eq!(all.len(), 3, "one matter for each need and one for the lamp");
        let mut tx = db.read().await.unwrap();
        let keys = &house.slice.site.keys;
        let mut with_consent = 0;
        for finding in &all {
            let known = matters::load(&mut tx, keys, finding.matter).await.unwrap().unwrap();
            with_consent += usize::from(known.matter.consent.is_some());
            assert!(known.matter.contactable);
        }
        assert_eq!(with_consent, 2);
    }

    // V8: what the form does not ask is not kept.
    async fn v8_nothing_is_kept_that_was_not_asked(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "religion": "x"}), &[])).await;
        let all = sent(&house, 0).await;
        assert!(!all[0].voice.said.answers.contains_key("religion"));
        assert_eq!(all[0].voice.said.odd, ["answers-faulty", "not-asked"]);
        assert_eq!(all[0].voice.state, S::Odd);
    }

    // A matter of somebody else under the same id is left alone.
    async fn a_forged_id_adds_nothing_to_a_strange_matter(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let id = house.new_id();
        ann.send(&ann.visited(0, &json!({"has_matter": "yes"}), &[(id, "楼道灯不亮")])).await;
        ann.send(&ann.visited(1, &json!({"has_matter": "yes"}), &[(id, "电梯停了半天")])).await;
        assert_eq!(found(&db, house.doors[0]).await.len(), 1);
        assert_eq!(found(&db, house.doors[1]).await, []);
        assert_eq!(sent(&house, 1).await[0].voice.said.odd, ["matter-id-taken"]);
    }

    // F6: answers to questions about a place are kept where the form asks, and no way is.
    async fn f6_no_place_of_a_visitor_is_kept(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        let mut visit = ann.visited(0, &json!({"has_matter": "no"}), &[]);
        visit["track"] = json!([[106.5, 29.6]]);
        let (status, _) = ann.post("submissions", "application/json", visit.to_string().into_bytes()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "a device that sends its way is not understood");
        let (_, route) = ann.get("/api/v1/notebook/route").await;
        assert!(!route.contains("geopoint"));
    }
}
