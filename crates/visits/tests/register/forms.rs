//! Forms in their versions.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_forms::household_visit;
use huiyin_forms::xlsform::export;
use huiyin_visits::store::forms;

use crate::house::{COORDINATOR, House, MIGRATIONS};

const HERE: &str = "/desk/visits/forms";

on_both_databases! { MIGRATIONS;
    async fn the_shipped_form_is_there_and_another_becomes_its_next_version(db: Db) {
        let house = House::open(&db).await;
        for lang in ["zh-CN", "en"] {
            let anna = house.staff(COORDINATOR, lang).await;
            anna.page(HERE).await;
            anna.page(&format!("{HERE}/household_visit/1")).await;
        }
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let file = anna.get(&format!("{HERE}/household_visit/1/form.xlsx")).await.bytes;
        let same = anna.upload(HERE, "form.xlsx", &file).await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.text.contains("和第 1 版一字不差"), "{}", same.text);

        let mut form = household_visit().unwrap();
        "春季走访".clone_into(&mut form.title.zh);
        let taken = anna.upload(HERE, "form.xlsx", &export(&form).unwrap()).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let keys = &house.visits.site.keys;
        let mut tx = db.read().await.unwrap();
        let kept = forms::load(&mut tx, keys, "household_visit", 2).await.unwrap();
        assert_eq!(kept.as_ref(), Some(&form));
        let first = forms::load(&mut tx, keys, "household_visit", 1).await.unwrap();
        assert_eq!(first, Some(household_visit().unwrap()), "the first stays as it was");
        assert!(forms::load(&mut tx, keys, "household_visit", 3).await.unwrap().is_none());
        drop(tx);

        let retire = format!("{HERE}/household_visit/2/retire");
        anna.submit(&format!("{HERE}/household_visit/2"), (&retire, ""), &[]).await;
        let mut tx = db.read().await.unwrap();
        let current = forms::current(&mut tx).await.unwrap();
        let current: Vec<(&str, u32)> = current.iter().map(|it| (it.id.as_str(), it.version)).collect();
        assert_eq!(current, [("household_visit", 1)]);
    }

    async fn a_form_that_somebody_else_wrote_into_the_table_is_none(db: Db) {
        let house = House::open(&db).await;
        let other = huiyin_db::fields::Keys::from_master(&[9; 32]);
        let mut tx = db.read().await.unwrap();
        let loaded = forms::load(&mut tx, &other, "household_visit", 1).await;
        assert!(loaded.is_err(), "another key did not sign it");
        drop(house);
    }

    async fn what_is_wrong_with_a_workbook_is_told_by_sheet_and_row(db: Db) {
        let house = House::open(&db).await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let answer = anna.upload(HERE, "form.xlsx", b"no workbook").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("survey"), "{}", answer.text);
        let huge = vec![0_u8; huiyin_visits::ops::forms::FORM_BYTES + 1];
        let answer = anna.upload(HERE, "form.xlsx", &huge).await;
        assert!(answer.text.contains("超过 2 MB"), "{}", answer.text);
    }
}
