//! A real file of requests, taken in by the map that is shipped for it, and what the public page of
//! rates then says: the figures are those of the file.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod site;

use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use huiyin_app::server;
use huiyin_db::{args, queries};
use huiyin_matters::import::{ImportMap, ImportRow, ImportedStatus, plan_file};
use huiyin_matters::model::{Actor, Categories};
use huiyin_matters::ops::import::apply;
use tower::ServiceExt as _;

use crate::site::Site;

queries! {
    DUE = "SELECT COUNT(*) AS matters FROM matter_fact WHERE accepted = 1 AND due_month <> ''";
}

/// What the file itself says.
#[derive(Debug, PartialEq, Eq)]
struct OfTheFile {
    closed: usize,
    late: usize,
}

fn read(path: &str) -> Vec<u8> {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read(repository.join(path)).unwrap()
}

async fn page(site: &Site, path: &str, lang: &str) -> String {
    let request = Request::get(path).header(header::ACCEPT_LANGUAGE, lang);
    let answer = server::service(&site.slices)
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let bytes = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Takes the file in and holds the page against it.
async fn rates_of(name: &str, file: &str) -> OfTheFile {
    let site = Site::demo(name, &|_| None).await;
    let map = String::from_utf8(read("maps/stl_january_2018.toml")).unwrap();
    let map = ImportMap::parse(&map, &Categories::shipped().unwrap()).unwrap();
    let now = site.slices.site.now();
    let plan = plan_file(&read(file), &map, now, &mut |_, _| {}).unwrap();
    let matters = &site.slices.matters;
    // Another period than below, for what was counted serves everybody for a while.
    let empty = page(&site, "/rates?month=2018-01", "en").await;
    assert!(
        !empty.contains("table rates"),
        "no figure before the import"
    );
    let report = apply(matters, &plan, &Actor::SYSTEM, false, &mut |_, _| {}).await;
    assert_eq!(report.unwrap().taken, plan.accepted.len() as u64);

    let closed = plan.accepted.iter();
    let closed: Vec<&ImportRow> = closed
        .filter(|it| it.status == ImportedStatus::Closed)
        .collect();
    let late = closed.iter().filter(|it| it.is_late() == Some(true));
    let said = OfTheFile {
        closed: closed.len(),
        late: late.count(),
    };
    let mut tx = site.house.db.read().await.unwrap();
    let row = tx.fetch_one(DUE, args![]).await.unwrap();
    let due: i64 = row.get("matters").unwrap();
    drop(tx);
    for lang in ["zh-CN", "en"] {
        let shown = page(&site, "/rates?month=all", lang).await;
        for part in [said.closed, said.closed - said.late] {
            let figure = format!("<small>{part} / {due}</small>");
            assert!(shown.contains(&figure), "{figure} is not on\n{shown}");
        }
    }
    let bodies = page(&site, "/rates?month=all&by=body", "en").await;
    assert!(bodies.contains("Water Division"), "{bodies}");
    site.finish().await;
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rates_of_an_imported_excerpt_are_those_of_its_file() {
    let file = "tests/data/requests-311/stl_january_2018.csv";
    let said = rates_of("rates-excerpt", file).await;
    assert_eq!(said.closed, 106);
    assert!(said.late > 0, "{said:?}");
}

mod shared_data {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs shared data"]
    async fn the_rates_of_all_of_st_louis_are_those_of_its_file() {
        let file = "../shared/data/requests-311/stl_january_2018.csv";
        let said = rates_of("rates-whole", file).await;
        let expected = OfTheFile {
            closed: 1_409,
            late: 505,
        };
        assert_eq!(said, expected);
    }
}
