//! Which team walks to which stop is proven by the event that confirmed it.

use huiyin_db::seal::{Held, Wrong};
use huiyin_db::{Db, Query, args, on_both_databases, queries};
use huiyin_kernel::Id;
use huiyin_visits::store::proof::{self, Proven};

use crate::house::{House, MIGRATIONS};

queries! {
    STOP = "UPDATE visit_plan_stop SET seq = seq + 1 WHERE visit_id = $1";
    NO_STOP = "DELETE FROM visit_plan_stop WHERE visit_id = $1";
    WAY = "UPDATE visit SET seq = seq + 1 WHERE id = $1";
    NO_PLACE = "UPDATE visit SET plan_id = NULL, session_id = NULL, team_id = NULL, seq = NULL, arrive_at = NULL
        WHERE id = $1";
    CONFIRMED_LATER = "UPDATE visit_plan SET confirmed_at = confirmed_at + 1
        WHERE id IN (SELECT plan_id FROM visit WHERE id = $1)";
    REPLAYED = "INSERT INTO visit_plan (id, round_id, state, round_version, based_on, seed, seconds, weights,
            inputs_digest, measures, stops, unplaced, made_by, started_at, ended_at, confirmed_by, confirmed_at, error)
        SELECT '9' || substr(id, 2), round_id, state, round_version, based_on, seed, seconds, weights, inputs_digest,
            measures, stops, unplaced, made_by, started_at, ended_at, confirmed_by, confirmed_at, error FROM visit_plan
        WHERE id IN (SELECT plan_id FROM visit WHERE id = $1)";
}

async fn change(db: &Db, what: Query, visit: Id) {
    let mut tx = db.write().await.unwrap();
    assert!(
        tx.execute(what, args![visit]).await.unwrap() > 0,
        "{}",
        what.name
    );
    tx.commit().await.unwrap();
}

async fn held(house: &House, db: &Db) -> Held<Proven> {
    let keys = &house.visits.site.keys;
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

/// A round with a plan in force, and one of its visits.
async fn planned(db: &Db) -> (House, Id) {
    let house = House::open(db).await;
    let round = house.ready(6).await;
    let plan = house.plan(round.id, |_| ()).await;
    house.take(round.id, plan.id).await.unwrap();
    let visit = house.stops(plan.id).await[0].visit;
    (house, visit)
}

/// Does something behind the program's back; says what was found, in which table and column.
async fn found(db: &Db, what: Query) -> (&'static str, &'static str, &'static str) {
    let (house, visit) = planned(db).await;
    change(db, what, visit).await;
    let wrong = broken(&house, db).await;
    let column = wrong.differs.map_or("", |it| it.column);
    (wrong.fault.why, wrong.table, column)
}

on_both_databases! { MIGRATIONS;
    async fn a_plan_in_force_is_proven_stop_by_stop_and_so_is_the_next(db: Db) {
        let (house, _) = planned(&db).await;
        let proven = sound(&house, &db).await;
        assert_eq!((proven.visits, proven.stops, proven.unproven), (6, 6, 0));
        let rounds = huiyin_visits::store::rounds::list(&mut db.read().await.unwrap(), None, 1).await.unwrap();
        let round = rounds[0].id;
        let other = house.plan(round, |it| it.seed = 2).await;
        house.take(round, other.id).await.unwrap();
        assert_eq!(sound(&house, &db).await.stops, 12);
    }

    async fn an_altered_stop_is_named_by_the_visit_that_says_otherwise(db: Db) {
        let (house, visit) = planned(&db).await;
        change(&db, STOP, visit).await;
        let wrong = broken(&house, &db).await;
        assert_eq!((wrong.fault.why, wrong.table), ("a stop of a confirmed plan was altered", "visit_plan_stop"));
        assert!(wrong.key.ends_with(&visit.to_string()), "{wrong:?}");
        // Both changed alike: the digest still says that the plan is another one.
        change(&db, WAY, visit).await;
        let wrong = broken(&house, &db).await;
        assert_eq!(wrong.fault.why, "a stop of a confirmed plan was altered");
        assert!(!wrong.key.contains(' '), "{wrong:?}");
    }

    async fn a_removed_stop_is_found(db: Db) {
        let what = found(&db, NO_STOP).await;
        assert_eq!(what, ("a stop of a confirmed plan was altered", "visit_plan_stop", ""));
    }

    async fn a_visit_put_elsewhere_is_found(db: Db) {
        assert_eq!(found(&db, WAY).await, ("a column of its row was altered", "visit", "seq"));
    }

    async fn a_visit_taken_out_of_its_route_is_found(db: Db) {
        assert_eq!(found(&db, NO_PLACE).await, ("a column of its row was altered", "visit", "plan_id"));
    }

    async fn another_time_of_confirmation_is_found(db: Db) {
        let what = found(&db, CONFIRMED_LATER).await;
        assert_eq!(what, ("a confirmed plan was altered", "visit_plan", "confirmed_at"));
    }

    async fn a_replayed_plan_is_found(db: Db) {
        let what = found(&db, REPLAYED).await;
        assert_eq!(what, ("a plan is said to be confirmed that nobody took", "visit_plan", ""));
    }
}
