//! What lies beside the journal is held against it: a text, a photo, a row or a whole matter that
//! was changed behind the program's back is found, and what was erased by right is not.

use huiyin_db::seal::Fault;
use huiyin_db::{Db, Query, args, on_both_databases, queries};
use huiyin_kernel::{EchoCode, Id};
use huiyin_matters::model::{Act, CategoryCode, Role, Scope};
use huiyin_matters::store::proof::{self, Checked, Proven};
use huiyin_matters::store::{Contact, holder_of};
use huiyin_matters::{ops, personal};

use crate::support::{District, MIGRATIONS, staff};

queries! {
    TEXT = "UPDATE matter_text SET body = body || '!' WHERE matter_id = $1 AND kind = 'report'";
    AUDIENCE = "UPDATE matter_text SET audience = 'public' WHERE matter_id = $1 AND audience = 'staff'";
    SALT = "UPDATE matter_text SET salt = '' WHERE matter_id = $1 AND kind = 'answer'";
    NO_TEXT = "DELETE FROM matter_text WHERE matter_id = $1 AND kind = 'answer'";
    ONE_MORE = "INSERT INTO matter_text (matter_id, version, position, kind, audience, body)
        SELECT matter_id, version, position + 7, kind, audience, body FROM matter_text
        WHERE matter_id = $1 AND kind = 'report'";
    MODEL = "UPDATE matter SET model = replace(model, '\"escalation\":0', '\"escalation\":1') WHERE id = $1";
    RESULT = "UPDATE matter SET result = 'unsolved' WHERE id = $1";
    RATING = "UPDATE matter SET rating = 'content' WHERE id = $1";
    SUMMARY = "UPDATE matter SET summary = 'forged' WHERE id = $1";
    FACT = "UPDATE matter_fact SET closed_in_time = 1 - closed_in_time WHERE matter_id = $1";
    NO_FACT = "DELETE FROM matter_fact WHERE matter_id = $1";
    PHOTO = "UPDATE matter_photo SET blob_id = blob_id || '0' WHERE matter_id = $1";
    NO_PHOTO = "DELETE FROM matter_photo WHERE matter_id = $1";
    MORE_PHOTOS = "INSERT INTO matter_photo (id, matter_id, blob_id, by_reporter, created_at)
        SELECT '9' || substr(id, 2), matter_id, blob_id, by_reporter, created_at FROM matter_photo WHERE matter_id = $1";
    STATE = "UPDATE matter SET state = 'answered' WHERE id = $1";
    LEAD = "UPDATE matter SET lead_id = 'somebody else' WHERE id = $1";
    DUE = "UPDATE matter SET due_before = due_before + 1 WHERE id = $1";
    CATEGORY = "UPDATE matter SET category = NULL WHERE id = $1";
    RECEIVED = "UPDATE matter SET received_at = received_at - 1 WHERE id = $1";
    ENDED = "UPDATE matter SET ended_at = NULL WHERE id = $1";
    PUBLIC = "UPDATE matter SET public_at = 1 WHERE id = $1";
    FORGOTTEN = "UPDATE matter SET forgotten_at = 1 WHERE id = $1";
    RESTRICTED = "UPDATE matter SET restricted = 1 - restricted WHERE id = $1";
    NUMBER = "UPDATE matter SET number = number || '9' WHERE id = $1";
    JOINED = "UPDATE matter SET joined = joined + 1 WHERE id = $1";
    ONE_MORE_TASK = "INSERT INTO matter_task (matter_id, queue, body_id, street_id, order_at)
        VALUES ($1, 'intake', '', '', 1)";
    LATER_TASK = "UPDATE matter_task SET order_at = order_at + 1 WHERE matter_id = $1";
    NO_TASK = "DELETE FROM matter_task WHERE matter_id = $1";
    ONE_MORE_WHISTLE = "INSERT INTO matter_whistle (matter_id, place, answer_before) SELECT id, 0, 1 FROM matter
        WHERE id = $1";
    NO_REPORTER = "DELETE FROM matter_reporter WHERE matter_id = $1 AND role = 'reporter'";
    OTHER_CODE = "UPDATE matter_reporter SET code_digest = code_digest || '0' WHERE matter_id = $1";
    ONE_MORE_PERSON = "INSERT INTO matter_reporter (id, matter_id, role, code_digest, code_sealed, created_at)
        SELECT '9' || substr(id, 2), matter_id, role, code_digest || '0', code_sealed, created_at FROM matter_reporter
        WHERE matter_id = $1 AND role = 'reporter'";
    NO_JOINED = "DELETE FROM matter_reporter WHERE matter_id = $1 AND role = 'joined'";
    WITHOUT_PROOF = "UPDATE journal SET body = substr(body, 1, CAST($2 AS INTEGER)) || '}' WHERE subject = $1 AND version = 1";
    FIRST_BODY = "SELECT body FROM journal WHERE subject = $1 AND version = 1";
    DROP_TASKS = "DELETE FROM matter_task WHERE matter_id = $1";
    DROP_TEXTS = "DELETE FROM matter_text WHERE matter_id = $1";
    DROP_REPORTERS = "DELETE FROM matter_reporter WHERE matter_id = $1";
    DROP_SUGGESTIONS = "DELETE FROM matter_suggestion WHERE matter_id = $1";
    DROP_MATTER = "DELETE FROM matter WHERE id = $1";
}

async fn change(db: &Db, what: Query, matter: Id) {
    let mut tx = db.write().await.unwrap();
    let changed = tx.execute(what, args![matter]).await.unwrap();
    assert!(changed > 0 || what.name.contains("DROP"), "{}", what.name);
    tx.commit().await.unwrap();
}

async fn sound(district: &District, db: &Db) -> Proven {
    let keys = &district.house.matters.site.keys;
    match proof::verify(db, keys).await.unwrap() {
        Checked::Sound(proven) => proven,
        Checked::Broken(fault) => panic!("{fault:?}"),
    }
}

async fn broken(district: &District, db: &Db) -> Fault {
    let keys = &district.house.matters.site.keys;
    match proof::verify(db, keys).await.unwrap() {
        Checked::Sound(proven) => panic!("called sound: {proven:?}"),
        Checked::Broken(fault) => fault,
    }
}

/// Does something behind the program's back to a matter of its own and says what was found.
async fn found(district: &District, db: &Db, what: Query) -> &'static str {
    let matter = district.closed().await.matter;
    change(db, what, matter).await;
    let fault = broken(district, db).await;
    assert_eq!(fault.subject, Some(matter), "{}: {fault:?}", what.name);
    fault.why
}

/// A matter that stands on the public board, so that others can join.
async fn public(district: &District) -> Id {
    let matter = district.report().await.matter;
    let desk = staff(Role::Supervisor, Scope::District);
    let accept = Act::Accept {
        category: CategoryCode::parse("0105").unwrap(),
        kind: None,
        urgency: None,
        note: String::new(),
    };
    district.does(matter, &desk, accept).await;
    let summary = Act::ReleaseSummary {
        summary: "花架倒了".to_owned(),
    };
    district.does(matter, &desk, summary).await;
    matter
}

async fn join(district: &District, matter: Id) -> EchoCode {
    let matters = &district.house.matters;
    let key = matters.site.new_id();
    ops::join(matters, matter, &Contact::default(), key)
        .await
        .unwrap()
}

macro_rules! finds {
    ($($story:ident: $what:ident => $why:literal;)*) => {
        on_both_databases! { MIGRATIONS;
            $(async fn $story(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                district.answered().await;
                assert_eq!(found(&district, &db, $what).await, $why);
            })*

            async fn a_sound_store_is_called_sound_and_an_erased_person_is_no_fault(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let first = district.answered().await.matter;
                let second = district.closed().await.matter;
                let proven = sound(&district, &db).await;
                assert_eq!((proven.matters, proven.photos, proven.people, proven.unproven), (2, 2, 2, 0));
                assert!(proven.texts >= 10, "{proven:?}");
                let matters = &district.house.matters;
                assert!(personal::forget_contact(matters, second).await.unwrap());
                sound(&district, &db).await;
                assert_eq!(personal::forget_photos(matters, second).await.unwrap(), 1);
                sound(&district, &db).await;
                let mut tx = db.read().await.unwrap();
                let keys = &matters.site.keys;
                let person = huiyin_matters::store::reporters_of(&mut tx, keys, first).await.unwrap().remove(0).id;
                drop(tx);
                personal::erase(matters, person, "已删除").await.unwrap();
                let after = sound(&district, &db).await;
                assert_eq!((after.matters, after.photos, after.people, after.unproven), (2, 0, 1, 0));
                // What stands in the place of an erased text is proven like any other.
                change(&db, TEXT, first).await;
                assert_eq!(broken(&district, &db).await.why, "a text was altered");
            }

            async fn texts_from_before_are_counted_and_no_fault(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let matter = district.report().await.matter;
                let mut tx = db.write().await.unwrap();
                let row = tx.fetch_one(FIRST_BODY, args![matter]).await.unwrap();
                let body: String = row.get("body").unwrap();
                let length = i64::try_from(body.find(",\"proof\"").unwrap()).unwrap();
                tx.execute(WITHOUT_PROOF, args![matter, length]).await.unwrap();
                tx.commit().await.unwrap();
                let proven = sound(&district, &db).await;
                assert_eq!((proven.texts, proven.photos, proven.people, proven.unproven), (0, 0, 0, 3));
            }

            async fn a_column_that_was_moved_is_named_with_what_must_stand_there(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let matter = district.closed().await.matter;
                assert_eq!(proof::differing(&db, matter).await.unwrap(), None);
                change(&db, STATE, matter).await;
                let differs = proof::differing(&db, matter).await.unwrap().unwrap();
                assert_eq!(differs.column, "state");
                assert_eq!(differs.stored.as_deref(), Some("answered"));
                assert_eq!(differs.expected.as_deref(), Some("closed"));
            }

            async fn a_task_that_is_gone_or_was_put_off_is_found(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let matter = district.answered().await.matter;
                sound(&district, &db).await;
                change(&db, LATER_TASK, matter).await;
                assert_eq!(broken(&district, &db).await.why, "a task of it was altered or added");
                change(&db, NO_TASK, matter).await;
                let fault = broken(&district, &db).await;
                assert_eq!((fault.subject, fault.why), (Some(matter), "a task of it was removed"));
            }

            async fn whoever_joined_may_be_erased_by_right_and_by_nobody_else(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let matter = public(&district).await;
                // Two in the same moment: each is proven by the event that brought it.
                let (first, _) = (join(&district, matter).await, join(&district, matter).await);
                assert_eq!(sound(&district, &db).await.people, 3);
                let site = &district.house.matters.site;
                let mut tx = db.read().await.unwrap();
                let (person, ..) = holder_of(&mut tx, &site.keys, &first).await.unwrap().unwrap();
                drop(tx);
                personal::erase(&district.house.matters, person, "已删除").await.unwrap();
                assert_eq!(sound(&district, &db).await.people, 2);
                change(&db, NO_JOINED, matter).await;
                let fault = broken(&district, &db).await;
                assert_eq!((fault.subject, fault.why), (Some(matter), "somebody who asked was removed"));
            }

            async fn a_matter_that_is_gone_is_named(db: Db) {
                let district = District::open(&db, "2026-05-11 09:00").await;
                let matter = district.report().await.matter;
                for what in [DROP_TASKS, DROP_TEXTS, DROP_REPORTERS, DROP_SUGGESTIONS, NO_PHOTO, NO_FACT, DROP_MATTER] {
                    change(&db, what, matter).await;
                }
                let fault = broken(&district, &db).await;
                assert_eq!(fault.subject, Some(matter));
                assert!(fault.why.contains("gone"), "{fault:?}");
            }
        }
    };
}

finds! {
    an_altered_text_is_found: TEXT => "a text was altered";
    a_text_shown_to_others_is_found: AUDIENCE => "a text was altered";
    another_salt_is_found: SALT => "a text was altered";
    a_removed_text_is_found: NO_TEXT => "a text was removed";
    an_added_text_is_found: ONE_MORE => "a text was added";
    an_altered_row_is_found: MODEL => "its row was altered";
    an_altered_result_is_found: RESULT => "its row was altered";
    an_altered_rating_is_found: RATING => "its row was altered";
    an_altered_state_is_found: STATE => "its row was altered";
    another_lead_is_found: LEAD => "its row was altered";
    a_moved_due_time_is_found: DUE => "its row was altered";
    a_category_taken_away_is_found: CATEGORY => "its row was altered";
    another_day_of_receipt_is_found: RECEIVED => "its row was altered";
    an_end_taken_back_is_found: ENDED => "its row was altered";
    a_matter_put_on_the_board_is_found: PUBLIC => "its row was altered";
    a_name_kept_from_being_forgotten_is_found: FORGOTTEN => "its row was altered";
    a_lifted_restriction_is_found: RESTRICTED => "its row was altered";
    another_number_is_found: NUMBER => "its row was altered";
    another_count_of_joined_is_found: JOINED => "its row was altered";
    an_added_task_is_found: ONE_MORE_TASK => "a task of it was altered or added";
    an_added_whistle_is_found: ONE_MORE_WHISTLE => "a whistle of it was altered or added";
    a_removed_reporter_is_found: NO_REPORTER => "somebody who asked was removed";
    an_exchanged_code_is_found: OTHER_CODE => "the code of somebody who asked was exchanged";
    an_added_person_is_found: ONE_MORE_PERSON => "somebody who asked was added";
    a_forged_summary_is_found: SUMMARY => "its public summary was altered";
    an_altered_fact_is_found: FACT => "its row of facts was altered";
    a_removed_fact_is_found: NO_FACT => "its row of facts was altered";
    an_exchanged_photo_is_found: PHOTO => "a photo was exchanged";
    a_removed_photo_is_found: NO_PHOTO => "a photo was removed";
    an_added_photo_is_found: MORE_PHOTOS => "a photo was added";
}
