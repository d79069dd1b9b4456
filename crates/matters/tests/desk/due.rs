//! What falls due: found in lists, in queues, in files, and counted in the inbox.

use huiyin_db::{Dialect, Query, args, on_both_databases};
use huiyin_kernel::Id;

use crate::support::{District, MIGRATIONS, matter_page};

/// A matter with a limit: a body has it.
async fn dispatched(district: &District) -> Id {
    let id = district.report("小区门口路灯不亮", None).await;
    let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
    let lighting = district.body("bm04").await.to_string();
    let category = [("category", "0401")];
    dispatcher.act(id, "accept", &category).await.landed();
    let lead = [("lead", lighting.as_str())];
    dispatcher.act(id, "dispatch", &lead).await.landed();
    id
}

on_both_databases! {
    MIGRATIONS;

    async fn what_falls_due_is_found_in_lists_and_files(db: Db) {
        let district = District::open(&db).await;
        let id = dispatched(&district).await;
        let waiting = district.report("井盖松了", None).await;
        let known = district.known(id).await;
        let before = known.matter.due_before().unwrap();
        for (now, found_under, counted) in [
            (before.plus_hours(-1), ["today", "three_days"].as_slice(), "今天到期 1"),
            (before, ["overdue"].as_slice(), "已逾期 1"),
        ] {
            district.clock.set(now);
            let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
            let handler = district.sign_in("handler-lighting", "zh-CN").await;
            for due in ["today", "three_days", "overdue"] {
                let is_found = found_under.contains(&due);
                let list = dispatcher.get(&format!("/desk/matters?due={due}")).await.page();
                assert_eq!(list.contains(&matter_page(id)), is_found, "{due}");
                assert!(!list.contains(&matter_page(waiting)), "{due}: it has no limit");
                let file = dispatcher.get(&format!("/desk/matters.csv?due={due}")).await;
                assert_eq!(file.text().contains(&known.number), is_found, "{due}");
                let queue = handler.get(&format!("/desk?due={due}")).await.page();
                assert_eq!(queue.contains(&matter_page(id)), is_found, "{due}");
            }
            let inbox = dispatcher.get("/desk").await.page();
            assert!(inbox.contains(counted), "{counted}: {inbox}");
            let link = format!("/desk/matters?due={}", found_under[0]);
            assert!(inbox.contains(&link), "{link}");
        }
    }

    async fn what_falls_due_is_counted_by_an_index_alone(db: Db) {
        let queries = huiyin_matters::QUERIES.concat();
        for (scope, values) in [("ALL", 3), ("STREET", 4), ("BODY", 4)] {
            let name = format!("COUNT_DUE_{scope}");
            let query = queries.iter().find(|it| it.name.ends_with(&name)).unwrap();
            // PostgreSQL reads a table of three rows whole, whatever index there is.
            if db.dialect() == Dialect::Postgres {
                continue;
            }
            let text = format!("EXPLAIN QUERY PLAN {}", query.sqlite);
            let explain = Query::same("test::PLAN", Box::leak(text.into_boxed_str()));
            let all = args![0_i64, 1_i64, 9_i64, "x"].into_iter().take(values).collect();
            let mut tx = db.read().await.unwrap();
            let plan = tx.fetch_all(explain, all).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|it| it.get("detail").unwrap()).collect();
            let plan = plan.join("; ");
            assert!(plan.contains("COVERING INDEX matter_waiting"), "{name}: {plan}");
        }
    }

    async fn what_is_answered_no_longer_falls_due(db: Db) {
        let district = District::open(&db).await;
        let id = dispatched(&district).await;
        let before = district.known(id).await.matter.due_before().unwrap();
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        let said = [("outcome", "solved"), ("text", "修好了")];
        handler.act(id, "answer", &said).await.landed();
        district.clock.set(before);
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let list = dispatcher.get("/desk/matters?due=overdue").await.page();
        assert!(!list.contains(&matter_page(id)));
        assert!(!dispatcher.get("/desk").await.page().contains("已逾期 1"));
    }

    async fn a_kept_filter_keeps_what_falls_due(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let name = [("name", "今天的")];
        let kept = dispatcher.submit("/desk?due=today", "/desk/filters", &name).await.landed();
        assert!(kept.contains("due=today"), "{kept}");
        let inbox = dispatcher.get("/desk").await.page();
        assert!(inbox.contains("due=today"), "{inbox}");
    }
}
