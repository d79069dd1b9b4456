//! A district of its own: from two tables to the first person who signs in.

use super::house::{House, MIGRATIONS, start};
use huiyin_db::{Db, journal, on_both_databases};
use huiyin_kernel::Id;
use huiyin_registry::ops::{
    AccountRefused, AskedAccount, Counts, Doer, RegisterReport, RegisterTables, import_register,
    open_account,
};
use huiyin_registry::register_file::{Problem, read_areas, read_bodies};
use huiyin_registry::{PostRefused, Registry, accounts, areas, bodies};

/// The street stands before the district that holds it.
const AREAS: &str = "code,kind,parent_code,name_zh,name_en,lon,lat\n\
    T1,street,t,测试街道,,,\n\
    t,district,,测试区,Test District,106.5,29.5\n\
    t1-1,community,t1,测试社区,,106.51,29.51\n";
const BODIES: &str = "code,kind,level,area_code,name_zh,name_en,phone,aliases\n\
    b1,department,district,t,测试住建委,Test Housing,023-1234,住建;区住建委\n\
    b2,street_office,street,t1,测试街道办事处,,,测试街道办\n";

fn tables(areas: &str, bodies: &str) -> RegisterTables {
    RegisterTables {
        areas: read_areas(areas.as_bytes()).unwrap(),
        bodies: read_bodies(bodies.as_bytes()).unwrap(),
    }
}

async fn import(db: &Db, areas: &str, bodies: &str) -> RegisterReport {
    let mut tx = db.write().await.unwrap();
    let by = Doer {
        actor: "system",
        now: start(),
    };
    let report = import_register(&mut tx, &tables(areas, bodies), by)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    report
}

async fn journalled(db: &Db, id: Id) -> Vec<(String, String)> {
    let mut tx = db.read().await.unwrap();
    let rows = journal::of_subject(&mut tx, id).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.body)).collect()
}

const fn counts(added: usize, changed: usize, unchanged: usize) -> Counts {
    Counts {
        added,
        changed,
        unchanged,
    }
}

const fn asked<'a>(login: &'a str, role: &'a str) -> AskedAccount<'a> {
    AskedAccount {
        login,
        name: "第一位",
        role,
        area_code: None,
        body_code: None,
    }
}

on_both_databases! {
    MIGRATIONS;

    async fn two_tables_become_a_register_and_the_second_time_nothing_changes(db: Db) {
        let first = import(&db, AREAS, BODIES).await;
        assert_eq!((first.areas, first.bodies), (counts(3, 0, 0), counts(2, 0, 0)), "{first:?}");
        let again = import(&db, AREAS, BODIES).await;
        assert_eq!((again.areas, again.bodies), (counts(0, 0, 3), counts(0, 0, 2)), "{again:?}");
        let mut tx = db.read().await.unwrap();
        let community = areas::by_code(&mut tx, "t1-1").await.unwrap().unwrap();
        assert_eq!(community.path, "t/t1/t1-1/");
        let office = bodies::by_name_or_alias(&mut tx, "区 住建委").await.unwrap().unwrap();
        assert_eq!((office.code.as_str(), office.phone.as_str()), ("b1", "023-1234"));
        drop(tx);
        let rows = journalled(&db, office.id).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].0, "registered");
        assert!(!rows[0].1.contains("住建") && !rows[0].1.contains("1234"), "{}", rows[0].1);
    }

    async fn names_phones_and_points_change_and_what_is_left_empty_stays(db: Db) {
        import(&db, AREAS, BODIES).await;
        let renamed = "code,kind,parent_code,name_zh,lon,lat\n\
            t,district,,新区,,\nt1,street,t,测试街道,106.6,29.6\n";
        let office = "code,kind,level,area_code,name_zh,phone,aliases\n\
            b1,department,district,t,测试住房局,,住房\n";
        let report = import(&db, renamed, office).await;
        assert_eq!((report.areas, report.bodies), (counts(0, 2, 0), counts(0, 1, 0)), "{report:?}");
        let mut tx = db.read().await.unwrap();
        let district = areas::by_code(&mut tx, "t").await.unwrap().unwrap();
        assert_eq!((district.name.zh.as_str(), district.name.en.as_str()), ("新区", "Test District"));
        assert!(district.point.is_some());
        let street = areas::by_code(&mut tx, "t1").await.unwrap().unwrap();
        assert_eq!(street.point.unwrap().lon_e7(), 1_066_000_000);
        assert!(areas::by_code(&mut tx, "t1-1").await.unwrap().is_some(), "removed");
        for spelling in ["测试住建委", "测试住房局", "住房", "住建"] {
            let found = bodies::by_name_or_alias(&mut tx, spelling).await.unwrap();
            assert_eq!(found.unwrap().phone, "023-1234", "{spelling}");
        }
        drop(tx);
        let rows = journalled(&db, Id::derived("body", "b1")).await;
        assert_eq!(rows[1], ("changed".to_owned(), "{\"fields\":[\"name\",\"aliases\"]}".to_owned()));
    }

    async fn one_fault_keeps_everything_out_and_all_faults_are_told(db: Db) {
        let areas_text = format!("{AREAS}t2,street,nowhere,别处街道,,,\n");
        let report = import(&db, &areas_text, BODIES).await;
        assert_eq!(report.areas, counts(0, 0, 0));
        let told: Vec<(u64, Problem)> = report.faults.iter().map(|it| (it.row, it.problem)).collect();
        assert_eq!(told, [(5, Problem::ParentUnknown)]);
        let mut tx = db.read().await.unwrap();
        assert!(areas::all(&mut tx).await.unwrap().is_empty());
        drop(tx);
        import(&db, AREAS, BODIES).await;
        let moved = "code,kind,parent_code,name_zh\nt1,community,t,测试街道\nx,district,,又一区\n";
        let thief = "code,kind,level,area_code,name_zh,aliases\n\
            b2,street_office,street,t,测试街道办事处,\nb3,department,district,t,三局,住建\n";
        let report = import(&db, moved, thief).await;
        let told: Vec<(u64, Problem)> = report.faults.iter().map(|it| (it.row, it.problem)).collect();
        let expected = [
            (2, Problem::ParentLevel),
            (2, Problem::Fixed),
            (3, Problem::SecondDistrict),
            (2, Problem::Fixed),
            (3, Problem::AliasTaken),
        ];
        assert_eq!(told, expected);
    }

    async fn every_fault_and_refusal_has_its_sentence(db: Db) {
        let texts = &House::restart(&db, start()).site.texts;
        let problems = [
            Problem::Row, Problem::Code, Problem::CodeTwice, Problem::AreaKind, Problem::BodyKind,
            Problem::Level, Problem::NameEmpty, Problem::NameTooLong, Problem::Point, Problem::Phone,
            Problem::Alias, Problem::AliasTaken, Problem::TooManyAliases, Problem::ParentMissing,
            Problem::ParentUnknown, Problem::ParentLevel, Problem::DistrictHasParent,
            Problem::SecondDistrict, Problem::AreaUnknown, Problem::Fixed, Problem::TooMany,
        ];
        let refused = [
            AccountRefused::Login, AccountRefused::LoginTaken, AccountRefused::Name,
            AccountRefused::NoDistrict, AccountRefused::AreaUnknown, AccountRefused::BodyUnknown,
        ];
        let keys = problems.map(Problem::key).into_iter().chain(refused.map(AccountRefused::key));
        for key in keys {
            for lang in huiyin_kernel::Lang::ALL {
                assert!(texts.has(lang, key), "{key} in {lang}");
            }
        }
    }

    async fn the_first_person_signs_in_and_makes_the_others(db: Db) {
        let house = House::restart(&db, start());
        let registry = Registry::new().unwrap();
        let early = open_account(&house.site, &registry, asked("first-one", "sec_admin"), "system").await.unwrap();
        assert_eq!(early, Err(AccountRefused::NoDistrict));
        import(&db, AREAS, BODIES).await;
        let refused = open_account(&house.site, &registry, asked("first-one", "handler"), "system").await.unwrap();
        assert_eq!(refused, Err(AccountRefused::Post(PostRefused::NeedsBody)));
        let slip = open_account(&house.site, &registry, asked("First-One", "sec_admin"), "system").await.unwrap().unwrap();
        let taken = open_account(&house.site, &registry, asked("first-one", "sec_admin"), "system").await.unwrap();
        assert_eq!(taken, Err(AccountRefused::LoginTaken));

        let mut first = house.browser();
        let answer = first.sign_in("first-one", &slip.password).await;
        assert_eq!(answer.location, "/account/password");
        let fields = [("old", slip.password.as_str()), ("new", "Mountain-7-river"), ("again", "Mountain-7-river")];
        first.submit("/account/password", "/account/password", &fields).await;
        let fields = [("name", "新同事"), ("login", "newcomer")];
        let made = first.submit("/desk/accounts/new", "/desk/accounts/new", &fields).await;
        assert_eq!(made.status, axum::http::StatusCode::OK);
        let mut tx = db.read().await.unwrap();
        assert!(accounts::by_login(&mut tx, "newcomer").await.unwrap().is_some());
        let account = accounts::by_login(&mut tx, "first-one").await.unwrap().unwrap();
        drop(tx);
        let rows = journalled(&db, account.id).await;
        assert_eq!(rows[0].0, "created");
        assert!(rows.iter().all(|(_, body)| !body.contains("第一位") && !body.contains("first-one")));
    }
}
