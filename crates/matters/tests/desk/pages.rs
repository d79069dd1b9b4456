//! Every page of the desk, for every role, in both languages: nothing is missing, nothing breaks.

use huiyin_db::on_both_databases;
use huiyin_kernel::Lang;
use huiyin_matters::model::{ActName, EventKind, NoticeKind, RejectCode, StateName};
use huiyin_web::Texts;

use crate::support::{District, MIGRATIONS, matter_page};

const ROLES: &[&str] = &[
    "clerk",
    "dispatcher",
    "dispatcher-gyq",
    "handler-lighting",
    "handler-community",
    "caller",
    "supervisor",
    "supervisor-gyq",
    "leader",
];

#[test]
fn every_name_has_its_sentence_in_both_languages() {
    let texts = Texts::load().unwrap();
    let mut keys: Vec<String> = Vec::new();
    keys.extend(
        StateName::ALL
            .iter()
            .map(|it| format!("matters-desk-state-{}", it.key())),
    );
    keys.extend(
        EventKind::ALL
            .iter()
            .map(|it| format!("matters-desk-event-{}", it.key())),
    );
    keys.extend(
        RejectCode::ALL
            .iter()
            .map(|it| format!("matters-desk-reject-{}", it.key())),
    );
    keys.extend(
        NoticeKind::ALL
            .iter()
            .map(|it| format!("matters-notice-{}", it.key())),
    );
    let elsewhere = [
        "report",
        "absorb",
        "confirm",
        "withdraw",
        "withdraw_consent",
        "chase",
        "join",
        "remind",
        "forget",
        "hand_over",
    ];
    let acts = ActName::ALL
        .iter()
        .filter(|it| !elsewhere.contains(&it.name()));
    for act in acts {
        keys.push(format!("matters-desk-act-{}", act.key()));
        keys.push(format!("matters-act-{}", act.key()));
        keys.push(format!("done-desk-{}", act.key()));
    }
    for key in keys {
        assert!(
            texts.has(Lang::Zh, &key) && texts.has(Lang::En, &key),
            "{key}"
        );
    }
}

on_both_databases! {
    MIGRATIONS;

    async fn every_page_opens_for_every_role_in_both_languages(db: Db) {
        let district = District::open(&db).await;
        let mut ids = Vec::new();
        for text in ["路灯不亮", "垃圾桶满了", "电梯停用"] {
            ids.push(district.report(text, Some("0401")).await);
        }
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let lighting = district.body("bm04").await.to_string();
        for id in &ids[1..] {
            dispatcher.act(*id, "accept", &[("category", "0401")]).await.landed();
            dispatcher.act(*id, "dispatch", &[("lead", &lighting)]).await.landed();
        }
        let handler = district.sign_in("handler-lighting", "zh-CN").await;
        handler.act(ids[2], "acknowledge", &[]).await.landed();
        handler.act(ids[2], "answer", &[("outcome", "solved"), ("text", "好了")]).await.landed();
        for login in ROLES {
            for lang in ["zh-CN", "en"] {
                let person = district.sign_in(login, lang).await;
                for path in [
                    "/desk", "/desk/matters", "/desk/search", "/desk/search?q=%E8%B7%AF%E7%81%AF",
                    "/desk/notices", "/desk/templates", "/desk/matters?state=answered&category=04",
                ] {
                    let page = person.get(path).await.page();
                    assert_eq!(page.matches("<h1").count(), 1, "{login} {path}");
                }
                for path in ["/desk/new", "/desk/call", "/desk/list-dispatch"] {
                    let answer = person.get(path).await;
                    assert!(
                        [200, 303, 404].contains(&answer.status.as_u16()),
                        "{login} {path}: {}",
                        answer.status
                    );
                    assert!(!answer.text().contains('⟦'), "{login} {path}");
                }
                for id in &ids {
                    let answer = person.get(&matter_page(*id)).await;
                    assert!([200, 404].contains(&answer.status.as_u16()), "{login}");
                    assert!(!answer.text().contains('⟦'), "{login}: {}", answer.text());
                }
            }
        }
        let caller = district.sign_in("caller", "en").await;
        let door = caller.get(&format!("/desk/call/{}/door", ids[2])).await.page();
        assert!(door.contains("class=\"sheet\""), "{door}");
    }
}
