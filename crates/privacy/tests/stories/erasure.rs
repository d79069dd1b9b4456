//! Erasing a person: afterwards nothing of them can be found anywhere, and the journal is whole.

use huiyin_db::seal::{self, Verdict};
use huiyin_db::{Db, args, on_both_databases, queries};
use huiyin_kernel::Id;
use huiyin_matters::model::Act;
use huiyin_matters::ops::{Extra, OpError, light};
use huiyin_matters::personal;
use huiyin_matters::rules::light::Reach;
use huiyin_matters::store;
use huiyin_matters::store::light::Account;
use huiyin_privacy::model::{Act as CaseAct, Actor, Kind, Proof, Refused, Shown};
use huiyin_privacy::ops::{self, AskedFor, Expected, Wanted};

use crate::support::{self, District, MIGRATIONS, NAME, PHONE, PHRASE, everything, traces};

const HEADS: &[seal::Head] = &[
    seal::Head::lasting("account", huiyin_registry::accounts::HEADS),
    seal::Head::lasting("matter", store::HEADS),
    seal::Head::passing(store::REVEAL_HEADS),
    huiyin_privacy::HEADS[0],
    huiyin_privacy::HEADS[1],
];

fn officer() -> Id {
    Id::derived("test", "officer")
}

async fn ask(district: &District, kind: Kind, code: &huiyin_kernel::EchoCode) -> ops::Receipt {
    let site = &district.house.matters.site;
    let mut tx = site.db.read().await.unwrap();
    let codes = [code.clone()];
    let people = ops::find_people(&district.privacy, &mut tx, &codes, None)
        .await
        .unwrap();
    drop(tx);
    let asked = AskedFor {
        kind,
        proof: Proof::Code,
        wish: format!("我是{NAME}，电话{PHONE}，{PHRASE}"),
        proof_note: String::new(),
        people,
        form_key: site.new_id(),
    };
    ops::ask(&district.privacy, &asked).await.unwrap()
}

async fn granted(district: &District, case: Id) {
    let privacy = &district.privacy;
    let officer = officer();
    let take = CaseAct::Take;
    ops::act(
        privacy,
        case,
        Actor::Officer(officer),
        &take,
        Expected::default(),
    )
    .await
    .unwrap();
    ops::grant(
        privacy,
        case,
        officer,
        &Wanted::default(),
        Expected::default(),
    )
    .await
    .unwrap();
}

queries! {
    ACCOUNTS = "SELECT id FROM light_account ORDER BY id LIMIT 10";
    LEARNED = "INSERT INTO matter_classifier (purpose, model, examples, accuracy_permille, macro_f1_permille, trained_at)
        VALUES ('body', $1, 1, 0, 0, 0)";
    MODELS = "SELECT COUNT(*) AS n FROM matter_classifier";
}

/// A model that has learned from what this person wrote: training leaves none where the history is
/// as short as in a test.
async fn learned_from(db: &Db, text: &str) {
    let mut tx = db.write().await.unwrap();
    let model = text.as_bytes().to_vec();
    tx.execute(LEARNED, args![model]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(models(db).await, 1);
}

async fn models(db: &Db) -> i64 {
    let mut tx = db.read().await.unwrap();
    let counted = tx.fetch_one(MODELS, args![]).await.unwrap();
    counted.get("n").unwrap()
}

async fn accounts(db: &Db) -> Vec<Id> {
    let mut tx = db.read().await.unwrap();
    let rows = tx.fetch_all(ACCOUNTS, args![]).await.unwrap();
    rows.iter().map(|row| row.get("id").unwrap()).collect()
}

/// The light account of whoever proved this phone or address at the counter.
async fn account_of(district: &District, typed: &str) -> Account {
    let site = &district.house.matters.site;
    let reach = Reach::read(typed).unwrap();
    let now = site.now();
    let mut tx = site.db.write().await.unwrap();
    let slip = light::print_slip(&mut tx, site, &reach, "account:test", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let entered = light::enter_by_slip(site, &reach, &slip).await.unwrap();
    let token = entered.unwrap();
    let mut tx = site.db.read().await.unwrap();
    let account = store::light::session(&mut tx, &site.keys, &token, now).await;
    account.unwrap().unwrap()
}

async fn files(district: &District) -> usize {
    let folder = district.house.matters.site.blobs.folder().to_owned();
    let mut tx = district.house.matters.site.db.read().await.unwrap();
    let mut there = 0;
    for shelf in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(shelf.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            let own = district.house.matters.site.blobs.read(&mut tx, &id).await;
            there += usize::from(own.unwrap().is_some());
        }
    }
    there
}

on_both_databases! { MIGRATIONS;
    async fn a_person_who_was_erased_is_found_nowhere_and_the_journal_is_whole(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.answered().await;
        let matters = &district.house.matters;
        // What is learned of texts, and what was kept of a look, goes too.
        learned_from(&db, PHRASE).await;
        let before = everything(&db).await;
        assert_eq!(traces(&before).len(), support::TRACES.len(), "the test sees what it looks for");
        assert_eq!(files(&district).await, 1);

        let receipt = ask(&district, Kind::Delete, &reported.code).await;
        granted(&district, receipt.case).await;

        let after = everything(&db).await;
        assert_eq!(traces(&after), Vec::<&str>::new());
        assert_eq!(files(&district).await, 0);
        assert_eq!(models(&db).await, 0, "the next training begins without this person");
        let mut tx = db.read().await.unwrap();
        let keys = &matters.site.keys;
        assert!(store::find_by_code(&mut tx, keys, &reported.code).await.unwrap().is_none());
        for words in ["紫藤", NAME, PHONE] {
            let found = huiyin_db::search::find(&mut tx, "matter", words, 10).await.unwrap();
            assert!(found.is_empty(), "{words}");
        }
        let known = store::load(&mut tx, keys, reported.matter).await.unwrap().unwrap();
        assert_eq!(known.matter.state_name().name(), "withdrawn", "an open matter ends first");
        drop(tx);
        seal::seal_new_rows(&db, keys, district.now()).await.unwrap();
        let verdict = seal::verify(&db, keys, HEADS).await.unwrap();
        assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
        // A copy of the store made afterwards holds nothing either.
        if db.path().is_some() {
            let copy = std::env::temp_dir().join(format!("huiyin-erased-{}", std::process::id()));
            db.copy_to(&copy).await.unwrap();
            let bytes = std::fs::read(&copy).unwrap();
            std::fs::remove_file(&copy).unwrap();
            assert_eq!(traces(&bytes), Vec::<&str>::new());
        }
        // Done twice is done once.
        let gone = personal::erase(matters, officer(), "x").await.unwrap();
        assert_eq!(gone, personal::Gone::default());
    }

    async fn the_light_account_goes_with_the_last_matter_it_could_show(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let (first, second) = (district.report().await, district.report().await);
        let by_phone = account_of(&district, PHONE).await;
        let by_mail = account_of(&district, "tan@example.cn").await;
        let site = &district.house.matters.site;
        assert!(light::add(site, &by_mail, &first.code).await.unwrap());
        assert!(light::add(site, &by_phone, &first.code).await.unwrap());
        // Just after a slip nothing is deleted by code alone.
        district.later(2);

        let receipt = ask(&district, Kind::Delete, &first.code).await;
        granted(&district, receipt.case).await;
        let left = accounts(&db).await;
        assert_eq!(left, vec![by_phone.id], "the phone still has a matter, the address none");

        let receipt = ask(&district, Kind::Delete, &second.code).await;
        granted(&district, receipt.case).await;
        assert_eq!(accounts(&db).await, Vec::new());
    }

    async fn a_wish_that_nobody_answers_is_overdue_after_fifteen_working_days(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        ask(&district, Kind::Delete, &reported.code).await;
        // Three weeks without a holiday: the fifteenth working day is 1 June.
        for (days, expected) in [(21, 0), (1, 1)] {
            district.later(days);
            let mut tx = db.read().await.unwrap();
            let overdue = huiyin_privacy::overdue(&mut tx, district.now()).await.unwrap();
            assert_eq!(overdue, expected, "after {days} more days");
        }
    }

    async fn what_others_wait_for_stays_without_the_person(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let matters = &district.house.matters;
        let id = reported.matter;
        let desk = support::staff(huiyin_matters::model::Role::Supervisor, huiyin_matters::model::Scope::District);
        let category = huiyin_matters::model::CategoryCode::parse("0105").unwrap();
        district.does(id, &desk, Act::Accept { category, kind: None, urgency: None, note: String::new() }).await;
        district.does(id, &desk, Act::ReleaseSummary { summary: "花架倒了".to_owned() }).await;
        let joined = huiyin_matters::ops::join(matters, id, &store::Contact::default(), matters.site.new_id()).await.unwrap();
        let receipt = ask(&district, Kind::Delete, &reported.code).await;
        granted(&district, receipt.case).await;
        let mut tx = db.read().await.unwrap();
        let keys = &matters.site.keys;
        let known = store::load(&mut tx, keys, id).await.unwrap().unwrap();
        assert!(known.matter.state_name().is_open(), "somebody else still asks");
        assert_eq!(known.summary.as_deref(), Some("花架倒了"));
        assert!(store::find_by_code(&mut tx, keys, &joined).await.unwrap().is_some());
        drop(tx);
        assert_eq!(traces(&everything(&db).await), Vec::<&str>::new());
    }

    async fn the_copy_tells_everything_and_only_to_whom_it_belongs(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let own = district.answered().await;
        let site = &district.house.matters.site;
        let receipt = ask(&district, Kind::Copy, &own.code).await;
        let mut tx = db.read().await.unwrap();
        let people = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&own.code), None).await.unwrap();
        let copy = personal::copy(&district.house.matters, &mut tx, &people[0]).await.unwrap().unwrap();
        assert_eq!(copy.name.as_deref(), Some(NAME));
        assert_eq!(copy.phone.as_deref(), Some(PHONE));
        assert_eq!(copy.place.as_deref(), Some(support::PLACE));
        assert_eq!(copy.photos.len(), 1);
        assert!(copy.texts.iter().any(|text| text.by_reporter && text.text.contains(PHRASE)));
        assert!(copy.texts.iter().any(|text| text.kind == "answer"));
        assert!(copy.internal_texts >= 2, "{}", copy.internal_texts);
        // A second report under the same phone is not opened by the first one's code.
        drop(tx);
        let other = district.report().await;
        let mut tx = db.read().await.unwrap();
        let by_code = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&own.code), None).await.unwrap();
        assert!(by_code.iter().all(|held| held.matter != other.matter));
        let by_phone = ops::find_people(&district.privacy, &mut tx, &[], Some("139 7766 5544")).await.unwrap();
        assert_eq!(by_phone.len(), 2, "the proven phone opens both");
        assert!(receipt.number.starts_with('Q'));
        let _ = site;
    }

    async fn the_copy_says_the_time_of_the_district_to_machines_in_utc(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let own = district.answered().await;
        let mut tx = db.read().await.unwrap();
        let people = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&own.code), None).await.unwrap();
        let copy = personal::copy(&district.house.matters, &mut tx, &people[0]).await.unwrap().unwrap();
        assert!(copy.received_at.to_display().starts_with("2026-05-11 09:0"), "{}", copy.received_at.to_display());
        let told = serde_json::to_value(&copy).unwrap();
        let received = told["received_at"].as_str().unwrap();
        assert!(received.starts_with("2026-05-11T01:0") && received.ends_with('Z'), "{received}");
        assert_eq!(told["texts"][0]["at"].as_str().unwrap(), copy.texts[0].at.to_rfc3339());
    }

    async fn a_correction_that_corrects_nothing_is_not_granted(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let receipt = ask(&district, Kind::Correct, &reported.code).await;
        let privacy = &district.privacy;
        ops::act(privacy, receipt.case, Actor::Officer(officer()), &CaseAct::Take, Expected::default()).await.unwrap();
        let grant = |wanted: Wanted| async move {
            ops::grant(privacy, receipt.case, officer(), &wanted, Expected::default()).await
        };
        let empty = Wanted { name: Some("  ".to_owned()), ..Wanted::default() };
        let refused = grant(empty).await;
        assert!(matches!(refused, Err(ops::OpError::Refused(Refused::NothingCorrected))), "{refused:?}");
        grant(Wanted { name: Some("欧阳鹤".to_owned()), ..Wanted::default() }).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let keys = &district.house.matters.site.keys;
        let people = store::reporters_of(&mut tx, keys, reported.matter).await.unwrap();
        assert_eq!(people[0].contact.name.as_deref(), Some("欧阳鹤"));
    }

    async fn the_echo_page_can_say_that_deletion_was_asked_for(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let keys = &district.house.matters.site.keys;
        let asked = async |code: &huiyin_kernel::EchoCode| {
            let mut tx = db.read().await.unwrap();
            let reporter = store::reporter_by_code(&mut tx, keys, code).await.unwrap().unwrap();
            huiyin_matters::Deletions::asked(&huiyin_privacy::Deletions, &mut tx, reported.matter, reporter).await.unwrap()
        };
        assert_eq!(asked(&reported.code).await, None);
        let receipt = ask(&district, Kind::Delete, &reported.code).await;
        assert_eq!(asked(&reported.code).await, Some(district.now()));
        ops::act(&district.privacy, receipt.case, Actor::Person, &CaseAct::Withdraw, Expected::default()).await.unwrap();
        assert_eq!(asked(&reported.code).await, None);
    }

    async fn a_withdrawn_consent_takes_name_and_phone_at_once(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let matters = &district.house.matters;
        let id = reported.matter;
        let desk = support::staff(huiyin_matters::model::Role::Supervisor, huiyin_matters::model::Scope::District);
        let category = huiyin_matters::model::CategoryCode::parse("0903").unwrap();
        let accept = Act::Accept { category, kind: None, urgency: None, note: String::new() };
        let refused = huiyin_matters::ops::act(matters, id, &desk, accept.clone(), Extra::default()).await;
        assert!(matches!(refused, Err(OpError::Refused(_))), "no consent, no sensitive kind");
        let reporter = huiyin_matters::model::Actor::reporter(id);
        district.does(id, &reporter, Act::GiveConsent { channel: huiyin_matters::model::Channel::Link, version: 1 }).await;
        district.does(id, &desk, accept).await;
        ask(&district, Kind::WithdrawConsent, &reported.code).await;
        let mut tx = db.read().await.unwrap();
        let people = store::reporters_of(&mut tx, &matters.site.keys, id).await.unwrap();
        assert_eq!(people[0].contact, store::Contact::default());
        let consents = store::consents_of(&mut tx, id).await.unwrap();
        assert_eq!(consents.len(), 1);
        assert!(consents[0].withdrawn_at.is_some());
    }

    async fn a_wish_sent_twice_is_one_case_and_a_stale_decision_is_refused(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let site = &district.house.matters.site;
        let mut tx = db.read().await.unwrap();
        let people = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&reported.code), None).await.unwrap();
        drop(tx);
        let proof = Proof::Counter { shown: Shown::IdCard, taken_by: officer() };
        let asked = AskedFor { kind: Kind::Delete, proof, wish: String::new(), proof_note: String::new(), people, form_key: site.new_id() };
        let first = ops::ask(&district.privacy, &asked).await.unwrap();
        let again = ops::ask(&district.privacy, &asked).await.unwrap();
        assert_eq!((first.case, first.number), (again.case, again.number));
        let stale = Expected { version: Some(7), form_key: None };
        let take = CaseAct::Take;
        let refused = ops::act(&district.privacy, first.case, Actor::Officer(officer()), &take, stale).await;
        assert!(matches!(refused, Err(ops::OpError::Store(_))));
    }

    async fn a_case_id_as_form_key_opens_nothing_and_another_wish_is_refused(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        let site = &district.house.matters.site;
        let victims = ask(&district, Kind::Copy, &reported.code).await;
        let stranger = district.report().await;
        let mut tx = db.read().await.unwrap();
        let people = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&stranger.code), None).await.unwrap();
        drop(tx);
        let asked = |form_key, wish: &str| AskedFor {
            kind: Kind::Copy, proof: Proof::Code, wish: wish.to_owned(), proof_note: String::new(), people: people.clone(), form_key,
        };
        // The id of somebody's case is a key like any other: it makes a case of one's own.
        let got = ops::ask(&district.privacy, &asked(victims.case, "")).await.unwrap();
        assert_ne!(got.case, victims.case);
        assert_ne!(got.code, victims.code);
        // A key that was used answers the same wish alone; whatever else comes learns nothing.
        let key = site.new_id();
        let first = ops::ask(&district.privacy, &asked(key, "")).await.unwrap();
        assert_ne!(first.case, key);
        assert_eq!(ops::ask(&district.privacy, &asked(key, "")).await.unwrap().code, first.code);
        let others = [asked(key, "别的"), AskedFor { people: Vec::new(), ..asked(key, "") }, AskedFor { kind: Kind::See, ..asked(key, "") }];
        for other in others {
            let refused = ops::ask(&district.privacy, &other).await;
            assert!(matches!(refused, Err(ops::OpError::Reused)), "{other:?}");
        }
        let proof = Proof::Counter { shown: Shown::IdCard, taken_by: officer() };
        let at_desk = AskedFor { proof, ..asked(key, "") };
        assert!(matches!(ops::ask(&district.privacy, &at_desk).await, Err(ops::OpError::Reused)));
        // The same holds for what an officer decides.
        let expected = |key| Expected { version: None, form_key: Some(key) };
        let act = async |act: CaseAct, key| ops::act(&district.privacy, first.case, Actor::Officer(officer()), &act, expected(key)).await;
        let kept = site.new_id();
        let done = act(CaseAct::Take, kept).await;
        assert!(done.is_ok() || matches!(done, Err(ops::OpError::Refused(_))), "{done:?}");
        if done.is_ok() {
            act(CaseAct::Take, kept).await.unwrap();
            let other = act(CaseAct::Withdraw, kept).await;
            assert!(matches!(other, Err(ops::OpError::Reused)), "{other:?}");
        }
    }

    async fn just_after_a_slip_nothing_is_taken_away_by_code_alone(db: Db) {
        let district = District::open(&db, "2026-05-11 09:00").await;
        let reported = district.report().await;
        account_of(&district, PHONE).await;
        let site = &district.house.matters.site;
        let mut tx = db.read().await.unwrap();
        let people = ops::find_people(&district.privacy, &mut tx, std::slice::from_ref(&reported.code), None).await.unwrap();
        drop(tx);
        let asked = |kind, proof| AskedFor {
            kind, proof, wish: String::new(), proof_note: String::new(), people: people.clone(), form_key: site.new_id(),
        };
        for kind in [Kind::Delete, Kind::WithdrawConsent] {
            let refused = ops::ask(&district.privacy, &asked(kind, Proof::Code)).await;
            assert!(matches!(refused, Err(ops::OpError::Matter(OpError::JustAfterSlip { .. }))), "{kind:?}");
        }
        ops::ask(&district.privacy, &asked(Kind::Copy, Proof::Code)).await.unwrap();
        let counter = Proof::Counter { shown: Shown::IdCard, taken_by: officer() };
        ops::ask(&district.privacy, &asked(Kind::Delete, counter)).await.unwrap();
        district.later(2);
        ops::ask(&district.privacy, &asked(Kind::WithdrawConsent, Proof::Code)).await.unwrap();
    }
}
