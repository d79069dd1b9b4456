//! The rates as the public sees them, on both databases, with the figures of rule 2.4.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "rates/district.rs"]
#[expect(dead_code, reason = "bulletins use the rest of it")]
mod district;
#[path = "rates/looks.rs"]
mod looks;

use axum::http::StatusCode;
use district::{District, Fact, PLAIN, add, add_the_ten, add_tianmen, close_all, register};
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::Said;

async fn filled(db: &Db) -> District {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    add_the_ten(&mut tx).await;
    add_tianmen(&mut tx).await;
    tx.commit().await.unwrap();
    District::new(db, "2026-11-23 09:00")
}

/// The text of a page without its tags.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => {
                is_tag = true;
                text.push(' ');
            }
            '>' => is_tag = false,
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both_databases! {
    district::MIGRATIONS;

    async fn every_statement_is_understood(db: Db) {
        let mut tx = db.read().await.unwrap();
        for query in huiyin_statistics::QUERIES.iter().copied().flatten() {
            assert!(!query.is_exception(), "{} differs", query.name);
            tx.check(*query).await.unwrap_or_else(|error| panic!("{}: {error}", query.name));
        }
    }

    async fn r2_4_the_ten_through_page_and_interface(db: Db) {
        let district = filled(&db).await;
        for lang in ["zh-CN", "en"] {
            let page = words(&district.page("/rates?month=2026-10", lang).await);
            for expected in ["83.33% 5 / 6", "66.67% 4 / 6", "60.00% 6 / 10"] {
                assert!(page.contains(expected), "{expected} in {page}");
            }
            // Nobody needed contact: no share, neither 0 % nor 100 %, and few are told to staff only.
            let (hidden, none) = if lang == "en" { ("Fewer than 5, not shown", "No record") } else { ("少于 5 件，不公开", "没有记录") };
            // Once, where the words are explained.
            assert!(page.contains(hidden) && page.matches(none).count() == 1, "{page}");
            let (_, page) = district.get("/rates?month=2026-10", lang, "desk").await;
            assert!(page.matches(none).count() > 1 && !page.contains(hidden), "{page}");
        }
        let answer = district.json("/api/v1/rates?month=2026-10", "").await;
        let counted = &answer["total"]["counted"];
        assert_eq!(counted["resolution"]["percent"], "83.33");
        assert_eq!(counted["satisfaction"]["percent"], "66.67");
        assert_eq!(counted["call_back_coverage"]["percent"], "60.00");
        assert_eq!(counted["call_back_coverage"]["numerator"], 6);
        assert_eq!(counted["response"]["percent"], serde_json::Value::Null);
        assert_eq!(counted["response"]["hidden"], "small");
        assert_eq!(counted["response"]["denominator"], serde_json::Value::Null);
        let (_, file) = district.get("/rates.csv?month=2026-10", "en", "").await;
        assert!(file.contains(",Not shown,,,5,6,83.33,"), "{file}");
        let staff = district.json("/api/v1/rates?month=2026-10", "desk").await;
        assert_eq!(staff["total"]["counted"]["response"]["denominator"], 0);
        assert_eq!(counted["median_tenths_of_days"], 45);
        assert_eq!(counted["ninetieth_percentile_days"], 8);
    }

    async fn r2_4_tianmen_by_body_class_and_place(db: Db) {
        let district = filled(&db).await;
        let page = words(&district.page("/rates?month=2016-12&by=class", "zh-CN").await);
        for expected in ["93.72% 911 / 972", "75.82% 737 / 972", "94.35% 902 / 956", "56.25% 9 / 16"] {
            assert!(page.contains(expected), "{expected} in {page}");
        }
        let bodies = district.json("/api/v1/rates?month=2016-12&by=body", "").await;
        let closing = |group: &serde_json::Value| group["counted"]["closing"]["percent"].clone();
        assert_eq!(bodies["groups"][0]["code"], "lighting");
        assert_eq!(closing(&bodies["groups"][0]), "94.35");
        assert_eq!(closing(&bodies["groups"][1]), "56.25");
        let places = district.json("/api/v1/rates?month=2016-12&by=place", "").await;
        let names: Vec<_> = places["groups"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
        // The street, then its communities in the order of the register, the weaker one first.
        assert_eq!(names, ["street", "hill", "river"]);
        assert_eq!(closing(&places["groups"][0]), "93.72");
        assert_eq!(closing(&places["groups"][1]), "56.25");
        assert_eq!(places["groups"][1]["nested"], true);
    }

    async fn all_months_are_the_sum_and_the_latest_begun_month_opens(db: Db) {
        let district = filled(&db).await;
        let mut tx = db.write().await.unwrap();
        add(&mut tx, "of next year", Fact { due_month: "2027-01", ..PLAIN }).await;
        tx.commit().await.unwrap();
        let usual = district.json("/api/v1/rates", "desk").await;
        assert_eq!(usual["period"], "2026-10");
        assert_eq!(usual["months"], serde_json::json!(["2027-01", "2026-10", "2016-12"]));
        let (_, page) = district.get("/rates", "en", "desk").await;
        assert!(page.contains(">January 2027 (still to come)<") && page.contains(">October 2026<"), "{page}");
        let all = district.json("/api/v1/rates?month=all&by=month", "desk").await;
        assert_eq!(all["total"]["counted"]["matters"], 983);
        let months: Vec<_> = all["groups"].as_array().unwrap().iter().map(|it| it["code"].clone()).collect();
        assert_eq!(months, ["2016-12", "2026-10", "2027-01"]);
        // The trend beside one month ends with it, and its total is the month's own.
        let trend = district.json("/api/v1/rates?month=2026-10&by=month", "desk").await;
        assert_eq!(trend["groups"].as_array().unwrap().len(), 2);
        assert_eq!(trend["total"]["counted"]["matters"], 10);
    }

    async fn what_is_left_out_is_printed_and_both_rates_are_given(db: Db) {
        let district = filled(&db).await;
        let mut tx = db.write().await.unwrap();
        for index in 0..2 {
            let fact = Fact {
                due_month: "2026-10", excluded: "not_real", call_back_due: true, said: "not_solved",
                rating: "not_content", ..PLAIN
            };
            add(&mut tx, &format!("left out {index}"), fact).await;
        }
        tx.commit().await.unwrap();
        let page = words(&district.page("/rates?month=2026-10", "en").await);
        assert!(page.contains("Found not to be so: 2"), "{page}");
        assert!(page.contains("with the 2 left out"), "{page}");
        assert!(page.contains("83.33% 5 / 6") && page.contains("62.50% 5 / 8"), "{page}");
        let answer = district.json("/api/v1/rates?month=2026-10", "").await;
        assert_eq!(answer["left_out"], serde_json::json!([{"reason": "not_real", "matters": 2}]));
        assert_eq!(answer["total"]["counted"]["matters"], 10);
        assert_eq!(answer["total"]["everything"]["matters"], 12);
    }

    async fn what_was_never_accepted_is_not_counted_and_old_open_matters_are(db: Db) {
        let mut tx = db.write().await.unwrap();
        register(&mut tx).await;
        let october = Fact { due_month: "2026-10", contact_needed: true, ..PLAIN };
        // Raised on 1 October, 53 days before the day of asking.
        add(&mut tx, "open", october).await;
        add(&mut tx, "quick", Fact { contacted_in_time: true, closed: true, done_days: Some(30), ..october }).await;
        add(&mut tx, "slow", Fact { closed: true, done_days: Some(31), ..october }).await;
        add(&mut tx, "withdrawn", Fact { accepted: false, closed: true, done_days: Some(1), ..october }).await;
        // Due in the same month as another, raised 22 days before.
        add(&mut tx, "young", Fact { due_month: "2026-11", ..PLAIN }).await;
        tx.commit().await.unwrap();
        let district = District::new(&db, "2026-11-23 09:00");
        let answer = district.json("/api/v1/rates?month=2026-10", "desk").await;
        let counted = &answer["total"]["counted"];
        assert_eq!(counted["matters"], 3);
        assert_eq!(counted["response"]["percent"], "33.33");
        assert_eq!(counted["done_within_benchmark"]["numerator"], 1);
        assert_eq!(counted["done_within_benchmark"]["denominator"], 3);
        let november = district.json("/api/v1/rates?month=2026-11", "desk").await;
        assert_eq!(november["total"]["counted"]["done_within_benchmark"]["percent"], serde_json::Value::Null);
    }

    async fn small_groups_are_for_staff_only(db: Db) {
        let mut tx = db.write().await.unwrap();
        register(&mut tx).await;
        for (name, community, matters) in [("r", "river", 6), ("h", "hill", 4)] {
            for index in 0..matters {
                let fact = Fact { due_month: "2026-10", community, closed: true, ..PLAIN };
                add(&mut tx, &format!("{name}{index}"), fact).await;
            }
        }
        tx.commit().await.unwrap();
        let district = District::new(&db, "2026-11-23 09:00");
        let address = "/api/v1/rates?month=2026-10&by=place";
        let public = district.json(address, "").await;
        let hidden: Vec<_> = public["groups"].as_array().unwrap().iter().map(|it| it["hidden"].clone()).collect();
        assert_eq!(hidden, [serde_json::Value::Null, "small".into(), "beside_small".into()]);
        assert_eq!(public["groups"][1]["counted"], serde_json::Value::Null);
        let staff = district.json(address, "desk").await;
        assert_eq!(staff["groups"][1]["counted"]["matters"], 4);
        let other_staff = district.json(address, "elsewhere").await;
        assert_eq!(other_staff["groups"][1]["hidden"], "small");
        let page = words(&district.page("/rates?month=2026-10&by=place", "en").await);
        assert!(page.contains("Fewer than 5, not shown"), "{page}");
        let (_, file) = district.get("/rates.csv?month=2026-10&by=place", "en", "").await;
        let line = file.lines().find(|line| line.contains("hill")).unwrap();
        assert!(line.contains("Not shown") && !line.contains(",4,"), "{line}");
    }

    async fn the_categories_of_one_class_with_their_names(db: Db) {
        filled(&db).await;
        let names = [("0503".to_owned(), Said::new("占道经营", "Street stalls"))];
        let named = |statistics: huiyin_statistics::Statistics| statistics.with_categories(names.into());
        let district = District::built(&db, "2026-11-23 09:00", named);
        let codes = |answer: &serde_json::Value| -> Vec<String> {
            let groups = answer["groups"].as_array().unwrap().iter();
            groups.map(|it| it["code"].as_str().unwrap().to_owned()).collect()
        };
        let first = district.json("/api/v1/rates?month=2016-12&by=category", "").await;
        assert_eq!((codes(&first), first["class"].as_str()), (vec!["03".to_owned(), "0306".to_owned()], Some("03")));
        let asked = district.json("/api/v1/rates?month=2016-12&by=category&class=05", "").await;
        assert_eq!(codes(&asked), ["05", "0503"]);
        assert_eq!(asked["groups"][1]["nested"], true);
        assert_eq!(asked["groups"][1]["counted"]["closing"]["percent"], "94.35");
        assert_eq!(asked["total"]["counted"]["matters"], 972, "the total stays that of the district");
        for (lang, name) in [("zh-CN", "占道经营"), ("en", "Street stalls")] {
            let page = words(&district.page("/rates?month=2016-12&by=category&class=05", lang).await);
            assert!(page.contains(name) && page.contains("94.35% 902 / 956"), "{page}");
            assert!(!page.contains("56.25%"), "of another class: {page}");
        }
        let (_, file) = district.get("/rates.csv?month=2016-12&by=category&class=05", "en", "").await;
        assert_eq!(file.lines().count(), 1 + 2 * 2, "{file}");
        assert!(file.contains(",0503,Street stalls,"), "{file}");
        let (status, _) = district.get("/rates?by=category&class=5", "en", "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }

    async fn small_categories_are_hidden_and_so_is_what_lies_in_a_hidden_class(db: Db) {
        let mut tx = db.write().await.unwrap();
        register(&mut tx).await;
        for (category, matters) in [("0401", 6), ("0402", 4), ("0601", 20)] {
            for index in 0..matters {
                let fact = Fact { due_month: "2026-10", category, ..PLAIN };
                add(&mut tx, &format!("{category} {index}"), fact).await;
            }
        }
        tx.commit().await.unwrap();
        let district = District::new(&db, "2026-11-23 09:00");
        let hidden = async |class: &str, session: &str| {
            let address = format!("/api/v1/rates?month=2026-10&by=category&class={class}");
            let answer = district.json(&address, session).await;
            let groups = answer["groups"].as_array().unwrap().iter();
            groups.map(|it| it["hidden"].as_str().unwrap_or("shown").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(hidden("04", "").await, ["shown", "beside_small", "small"]);
        assert_eq!(hidden("04", "desk").await, ["shown", "shown", "shown"]);
        let mut tx = db.write().await.unwrap();
        for index in 0..3 {
            let fact = Fact { due_month: "2026-10", category: "0503", ..PLAIN };
            add(&mut tx, &format!("few {index}"), fact).await;
        }
        tx.commit().await.unwrap();
        district.clock.advance_seconds(10);
        assert_eq!(hidden("05", "").await, ["small", "small"]);
        // With the sum of the district and of the others the small class could be worked out.
        assert_eq!(hidden("04", "").await, ["beside_small", "beside_small", "beside_small"]);
        assert_eq!(hidden("06", "").await, ["shown", "shown"]);
    }

    async fn the_file_says_what_the_page_says(db: Db) {
        let district = filled(&db).await;
        let (status, file) = district.get("/rates.csv?month=2016-12&by=class", "en", "").await;
        assert_eq!(status, StatusCode::OK);
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines.len(), 1 + 2 * 2, "{file}");
        assert!(lines[0].starts_with("Period,Code,Name,Scope,Matters,Contacted · part"), "{}", lines[0]);
        let street_order = lines.iter().find(|line| line.contains(",05,")).unwrap();
        assert!(street_order.contains("902,956,94.35"), "{street_order}");
    }

    async fn an_empty_district_and_a_wrong_question_have_words(db: Db) {
        let district = District::new(&db, "2026-11-23 09:00");
        for lang in ["zh-CN", "en"] {
            district.page("/rates", lang).await;
            district.page("/rates?month=all&by=month", lang).await;
        }
        for address in ["/rates?month=2026-13", "/rates?by=person", "/api/v1/rates?month=%27", "/rates.csv?by=x"] {
            let (status, body) = district.get(address, "en", "").await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
            assert!(body.contains("no such month or grouping"), "{body}");
        }
    }

    async fn the_job_counts_ahead_once_an_hour(db: Db) {
        let district = filled(&db).await;
        assert_eq!(district.statistics.count_months().await.unwrap(), 2);
        assert_eq!(district.statistics.count_months().await.unwrap(), 0);
        district.clock.advance_seconds(3600);
        assert_eq!(district.statistics.count_months().await.unwrap(), 2);
    }

    async fn a_large_district_adds_up_what_was_counted_before(db: Db) {
        let fresh = filled(&db).await.json("/api/v1/rates?month=all&by=place", "desk").await;
        let district = District::counting_afresh(&db, "2026-11-23 09:00", 0);
        let before = district.json("/api/v1/rates?month=all&by=place", "desk").await;
        assert_eq!(before["pending"], serde_json::json!(["2016-12"]));
        assert_eq!(before["total"]["counted"]["matters"], 10);
        let page = words(&district.page("/rates?month=all&by=month", "en").await);
        assert!(page.contains("still being counted: December 2016"), "{page}");
        district.statistics.count_months().await.unwrap();
        district.clock.advance_seconds(60);
        let after = district.json("/api/v1/rates?month=all&by=place", "desk").await;
        assert_eq!(after, fresh);
    }

    async fn a_count_serves_for_seconds_and_is_then_made_anew(db: Db) {
        let district = filled(&db).await;
        let closing = async || {
            let answer = district.json("/api/v1/rates?month=2016-12", "").await;
            answer["total"]["counted"]["closing"]["numerator"].clone()
        };
        assert_eq!(closing().await, 911);
        close_all(&db, "2016-12").await;
        assert_eq!(closing().await, 911);
        district.clock.advance_seconds(10);
        assert_eq!(closing().await, 972);
    }
}

#[test]
fn the_document_names_the_endpoint_and_its_answer() {
    let document = serde_json::to_value(huiyin_statistics::openapi()).unwrap();
    assert!(
        document["paths"]["/api/v1/rates"]["get"].is_object(),
        "{document}"
    );
    assert!(
        document["components"]["schemas"]["RatesAnswer"].is_object(),
        "{document}"
    );
}

/// No figure of this product measures how busy a person is, and nothing is put in order of rank
/// (rule F1): the words of the catalogue are looked through for it.
#[test]
fn f1_no_leaderboard_and_no_activity_metric() {
    for file in [
        "../../locales/zh-CN/statistics.ftl",
        "../../locales/en/statistics.ftl",
        "../../locales/zh-CN/statistics-looks.ftl",
        "../../locales/en/statistics-looks.ftl",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).unwrap().to_lowercase();
        for word in [
            "排行",
            "名列",
            "积分",
            "打卡",
            "在线时长",
            "活跃",
            "leaderboard",
            "top ten",
            "activity",
            "points earned",
        ] {
            assert!(!text.contains(word), "{file}: {word}");
        }
    }
}
