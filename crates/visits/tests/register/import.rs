//! A table of doors: looked at, decided on, confirmed, and the same again.

use std::time::Duration;

use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::geo::Crs;

use crate::house::{COORDINATOR, House, MIGRATIONS, Staff, rows};

const HERE: &str = "/desk/doors/import";
/// Looks at a running import before the test gives up.
const LOOKS: usize = 600;

const FILE: &str = "编号,类型,社区,小区,楼栋,单元,房号,户主,联系电话\n\
    1,住户,桃源社区,桐荫里,1栋,1,1-1,陈某某,13800001234\n\
    2,商户,桃源社区居委会,桐荫里,1栋,,门面2,=cmd,\n\
    3,住户,桃源社区,桐荫里二期,2栋,1,1-1,,\n\
    4,住户,没有社区,桐荫里,1栋,1,1-1,,\n\
    5,住户,桃源社区,桐荫里,1栋,1,1－1,,\n";

async fn uploaded(anna: &Staff<'_>, file: &str) -> String {
    let answer = anna.upload(HERE, "doors.csv", file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location
}

async fn confirmed(anna: &Staff<'_>, here: &str) -> String {
    let answer = anna.submit(here, (here, "value=\"confirm\""), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    for _ in 0..LOOKS {
        let page = anna.page(here).await;
        if !page.contains("http-equiv=\"refresh\"") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the import does not end");
}

/// The figures of the page: rows, new, changed, unchanged, not taken.
fn figures(page: &str) -> Vec<usize> {
    let facts = page.split("<dl class=\"facts\">").nth(1).unwrap();
    let facts = facts.split("</dl>").next().unwrap();
    let cells = facts.split("<dd class=\"num\">").skip(1);
    cells
        .map(|cell| cell.split('<').next().unwrap().parse().unwrap())
        .collect()
}

on_both_databases! { MIGRATIONS;
    async fn an_import_is_told_as_json_to_whoever_began_it(db: Db) {
        let house = House::open(&db).await;
        let anna = house.staff(COORDINATOR, "en").await;
        let here = uploaded(&anna, FILE).await;
        let path = format!("/api/v1/doors/imports/{}", here.rsplit('/').next().unwrap());
        let read = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let judged = read(anna.page(&path).await);
        assert_eq!((&judged["state"], &judged["rows"], &judged["written"]), (&"judged".into(), &5.into(), &0.into()));
        confirmed(&anna, &here).await;
        let done = read(anna.page(&path).await);
        assert_eq!((&done["state"], &done["written"], &done["faults_in_all"]), (&"done".into(), &2.into(), &3.into()));
        let codes: Vec<&str> = done["faults"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"unknown_community"), "{codes:?}");
        assert_eq!(done["faults"][0]["row"].as_u64().map(|row| row > 1), Some(true));
        // Nobody sees another's, and no id that was made up.
        let other = house.staff("supervisor", "en").await;
        assert_ne!(other.get(&path).await.status, StatusCode::OK);
        let invented = "/api/v1/doors/imports/01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(anna.get(invented).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_file_is_looked_at_decided_on_and_taken_once(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let here = uploaded(&anna, FILE).await;
        let page = anna.page(&here).await;
        assert_eq!(figures(&page), [5, 2, 0, 0, 3]);
        for sentence in ["小区名称还没有定", "没有这个社区", "这一户在文件里出现过了", "见第 2 行"] {
            assert!(page.contains(sentence), "{sentence}\n{page}");
        }
        let mut tx = db.read().await.unwrap();
        assert_eq!(rows(&mut tx, "dwelling").await, 0, "nothing is written yet");
        drop(tx);
        let estate = format!("estate-{}-桐荫里二期", community.id);
        assert!(page.contains(&estate), "{page}");
        anna.submit(&here, (&here, "value=\"decide\""), &[(&estate, "own")]).await;
        assert_eq!(figures(&anna.page(&here).await), [5, 3, 0, 0, 2]);
        let done = confirmed(&anna, &here).await;
        assert_eq!(figures(&done), [5, 3, 0, 0, 2]);

        let again = uploaded(&anna, FILE).await;
        let page = anna.page(&again).await;
        assert_eq!(figures(&page), [5, 0, 0, 3, 2], "the decision is remembered");
        assert!(!page.contains("value=\"confirm\""), "there is nothing to write");

        // The row that takes the place comes before the one that leaves it.
        let mut lines: Vec<String> = FILE.lines().map(str::to_owned).collect();
        let moved = lines.remove(1).replace("1-1,陈某某", "1-9,陈某某");
        lines.push(moved);
        let changed = lines.join("\n");
        let here = uploaded(&anna, &changed).await;
        assert_eq!(figures(&confirmed(&anna, &here).await)[1..4], [1, 1, 2], "moved, and its old place is free");
        let mut tx = db.read().await.unwrap();
        assert_eq!(rows(&mut tx, "dwelling").await, 4);
        let csv = anna.get("/desk/doors.csv").await.text;
        assert!(csv.contains("1单元1-9") && !csv.contains(",=cmd"), "{csv}");
    }

    async fn what_we_export_comes_back_without_its_masks(db: Db) {
        let house = House::open(&db).await;
        let anna = house.staff(COORDINATOR, "en").await;
        let file = FILE.lines().take(2).collect::<Vec<_>>().join("\n");
        let here = uploaded(&anna, &file).await;
        confirmed(&anna, &here).await;
        let csv = anna.get("/desk/doors.csv").await.text;
        let here = uploaded(&anna, &csv).await;
        confirmed(&anna, &here).await;
        let mut tx = db.read().await.unwrap();
        assert_eq!(rows(&mut tx, "dwelling").await, 1);
        let keys = &house.visits.site.keys;
        let doors = huiyin_visits::store::dwellings::below(&mut tx, keys, "", None, 10);
        let door = doors.await.unwrap().remove(0);
        assert_eq!(door.phone.as_deref(), Some("13800001234"));
        assert_eq!(door.name.as_deref(), Some("陈某某"));
    }

    async fn points_are_read_in_the_system_in_which_they_lie(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let middle = community.point.unwrap();
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let mut file = "社区,小区,房号,经度,纬度\n".to_owned();
        for number in 0..24 {
            let written = Crs::Bd09.from_wgs84(middle);
            let line = format!("桃源社区,桐荫里,{number},{},{}\n", written.lon(), written.lat());
            file.push_str(&line);
        }
        let here = uploaded(&anna, &file).await;
        assert!(anna.page(&here).await.contains("坐标按 BD-09 读取"));
        let few = file.lines().take(4).collect::<Vec<_>>().join("\n");
        let here = uploaded(&anna, &few).await;
        let page = anna.page(&here).await;
        assert!(page.contains("看不出坐标是哪个坐标系") && !page.contains("value=\"confirm\""));
        let columns = [
            ("column-community", "0"), ("column-compound", "1"), ("column-door", "2"),
            ("column-lon", "3"), ("column-lat", "4"), ("system", "BD-09"),
        ];
        anna.submit(&here, (&here, "value=\"columns\""), &columns).await;
        confirmed(&anna, &here).await;
        let mut tx = db.read().await.unwrap();
        let keys = &house.visits.site.keys;
        let doors = huiyin_visits::store::dwellings::below(&mut tx, keys, "", None, 10);
        for door in doors.await.unwrap() {
            let away = huiyin_kernel::geo::distance_metres(door.dwelling.point.unwrap(), middle);
            assert!(away <= 1, "{away} metres");
        }
    }

    async fn a_sample_can_be_taken_filled_in_and_imported(db: Db) {
        let house = House::open(&db).await;
        for lang in ["zh-CN", "en"] {
            let anna = house.staff(COORDINATOR, lang).await;
            let page = anna.page(HERE).await;
            for kind in ["xlsx", "csv"] {
                assert!(page.contains(&format!("href=\"{HERE}/sample.{kind}\"")), "{page}");
            }
            let xlsx = anna.get(&format!("{HERE}/sample.xlsx")).await;
            assert!(xlsx.status == StatusCode::OK && xlsx.text.starts_with("PK"));
            let csv = anna.get(&format!("{HERE}/sample.csv")).await;
            assert_eq!(csv.status, StatusCode::OK);
            let here = uploaded(&anna, &csv.text).await;
            let page = anna.page(&here).await;
            assert!(page.contains("WGS-84") && page.contains("value=\"confirm\""), "{page}");
            let found = figures(&page);
            assert_eq!((found[0], found[4]), (2, 0), "{page}");
        }
    }

    async fn what_is_no_table_is_told_and_a_column_can_be_named(db: Db) {
        let house = House::open(&db).await;
        let anna = house.staff(COORDINATOR, "en").await;
        for bytes in [&b""[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html><table>"] {
            let answer = anna.upload(HERE, "x.xls", bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bytes:?}");
        }
        let here = uploaded(&anna, "甲,乙,丙\n桃源社区,桐荫里,7-1\n").await;
        let page = anna.page(&here).await;
        for words in ["No column for", "room, flat", "longitude"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let columns = [("column-community", "0"), ("column-compound", "1"), ("column-door", "2"), ("system", "auto")];
        anna.submit(&here, (&here, "value=\"columns\""), &columns).await;
        assert_eq!(figures(&confirmed(&anna, &here).await), [1, 1, 0, 0, 0]);
        let other = house.staff(COORDINATOR, "en").await;
        assert_eq!(other.get(&here).await.status, StatusCode::OK, "the same person, another browser");
        let gone = format!("{HERE}/{}", huiyin_kernel::Id::derived("test", "gone"));
        assert_eq!(anna.get(&gone).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
