//! Both sides of whistles, for supervisors: page and interface show the same numbers.

use huiyin_db::seal::Checked;
use huiyin_db::{args, on_both_databases, queries};
use huiyin_kernel::{Id, Instant};
use huiyin_matters::store::proof;
use serde_json::Value;

use crate::support::{District, MIGRATIONS, Staff, matter_page};

queries! {
    NO_WHISTLE = "DELETE FROM matter_whistle WHERE matter_id = $1";
    PUT_OFF = "UPDATE matter_whistle SET answer_before = answer_before + 1 WHERE matter_id = $1";
}

const TEXT: &str = "3栋2单元门厅的路灯不亮，晚上老人看不清台阶。";
const PAGE: &str = "/desk/whistles?month=2026-05";
const API: &str = "/api/v1/desk/whistles?month=2026-05";

/// A matter on which the enforcement office and the property company are called together.
async fn whistled(district: &District, dispatcher: &Staff<'_>) -> Id {
    let id = district.report(TEXT, None).await;
    let lighting = district.body("bm04").await.to_string();
    let enforcement = district.body("bm02").await.to_string();
    let property = district.body("wy01").await.to_string();
    let accept = [("category", "0401"), ("kind", "help")];
    dispatcher.act(id, "accept", &accept).await.landed();
    let to = [("lead", lighting.as_str()), ("note", "")];
    dispatcher.act(id, "dispatch", &to).await.landed();
    let called = [
        ("bodies", enforcement.as_str()),
        ("bodies", &property),
        ("reason", "需几家一起到场"),
    ];
    dispatcher.act(id, "whistle", &called).await.landed();
    id
}

async fn answer(staff: &Staff<'_>, id: Id, fields: &[(&str, &str)]) {
    staff.act(id, "answer_whistle", fields).await.landed();
}

async fn json(staff: &Staff<'_>, path: &str) -> Value {
    let answer = staff.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

/// `1/2` of the line with this code.
#[track_caller]
fn share(lines: &Value, code: &str, field: &str) -> String {
    let lines = lines.as_array().unwrap();
    let line = lines.iter().find(|line| line["code"] == code);
    let share = &line.unwrap_or_else(|| panic!("no {code} in {lines:?}"))[field];
    format!("{}/{}", share["numerator"], share["denominator"])
}

on_both_databases! {
    MIGRATIONS;

    async fn both_sides_are_shown_with_numerators(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let id = whistled(&district, &dispatcher).await;
        let enforcement = district.body("bm02").await;
        let lighting = district.body("bm04").await.to_string();

        // The enforcement office cannot come and names the lighting office, which comes.
        let call = format!("0.{enforcement}");
        let named = [
            ("call", call.as_str()), ("answer", "substitute"), ("substitute", &lighting), ("fitting", "no"),
        ];
        answer(&district.sign_in("handler-enforcement", "zh-CN").await, id, &named).await;
        let substitute = district.sign_in("handler-lighting", "zh-CN").await;
        assert!(substitute.get("/desk").await.page().contains("待报到"));
        let call = format!("0.{lighting}");
        let comes = [("call", call.as_str()), ("answer", "present"), ("fitting", "yes")];
        answer(&substitute, id, &comes).await;
        let judged = [("call", call.as_str()), ("accepted", "yes")];
        dispatcher.act(id, "judge_whistle", &judged).await.landed();
        let page = dispatcher.get(&matter_page(id)).await.page();
        assert!(page.contains("到场）：到场"), "whom it stands for: {page}");

        // The property company still has time, so it is on neither side.
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let seen = json(&supervisor, API).await;
        assert_eq!(share(&seen["bodies"], "wy01", "turned_up"), "0/0");
        district.clock.set(Instant::parse_local("2026-05-20 09:00").unwrap());

        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let seen = json(&supervisor, API).await;
        let bodies = seen["bodies"].as_array().unwrap();
        let codes: Vec<&str> = bodies.iter().filter_map(|it| it["code"].as_str()).collect();
        assert_eq!(codes, ["bm02", "bm04", "wy01"], "as the register has them");
        assert_eq!(share(&seen["bodies"], "bm02", "turned_up"), "1/1", "its substitute came");
        assert_eq!(share(&seen["bodies"], "bm04", "turned_up"), "1/1");
        assert_eq!(share(&seen["bodies"], "bm04", "results_accepted"), "1/1");
        assert_eq!(share(&seen["bodies"], "wy01", "turned_up"), "0/1");
        let street = huiyin_registry::demo::STREET;
        assert_eq!(share(&seen["streets"], street, "fitting"), "1/2");
        assert_eq!(seen["streets"][0]["whistles"], 1);
        for lang in ["zh-CN", "en"] {
            let supervisor = district.sign_in("supervisor", lang).await;
            let page = supervisor.get(PAGE).await.page();
            for shown in ["100.00%", "1 / 1", "0 / 1", "50.00%", "1 / 2"] {
                assert!(page.contains(shown), "{shown} is missing on\n{page}");
            }
        }
    }

    async fn whistles_are_counted_in_their_month_and_shown_to_supervisors_alone(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        whistled(&district, &dispatcher).await;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let before = supervisor.get("/desk/whistles?month=2026-04").await.page();
        assert!(before.contains("这个月没有吹哨"), "{before}");
        let empty = json(&supervisor, "/api/v1/desk/whistles?month=2026-06").await;
        assert_eq!(empty["bodies"].as_array().unwrap().len(), 0);
        let street = district.sign_in("supervisor-gyq", "zh-CN").await;
        assert_eq!(json(&street, API).await["streets"][0]["whistles"], 1);
        for path in ["/desk/whistles?month=2026-13", "/api/v1/desk/whistles?month=may"] {
            assert_eq!(supervisor.get(path).await.status, 400, "{path}");
        }
        for path in [PAGE, API] {
            assert_eq!(dispatcher.get(path).await.status, 404, "{path}");
            assert_ne!(district.as_nobody(path).await.status, 200, "{path}");
        }
    }

    async fn a_whistle_that_was_put_off_or_taken_from_the_list_is_found(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let id = whistled(&district, &dispatcher).await;
        let keys = &district.matters.site.keys;
        assert!(matches!(proof::verify(&db, keys).await.unwrap(), Checked::Sound(_)));
        let steps = [(PUT_OFF, "a whistle of it was altered or added"), (NO_WHISTLE, "a whistle of it was removed")];
        for (what, why) in steps {
            let mut tx = db.write().await.unwrap();
            assert_eq!(tx.execute(what, args![id]).await.unwrap(), 1);
            tx.commit().await.unwrap();
            let fault = proof::verify(&db, keys).await.unwrap().into_fault().unwrap();
            assert_eq!((fault.subject, fault.why), (Some(id), why));
        }
    }
}
