use axum::http::StatusCode;
use huiyin_db::on_both_databases;

use super::house::{SETS, house};
use crate::model::{Act, CategoryCode, Kind, Report, Role, Scope};

on_both_databases! { SETS;
    async fn codes_that_open_nothing_get_one_and_the_same_page(db: Db) {
        let house = house(db).await;
        let code = house.report("路灯不亮").await;
        let mut never = huiyin_kernel::EchoCode::new(&huiyin_db::testing::CountingEntropy::default());
        if never.as_str() == code {
            never = "00000000000".parse().unwrap();
        }
        let main = |page: &str, typed: &str| {
            let start = page.find("<main").unwrap();
            let end = page.find("</main>").unwrap();
            page[start..end].replace(typed, "")
        };
        let unknown = house.get(&format!("/echo/{}", never.as_str())).await;
        let misread = house.get("/echo/ABCDEFGHJKM").await;
        assert_eq!((unknown.status, misread.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        let (left, right) = (unknown.text(), misread.text());
        let heads = |page: &str| page.matches("没有找到这个回音码").count();
        assert_eq!((heads(&left), heads(&right)), (2, 2), "above the form and at its field");
        assert_eq!(main(&left, never.as_str()), main(&right, "ABCDEFGHJKM"));
        for path in ["/echo/%00", "/echo/..%2f..", "/echo/%F0%9F%98%80", "/receipt/x", "/echo/x/slip"] {
            assert!(house.get(path).await.status.is_client_error(), "{path}");
        }
    }

    async fn guessing_codes_is_slowed_down(db: Db) {
        let house = house(db).await;
        let mut slowed = false;
        for _ in 0..80 {
            slowed |= house.get("/echo/ABCDEFGHJKM").await.status == StatusCode::TOO_MANY_REQUESTS;
        }
        assert!(slowed);
    }

    async fn a_whole_compound_follows_its_matters_while_one_mistypes(db: Db) {
        let house = house(db).await;
        let mut codes = Vec::new();
        for number in 0..40 {
            codes.push(house.report(&format!("{number} 号楼的路灯不亮")).await);
        }
        for _ in 0..80 {
            house.get("/echo/ABCDEFGHJKM").await;
        }
        for code in codes {
            assert_eq!(house.get(&format!("/echo/{code}")).await.status, StatusCode::OK);
        }
    }

    async fn whoever_guesses_on_and_on_is_shown_nothing_until_later(db: Db) {
        let house = house(db).await;
        let code = house.report("井盖松动").await;
        // The guesses themselves, without the pages that answer them.
        for _ in 0..6_000 {
            let _counted = house.matters.site.limits.wrong_code("local");
        }
        let page = house.get(&format!("/echo/{code}")).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        let api = house.get(&format!("/api/v1/echo/{code}")).await;
        assert_eq!(api.status, StatusCode::TOO_MANY_REQUESTS);
        // A report is still taken, and another network knows nothing of it.
        house.report("还是井盖").await;
        assert!(house.matters.site.limits.look("elsewhere").is_ok());
    }

    async fn the_form_for_a_code_leads_to_its_page(db: Db) {
        let house = house(db).await;
        let code = house.report("下水道堵了").await;
        let shown = code.parse::<huiyin_kernel::EchoCode>().unwrap().to_string().to_lowercase();
        let there = house.get(&format!("/echo?code={shown}")).await;
        assert_eq!(there.location, format!("/echo/{code}"));
        assert_eq!(house.get("/echo?code=").await.status, StatusCode::OK);
        let odd = house.get("/echo?code=..%2F..%2Fdesk").await;
        assert!(odd.location.starts_with("/echo/") && !odd.location.contains("/desk"), "{}", odd.location);
        assert_eq!(house.get("/echo?code=..").await.location, "/follow");
    }

    async fn messages_reminders_and_withdrawal(db: Db) {
        let house = house(db).await;
        let code = house.report("健身器材坏了").await;
        let path = |act: &str| format!("/echo/{code}/{act}");
        let sent = house.post(&path("message"), &[("message", "昨晚还是\n<b>不行</b>")]).await;
        assert_eq!(sent.location, format!("/echo/{code}?done=resident-message"));
        let page = house.get(&sent.location).await.text();
        assert!(page.contains("昨晚还是<br/>&#60;b&#62;不行"), "{page}");
        let empty = house.post(&path("message"), &[("message", "  ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let long = "多".repeat(2_001);
        let back = house.post(&path("message"), &[("message", &long)]).await;
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text().contains(&long));

        assert!(house.post(&path("chase"), &[]).await.location.ends_with("done=resident-chase"));
        let page = house.get(&path("")[..path("").len() - 1]).await.text();
        assert!(page.contains("5月12日 09:00以后可以再催"), "{page}");
        let soon = house.post(&path("chase"), &[]).await;
        assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.clock.advance_seconds(24 * 3600);
        assert_eq!(house.post(&path("chase"), &[]).await.status, StatusCode::SEE_OTHER);

        let gone = house.post(&path("withdraw"), &[("withdraw", "自己修好了")]).await;
        let page = house.get(&gone.location).await.text();
        assert!(page.contains("您撤回了这件事") && page.contains("自己修好了"), "{page}");
        let after = house.post(&path("chase"), &[]).await;
        assert_eq!(after.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn the_same_message_sent_twice_stands_once(db: Db) {
        let house = house(db).await;
        let code = house.report("护栏松了").await;
        let key = house.matters.site.new_id().to_string();
        let fields = [("message", "请快一点"), ("form_key", key.as_str())];
        let path = format!("/echo/{code}/message");
        house.post(&path, &fields).await;
        let again = house.post(&path, &fields).await;
        assert!(again.location.ends_with("done=resident-repeated"));
        let page = house.get(&again.location).await.text();
        assert_eq!(page.matches("请快一点").count(), 1);
        // Another message under the same key is told from the first, not called done.
        let other = house.post(&path, &[("message", "晚上也响"), ("form_key", key.as_str())]).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(!house.get(&again.location).await.text().contains("晚上也响"));
    }

    async fn the_loop_until_the_resident_says_that_it_is_solved(db: Db) {
        let house = house(db).await;
        let code = house.report("化粪池满溢").await;
        let id = house.matter_of(&code).await;
        let path = format!("/echo/{code}");
        house.answer(id, "已抽运清理。").await;
        let page = house.get(&path).await.text();
        assert!(page.contains("已抽运清理") && page.contains("解决了没有"), "{page}");
        assert!(!page.contains("内部备注不外传"), "notes of the desk stay inside");

        let confirm = format!("{path}/confirm");
        let nothing = house.post(&confirm, &[]).await;
        assert!(nothing.text().contains("请选一个"));
        let not = house.post(&confirm, &[("result", "not_solved"), ("rating", "not_content"), ("note", "第二天又满了")]).await;
        assert!(not.location.ends_with("done=resident-confirm"), "{}", not.text());
        let page = house.get(&path).await.text();
        assert!(page.contains("重新办理") && page.contains("第二天又满了"), "{page}");

        let lead = house.department().await;
        let handler = house.staff(Role::Handler, Scope::Body(lead));
        house.do_as(id, &handler, Act::Start {}).await;
        let outcome = crate::model::Outcome::Solved;
        house.do_as(id, &handler, Act::Answer { outcome, text: "换了管道。".to_owned() }).await;
        house.post(&confirm, &[("result", "solved"), ("rating", "content")]).await;
        house.do_as(id, &crate::model::Actor::SYSTEM, Act::Close {}).await;
        let page = house.get(&path).await.text();
        assert!(page.contains("已办结") && page.contains("要求重新办"), "{page}");
        let again = house.post(&format!("{path}/reopen"), &[("reopen", "又溢了")]).await;
        assert!(again.location.ends_with("done=resident-reopen"), "{}", again.text());
    }

    async fn after_thirty_days_it_is_too_late_to_reopen_but_one_is_asked_once_more(db: Db) {
        let house = house(db).await;
        let code = house.report("路面坑洼").await;
        let id = house.matter_of(&code).await;
        house.answer(id, "已修补。").await;
        house.post(&format!("/echo/{code}/confirm"), &[("result", "solved")]).await;
        house.do_as(id, &crate::model::Actor::SYSTEM, Act::Close {}).await;
        house.clock.advance_seconds(31 * 24 * 3600);
        house.do_as(id, &crate::model::Actor::SYSTEM, Act::AskAgain {}).await;
        let page = house.get(&format!("/echo/{code}")).await.text();
        assert!(page.contains("过了一个月") && !page.contains("/reopen\""), "{page}");
        let late = house.post(&format!("/echo/{code}/reopen"), &[("reopen", "又坏了")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = house.post(&format!("/echo/{code}/again"), &[("result", "partly")]).await;
        assert!(said.location.ends_with("done=resident-again"), "{}", said.text());
    }

    async fn a_merged_reporter_gets_the_answer_and_is_asked(db: Db) {
        let house = house(db).await;
        let (first, second) = (house.report("甲报的路灯不亮").await, house.report("乙报的路灯不亮").await);
        let (master, merged) = (house.matter_of(&first).await, house.matter_of(&second).await);
        let desk = house.staff(Role::Dispatcher, Scope::District);
        house.do_as(merged, &desk, Act::Merge { into: master, note: String::new() }).await;
        let early = house.post(&format!("/echo/{second}/confirm"), &[("result", "solved")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.answer(master, "灯已换新。").await;
        let page = house.get(&format!("/echo/{second}")).await.text();
        assert!(page.contains("灯已换新") && page.contains("一起办的那件事"), "{page}");
        assert!(!page.contains("甲报的"), "the other reporter's words stay theirs");
        let said = house.post(&format!("/echo/{second}/confirm"), &[("result", "solved"), ("rating", "content")]).await;
        assert!(said.location.ends_with("done=resident-confirm"), "{}", said.text());
    }

    async fn a_split_matter_leads_to_its_other_half(db: Db) {
        let house = house(db).await;
        let code = house.report("路灯不亮垃圾也没人收").await;
        let id = house.matter_of(&code).await;
        let second = Report {
            id: house.matters.site.new_id(),
            source: crate::model::Source::Web,
            outside_number: None,
            kind: Kind::Help,
            category: None,
            urgency: None,
            text: "垃圾没人收".to_owned(),
            area: crate::model::Area::default(),
            has_place: false,
            photo_ids: Vec::new(),
            contactable: false,
            anonymous: true,
            restricted: false,
            complained_of: None,
            open_to_complained_of: false,
            split_from: Some(id),
            consent_version: None,
        };
        let desk = house.staff(Role::Dispatcher, Scope::District);
        house.do_as(id, &desk, Act::Split { second: Box::new(second), note: String::new() }).await;
        let page = house.get(&format!("/echo/{code}")).await.text();
        assert!(page.contains("还有一件分出去单独办：垃圾没人收"), "{page}");
        let start = page.find("还有一件分出去").unwrap();
        let link = page[..start].rfind("href=\"/echo/").map(|at| &page[at + 6..start - 2]).unwrap();
        let other = house.get(link).await.text();
        assert!(other.contains("垃圾没人收") && other.contains("这件事是从另一件分出来的"), "{other}");
    }

    async fn a_declined_matter_says_why_and_who_can(db: Db) {
        let house = house(db).await;
        let code = house.report("退货不给退").await;
        let id = house.matter_of(&code).await;
        let desk = house.staff(Role::Dispatcher, Scope::District);
        let act = Act::Reject {
            code: crate::model::RejectCode::MarketOrSocialChannel,
            number: None,
            channel: "请找 12315 平台".to_owned(),
        };
        house.do_as(id, &desk, act).await;
        let page = house.get(&format!("/echo/{code}")).await.text();
        assert!(page.contains("未受理") && page.contains("请找 12315 平台"), "{page}");
    }

    async fn staff_and_resident_talk_both_ways(db: Db) {
        let house = house(db).await;
        let code = house.report("电梯停用").await;
        let id = house.matter_of(&code).await;
        house.accept(id).await;
        let desk = house.staff(Role::Dispatcher, Scope::District);
        house.do_as(id, &desk, Act::Message { text: "请问是几号电梯？".to_owned() }).await;
        house.do_as(id, &desk, Act::Note { text: "疑似重复".to_owned() }).await;
        let page = house.get(&format!("/echo/{code}")).await.text();
        assert!(page.contains("请问是几号电梯") && !page.contains("疑似重复"), "{page}");
        let category = house.matters.categories.get(CategoryCode::parse("0501").unwrap()).unwrap();
        assert!(page.contains(&category.zh));
    }
}
