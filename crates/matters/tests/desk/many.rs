//! What is done to many matters at once, and what somebody keeps for themselves.

use huiyin_db::{args, on_both_databases};
use huiyin_kernel::{Id, Instant};

use crate::support::{District, MIGRATIONS, Staff, hidden_fields, matter_page};

huiyin_db::queries! {
    TELL = "INSERT INTO matter_notice (id, account_id, matter_id, kind, created_at) VALUES ($1, $2, $3, $4, $5)";
}

async fn tick(district: &District, id: Id) -> (String, String) {
    let version = district.known(id).await.matter.version;
    ("id".to_owned(), format!("{id}:{version}"))
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The last step of a list dispatch: the form that looks it over, sent with `do`.
async fn confirm(staff: &Staff<'_>, page: &str) -> String {
    let mut fields = hidden_fields(page, "/desk/list-dispatch");
    fields.push(pair("step", "do"));
    staff.send("/desk/list-dispatch", &fields).await.landed()
}

on_both_databases! {
    MIGRATIONS;

    async fn many_are_done_at_once_and_one_is_refused_with_its_reason(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let mut ids = Vec::new();
        for number in 0..3 {
            ids.push(district.report(&format!("路灯不亮 {number}"), Some("0401")).await);
        }
        // Somebody else is faster with the second one.
        let seen = tick(&district, ids[1]).await;
        dispatcher.act(ids[1], "note", &[("text", "我来")]).await.landed();
        let lighting = district.body("bm04").await.to_string();
        let page = dispatcher.get("/desk?queue=intake").await.page();
        let mut fields = hidden_fields(&page, "/desk/bulk");
        fields.push(pair("act", "accept_and_dispatch"));
        fields.extend([tick(&district, ids[0]).await, seen, tick(&district, ids[2]).await]);
        let asked = dispatcher.send("/desk/bulk", &fields).await.page();
        assert!(asked.contains("3 件事项"), "{asked}");
        let mut fields = hidden_fields(&asked, "/desk/bulk");
        fields.push(pair("act", "accept_and_dispatch"));
        let no_lead = dispatcher.send("/desk/bulk", &fields).await;
        assert_eq!(no_lead.status, 422);
        fields.push(pair("lead", &lighting));
        let done = dispatcher.send("/desk/bulk", &fields).await.page();
        assert!(done.contains("完成 2 件，未完成 1 件") && done.contains("有人刚刚改过"), "{done}");
        assert_eq!(district.state(ids[0]).await, "dispatched");
        assert_eq!(district.state(ids[1]).await, "received");
        let versions = district.known(ids[0]).await.matter.version;
        dispatcher.send("/desk/bulk", &fields).await.page();
        assert_eq!(district.known(ids[0]).await.matter.version, versions, "sent twice");

        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        let page = handler.get("/desk").await.page();
        let mut fields = hidden_fields(&page, "/desk/bulk");
        fields.push(pair("act", "acknowledge"));
        fields.extend([tick(&district, ids[0]).await, tick(&district, ids[2]).await]);
        handler.send("/desk/bulk", &fields).await.page();
        assert_eq!(district.state(ids[2]).await, "acknowledged");
        let mut foreign = hidden_fields(&page, "/desk/bulk");
        foreign.push(pair("act", "close"));
        foreign.push(tick(&district, ids[0]).await);
        assert_eq!(handler.send("/desk/bulk", &foreign).await.status, 404, "not offered there");
    }

    async fn a_list_is_planned_looked_over_and_handed_out(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let mut ids = Vec::new();
        for number in 0..3 {
            let id = district.report(&format!("路灯不亮 {number}"), Some("0401")).await;
            dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
            ids.push(id);
        }
        let page = dispatcher.get("/desk/list-dispatch").await.page();
        let mut fields = hidden_fields(&page, "/desk/list-dispatch");
        for id in &ids {
            fields.push(tick(&district, *id).await);
        }
        let plan = dispatcher.send("/desk/list-dispatch", &fields).await.page();
        let mut fields = hidden_fields(&plan, "/desk/list-dispatch");
        fields.push(pair("step", "check"));
        assert_eq!(dispatcher.send("/desk/list-dispatch", &fields).await.status, 422);
        let lighting = district.body("bm04").await.to_string();
        let helper = district.body("wy01").await.to_string();
        for id in &ids {
            fields.push(pair(&format!("lead-{id}"), &lighting));
            fields.push(pair(&format!("helper-{id}"), &helper));
        }
        let checked = dispatcher.send("/desk/list-dispatch", &fields).await.page();
        assert!(checked.contains("共 3 件"), "{checked}");
        // One of them is given away before the list is handed out.
        dispatcher.act(ids[1], "dispatch", &[("lead", &lighting)]).await.landed();
        let place = confirm(&dispatcher, &checked).await;
        let again = confirm(&dispatcher, &checked).await;
        assert!(again.starts_with(place.split('?').next().unwrap()), "handed out once: {again}");
        let list = dispatcher.get(place.split('?').next().unwrap()).await.page();
        assert!(list.contains("完成 2 件，未完成 1 件") && list.contains("未交办"), "{list}");
        assert_eq!(district.state(ids[0]).await, "dispatched");
        let supports = district.known(ids[2]).await.matter.supports().to_vec();
        assert_eq!(supports, [district.body("wy01").await]);
        assert!(dispatcher.get("/desk/list-dispatch").await.page().contains("3 件"));
    }

    async fn filters_are_kept_and_narrow_the_inbox(db: Db) {
        let district = District::open(&db).await;
        district.report("路灯不亮", Some("0401")).await;
        district.report("电梯困人", Some("0103")).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let address = "/desk?queue=intake&category=01&urgency=emergency";
        let narrowed = dispatcher.get(address).await.page();
        assert!(narrowed.contains("电梯困人") && !narrowed.contains("路灯不亮"), "{narrowed}");
        dispatcher.submit(address, "/desk/filters", &[("name", "急事")]).await.landed();
        let inbox = dispatcher.get("/desk").await.page();
        assert!(inbox.contains("急事"), "{inbox}");
        let other = district.sign_in("supervisor", "zh-CN").await;
        assert!(!other.get("/desk").await.page().contains("急事"), "each has their own");
        let remove = inbox.split("action=\"/desk/filters/").nth(1).unwrap();
        let remove = format!("/desk/filters/{}", remove.split('"').next().unwrap());
        dispatcher.submit("/desk", &remove, &[]).await.landed();
        assert!(!dispatcher.get("/desk").await.page().contains("急事"));
        let hostile = "/desk?queue='--&category=%25%5F&urgency=%E2%80%AE&after=1_2";
        dispatcher.get(hostile).await.page();
        assert_eq!(dispatcher.get("/desk?queue=%00").await.status, 400);
    }

    async fn a_template_fills_an_answer_and_is_changed_by_its_owner_only(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("路灯不亮", Some("0401")).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let lighting = district.body("bm04").await.to_string();
        dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
        dispatcher.act(id, "dispatch", &[("lead", &lighting)]).await.landed();
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(id, "acknowledge", &[]).await.landed();
        let kept = [
            ("purpose", "solved"),
            ("title", "路灯修复"),
            ("body", "已更换灯具，当晚试亮正常。"),
            ("shared", "1"),
        ];
        handler.submit("/desk/templates", "/desk/templates", &kept).await.landed();
        let listed = handler.get("/desk/templates").await.page();
        let own = listed.split("/desk/templates/").nth(1).unwrap().split('"').next().unwrap();
        let own = own.to_owned();
        let using = [("template", own.as_str()), ("text", "您好，"), ("outcome", "solved")];
        let named: Vec<(String, &str)> =
            using.iter().map(|(name, value)| (format!("answer-{name}"), *value)).collect();
        let mut named: Vec<(&str, &str)> =
            named.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        named.push(("use", "1"));
        let address = crate::support::act_address(id, "answer");
        let filled = handler.submit(&matter_page(id), &address, &named).await.page();
        assert!(filled.contains("您好，\n已更换灯具"), "{filled}");
        assert!(filled.contains("value=\"solved\" checked"));
        assert_eq!(district.state(id).await, "acknowledged", "nothing was done yet");

        let other = district.sign_in("handler-property", "zh-CN").await;
        assert!(other.get("/desk/templates").await.page().contains("路灯修复"));
        let place = format!("/desk/templates/{own}");
        assert_eq!(other.get(&place).await.status, 404);
        let stolen = [("purpose", "solved"), ("title", "改掉"), ("body", "改掉")];
        let mut fields = other.form("/desk/templates", "/desk/templates").await;
        fields.extend(stolen.map(|(name, value)| pair(name, value)));
        assert_eq!(other.send(&place, &fields).await.status, 404);
        handler.submit(&place, &place, &stolen).await.landed();
        let remove = format!("{place}/remove");
        handler.submit("/desk/templates", &remove, &[]).await.landed();
        assert!(handler.get("/desk/templates").await.page().contains("还没有模板"));
    }

    async fn notices_are_read_one_by_one_or_all(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("路灯不亮", None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let mut tx = db.write().await.unwrap();
        for (number, kind) in ["received", "escalated", "from_the_future"].iter().enumerate() {
            let notice = Id::derived("notice", kind);
            let at = Instant::from_micros(1_000_000 * (1 + i64::try_from(number).unwrap()));
            let values = args![notice, dispatcher.account, id, *kind, at];
            tx.execute(TELL, values).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(dispatcher.get("/desk").await.page().contains("3 条新通知"));
        let page = dispatcher.get("/desk/notices").await.page();
        assert!(page.contains("路灯不亮"), "{page}");
        let one = Id::derived("notice", "received").to_string();
        // What belongs to somebody else stays unread whatever they send.
        supervisor.send("/desk/notices", &[pair("id", &one)]).await;
        dispatcher.submit("/desk/notices", "/desk/notices", &[("id", &one)]).await.landed();
        assert!(dispatcher.get("/desk").await.page().contains("2 条新通知"));
        dispatcher.submit("/desk/notices", "/desk/notices", &[("all", "1")]).await.landed();
        assert!(!dispatcher.get("/desk").await.page().contains("条新通知"));
        assert!(supervisor.get("/desk/notices").await.page().contains("没有通知"));
    }
}
