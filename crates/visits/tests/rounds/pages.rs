//! The coordinator's way through the pages, and what others find there.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_visits::model::{Disturb, PlanState, SaidBy};
use huiyin_visits::store::{plans, teams};

use crate::house::{Answer, Browser, House, MIGRATIONS};

/// A page in its language, without a sentence that is missing.
async fn page(browser: &Browser<'_>, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert!(
        !answer.body.contains('⟦'),
        "{path}: {}",
        missing(&answer.body)
    );
    answer.body
}

fn missing(body: &str) -> &str {
    let from = body.find('⟦').unwrap_or(0);
    body[from..].split('⟧').next().unwrap_or_default()
}

fn landed(answer: &Answer) -> String {
    assert!(
        answer.status.is_redirection(),
        "{}: {}",
        answer.status,
        answer.body
    );
    answer.location.split('?').next().unwrap().to_owned()
}

on_both_databases! { MIGRATIONS;
    async fn a_round_is_set_up_planned_and_announced_on_its_pages(db: Db) {
        let house = House::open(&db).await;
        for number in 0..6 {
            house.door(number, |_| ()).await;
        }
        let desk = house.sign_in("coordinator", "zh-CN").await;
        page(&desk, "/desk/rounds").await;
        let new = "/desk/rounds/new";
        let empty = desk.post(new, new, &[("title", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let filled = desk.post(new, new, &[("title", "五月"), ("fill", "weekends")]).await;
        assert_eq!(filled.status, StatusCode::OK);
        assert_eq!(filled.body.matches("value=\"2026-05-").count(), 12, "three weekends");
        let area = house.community.0.to_string();
        let made = desk.post(new, new, &[
            ("title", "五月<走访>"), ("kind", "household"), ("area", &area),
            ("form", "household_visit@1"),
            ("s0_on", "2026-05-09"), ("s0_from", "09:30"), ("s0_to", "12:00"),
        ]).await;
        let here = landed(&made);
        let shown = page(&desk, &here).await;
        assert!(shown.contains("五月&#60;走访&#62;") && !shown.contains("<走访>"));
        let at = format!("{here}/teams");
        let (one, two) = (house.account("visitor-1").await, house.account("visitor-2").await);
        let (one, two) = (one.to_string(), two.to_string());
        let twice = desk.post(&at, &at, &[("first", &one), ("second", &one)]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        landed(&desk.post(&at, &at, &[("first", &one), ("second", &two)]).await);
        page(&desk, &format!("{here}/doors")).await;
        let at = format!("{here}/plans");
        let wrong = desk.post(&at, &at, &[("mode", "anew"), ("seconds", "0"), ("seed", "x")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let order = [("mode", "anew"), ("priority", "default"), ("seconds", "1"), ("seed", "3")];
        let plan = landed(&desk.post(&at, &at, &order).await);
        desk.post(&plan, &format!("{plan}/stop"), &[]).await;
        let id: Id = plan.rsplit('/').next().unwrap().parse().unwrap();
        let found = loop {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            let mut tx = db.read().await.unwrap();
            let row = plans::load(&mut tx, id).await.unwrap().unwrap();
            if row.state != PlanState::Running {
                break row;
            }
        };
        assert_eq!((found.stops, found.order.seed), (6, 3));
        page(&desk, &plan).await;
        let take = format!("{plan}/take");
        let late = desk.post(&plan, &take, &[("version", "1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "a team came after version 1");
        landed(&desk.post(&plan, &take, &[]).await);
        let act = format!("{here}/act");
        let early = desk.post(&here, &act, &[("act", "start")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        landed(&desk.post(&here, &act, &[("act", "announce")]).await);
        let shown = page(&desk, &here).await;
        assert!(shown.contains("已告知"));
    }

    async fn every_page_of_a_plan_is_whole_in_both_languages(db: Db) {
        let house = House::open(&db).await;
        let now = house.visits.site.now();
        house.door(70, |door| {
            door.dwelling.disturb = Some(Disturb { since: now, by: SaidBy::Resident });
        }).await;
        house.door(71, |door| door.dwelling.minutes = 0).await;
        house.door(72, |door| {
            door.dwelling.open = vec![huiyin_visits::model::Span::parse("20:30-21:00").unwrap()];
        }).await;
        let round = house.ready(9).await;
        let first = house.plan(round.id, |_| ()).await;
        house.take(round.id, first.id).await.unwrap();
        let second = house.plan(round.id, |it| it.seed = 2).await;
        let stop = house.stops(first.id).await.into_iter().find(|it| it.spot.is_some()).unwrap();
        let spot = stop.spot.unwrap();
        let base = format!("/desk/rounds/{}", round.id);
        let plan = format!("{base}/plans/{}", first.id);
        let query = format!("visit={}&team={}&session={}", stop.visit, spot.team, spot.session);
        for lang in ["zh-CN", "en"] {
            let desk = house.sign_in("coordinator", lang).await;
            for path in [
                "/desk/rounds".to_owned(), "/desk/rounds/new".to_owned(), base.clone(),
                format!("{base}/edit"), format!("{base}/teams"),
                format!("{base}/teams/{}", spot.team), format!("{base}/doors"),
                format!("{base}/plans"), plan.clone(), format!("{base}/plans/{}", second.id),
                format!("{plan}/routes/{}/{}", spot.team, spot.session), format!("{plan}/sheets"),
                format!("{plan}/move?visit={}", stop.visit), format!("{plan}/move?{query}"),
            ] {
                let shown = page(&desk, &path).await;
                assert!(!shown.contains("住户某"), "{path} names somebody");
            }
            let ics = page(&desk, &format!("{base}/teams/{}/calendar.ics", spot.team)).await;
            assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.contains("SEQUENCE:"));
            let csv = page(&desk, &format!("{plan}/export.csv")).await;
            assert_eq!(csv.trim_end().lines().count(), 1 + 9 + 2, "{csv}");
            page(&desk, &format!("{plan}/export.xlsx")).await;
        }
    }

    async fn a_program_that_looked_at_an_older_round_is_told_so(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(3).await;
        let plan = house.plan(round.id, |_| ()).await;
        let desk = house.sign_in("coordinator", "zh-CN").await;
        let take = format!("/api/v1/rounds/{}/plans/{}/take", round.id, plan.id);
        let version = house.reload(round.id).await.version;
        let old = desk.json(&take, &serde_json::json!({ "version": version - 1 })).await;
        assert_eq!(old.status, StatusCode::CONFLICT, "{}", old.body);
        let none = desk.json(&take, &serde_json::json!({ "version": "one" })).await;
        assert_eq!(none.status, StatusCode::BAD_REQUEST, "{}", none.body);
        let mut tx = db.read().await.unwrap();
        assert!(plans::load(&mut tx, plan.id).await.unwrap().unwrap().confirmed_at.is_none());
        drop(tx);
        let taken = desk.json(&take, &serde_json::json!({ "version": version })).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        let again = desk.json(&take, &serde_json::json!({ "version": version })).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "the round has moved on");
        let stranger = house.sign_in("visitor-1", "zh-CN").await;
        let hidden = stranger.json(&take, &serde_json::json!({ "version": version + 1 })).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }

    async fn others_find_no_rounds(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(2).await;
        let plan = house.plan(round.id, |_| ()).await;
        let base = format!("/desk/rounds/{}", round.id);
        for login in ["visitor-1", "clerk", "dispatcher"] {
            let other = house.sign_in(login, "zh-CN").await;
            for path in ["/desk/rounds", &base, &format!("{base}/plans/{}", plan.id)] {
                assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
        let desk = house.sign_in("coordinator", "zh-CN").await;
        let forged = format!("{base}/plans/{}", round.id);
        assert_eq!(desk.get(&forged).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/desk/rounds/x").await.status, StatusCode::NOT_FOUND);
        // A visitor has a calendar of their own, and only of rounds that were announced.
        let visitor = house.sign_in("visitor-1", "zh-CN").await;
        let mine = "/desk/visits/calendar.ics";
        assert!(!visitor.get(mine).await.body.contains("VEVENT"));
        house.take(round.id, plan.id).await.unwrap();
        house.announce(round.id).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let all = teams::of_round(&mut tx, round.id).await.unwrap();
        let first = all.iter().find(|it| it.number == 1).unwrap().id;
        let goes = plans::open_with(&mut tx, first).await.unwrap() > 0;
        drop(tx);
        assert_eq!(visitor.get(mine).await.body.contains("VEVENT"), goes);
    }

    async fn a_file_of_teams_that_is_none_is_told(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(1).await;
        let desk = house.sign_in("coordinator", "en").await;
        let at = format!("/desk/rounds/{}/teams/import", round.id);
        // No file at all is told, not taken for an empty one.
        let from = format!("/desk/rounds/{}/teams", round.id);
        let none = desk.post(&from, &at, &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.body.contains("cannot be read"));
        let mut tx = db.read().await.unwrap();
        assert_eq!(teams::of_round(&mut tx, round.id).await.unwrap().len(), 2);
    }
}
