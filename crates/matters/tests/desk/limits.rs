//! What the desk does not do: for whom, and why.

use huiyin_db::{args, on_both_databases};
use huiyin_kernel::{Date, Id};
use huiyin_matters::model::{Actor, Source};
use huiyin_matters::ops::{self, Intake};
use huiyin_registry::{Held, areas, demo, posts};

use crate::support::{District, MIGRATIONS, act_address, matter_page};

const TEXT: &str = "小区门口路灯不亮";

huiyin_db::queries! {
    REVEALS = "SELECT kind, body FROM journal WHERE subject_kind = $1 ORDER BY seq";
    NOTES = "SELECT reason, note FROM matter_reveal ORDER BY created_at, id";
    TAKEN = "SELECT taken FROM matter_suggestion WHERE matter_id = $1 AND kind = 'category' AND taken IS NOT NULL";
}

async fn answered(district: &District) -> Id {
    let id = district.report(TEXT, None).await;
    let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
    let lighting = district.body("bm04").await.to_string();
    dispatcher
        .act(id, "accept", &[("category", "0401")])
        .await
        .landed();
    dispatcher
        .act(id, "dispatch", &[("lead", &lighting)])
        .await
        .landed();
    let handler = district.sign_in("handler-lighting", "zh-CN").await;
    handler.act(id, "acknowledge", &[]).await.landed();
    handler
        .act(id, "answer", &[("outcome", "solved"), ("text", "修好了")])
        .await
        .landed();
    id
}

on_both_databases! {
    MIGRATIONS;

    async fn what_is_not_theirs_is_not_there(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let lighting = district.body("bm04").await.to_string();
        dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
        let other = district.sign_in("handler-property", "zh-CN").await;
        for path in [
            matter_page(id),
            format!("{}/photos/{id}", matter_page(id)),
            "/desk/matters/not-an-id".to_owned(),
            matter_page(Id::derived("no such", "matter")),
            format!("/desk/list-dispatch/{id}"),
            "/desk/call".to_owned(),
            "/desk/new".to_owned(),
        ] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        // The form of somebody who may does not open the door for somebody who may not.
        let address = act_address(id, "dispatch");
        let own = other.get("/desk/templates").await.page();
        let token = crate::support::hidden_fields(&own, "/desk/templates");
        let mut fields = dispatcher.form(&matter_page(id), &address).await;
        fields.retain(|(name, _)| name != "csrf");
        fields.extend(token.into_iter().filter(|(name, _)| name == "csrf"));
        fields.push(("dispatch-lead".to_owned(), lighting));
        assert_eq!(other.send(&address, &fields).await.status, 404);
        assert_eq!(district.state(id).await, "accepted");
        assert!(!other.get("/desk/search?q=%E8%B7%AF%E7%81%AF").await.page().contains(TEXT));
        let unsigned = district.as_nobody(&matter_page(id)).await;
        assert!(!unsigned.text().contains(TEXT));
        assert_ne!(unsigned.status, 200);
        let street_only = district.sign_in("dispatcher-gyq", "zh-CN").await;
        street_only.get(&matter_page(id)).await.page();
    }

    async fn a_street_finds_its_own_behind_the_matters_of_others(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        // More than one page of the search, in no street at all.
        for number in 0..230 {
            let text = format!("路灯不亮（{number}）");
            let site = &district.matters.site;
            let intake = Intake::of_text(site.new_id(), Source::Web, &text);
            ops::report(&district.matters, intake, &Actor::VISITOR).await.unwrap();
        }
        let street = district.sign_in("dispatcher-gyq", "zh-CN").await;
        let found = street.get("/desk/search?q=%E8%B7%AF%E7%81%AF").await.page();
        assert!(found.contains(&matter_page(id)), "{found}");
        assert!(!found.contains("结果很多"), "nothing was left out");
        let whole = district.sign_in("dispatcher", "zh-CN").await;
        let found = whole.get("/desk/search?q=%E8%B7%AF%E7%81%AF").await.page();
        assert!(found.contains("结果很多"), "a hundred are shown");
    }

    async fn whoever_handled_it_does_not_call_back(db: Db) {
        let district = District::open(&db).await;
        let id = answered(&district).await;
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        let mut tx = district.matters.site.db.write().await.unwrap();
        let area = areas::by_code(&mut tx, demo::DISTRICT).await.unwrap().unwrap();
        let post = Held {
            id: Id::derived("test post", "caller"),
            account_id: handler.account,
            role: "caller".to_owned(),
            area_id: area.id,
            area_path: area.path,
            body_id: None,
            from_on: Date::new(2026, 1, 1).unwrap(),
            until_on: None,
        };
        posts::insert(&mut tx, &post).await.unwrap();
        tx.commit().await.unwrap();
        assert!(handler.get("/desk/call").await.page().contains("没有要回访的了"));
        let refused = handler.get(&format!("/desk/call/{id}")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("办理过"), "{}", refused.text());
        let page = handler.get(&matter_page(id)).await.page();
        assert!(!page.contains("act-call_back"), "{page}");
    }

    async fn a_name_is_shown_for_a_reason_and_the_journal_says_so(db: Db) {
        let district = District::open(&db).await;
        let id = answered(&district).await;
        let caller = district.sign_in("caller", "zh-CN").await;
        let masked = caller.get(&matter_page(id)).await.page();
        assert!(masked.contains("谭**") && masked.contains("138****1234"), "{masked}");
        assert!(!masked.contains("谭小满") && !masked.contains("13812341234"));
        let place = format!("{}/reveal", matter_page(id));
        let action = format!("{place}#people");
        let mut fields = crate::support::hidden_fields(&masked, &action);
        let refused = caller.send(&place, &fields).await;
        assert_eq!(refused.status, 422);
        fields.push(("reason".to_owned(), "other".to_owned()));
        assert_eq!(caller.send(&place, &fields).await.status, 422, "other needs words");
        fields.push(("note".to_owned(), "电话里核对地址".to_owned()));
        let shown = caller.send(&place, &fields).await.page();
        assert!(shown.contains("谭小满") && shown.contains("13812341234"), "{shown}");
        let again = caller.get(&matter_page(id)).await.page();
        assert!(!again.contains("谭小满"), "the next page masks it again");

        let mut tx = db.read().await.unwrap();
        let rows = tx.fetch_all(REVEALS, args!["reveal"]).await.unwrap();
        assert_eq!(rows.len(), 1);
        let body: String = rows[0].get("body").unwrap();
        assert!(body.contains(&id.to_string()) && body.contains(&caller.account.to_string()));
        assert!(body.contains("other") && !body.contains("核对地址"), "{body}");
        let note: String = tx.fetch_one(NOTES, args![]).await.unwrap().get("note").unwrap();
        assert_eq!(note, "电话里核对地址");
    }

    async fn the_twenty_first_look_within_an_hour_is_told_to_the_auditor(db: Db) {
        let district = District::open(&db).await;
        let id = answered(&district).await;
        let caller = district.sign_in("caller", "zh-CN").await;
        let place = format!("{}/reveal", matter_page(id));
        let page = caller.get(&matter_page(id)).await.page();
        let mut fields = crate::support::hidden_fields(&page, &format!("{place}#people"));
        fields.push(("reason".to_owned(), "call_back".to_owned()));
        for look in 1..=22 {
            caller.send(&place, &fields).await.page();
            let mut tx = db.read().await.unwrap();
            let alarms = tx.fetch_all(REVEALS, args!["reveal_alarm"]).await.unwrap().len();
            assert_eq!(alarms, usize::from(look > 20), "after {look}");
        }
    }

    async fn a_protected_reporter_is_seen_by_two_roles_only(db: Db) {
        let district = District::open(&db).await;
        let clerk = district.sign_in("clerk", "zh-CN").await;
        let filled = [
            ("source", "counter"),
            ("text", "家里的事，不想让别人知道"),
            ("name", "谭小满"),
            ("phone", "13812341234"),
            ("restricted", "1"),
        ];
        let mut fields = clerk.form("/desk/new", "/desk/new").await;
        fields.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let done = clerk.send("/desk/new", &fields).await.page();
        assert!(done.contains("回音码") && done.contains("/slip"), "{done}");
        // Sent once more, the same receipt comes back and no second matter.
        let again = clerk.send("/desk/new", &fields).await.page();
        let code = |page: &str| page.split("/echo/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert_eq!(code(&done), code(&again));
        let id = district.matter_of(&code(&done)).await;
        // The id of a matter, passed off as a form's key, opens a matter of its own.
        for field in &mut fields {
            if field.0 == "form_key" {
                field.1 = id.to_string();
            }
        }
        let own = clerk.send("/desk/new", &fields).await.page();
        assert_ne!(code(&own), code(&done));
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let page = dispatcher.get(&matter_page(id)).await.page();
        assert!(page.contains("受保护") && !page.contains("谭**"), "{page}");
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        assert!(supervisor.get(&matter_page(id)).await.page().contains("谭**"));
    }

    async fn a_refused_form_keeps_what_was_typed(db: Db) {
        let district = District::open(&db).await;
        let id = district.report(TEXT, None).await;
        let dispatcher = district.sign_in("dispatcher", "en").await;
        let typed = [("code", "emergency"), ("channel", "请拨打应急电话 <b>现在</b>")];
        let refused = dispatcher.act(id, "reject", &typed).await;
        assert_eq!(refused.status, 422);
        let page = refused.text();
        assert!(page.contains("110, 119, 120 or 122"), "{page}");
        assert!(page.contains("请拨打应急电话 &#60;b&#62;现在"), "kept and escaped: {page}");
        assert!(page.contains("value=\"emergency\" checked"), "{page}");
        let empty = dispatcher.act(id, "accept", &[("category", "")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text().contains("Please choose one."));
        let long = "字".repeat(2_001);
        let too_long = dispatcher.act(id, "note", &[("text", &long)]).await;
        assert_eq!(too_long.status, 422);
        let committee = district.body("sq500105006001").await.to_string();
        dispatcher.act(id, "accept", &[("category", "0401")]).await.landed();
        let pushed = dispatcher.act(id, "dispatch", &[("lead", &committee)]).await;
        assert_eq!(pushed.status, 422, "not the community's own work");
        assert_eq!(district.state(id).await, "accepted");
    }

    async fn a_taken_suggestion_is_remembered(db: Db) {
        let district = District::open(&db).await;
        let id = district.report("路灯不亮，晚上一片漆黑，路灯坏了好几天", None).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let page = dispatcher.get(&matter_page(id)).await.page();
        let Some(link) = page.split("accept-category=").nth(1) else {
            panic!("nothing is suggested on\n{page}");
        };
        let code: String = link.chars().take(4).collect();
        let filled_in = dispatcher
            .get(&format!("{}?open=accept&accept-category={code}", matter_page(id)))
            .await
            .page();
        assert!(filled_in.contains(&format!("value=\"{code}\" selected")), "{filled_in}");
        dispatcher.act(id, "accept", &[("category", &code)]).await.landed();
        let mut tx = db.read().await.unwrap();
        let rows = tx.fetch_all(TAKEN, args![id]).await.unwrap();
        assert!(!rows.is_empty(), "what was suggested stands beside what was chosen");
    }
}
