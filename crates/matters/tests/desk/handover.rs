//! Somebody leaves, and nothing stays with a ghost.

use huiyin_db::{Db, journal, on_both_databases, outbox};
use huiyin_kernel::Id;
use huiyin_matters::handover;
use huiyin_matters::jobs;
use huiyin_matters::model::{NoticeKind, State};
use huiyin_registry::ops::{Doer, add_post, create_account, end_post, set_active};
use huiyin_registry::{Account, Held, NewAccount, Policy, accounts, posts};

use crate::support::{District, MIGRATIONS, Staff, matter_page};

huiyin_db::queries! {
    FILTERS = "SELECT COUNT(*) AS n FROM matter_filter WHERE account_id = $1";
}

const TEXT: &str = "3栋2单元门厅的路灯不亮，晚上老人看不清台阶。";

async fn account(db: &Db, login: &str) -> Account {
    let mut tx = db.read().await.unwrap();
    accounts::by_login(&mut tx, login).await.unwrap().unwrap()
}

/// A parked matter of the lighting office, for which its one handler answers.
async fn parked(district: &District) -> Id {
    let id = district.report(TEXT, None).await;
    let lighting = district.body("bm04").await.to_string();
    let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
    let accept = [("category", "0401"), ("kind", "help")];
    dispatcher.act(id, "accept", &accept).await.landed();
    let to = [("lead", lighting.as_str()), ("note", "")];
    dispatcher.act(id, "dispatch", &to).await.landed();
    let handler = district.sign_in("handler-lighting", "zh-CN").await;
    handler.act(id, "acknowledge", &[]).await.landed();
    let reached = [("channel", "phone"), ("reached", "yes")];
    handler.act(id, "contact", &reached).await.landed();
    let person = handler.account.to_string();
    let ask = [
        ("cause", "灯杆在施工围挡里"),
        ("plan", "围挡拆除后更换"),
        ("review_on", "2026-06-11"),
        ("person", person.as_str()),
    ];
    handler.act(id, "ask_suspension", &ask).await.landed();
    let supervisor = district.sign_in("supervisor", "zh-CN").await;
    let grant = [("granted", "yes"), ("reason", "围挡拆除后马上更换灯具")];
    supervisor
        .act(id, "decide_suspension", &grant)
        .await
        .landed();
    id
}

/// Who answers for a parked matter.
async fn answers_for(district: &District, id: Id) -> Id {
    match district.known(id).await.matter.state {
        State::Suspended { suspension, .. } => suspension.person,
        other => panic!("not parked: {other:?}"),
    }
}

/// A colleague with the same post as somebody.
async fn colleague(db: &Db, district: &District, of: Id, login: &str) -> Id {
    let id = Id::derived("colleague", login);
    let now = district.matters.site.now();
    let by = Doer {
        actor: "system",
        now,
    };
    let mut tx = db.write().await.unwrap();
    let model = posts::of_account(&mut tx, of).await.unwrap().remove(0);
    let new = NewAccount {
        id,
        login: login.to_owned(),
        name: "乔接手".to_owned(),
        password_hash: "none".to_owned(),
        must_change_password: true,
    };
    let keys = &district.matters.site.keys;
    create_account(&mut tx, keys, &new, by).await.unwrap();
    let account = accounts::by_id(&mut tx, id).await.unwrap().unwrap();
    let post = Held {
        id: Id::derived("colleague post", login),
        account_id: id,
        ..model
    };
    let policy = Policy::shipped().unwrap();
    add_post(&mut tx, &policy, &account, &post, by)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn close(db: &Db, district: &District, login: &str, successor: Option<Id>) {
    let now = district.matters.site.now();
    let leaver = account(db, login).await;
    let mut tx = db.write().await.unwrap();
    set_active(
        &mut tx,
        &leaver,
        false,
        successor,
        Doer {
            actor: "system",
            now,
        },
    )
    .await
    .unwrap()
    .unwrap();
    tx.commit().await.unwrap();
    follow(db, district).await;
}

/// Handles the messages about people who have left, as the worker does, and each of them twice.
async fn follow(db: &Db, district: &District) {
    let now = district.matters.site.now();
    for message in outbox::take(db, now, 100).await.unwrap() {
        if message.topic == huiyin_registry::ops::LEFT_TOPIC {
            for _ in 0..2 {
                let fate = handover::receive(&district.matters, &message).await;
                assert!(matches!(fate, outbox::Fate::Done(_)), "{fate:?}");
            }
        }
    }
}

async fn told_of(staff: &Staff<'_>, kind: NoticeKind) -> usize {
    let page = staff.get("/desk/notices").await.page();
    let sentence = match kind {
        NoticeKind::LeftBehind => "负责人已经离岗",
        _ => "交接给您了",
    };
    page.matches(sentence).count()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_successor_takes_over_with_all_that_was_bound(db: Db) {
        let district = District::open(&db).await;
        let id = parked(&district).await;
        let leaver = district.sign_in("handler-lighting", "zh-CN").await;
        let narrowed = "/desk?queue=parked&urgency=urgent";
        leaver.submit(narrowed, "/desk/filters", &[("name", "急的")]).await.landed();
        let successor = colleague(&db, &district, leaver.account, "second-light").await;
        close(&db, &district, "handler-lighting", Some(successor)).await;
        assert_eq!(answers_for(&district, id).await, successor);
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        assert!(supervisor.get("/desk/handover").await.page().contains("没有要交接的"));
        let history = supervisor.get(&matter_page(id)).await.page();
        assert!(history.contains("交接给乔接手"), "{history}");
        let mut tx = db.read().await.unwrap();
        for (holder, filters) in [(leaver.account, 0i64), (successor, 1)] {
            let kept = tx.fetch_one(FILTERS, huiyin_db::args![holder]).await.unwrap();
            assert_eq!(kept.get::<i64>("n").unwrap(), filters);
        }
        let rows = journal::of_subject(&mut tx, id).await.unwrap();
        let handed = rows.iter().filter(|it| it.kind == "handed_over").count();
        assert_eq!(handed, 1, "handled twice, written once");
        assert_eq!(rows.iter().rev().find(|it| it.kind == "handed_over").unwrap().actor, "system");
    }

    async fn without_a_successor_the_supervisor_is_told_once_and_decides(db: Db) {
        let district = District::open(&db).await;
        let id = parked(&district).await;
        let leaver = account(&db, "handler-lighting").await.id;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        close(&db, &district, "handler-lighting", None).await;
        assert_eq!(answers_for(&district, id).await, leaver, "nobody was named");
        for _ in 0..2 {
            jobs::run(&district.matters, "matters.left_behind").await.unwrap();
        }
        assert_eq!(told_of(&supervisor, NoticeKind::LeftBehind).await, 1);
        let list = supervisor.get("/desk/handover").await.page();
        assert!(list.contains("程照临") && list.contains("账号已停用"), "{list}");
        assert!(list.contains("城市照明管理所"), "a body without a handler: {list}");

        let page = format!("/desk/handover/{leaver}");
        let shown = supervisor.get(&page).await.page();
        assert!(shown.contains("路灯不亮") && shown.contains("挂账负责人"), "{shown}");
        let nobody = supervisor.submit(&page, &page, &[("receiver", "")]).await;
        assert!(nobody.text().contains("请选一个接手的人"));
        let foreign = account(&db, "handler-property").await.id.to_string();
        let unfit = supervisor.submit(&page, &page, &[("receiver", foreign.as_str())]).await;
        assert!(unfit.text().contains("请选一个接手的人"), "not offered");

        let successor = colleague(&db, &district, leaver, "second-light").await;
        let fields = supervisor.form(&page, &page).await;
        let chosen = [("receiver".to_owned(), successor.to_string()), ("note".to_owned(), "接着办".to_owned())];
        let all = [fields, chosen.to_vec()].concat();
        for _ in 0..2 {
            let landed = supervisor.send(&page, &all).await.landed();
            assert!(landed.starts_with("/desk/handover"), "{landed}");
        }
        assert_eq!(answers_for(&district, id).await, successor);
        let list = supervisor.get("/desk/handover").await.page();
        assert!(list.contains("没有要交接的") && list.contains("每个队列都有人在岗"), "{list}");
    }

    async fn back_to_the_queue_the_parked_matter_is_worked_on(db: Db) {
        let district = District::open(&db).await;
        let id = parked(&district).await;
        let leaver = account(&db, "handler-lighting").await.id;
        close(&db, &district, "handler-lighting", None).await;
        let supervisor = district.sign_in("supervisor", "en").await;
        let page = format!("/desk/handover/{leaver}");
        supervisor.submit(&page, &page, &[("receiver", "queue")]).await.landed();
        assert_eq!(district.state(id).await, "in_progress");
        assert!(supervisor.get("/desk/handover").await.page().contains("Nothing to hand over"));
    }

    async fn a_post_that_has_ended_leaves_nothing_behind_either(db: Db) {
        let district = District::open(&db).await;
        let id = parked(&district).await;
        let leaver = account(&db, "handler-lighting").await;
        let successor = colleague(&db, &district, leaver.id, "second-light").await;
        let now = district.matters.site.now();
        let mut tx = db.write().await.unwrap();
        let post = posts::of_account(&mut tx, leaver.id).await.unwrap().remove(0);
        let last = now.date().plus_days(-1);
        let by = Doer { actor: "system", now };
        end_post(&mut tx, &leaver, &post, last, Some(successor), by).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        follow(&db, &district).await;
        assert_eq!(answers_for(&district, id).await, successor);
        let mut tx = db.read().await.unwrap();
        assert!(accounts::by_id(&mut tx, leaver.id).await.unwrap().unwrap().active);
    }

    async fn a_post_that_ends_by_itself_is_noticed(db: Db) {
        let district = District::open(&db).await;
        let id = parked(&district).await;
        let leaver = account(&db, "handler-lighting").await;
        let now = district.matters.site.now();
        let mut tx = db.write().await.unwrap();
        let old = posts::of_account(&mut tx, leaver.id).await.unwrap().remove(0);
        let new = Held { until_on: Some(now.date()), ..old.clone() };
        let policy = Policy::shipped().unwrap();
        let by = Doer { actor: "system", now };
        huiyin_registry::ops::set_period(&mut tx, &policy, &leaver, (&old, &new), by).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        jobs::run(&district.matters, "matters.left_behind").await.unwrap();
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        assert_eq!(told_of(&supervisor, NoticeKind::LeftBehind).await, 0, "still the last day");
        district.clock.advance_seconds(86_400);
        jobs::run(&district.matters, "matters.left_behind").await.unwrap();
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        assert_eq!(told_of(&supervisor, NoticeKind::LeftBehind).await, 1);
        assert!(supervisor.get("/desk/handover").await.page().contains("岗位已结束"));
        assert_eq!(answers_for(&district, id).await, leaver.id);
    }

    async fn only_supervisors_of_the_place_see_it(db: Db) {
        let district = District::open(&db).await;
        parked(&district).await;
        let leaver = account(&db, "handler-lighting").await.id;
        close(&db, &district, "handler-lighting", None).await;
        let page = format!("/desk/handover/{leaver}");
        for login in ["clerk", "dispatcher", "handler-property", "caller", "leader"] {
            let staff = district.sign_in(login, "zh-CN").await;
            for path in ["/desk/handover", page.as_str()] {
                assert_eq!(staff.get(path).await.status.as_u16(), 404, "{login} {path}");
            }
        }
        let street = district.sign_in("supervisor-gyq", "zh-CN").await;
        assert!(street.get(&page).await.page().contains("路灯不亮"), "it lies in this street");
        let nobody = format!("/desk/handover/{}", Id::derived("test", "nobody"));
        assert_eq!(street.get(&nobody).await.status.as_u16(), 404);
        for forged in ["/desk/handover/x", "/desk/handover/' OR 1=1"] {
            let answer = street.get(&forged.replace(' ', "%20")).await;
            assert_eq!(answer.status.as_u16(), 404, "{forged}");
        }
    }
}
