//! Rounds and teams before there is a plan.

use huiyin_db::{StoreError, on_both_databases};
use huiyin_visits::model::{CancelCause, Refused, RoundStateName};
use huiyin_visits::ops::{self, By, OpError};
use huiyin_visits::rules::teams::TeamDraft;

use crate::house::{House, MIGRATIONS};

fn refused<T: std::fmt::Debug>(result: Result<T, OpError>) -> Refused {
    match result.unwrap_err() {
        OpError::Refused(why) => why,
        other => panic!("{other}"),
    }
}

on_both_databases! { MIGRATIONS;
    async fn v1_a_session_outside_the_hours_is_no_session(db: Db) {
        let house = House::open(&db).await;
        let mut tx = db.write().await.unwrap();
        for span in ["08:00-10:00", "18:00-20:30"] {
            let mut draft = house.draft();
            draft.sessions = vec![house.session("2026-05-09", span)];
            let id = house.visits.site.new_id();
            let made = ops::create_round(&house.visits, &mut tx, &house.by, id, draft).await;
            assert_eq!(refused(made), Refused::SessionOutsideHours, "{span}");
        }
    }

    async fn v5_a_team_is_two_visitors_and_nobody_is_in_two(db: Db) {
        let house = House::open(&db).await;
        let round = house.round().await;
        let (one, two) = (house.account("visitor-1").await, house.account("visitor-2").await);
        let clerk = house.account("clerk").await;
        let mut tx = db.write().await.unwrap();
        for (first, second, why) in [
            (one, one, Refused::TeamOfTwo),
            (one, clerk, Refused::NotAVisitor),
        ] {
            let draft = TeamDraft { first, second, areas: Vec::new() };
            let key = (round.id, None);
            let made = ops::add_team(&house.visits, &mut tx, &house.by, key, draft).await;
            assert_eq!(refused(made), why);
        }
        drop(tx);
        let team = house.team(round.id, "visitor-1", "visitor-2").await;
        let three = house.account("visitor-3").await;
        let mut tx = db.write().await.unwrap();
        let draft = TeamDraft { first: two, second: three, areas: Vec::new() };
        let key = (round.id, None);
        let busy = ops::add_team(&house.visits, &mut tx, &house.by, key, draft.clone()).await;
        assert_eq!(refused(busy), Refused::TeamBusy);
        // Once the first team is gone, its people are free, and its number is not given again.
        ops::drop_team(&house.visits, &mut tx, &house.by, (team.id, None)).await.unwrap();
        let next = ops::add_team(&house.visits, &mut tx, &house.by, key, draft).await.unwrap();
        assert_eq!((team.number, next.number), (1, 2));
    }

    async fn who_saw_an_older_round_is_told(db: Db) {
        let house = House::open(&db).await;
        let round = house.round().await;
        house.team(round.id, "visitor-1", "visitor-2").await;
        let mut tx = db.write().await.unwrap();
        let key = (round.id, Some(round.version));
        let late = ops::cancel(&house.visits, &mut tx, &house.by, key, CancelCause::Weather).await;
        assert!(matches!(late, Err(OpError::Store(StoreError::Conflict { .. }))));
        let key = (round.id, Some(round.version + 1));
        let now = ops::cancel(&house.visits, &mut tx, &house.by, key, CancelCause::Weather).await;
        assert_eq!(now.unwrap().state.name(), RoundStateName::Cancelled);
    }

    async fn a_round_beyond_ones_posts_is_not_there(db: Db) {
        let house = House::open(&db).await;
        let round = house.round().await;
        let elsewhere = By {
            account: house.by.account,
            reach: vec!["500105/500105999/".to_owned()],
        };
        let mut tx = db.write().await.unwrap();
        let seen = ops::load_round(&mut tx, &elsewhere, round.id).await;
        assert!(matches!(seen, Err(OpError::NotFound)));
        let id = house.visits.site.new_id();
        let made = ops::create_round(&house.visits, &mut tx, &elsewhere, id, house.draft()).await;
        assert_eq!(refused(made), Refused::NotAllowed);
    }

    async fn doors_are_admitted_once(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(7).await;
        assert_eq!(ops::admit_doors(&house.visits, &house.by, round.id).await.unwrap(), 7);
        assert_eq!(ops::admit_doors(&house.visits, &house.by, round.id).await.unwrap(), 0);
    }
}
