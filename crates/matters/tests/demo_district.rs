//! The model district holds every state, is the same each time, and is journalled soundly.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

mod house;

use std::collections::BTreeMap;

use house::{House, MIGRATIONS};
use huiyin_db::on_both_databases;
use huiyin_db::seal::{self, Verdict};
use huiyin_matters::model::StateName;
use huiyin_matters::store::{self, Filter, Page, Scope};
use huiyin_matters::{demo, suggest};
use tower::ServiceExt as _;

huiyin_db::queries! {
    LISTED = "SELECT COUNT(*) AS n FROM matter_dispatch_line";
    TEXTS = "SELECT COUNT(*) AS n FROM matter_template";
}

on_both_databases! { MIGRATIONS;
    async fn it_has_every_state_and_making_it_again_changes_nothing(db: Db) {
        let house = House::open(&db, "2026-11-20 15:00").await;
        let site = &house.matters.site;
        let made = demo::seed(site, |_, _| ()).await.expect("made");
        assert_eq!(made, demo::MATTERS);
        assert_eq!(demo::seed(site, |_, _| ()).await.expect("again"), 0);

        let mut tx = db.read().await.expect("a view");
        let page = Page { rows: 500, ..Page::NEWEST };
        let all = store::list(&mut tx, Scope::District, &Filter::default(), page)
            .await
            .expect("listed");
        assert_eq!(all.len(), demo::MATTERS);
        let mut counted: BTreeMap<StateName, usize> = BTreeMap::new();
        for row in &all {
            *counted.entry(row.state).or_default() += 1;
        }
        let missing: Vec<&StateName> = StateName::ALL
            .iter()
            .filter(|state| !counted.contains_key(state))
            .collect();
        assert!(missing.is_empty(), "missing {missing:?} in {counted:?}");
        assert!(counted[&StateName::Closed] > demo::MATTERS / 4, "{counted:?}");
        let last_year: Vec<_> = all.iter().filter(|row| row.received_at.date().year() == 2025).collect();
        assert!(last_year.len() > 50, "{} of last year", last_year.len());
        assert!(last_year.iter().all(|row| row.state == StateName::Closed), "{last_year:?}");
        for (kept, number) in [(LISTED, 3), (TEXTS, 3)] {
            let row = tx.fetch_one(kept, huiyin_db::args![]).await.expect("counted");
            assert_eq!(row.get::<i64>("n").expect("a number"), number, "{kept:?}");
        }
        let mut judged = 0;
        for row in &all {
            let known = store::load(&mut tx, &site.keys, row.id).await.expect("read").expect("there");
            let calls = known.matter.whistles.iter().flat_map(|it| &it.calls);
            judged += calls.filter(|it| it.result_accepted.is_some()).count();
        }
        assert!(judged > 2, "whistles are answered and judged");
        drop(tx);

        seal::seal_new_rows(&db, &site.keys, site.now()).await.expect("sealed");
        let verdict = seal::verify(&db, &site.keys, &[seal::Head::lasting("matter", store::HEADS)]).await.expect("walked");
        assert!(matches!(verdict, Verdict::Sound { seals: 1, .. }), "{verdict:?}");

        let trained = suggest::train(&house.matters).await.expect("trained");
        assert_eq!(trained.len(), 2, "{trained:?}");
        let mut tx = db.read().await.expect("a view");
        let guesses = suggest::categories(&house.matters, &mut tx, "楼下的路灯又不亮了")
            .await
            .expect("guessed");
        assert_eq!(guesses[0].value.to_string(), "0408", "{guesses:?}");
        assert!(!guesses[0].words.is_empty());
        drop(tx);

        house.clock.advance_seconds(60);
        let request = axum::http::Request::get("/board").body(axum::body::Body::empty());
        let answer = axum::Router::from(&house).oneshot(request.expect("a request")).await.expect("answered");
        assert_eq!(answer.status(), axum::http::StatusCode::OK);
    }
}
