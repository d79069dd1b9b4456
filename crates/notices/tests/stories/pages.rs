//! The pages of this slice, as the roles of the model district meet them.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Lang};
use huiyin_notices::{Carriers, Channel, Fate, Order};

use super::browser::Desk;
use super::carrier::Carrier;
use super::house::{House, MIGRATIONS, PHONE, sms};

/// A slip for the community of this path, as matters order it.
async fn slip(house: &House, name: &str, area_path: &str) -> Id {
    let id = Id::derived("notice", name);
    let words = [("address", "https://huiyin.example.cn/echo/0123456789")];
    let order = Order {
        channel: Channel::Paper,
        to_sealed: None,
        area_path: area_path.to_owned(),
        vars: [("number".to_owned(), format!("20260511-{name}"))].into(),
        ..house.order(id, "matter-answered", PHONE, &words)
    };
    house.send(id, name, &order).await;
    id
}

on_both_databases! { MIGRATIONS;
    async fn the_system_administrator_sees_fates_and_no_address(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        house.news("n", "m", "matter-answered").await;
        carrier.will_answer(422, r#"{"reason":"空号"}"#);
        house.after(300).await;
        let desk = Desk::open(&db, house).await;
        let admin = desk.signed_in("sys_admin").await;
        let page = admin.get("/desk/telling").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("空号") && page.says("送不到"), "{}", page.body);
        assert!(!page.says(PHONE) && !page.says("echo/m"));
        assert!(admin.get("/desk/telling?fate=sent").await.says("没有消息"));
        assert_eq!(admin.get("/desk/telling?fate=pigeon&after=1_2").await.status, StatusCode::OK);
        for role in ["clerk", "sec_admin", "audit_admin", "dispatcher"] {
            let page = desk.signed_in(role).await.get("/desk/telling").await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{role}");
        }
    }

    async fn what_was_given_up_is_sent_again_by_one_button(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        let mut tx = db.write().await.unwrap();
        huiyin_notices::notices::give_up(&mut tx, id, "status-500", house.slice.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let desk = Desk::open(&db, house).await;
        let admin = desk.signed_in("sys_admin").await;
        let path = format!("/desk/telling/{id}/again");
        let answer = admin.submit("/desk/telling", &path, &[]).await;
        assert!(answer.location.contains("done=notices-again"), "{}", answer.location);
        desk.house.after(0).await;
        assert_eq!(desk.house.notice(id).await.fate, Fate::Sent);
        let twice = admin.submit("/desk/telling", &path, &[]).await;
        assert!(twice.location.contains("not-again"));
        assert_eq!(carrier.got().len(), 1);
    }

    async fn a_district_words_its_messages_and_our_words_come_back(db: Db) {
        let carrier = Carrier::open().await;
        let desk = Desk::open(&db, House::open(&db, sms(&carrier))).await;
        let admin = desk.signed_in("sys_admin").await;
        let list = "/desk/telling/wordings";
        let path = "/desk/telling/wordings/matter-answered/zh-CN";
        let fields = |short: &'static str| [
            ("short", short), ("heading", "有回音了"), ("body", "请看：{address}"), ("act", "save"),
        ];
        for (short, wrong) in [
            ("有回音了", "{address}"),
            ("{address} {name}", "{name}"),
            ("{address} https://evil.example", "不能另写网址"),
            ("{address", "没有成对"),
            ("{address}\n两行", "一行"),
        ] {
            let answer = admin.submit(path, path, &fields(short)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{short}");
            assert!(answer.says(wrong), "{short}: {}", answer.body);
        }
        let looked = admin.submit(path, path, &[("short", "回音：{address}"), ("heading", "a"), ("body", "{address}"), ("act", "look")]).await;
        assert!(looked.says("按 1 条短信计"), "{}", looked.body);
        let saved = admin.submit(path, path, &fields("您有回音：{address}")).await;
        assert_eq!(saved.location, format!("{list}?done=notices-worded"));
        assert!(admin.get(list).await.says("本区措辞"));
        desk.house.news("n", "m", "matter-answered").await;
        desk.house.after(180).await;
        assert!(carrier.got()[0].text().starts_with("您有回音：https://"));
        // Somebody who looked at the wording before it was changed does not write over it.
        let stale = [("short", "旧：{address}"), ("heading", "a"), ("body", "{address}"), ("act", "save"), ("version", "0")];
        let form = admin.get(path).await;
        let mut all = vec![("csrf".to_owned(), form.input("csrf"))];
        all.extend(stale.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
        let pairs: Vec<(&str, &str)> = all.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        assert_eq!(admin.post(path, &pairs).await.status, StatusCode::CONFLICT);
        let back = admin.submit(path, path, &[("act", "back")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert!(!admin.get(list).await.says("本区措辞"));
        assert_eq!(admin.get("/desk/telling/wordings/no-such/zh-CN").await.status, StatusCode::NOT_FOUND);
        assert_eq!(admin.get("/desk/telling/wordings/matter-answered/fr").await.status, StatusCode::NOT_FOUND);
    }

    async fn slips_are_printed_in_their_area_and_marked_as_handed_over(db: Db) {
        let house = House::open(&db, Carriers::off());
        let desk = Desk::open(&db, house).await;
        let clerk = desk.signed_in("clerk").await;
        let path = desk.area_of("clerk").await;
        let mine = slip(&desk.house, "0001", &format!("{path}x/")).await;
        let foreign = slip(&desk.house, "0002", "999999/").await;
        let list = clerk.get("/desk/slips").await;
        assert!(list.says("20260511-0001") && !list.says("20260511-0002"), "{}", list.body);
        let page = format!("/desk/slips/{mine}");
        let shown = clerk.get(&page).await;
        assert!(shown.says("https://huiyin.example.cn/echo/0123456789") && shown.says("<svg"), "{}", shown.body);
        assert_eq!(clerk.get(&format!("/desk/slips/{foreign}")).await.status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let form = clerk.get("/desk/slips").await;
            let token = if form.says("name=\"csrf\"") { form.input("csrf") } else { String::new() };
            let answer = clerk.post(&page, &[("csrf", &token), ("how", "handed")]).await;
            assert!(answer.location.contains("notices-handed"), "{}", answer.location);
        }
        assert_eq!(desk.house.notice(mine).await.fate, Fate::HandedOver);
        assert!(!desk.house.remembers(mine).await, "the words of the slip are gone");
        assert!(!clerk.get(&page).await.says("0123456789"));
        assert!(clerk.get("/desk/slips").await.says("没有待送的纸条"));
        assert!(desk.house.unreached().await.is_empty());
        let other = slip(&desk.house, "0003", &path).await;
        let form = clerk.get(&format!("/desk/slips/{other}")).await;
        let token = form.input("csrf");
        let fields = [("csrf", token.as_str()), ("how", "not_found")];
        clerk.post(&format!("/desk/slips/{other}"), &fields).await;
        assert_eq!(desk.house.notice(other).await.fate, Fate::Refused);
        assert_eq!(desk.house.unreached().await.len(), 1, "somebody is asked to call");
    }

    async fn an_agreement_is_kept_with_its_time_and_taken_back(db: Db) {
        use huiyin_notices::{agreements, notices};
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let (who, about) = (Id::derived("reporter", "1"), Id::derived("subject", "m"));
        let now = house.slice.site.now();
        let mut tx = db.write().await.unwrap();
        for _ in 0..2 {
            agreements::agree(&mut tx, who, about, Channel::Sms, Lang::En, now).await.unwrap();
        }
        let kept = agreements::of(&mut tx, who).await.unwrap().unwrap();
        assert_eq!((kept.agreed_at, kept.text_version, kept.lang), (now, agreements::TEXT_VERSION, Lang::En));
        assert!(kept.holds());
        tx.commit().await.unwrap();
        let id = house.news("n", "m", "matter-answered").await;
        let mut tx = db.write().await.unwrap();
        notices::drop_all(&mut tx, about, now).await.unwrap();
        assert!(agreements::withdraw(&mut tx, who, now).await.unwrap());
        assert!(!agreements::withdraw(&mut tx, who, now).await.unwrap());
        tx.commit().await.unwrap();
        house.after(600).await;
        assert!(carrier.got().is_empty(), "what waited is not sent any more");
        assert!(!house.remembers(id).await);
        let mut tx = db.write().await.unwrap();
        assert!(agreements::again(&mut tx, who, now).await.unwrap());
        assert!(agreements::of(&mut tx, who).await.unwrap().unwrap().holds());
        assert!(agreements::of(&mut tx, about).await.unwrap().is_none());
    }
}
