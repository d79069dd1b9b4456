//! The table of the three sides, from its month to what everybody reads, and what comes of its
//! decisions.

use axum::http::StatusCode;
use huiyin_compounds::demo::estates;
use huiyin_compounds::model::table::{Meeting, MeetingStateName, Month, Way};
use huiyin_compounds::ops::table as ops;
use huiyin_compounds::store::table::{editions, meetings};
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Instant};

use crate::house::{Answer, House, MIGRATIONS, Staff};

/// The fourth estate of the demo, whose table has done nothing yet.
fn quiet() -> Id {
    estates()[3]
}

async fn this_month(house: &House, estate: Id) -> Meeting {
    let mut tx = house.compounds.site.db.read().await.unwrap();
    let month = Month::of(house.compounds.site.now().date());
    meetings::of_month(&mut tx, estate, month)
        .await
        .unwrap()
        .unwrap()
}

fn landed(answer: &Answer) {
    assert!(
        answer.status.is_redirection(),
        "{}: {}",
        answer.status,
        answer.text
    );
}

async fn post(staff: &Staff<'_>, at: &str, mark: &str, fields: &[(&str, &str)]) -> Answer {
    staff.submit(at, (at, mark), fields).await
}

const SEATS: [(&str, &str); 6] = [
    ("present_branch", "1"),
    ("persons_branch", "2"),
    ("present_committee", "1"),
    ("persons_committee", "1"),
    ("present_manager", "1"),
    ("persons_manager", "1"),
];

/// Holds the meeting, writes minutes and one decision.
async fn hold(staff: &Staff<'_>, at: &str) {
    let mut seats = vec![("held_on", "2026-11-20")];
    seats.extend(SEATS);
    landed(&post(staff, at, "value=\"hold\"", &seats).await);
    let decide = [
        ("text", "修好<北门>的灯"),
        ("owner", "side:manager"),
        ("due", "2026-12-10"),
    ];
    landed(&post(staff, at, "value=\"decide\"", &decide).await);
    let minute = [("note_matters", "谈了路灯")];
    landed(&post(staff, at, "value=\"minute\"", &minute).await);
}

async fn publish(staff: &Staff<'_>, at: &str) {
    for side in ["branch", "committee", "manager"] {
        let mark = format!("name=\"side\" value=\"{side}\"");
        landed(&post(staff, at, &mark, &[("agreed_on", "2026-11-22")]).await);
    }
    landed(&post(staff, at, "value=\"publish\"", &[("act", "publish")]).await);
}

on_both_databases! { MIGRATIONS;
    async fn a_table_meets_decides_and_publishes(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        let public = format!("/estates/{}/table/2026-11", quiet());
        let nobody = house.nobody("zh-CN");
        assert_eq!(nobody.get(&public).await.status, StatusCode::NOT_FOUND);
        let wrong = post(&clerk, &at, "value=\"appoint\"", &[("on", "2026-12-01"), ("time", "19:00"), ("place", "议事厅")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("不在本次会议的月份里") && wrong.text.contains("value=\"议事厅\""));
        hold(&clerk, &at).await;
        let phone = post(&clerk, &at, "value=\"minute\"", &[("note_other", "找 13812345678")]).await;
        assert_eq!(phone.status, StatusCode::UNPROCESSABLE_ENTITY);
        publish(&clerk, &at).await;
        let page = nobody.page(&public).await;
        assert!(page.contains("修好&#60;北门&#62;的灯") && page.contains("谈了路灯"));
        let kinds = house.journal(meeting.id).await;
        assert_eq!(kinds, ["due", "reminded", "held", "decided", "minuted", "agreed", "agreed", "agreed", "published"]);
    }

    async fn a_correction_is_a_new_edition_and_the_old_one_stays(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "en").await;
        hold(&clerk, &at).await;
        publish(&clerk, &at).await;
        landed(&post(&clerk, &at, "value=\"correct\"", &[("reason", "写错一盏")]).await);
        let public = format!("/estates/{}/table/2026-11", quiet());
        let nobody = house.nobody("en");
        assert!(nobody.page(&public).await.contains("谈了路灯"), "the first edition is read meanwhile");
        landed(&post(&clerk, &at, "value=\"minute\"", &[("note_matters", "谈了三盏灯")]).await);
        publish(&clerk, &at).await;
        let now = nobody.page(&public).await;
        assert!(now.contains("谈了三盏灯") && now.contains("写错一盏"));
        let before = nobody.page(&format!("{public}?edition=1")).await;
        assert!(before.contains("谈了路灯") && !before.contains("谈了三盏灯"));
        for wrong in ["?edition=3", "?edition=x", "?edition=-1"] {
            let answer = nobody.get(&format!("{public}{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let mut tx = db.read().await.unwrap();
        let all = editions::of_month(&mut tx, quiet(), meeting.month).await.unwrap();
        assert_eq!(all.len(), 2);
    }

    async fn a_decision_becomes_one_matter_however_often_it_is_sent(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        hold(&clerk, &at).await;
        let decision = this_month(&house, quiet()).await.decisions[0].id.to_string();
        let fields = crate::house::hidden(&clerk.page(&at).await, &at, "value=\"matter\"");
        let mut fields = fields;
        fields.push(("act".to_owned(), "matter".to_owned()));
        landed(&clerk.send(&at, &fields).await);
        landed(&clerk.send(&at, &fields).await);
        let it = this_month(&house, quiet()).await;
        let Way::Matter { id, number } = &it.decisions[0].way else {
            panic!("no matter");
        };
        assert_eq!(it.decisions[0].id.to_string(), decision);
        let mut tx = db.read().await.unwrap();
        let keys = &house.compounds.site.keys;
        let known = huiyin_matters::store::load(&mut tx, keys, *id).await.unwrap().unwrap();
        assert_eq!(&known.number, number);
        assert_eq!(known.matter.source.name(), "meeting");
        assert!(known.matter.area.community_id.is_some());
    }

    async fn a_decision_becomes_a_proposal_and_one_vote(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        hold(&clerk, &at).await;
        let decision = this_month(&house, quiet()).await.decisions[0].id;
        let new = format!("/desk/estates/{}/votes/new", quiet());
        let asked = format!("{new}?decision={decision}");
        assert!(!clerk.page(&at).await.contains(&asked), "it is a task of the table yet");
        landed(&post(&clerk, &at, "value=\"proposal\"", &[("act", "proposal")]).await);
        assert!(clerk.page(&at).await.contains(&asked));
        let said = [
            ("title", "修灯的业主大会会议"), ("proposer", "committee"), ("i0_title", "修北门的灯"),
            ("i0_matter", "use_fund"), ("i0_text", "换三盏灯。"), ("i0_consequence", "同意的，按本项办理。"),
            ("preset", "huiyin"), ("meeting", "regular"), ("notice_days", "15"), ("silence", "none"),
        ];
        assert!(clerk.page(&asked).await.contains("修好&#60;北门&#62;的灯"), "what was decided is there to begin with");
        let drafted = clerk.submit(&asked, (&new, ""), &said).await;
        landed(&drafted);
        let path = drafted.location.split('?').next().unwrap();
        let vote: Id = path.rsplit('/').next().unwrap().parse().unwrap();
        let it = this_month(&house, quiet()).await;
        assert_eq!(it.decisions[0].way, Way::Proposal { vote: Some(vote) });
        let mut tx = db.read().await.unwrap();
        let kept = huiyin_compounds::store::votes::load(&mut tx, vote).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(kept.proposed, Some(decision));
        let shown = clerk.page(path).await;
        assert!(shown.contains(&format!("/table/{}", meeting.id)), "the vote shows who asked for it");
        // A second vote cannot take up the same decision, and nothing of it stays.
        let again = clerk.submit(&asked, (&new, ""), &said).await;
        assert!(again.status.is_client_error(), "{}", again.status);
        let mut tx = db.read().await.unwrap();
        let all = huiyin_compounds::store::votes::of_estate(&mut tx, quiet(), None, 100).await.unwrap();
        assert_eq!(all.iter().filter(|it| it.proposed == Some(decision)).count(), 1);
        assert!(!clerk.page(&at).await.contains(&asked));
    }

    async fn the_next_table_begins_with_what_the_last_one_owes(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        hold(&clerk, &at).await;
        house.clock.set(Instant::parse_local("2026-12-12 09:00").unwrap());
        let turned = ops::due(&house.compounds).await.unwrap();
        assert_eq!((turned.made, ops::due(&house.compounds).await.unwrap().made), (9, 0));
        // The session of November is over by then.
        let clerk = house.staff("clerk", "zh-CN").await;
        let next = this_month(&house, quiet()).await;
        assert_eq!(next.month.to_string(), "2026-12");
        let page = clerk.page(&format!("/desk/estates/{}/table/{}", quiet(), next.id)).await;
        assert!(page.contains("修好&#60;北门&#62;的灯") && page.contains("超期"), "{page}");
    }

    async fn the_street_sees_where_no_table_met_and_others_do_not(db: Db) {
        let house = House::with_demo(&db).await;
        let supervisor = house.staff("supervisor-gyq", "zh-CN").await;
        let page = supervisor.page("/desk/tables").await;
        assert!(page.contains("槐序苑") && page.contains("2026年10月"), "{page}");
        assert!(!page.contains("望溪小筑"), "nothing is missing there");
        let all = supervisor.page("/desk/tables?all=1").await;
        assert!(all.contains("望溪小筑"));
        let committee = house.staff("committee", "zh-CN").await;
        assert_eq!(committee.get("/desk/tables").await.status, StatusCode::NOT_FOUND);
        let foreign = format!("/desk/estates/{}/table", quiet());
        assert_eq!(committee.get(&foreign).await.status, StatusCode::NOT_FOUND);
        let public = house.nobody("en").page(&format!("/estates/{}/table", estates()[1])).await;
        assert!(public.contains("There was no meeting in October 2026"), "{public}");
    }

    async fn late_in_the_month_the_keeper_is_reminded_once(db: Db) {
        let house = House::with_demo(&db).await;
        let first = ops::due(&house.compounds).await.unwrap();
        assert_eq!(first.reminded, 0, "the demo did it on the 26th");
        let meeting = this_month(&house, quiet()).await;
        assert!(meeting.reminded_on.is_some());
        assert_eq!(house.journal(meeting.id).await, ["due", "reminded"]);
    }

    async fn pages_of_the_table_are_whole_in_both_languages(db: Db) {
        let house = House::with_demo(&db).await;
        let first = estates()[0];
        for lang in ["zh-CN", "en"] {
            let committee = house.staff("committee", lang).await;
            let list = format!("/desk/estates/{first}/table");
            committee.page(&list).await;
            let mut tx = db.read().await.unwrap();
            let all = meetings::of_estate(&mut tx, first, None, 10).await.unwrap();
            drop(tx);
            assert_eq!(all.len(), 4);
            assert!(all.iter().any(|it| it.state.name() == MeetingStateName::Published));
            for it in &all {
                committee.page(&format!("{list}/{}", it.id)).await;
            }
            let nobody = house.nobody(lang);
            nobody.page(&format!("/estates/{first}/table")).await;
            nobody.page(&format!("/estates/{first}/table/2026-09")).await;
            let json = nobody.page(&format!("/api/v1/estates/{first}/table")).await;
            assert!(json.contains("\"edition\":2") && !json.contains("reminded"));
            committee.page(&format!("/api/v1/estates/{first}/meetings")).await;
            let nowhere = Id::derived("test", "nowhere");
            let answer = nobody.get(&format!("/estates/{nowhere}/table")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }

    async fn two_who_change_the_same_meeting_are_told(db: Db) {
        let house = House::with_demo(&db).await;
        let meeting = this_month(&house, quiet()).await;
        let at = format!("/desk/estates/{}/table/{}", quiet(), meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        let page = clerk.page(&at).await;
        let mut late = crate::house::hidden(&page, &at, "value=\"appoint\"");
        hold(&clerk, &at).await;
        for (name, value) in [("on", "2026-11-28"), ("time", "19:00"), ("place", "议事厅")] {
            late.push((name.to_owned(), value.to_owned()));
        }
        assert_eq!(clerk.send(&at, &late).await.status, StatusCode::CONFLICT);
    }
}
