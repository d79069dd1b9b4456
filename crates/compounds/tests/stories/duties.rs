//! Duties that fall due are told to the people of the posts that they belong to, once when they come
//! near and once when they are late.

use axum::http::StatusCode;
use huiyin_compounds::demo;
use huiyin_compounds::model::duties::{Duty, Stage};
use huiyin_compounds::ops::{duties, ledger};
use huiyin_compounds::store::duties as rows;
use huiyin_compounds::store::ledger::books;
use huiyin_compounds::store::register::estates;
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::{Date, Id, Instant};
use huiyin_registry::accounts;

use crate::house::{House, MIGRATIONS};

const PAGE: &str = "/desk/estates/duties";

/// What one account was told of one estate, the latest first.
async fn told(db: &Db, login: &str, estate: Id) -> Vec<(Duty, Stage)> {
    let mut tx = db.read().await.unwrap();
    let account = accounts::by_login(&mut tx, login).await.unwrap().unwrap();
    let newest = Instant::from_micros(i64::MAX);
    let all = rows::of_account(&mut tx, account.id, (newest, ""))
        .await
        .unwrap();
    let all = all.into_iter().map(|it| it.notice);
    let here = all.filter(|it| it.estate == estate);
    here.map(|it| (it.duty, it.stage)).collect()
}

fn count(told: &[(Duty, Stage)], wanted: (Duty, Stage)) -> usize {
    told.iter().filter(|it| **it == wanted).count()
}

async fn audit_due(db: &Db, estate: Id) -> Date {
    let mut tx = db.read().await.unwrap();
    let estate = estates::load(&mut tx, estate).await.unwrap().unwrap();
    let book = books::of_estate(&mut tx, estate.id).await.unwrap().unwrap();
    ledger::audit_due(&mut tx, (&estate, &book)).await.unwrap()
}

on_both_databases! { MIGRATIONS;
    async fn a_duty_is_told_once_when_it_is_near_and_once_when_it_is_late(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let due = audit_due(&db, estate).await;
        let near = (Duty::Audit, Stage::Due);
        let late = (Duty::Audit, Stage::Overdue);
        let run = async |day: Date| {
            house.clock.set(day.start().plus_hours(9));
            duties::tell_due(&house.compounds).await.unwrap()
        };
        run(due.plus_days(-31)).await;
        assert_eq!(count(&told(&db, "manager", estate).await, near), 0, "it is far");
        assert!(run(due.plus_days(-30)).await > 0);
        assert_eq!(run(due.plus_days(-30)).await, 0, "twice does no harm");
        run(due.plus_days(-10)).await;
        run(due).await;
        for login in ["manager", "committee"] {
            let told = told(&db, login, estate).await;
            assert_eq!((count(&told, near), count(&told, late)), (1, 0), "{login}");
        }
        let street = told(&db, "supervisor-gyq", estate).await;
        assert_eq!(count(&street, near), 0, "the street hears of what is late");
        run(due.plus_days(1)).await;
        run(due.plus_days(2)).await;
        for login in ["manager", "committee", "supervisor-gyq"] {
            assert_eq!(count(&told(&db, login, estate).await, late), 1, "{login}");
        }
        assert!(told(&db, "supervisor", estate).await.is_empty(), "the street is nearer");
        assert!(told(&db, "clerk", estate).await.is_empty());
    }

    async fn the_owners_meeting_is_the_business_of_their_committee(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        house.clock.set(Instant::parse_local("2028-02-01 09:00").unwrap());
        duties::tell_due(&house.compounds).await.unwrap();
        let late = (Duty::OwnersMeeting, Stage::Overdue);
        assert_eq!(count(&told(&db, "committee", estate).await, late), 1);
        assert_eq!(count(&told(&db, "manager", estate).await, late), 0);
        let months = (Duty::Table, Stage::Overdue);
        assert_eq!(count(&told(&db, "manager", estate).await, months), 1, "of many months the latest");
        let publications = (Duty::Publication, Stage::Overdue);
        assert_eq!(count(&told(&db, "manager", estate).await, publications), 1);
    }

    async fn whoever_was_told_reads_it_and_says_so(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = demo::estates()[0];
        let due = audit_due(&db, estate).await;
        house.clock.set(due.plus_days(1).start().plus_hours(9));
        duties::tell_due(&house.compounds).await.unwrap();
        let manager = house.staff("manager", "en").await;
        let page = manager.page(PAGE).await;
        assert!(page.contains("no audit is on record") && page.contains("Mark all as read"), "{page}");
        assert!(page.contains(&format!("href=\"/desk/estates/{estate}/ledger\"")), "{page}");
        let read = manager.submit(PAGE, (PAGE, "name=\"all\""), &[("all", "1")]).await;
        assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text);
        let street = house.staff("supervisor-gyq", "zh-CN").await;
        let page = street.page(PAGE).await;
        assert!(page.contains("还没有登记审计") && page.contains("全部标为已读"), "what is another's stays new");
        let manager = manager.page(PAGE).await;
        assert!(manager.contains("no audit is on record") && !manager.contains("Mark all as read"));
        assert_ne!(house.nobody("en").get(PAGE).await.status, StatusCode::OK);
    }
}
