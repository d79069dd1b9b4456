//! The page of figures, its file and its interface, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "rates/district.rs"]
#[expect(dead_code, reason = "the rates use the rest of it")]
mod district;

use axum::http::StatusCode;
use district::{District, at, id, register};
use huiyin_db::facts::{Fact, Place, add, fold};
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::{Id, Lang};
use huiyin_statistics::Statistics;
use huiyin_statistics::rules::catalogue::FIGURES;
use huiyin_statistics::rules::filter::{By, Filter, Level, Place as Area, Span};
use huiyin_web::Texts;

/// Kind, day, community, way in, class, how many, and how long each took.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    usize,
    i64,
);

/// Facts of November and October 2026 and of November 2025 in two communities of one street.
const ROWS: &[Row] = &[
    ("matter.received", "2026-11-03", "river", "web", "04", 20, 0),
    (
        "matter.received",
        "2026-11-04",
        "hill",
        "hotline",
        "05",
        9,
        0,
    ),
    (
        "matter.received",
        "2026-11-05",
        "hill",
        "hotline",
        "06",
        3,
        0,
    ),
    ("matter.received", "2026-10-03", "river", "web", "04", 7, 0),
    ("matter.received", "2025-11-30", "river", "web", "04", 6, 0),
    ("matter.closed", "2026-11-10", "river", "web", "04", 6, 7),
    ("matter.closed", "2026-11-11", "river", "web", "04", 2, 40),
    (
        "matter.closed.within-thirty",
        "2026-11-10",
        "river",
        "web",
        "04",
        6,
        0,
    ),
    ("compound.mediation", "2026-11-10", "river", "", "", 2, 0),
];

async fn fill(db: &Db) {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    let mut facts = Vec::new();
    for (kind, day, community, source, class, count, amount) in ROWS {
        for number in 0..*count {
            let subject = Id::derived(
                "figures test",
                &format!("{kind} {day} {community} {source} {class} {number}"),
            );
            let place = Place {
                street: Some(id("street")),
                community: Some(id(community)),
                compound: None,
            };
            facts.push(
                Fact {
                    category: format!("{class}08"),
                    source: (*source).to_owned(),
                    ..Fact::once("matter", subject, *kind, at(&format!("{day} 09:00")), place)
                }
                .measuring(*amount),
            );
        }
    }
    add(&mut tx, &facts).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn every_figure_and_every_kind_has_its_words() {
    let texts = Texts::load().unwrap();
    for figure in FIGURES {
        let key = figure.key;
        let mut keys = vec![
            format!("statistics-figures-{key}"),
            format!("statistics-figures-{key}-means"),
        ];
        let kinds = figure.kinds().iter().chain(figure.among());
        keys.extend(kinds.map(|it| format!("statistics-figures-kind-{}", it.replace('.', "-"))));
        for key in keys {
            for lang in [Lang::Zh, Lang::En] {
                assert!(texts.has(lang, &key), "{lang:?}: {key}");
            }
        }
    }
}

fn november() -> Filter {
    Filter::of(Span::parse("2026-11").unwrap())
}

fn figure<'a>(answer: &'a serde_json::Value, key: &str) -> &'a serde_json::Value {
    answer["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["key"] == key)
        .unwrap()
}

on_both_databases! {
    district::MIGRATIONS;

    async fn sums_and_series_are_the_same_folded_or_not_and_add_up(db: Db) {
        fill(&db).await;
        let street = Filter { area: Some(Area { id: id("street"), level: Level::Street }), ..november() };
        let day = Filter::of(Span::parse("2026-11-03..2026-11-04").unwrap());
        let hotline = Filter { source: Some("hotline".to_owned()), ..november() };
        let class = Filter { category: Some("05".to_owned()), ..november() };
        let both = Filter { category: Some("0508".to_owned()), ..hotline.clone() };
        for is_folded in [false, true] {
            if is_folded {
                while fold::run(&db, at("2026-11-23 09:00")).await.unwrap() > 0 {}
            }
            let mut tx = db.read().await.unwrap();
            let kinds = ["matter.received"];
            for (filter, count) in [(&november(), 32), (&street, 32), (&day, 29), (&hotline, 12), (&class, 9), (&both, 9)] {
                let sum = Statistics::sum(&mut tx, &kinds, filter).await.unwrap();
                assert_eq!(sum.count, count, "{filter:?} {is_folded}");
                for by in [By::Day, By::Month, By::Area, By::Class, By::Category, By::Source, By::Body] {
                    let series = Statistics::series(&mut tx, &kinds, filter, by).await.unwrap();
                    let all: i64 = series.iter().map(|it| it.sum.count).sum();
                    assert_eq!(all, count, "{filter:?} {by:?} {is_folded}");
                }
            }
            let communities = Statistics::series(&mut tx, &kinds, &street, By::Area).await.unwrap();
            assert_eq!(communities.len(), 2);
            let closed = Statistics::sum(&mut tx, &["matter.closed"], &november()).await.unwrap();
            assert_eq!((closed.count, closed.amount), (8, 6 * 7 + 2 * 40));
            let spread = Statistics::spread(&mut tx, "matter.closed", &november(), 30).await.unwrap();
            assert_eq!(spread, [(7, 6), (31, 2)]);
        }
    }

    async fn the_page_opens_in_both_languages_with_its_neighbours_in_time(db: Db) {
        fill(&db).await;
        let district = District::new(&db, "2026-11-23 09:00");
        for lang in ["zh-CN", "en"] {
            let page = district.page("/statistics?period=2026-11", lang).await;
            for expected in [">32<", ">7<", ">6<", "75.00%", "6 / 8", "15.3"] {
                assert!(page.contains(expected), "{expected} in {page}");
            }
            let not_yet = if lang == "en" { "Not yet in use" } else { "尚未启用" };
            assert!(page.contains(not_yet));
            let one = district.page("/statistics/within-thirty?period=2026-11", lang).await;
            let (made, months) = if lang == "en" { ("6 of 8", ["November 2026", "October 2026"]) } else { ("共 8 件，其中 6 件", ["2026年11月", "2026年10月"]) };
            assert!(one.contains(made) && months.iter().all(|it| one.contains(it)), "{one}");
            assert_eq!(page.matches(not_yet).count(), 1, "told once, with what it is about");
            assert!(one.contains("6 / 8") && !one.contains("statistics-figures"), "{one}");
        }
        let (status, _) = district.get("/statistics/no-such-figure", "en", "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, _) = district.get("/statistics?period=2026-13", "en", "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        let (status, _) = district.get("/statistics?source=%27%20OR%201", "en", "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }

    async fn the_public_learns_no_small_number_by_asking_again(db: Db) {
        fill(&db).await;
        let district = District::new(&db, "2026-11-23 09:00");
        let answer = district.json("/api/v1/statistics?period=2026-11", "").await;
        assert_eq!(figure(&answer, "received")["now"]["value"], "32");
        assert_eq!(figure(&answer, "mediations")["now"]["missing"], "small");
        assert_eq!(figure(&answer, "activities")["now"]["missing"], "not_yet_in_use");
        assert_eq!(figure(&answer, "days-to-close")["now"]["value"], "15.3");
        // Three matters of class 06 are small, and 32 - 20 - 9 would tell them.
        let of = |class: &str| format!("/api/v1/statistics/received?period=2026-11&category={class}");
        let six = district.json(&of("06"), "").await;
        assert_eq!(figure(&six, "received")["now"]["missing"], "small");
        let five = district.json(&of("05"), "").await;
        assert_eq!(figure(&five, "received")["now"]["missing"], "beside_small");
        let four = district.json(&of("04"), "").await;
        assert_eq!(figure(&four, "received")["now"]["value"], "20");
        // Two filters at once, other times than months, and what only staff sees.
        for closed in [
            "/statistics?period=2026-11&category=06&source=web",
            "/statistics?period=2026-11&category=0608",
            "/statistics?period=2026",
            "/statistics?period=2026-11-01..2026-11-05",
        ] {
            let (status, _) = district.get(closed, "en", "").await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{closed}");
        }
        let (status, _) = district.get("/statistics/returned", "en", "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let page = district.page("/statistics/received?period=2026-11", "en").await;
        assert!(!page.contains("rows-head"), "{page}");
    }

    async fn staff_sees_small_numbers_and_every_filter(db: Db) {
        fill(&db).await;
        let district = District::new(&db, "2026-11-23 09:00");
        let session = "statistics.look";
        let answer = district.json("/api/v1/statistics?period=2026-11", session).await;
        assert_eq!(figure(&answer, "mediations")["now"]["value"], "2");
        assert_eq!(figure(&answer, "received")["before"]["value"], "7");
        assert_eq!(figure(&answer, "received")["a_year_before"]["value"], "6");
        let narrow = "/api/v1/statistics/received?period=2026-11-03..2026-11-05&category=0608&source=hotline";
        let answer = district.json(narrow, session).await;
        assert_eq!(figure(&answer, "received")["now"]["value"], "3");
        // Without a post that reaches the place there are no rows.
        let (status, page) = district.get("/statistics/received?period=2026-11", "en", session).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("rows-head"), "{page}");
        let (_, file) = district.get("/statistics.csv?period=2026-11", "en", session).await;
        assert!(file.contains("received,Matters received,Number,32"), "{file}");
        assert!(file.contains("within-thirty,Closed within 30 days,Per cent,75.00,6,8"), "{file}");
    }
}
