use axum::body::Body;
use axum::http::{Request, StatusCode};
use huiyin_db::on_both_databases;
use huiyin_kernel::Lang;
use huiyin_web::Texts;

use crate::house::{ANN, House, MIGRATIONS, STRANGER};

on_both_databases! {
    MIGRATIONS;

    async fn every_statement_is_understood(db: Db) {
        let mut tx = db.read().await.unwrap();
        for query in huiyin_visits::QUERIES.iter().copied().flatten() {
            assert!(!query.is_exception(), "{} differs", query.name);
            tx.check(*query).await.unwrap_or_else(|error| panic!("{}: {error}", query.name));
        }
    }

    // V10: a notebook carries the stops of its own team and of this day, and nothing else.
    async fn a_route_is_for_its_team_alone(db: Db) {
        let house = House::open(&db).await;
        let (status, route) = house.phone(ANN).await.get("/api/v1/notebook/route").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(route["stops"].as_array().unwrap().len(), 2);
        assert_eq!(route["stops"][0]["arrive"], "10:00");
        assert_eq!(route["day"], "2026-11-28");
        assert!(route["stops"][0]["qr"].as_str().unwrap().starts_with("<svg"));
        assert_eq!(route["form"]["version"], 1);
        assert_eq!(house.phone(STRANGER).await.get("/api/v1/notebook/route").await.0, StatusCode::NOT_FOUND);
        let nobody = Request::get("/api/v1/notebook/route").body(Body::empty()).unwrap();
        assert_eq!(house.call(nobody).await.0, StatusCode::UNAUTHORIZED);
    }

    async fn the_shell_says_nothing_of_anybody(db: Db) {
        let house = House::open(&db).await;
        let (status, page) = house.call(Request::get("/notebook").body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("notebook.js") && !page.contains("csrf"), "{page}");
        let request = Request::get("/notebook/manifest.webmanifest").body(Body::empty()).unwrap();
        let (_, manifest) = house.call(request).await;
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["scope"], "/notebook");
        assert_eq!(manifest["name"], "走访本");
    }
}

#[test]
fn every_reason_to_refuse_a_form_has_its_sentence() {
    let texts = Texts::load().unwrap();
    for code in huiyin_forms::FAULT_CODES {
        for lang in Lang::ALL {
            let key = format!("forms-refused-{code}");
            assert!(texts.has(lang, &key), "{key} in {lang}");
        }
    }
}
