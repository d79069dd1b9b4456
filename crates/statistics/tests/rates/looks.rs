//! Charts, outlook and early signs as people see them, on both databases.

use std::sync::Arc;

use axum::http::StatusCode;
use huiyin_db::{Db, Tx, on_both_databases};
use huiyin_kernel::{Date, Id, Said};
use huiyin_registry::{AreaKind, Body, BodyKind, Level, bodies};
use huiyin_statistics::{Asking, Mention, Mentions, Opened};
use huiyin_web::Viewer;

use super::district::{self, District, Fact, PLAIN, add, add_area, add_the_ten, id, register};
use super::words;

const NOW: &str = "2026-11-26 09:00";

/// November: twelve closed in time, seven late, three open; ten of October.
async fn filled(db: &Db) -> District {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    add_the_ten(&mut tx).await;
    for index in 0..22 {
        let closed = index < 19;
        let fact = Fact {
            due_month: "2026-11",
            body: if index % 2 == 0 { "roads" } else { "lighting" },
            community: if index < 20 { "river" } else { "hill" },
            closed,
            in_time: index < 12,
            said: if closed { "solved" } else { "" },
            done_days: closed.then_some(index),
            ..PLAIN
        };
        add(&mut tx, &format!("november {index}"), fact).await;
    }
    tx.commit().await.unwrap();
    District::new(db, NOW)
}

/// Matters that are due from now on, and some that were.
async fn add_due(tx: &mut Tx) {
    for (index, (month, closed)) in [
        ("2026-12", false),
        ("2026-12", false),
        ("2026-12", true),
        ("2026-11", false),
        ("2027-02", false),
    ]
    .into_iter()
    .enumerate()
    {
        let fact = Fact {
            due_month: month,
            closed,
            done_days: closed.then_some(2),
            ..PLAIN
        };
        add(tx, &format!("due {index}"), fact).await;
    }
}

/// What the slice of matters would tell: lifts that fail, by a resident with name and phone.
struct Spoken;

impl Mentions for Spoken {
    fn received<'a>(
        &'a self,
        _tx: &'a mut Tx,
        days: (Date, Date),
        limit: i64,
    ) -> Asking<'a, Vec<Mention>> {
        Box::pin(async move {
            assert!(limit > 1_000 && days.1.days_since(days.0) == 111);
            let mention = |index: i64, day: &str, text: &str| Mention {
                matter: Id::derived("spoken", &format!("{day} {index}")),
                received_on: day.parse().unwrap(),
                text: text.to_owned(),
                community: if index % 2 == 0 {
                    id("river")
                } else {
                    id("hill")
                }
                .to_string(),
            };
            let before = (0..90).map(|it| {
                mention(
                    it,
                    "2026-09-10",
                    if it % 15 == 0 {
                        "电梯坏了，王秀兰13800001234"
                    } else {
                        "路灯不亮"
                    },
                )
            });
            let recent = (0..40).map(|it| {
                mention(
                    it,
                    "2026-11-20",
                    if it % 2 == 0 {
                        "电梯困人，王秀兰13800001234"
                    } else {
                        "路灯不亮"
                    },
                )
            });
            Ok(recent.chain(before).collect())
        })
    }

    /// One of them all may be opened.
    fn openable<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _viewer: &'a Viewer,
        matters: &'a [Id],
    ) -> Asking<'a, Vec<Opened>> {
        Box::pin(async move {
            let open = |matter: &Id| Opened {
                matter: *matter,
                title: "20261120-0001 电梯困人".to_owned(),
                href: format!("/desk/matters/{matter}"),
            };
            Ok(matters.iter().take(1).map(open).collect())
        })
    }
}

async fn desk(district: &District, address: &str, lang: &str) -> String {
    let (status, body) = district.get(address, lang, "look").await;
    assert_eq!(status, StatusCode::OK, "{address}: {body}");
    assert!(
        !body.contains('⟦'),
        "{address} in {lang} lacks words: {body}"
    );
    body
}

on_both_databases! {
    district::MIGRATIONS;

    async fn the_public_sees_drawings_and_tables_without_small_numbers(db: Db) {
        let district = filled(&db).await;
        for lang in ["zh-CN", "en"] {
            for view in ["trends", "days", "flows", "map"] {
                let page = district.page(&format!("/statistics/looks?view={view}"), lang).await;
                assert!(!page.contains("charts.js"), "{view}: no script for the public");
                if view != "map" {
                    assert!(page.contains("id=\"chart-"), "{view}");
                    // Both sizes, each with its title and description.
                    assert_eq!(page.matches("role=\"img\"").count() % 2, 0);
                    assert_eq!(page.matches("<desc ").count(), page.matches("role=\"img\"").count());
                }
            }
        }
        let page = words(&district.page("/statistics/looks?from=2026-11&to=2026-11", "en").await);
        // Twelve and seven could be shown, but three are open: hidden, and seven with them.
        assert!(page.contains("2026-11 12 Not shown Not shown"), "{page}");
        assert!(!page.contains(" 22 0"), "{page}");
    }

    async fn the_desk_sees_every_number_and_gets_them_as_data(db: Db) {
        let district = filled(&db).await;
        for address in ["/desk/statistics/looks", "/desk/statistics/outlook", "/desk/statistics/signs"] {
            let (status, _) = district.get(address, "en", "").await;
            assert_ne!(status, StatusCode::OK, "{address} is not for everybody");
            for lang in ["zh-CN", "en"] {
                desk(&district, address, lang).await;
            }
        }
        let page = desk(&district, "/desk/statistics/looks?from=2026-11&to=2026-11", "en").await;
        assert!(words(&page).contains("2026-11 12 7 3"), "{}", words(&page));
        assert!(page.contains("charts.js") && page.contains("<script type=\"application/json\" data-chart>"));
        let page = desk(&district, "/desk/statistics/looks?view=map&from=2026-11&to=2026-11", "en").await;
        assert!(words(&page).contains("hill 2 matters, 2 of them still open"), "{}", words(&page));
        let load = desk(&district, "/desk/statistics/looks?view=load&period=2026-11", "en").await;
        assert!(load.contains("id=\"chart-load\""), "{load}");
    }

    async fn at_desks_a_community_opens_to_its_compounds(db: Db) {
        let district = filled(&db).await;
        let mut tx = db.write().await.unwrap();
        let hill = Some(("hill", "district/street/hill/"));
        add_area(&mut tx, "terrace", AreaKind::Compound, hill, "台地小区").await;
        for index in 0..3 {
            let fact = Fact { due_month: "2026-11", community: "hill", compound: "terrace", closed: index == 0, ..PLAIN };
            add(&mut tx, &format!("terrace {index}"), fact).await;
        }
        tx.commit().await.unwrap();
        let address = |base: &str| format!("{base}?view=map&period=2026-11&area={}", id("hill"));
        let seen = async |address: String, session: &str| {
            let (status, body) = district.get(&address, "en", session).await;
            assert_eq!(status, StatusCode::OK, "{address}: {body}");
            body
        };
        let page = seen(address("/desk/statistics/looks"), "clerk@district/street/").await;
        let told = words(&page);
        assert!(told.contains("terrace 3 matters, 2 of them still open"), "{told}");
        assert!(told.contains("In no compound that is known 2 matters, 2 of them still open"), "{told}");
        let map = || "/desk/statistics/looks?view=map&period=2026-11".to_owned();
        let way = format!("period=2026-11-01..2026-11-30&amp;area={}", id("hill"));
        let way = [way.clone(), way.replace("&amp;", "&#38;"), way.replace("&amp;", "&")];
        let leads_on = |page: &str| way.iter().any(|it| page.contains(it.as_str()));
        assert!(leads_on(&seen(map(), "clerk@district/").await), "communities lead on");
        assert!(!leads_on(&seen(map(), "clerk@district/street/river/").await), "but not those of others");
        let other = words(&seen(address("/desk/statistics/looks"), "clerk@district/street/river/").await);
        assert!(!other.contains("terrace"), "compounds are for whose post covers them: {other}");
        let public = words(&district.page(&address("/statistics/looks"), "en").await);
        assert!(!public.contains("terrace"), "so close to the doors numbers are for staff: {public}");
    }

    async fn filters_of_an_address_narrow_what_is_counted(db: Db) {
        let district = filled(&db).await;
        let river = id("river");
        for (query, expected) in [
            ("period=2026-11".to_owned(), "2026-11 12 7 3"),
            ("period=2026-11-01..2026-11-30&source=web".to_owned(), "2026-11 12 7 3"),
            ("period=2026-11&source=hotline".to_owned(), "2026-11 0 0 0"),
            (format!("period=2026-11&area={river}"), "2026-11 12 7 1"),
            ("period=2026-11&area=street&category=04".to_owned(), "2026-11 12 7 3"),
            ("period=2026-11&category=0408".to_owned(), "2026-11 12 7 3"),
            ("period=2026-11&category=09".to_owned(), "2026-11 0 0 0"),
        ] {
            let page = words(&desk(&district, &format!("/desk/statistics/looks?{query}"), "en").await);
            assert!(page.contains(expected), "{query}: {page}");
        }
    }

    async fn what_makes_no_sense_is_said_so(db: Db) {
        let district = filled(&db).await;
        for query in [
            "view=leaders", "from=2026-12&to=2026-11", "from=2026-13", "period=x", "area=nowhere",
            "area=district", "category=4", "category=%27%27", "source=rumour", "view=load",
        ] {
            let (status, body) = district.get(&format!("/statistics/looks?{query}"), "en", "").await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {body}");
            assert!(body.contains("We did not understand what to show"), "{query}: {body}");
        }
        let (status, body) = district.get("/desk/statistics/outlook?area=river", "en", "look").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.contains("Back to the desk"), "staff go on with their work: {body}");
        let (_, body) = district.get("/statistics/looks?period=x", "en", "").await;
        assert!(!body.contains("Back to the desk"), "{body}");
    }

    async fn the_public_cannot_subtract_a_hidden_number(db: Db) {
        let district = filled(&db).await;
        for view in ["trends", "days", "flows", "map"] {
            for (query, sentence) in [
                ("from=2026-10&to=2026-11", "one month at a time"),
                ("period=2026", "one month at a time"),
                ("period=2026-11&area=river&category=04", "choose only one of"),
                ("period=2026-11&category=04&source=web", "choose only one of"),
            ] {
                let address = format!("/statistics/looks?view={view}&{query}");
                let (status, body) = district.get(&address, "en", "").await;
                assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
                assert!(body.contains(sentence), "{address}: {body}");
                // Staff see every number anyway.
                desk(&district, &format!("/desk{address}"), "en").await;
            }
        }
        let (status, _) = district.get("/api/v1/statistics/looks?period=2026", "en", "look").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        let page = district.page("/statistics/looks", "en").await;
        assert!(page.contains("name=\"period\"") && !page.contains("name=\"from\""), "{page}");
        // Over time each month is hidden by itself, so the year before stands beside it.
        assert!(page.contains("2025-12") && page.contains("2026-11"), "{page}");
    }

    async fn flows_tell_the_way_from_source_to_outcome_and_hide_thin_streams(db: Db) {
        let district = filled(&db).await;
        let mut tx = db.write().await.unwrap();
        let body = Body {
            id: id("evil"),
            code: "evil".to_owned(),
            kind: BodyKind::Department,
            level: Level::District,
            name: Said::new("</script><script>alert(1)</script>", "</script><script>alert(1)</script>"),
            area_id: id("district"),
            area_path: "district/".to_owned(),
            parent_id: None,
            phone: String::new(),
        };
        bodies::insert(&mut tx, &body).await.unwrap();
        for index in 0..6 {
            add(&mut tx, &format!("evil {index}"), Fact { due_month: "2026-11", body: "evil", ..PLAIN }).await;
        }
        tx.commit().await.unwrap();
        let page = desk(&district, "/desk/statistics/looks?view=flows&period=2026-11", "en").await;
        assert!(!page.contains("<script>alert"), "{page}");
        let told = words(&page);
        for leg in ["roads → Solved 10", "roads → Still open 1", "lighting → Solved 9", "lighting → Still open 2"] {
            assert!(told.contains(leg), "{leg}: {told}");
        }
        let public = words(&district.page("/statistics/looks?view=flows&period=2026-11", "en").await);
        assert!(public.contains("roads → Still open Not shown"), "{public}");
        // The only other stream out of the roads would tell it.
        assert!(public.contains("roads → Solved Not shown"), "{public}");
    }

    async fn the_outlook_counts_what_is_open_and_falls_due(db: Db) {
        let mut tx = db.write().await.unwrap();
        register(&mut tx).await;
        add_due(&mut tx).await;
        tx.commit().await.unwrap();
        let district = District::new(&db, NOW);
        let page = words(&desk(&district, "/desk/statistics/outlook", "en").await);
        assert!(page.contains("2 fall due within four weeks 1 are past their day and still open"), "{page}");
        assert!(page.contains("12-14 0 2 0 0 0 0 0"), "{page}");
        let street = words(&desk(&district, "/desk/statistics/outlook?area=street", "en").await);
        assert!(street.contains("2 fall due within four weeks"), "{street}");
        // Without anything at all there is a calendar of nothing, not an error.
        let empty = District::new(&db, "2036-11-26 09:00");
        desk(&empty, "/desk/statistics/outlook", "zh-CN").await;
    }

    async fn early_signs_open_to_matters_and_name_nobody(db: Db) {
        filled(&db).await;
        let district = District::with_mentions(&db, NOW, Arc::new(Spoken));
        let page = desk(&district, "/desk/statistics/signs", "en").await;
        let told = words(&page);
        assert!(told.contains("电梯 · 20 lately, about 2.7 would be usual"), "{told}");
        assert!(told.contains("19 more are outside of your part"), "{told}");
        assert!(page.contains("href=\"/desk/matters/"), "{page}");
        assert!(!page.contains("秀兰") && !page.contains("13800001234"), "{page}");
        assert!(!told.contains("路灯 ·"), "{told}");
        let quiet = words(&desk(&District::new(&db, NOW), "/desk/statistics/signs", "zh-CN").await);
        assert!(quiet.contains("没有找话题"), "{quiet}");
        assert!(quiet.contains("积累的周数还不够"), "{quiet}");
    }

    async fn the_interface_gives_the_tables_of_the_public_page(db: Db) {
        let district = filled(&db).await;
        let answer = district.json("/api/v1/statistics/looks?period=2026-11", "look").await;
        let month = &answer["charts"][0]["rows"][11];
        assert_eq!(month["label"], "2026-11");
        assert_eq!(month["cells"], serde_json::json!(["12", "Not shown", "Not shown"]));
        let (status, _) = district.get("/api/v1/statistics/looks?view=load", "en", "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
}
