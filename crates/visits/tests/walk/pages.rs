use axum::http::StatusCode;
use huiyin_db::{on_both_databases, outbox};
use huiyin_visits::model::VisitStateName;
use huiyin_visits::{jobs, ops};
use serde_json::json;

use crate::house::{ANN, BEN, COORDINATOR, House, MIGRATIONS, at, post_form};

/// What stands in the form that somebody without an account was shown.
async fn resident(
    house: &House,
    path: &str,
    act: &str,
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let (cookie, token) = house.anonymous(path).await;
    let mut pairs = vec![
        ("csrf".to_owned(), token),
        ("form_key".to_owned(), house.new_id().to_string()),
    ];
    pairs.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    post_form(house, &format!("{path}/{act}"), cookie.as_deref(), &pairs).await
}

on_both_databases! {
    MIGRATIONS;

    // The resident picks and changes a time, says no without a reason, and is left alone.
    async fn v7_a_resident_decides_by_the_link_alone(db: Db) {
        let house = House::open(&db).await;
        let path = format!("/visit/{}", house.code(0).await);
        let (status, page) = house.see(&path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains('⟦') && !page.contains("秦素芬") && !page.contains("1单元"), "{page}");
        let (status, place) = resident(&house, &path, "appoint", &[("window", "2026-11-29 09:30-11:00")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Appointed);
        // A time that is not offered is answered with a sentence and changes nothing.
        let (status, page) = resident(&house, &path, "appoint", &[("window", "2026-11-29 23:00-23:30")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("没有人上门"), "{page}");
        resident(&house, &path, "decline", &[]).await;
        assert_eq!(house.stored(0).await.visit.state.name(), VisitStateName::Declined);
        resident(&house, &path, "rest", &[]).await;
        assert!(house.dwelling(0).await.dwelling.disturb.is_some());
        assert_eq!(house.see(&format!("{path}/slip")).await.0, StatusCode::OK);
        assert_eq!(house.see("/visit/7K3MQ9TX2P4").await.0, StatusCode::NOT_FOUND);
    }

    // V9: the number and the day of the echo stand on the page, and lead to the echo itself.
    async fn v9_the_resident_leaves_with_a_number_and_a_date(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        ann.send(&ann.visited(0, &json!({"has_matter": "yes"}), &[(house.new_id(), "三楼楼道灯不亮")])).await;
        let (_, page) = house.see(&format!("/visit/{}", house.code(0).await)).await;
        assert!(page.contains("三楼楼道灯不亮") && page.contains("最迟哪天有回音"), "{page}");
        let echo = page.split("href=\"/echo/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let (status, echo) = house.see(&format!("/echo/{echo}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(echo.contains("三楼楼道灯不亮"));
        // The neighbour's code shows nothing of it.
        let (_, other) = house.see(&format!("/visit/{}", house.code(1).await)).await;
        assert!(!other.contains("三楼楼道灯不亮"));
    }

    // V5: a badge holds on its day, and says clearly when it does not.
    async fn v5_a_badge_can_be_checked_by_anybody(db: Db) {
        let house = House::open(&db).await;
        jobs::run(&house.slice, "visits.badges").await.unwrap();
        let (_, route) = house.phone(ANN).await.get("/api/v1/notebook/route").await;
        let route: serde_json::Value = serde_json::from_str(&route).unwrap();
        let badges = route["badges"].as_array().unwrap();
        assert_eq!(badges.len(), 2);
        let path = format!("/badge/{}", badges[0]["address"].as_str().unwrap().split("/badge/").nth(1).unwrap());
        let name = badges[0]["name"].as_str().unwrap();
        let (status, page) = house.see(&path).await;
        assert!(status == StatusCode::OK && page.contains("有效") && page.contains(name), "{page}");
        // A second run changes no token.
        jobs::run(&house.slice, "visits.badges").await.unwrap();
        assert!(house.see(&path).await.1.contains(name));
        house.clock.set(at("2026-12-05 10:00"));
        let (_, page) = house.see(&path).await;
        assert!(page.contains("今天无效") && !page.contains(name), "{page}");
        house.clock.set(at("2026-11-28 10:00"));
        let desk = house.phone(COORDINATOR).await;
        let sheet = format!("/desk/visits/badges/{}/2026-11-28", house.team.id);
        assert!(desk.get(&sheet).await.1.contains("<svg"));
        for account in house.team.pair.both() {
            let (status, _) = desk.form(&format!("{sheet}/revoke"), &[("account", &account.to_string())]).await;
            assert_eq!(status, StatusCode::SEE_OTHER);
        }
        let (_, page) = house.see(&path).await;
        assert!(page.contains("已经作废") && !page.contains(name), "{page}");
        assert_eq!(house.see("/badge/none").await.0, StatusCode::NOT_FOUND);
    }

    // The reviewer sees both values and decides; both sheets stay.
    async fn a_reviewer_sees_both_and_decides(db: Db) {
        let house = House::open(&db).await;
        let (ann, ben) = (house.phone(ANN).await, house.phone(BEN).await);
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[])).await;
        ben.send(&ben.visited(0, &json!({"has_matter": "no", "suggestions": "少放长椅"}), &[])).await;
        let desk = house.phone(COORDINATOR).await;
        let (status, list) = desk.get("/desk/visits/review").await;
        assert!(status == StatusCode::OK && list.contains("1单元1-1"), "{list}");
        let here = format!("/desk/visits/{}", house.doors[0]);
        let (_, page) = desk.get(&format!("{here}/review")).await;
        assert!(page.contains("多放长椅") && page.contains("少放长椅") && !page.contains('⟦'), "{page}");
        let seen: Vec<String> = page.split("name=\"seen\" value=\"").skip(1)
            .filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
        assert_eq!(seen.len(), 2);
        let fields = [("seen", seen[0].as_str()), ("seen", seen[1].as_str()),
            ("question", "suggestions"), ("pick-suggestions", "all")];
        // Without having seen both, nothing is decided.
        let (status, _) = desk.form(&format!("{here}/review"), &fields[1..]).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let (status, place) = desk.form(&format!("{here}/review"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
        let (_, page) = desk.get(&here).await;
        // Both were written in the same instant, so either may stand first.
        let both = ["多放长椅 / 少放长椅", "少放长椅 / 多放长椅"];
        assert!(both.iter().any(|it| page.contains(it)) && !page.contains('⟦'), "{page}");
        assert!(!desk.get("/desk/visits/review").await.1.contains("1单元1-1"));
        assert_eq!(ann.get(&here).await.0, StatusCode::NOT_FOUND, "a visitor reviews nothing");
    }

    // P3: answers go after a year, by themselves, and a second run finds nothing; a matter that
    // came of them stays.
    async fn p3_answers_go_after_a_year_and_their_matter_stays(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[])).await;
        let lamp = house.new_id();
        ann.send(&ann.visited(1, &json!({"has_matter": "yes", "suggestions": "多种树"}), &[(lamp, "楼道灯不亮")])).await;
        house.clock.set(at("2027-11-28 03:00"));
        assert_eq!(ops::forget::retain(&house.slice).await.unwrap().visits, 0, "the day itself still belongs to the year");
        house.clock.set(at("2027-11-30 03:00"));
        assert_eq!(ops::forget::retain(&house.slice).await.unwrap().visits, 2);
        assert_eq!(ops::forget::retain(&house.slice).await.unwrap(), ops::forget::LetGo::default());
        assert!(!house.words(0).await.contains("多放长椅"));
        assert!(!house.words(1).await.contains("多种树"));
        let mut tx = db.read().await.unwrap();
        let texts = huiyin_matters::store::texts_of(&mut tx, lamp).await.unwrap();
        assert!(texts.iter().any(|it| it.body == "楼道灯不亮"), "the matter keeps its own words");
    }

    // P7: whoever asks to be forgotten is; the journal stays whole.
    async fn p7_a_person_at_a_door_is_forgotten(db: Db) {
        let house = House::open(&db).await;
        let ann = house.phone(ANN).await;
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[])).await;
        let before = house.dwelling(0).await;
        assert_eq!(before.name.as_deref(), Some("秦素芬"));
        let desk = house.phone(COORDINATOR).await;
        let here = format!("/desk/visits/{}", house.doors[0]);
        // A message to them is ordered and not yet sent.
        let mut tx = db.write().await.unwrap();
        let (site, visit) = (&house.slice.site, house.doors[0]);
        outbox::add(&mut tx, site.new_id(), "notices.send", visit, &"ordered", site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let (status, _) = desk.form(&format!("{here}/forget"), &[]).await;
        assert_ne!(status, StatusCode::SEE_OTHER, "not without being sure");
        let (status, place) = desk.form(&format!("{here}/forget"), &[("sure", "1")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{place}");
        let waiting = outbox::take(&db, house.slice.site.now(), 100).await.unwrap();
        let of_visit: Vec<&str> = waiting.iter().filter(|it| it.subject == visit).map(|it| it.topic.as_str()).collect();
        assert_eq!(of_visit, [ops::forget::FORGOTTEN], "nothing goes out any more, and whoever has it hears so");
        let after = house.dwelling(0).await;
        assert_eq!((after.name, after.phone), (None, None));
        assert_ne!(after.person, before.person);
        assert_eq!(house.words(0).await, "");
        let mut tx = db.read().await.unwrap();
        let key = huiyin_db::subject::key(&mut tx, &house.slice.site.keys, before.person).await.unwrap();
        assert!(key.is_erased(), "no copy opens any more");
        drop(tx);
        let (_, page) = desk.get(&here).await;
        assert!(page.contains("内容已删除") && !page.contains("多放长椅"), "{page}");
        // The door can be called on again, and answered at.
        ann.send(&ann.visited(0, &json!({"has_matter": "no", "suggestions": "多种树"}), &[])).await;
        assert!(house.words(0).await.contains("多种树"));
    }
}
