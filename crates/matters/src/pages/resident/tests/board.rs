use axum::http::StatusCode;
use huiyin_db::on_both_databases;

use super::house::{SETS, code_of, house};
use crate::model::{Act, Actor};

fn well_formed(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {text}"),
        }
    }
}

on_both_databases! { SETS;
    async fn only_released_summaries_are_shown(db: Db) {
        let house = house(db).await;
        let secret = house.matter_of(&house.report("我家住三栋，电话13800138000").await).await;
        let open = house.matter_of(&house.report("张三家门口路灯不亮").await).await;
        house.accept(secret).await;
        house.accept(open).await;
        house.release(open, "小区门口路灯不亮 <b>").await;
        let (hidden, shown) = (house.number_of(secret).await, house.number_of(open).await);
        let board = house.get("/board").await.text();
        assert!(board.contains("小区门口路灯不亮 &#60;b&#62;") && !board.contains(&hidden), "{board}");
        let one = house.get(&format!("/board/{shown}")).await;
        assert_eq!(one.status, StatusCode::OK);
        assert!(!one.text().contains("张三") && one.text().contains("有居民提了这件事"));
        assert!(!one.text().contains("内部备注"), "notes stay inside");
        for path in [format!("/board/{hidden}"), "/board/x".to_owned(), format!("/board/{}", "9".repeat(400))] {
            assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/board.rss", "/board.atom", "/board.csv", "/board.geojson"] {
            let text = house.get(path).await.text();
            assert!(text.contains(&shown) || path.ends_with("json"), "{path}: {text}");
            assert!(!text.contains(&hidden) && !text.contains("张三") && !text.contains("13800138000"));
        }
    }

    async fn feeds_and_files_are_well_formed_whatever_the_summary_says(db: Db) {
        let house = house(db).await;
        let id = house.matter_of(&house.report("井盖坏了").await).await;
        house.accept(id).await;
        house.release(id, "=1+1 & <script> ]]> \"引号\", 换行\n第二行").await;
        for path in ["/board.rss", "/board.atom", "/board.rss?q=井盖&class=05"] {
            let path = path.replace("井盖", "%E4%BA%95%E7%9B%96");
            well_formed(&house.get(&path).await.text());
        }
        let csv = house.get("/board.csv").await;
        assert!(csv.media_type.starts_with("text/csv"));
        let text = csv.text();
        assert!(text.starts_with("\u{feff}number,summary,kind,") && text.contains("\"'=1+1 &"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&house.get("/board.geojson").await.text()).unwrap();
        assert_eq!(json["type"], "FeatureCollection");
    }

    async fn points_are_generalised(db: Db) {
        let house = house(db).await;
        let point = {
            let mut tx = house.matters.site.db.read().await.unwrap();
            let world = house.matters.world(&mut tx).await.unwrap();
            world.areas.values().find_map(|area| area.point).expect("a point")
        };
        let (lon, lat) = (format!("{:.6}", point.lon() + 0.000_321), format!("{:.6}", point.lat() + 0.000_123));
        let sent = house.post("/report", &[("what", "花坛垮了一角"), ("lon", &lon), ("lat", &lat)]).await;
        let id = house.matter_of(&code_of(&sent.location)).await;
        house.accept(id).await;
        house.release(id, "花坛垮了一角").await;
        let text = house.get("/board.geojson").await.text();
        assert!(text.contains("Point") && !text.contains(&lon) && !text.contains(&lat), "{text}");
        let board = house.get("/board").await.text();
        assert!(board.contains("id=\"board-points\"") && !board.contains(&lon));
    }

    async fn filters_narrow_and_pages_follow_one_another(db: Db) {
        let house = house(db).await;
        for number in 0..23 {
            let id = house.matter_of(&house.report(&format!("第{number}件小事情")).await).await;
            house.accept(id).await;
            house.release(id, &format!("第{number}件小事情")).await;
        }
        let first = house.get("/board").await.text();
        assert_eq!(first.matches("<p class=\"meta\">").count(), 20);
        let start = first.find("rel=\"next\" href=\"").unwrap() + 17;
        let next = first[start..].split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let second = house.get(&next).await.text();
        assert_eq!(second.matches("<p class=\"meta\">").count(), 3, "{second}");
        assert!(second.contains("第0件") && !second.contains("第22件"));
        let by_words = house.get("/board?q=%E7%AC%AC7%E4%BB%B6").await.text();
        assert_eq!(by_words.matches("<p class=\"meta\">").count(), 1);
        assert_eq!(house.get("/board?class=05").await.text().matches("<p class=\"meta\">").count(), 20);
        assert!(house.get("/board?class=01").await.text().contains("没有公开事项"));
        assert!(house.get("/board?state=ended").await.text().contains("没有公开事项"));
        assert_eq!(house.get("/board?state=open").await.text().matches("<p class=\"meta\">").count(), 20);
        for odd in ["/board?after=x.y", "/board?class=%27%3B--", "/board?street=nowhere", "/board?q=%25%5F"] {
            assert_eq!(house.get(odd).await.status, StatusCode::OK, "{odd}");
        }
    }

    async fn whoever_joins_gets_the_same_echo_and_no_more(db: Db) {
        let house = house(db).await;
        let code = house.report("只有我知道的原话").await;
        let id = house.matter_of(&code).await;
        house.accept(id).await;
        house.release(id, "小区路灯不亮").await;
        let number = house.number_of(id).await;
        let key = house.matters.site.new_id().to_string();
        let join = format!("/board/{number}/join");
        let fields = [("phone", "13900139000"), ("form_key", key.as_str())];
        let (first, again) = (house.post(&join, &fields).await, house.post(&join, &fields).await);
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
        assert_eq!(first.location, again.location);
        let mine = code_of(&first.location);
        assert_ne!(mine, code);
        assert!(house.get(&format!("/board/{number}")).await.text().contains("1 人也关注"));
        assert!(house.get(&first.location).await.text().contains("您也会收到回音"));

        let desk = house.staff(crate::model::Role::Dispatcher, crate::model::Scope::District);
        let lead = house.department().await;
        house.do_as(id, &desk, Act::Dispatch { lead, supports: Vec::new(), note: String::new() }).await;
        house.handle(id, lead, "灯都换好了。").await;
        let echo = house.get(&format!("/echo/{mine}")).await.text();
        assert!(echo.contains("灯都换好了") && echo.contains("小区路灯不亮"), "{echo}");
        assert!(!echo.contains("只有我知道的原话") && !echo.contains("/confirm"));
        for act in ["message", "chase", "withdraw", "confirm", "reopen"] {
            let fields = [("message", "x"), ("reopen", "x"), ("result", "solved")];
            let refused = house.post(&format!("/echo/{mine}/{act}"), &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        }
        let told = house.get(&format!("/api/v1/echo/{mine}")).await;
        assert_eq!(told.status, StatusCode::OK);
        assert!(told.text().contains("灯都换好了") && !told.text().contains("只有我知道的原话"));
        let odd = house.post(&join, &[("phone", "不是电话")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn an_address_that_cannot_be_read_is_answered_by_a_page(db: Db) {
        let house = house(db).await;
        for path in ["/board?q=%00", "/board/%ff", "/echo/%ff%fe", "/photo/%00/%00"] {
            let answer = house.get(path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(answer.media_type.starts_with("text/html"), "{path}: {}", answer.text());
        }
        let answer = house.get("/api/v1/board?street=nowhere").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.text().contains("\"code\":\"bad-form\""), "{}", answer.text());
    }

    async fn the_front_page_shows_the_latest_echoes(db: Db) {
        let house = house(db).await;
        let code = house.report("围栏坏了").await;
        let id = house.matter_of(&code).await;
        house.answer(id, "修好了。").await;
        house.release(id, "公园围栏坏了").await;
        house.post(&format!("/echo/{code}/confirm"), &[("result", "solved")]).await;
        house.do_as(id, &Actor::SYSTEM, Act::Close {}).await;
        let home = house.get("/").await.text();
        assert!(home.contains("公园围栏坏了") && home.contains("最近的回音"), "{home}");
        assert!(house.get("/board?state=ended").await.text().contains("公园围栏坏了"));
    }
}
