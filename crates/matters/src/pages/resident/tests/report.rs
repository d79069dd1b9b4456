use axum::http::{Request, StatusCode};
use huiyin_db::on_both_databases;
use huiyin_registry::AreaKind;

use super::house::{SETS, code_of, house, house_with};

on_both_databases! { SETS;
    async fn a_report_brings_a_code_whose_page_shows_it(db: Db) {
        let house = house(db).await;
        let answer = house.post("/report", &[
            ("what", "三栋二单元门灯不亮，老人上下楼看不清"),
            ("place", "建新北路28号金紫大厦3栋2单元15-3"),
            ("phone", "138 0013 8000"),
            ("name", "谭某某"),
        ]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let receipt = house.get(&answer.location).await;
        let code = code_of(&answer.location);
        let shown = code.parse::<huiyin_kernel::EchoCode>().unwrap().to_string();
        assert_eq!(receipt.status, StatusCode::OK);
        assert!(receipt.text().contains(&shown) && receipt.text().contains("2026年5月"));
        let echo = house.get(&format!("/echo/{shown}")).await.text();
        assert!(echo.contains("三栋二单元门灯不亮") && echo.contains("您提了这件事"), "{echo}");
        assert!(echo.contains("金紫大厦3栋2单元15-3"), "the reporter reads their own address");
        let slip = house.get(&format!("/echo/{code}/slip")).await.text();
        assert!(slip.contains("<svg viewBox") && slip.contains(&shown));
        assert!(slip.contains(&format!("http://127.0.0.1:8300/echo/{code}")));
    }

    async fn the_same_form_twice_is_one_matter_and_an_edited_one_is_another(db: Db) {
        let house = house(db).await;
        let key = house.matters.site.new_id().to_string();
        let send = |what: &'static str| {
            let (house, key) = (&house, key.clone());
            async move {
                house.post("/report", &[("what", what), ("unknown_place", "1"), ("form_key", &key)]).await
            }
        };
        let (first, again) = (send("路灯坏了两盏").await, send("路灯坏了两盏").await);
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        assert_eq!(first.location, again.location);
        assert_eq!(house.count().await, 1);
        let other = send("垃圾没有人收").await;
        assert_ne!(first.location, other.location);
        assert_eq!(house.count().await, 2);
    }

    async fn two_clicks_at_once_are_one_matter(db: Db) {
        let house = house(db).await;
        let key = house.matters.site.new_id().to_string();
        let fields = [("what", "井盖响得厉害"), ("unknown_place", "1"), ("form_key", key.as_str())];
        let (left, right) =
            tokio::join!(house.post("/report", &fields), house.post("/report", &fields));
        assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.text());
        assert_eq!(left.location, right.location);
        assert_eq!(house.count().await, 1);
    }

    async fn knowing_the_id_of_a_matter_does_not_bring_its_code(db: Db) {
        let house = house(db).await;
        let code = house.report("楼道灯不亮").await;
        let id = house.matter_of(&code).await.to_string();
        let forged = house.post("/report", &[("what", "楼道灯不亮"), ("unknown_place", "1"), ("form_key", &id)]).await;
        assert_ne!(code_of(&forged.location), code);
    }

    async fn markup_in_a_report_stays_text(db: Db) {
        let house = house(db).await;
        let hostile = "</textarea><script>alert('x')</script><img src=x onerror=alert(1)>";
        let code = house.report(hostile).await;
        let echo = house.get(&format!("/echo/{code}")).await.text();
        assert!(!echo.contains("<script>alert") && !echo.contains("<img src=x"), "{echo}");
        assert!(echo.contains("&#60;script&#62;alert"), "{echo}");
        // And in a form that comes back, in every field.
        let fields = ["what", "place", "phone", "name", "spot", "area", "lon", "kind", "form_key", "kept"];
        let mut pairs: Vec<(&str, &str)> = fields.iter().map(|name| (*name, hostile)).collect();
        pairs.retain(|(name, _)| *name != "form_key");
        let back = house.post("/report", &pairs).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!back.text().contains("<script>alert") && !back.text().contains("<img src=x"));
    }

    async fn a_form_with_mistakes_comes_back_as_typed(db: Db) {
        let house = house(db).await;
        let long = "长".repeat(5_001);
        let back = house.post("/report", &[("what", &long), ("phone", "问我妈"), ("place", "观音桥步行街")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = back.text();
        assert!(text.contains("请删去 1 个字"), "{text}");
        assert!(text.contains("这个电话看着不对") && text.contains("value=\"问我妈\""));
        assert!(text.contains("观音桥步行街") && text.contains(&long));
        let nothing = house.post("/report", &[]).await;
        assert!(nothing.text().contains("请写几句话") && nothing.text().contains("请写明地方"));
        assert_eq!(house.count().await, 0);
    }

    async fn a_form_from_elsewhere_is_refused(db: Db) {
        let house = house(db).await;
        let forged = house.post("/report", &[("what", "x"), ("unknown_place", "1"), ("csrf", "forged")]).await;
        assert_eq!(forged.status, StatusCode::FORBIDDEN);
        let no_key = house.post("/report", &[("what", "x"), ("unknown_place", "1"), ("form_key", "x")]).await;
        assert_eq!(no_key.status, StatusCode::FORBIDDEN);
        assert_eq!(house.count().await, 0);
    }

    async fn danger_shows_the_numbers_first_and_then_lets_through(db: Db) {
        let house = house(db).await;
        let fields = [("what", "五楼着火了，有人被困"), ("unknown_place", "1")];
        let first = house.post("/report", &fields).await;
        assert_eq!(first.status, StatusCode::OK);
        assert!(first.text().contains("tel:119") && first.text().contains("五楼着火了"));
        assert_eq!(house.count().await, 0);
        let anyway = house.post("/report", &[fields[0], fields[1], ("anyway", "1")]).await;
        assert_eq!(anyway.status, StatusCode::SEE_OTHER);
        assert_eq!(house.count().await, 1);
    }

    async fn two_things_are_offered_as_two_and_may_stay_one(db: Db) {
        let house = house(db).await;
        let what = "3栋楼下路灯坏了一个月。另外垃圾桶一直没人清运，臭得很";
        let fields = [("what", what), ("unknown_place", "1"), ("phone", "13800138000")];
        let offer = house.post("/report", &fields).await;
        assert_eq!(offer.status, StatusCode::OK);
        assert!(offer.text().contains("分成两件提交") && offer.text().contains("name=\"second\""));
        assert_eq!(house.count().await, 0);
        let one = house.post("/report", &[fields[0], fields[1], ("parts", "one")]).await;
        assert_eq!(one.status, StatusCode::SEE_OTHER);
        assert_eq!(house.count().await, 1);
        let halves = [("first", "路灯坏了一个月"), ("second", "垃圾桶没人清运"), ("parts", "two")];
        let two = house.post("/report", &[&fields[..], &halves[..]].concat()).await;
        let (_, also) = two.location.split_once("?also=").expect("two codes");
        let receipt = house.get(&two.location).await.text();
        assert!(receipt.contains("已分成两件"), "{receipt}");
        assert_eq!(house.count().await, 3);
        let second = house.get(&format!("/echo/{also}")).await.text();
        assert!(second.contains("垃圾桶没人清运") && !second.contains("路灯坏了"));
        let half = house.post("/report", &[fields[0], fields[1], ("first", "路灯坏了"), ("parts", "two")]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_place_is_found_by_name_and_by_point(db: Db) {
        let house = house(db).await;
        let (street, community) = {
            let mut tx = house.matters.site.db.read().await.unwrap();
            let world = house.matters.world(&mut tx).await.unwrap();
            let community = world.areas.values().find(|it| it.kind == AreaKind::Community && it.point.is_some());
            let community = community.expect("a community with a point").clone();
            (community.parent_id, community)
        };
        let point = community.point.unwrap();
        let sent = house.post("/report", &[
            ("what", "人行道地砖松了"),
            ("lon", &point.lon().to_string()),
            ("lat", &point.lat().to_string()),
        ]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let id = house.matter_of(&code_of(&sent.location)).await;
        let mut tx = house.matters.site.db.read().await.unwrap();
        let known = crate::store::load(&mut tx, &house.matters.site.keys, id).await.unwrap().unwrap();
        assert_eq!(known.matter.area.community_id, Some(community.id));
        assert_eq!(known.matter.area.street_id, street);
        drop(tx);
        let body = serde_json::json!({
            "text": "人行道地砖又松了", "lon": point.lon(), "lat": point.lat(),
        });
        let request = Request::post("/api/v1/matters").header("content-type", "application/json");
        let sent = house.ask(request.body(body.to_string().into()).unwrap()).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let receipt: serde_json::Value = serde_json::from_str(&sent.text()).unwrap();
        let mut tx = house.matters.site.db.read().await.unwrap();
        let id = receipt["id"].as_str().unwrap().parse().unwrap();
        let known = crate::store::load(&mut tx, &house.matters.site.keys, id).await.unwrap().unwrap();
        assert_eq!(known.matter.area.community_id, Some(community.id));
        assert_eq!(known.matter.area.street_id, street);
        drop(tx);
        let sea = house.post("/report", &[("what", "x"), ("lon", "0"), ("lat", "0")]).await;
        assert!(sea.text().contains("您点的地方不在本区"), "{}", sea.text());
        let found = house.post("/report", &[("what", "x"), ("place", &community.name.zh), ("find", "1")]).await;
        assert_eq!(found.status, StatusCode::OK);
        let spot = format!("name=\"spot\" value=\"{}\"", community.code);
        assert!(found.text().contains(&spot), "{}", found.text());
    }

    async fn too_many_from_one_network_wait_and_lose_nothing(db: Db) {
        let house = house_with(db, 2).await;
        house.report("第一件事情").await;
        house.report("第二件事情").await;
        let third = house.post("/report", &[("what", "第三件事情"), ("unknown_place", "1")]).await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(third.text().contains("第三件事情") && third.text().contains("12345"));
        assert_eq!(house.count().await, 2);
    }
}
