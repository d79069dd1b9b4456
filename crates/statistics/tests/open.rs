//! The life of open data as people meet it, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "rates/district.rs"]
#[expect(dead_code, reason = "the rates use the rest of it")]
mod district;
#[path = "rates/forged.rs"]
mod forged;
#[path = "../../datasets/tests/packages/outside.rs"]
mod outside;

use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use district::{District, id, register};
use huiyin_datasets::{DatasetFile, sha256};
use huiyin_db::{Db, Tx, journal, on_both_databases};
use huiyin_kernel::{Date, Id};
use huiyin_statistics::proof::Proven;
use huiyin_statistics::rules::open::Outcome;
use huiyin_statistics::{Asking, OpenRow, OpenRows};

const MAKER: &str = "maker~statistics.look~statistics.draft~statistics.check~statistics.release";
const CHECKER: &str = "checker~statistics.look~statistics.check";
const LEADER: &str = "leader~statistics.look~statistics.release";
const DESK: &str = "/desk/statistics/open-data";
const NOW: &str = "2026-01-05 09:00";

/// What the slice of matters would tell of 2025.
#[derive(Default)]
struct Kept(Mutex<Vec<OpenRow>>);

impl OpenRows for Kept {
    fn received<'a>(
        &'a self,
        _tx: &'a mut Tx,
        (from, to): (Date, Date),
        most: usize,
    ) -> Asking<'a, Vec<OpenRow>> {
        Box::pin(async move {
            assert!(most > 1000 && from.year() == to.year() && to.days_since(from) >= 364);
            if from.year() != 2025 {
                return Ok(Vec::new());
            }
            Ok(self.0.lock().unwrap().clone())
        })
    }
}

fn row(community: &str, outcome: Outcome) -> OpenRow {
    OpenRow {
        month: 3,
        street: id("street").to_string(),
        community: id(community).to_string(),
        class: "04".to_owned(),
        category: "0408".to_owned(),
        source: "web".to_owned(),
        outcome,
        days: Some(8).filter(|_| outcome != Outcome::Open),
        person: None,
    }
}

/// Twelve by the river, three on the hill, and `more` by the river that are still open.
fn rows(more: usize) -> Vec<OpenRow> {
    let mut all = vec![row("river", Outcome::Solved); 12];
    all.extend(vec![row("hill", Outcome::NotSolved); 3]);
    all.extend(vec![row("river", Outcome::Open); more]);
    all
}

async fn filled(db: &Db, more: usize) -> (District, Arc<Kept>) {
    let mut tx = db.write().await.unwrap();
    register(&mut tx).await;
    tx.commit().await.unwrap();
    let kept = Arc::new(Kept(Mutex::new(rows(more))));
    let told = Arc::clone(&kept) as Arc<dyn OpenRows>;
    let district = District::built(db, NOW, |statistics| statistics.with_open_rows(told));
    (district, kept)
}

async fn sees(district: &District, address: &str, session: &str) -> String {
    let (status, page) = district.get(address, "zh-CN", session).await;
    assert_eq!(status, StatusCode::OK, "{address}: {page}");
    assert!(!page.contains('⟦'), "{address} lacks words: {page}");
    page
}

fn value(page: &str, name: &str) -> String {
    let (_, after) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// A form as it is sent: with the token of the page, a key, and the version where there is one.
fn fields(page: &str, key: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = vec![
        ("csrf".to_owned(), value(page, "csrf")),
        ("form_key".to_owned(), key.to_owned()),
    ];
    if page.contains("name=\"version\"") {
        fields.push(("version".to_owned(), value(page, "version")));
    }
    let more = more.iter().map(|it| (it.0.to_owned(), it.1.to_owned()));
    fields.extend(more);
    fields
}

type Answer = (StatusCode, String, String);

async fn make(district: &District, year: &str, licence: &str) -> Answer {
    let page = sees(district, DESK, MAKER).await;
    let key = district.fresh_key();
    let fields = fields(&page, &key, &[("year", year), ("licence", licence)]);
    district.send(DESK, MAKER, &fields).await
}

fn landed(answer: &Answer) -> String {
    assert!(answer.0.is_redirection(), "{} {}", answer.0, answer.2);
    answer.1.split('?').next().unwrap().to_owned()
}

async fn made(district: &District) -> String {
    landed(&make(district, "2025", "CC-BY-4.0").await)
}

/// What a button of the page would do, whether or not the page shows it.
async fn act(district: &District, place: &str, (act, session): (&str, &str)) -> Answer {
    let page = sees(district, place, session).await;
    let mut fields = fields(
        &sees(district, DESK, MAKER).await,
        &district.fresh_key(),
        &[],
    );
    let version = if page.contains("name=\"version\"") {
        value(&page, "version")
    } else {
        "1".to_owned()
    };
    fields.push(("version".to_owned(), version));
    district
        .send(&format!("{place}/{act}"), session, &fields)
        .await
}

async fn release(district: &District, place: &str) {
    landed(&act(district, place, ("check", CHECKER)).await);
    landed(&act(district, place, ("release", LEADER)).await);
}

async fn file(district: &District, address: &str) -> Vec<u8> {
    let (status, bytes) = district.file(address, "").await;
    assert_eq!(status, StatusCode::OK, "{address}");
    bytes
}

async fn journal_of(db: &Db, place: &str) -> Vec<String> {
    let subject: Id = place.rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = db.read().await.unwrap();
    let rows = journal::of_subject(&mut tx, subject).await.unwrap();
    rows.into_iter().map(|it| it.kind).collect()
}

/// Every file of the first edition of 2025, as the API names them.
async fn all_files(district: &District) -> Vec<DatasetFile> {
    let told = district.json("/api/v1/open-data", "").await;
    let mut files = Vec::new();
    for it in told["editions"][0]["files"].as_array().unwrap() {
        let bytes = file(district, it["address"].as_str().unwrap()).await;
        assert_eq!(it["bytes"], bytes.len());
        assert_eq!(it["sha256"], sha256(&bytes));
        files.push(DatasetFile {
            name: it["name"].as_str().unwrap().to_owned(),
            media_type: "",
            bytes,
        });
    }
    files
}

/// The file beside the store that has these contents.
fn kept_as(bytes: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("huiyin_rates_{}", std::process::id()));
    let shelves = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path());
    let files = shelves.flat_map(|it| std::fs::read_dir(it).unwrap());
    let mut paths = files.map(|it| it.unwrap().path());
    paths
        .find(|it| std::fs::read(it).unwrap() == bytes)
        .unwrap()
}

on_both_databases! {
    district::MIGRATIONS;

    async fn open_data_is_made_checked_released_and_taken_by_everybody(db: Db) {
        let (district, kept) = filled(&db, 0).await;
        for lang in ["zh-CN", "en"] {
            let empty = district.page("/open-data", lang).await;
            assert!(empty.contains("category"), "columns are described before there is data");
        }
        let place = made(&district).await;
        let page = sees(&district, &place, MAKER).await;
        assert!(!page.contains("/check\"") && !page.contains("/release\""), "a maker has no such button");
        assert!(page.contains("由别人核对和发布") && page.contains("matters.parquet"), "{page}");
        assert_eq!(district.get("/open-data/2025", "zh-CN", "").await.0, StatusCode::NOT_FOUND);
        assert_eq!(district.get("/open-data/2025/1/matters.csv", "zh-CN", "").await.0, StatusCode::NOT_FOUND);
        let (status, draft) = district.file(&format!("{place}/matters.csv"), CHECKER).await;
        assert_eq!(status, StatusCode::OK, "whoever checks reads the draft");
        // A post in one street does not speak for the district.
        for (step, session) in [
            ("check", "supervisor@district/street/"), ("discard", "supervisor@district/street/"), ("release", "leader@district/street/"),
        ] {
            let (status, ..) = act(&district, &place, (step, session)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{step}");
        }
        release(&district, &place).await;

        // What happens to the matters later does not reach what was released.
        kept.0.lock().unwrap().clear();
        assert_eq!(file(&district, "/open-data/2025/1/matters.csv").await, draft);
        let text = String::from_utf8(draft).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "year,quarter,month,street,community,class,category,source,outcome,days");
        assert_eq!(lines.len(), 1 + 12, "three on the hill are too few, and nobody else is as coarse: {text}");
        assert!(lines[1..].iter().all(|it| *it == "2025,1,3,street,river,04,0408,web,solved,within_10"), "{text}");
        for lang in ["zh-CN", "en"] {
            let list = district.page("/open-data", lang).await;
            assert!(list.contains("/open-data/2025/1/package.zip") && list.contains("creativecommons.org"), "{list}");
            let one = district.page("/open-data/2025", lang).await;
            assert!(one.contains("/open-data/2025/1/datapackage.json"), "{one}");
            assert!(!one.contains("<dd>3</dd>"), "how few were left out is not told: {one}");
        }
        let rows = journal_of(&db, &place).await;
        assert_eq!(rows, ["made", "checked", "released"]);
    }

    async fn the_package_holds_what_the_descriptor_says(db: Db) {
        let (district, _) = filled(&db, 6).await;
        release(&district, &made(&district).await).await;
        let files = all_files(&district).await;
        let of = |name: &str| &files.iter().find(|it| it.name == name).unwrap().bytes;
        let told: serde_json::Value = serde_json::from_slice(of("datapackage.json")).unwrap();
        assert_eq!(told["licenses"][0]["name"], "CC-BY-4.0");
        assert_eq!(told["protection"]["k"], 5);
        assert_eq!(told["protection"]["mattersLeftOut"], "fewer than 5");
        let readme = String::from_utf8(of("README.md").clone()).unwrap();
        assert!(!readme.contains('⟦') && readme.contains("没有保护什么") && readme.contains("What is not protected"), "{readme}");
        let places = String::from_utf8(of("places.csv").clone()).unwrap();
        assert!(places.contains("river,community,street,河边社区,river"), "{places}");
        let categories = String::from_utf8(of("categories.csv").clone()).unwrap();
        assert!(categories.contains("04,") && categories.contains("0408,"), "{categories}");
        let mut archive = zip::ZipArchive::new(Cursor::new(of("package.zip"))).unwrap();
        let mut inside = Vec::new();
        archive.by_name("matters.parquet").unwrap().read_to_end(&mut inside).unwrap();
        assert_eq!(&inside, of("matters.parquet"));
        // Ids of places stay inside; so does everything of whoever reported.
        for file in &files {
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            assert!(!text.contains(&id("river").to_string()), "{}", file.name);
        }
        for gone in ["/open-data/2025/2", "/open-data/2025/x", "/open-data/x", "/open-data/2025/1/x.csv",
            "/open-data/2025/1/matters", "/open-data/2025/1/..%2fmatters.csv", "/open-data/99999"] {
            assert_eq!(district.get(gone, "en", "").await.0, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn what_may_not_be_made_is_said_at_its_field(db: Db) {
        let (district, _) = filled(&db, 0).await;
        for (year, licence, expected) in [
            ("2026", "CC-BY-4.0", "还没有过完"), ("2024", "CC-BY-4.0", "没有可以公开的事项"),
            ("zwei", "CC-BY-4.0", "看不懂这个年份"), ("1", "CC-BY-4.0", "看不懂这个年份"),
            ("2025", "WTFPL", "没有这种使用许可"),
        ] {
            let (status, _, text) = make(&district, year, licence).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
            assert!(text.contains(expected), "{expected}: {text}");
        }
        let page = sees(&district, DESK, MAKER).await;
        let form = fields(&page, &district.fresh_key(), &[("year", "2025"), ("licence", "CC0-1.0")]);
        let first = landed(&district.send(DESK, MAKER, &form).await);
        let again = landed(&district.send(DESK, MAKER, &form).await);
        assert_eq!(first, again, "a form that is sent twice is one draft");
        let (status, _, text) = make(&district, "2025", "CC-BY-4.0").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("已经有一版没有发布"), "{text}");
        let (status, _, text) = act(&district, &first, ("check", MAKER)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("核对和发布要由别人来做"), "{text}");
        let (status, _, text) = act(&district, &first, ("release", LEADER)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "unchecked: {text}");
        let (status, ..) = district.send(&format!("{first}/discard"), CHECKER, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "without the right");
        landed(&act(&district, &first, ("discard", MAKER)).await);
        let (status, ..) = act(&district, &first, ("check", CHECKER)).await;
        assert_eq!(status, StatusCode::CONFLICT, "somebody was faster");
        let second = made(&district).await;
        assert_ne!(first, second);
        assert!(sees(&district, &second, MAKER).await.contains("第 1 版"));
    }

    async fn a_correction_that_would_single_somebody_out_is_not_released(db: Db) {
        let (district, kept) = filled(&db, 6).await;
        release(&district, &made(&district).await).await;
        let before = file(&district, "/open-data/2025/1/package.zip").await;
        // One of the six open ones was solved meanwhile.
        *kept.0.lock().unwrap() = rows(5);
        kept.0.lock().unwrap().push(row("river", Outcome::Solved));
        let place = made(&district).await;
        let page = sees(&district, &place, CHECKER).await;
        assert!(page.contains("本版更正第 1 版") && page.contains("会看出是哪一件"), "{page}");
        assert!(!page.contains("/check\""), "{page}");
        let (status, _, text) = act(&district, &place, ("check", CHECKER)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text.contains("所以不能发布"), "{text}");
        landed(&act(&district, &place, ("discard", MAKER)).await);
        // All six were.
        *kept.0.lock().unwrap() = rows(0);
        kept.0.lock().unwrap().extend(vec![row("river", Outcome::Solved); 6]);
        let place = made(&district).await;
        release(&district, &place).await;
        assert_eq!(file(&district, "/open-data/2025/1/package.zip").await, before, "the first edition stays");
        let first = district.page("/open-data/2025/1", "zh-CN").await;
        assert!(first.contains("请以新版为准"), "{first}");
        let latest = district.page("/open-data/2025", "zh-CN").await;
        assert!(latest.contains("/open-data/2025/2/package.zip") && latest.contains("href=\"/open-data/2025/1\""), "{latest}");
        let told = district.json("/api/v1/open-data", "").await;
        assert_eq!(told["editions"].as_array().unwrap().len(), 2);
        assert_eq!(told["editions"][0]["edition"], 2);
    }

    async fn a_file_that_was_changed_outside_is_given_to_nobody(db: Db) {
        let (district, _) = filled(&db, 31).await;
        release(&district, &made(&district).await).await;
        let bytes = file(&district, "/open-data/2025/1/matters.csv").await;
        std::fs::write(kept_as(&bytes), b"year\r\n2025\r\n").unwrap();
        let (status, _) = district.file("/open-data/2025/1/matters.csv", "").await;
        assert!(status.is_server_error(), "{status}");
    }

    async fn whatever_is_changed_in_an_edition_is_found(db: Db) {
        // Files of the tests lie in one folder, and those of 31 are spoilt by the test above.
        let (district, _) = filled(&db, 23).await;
        release(&district, &made(&district).await).await;
        let proven = Proven { bulletins: 0, open_data: 1 };
        forged::each_is_found(&db, proven, FORGED).await;
    }
}

/// What is done to an edition, and what is found.
const FORGED: &[(&str, &str)] = &[
    (
        "UPDATE statistics_open_data SET model = replace(model, '\"sha256\":\"', '\"sha256\":\"0')",
        "the files of the open data are not those that were made",
    ),
    (
        "UPDATE statistics_open_data SET year = year - 1",
        "the row of the open data was altered",
    ),
    (
        "UPDATE statistics_open_data SET model = replace(model, '\"name\":\"released\"', '\"name\":\"checked\"'),
            state = 'checked', released_at = NULL",
        "whether the open data was released was altered",
    ),
];

mod frictionless_validator {
    use huiyin_db::testing::TestDb;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs a Python with frictionless and pyarrow"]
    async fn others_find_nothing_wrong_in_what_is_released() {
        let test = TestDb::sqlite(district::MIGRATIONS).await.unwrap();
        let (district, _) = filled(&test.db, 6).await;
        release(&district, &made(&district).await).await;
        let files = all_files(&district).await;
        let (is_well, said) = outside::judged("open_data", &files);
        assert!(is_well, "{said}");
        assert!(said.contains("\"matters\": 18"), "{said}");
        test.finish().await.unwrap();
    }
}
