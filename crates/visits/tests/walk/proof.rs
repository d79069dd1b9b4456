//! What was changed at a door behind the program's back is found by the journal, and what was
//! forgotten by right is not.

use std::time::Duration;

use huiyin_db::seal::{Held, Wrong};
use huiyin_db::{Db, Query, args, on_both_databases, queries};
use huiyin_visits::model::SaidBy;
use huiyin_visits::store::badges::{self, Badge};
use huiyin_visits::store::proof::{self, Proven};
use huiyin_visits::{jobs, ops};
use serde_json::json;

use crate::house::{ANN, BEN, House, MIGRATIONS};

queries! {
    OUTCOME = "UPDATE visit_submission SET outcome = 'not_met' WHERE visit_id = $1";
    AUTHOR = "UPDATE visit_submission SET author = visit_id WHERE visit_id = $1";
    MADE_AT = "UPDATE visit_submission SET made_at = made_at - 1 WHERE visit_id = $1";
    RECEIVED_AT = "UPDATE visit_submission SET received_at = received_at - 1 WHERE visit_id = $1";
    WORDS = "UPDATE visit_submission SET body_sealed = body_digest WHERE visit_id = $1";
    OWN_DIGEST = "UPDATE visit_submission SET body_digest = body_sealed WHERE visit_id = $1";
    OWN_WORDS_BACK = "UPDATE visit_submission SET body_sealed = $2, body_digest = $2 WHERE visit_id = $1";
    SETTLED = "UPDATE visit_submission SET state = 'settled' WHERE visit_id = $1";
    FORGOTTEN = "UPDATE visit_submission SET state = 'forgotten' WHERE visit_id = $1";
    NO_ANSWERS = "DELETE FROM visit_submission WHERE visit_id = $1";
    REPLAYED = "INSERT INTO visit_submission (id, visit_id, form_id, form_version, replaces, author, device_digest,
            channel, outcome, made_at, received_at, skew_seconds, body_sealed, body_digest, state)
        SELECT '9' || substr(id, 2), visit_id, form_id, form_version, replaces, author, device_digest, channel, outcome,
            made_at, received_at, skew_seconds, body_sealed, body_digest, state FROM visit_submission WHERE visit_id = $1";
    STATE = "UPDATE visit SET state = 'not_met' WHERE id = $1";
    MODEL = "UPDATE visit SET state = 'not_met', model = replace(model, '\"visited\"', '\"not_met\"') WHERE id = $1";
    OTHER_SEQ = "UPDATE visit SET seq = seq + 1 WHERE id = $1";
    NO_STOP = "DELETE FROM visit_plan_stop WHERE visit_id = $1";
    NO_PLAN = "UPDATE visit_plan SET confirmed_by = NULL, confirmed_at = NULL
        WHERE id IN (SELECT plan_id FROM visit WHERE id = $1)";
    WANTS_REST = "UPDATE dwelling SET disturb = 1 WHERE id IN (SELECT dwelling_id FROM visit WHERE id = $1)";
    WANTS_REST_TOO = "UPDATE dwelling SET disturb = 1,
            model = replace(model, '\"disturb\":null', '\"disturb\":{\"since\":1,\"by\":\"resident\"}')
        WHERE id IN (SELECT dwelling_id FROM visit WHERE id = $1)";
    NO_REST = "UPDATE dwelling SET disturb = 0, model = $2 WHERE id = $1";
    MODEL_OF = "SELECT model FROM dwelling WHERE id = $1";
    BADGE_MOVED = "UPDATE visit_badge SET communities = '[]' WHERE team_id IN (SELECT team_id FROM visit WHERE id = $1)";
    NO_BADGE = "DELETE FROM visit_badge WHERE account_id IN (SELECT t.first_account FROM visit_team t
        JOIN visit v ON v.team_id = t.id WHERE v.id = $1)";
    BADGE_BACK = "UPDATE visit_badge SET revoked_at = 1 WHERE team_id IN (SELECT team_id FROM visit WHERE id = $1)";
    BADGE_REPLAYED = "INSERT INTO visit_badge (token_digest, token_sealed, round_id, team_id, account_id, on_date,
            communities, created_at)
        SELECT token_digest || '9', token_sealed, round_id, team_id, account_id, '2026-12-24', communities, created_at
        FROM visit_badge WHERE on_date = '2026-11-28' AND team_id IN (SELECT team_id FROM visit WHERE id = $1)";
    WITHOUT_PROOF = "UPDATE journal SET body = substr(body, 1, CAST($2 AS INTEGER)) || '}'
        WHERE subject = $1 AND kind = 'answered'";
    ANSWERED = "SELECT body FROM journal WHERE subject = $1 AND kind = 'answered'";
}

async fn change(db: &Db, house: &House, what: Query) {
    let mut tx = db.write().await.unwrap();
    let changed = tx.execute(what, args![house.doors[0]]).await.unwrap();
    assert!(changed > 0, "{}", what.name);
    tx.commit().await.unwrap();
}

async fn held(house: &House, db: &Db) -> Held<Proven> {
    let keys = &house.slice.site.keys;
    proof::verify(db, keys).await.unwrap()
}

async fn sound(house: &House, db: &Db) -> Proven {
    match held(house, db).await {
        Held::Sound(proven) => proven,
        Held::Broken(wrong) => panic!("{wrong:?}"),
    }
}

async fn broken(house: &House, db: &Db) -> Wrong {
    held(house, db).await.into_wrong().expect("called sound")
}

/// A round of which one door was called on, with its badges.
async fn called(db: &Db) -> House {
    let house = House::open(db).await;
    let ann = house.phone(ANN).await;
    ann.send(&ann.visited(0, &json!({"has_matter": "no"}), &[]))
        .await;
    jobs::run(&house.slice, "visits.badges").await.unwrap();
    house
}

/// Does something behind the program's back; says what was found, in which table and column.
async fn found(db: &Db, what: Query) -> (&'static str, &'static str, &'static str) {
    let house = called(db).await;
    sound(&house, db).await;
    change(db, &house, what).await;
    let wrong = broken(&house, db).await;
    let column = wrong.differs.map_or("", |it| it.column);
    (wrong.fault.why, wrong.table, column)
}

macro_rules! finds {
    ($($story:ident: $what:ident => $why:literal, $table:literal, $column:literal;)*) => {
        on_both_databases! { MIGRATIONS;
            $(async fn $story(db: Db) {
                assert_eq!(found(&db, $what).await, ($why, $table, $column));
            })*

            async fn a_sound_round_is_called_sound_and_so_is_one_that_was_forgotten(db: Db) {
                let house = called(&db).await;
                let ben = house.phone(BEN).await;
                let mut rest = ben.visited(1, &json!({}), &[]);
                rest["outcome"] = json!("do_not_disturb");
                ben.send(&rest).await;
                let before = sound(&house, &db).await;
                assert_eq!((before.visits, before.doors, before.answers, before.badges), (3, 3, 2, 2));
                assert_eq!(before.unproven, 3, "the stops of a plan that an older version confirmed");
                let by = house.phone(ANN).await.account;
                ops::forget::forget(&house.slice, house.dwellings[0], by).await.unwrap();
                ops::forget::forget(&house.slice, house.dwellings[1], by).await.unwrap();
                assert_eq!(sound(&house, &db).await, before);
                // Words that come back from an older copy are found.
                let mut tx = db.write().await.unwrap();
                tx.execute(OWN_WORDS_BACK, args![house.doors[0], vec![1_u8]]).await.unwrap();
                tx.commit().await.unwrap();
                assert_eq!(broken(&house, &db).await.fault.why, "words that were forgotten stand there again");
            }

            async fn what_is_let_go_by_age_is_no_fault(db: Db) {
                let house = called(&db).await;
                house.clock.set(crate::house::at("2028-12-24 09:00"));
                assert_eq!(ops::forget::retain(&house.slice).await.unwrap().visits, 1);
                let after = sound(&house, &db).await;
                assert_eq!((after.answers, after.badges), (1, 0));
            }

            async fn answers_that_differ_are_sound_and_cannot_be_called_settled(db: Db) {
                let house = called(&db).await;
                let ben = house.phone(BEN).await;
                ben.send(&ben.visited(0, &json!({"has_matter": "no", "suggestions": "多放长椅"}), &[])).await;
                assert_eq!(sound(&house, &db).await.answers, 2);
                change(&db, &house, SETTLED).await;
                let wrong = broken(&house, &db).await;
                assert_eq!((wrong.table, wrong.differs.unwrap().column), ("visit_submission", "state"));
            }

            async fn a_wish_for_rest_that_was_taken_away_is_found(db: Db) {
                let house = called(&db).await;
                let door = house.dwelling(2).await;
                let id = door.dwelling.id;
                let mut tx = db.write().await.unwrap();
                let by = ops::doors::By { actor: "system", now: house.slice.site.now() };
                ops::doors::disturb(&mut tx, &door, Some(SaidBy::Resident), by).await.unwrap();
                tx.commit().await.unwrap();
                sound(&house, &db).await;
                let mut tx = db.write().await.unwrap();
                let row = tx.fetch_one(MODEL_OF, args![id]).await.unwrap();
                let mut model: serde_json::Value = row.json("model").unwrap();
                model["disturb"] = serde_json::Value::Null;
                tx.execute(NO_REST, args![id, model.to_string()]).await.unwrap();
                tx.commit().await.unwrap();
                let wrong = broken(&house, &db).await;
                assert_eq!((wrong.fault.subject, wrong.table), (Some(id), "dwelling"));
                let differs = wrong.differs.unwrap();
                assert_eq!((differs.column, differs.stored), ("disturb", None));
                assert!(differs.expected.is_some());
            }

            async fn answers_from_before_there_were_digests_are_counted_and_no_fault(db: Db) {
                let house = called(&db).await;
                let visit = house.doors[0];
                let mut tx = db.write().await.unwrap();
                let row = tx.fetch_one(ANSWERED, args![visit]).await.unwrap();
                let body: String = row.get("body").unwrap();
                let length = i64::try_from(body.find(",\"proof\"").unwrap()).unwrap();
                tx.execute(WITHOUT_PROOF, args![visit, length]).await.unwrap();
                tx.commit().await.unwrap();
                let proven = sound(&house, &db).await;
                assert_eq!((proven.answers, proven.unproven), (0, 4));
            }

            async fn a_badge_that_was_revoked_is_sound_until_somebody_takes_that_back(db: Db) {
                let house = called(&db).await;
                let desk = house.phone(crate::house::COORDINATOR).await;
                let sheet = format!("/desk/visits/badges/{}/2026-11-28", house.team.id);
                let account = house.team.pair.both()[0].to_string();
                desk.form(&format!("{sheet}/revoke"), &[("account", &account)]).await;
                assert_eq!(sound(&house, &db).await.badges, 2);
                change(&db, &house, BADGE_BACK).await;
                let wrong = broken(&house, &db).await;
                assert_eq!((wrong.fault.why, wrong.differs.unwrap().column), ("a badge was altered", "revoked_at"));
            }

            async fn a_badge_that_is_gone_is_named_as_its_last_event_left_it(db: Db) {
                let house = called(&db).await;
                let now = house.slice.site.now();
                let mut tx = db.write().await.unwrap();
                for account in house.team.pair.both() {
                    let own = (house.team.id, account);
                    badges::revoke(&mut tx, own, now.date(), "system", now).await.unwrap();
                }
                tx.commit().await.unwrap();
                change(&db, &house, NO_BADGE).await;
                let wrong = broken(&house, &db).await;
                assert_eq!((wrong.fault.why, wrong.fault.version), ("a badge was removed", Some(2)));
            }

            async fn two_who_make_badges_at_once_make_each_once(db: Db) {
                let house = House::open(&db).await;
                let (slice, now) = (&house.slice, house.slice.site.now());
                let make = async || {
                    let mut tx = db.write().await.unwrap();
                    let (round, team) = (&house.round, &house.team);
                    let goes = ops::badge::make(slice, &mut tx, round, team, now.date(), now).await;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    assert!(goes.unwrap());
                    tx.commit().await.unwrap();
                };
                tokio::join!(make(), make());
                assert_eq!(sound(&house, &db).await.badges, 2);
            }

            async fn a_badge_that_is_moved_and_revoked_at_once_stands_as_its_history_says(db: Db) {
                let house = called(&db).await;
                let (site, now) = (&house.slice.site, house.slice.site.now());
                let (team, account) = (house.team.id, house.team.pair.both()[0]);
                let badge = Badge {
                    token: "another".to_owned(),
                    round: house.round.id,
                    team,
                    account,
                    on: now.date(),
                    communities: vec![house.new_id()],
                    revoked_at: None,
                };
                let moved = async {
                    let mut tx = db.write().await.unwrap();
                    badges::put(&mut tx, &site.keys, &*site.entropy, &badge, now).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    tx.commit().await.unwrap();
                };
                let revoked = async {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    let mut tx = db.write().await.unwrap();
                    let own = (team, account);
                    let count = badges::revoke(&mut tx, own, now.date(), "system", now).await.unwrap();
                    tx.commit().await.unwrap();
                    count
                };
                let ((), count) = tokio::join!(moved, revoked);
                assert_eq!(count, 1);
                assert_eq!(sound(&house, &db).await.badges, 2);
            }
        }
    };
}

finds! {
    another_outcome_is_found: OUTCOME => "answers were altered", "visit_submission", "";
    another_author_is_found: AUTHOR => "answers were altered", "visit_submission", "author";
    another_time_of_writing_is_found: MADE_AT => "answers were altered", "visit_submission", "";
    another_time_of_arrival_is_found: RECEIVED_AT => "answers were altered", "visit_submission", "received_at";
    exchanged_words_are_found: WORDS => "their words were exchanged", "visit_submission", "";
    an_exchanged_digest_is_found: OWN_DIGEST => "their words were exchanged", "visit_submission", "";
    answers_said_to_be_settled_are_found: SETTLED => "answers were altered", "visit_submission", "state";
    answers_said_to_be_forgotten_are_found: FORGOTTEN => "answers were altered", "visit_submission", "state";
    removed_answers_are_found: NO_ANSWERS => "answers were removed", "visit_submission", "";
    replayed_answers_are_found: REPLAYED => "answers were added", "visit_submission", "";
    another_state_of_a_visit_is_found: STATE => "a column of its row was altered", "visit", "state";
    another_end_of_a_visit_is_found: MODEL => "a column of its row was altered", "visit", "model";
    another_place_in_the_route_is_found: OTHER_SEQ => "a column of its row was altered", "visit", "seq";
    a_stop_taken_from_the_plan_is_found: NO_STOP => "a column of its row was altered", "visit", "plan_id";
    a_plan_that_nobody_confirmed_any_more_is_found: NO_PLAN => "a confirmed plan was removed", "visit_plan", "";
    a_wish_for_rest_in_the_column_is_found: WANTS_REST => "a column of its row was altered", "dwelling", "disturb";
    a_wish_for_rest_that_nobody_had_is_found: WANTS_REST_TOO => "a column of its row was altered", "dwelling", "disturb";
    a_badge_for_elsewhere_is_found: BADGE_MOVED => "a badge was altered", "visit_badge", "communities";
    a_removed_badge_is_found: NO_BADGE => "a badge was removed", "visit_badge", "";
    a_replayed_badge_is_found: BADGE_REPLAYED => "a badge was added", "visit_badge", "";
}
