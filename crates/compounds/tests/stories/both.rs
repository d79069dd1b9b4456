//! Two people have the same page open: whoever saves second sees both versions, and nothing typed is
//! lost.

use axum::http::StatusCode;
use huiyin_compounds::demo::{ESTATES, estates};
use huiyin_compounds::model::table::Month;
use huiyin_compounds::store::register::freezes;
use huiyin_compounds::store::table::meetings;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;

use crate::house::{Answer, House, MIGRATIONS, Staff, hidden};

type Fields = Vec<(String, String)>;
/// Names and values, as somebody types them.
type Given<'a> = &'a [(&'a str, &'a str)];

/// What both languages say to whoever was second.
const SAID: [(&str, &str); 2] = [
    ("zh-CN", "您填的都在下面，没有丢"),
    ("en", "Yours is below, nothing is lost"),
];

fn landed(answer: &Answer) -> String {
    assert!(
        answer.status.is_redirection(),
        "{}: {}",
        answer.status,
        answer.text
    );
    answer.location.split('?').next().unwrap().to_owned()
}

fn filled(mut form: Fields, fields: Given<'_>) -> Fields {
    let more = fields.iter().map(|it| (it.0.to_owned(), it.1.to_owned()));
    form.extend(more);
    form
}

/// Opens a form twice, sends the first, then the second; then once more the form that the second was
/// answered with.
async fn both(
    staff: &Staff<'_>,
    (page, action, mark): (&str, &str, &str),
    (first, second): (Given<'_>, Given<'_>),
) -> String {
    let early = hidden(&staff.page(page).await, action, mark);
    let late = hidden(&staff.page(page).await, action, mark);
    landed(&staff.send(action, &filled(early, first)).await);
    let answer = staff.send(action, &filled(late, second)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    let again = hidden(&answer.text, action, mark);
    landed(&staff.send(action, &filled(again, second)).await);
    answer.text
}

fn shows(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not on\n{page}");
    }
}

on_both_databases! { MIGRATIONS;
    async fn minutes_that_come_second_stand_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[3];
        let meeting = {
            let mut tx = db.read().await.unwrap();
            let month = Month::of(house.compounds.site.now().date());
            meetings::of_month(&mut tx, estate, month).await.unwrap().unwrap()
        };
        let at = format!("/desk/estates/{estate}/table/{}", meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        let seats = [("held_on", "2026-11-20"), ("present_branch", "1"), ("persons_branch", "2"), ("present_committee", "1"), ("persons_committee", "1"), ("present_manager", "1"), ("persons_manager", "1")];
        landed(&clerk.submit(&at, (&at, "value=\"hold\""), &seats).await);
        for (lang, said) in SAID {
            let clerk = house.staff("clerk", lang).await;
            let form = (at.as_str(), at.as_str(), "value=\"minute\"");
            let page = both(&clerk, form, (&[("note_matters", "甲记下<路灯>")], &[("note_matters", "乙记下路灯"), ("note_other", "乙另记一条")])).await;
            shows(&page, &[said, "甲记下&#60;路灯&#62;", "乙记下路灯", "乙另记一条"]);
            assert!(clerk.page(&at).await.contains("乙另记一条"), "saved on top of what was shown");
            let decide = [("text", "修北门"), ("owner", "side:manager"), ("due", "2026-12-10")];
            let other = [("text", "换<门禁>"), ("owner", "side:manager"), ("due", "2026-12-10")];
            let page = both(&clerk, (&at, &at, "value=\"decide\""), (&decide, &other)).await;
            shows(&page, &[said, "换&#60;门禁&#62;", "乙另记一条"]);
            // A form that is refused leaves the words of the others on the page as they are stored.
            let wrong = clerk.submit(&at, (&at, "value=\"decide\""), &[("text", "无人办"), ("owner", ""), ("due", "")]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            shows(&wrong.text, &["无人办", "乙另记一条"]);
        }
    }

    async fn who_was_at_a_table_stays_where_it_was_not_taken(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[3];
        let meeting = {
            let mut tx = db.read().await.unwrap();
            let month = Month::of(house.compounds.site.now().date());
            meetings::of_month(&mut tx, estate, month).await.unwrap().unwrap()
        };
        let at = format!("/desk/estates/{estate}/table/{}", meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        let mark = "value=\"hold\"";
        let ticks = |page: &str, side: &str| page.contains(&format!("name=\"present_{side}\" value=\"1\" checked"));
        let first = clerk.page(&at).await;
        assert!(ticks(&first, "branch") && ticks(&first, "manager"));
        let late = hidden(&first, &at, mark);
        let seats = |day: &'static str| [
            ("held_on", day), ("present_branch", "1"), ("persons_branch", "7"), ("office_branch", "李书记<代>"),
            ("present_committee", "1"), ("persons_committee", "1"), ("persons_manager", "1"),
        ];
        let refused = clerk.submit(&at, (&at, mark), &seats("")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(ticks(&refused.text, "branch") && !ticks(&refused.text, "manager"), "who was away stays away\n{}", refused.text);
        let all = [
            ("held_on", "2026-11-20"), ("present_branch", "1"), ("persons_branch", "2"), ("present_committee", "1"),
            ("persons_committee", "1"), ("present_manager", "1"), ("persons_manager", "1"),
        ];
        landed(&clerk.submit(&at, (&at, mark), &all).await);
        let answer = clerk.send(&at, &filled(late, &seats("2026-11-19"))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        shows(&answer.text, &["2026年11月19日", "李书记&#60;代&#62;"]);
    }

    async fn what_is_said_about_a_decision_stays_where_it_was_not_taken(db: Db) {
        let house = House::with_demo(&db).await;
        let estate = estates()[3];
        let meeting = {
            let mut tx = db.read().await.unwrap();
            let month = Month::of(house.compounds.site.now().date());
            meetings::of_month(&mut tx, estate, month).await.unwrap().unwrap()
        };
        let at = format!("/desk/estates/{estate}/table/{}", meeting.id);
        let clerk = house.staff("clerk", "zh-CN").await;
        let all = [
            ("held_on", "2026-11-20"), ("present_branch", "1"), ("persons_branch", "2"), ("present_committee", "1"),
            ("persons_committee", "1"), ("present_manager", "1"), ("persons_manager", "1"),
        ];
        landed(&clerk.submit(&at, (&at, "value=\"hold\""), &all).await);
        let decide = [("text", "修北门"), ("owner", "side:manager"), ("due", "2026-12-10")];
        landed(&clerk.submit(&at, (&at, "value=\"decide\""), &decide).await);
        let old = clerk.page(&at).await;
        for (act, fields, typed) in [
            ("complete", [("done_on", "哪天"), ("done_note", "门修<好>了")], "门修&#60;好&#62;了"),
            ("complete", [("done_on", "2026-13-02"), ("done_note", "")], "value=\"2026-13-02\""),
            ("postpone", [("to", "明年春"), ("x", "")], "value=\"明年春\""),
        ] {
            let form = hidden(&old, &at, &format!("value=\"{act}\""));
            let refused = clerk.send(&at, &filled(form, &fields)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {}", refused.text);
            shows(&refused.text, &[typed]);
        }
        let agree = "value=\"agree\"";
        let refused = clerk.submit(&at, (&at, agree), &[("agreed_on", "2026-00-11")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert_eq!(refused.text.matches("value=\"2026-00-11\"").count(), 1, "only where it was typed");
        landed(&clerk.submit(&at, (&at, "value=\"minute\""), &[("note_other", "另记一条")]).await);
        for (act, fields, typed) in [
            ("postpone", ("to", "2027-01-08"), "2027年1月8日"),
            ("agree", ("agreed_on", "2026-11-21"), "2026年11月21日"),
            ("drop", ("why", "不修<了>"), "不修&#60;了&#62;"),
        ] {
            let form = hidden(&old, &at, &format!("value=\"{act}\""));
            let answer = clerk.send(&at, &filled(form, &[fields])).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{act} {}", answer.text);
            shows(&answer.text, &[typed]);
        }
    }

    async fn a_draft_that_comes_second_stands_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let new = format!("/desk/estates/{}/votes/new", ESTATES[8].id());
        let draft = |title: &'static str, text: &'static str, follows: &'static str| {
            [("title", title), ("proposer", "committee"), ("preset", "chongqing"), ("meeting", "regular"), ("silence", "none"),
                ("i0_title", "二栋电梯"), ("i0_matter", "use_fund"), ("i0_text", text), ("i0_consequence", follows)]
        };
        for (lang, said) in SAID {
            let street = house.staff("supervisor", lang).await;
            let made = street.submit(&new, (&new, "title"), &draft("新会", "更换", "花钱")).await;
            let edit = format!("{}/edit", landed(&made));
            let first = draft("甲案", "甲的<全文>", "甲的后果");
            let second = draft("乙案", "乙的全文", "乙的后果");
            let page = both(&street, (&edit, &edit, "title"), (&first, &second)).await;
            shows(&page, &[said, "甲案", "乙案", "甲的&#60;全文&#62;", "乙的全文", "甲的后果", "乙的后果"]);
            assert!(!page.contains("花钱"), "what nobody has any more is not shown");
            let now = street.page(&edit).await;
            assert!(now.contains("乙的全文") && !now.contains("甲的后果"), "{now}");
        }
    }

    async fn a_draft_that_was_refused_writes_over_nothing_unseen(db: Db) {
        let house = House::with_demo(&db).await;
        let new = format!("/desk/estates/{}/votes/new", ESTATES[8].id());
        let draft = |title: &'static str| {
            [("title", title), ("proposer", "committee"), ("preset", "chongqing"), ("meeting", "regular"), ("silence", "none"),
                ("i0_title", "二栋电梯"), ("i0_matter", "use_fund"), ("i0_text", "更换"), ("i0_consequence", "花钱")]
        };
        let street = house.staff("supervisor", "zh-CN").await;
        let made = street.submit(&new, (&new, "title"), &draft("新会")).await;
        let edit = format!("{}/edit", landed(&made));
        let late = hidden(&street.page(&edit).await, &edit, "title");
        landed(&street.submit(&edit, (&edit, "title"), &draft("甲案")).await);
        // More rows asked for, and a number that cannot be read.
        for (field, status) in [(("more", "1"), StatusCode::OK), (("signed", "几个"), StatusCode::UNPROCESSABLE_ENTITY)] {
            let mut fields = draft("乙案").to_vec();
            fields.push(field);
            let answer = street.send(&edit, &filled(late.clone(), &fields)).await;
            assert_eq!(answer.status, status, "{}", answer.text);
            let again = hidden(&answer.text, &edit, "title");
            let answer = street.send(&edit, &filled(again, &draft("乙案"))).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
            shows(&answer.text, &["甲案", "乙案"]);
        }
    }

    async fn an_entry_of_an_estate_that_comes_second_stands_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let edit = format!("/desk/estates/{}/edit", estates()[3]);
        for (lang, said) in SAID {
            let clerk = house.staff("clerk", lang).await;
            let facts = |company: &'static str, committee: &'static str| {
                [("name", "同一个小区"), ("company", company), ("committee", committee), ("fee", "1.85")]
            };
            let (first, second) = (facts("甲<物业>", "elected"), facts("乙物业", "interim"));
            let page = both(&clerk, (&edit, &edit, ""), (&first, &second)).await;
            shows(&page, &[said, "甲&#60;物业&#62;", "乙物业"]);
            assert!(clerk.page(&edit).await.contains("value=\"乙物业\""));
        }
    }

    async fn records_of_a_mediation_that_come_second_stand_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let at = format!("/desk/mediation/{}", Id::derived("huiyin demo mediation", "leak"));
        for (lang, said) in SAID {
            let mediator = house.staff("mediator", lang).await;
            let form = (at.as_str(), at.as_str(), "value=\"session\"");
            let first = [("day", "2026-11-25"), ("notes", "甲记下<漏水>")];
            let second = [("day", "2026-11-26"), ("notes", "乙记下漏水")];
            let page = both(&mediator, form, (&first, &second)).await;
            shows(&page, &[said, "甲记下&#60;漏水&#62;", "乙记下漏水"]);
            assert!(mediator.page(&at).await.contains("乙记下漏水"), "saved on top of what was shown");
        }
        // Words whose form is gone from the page are on it all the same.
        let mediator = house.staff("mediator", "zh-CN").await;
        let late = hidden(&mediator.page(&at).await, &at, "name=\"agreement\"");
        let end = [("how", "by_party"), ("day", "2026-11-26")];
        landed(&mediator.submit(&at, (&at, "value=\"end\""), &end).await);
        let words = [("act", "draft"), ("day", "2026-11-26"), ("agreement", "十五日内修好")];
        let answer = mediator.send(&at, &filled(late, &words)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        shows(&answer.text, &["十五日内修好", "已结束"]);
    }

    async fn a_candidate_who_is_entered_second_stands_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let new = format!("/desk/estates/{}/elections/new", estates()[3]);
        let settings = [
            ("preset", "chongqing"), ("seats", "5"), ("alternates", "2"),
            ("term_years", "5"), ("notice_days", "7"), ("ties", "run-off"),
        ];
        let desk = house.staff("supervisor", "zh-CN").await;
        let at = landed(&desk.submit(&new, (&new, ""), &settings).await);
        let act = format!("{at}/act");
        for (lang, said) in SAID {
            let desk = house.staff("supervisor", lang).await;
            let form = (at.as_str(), act.as_str(), "value=\"nominate\"");
            let names = [format!("甲{lang}"), format!("乙{lang}")];
            let first = [("name", names[0].as_str()), ("about", "甲的<话>")];
            let second = [("name", names[1].as_str()), ("about", "乙的话")];
            let page = both(&desk, form, (&first, &second)).await;
            shows(&page, &[said, &names[0], &names[1], "甲的&#60;话&#62;", "乙的话"]);
            assert!(desk.page(&at).await.contains(&names[1]), "saved on top of what was shown");
        }
        // What is refused stays in its form, and so does the version that was looked at.
        let mark = "value=\"check\"";
        let late = hidden(&desk.page(&at).await, &act, mark);
        landed(&desk.submit(&at, (&act, "value=\"nominate\""), &[("name", "丙")]).await);
        let check = [("candidate", "2"), ("check", "capacity"), ("evidence", "看过户口簿")];
        let refused = desk.send(&act, &filled(late, &check)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        shows(&refused.text, &["看过户口簿", "value=\"capacity\" selected"]);
        let whole = [check.as_slice(), &[("finding", "met")]].concat();
        let again = hidden(&refused.text, &act, mark);
        let answer = desk.send(&act, &filled(again, &whole)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        shows(&answer.text, &["看过户口簿"]);
        // An election of all that is not due is refused on the page as well.
        let fields = hidden(&desk.page(&at).await, &act, mark);
        let refused = desk.send(&format!("{at}/again"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        shows(&refused.text, &["id=\"f-acts\"", "#f-acts"]);
    }

    async fn a_mediator_who_was_refused_writes_over_nothing_unseen(db: Db) {
        let house = House::with_demo(&db).await;
        let at = format!("/desk/mediation/{}", Id::derived("huiyin demo mediation", "leak"));
        let mediator = house.staff("mediator", "zh-CN").await;
        let mark = "value=\"session\"";
        let late = hidden(&mediator.page(&at).await, &at, mark);
        let first = [("day", "2026-11-25"), ("notes", "甲记下漏水")];
        landed(&mediator.submit(&at, (&at, mark), &first).await);
        let refused = mediator.send(&at, &filled(late, &[("day", "哪天"), ("notes", "乙记下漏水")])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        let again = hidden(&refused.text, &at, mark);
        let second = [("day", "2026-11-26"), ("notes", "乙记下漏水")];
        let answer = mediator.send(&at, &filled(again, &second)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    }

    async fn a_unit_that_is_written_second_stands_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let mut tx = db.read().await.unwrap();
        let mut free = None;
        for it in &ESTATES {
            // While a vote runs, nothing changes who stood on its roll.
            if freezes::frozen_by(&mut tx, it.id()).await.unwrap().is_none() {
                free = Some(it);
            }
        }
        drop(tx);
        let free = free.expect("an estate whose roll is not fixed");
        let edit = format!("/desk/estates/{}/units/{}/edit", free.id(), free.unit(0, 0));
        for (lang, said) in SAID {
            let clerk = house.staff("supervisor", lang).await;
            let unit = |label: &'static str, dispute: &'static str| {
                [("building", "1栋"), ("phase", ""), ("label", label), ("kind", "dwelling"), ("area", "68.35"),
                    ("source", "register"), ("delivery", "delivered"), ("in_dispute", dispute)]
            };
            let (first, second) = (unit("甲<号>", ""), unit("乙号", "1"));
            let page = both(&clerk, (&edit, &edit, ""), (&first, &second)).await;
            shows(&page, &[said, "甲&#60;号&#62;", "乙号", "✓"]);
            assert!(clerk.page(&edit).await.contains("value=\"乙号\""));
        }
    }

    async fn an_owner_who_is_entered_second_stands_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let mut tx = db.read().await.unwrap();
        let mut free = None;
        for it in &ESTATES {
            if freezes::frozen_by(&mut tx, it.id()).await.unwrap().is_none() {
                free = Some(it);
            }
        }
        drop(tx);
        let free = free.expect("an estate whose roll is not fixed");
        let unit = format!("/desk/estates/{}/units/{}", free.id(), free.unit(0, 0));
        let owners = format!("{unit}/owners");
        let days = [("2026-11-20", "2026-11-21", "13800000012"), ("2026-11-22", "2026-11-23", "13800000022")];
        for ((lang, said), (one, two, phone)) in SAID.into_iter().zip(days) {
            let clerk = house.staff("supervisor", lang).await;
            let first = [("name-1", "赵甲一"), ("phone-1", ""), ("from", one)];
            let second = [("name-1", "钱乙二"), ("phone-1", ""), ("name-2", "周<乙>三"), ("from", two)];
            let page = both(&clerk, (&unit, &owners, "name=\"name-1\""), (&first, &second)).await;
            shows(&page, &[said, one, two, "钱乙二、周&#60;乙&#62;三"]);
            assert!(!page.contains("赵甲一"), "nobody gave a reason to see the name\n{page}");
            let now = clerk.page(&unit).await;
            let owner: String = now.split("/owners/").nth(1).unwrap().chars().take(36).collect();
            let at = format!("/desk/estates/{}/owners/{owner}", free.id());
            let mark = "name=\"name\"";
            let late = hidden(&clerk.page(&at).await, &at, mark);
            let first = [("name", "孙丙三"), ("phone", "13800000001")];
            let second = [("name", "李<丁>四"), ("phone", phone)];
            let page = both(&clerk, (&at, &at, mark), (&first, &second)).await;
            shows(&page, &[said, "<td class=\"as-typed\" ", "李&#60;丁&#62;四</td>", &format!("{phone}</td>")]);
            assert!(!page.contains("孙丙三") && !page.contains("13800000001"), "{page}");
            let answer = clerk.send(&at, &filled(late, &second)).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        }
        // What is refused stays on the version that was seen.
        let clerk = house.staff("supervisor", "zh-CN").await;
        let mark = "name=\"name-1\"";
        let late = hidden(&clerk.page(&unit).await, &owners, mark);
        let first = [("name-1", "吴戊五"), ("from", "2026-11-24")];
        let second = [("name-1", "郑己六"), ("from", "2026-11-25")];
        landed(&clerk.submit(&unit, (&owners, mark), &first).await);
        let refused = clerk.send(&owners, &filled(late, &[("name-1", "郑己六"), ("from", "哪天")])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        let again = hidden(&refused.text, &owners, mark);
        let answer = clerk.send(&owners, &filled(again, &second)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    }

    async fn articles_that_come_second_stand_beside_the_first(db: Db) {
        let house = House::with_demo(&db).await;
        let kind = format!("/desk/estates/{}/rules/covenant", estates()[3]);
        let clerk = house.staff("clerk", "zh-CN").await;
        let one = landed(&clerk.submit(&kind, (&kind, "value=\"model\""), &[]).await);
        for (lang, said) in SAID {
            let clerk = house.staff("clerk", lang).await;
            let form = (one.as_str(), one.as_str(), "name=\"zh\"");
            let page = both(&clerk, form, (&[("zh", "甲写的一条"), ("en", "What the first wrote")], &[("zh", "乙写的<一条>"), ("en", "")])).await;
            shows(&page, &[said, "甲写的一条", "乙写的&#60;一条&#62;", "What the first wrote"]);
            let english = page.split("name=\"en\"").nth(1).and_then(|rest| rest.split("</textarea>").next());
            assert!(!english.unwrap().contains("What the first wrote"), "an emptied text comes back empty\n{page}");
            let now = clerk.page(&one).await;
            assert!(now.contains("乙写的&#60;一条&#62;"), "{now}");
            assert!(!now.contains("What the first wrote"), "{now}");
        }
    }

    async fn an_adoption_that_was_refused_writes_over_nothing_unseen(db: Db) {
        let house = House::with_demo(&db).await;
        let kind = format!("/desk/estates/{}/rules/publication", estates()[3]);
        let clerk = house.staff("clerk", "zh-CN").await;
        let one = landed(&clerk.submit(&kind, (&kind, "value=\"model\""), &[("zh_post_days", "20")]).await);
        let propose = [("act", "propose")];
        let back = [("act", "take_back")];
        landed(&clerk.submit(&one, (&one, "value=\"propose\""), &propose).await);
        let mark = "value=\"adopt\"";
        let late = hidden(&clerk.page(&one).await, &one, mark);
        let gone = hidden(&clerk.page(&one).await, &one, mark);
        landed(&clerk.submit(&one, (&one, "value=\"take_back\""), &back).await);
        landed(&clerk.submit(&one, (&one, "name=\"zh\""), &[("zh", "第一\n第二\n第三"), ("en", "")]).await);
        let adoption = |words: &'static str, vote: &'static str| {
            [("words", words), ("vote", vote), ("on", "2026-11-18"), ("from", "2026-11-19")]
        };
        // The form is gone with the proposal; everything typed into it stands in the table.
        let vote = "01890000-0000-7000-8000-000000000001";
        let answer = clerk.send(&one, &filled(gone, &adoption("第<五>项", vote))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        shows(&answer.text, &["第&#60;五&#62;项", vote, "2026年11月18日", "2026年11月19日"]);
        // What cannot be read comes back as it was typed, on the version that was seen.
        landed(&clerk.submit(&one, (&one, "value=\"propose\""), &propose).await);
        let refused = clerk.send(&one, &filled(late, &adoption("第六项", "十二"))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        shows(&refused.text, &["第六项", "value=\"十二\"", "value=\"2026-11-18\"", "value=\"2026-11-19\""]);
        let again = hidden(&refused.text, &one, mark);
        let answer = clerk.send(&one, &filled(again, &adoption("第六项", ""))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        shows(&answer.text, &["第六项", "2026年11月18日"]);
        let shown = hidden(&answer.text, &one, mark);
        landed(&clerk.send(&one, &filled(shown, &adoption("第六项", ""))).await);
        let repeal = [("words", ""), ("on", "2026-11-21")];
        let refused = clerk.submit(&one, (&one, "value=\"repeal\""), &repeal).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        shows(&refused.text, &["value=\"2026-11-21\""]);
    }
}
