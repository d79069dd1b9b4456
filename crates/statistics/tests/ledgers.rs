//! Ledgers as pages and files, their layouts, and forms of an upper level, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "ledgers/browser.rs"]
mod browser;
#[path = "rates/district.rs"]
#[expect(dead_code, reason = "the rates use the rest of it")]
mod district;
#[path = "ledgers/kept.rs"]
mod kept;

use axum::http::StatusCode;
use district::{District, id};
use huiyin_db::on_both_databases;
use huiyin_kernel::Lang;
use huiyin_sheets::form::{Form, FormRefused, InTheWay, Place};
use huiyin_sheets::{ReadOptions, read};
use huiyin_statistics::rules::ledgers::{LEDGERS, LayoutRefused, MapRefused};
use huiyin_web::Texts;
use kept::{CLERK, HILL_CLERK, district_with_matters, form, other_form};

const LEDGER: &str = "/desk/statistics/ledgers/matters";
const LAYOUT: &str = "/desk/statistics/ledgers/matters/layout";
const FORMS: &str = "/desk/statistics/forms";

#[test]
fn every_ledger_column_and_refusal_has_its_words() {
    let texts = Texts::load().unwrap();
    let mut keys = Vec::new();
    for ledger in LEDGERS {
        keys.push(format!("statistics-ledgers-{}", ledger.key));
        if ledger.is_in_use() {
            keys.push(format!("statistics-ledgers-{}-means", ledger.key));
        }
        let fields = ledger.fields.iter();
        keys.extend(fields.map(|it| format!("statistics-ledgers-field-{}", it.key)));
    }
    let refused = FormRefused::CODES.iter();
    keys.extend(refused.map(|it| format!("statistics-forms-refused-{it}")));
    let unmapped = MapRefused::CODES.iter();
    keys.extend(unmapped.map(|it| format!("statistics-forms-map-{it}")));
    let ways = [
        InTheWay::Drawing,
        InTheWay::Comment,
        InTheWay::Chart,
        InTheWay::ListObject,
        InTheWay::Formula,
        InTheWay::Joined,
        InTheWay::Unknown,
        InTheWay::End,
    ];
    keys.extend(ways.map(|it| format!("statistics-forms-way-{}", it.code())));
    let layouts = [
        LayoutRefused::Empty,
        LayoutRefused::Unknown(String::new()),
        LayoutRefused::Twice(String::new()),
        LayoutRefused::TitleTooLong(String::new()),
        LayoutRefused::SameTitle(String::new()),
    ];
    keys.extend(layouts.map(|it| format!("statistics-ledgers-layout-{}", it.code())));
    for key in keys {
        for lang in [Lang::Zh, Lang::En] {
            assert!(texts.has(lang, &key), "{lang:?}: {key}");
        }
    }
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let rows = read(bytes, &ReadOptions::default()).unwrap();
    rows.map(|it| it.unwrap().cells).collect()
}

fn is_known(page: &str) {
    assert!(!page.contains('⟦'), "words are missing: {page}");
}

/// Uploads the empty form and says where it is.
async fn uploaded(district: &District) -> String {
    let (status, location, told) = district
        .post((FORMS, FORMS), CLERK, &[("title", "")], Some(&form(4)))
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    location.split('?').next().unwrap().to_owned()
}

const MAPPING: &[(&str, &str)] = &[
    ("sheet", "统计表"),
    ("ledger", "matters"),
    ("row", "4"),
    ("field-1", "serial"),
    ("field-2", "number"),
    ("field-3", "item"),
    ("field-4", "days"),
    ("place-0", "B2"),
    ("what-0", "area"),
    ("place-1", "d2"),
    ("what-1", "period"),
];

async fn mapped(district: &District, form: &str) {
    let fields = [MAPPING, &[("version", "1")]].concat();
    let (status, location, told) = district.post((form, form), CLERK, &fields, None).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    assert!(location.contains("mapped"), "{location}");
}

on_both_databases! {
    district::MIGRATIONS;

    async fn ledgers_are_listed_shown_and_downloaded_within_a_reach(db: Db) {
        let district = district_with_matters(&db).await;
        for lang in ["zh-CN", "en"] {
            for address in ["/desk/statistics/ledgers", LEDGER, LAYOUT, FORMS, "/desk/statistics/ledgers/places?period=2026-11"] {
                let (status, page) = district.get(address, lang, CLERK).await;
                assert_eq!(status, StatusCode::OK, "{address}: {page}");
                is_known(&page);
            }
        }
        let (_, page) = district.get("/desk/statistics/ledgers", "zh-CN", CLERK).await;
        assert!(page.contains("尚未启用") && page.contains("青年突击队"), "{page}");
        let (_, xlsx) = district.file(&format!("{LEDGER}/xlsx?period=2026-11"), CLERK).await;
        let (_, csv) = district.file(&format!("{LEDGER}/csv?period=2026-11"), CLERK).await;
        assert_eq!(rows(&xlsx).len(), 6);
        assert_eq!(rows(&xlsx)[0][0], "000001", "a number of a matter stays text");
        assert!(csv.starts_with("\u{feff}编号,收到,".as_bytes()));
        // What looks like a formula is none.
        assert!(String::from_utf8(csv).unwrap().contains(",'=1+1,"));
        // A post reaches its own area and no other.
        let (_, hill) = district.file(&format!("{LEDGER}/xlsx?period=2026-11"), HILL_CLERK).await;
        assert_eq!(rows(&hill).len(), 2);
        let of_street = format!("{LEDGER}?area={}", id("street"));
        let (status, _) = district.get(&of_street, "zh-CN", HILL_CLERK).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        for (address, wanted) in [
            ("/desk/statistics/ledgers/squads", StatusCode::NOT_FOUND),
            ("/desk/statistics/ledgers/income", StatusCode::NOT_FOUND),
            ("/desk/statistics/ledgers/nothing", StatusCode::NOT_FOUND),
            ("/desk/statistics/ledgers/matters?period=2020..2026", StatusCode::BAD_REQUEST),
            ("/desk/statistics/ledgers/matters?period=2020-01-01..2026-01-01", StatusCode::BAD_REQUEST),
            ("/desk/statistics/ledgers/matters?area=%27", StatusCode::BAD_REQUEST),
        ] {
            let (status, _) = district.get(address, "en", CLERK).await;
            assert_eq!(status, wanted, "{address}");
        }
        let (status, _) = district.get(LEDGER, "en", "statistics.look").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }

    async fn a_layout_is_kept_for_a_body_and_the_stale_one_is_refused(db: Db) {
        let district = district_with_matters(&db).await;
        let wanted = [("version", "0"), ("place-item", "1"), ("title-item", "诉求内容"), ("place-number", "2")];
        let (status, _, told) = district.post((LAYOUT, LAYOUT), CLERK, &wanted, None).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
        let (_, csv) = district.file(&format!("{LEDGER}/csv?period=2026-11"), CLERK).await;
        assert!(csv.starts_with("\u{feff}诉求内容,编号\r\n".as_bytes()));
        let answer = district.json("/api/v1/statistics/ledgers/matters?period=2026-11", CLERK).await;
        assert_eq!(answer["columns"][0]["title"], "诉求内容");
        assert_eq!(answer["rows"][0][1], "000001");
        // Another area keeps its own.
        let (_, csv) = district.file(&format!("{LEDGER}/csv?period=2026-11"), HILL_CLERK).await;
        assert!(csv.starts_with("\u{feff}编号,收到,".as_bytes()));
        // Somebody looked at version 0, and it is 1 by now.
        let (status, _, _) = district.post((LAYOUT, LAYOUT), CLERK, &wanted, None).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let wrong: [(&[(&str, &str)], &str); 3] = [
            (&[("version", "1"), ("place-item", "one")], "只写数字"),
            (&[("version", "1")], "一列也没有选"),
            (&[("version", "1"), ("place-item", "1"), ("title-item", "甲"), ("place-number", "2"), ("title-number", "甲")], "甲"),
        ];
        for (fields, said) in wrong {
            let (status, _, told) = district.post((LAYOUT, LAYOUT), CLERK, fields, None).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(told.contains(said), "{said} in {told}");
        }
        let (status, _, _) = district.post((LAYOUT, LAYOUT), CLERK, &[("version", "1"), ("usual", "1")], None).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (_, csv) = district.file(&format!("{LEDGER}/csv?period=2026-11"), CLERK).await;
        assert!(csv.starts_with("\u{feff}编号,收到,".as_bytes()));
    }

    async fn a_form_is_mapped_once_and_filled_for_a_month(db: Db) {
        let district = district_with_matters(&db).await;
        let form = uploaded(&district).await;
        let (status, page) = district.get(&format!("{form}?ledger=matters"), "zh-CN", CLERK).await;
        assert_eq!(status, StatusCode::OK);
        is_known(&page);
        // A heading that the ledger has under the same name is proposed.
        assert!(page.contains("<option value=\"number\" selected>"), "{page}");
        mapped(&district, &form).await;
        let (_, page) = district.get(&form, "zh-CN", CLERK).await;
        let newest = page.find("<option value=\"2026-11\">2026年11月");
        let chosen = page.find("<option value=\"2026-10\" selected>2026年10月");
        assert!(newest.is_some() && newest < chosen, "the newest first, the month that is reported chosen: {page}");
        let (status, bytes) = district.file(&format!("{form}/filled?month=2026-11"), CLERK).await;
        assert_eq!(status, StatusCode::OK);
        let filled = Form::open(&bytes).unwrap();
        let sheet = filled.sheet("统计表").unwrap();
        let text = |place: &str| sheet.text(Place::parse(place).unwrap()).to_owned();
        assert_eq!(text("B2"), "某区");
        assert_eq!(text("D2"), "2026年11月");
        assert_eq!(text("A9"), "6");
        assert_eq!(text("B9"), "000006");
        // Four rows were free and six are filled: the total moved and grew.
        assert_eq!(text("D10"), "=SUM(D4:D9)");
        let (_, page) = district.get(FORMS, "zh-CN", CLERK).await;
        assert!(page.contains("群众诉求办理情况统计表") && page.contains("/filled?month=2026-11"), "{page}");
        // To others the form is not there.
        let (status, _) = district.get(&form, "zh-CN", HILL_CLERK).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }

    async fn the_same_form_a_newer_one_and_one_that_goes_are_answered(db: Db) {
        let district = district_with_matters(&db).await;
        let page = uploaded(&district).await;
        let (_, location, _) = district.post((FORMS, FORMS), CLERK, &[], Some(&form(4))).await;
        assert!(location.starts_with(&page) && location.contains("same"), "{location}");
        mapped(&district, &page).await;
        let replace = format!("{page}/replace");
        let stale = district.post((&replace, &page), CLERK, &[("version", "1")], Some(&other_form())).await;
        assert_eq!(stale.0, StatusCode::CONFLICT);
        let (_, location, _) = district.post((&replace, &page), CLERK, &[("version", "2")], Some(&other_form())).await;
        assert!(location.contains("replaced-look"), "{location}");
        let (status, told) = district.get(&page, "zh-CN", CLERK).await;
        assert_eq!(status, StatusCode::OK);
        assert!(told.contains("没有“统计表”这个工作表了"), "{told}");
        let (status, told) = district.get(&format!("{page}/filled?month=2026-11"), "zh-CN", CLERK).await;
        assert!(status.is_client_error() && told.contains("没有“统计表”"), "{told}");
        let (_, location, _) = district.post((&replace, &page), CLERK, &[("version", "3")], Some(&form(9))).await;
        assert!(location.ends_with("statistics-forms-replaced"), "{location}");
        let remove = format!("{page}/remove");
        let (status, _, _) = district.post((&remove, &page), CLERK, &[("version", "4")], None).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, _) = district.get(&page, "zh-CN", CLERK).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        // The file may come back as a form of its own.
        assert_ne!(uploaded(&district).await, page);
    }

    async fn what_is_no_form_and_what_is_no_mapping_gets_its_sentence(db: Db) {
        let district = district_with_matters(&db).await;
        let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        for (bytes, said) in [(&b"a,b\n1,2"[..], "不是 .xlsx"), (&old[..], "旧的 .xls"), (&b""[..], "没有选文件")] {
            let (status, _, told) = district.post((FORMS, FORMS), CLERK, &[("title", "一季度报表")], Some(bytes)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(told.contains(said), "{said} in {told}");
            assert!(told.contains("id=\"f-file-error\"") && told.contains("value=\"一季度报表\""), "beside the field, and the name stays: {told}");
        }
        let form = uploaded(&district).await;
        let (status, _) = district.get(&format!("{form}/filled?month=2026-11"), "zh-CN", CLERK).await;
        assert!(status.is_client_error(), "an unmapped form is not filled");
        let change = |name: &str, value: &'static str| -> Vec<(&str, &str)> {
            let fields = [MAPPING, &[("version", "1")]].concat();
            fields.into_iter().map(|it| if it.0 == name { (it.0, value) } else { it }).collect()
        };
        for (name, value, said) in [
            ("field-3", "salary", "没有“salary”这一列"),
            ("ledger", "squads", "先选一本台账"),
            ("row", "0", "行号不对"),
            ("place-1", "B2", "B2 对了两次"),
            ("place-1", "D8", "D8 是表格自己计算的"),
            ("place-0", "", "不是单元格的位置"),
            ("what-0", "", "没有“”这项内容"),
        ] {
            let (status, _, told) = district.post((&form, &form), CLERK, &change(name, value), None).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(told.contains(said), "{said} in {told}");
        }
    }
}
