//! Facts and the sums kept of them: exact while others write, whoever folds and whenever.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use huiyin_db::facts::{Fact, Place, add, fold, restate};
use huiyin_db::{Db, MIGRATIONS, args, on_both_databases};
use huiyin_kernel::{Date, Id, Instant};

mod raw {
    huiyin_db::queries! {
        /// Cells and what waits, as every reader adds them up: in one statement.
        SUM = "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS n FROM (
                SELECT n FROM fact_cell WHERE grain = 'm' AND mask = 0 AND place = '' AND kind = $1
                UNION ALL
                SELECT f.n AS n FROM fact_tail t JOIN fact f ON f.seq = t.seq WHERE f.kind = $1) AS parts";
        OF_STREET = "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS n FROM fact_cell
            WHERE grain = 'd' AND mask = 0 AND place = $1 AND period = $2";
        SPOIL = "UPDATE fact_cell SET n = n + 1 WHERE grain = 'm' AND mask = 0 AND place = ''";
        INVENT = "INSERT INTO fact_cell (grain, mask, place, above, kind, source, category, body, period, n, amount)
            VALUES ('d', 0, '', '-', 'matter.received', '', '', '', $1, 1, 0)";
        ROWS = "SELECT COUNT(*) AS n FROM fact";
    }
}

fn at(day: i8) -> Instant {
    Date::new(2026, 11, day)
        .expect("a day")
        .start()
        .plus_hours(9)
}

fn id(name: &str) -> Id {
    Id::derived("facts test", name)
}

fn fact(subject: &str, day: i8) -> Fact {
    let place = Place {
        street: Some(id("street")),
        community: Some(id("community")),
        compound: None,
    };
    Fact {
        category: "0408".to_owned(),
        source: "web".to_owned(),
        ..Fact::once("matter", id(subject), "matter.received", at(day), place)
    }
}

async fn sum(db: &Db) -> i64 {
    let mut tx = db.read().await.expect("a look");
    let row = tx.fetch_one(raw::SUM, args!["matter.received"]).await;
    row.expect("a row").get("n").expect("a number")
}

async fn write(db: &Db, facts: &[Fact]) {
    let mut tx = db.write().await.expect("a change");
    add(&mut tx, facts).await.expect("rows");
    tx.commit().await.expect("written");
}

on_both_databases! {
    &[MIGRATIONS];

    async fn a_sum_is_right_before_during_and_after_the_fold(db: Db) {
        write(&db, &[fact("a", 3), fact("b", 3), fact("c", 4)]).await;
        assert_eq!(sum(&db).await, 3);
        assert_eq!(fold::run(&db, at(5)).await.expect("folded"), 3);
        assert_eq!(sum(&db).await, 3);
        assert_eq!(fold::run(&db, at(5)).await.expect("nothing left"), 0);
        write(&db, &[fact("d", 4).times(7).measuring(11)]).await;
        assert_eq!(sum(&db).await, 10);
        let beside: Vec<Fact> = (0..60).map(|it| fact(&format!("e{it}"), 5)).collect();
        write(&db, &beside).await;
        assert_eq!(fold::run_beside(&db, at(5)).await.expect("folded in two pieces"), 61);
        let mut tx = db.read().await.expect("a look");
        let values = args![id("street"), "2026-11-04"];
        let row = tx.fetch_one(raw::OF_STREET, values).await.expect("a row");
        assert_eq!(row.get::<i64>("n").expect("a number"), 8);
        assert_eq!(fold::wrong_cells(&mut tx).await.expect("checked"), []);
    }

    async fn while_many_write_and_two_fold_no_sum_is_ever_wrong(db: Db) {
        let writers = (0..4).map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for number in 0..25 {
                    let subject = format!("{writer} {number}");
                    write(&db, &[fact(&subject, 3), fact(&subject, 3).times(-1), fact(&subject, 4)]).await;
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let folders: Vec<_> = (0..2)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    for _ in 0..20 {
                        fold::run(&db, at(5)).await.expect("folded");
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        let mut last = 0;
        for _ in 0..40 {
            let now = sum(&db).await;
            // Only whole transactions are seen, and what was seen stays.
            assert!(now >= last && now <= 100, "{last} then {now}");
            last = now;
        }
        for task in writers.into_iter().chain(folders) {
            task.await.expect("no task ends badly");
        }
        assert_eq!(sum(&db).await, 100);
        while fold::run(&db, at(5)).await.expect("folded") > 0 {}
        assert_eq!(sum(&db).await, 100);
        let mut tx = db.read().await.expect("a look");
        assert_eq!(fold::waiting(&mut tx).await.expect("counted"), 0);
        assert_eq!(fold::wrong_cells(&mut tx).await.expect("checked"), []);
    }

    async fn a_transaction_that_is_given_up_leaves_no_fact(db: Db) {
        let mut tx = db.write().await.expect("a change");
        add(&mut tx, &[fact("a", 3)]).await.expect("rows");
        drop(tx);
        assert_eq!(sum(&db).await, 0);
        assert_eq!(fold::run(&db, at(5)).await.expect("folded"), 0);
    }

    async fn what_was_put_right_counts_where_it_belongs_and_nothing_is_rewritten(db: Db) {
        write(&db, &[fact("a", 3)]).await;
        fold::run(&db, at(5)).await.expect("folded");
        let moved = Fact {
            place: Place { street: Some(id("other street")), ..Place::default() },
            ..fact("a", 3)
        };
        let mut tx = db.write().await.expect("a change");
        let rows = restate::put_right(&mut tx, id("a"), std::slice::from_ref(&moved)).await;
        assert_eq!(rows.expect("put right"), 2);
        let again = restate::put_right(&mut tx, id("a"), std::slice::from_ref(&moved)).await;
        assert_eq!(again.expect("nothing to do"), 0);
        let rows = tx.fetch_one(raw::ROWS, args![]).await.expect("a row");
        assert_eq!(rows.get::<i64>("n").expect("a number"), 3);
        tx.commit().await.expect("written");
        assert_eq!(sum(&db).await, 1);
        fold::run(&db, at(5)).await.expect("folded");
        let mut tx = db.read().await.expect("a look");
        for (street, count) in [("street", 0), ("other street", 1)] {
            let values = args![id(street), "2026-11-03"];
            let row = tx.fetch_one(raw::OF_STREET, values).await.expect("a row");
            assert_eq!(row.get::<i64>("n").expect("a number"), count, "{street}");
        }
        let kept = restate::of_subject(&mut tx, id("a")).await.expect("facts");
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].place, moved.place);
    }

    async fn a_cell_changed_behind_the_program_is_named_and_made_anew(db: Db) {
        write(&db, &[fact("a", 3), fact("b", 4)]).await;
        fold::run(&db, at(5)).await.expect("folded");
        let mut tx = db.write().await.expect("a change");
        tx.execute(raw::SPOIL, args![]).await.expect("spoiled");
        tx.commit().await.expect("written");
        let mut tx = db.read().await.expect("a look");
        let wrong = fold::wrong_cells(&mut tx).await.expect("checked");
        drop(tx);
        assert_eq!(wrong.len(), 1);
        assert_eq!((wrong[0].kind.as_str(), wrong[0].period.as_str()), ("matter.received", "2026-11"));
        assert_eq!((wrong[0].due.0, wrong[0].kept.0), (2, 3));
        fold::start_anew(&db, at(6)).await.expect("emptied");
        assert_eq!(sum(&db).await, 2);
        while fold::run(&db, at(6)).await.expect("folded") > 0 {}
        let mut tx = db.read().await.expect("a look");
        assert_eq!(fold::wrong_cells(&mut tx).await.expect("checked"), []);
    }

    async fn a_cell_is_named_whatever_its_day_and_a_month_is_looked_at_by_itself(db: Db) {
        write(&db, &[fact("a", 3)]).await;
        fold::run(&db, at(5)).await.expect("folded");
        let days = ["1900-01-01", "2026-10-31", "2026-11-07", "2026-12-01", "9999-12-31"];
        let mut tx = db.write().await.expect("a change");
        for day in days {
            tx.execute(raw::INVENT, args![day]).await.expect("invented");
        }
        tx.commit().await.expect("written");
        let mut tx = db.read().await.expect("a look");
        let wrong = fold::wrong_cells(&mut tx).await.expect("checked");
        let named: Vec<&str> = wrong.iter().map(|it| it.period.as_str()).collect();
        assert_eq!(named, days);
        let wrong = fold::wrong_cells_in_month(&mut tx, at(30).date()).await.expect("checked");
        let named: Vec<&str> = wrong.iter().map(|it| it.period.as_str()).collect();
        assert_eq!(named, ["2026-11-07"]);
    }
}
