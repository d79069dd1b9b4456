//! What lies beside the journal is held against it: a text, a photo, a row or a whole matter that
//! was changed behind the program's back is found, and what was erased by right is not.

use huiyin_db::seal::Fault;
use huiyin_db::{Db, Query, args, on_both_databases, queries};
use huiyin_kernel::Id;
use huiyin_matters::personal;
use huiyin_matters::store::proof::{self, Checked, Proven};

use crate::support::{District, MIGRATIONS};

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
                assert_eq!((proven.matters, proven.photos, proven.unproven), (2, 2, 0));
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
                assert_eq!((after.matters, after.photos, after.unproven), (2, 0, 0));
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
                assert_eq!((proven.texts, proven.photos, proven.unproven), (0, 0, 2));
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
    a_forged_summary_is_found: SUMMARY => "its public summary was altered";
    an_altered_fact_is_found: FACT => "its row of facts was altered";
    a_removed_fact_is_found: NO_FACT => "its row of facts was altered";
    an_exchanged_photo_is_found: PHOTO => "a photo was exchanged";
    a_removed_photo_is_found: NO_PHOTO => "a photo was removed";
    an_added_photo_is_found: MORE_PHOTOS => "a photo was added";
}
