//! A door written by hand, changed, put to rest, looked behind and taken out of use.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;

use crate::house::{Answer, COORDINATOR, House, MIGRATIONS, Staff};

const NEW: &str = "/desk/doors/new";
const PHONE: &str = "13800001234";

async fn entered(anna: &Staff<'_>, community: Id, door: &str, more: &[(&str, &str)]) -> Answer {
    let community = community.to_string();
    let mut fields = vec![
        ("kind", "household"),
        ("community", community.as_str()),
        ("compound", "桐荫里"),
        ("building", "3栋"),
        ("door", door),
    ];
    fields.extend_from_slice(more);
    anna.submit(NEW, (NEW, ""), &fields).await
}

fn id_of(answer: &Answer) -> Id {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location.split('?').next().unwrap();
    path.rsplit('/').next().unwrap().parse().unwrap()
}

on_both_databases! { MIGRATIONS;
    async fn a_door_is_written_found_and_masked(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        for lang in ["zh-CN", "en"] {
            let anna = house.staff(COORDINATOR, lang).await;
            anna.page("/desk/doors").await;
            let door = format!("1单元1-{}", lang.len());
            let contact = [("name", "陈某某"), ("phone", PHONE), ("open", "9:00-11:30")];
            let id = id_of(&entered(&anna, community.id, &door, &contact).await);
            let page = anna.page(&format!("/desk/doors/{id}")).await;
            assert!(page.contains(&door) && page.contains("138****1234"), "{page}");
            assert!(!page.contains(PHONE) && !page.contains("陈某某"), "{page}");
            assert!(page.contains("09:00–11:30"));
            let found = anna.page(&format!("/desk/doors?q={}", "%E6%A1%90%E8%8D%AB%E9%87%8C3%E6%A0%8B")).await;
            assert!(found.contains(&id.to_string()), "by compound and building");
            let other = anna.page("/desk/doors?kind=merchant").await;
            assert!(!other.contains(&id.to_string()), "by kind");
            let csv = anna.get("/desk/doors.csv").await;
            assert!(csv.text.contains(&door) && csv.text.contains("138****1234"));
            assert!(!csv.text.contains(PHONE));
            let json = anna.get("/api/v1/doors?kind=household").await.text;
            assert!(json.contains(&door) && json.contains("\"has_phone\":true"), "{json}");
            assert!(!json.contains("1234") && !json.contains("陈"), "{json}");
            assert_eq!(anna.get("/desk/doors.xlsx").await.bytes.get(..2), Some(&b"PK"[..]));
        }
    }

    async fn wrong_and_double_doors_are_refused_in_words(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let id = id_of(&entered(&anna, community.id, "1-1", &[]).await);
        let twin = entered(&anna, community.id, "1－1", &[]).await;
        assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twin.text.contains(&format!("/desk/doors/{id}")), "{}", twin.text);
        for (more, sentence) in [
            (("phone", "不知道"), "电话看不懂"),
            (("open", "早上"), "时间看不懂"),
            (("minutes", "900"), "1到120分钟"),
            (("lon", "东边"), "坐标看不懂"),
        ] {
            let answer = entered(&anna, community.id, "2-2", &[more]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
            assert!(answer.text.contains(sentence), "{more:?}: {}", answer.text);
        }
        let nowhere = entered(&anna, id, "2-2", &[]).await;
        assert!(nowhere.text.contains("请选一个您负责范围内的社区"));
    }

    async fn doors_that_only_look_alike_are_two_also_among_those_known_before(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let id = id_of(&entered(&anna, community.id, "1-23", &[]).await);
        crate::house::age_door(&house, id, (community.id, "桐荫里", "3栋", "123")).await;
        // As it was keyed before, it is found by its own spelling, and only by that.
        let twin = entered(&anna, community.id, "1－23", &[]).await;
        assert!(twin.text.contains(&format!("/desk/doors/{id}")), "{}", twin.text);
        let other = id_of(&entered(&anna, community.id, "12-3", &[]).await);
        assert_ne!(other, id);
        assert_eq!(huiyin_visits::ops::doors::key_anew(&house.visits.site).await.unwrap(), 1);
        assert_eq!(huiyin_visits::ops::doors::key_anew(&house.visits.site).await.unwrap(), 0);
        for (door, known) in [("1 — 23", id), ("12-3", other)] {
            let twin = entered(&anna, community.id, door, &[]).await;
            assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(twin.text.contains(&format!("/desk/doors/{known}")), "{}", twin.text);
        }
    }

    async fn a_form_sent_twice_is_one_act_and_an_old_page_is_told_so(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let id = id_of(&entered(&anna, community.id, "1-1", &[("name", "陈某"), ("phone", PHONE)]).await);
        let edit = format!("/desk/doors/{id}/edit");
        let mut old = crate::house::hidden(&anna.page(&edit).await, &edit, "");
        let area = community.id.to_string();
        let fields = [("kind", "merchant"), ("community", area.as_str()), ("compound", "桐荫里"), ("building", "3栋"), ("door", "1-2")];
        old.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let first = anna.send(&edit, &old).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        assert_eq!(anna.send(&edit, &old).await.location, first.location, "twice is once");
        for field in &mut old {
            if field.0 == "form_key" {
                field.1 = Id::derived("test", "another form").to_string();
            }
        }
        assert_eq!(anna.send(&edit, &old).await.status, StatusCode::CONFLICT);
        let page = anna.page(&format!("/desk/doors/{id}")).await;
        assert!(page.contains("1-2") && page.contains("商户"));
        assert!(page.contains("138****1234"), "name and phone stay without a tick");
        assert_eq!(house.journal(id).await, ["entered", "changed"]);
    }

    async fn rest_is_kept_with_who_said_so(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let id = id_of(&entered(&anna, community.id, "1-1", &[]).await);
        let (here, rest) = (format!("/desk/doors/{id}"), format!("/desk/doors/{id}/disturb"));
        let unsaid = anna.submit(&here, (&rest, ""), &[]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = anna.submit(&here, (&rest, ""), &[("said", "resident")]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
        assert!(anna.page(&here).await.contains("2026-11-26 起请勿打扰（住户自己说的）"));
        anna.submit(&here, (&rest, ""), &[]).await;
        assert!(!anna.page(&here).await.contains("起请勿打扰"));
        let active = format!("/desk/doors/{id}/active");
        anna.submit(&here, (&active, ""), &[]).await;
        assert!(anna.page(&here).await.contains("不会再排进走访"));
        anna.submit(&here, (&active, ""), &[]).await;
        let kinds = ["entered", "do_not_disturb", "may_call", "taken_out", "taken_back"];
        assert_eq!(house.journal(id).await, kinds);
    }

    async fn a_look_needs_a_reason_and_many_looks_raise_one_alarm(db: Db) {
        let house = House::open(&db).await;
        let community = house.area("500105006001").await;
        let anna = house.staff(COORDINATOR, "zh-CN").await;
        let contact = [("name", "陈某某"), ("phone", PHONE)];
        let id = id_of(&entered(&anna, community.id, "1-1", &contact).await);
        let here = format!("/desk/doors/{id}");
        let (reveal, action) = (format!("{here}/reveal"), format!("{here}/reveal#people"));
        let page = anna.page(&here).await;
        let mut fields = crate::house::hidden(&page, &action, "");
        let none = anna.send(&reveal, &fields).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        fields.push(("reason".to_owned(), "appointment".to_owned()));
        for _ in 0..23 {
            let shown = anna.send(&reveal, &fields).await;
            assert!(shown.text.contains(PHONE) && shown.text.contains("陈某某"));
        }
        assert!(!anna.page(&here).await.contains(PHONE), "for one answer");
        let mut tx = db.read().await.unwrap();
        for (table, rows) in [("dwelling_reveal", 23_i64), ("dwelling_reveal_alarm", 1)] {
            assert_eq!(crate::house::rows(&mut tx, table).await, rows, "{table}");
        }
    }

    async fn nobody_without_the_act_and_no_area_outside_of_the_post(db: Db) {
        let house = House::open(&db).await;
        let clerk = house.staff("clerk", "zh-CN").await;
        for path in ["/desk/doors", NEW, "/desk/doors.csv", "/desk/doors/import", "/desk/visits/forms"] {
            assert_eq!(clerk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let anna = house.staff(COORDINATOR, "en").await;
        let nobody = Id::derived("test", "no door");
        assert_eq!(anna.get(&format!("/desk/doors/{nobody}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(anna.get("/desk/doors/nonsense").await.status, StatusCode::BAD_REQUEST);
    }
}
