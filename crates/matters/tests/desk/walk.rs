//! The loop, from the report to the reporter's word, through the forms of the desk.

use huiyin_db::on_both_databases;

use crate::support::{District, MIGRATIONS, Staff, act_address, by_name, matter_page};

const TEXT: &str = "3栋2单元门厅的路灯不亮，晚上老人看不清台阶。";

/// Accepts a matter and gives it to the lighting office.
async fn hand_over(district: &District, dispatcher: &Staff<'_>, id: huiyin_kernel::Id) {
    let lighting = district.body("bm04").await.to_string();
    let accepted = dispatcher
        .act(id, "accept", &[("category", "0401"), ("kind", "help")])
        .await;
    assert_eq!(
        accepted.landed(),
        format!("{}?done=desk-accept", matter_page(id))
    );
    dispatcher
        .act(id, "dispatch", &[("lead", &lighting), ("note", "请尽快")])
        .await
        .landed();
}

on_both_databases! {
    MIGRATIONS;

    async fn a_report_becomes_a_confirmed_echo(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let inbox = dispatcher.get("/desk").await.page();
        assert!(inbox.contains("路灯不亮"), "{inbox}");
        assert!(inbox.contains("badge due info"), "a word for its limit: {inbox}");
        hand_over(&district, &dispatcher, id).await;

        let handler = district.sign_in("handler-lighting", "en").await;
        let inbox = handler.get("/desk").await.page();
        assert!(inbox.contains("To handle") && inbox.contains("路灯不亮"), "{inbox}");
        handler.act(id, "acknowledge", &[]).await.landed();
        handler.act(id, "contact", &[("channel", "phone"), ("reached", "yes")]).await.landed();
        handler.act(id, "start", &[]).await.landed();
        let answer = "已更换灯具，当晚试亮正常。";
        handler.act(id, "answer", &[("outcome", "solved"), ("text", answer)]).await.landed();
        assert_eq!(district.state(id).await, "answered");

        let caller = district.sign_in("caller", "zh-CN").await;
        let next = caller.get("/desk/call").await.landed();
        assert!(next.starts_with(&format!("/desk/call/{id}?after=")), "{next}");
        let script = caller.get(&next).await.page();
        assert!(script.contains("已更换灯具") && script.contains("这件事解决了吗"), "{script}");
        let place = format!("/desk/call/{id}");
        let filled = [("result", "solved"), ("rating", "content"), ("channel", "phone")];
        let landed = caller.submit(&next, &place, &filled).await.landed();
        assert!(landed.starts_with("/desk/call?after="), "{landed}");
        assert!(caller.get("/desk/call").await.page().contains("没有要回访的了"));
        caller.act(id, "close", &[]).await.landed();
        assert_eq!(district.state(id).await, "closed");

        let history = dispatcher.get(&matter_page(id)).await.page();
        for line in ["收到诉求", "交办给", "周望舒", "程照临", "苏问渠", "办结：", "请尽快"] {
            assert!(history.contains(line), "{line} is not on\n{history}");
        }
    }

    async fn whoever_returns_three_times_meets_the_supervisor(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        hand_over(&district, &dispatcher, id).await;
        let why = [("reason", "不属于我所管护"), ("basis", "三定方案第四条")];
        for round in 1..=3 {
            handler.act(id, "return", &why).await.landed();
            let inbox = dispatcher.get("/desk?queue=returns").await.page();
            assert!(inbox.contains("路灯不亮"), "round {round}");
            if round < 3 {
                let kept = [("reason", "路灯归你所管护")];
                dispatcher.act(id, "refuse_return", &kept).await.landed();
                assert_eq!(district.state(id).await, "dispatched");
            }
        }
        let page = dispatcher.get(&matter_page(id)).await.page();
        assert!(!page.contains("refuse_return"), "the level above decides now");
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        assert!(supervisor.get("/desk").await.page().contains("上报督办"));
        assert!(supervisor.get("/desk?queue=raised").await.page().contains("路灯不亮"));
        supervisor.act(id, "accept_return", &[]).await.landed();
        assert_eq!(district.state(id).await, "accepted");
        assert_eq!(handler.get(&matter_page(id)).await.status, 404);
    }

    async fn not_solved_goes_back_to_the_same_body(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        hand_over(&district, &dispatcher, id).await;
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        let answer = [("outcome", "explained"), ("text", "线路老化，需更换。")];
        handler.act(id, "answer", &answer).await.landed();
        let caller = district.sign_in("caller", "zh-CN").await;
        let place = format!("/desk/call/{id}");
        let missed = caller.submit(&place, &place, &[("missed", "1")]).await;
        missed.landed();
        assert_eq!(district.state(id).await, "answered");
        assert!(caller.get("/desk/call").await.page().contains("没有要回访的了"), "tried today");
        district.clock.advance_seconds(24 * 3600);
        let caller = district.sign_in("caller", "zh-CN").await;
        let filled = [("result", "not_solved"), ("rating", "not_content"), ("note", "还是不亮")];
        caller.submit(&place, &place, &filled).await.landed();
        let known = district.known(id).await;
        assert_eq!(known.matter.state_name().name(), "reopened");
        assert_eq!(known.matter.lead(), Some(district.body("bm04").await));
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        let page = handler.get(&matter_page(id)).await.page();
        assert!(page.contains("第 1 次重新办理") && page.contains("还是不亮"), "{page}");
    }

    async fn an_extension_and_a_hold_are_decided_by_somebody_higher(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        hand_over(&district, &dispatcher, id).await;
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        handler.act(id, "contact", &[("channel", "phone"), ("reached", "yes")]).await.landed();
        let asked = [("working_days", "2"), ("reason", "等配件到货")];
        handler.act(id, "ask_extension", &asked).await.landed();
        let supervisor = district.sign_in("supervisor", "en").await;
        assert!(supervisor.get("/desk?queue=decide").await.page().contains("路灯不亮"));
        let due = district.known(id).await.matter.due_before();
        let granted = [("granted", "yes"), ("reason", "配件三天后到")];
        supervisor.act(id, "decide_extension", &granted).await.landed();
        assert!(district.known(id).await.matter.due_before() > due);
        let asked = [
            ("cause", "道路开挖"),
            ("plan", "完工后一周内修好"),
            ("review_on", "2026-06-11"),
            ("person", &handler.account.to_string()),
        ];
        handler.act(id, "ask_suspension", &asked).await.landed();
        let granted = [("granted", "yes"), ("reason", "道路开挖，完工后一周内修好")];
        supervisor.act(id, "decide_suspension", &granted).await.landed();
        assert_eq!(district.state(id).await, "suspended");
        let page = supervisor.get(&matter_page(id)).await.page();
        assert!(page.contains("11 Jun") && page.contains("程照临"), "{page}");
        handler.act(id, "resume", &[]).await.landed();
        assert_eq!(district.state(id).await, "in_progress");
    }

    async fn works_go_by_an_agreed_plan(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("人行道护栏断了一截", None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let lighting = district.body("bm04").await.to_string();
        dispatcher.act(id, "accept", &[("category", "0402")]).await.landed();
        dispatcher.act(id, "dispatch", &[("lead", &lighting)]).await.landed();
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        let unreadable = handler.act(id, "propose_plan", &[("plan", "先设计\n再施工")]).await;
        assert_eq!(unreadable.status, 422);
        assert!(unreadable.text().contains("2026-12-30 这样的日期开头"), "{}", unreadable.text());
        let plan = "2026-06-10 设计完成\n2026-09-01 施工完成";
        handler.act(id, "propose_plan", &[("plan", plan)]).await.landed();
        let supervisor = district.sign_in("supervisor", "en").await;
        assert!(supervisor.get("/desk?queue=decide").await.page().contains("护栏"));
        let leaky = [("granted", "yes"), ("reason", "联系 13812341234")];
        assert_eq!(supervisor.act(id, "decide_plan", &leaky).await.status, 422);
        let granted = [("granted", "yes"), ("reason", "六月设计完，九月前施工完")];
        supervisor.act(id, "decide_plan", &granted).await.landed();
        let page = supervisor.get(&matter_page(id)).await.page();
        assert!(page.contains("10 Jun") && page.contains("1 Sep"), "{page}");
        handler.act(id, "reach_milestone", &[("text", "设计图已贴在社区")]).await.landed();
        let page = handler.get(&matter_page(id)).await.page();
        assert!(page.contains("完成第 1 步（共 2 步）") && page.contains("设计图已贴在社区"), "{page}");
    }

    async fn bodies_answer_a_whistle_and_are_judged(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        hand_over(&district, &dispatcher, id).await;
        let enforcement = district.body("bm02").await.to_string();
        let property = district.body("wy01").await.to_string();
        let called =
            [("bodies", enforcement.as_str()), ("bodies", &property), ("reason", "需几家一起到场")];
        dispatcher.act(id, "whistle", &called).await.landed();
        let outsider = district.sign_in("handler-enforcement", "zh-CN").await;
        assert!(outsider.get("/desk").await.page().contains("待报到"));
        let call = format!("0.{enforcement}");
        let answered = [("call", call.as_str()), ("answer", "present"), ("fitting", "yes")];
        outsider.act(id, "answer_whistle", &answered).await.landed();
        let judged = [("call", call.as_str()), ("accepted", "yes")];
        dispatcher.act(id, "judge_whistle", &judged).await.landed();
        let page = dispatcher.get(&matter_page(id)).await.page();
        assert!(page.contains("认可") && page.contains("还没有回应"), "{page}");
    }

    async fn two_things_are_split_and_the_same_thing_is_merged(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let first = district.report(TEXT, None).await;
        let second = district.report("3栋路灯坏了", None).await;
        let other = [("text", "另外门口垃圾桶满了没人清"), ("note", "两件事")];
        dispatcher.act(first, "split", &other).await.landed();
        let listed = dispatcher.get("/desk/search?q=%E5%9E%83%E5%9C%BE%E6%A1%B6").await.page();
        assert!(listed.contains("垃圾桶"), "{listed}");
        let unknown = dispatcher.act(second, "merge", &[("into", "20200101-0001")]).await;
        assert_eq!(unknown.status, 422);
        assert!(unknown.text().contains("没有这个编号"));
        let number = district.known(first).await.number;
        dispatcher.act(second, "merge", &[("into", &number)]).await.landed();
        assert_eq!(district.state(second).await, "merged");
        let page = dispatcher.get(&matter_page(first)).await.page();
        assert!(page.contains("并入本件") && page.contains("路灯坏了"), "{page}");

        // Whoever was merged hears the same answer and is asked separately.
        hand_over(&district, &dispatcher, first).await;
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(first, "acknowledge", &[]).await.landed();
        let caller = district.sign_in("caller", "zh-CN").await;
        let place = format!("/desk/call/{second}");
        let early = caller.get(&place).await.page();
        assert!(early.contains("尚未答复") || early.contains("还没有答复"), "{early}");
        handler.act(first, "answer", &[("outcome", "solved"), ("text", "全部换新")]).await.landed();
        let script = caller.get(&format!("/desk/call/{first}")).await.page();
        assert!(script.contains(&format!("href=\"{place}\"")), "{script}");
        assert!(caller.get(&place).await.page().contains("全部换新"));
        caller.submit(&place, &place, &[("result", "partly")]).await.landed();
        let voice = district.known(second).await.matter.merged_voice;
        assert_eq!(voice.unwrap().result.name(), "partly");
    }

    async fn a_form_sent_twice_is_one_act_and_a_stale_one_shows_both_versions(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let address = act_address(id, "accept");
        let mut fields = dispatcher.form(&matter_page(id), &address).await;
        let stale = fields.clone();
        let typed = |fields: &mut Vec<(String, String)>, category: &str, note: &str| {
            fields.push(("accept-category".to_owned(), category.to_owned()));
            fields.push(("accept-note".to_owned(), note.to_owned()));
        };
        typed(&mut fields, "0401", "先看看");
        dispatcher.send(&address, &fields).await.landed();
        let version = district.known(id).await.matter.version;
        dispatcher.send(&address, &fields).await.landed();
        assert_eq!(district.known(id).await.matter.version, version, "sent twice, done once");

        let mut edited = stale.clone();
        typed(&mut edited, "0401", "再看看");
        let reused = dispatcher.send(&address, &edited).await;
        assert_eq!(reused.status, 409);
        assert!(reused.text().contains("已经用别的内容提交过了"));
        assert_eq!(district.known(id).await.matter.version, version, "nothing was done");

        let reject = act_address(id, "reject");
        let mut late = stale;
        let other = huiyin_kernel::Id::derived("test", "another form").to_string();
        for field in &mut late {
            if field.0 == "form_key" {
                field.1.clone_from(&other);
            }
        }
        assert_ne!(by_name(&late)["version"], version.to_string());
        late.push(("reject-code".to_owned(), "repeated".to_owned()));
        late.push(("reject-channel".to_owned(), "上月已答复，见原编号".to_owned()));
        let conflict = dispatcher.send(&reject, &late).await;
        assert_eq!(conflict.status, 409);
        let page = conflict.text();
        assert!(!page.contains('⟦'), "{page}");
        for part in ["有人先您一步", "您填写的", "上月已答复，见原编号", "受理，类别", "先看看"] {
            assert!(page.contains(part), "{part} is not on\n{page}");
        }
        assert_eq!(district.state(id).await, "accepted");
        // The form below is the one to go on with: it carries the version of now.
        let again = crate::support::hidden_fields(&page, &reject);
        assert_eq!(by_name(&again)["version"], version.to_string());
    }
}
