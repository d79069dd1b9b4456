//! Mediation: who may read a case, how an agreement comes into force, and how it is forgotten.

use axum::http::StatusCode;
use huiyin_compounds::model::mediation::{Case, CaseStateName};
use huiyin_compounds::ops::mediation as ops;
use huiyin_compounds::ops::{By, rights};
use huiyin_compounds::store::mediation::{cases, parties, texts};
use huiyin_db::{Db, on_both_databases};
use huiyin_kernel::{Id, Instant};

use crate::house::{Answer, House, MIGRATIONS, Staff};

const NEW: &str = "/desk/mediation/new";

fn demo(name: &str) -> Id {
    Id::derived("huiyin demo mediation", name)
}

async fn load(db: &Db, id: Id) -> Case {
    let mut tx = db.read().await.unwrap();
    cases::load(&mut tx, id).await.unwrap().unwrap()
}

async fn number_of_cases(db: &Db) -> usize {
    let mut tx = db.read().await.unwrap();
    cases::below(&mut tx, "", None, 100).await.unwrap().len()
}

async fn register(staff: &Staff<'_>, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![
        ("dispute", "noise"),
        ("summary", "半夜拖椅子"),
        ("role_0", "applicant"),
        ("name_0", "甲某某"),
        ("phone_0", "100-0000-0201"),
        ("role_1", "respondent"),
        ("name_1", "乙某某"),
    ];
    all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    all.extend(fields);
    staff.submit(NEW, (NEW, "name=\"summary\""), &all).await
}

fn landed(answer: &Answer) -> String {
    assert!(
        answer.status.is_redirection(),
        "{}: {}",
        answer.status,
        answer.text
    );
    answer.location.split('?').next().unwrap().to_owned()
}

on_both_databases! { MIGRATIONS;
    async fn violence_is_answered_with_110_and_nothing_is_written_down(db: Db) {
        let house = House::with_demo(&db).await;
        let mediator = house.staff("mediator", "zh-CN").await;
        let before = number_of_cases(&db).await;
        for fields in [
            &[("violence", "1")][..],
            &[("dispute", "domestic_violence"), ("asked_alone", "1")][..],
            &[("dispute", "family"), ("summary", "他喝酒后家暴")][..],
        ] {
            let answer = register(&mediator, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains("tel:110"), "{}", answer.text);
        }
        assert_eq!(number_of_cases(&db).await, before);
        let quarrel = register(&mediator, &[("summary", "怀疑被打，已单独问过"), ("asked_alone", "1")]).await;
        landed(&quarrel);
        assert_eq!(number_of_cases(&db).await, before + 1);
    }

    async fn a_case_is_for_its_mediators_and_masked_even_for_them(db: Db) {
        let house = House::with_demo(&db).await;
        let mediator = house.staff("mediator", "zh-CN").await;
        let at = landed(&register(&mediator, &[]).await);
        let page = mediator.page(&at).await;
        assert!(page.contains("甲**") && !page.contains("甲某某") && !page.contains("10000000201"), "{page}");
        let reveal = format!("{at}/reveal");
        let form = format!("{reveal}#people");
        let mut fields = crate::house::hidden(&page, &form, "reveal_reason");
        let silent = mediator.send(&reveal, &fields).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        fields.push(("reveal_reason".to_owned(), "appointment".to_owned()));
        let shown = mediator.send(&reveal, &fields).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("甲某某") && shown.text.contains("10000000201"));
        assert!(!mediator.page(&at).await.contains("甲某某"), "only for one answer");
        for login in ["clerk", "dispatcher", "committee", "leader"] {
            let other = house.staff(login, "zh-CN").await;
            for path in [at.as_str(), "/desk/mediation", NEW, "/desk/mediation/counts"] {
                assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
        let mut tx = db.read().await.unwrap();
        let stranger = By::everywhere(Id::derived("test", "another mediator"));
        let id: Id = at.rsplit('/').next().unwrap().parse().unwrap();
        assert!(ops::load(&mut tx, &stranger, id).await.is_err(), "not on this case");
    }

    async fn bad_input_is_said_and_kept(db: Db) {
        let house = House::with_demo(&db).await;
        let mediator = house.staff("mediator", "en").await;
        let before = number_of_cases(&db).await;
        let long = "长".repeat(1_001);
        for (fields, sentence) in [
            (&[("name_1", "")][..], "two parties"),
            (&[("role_1", "applicant")][..], "who asks"),
            (&[("phone_0", "abc")][..], "could not be read"),
            (&[("summary", "")][..], "in short"),
            (&[("summary", long.as_str())][..], "too long"),
            (&[("dispute", "war")][..], "kind of dispute"),
        ] {
            let answer = register(&mediator, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(answer.text.contains(sentence), "{sentence}\n{}", answer.text);
            assert!(answer.text.contains("甲某某"), "what was typed stays");
        }
        assert_eq!(number_of_cases(&db).await, before);
    }

    async fn a_case_goes_to_an_agreement_in_force(db: Db) {
        let house = House::with_demo(&db).await;
        let mediator = house.staff("mediator", "zh-CN").await;
        let at = landed(&register(&mediator, &[]).await);
        let today = ("day", "2026-11-26");
        for seat in ["1", "2"] {
            let mark = format!("name=\"seat\" value=\"{seat}\"");
            landed(&mediator.submit(&at, (&at, &mark), &[today, ("act", "volunteer")]).await);
        }
        landed(&mediator.submit(&at, (&at, "value=\"session\""), &[today, ("notes", "谈了")]).await);
        landed(&mediator.submit(&at, (&at, "name=\"agreement\""), &[today, ("act", "draft"), ("agreement", "十点后不拖<椅子>")]).await);
        let bare = mediator.submit(&at, (&at, "value=\"sign_mediator\""), &[today]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        landed(&mediator.submit(&at, (&at, "value=\"sign_mediator\""), &[today, ("sealed", "1")]).await);
        for seat in ["1", "2"] {
            let mark = format!("name=\"seat\" value=\"{seat}\"");
            landed(&mediator.submit(&at, (&at, &mark), &[today, ("act", "sign")]).await);
        }
        let id: Id = at.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(load(&db, id).await.state.name(), CaseStateName::Effective);
        let paper = mediator.page(&format!("{at}/agreement")).await;
        assert!(paper.contains("十点后不拖&#60;椅子&#62;") && paper.contains("一式 3 份"), "{paper}");
        assert!(!paper.contains("甲某某"), "printing looks at nobody");
        // Thirty days from 26 November end on Saturday, 26 December: Monday, 28 December.
        assert!(mediator.page(&at).await.contains("2026年12月28日"));
        for row in house.journal(id).await {
            assert!(!row.contains("甲"));
        }
    }

    async fn mediators_are_reminded_before_the_court_can_no_longer_be_asked(db: Db) {
        let house = House::with_demo(&db).await;
        let case = load(&db, demo("renovation")).await;
        assert!(case.reminded_on.is_some(), "{case:?}");
        assert_eq!(ops::remind_due(&house.compounds).await.unwrap(), 0, "once");
        let oral = load(&db, demo("pets")).await;
        assert!(oral.reminded_on.is_none(), "it has time");
        assert!(load(&db, demo("damage")).await.reminded_on.is_none(), "the court was asked");
    }

    async fn what_is_forgotten_is_gone_and_only_the_count_is_left(db: Db) {
        let house = House::with_demo(&db).await;
        let keys = house.compounds.site.keys.clone();
        let by = By::everywhere(huiyin_compounds::demo::account("mediator"));
        let talking = ops::forget(&house.compounds, &by, demo("leak")).await;
        assert!(talking.is_err(), "it is under way");
        let officer = huiyin_compounds::demo::account("privacy");
        for (phone, kept) in [("10000000109", false), ("1000 0000 103", true)] {
            let mut tx = db.read().await.unwrap();
            let held = rights::held_by_phone(&house.compounds, &mut tx, phone).await.unwrap();
            assert_eq!(held.len(), 1, "{phone}");
            let person = held[0].person;
            let told = rights::told(&house.compounds, &mut tx, person).await.unwrap().unwrap();
            drop(tx);
            assert!(told.kept == kept && told.name.is_some() && told.label == held[0].label);
            rights::let_go(&house.compounds, person, officer).await.unwrap();
            rights::let_go(&house.compounds, person, officer).await.unwrap();
            let mut tx = db.read().await.unwrap();
            let left = rights::told(&house.compounds, &mut tx, person).await.unwrap();
            assert_eq!(left.is_some(), kept, "what is under way stays until it is over");
        }
        let mut tx = db.read().await.unwrap();
        assert!(parties::of_case(&mut tx, &keys, demo("fee")).await.unwrap().is_empty());
        assert!(texts::of_case(&mut tx, &keys, demo("fee")).await.unwrap().is_empty());
        drop(tx);
        let mediator = house.staff("mediator", "zh-CN").await;
        let page = mediator.page(&format!("/desk/mediation/{}", demo("fee"))).await;
        assert!(page.contains("已经清除") && !page.contains("令狐"));
        house.clock.set(Instant::parse_local("2031-01-01 09:00").unwrap());
        assert_eq!(ops::retain(&house.compounds).await.unwrap(), 3);
        assert_eq!(ops::retain(&house.compounds).await.unwrap(), 0);
        assert_eq!(number_of_cases(&db).await, 7);
    }

    async fn a_party_is_written_as_they_are_and_the_papers_stay(db: Db) {
        let house = House::with_demo(&db).await;
        let compounds = &house.compounds;
        let officer = huiyin_compounds::demo::account("privacy");
        let held = async |phone: &str| {
            let mut tx = db.read().await.unwrap();
            rights::held_by_phone(compounds, &mut tx, phone).await.unwrap()
        };
        let person = held("10000000103").await[0].person;
        let correct = async |name, phone| rights::correct(compounds, person, officer, (name, phone)).await.unwrap();
        assert!(!correct(None, Some("no phone")).await);
        assert!(!correct(Some("  "), None).await);
        assert!(correct(Some("更正后"), Some("1000 0000 188")).await);
        assert!(held("10000000103").await.is_empty(), "found by the right number only");
        assert_eq!(held("10000000188").await[0].person, person);
        let mut tx = db.read().await.unwrap();
        let told = rights::told(compounds, &mut tx, person).await.unwrap().unwrap();
        assert_eq!((told.name.as_deref(), told.phone.as_deref()), (Some("更正后"), Some("10000000188")));
        let (_, case) = parties::one(&mut tx, &compounds.site.keys, person).await.unwrap().unwrap();
        drop(tx);
        let rows = house.journal(case).await;
        assert!(rows.last().unwrap().contains("corrected") && rows.iter().all(|it| !it.contains("更正")));
    }

    async fn mediation_is_counted_and_its_pages_are_whole(db: Db) {
        let house = House::with_demo(&db).await;
        for lang in ["zh-CN", "en"] {
            let mediator = house.staff("mediator", lang).await;
            mediator.page("/desk/mediation").await;
            mediator.page(NEW).await;
            mediator.page("/desk/mediation/counts").await;
            for name in ["noise", "leak", "parking", "renovation", "pets", "fee", "damage"] {
                mediator.page(&format!("/desk/mediation/{}", demo(name))).await;
            }
            for name in ["parking", "renovation", "pets"] {
                mediator.page(&format!("/desk/mediation/{}/agreement", demo(name))).await;
            }
            let json = mediator.page("/api/v1/mediation/counts?year=2026").await;
            assert!(json.contains("\"by_party\":1") && !json.contains("domestic"), "{json}");
        }
    }
}
