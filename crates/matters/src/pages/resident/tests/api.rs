//! What other systems send instead of a form.

use axum::http::{Request, StatusCode};
use huiyin_db::on_both_databases;
use serde_json::{Value, json};

use super::house::{Answer, House, SETS, house, house_with};

async fn send(house: &House, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("accept-language", "zh-CN")
        .header("content-type", "application/json");
    house
        .ask(request.body(body.to_string().into()).unwrap())
        .await
}

async fn tell(house: &House, body: &Value) -> Answer {
    send(house, "/api/v1/matters", body).await
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text()).unwrap()
}

on_both_databases! { SETS;
    async fn only_a_report_that_is_taken_counts(db: Db) {
        let house = house_with(db, 2).await;
        let id = house.matters.site.new_id().to_string();
        let first = json!({"id": id, "text": "楼道灯不亮"});
        let taken = tell(&house, &first).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
        for _ in 0..5 {
            let again = tell(&house, &first).await;
            assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
            assert_eq!(read(&again)["echo_code"], read(&taken)["echo_code"]);
            let empty = tell(&house, &json!({"text": " "})).await;
            assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
            let odd = tell(&house, &json!({"text": "x", "kind": "odd"})).await;
            assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let second = tell(&house, &json!({"text": "井盖松了"})).await;
        assert_eq!(second.status, StatusCode::CREATED, "{}", second.text());
        let third = tell(&house, &json!({"text": "路面塌了"})).await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
        // Whoever was taken in is answered even then.
        assert_eq!(tell(&house, &first).await.status, StatusCode::CREATED);
        assert_eq!(house.count().await, 2);
    }

    async fn whoever_sends_nothing_but_mistakes_is_slowed(db: Db) {
        let house = house_with(db, 1).await;
        let wrong = json!({"text": "x", "kind": "odd"});
        for _ in 0..2_000 {
            if tell(&house, &wrong).await.status == StatusCode::TOO_MANY_REQUESTS {
                return;
            }
        }
        panic!("never");
    }

    async fn a_phone_is_checked_as_on_the_page(db: Db) {
        let house = house(db).await;
        for (phone, said) in [
            ("abc", "这个电话看着不对"),
            ("1380013", "手机号要 11 位，现在是 7 位"),
            ("1380013800", "手机号要 11 位，现在是 10 位"),
        ] {
            let refused = tell(&house, &json!({"text": "灯不亮", "phone": phone})).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{phone}");
            let sentence = read(&refused)["fields"]["phone"].to_string();
            assert!(sentence.contains(said), "{sentence}");
            let fields = [("what", "灯不亮"), ("unknown_place", "1"), ("phone", phone)];
            let page = house.post("/report", &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{phone}");
            assert!(page.text().contains(said), "{}", page.text());
        }
        let fine = tell(&house, &json!({"text": "灯不亮", "phone": "023-6788 1234"})).await;
        assert_eq!(fine.status, StatusCode::CREATED, "{}", fine.text());
        assert_eq!(house.count().await, 1);
    }

    async fn a_program_is_told_which_field_is_wrong(db: Db) {
        let house = house(db).await;
        let code = house.report("楼道灯不亮").await;
        let acts = format!("/api/v1/echo/{code}/acts");
        let acts = acts.as_str();
        for (path, body, field) in [
            (acts, json!({"act": "withdraw"}), "reason"),
            (acts, json!({"act": "reopen"}), "reason"),
            (acts, json!({"act": "chase"}), "text"),
            (acts, json!({"act": "confirm", "result": "odd"}), "result"),
            ("/api/v1/matters", json!({"text": 5}), "text"),
        ] {
            let refused = send(&house, path, &body).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
            let told = read(&refused);
            assert_eq!(told["code"], "bad-form");
            assert!(told["fields"][field].is_string(), "{told}");
            assert!(!told["message"].to_string().contains("刷新"), "{told}");
        }
        let mars = json!({"text": "x", "lon": 106.5, "lat": 29.5, "crs": "mars"});
        let refused = tell(&house, &mars).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = read(&refused);
        assert!(told["fields"]["crs"].is_string() && told["fields"]["lon"].is_null(), "{told}");
    }
}
