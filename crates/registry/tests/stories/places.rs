//! The model district's places and bodies, and how they are found.

use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, StoreError, Tx, on_both_databases};
use huiyin_kernel::{Id, Instant, Lang, Point};
use huiyin_registry::demo::{self, Seeded};
use huiyin_registry::{AreaKind, BodyKind, areas, bodies};

const MIGRATIONS: &[&[huiyin_db::Migration]] =
    &[huiyin_db::MIGRATIONS, huiyin_registry::MIGRATIONS];

fn now() -> Instant {
    Instant::parse_local("2026-05-09 09:00").unwrap()
}

async fn seeded(db: &Db) -> Tx {
    let entropy = CountingEntropy::default();
    let mut tx = db.write().await.unwrap();
    demo::seed(&mut tx, &entropy, now()).await.unwrap();
    tx
}

async fn body_code(tx: &mut Tx, spelling: &str) -> Option<String> {
    let body = bodies::by_name_or_alias(tx, spelling).await.unwrap();
    body.map(|body| body.code)
}

on_both_databases! {
    MIGRATIONS;

    async fn seeding_twice_adds_nothing_the_second_time(db: Db) {
        let entropy = CountingEntropy::default();
        let mut tx = db.write().await.unwrap();
        let first = demo::seed(&mut tx, &entropy, now()).await.unwrap();
        assert_eq!(first.areas, 1 + 12 + 132 + 42);
        assert_eq!(first.bodies, 38 + 12 + 132);
        assert_eq!(first.accounts, demo::ACCOUNTS.len());
        let again = demo::seed(&mut tx, &entropy, now()).await.unwrap();
        assert_eq!(again, Seeded::default());
        tx.commit().await.unwrap();
    }

    async fn a_compound_is_found_by_a_piece_of_its_name_and_in_an_address(db: Db) {
        let mut tx = seeded(&db).await;
        let kinds = [AreaKind::Compound];
        for text in ["桐荫", "桐荫里 3栋 2单元", "桐 荫 里", "tongyinli"] {
            let found = areas::search(&mut tx, text, &kinds, 10).await.unwrap();
            assert_eq!(found.first().map(|it| it.code.as_str()), Some("c001"), "{text}");
        }
        let streets = areas::search(&mut tx, "Guanyinqiao Subdistrict", &[AreaKind::Street], 5).await.unwrap();
        assert_eq!(streets[0].name.get(Lang::Zh), "观音桥街道");
        for nothing in ["", "   ", "%", "__", "'; drop table area", "不存在的地方"] {
            assert!(areas::search(&mut tx, nothing, &kinds, 10).await.unwrap().is_empty(), "{nothing:?}");
        }
        assert_eq!(areas::search(&mut tx, "社区", &[], 3).await.unwrap().len(), 3);
    }

    async fn a_point_belongs_to_the_nearest_community_and_one_far_away_to_none(db: Db) {
        let mut tx = seeded(&db).await;
        let compound = areas::by_code(&mut tx, "c001").await.unwrap().unwrap();
        let all = areas::all(&mut tx).await.unwrap();
        let near = areas::nearest_community(&all, compound.point.unwrap()).unwrap();
        assert_eq!(near.kind, AreaKind::Community);
        assert!(near.path.starts_with("500105/500105006/"), "{}", near.path);
        let beijing = Point::from_degrees(116.4, 39.9).unwrap();
        assert_eq!(areas::nearest_community(&all, beijing), None);
    }

    async fn the_tree_holds_together(db: Db) {
        let mut tx = seeded(&db).await;
        let all = areas::all(&mut tx).await.unwrap();
        let district = all.first().unwrap();
        assert_eq!(district.code, demo::DISTRICT);
        for area in &all[1..] {
            let parent = all.iter().find(|it| Some(it.id) == area.parent_id).unwrap();
            assert_eq!(area.path, parent.path_of_child(&area.code));
            assert!(!area.name.en.is_empty(), "{}", area.code);
        }
        assert_eq!(areas::children(&mut tx, district.id).await.unwrap().len(), 12);
        let above = areas::above(&mut tx, "500105/500105006/500105006001/c001/").await.unwrap();
        let names: Vec<&str> = above.iter().map(|it| it.get(Lang::Zh)).collect();
        assert_eq!(names, ["江北区", "观音桥街道", "桃源社区", "桐荫里"]);
    }

    async fn many_spellings_are_one_body_and_a_shared_name_is_none(db: Db) {
        let mut tx = seeded(&db).await;
        for spelling in ["综合执法", "区综合行政执法支队", " 综合·执法 ", "城管执法"] {
            assert_eq!(body_code(&mut tx, spelling).await.as_deref(), Some("bm02"), "{spelling}");
        }
        // Two streets have a 正街社区: only the name with its street says which.
        assert_eq!(body_code(&mut tx, "正街社区居民委员会").await, None);
        assert_eq!(body_code(&mut tx, "正街社区").await, None);
        assert_eq!(
            body_code(&mut tx, "大石坝街道正街社区").await.as_deref(),
            Some("sq500105004004")
        );
        let lighting = bodies::by_code(&mut tx, "bm04").await.unwrap().unwrap();
        bodies::add_alias(&mut tx, lighting.id, "路灯管理").await.unwrap();
        bodies::add_alias(&mut tx, lighting.id, "路灯管理").await.unwrap();
        assert_eq!(body_code(&mut tx, "路灯 管理").await.as_deref(), Some("bm04"));
        let taken = bodies::add_alias(&mut tx, lighting.id, "综合执法").await;
        assert!(matches!(taken, Err(StoreError::Duplicate(_))));
        assert_eq!(body_code(&mut tx, "综合执法").await.as_deref(), Some("bm02"));
    }

    async fn the_bodies_for_a_place_come_nearest_first(db: Db) {
        let mut tx = seeded(&db).await;
        let path = "500105/500105006/500105006001/c001/";
        let found = bodies::for_area(&mut tx, path).await.unwrap();
        assert_eq!(found[0].code, "sq500105006001");
        assert!(found.iter().all(|body| body.covers(path)));
        let street = found.iter().find(|body| body.kind == BodyKind::StreetOffice).unwrap();
        assert_eq!(street.get(Lang::Zh), "观音桥街道办事处");
        assert_eq!(street.get(Lang::En), "Guanyinqiao Subdistrict Office");
        let companies = found.iter().filter(|body| body.kind == BodyKind::PropertyCompany);
        assert_eq!(companies.count(), 1);
        assert_eq!(bodies::by_id(&mut tx, Id::derived("body", "no such")).await.unwrap(), None);
    }

    async fn every_office_that_the_categories_name_is_known(db: Db) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../matters/data/categories.csv");
        let categories = std::fs::read_to_string(path).unwrap();
        // Who these are depends on the place, so they are found by kind of body.
        let relative = [
            "街道", "社区", "物业", "物业企业", "业委会", "权属单位", "街道爱卫", "街道窗口",
            "街道经济发展", "社区研判", "数据安全负责人",
        ];
        let mut tx = seeded(&db).await;
        let mut looked_up = 0;
        for line in categories.lines().skip(1) {
            let leads = line.split(',').nth(5).unwrap();
            for lead in leads.split('/').filter(|lead| !relative.contains(lead)) {
                assert!(body_code(&mut tx, lead).await.is_some(), "{lead}");
                looked_up += 1;
            }
        }
        assert!(looked_up > 40, "{looked_up}");
    }
}
