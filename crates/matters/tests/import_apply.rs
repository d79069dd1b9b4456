//! A file becomes matters: once, whole, and soundly journalled, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod house;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use house::{House, MIGRATIONS};
use huiyin_db::seal::{self, Verdict};
use huiyin_db::{Db, args, on_both_databases, queries, search};
use huiyin_kernel::Id;
use huiyin_matters::import::{ImportMap, ImportPlan, ImportedStatus, RefusalCode, plan_file};
use huiyin_matters::model::{Actor, Categories, OutcomeName, State, TextKind};
use huiyin_matters::ops::import::{ImportReport, apply};
use huiyin_matters::store;
use huiyin_registry::bodies;
use tower::ServiceExt as _;

queries! {
    FIGURES = "SELECT COUNT(*) AS matters, COUNT(CASE WHEN accepted = 1 THEN 1 END) AS accepted,
            COUNT(CASE WHEN closed = 1 THEN 1 END) AS closed,
            COUNT(CASE WHEN closed_in_time = 1 THEN 1 END) AS in_time,
            COUNT(CASE WHEN contact_needed = 1 THEN 1 END) AS contact_needed,
            COUNT(CASE WHEN call_back_due = 1 THEN 1 END) AS call_back_due,
            COUNT(CASE WHEN done_days <= 30 THEN 1 END) AS within_30_days
        FROM matter_fact";
    ROWS = "SELECT (SELECT COUNT(*) FROM matter) AS matters, (SELECT COUNT(*) FROM matter_reporter) AS codes,
            (SELECT COUNT(*) FROM journal WHERE subject_kind = 'matter') AS events,
            (SELECT COUNT(*) FROM matter_text) AS texts, (SELECT COUNT(*) FROM body) AS bodies,
            (SELECT COUNT(*) FROM outbox) AS messages, (SELECT COUNT(*) FROM matter_import) AS digests";
}

const NOW: &str = "2026-11-20 15:00";
const STL: (&str, &str) = (
    "stl_january_2018.toml",
    "tests/data/requests-311/stl_january_2018.csv",
);
const NYC: (&str, &str) = ("nyc311.toml", "tests/data/requests-311/nyc311.csv");

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn planned(bytes: &[u8], map: &str) -> ImportPlan {
    let map = ImportMap::parse(map, &Categories::shipped().unwrap()).unwrap();
    let now = huiyin_kernel::Instant::parse_local(NOW).unwrap();
    plan_file(bytes, &map, now, &mut |_, _| {}).unwrap()
}

fn plan_of((map, file): (&str, &str)) -> ImportPlan {
    let map = std::fs::read_to_string(repository().join("maps").join(map)).unwrap();
    planned(&std::fs::read(repository().join(file)).unwrap(), &map)
}

async fn run(house: &House, plan: &ImportPlan) -> ImportReport {
    apply(&house.matters, plan, &Actor::SYSTEM, false, &mut |_, _| {})
        .await
        .unwrap()
}

#[derive(Debug, PartialEq, Eq)]
struct Rows {
    matters: i64,
    codes: i64,
    events: i64,
    texts: i64,
    bodies: i64,
    messages: i64,
    digests: i64,
}

async fn rows(db: &Db) -> Rows {
    let mut tx = db.read().await.unwrap();
    let row = tx.fetch_one(ROWS, args![]).await.unwrap();
    let count = |name: &str| row.get::<i64>(name).unwrap();
    Rows {
        matters: count("matters"),
        codes: count("codes"),
        events: count("events"),
        texts: count("texts"),
        bodies: count("bodies"),
        messages: count("messages"),
        digests: count("digests"),
    }
}

/// matters, accepted, closed, closed in time, closed within 30 days.
async fn figures(db: &Db) -> [i64; 5] {
    let mut tx = db.read().await.unwrap();
    let row = tx.fetch_one(FIGURES, args![]).await.unwrap();
    ["matters", "accepted", "closed", "in_time", "within_30_days"].map(|it| row.get(it).unwrap())
}

async fn outside(house: &House, source: &str, number: &str) -> store::Known {
    let mut tx = house.matters.site.db.read().await.unwrap();
    let id = store::known_outside(&mut tx, source, number)
        .await
        .unwrap()
        .expect("imported");
    store::load(&mut tx, &house.matters.site.keys, id)
        .await
        .unwrap()
        .expect("there")
}

async fn texts_of(house: &House, id: Id) -> Vec<(TextKind, String)> {
    let mut tx = house.matters.site.db.read().await.unwrap();
    let texts = store::texts_of(&mut tx, id).await.unwrap();
    texts
        .into_iter()
        .map(|text| (text.kind, text.body))
        .collect()
}

async fn assert_sound(house: &House) {
    let site = &house.matters.site;
    seal::seal_new_rows(&site.db, &site.keys, site.now())
        .await
        .unwrap();
    let verdict = seal::verify(
        &site.db,
        &site.keys,
        &[seal::Head::lasting("matter", store::HEADS)],
    )
    .await
    .unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

const SMALL_MAP: &str = r#"
source_id = "hotline-12345"
title = { zh = "热线月度导出", en = "Monthly export of the hotline" }
[columns]
number = "工单编号"
title = "标题"
text = "诉求内容"
received_at = "登记时间"
contacted_at = "联系时间"
closed_at = "办结时间"
due = "期限"
status = "状态"
body = "承办单位"
area = "区域"
place = "地址"
reply = "答复"
source = { constant = "hotline" }
[statuses.from]
received = ["待派"]
at_work = ["办理中"]
closed = ["已办结"]
withdrawn = ["已撤回"]
rejected = ["不受理"]
[areas]
[areas.from]
"AREA" = ["桥边"]
"没有这个街道" = ["天边"]
[bodies]
[[bodies.body]]
zh = "KNOWN"
en = ""
spellings = ["老写法"]
[[bodies.body]]
zh = "原市政设施处"
en = "Former roads office"
"#;

const SMALL_FILE: &str = "工单编号,标题,诉求内容,登记时间,联系时间,办结时间,期限,状态,承办单位,区域,地址,答复\n\
    A1,路灯不亮,门口的灯三天不亮,2026-03-02 09:00,2026-03-02 10:00,2026-03-05 16:00,2026-03-06,已办结,老写法,桥边,建新路8号3栋1单元,灯已修好。\n\
    A2,,井盖松动,2026-03-02 09:30,,2026-03-20 16:00,2026-03-06,已办结,原市政设施处,,,\n\
    A3,,楼上漏水,2026-03-03 09:30,,,2026-03-30,办理中,老写法,桥边,,\n\
    A4,,不用了,2026-03-03 10:30,,2026-03-04 10:00,,已撤回,老写法,,,\n\
    A5,,想问问社保,2026-03-03 11:30,,2026-03-04 10:00,,不受理,,,,\n\
    A6,,新的一件,2026-03-03 12:30,,,2026-03-31,待派,,,,\n\
    A7,,在天边,2026-03-03 12:30,,,,待派,,天边,,\n";

/// The small map with a body and a community that the register has.
async fn small_map(db: &Db) -> (String, bodies_and_area::Known) {
    let known = bodies_and_area::pick(db).await;
    let map = SMALL_MAP
        .replace("KNOWN", &known.body.name.zh)
        .replace("AREA", &known.community.code);
    (map, known)
}

mod bodies_and_area {
    use huiyin_registry::{Area, AreaKind, Body, areas, bodies};

    pub struct Known {
        pub body: Body,
        pub community: Area,
    }

    pub async fn pick(db: &huiyin_db::Db) -> Known {
        let mut tx = db.read().await.unwrap();
        let all = bodies::all(&mut tx).await.unwrap();
        let communities = areas::of_kind(&mut tx, AreaKind::Community).await.unwrap();
        let body = all
            .into_iter()
            .find(|it| it.kind.as_str() == "department")
            .unwrap();
        Known {
            body,
            community: communities.into_iter().next().unwrap(),
        }
    }
}

on_both_databases! { MIGRATIONS;
    async fn the_excerpt_of_st_louis_becomes_matters_once(db: Db) {
        let house = House::open(&db, NOW).await;
        let plan = plan_of(STL);
        let before = rows(&db).await;
        let tried = apply(&house.matters, &plan, &Actor::SYSTEM, true, &mut |_, _| {}).await.unwrap();
        assert_eq!((tried.taken, tried.unchanged, tried.repeats()), (140, 0, 22));
        assert_eq!(rows(&db).await, before, "a dry run writes nothing");

        let done = run(&house, &plan).await;
        assert_eq!((done.rows, done.taken, done.refused.len()), (162, 140, 22));
        assert_eq!(done.bodies_made, tried.bodies_made);
        let after = rows(&db).await;
        let made = i64::try_from(done.bodies_made.len()).unwrap();
        assert!(made > 5, "{:?}", done.bodies_made);
        assert_eq!(
            after,
            Rows {
                matters: 140, codes: 140, events: 140, texts: 140, digests: 140,
                bodies: before.bodies + made,
                // History as it was: nobody is told.
                messages: before.messages,
            }
        );
        let late = plan.accepted.iter().filter(|it| it.status == ImportedStatus::Closed);
        let late = late.filter(|it| it.is_late() == Some(true)).count();
        let [matters, _, closed, in_time, _] = figures(&db).await;
        assert_eq!((matters, closed), (140, 106));
        assert_eq!(closed - in_time, i64::try_from(late).unwrap());

        let again = run(&house, &plan).await;
        assert_eq!((again.taken, again.unchanged, again.differing.len()), (0, 140, 0));
        assert!(again.bodies_made.is_empty(), "{:?}", again.bodies_made);
        assert_eq!(rows(&db).await, after);
        assert_sound(&house).await;
    }

    async fn a_request_is_kept_whole(db: Db) {
        let house = House::open(&db, NOW).await;
        run(&house, &plan_of(STL)).await;
        let known = outside(&house, "stl-csb", "1049265").await;
        assert_eq!(known.number, "20180101-0001");
        assert_eq!(known.place.text, "75 WILLMORE RD, St. Louis Hills");
        assert_eq!(known.place.public, "St. Louis Hills");
        assert!(known.place.point.is_some());
        let State::Closed { work, answer, at, .. } = &known.matter.state else {
            panic!("{:?}", known.matter.state);
        };
        assert_eq!(at.to_rfc3339(), "2018-01-05T22:22:21Z");
        assert_eq!(work.clock.due_before.to_rfc3339(), "2018-01-15T06:00:00Z");
        assert_eq!((answer.outcome, answer.in_time), (OutcomeName::Solved, true));
        let mut tx = db.read().await.unwrap();
        let lead = bodies::by_id(&mut tx, work.lead).await.unwrap().unwrap();
        assert_eq!(lead.name.en, "Water Division");
        let found = search::find(&mut tx, "matter", "willmore", 10).await.unwrap();
        assert!(found.contains(&known.matter.id), "{found:?}");
        let keys = &house.matters.site.keys;
        let code = store::open_code(&mut tx, keys, known.matter.id).await.unwrap().unwrap();
        let holder = store::find_by_code(&mut tx, keys, &code).await.unwrap();
        assert_eq!(holder, Some((known.matter.id, "reporter".to_owned())));
        drop(tx);
        let page = format!("/echo/{}", code.as_str());
        let request = Request::get(page).header("accept-language", "en").body(Body::empty());
        let answer = axum::Router::from(&house).oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        let page = String::from_utf8_lossy(&bytes);
        assert!(page.contains("WTR-COMING-UP"), "{page}");
    }

    async fn every_state_body_and_area_finds_its_place(db: Db) {
        let house = House::open(&db, NOW).await;
        let (map, known) = small_map(&db).await;
        let report = run(&house, &planned(SMALL_FILE.as_bytes(), &map)).await;
        assert_eq!((report.taken, report.refused.len()), (6, 1), "{report:?}");
        let refusal = &report.refused[0];
        assert_eq!((refusal.row_number, refusal.code), (8, RefusalCode::UnknownArea));
        // The known body is found by a name that the register has; only the other is added.
        assert_eq!(report.bodies_made.len(), 1, "{:?}", report.bodies_made);
        assert_eq!(report.bodies_made[0].zh, "原市政设施处");

        let first = outside(&house, "hotline-12345", "A1").await;
        assert_eq!(first.matter.lead(), Some(known.body.id));
        assert_eq!(first.matter.area.community_id, Some(known.community.id));
        assert_eq!(first.matter.area.street_id, known.community.parent_id);
        assert_eq!(first.place.public, known.community.name.zh);
        assert_eq!(first.headline, "路灯不亮 门口的灯三天不亮");
        let texts = texts_of(&house, first.matter.id).await;
        assert_eq!(texts[0], (TextKind::Report, "路灯不亮\n门口的灯三天不亮".to_owned()));
        assert_eq!(texts[1], (TextKind::Answer, "灯已修好。".to_owned()));
        let mut states = Vec::new();
        for number in ["A2", "A3", "A4", "A5", "A6"] {
            states.push(outside(&house, "hotline-12345", number).await.matter.state_name().name());
        }
        assert_eq!(states, ["closed", "in_progress", "withdrawn", "rejected", "received"]);
        // A2 was closed after its planned day; A1, A2 and A3 count, the hotline notes contacts.
        assert_eq!(figures(&db).await, [6, 3, 2, 1, 2]);
        let mut tx = db.read().await.unwrap();
        let row = tx.fetch_one(FIGURES, args![]).await.unwrap();
        let counted = ["contact_needed", "call_back_due"].map(|it| row.get::<i64>(it).unwrap());
        assert_eq!(counted, [3, 0]);
        drop(tx);
        assert_sound(&house).await;
    }

    async fn what_changed_outside_is_reported_and_kept_as_it_was(db: Db) {
        let house = House::open(&db, NOW).await;
        let (map, _) = small_map(&db).await;
        run(&house, &planned(SMALL_FILE.as_bytes(), &map)).await;
        house.clock.advance_seconds(24 * 3_600);
        let changed = SMALL_FILE.replace("井盖松动", "井盖又松动");
        let report = run(&house, &planned(changed.as_bytes(), &map)).await;
        assert_eq!((report.taken, report.unchanged, report.differing.len()), (0, 5, 1));
        let differing = &report.differing[0];
        assert_eq!((differing.row_number, differing.outside_number.as_str()), (3, "A2"));
        let kept = outside(&house, "hotline-12345", "A2").await;
        assert_eq!((kept.headline.as_str(), kept.matter.version), ("井盖松动", 1));
    }

    async fn an_import_cut_off_is_completed_by_the_next(db: Db) {
        let house = House::open(&db, NOW).await;
        let plan = Arc::new(plan_of(NYC));
        let mut wide = plan_of(STL);
        wide.accepted.extend(many(&plan, 3));
        let plan = Arc::new(wide);
        let total = plan.accepted.len() as u64;
        let reached = Arc::new(AtomicU64::new(0));
        let (matters, shared, seen) =
            (Arc::clone(&house.matters), Arc::clone(&plan), Arc::clone(&reached));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let mut stop = Some(stop);
            let mut progress = |done, _| {
                seen.store(done, Ordering::SeqCst);
                if done > 0 && let Some(stop) = stop.take() {
                    let _ = stop.send(());
                }
            };
            apply(&matters, &shared, &Actor::SYSTEM, false, &mut progress).await
        });
        stopped.await.unwrap();
        // Dropped in the middle of a batch, as by a crash: what was not committed is gone.
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());
        let written = rows(&db).await;
        let reached = i64::try_from(reached.load(Ordering::SeqCst)).unwrap();
        assert!(written.matters >= reached && written.matters < i64::try_from(total).unwrap());
        assert_eq!((written.events, written.codes), (written.matters, written.matters));
        assert_sound(&house).await;

        let report = run(&house, &plan).await;
        assert_eq!(i64::try_from(report.unchanged).unwrap(), written.matters);
        assert_eq!(report.taken + report.unchanged, total);
        let complete = rows(&db).await;
        assert_eq!(complete.matters, i64::try_from(total).unwrap());
        assert_eq!((complete.events, complete.digests), (complete.matters, complete.matters));
        assert_sound(&house).await;
    }

    async fn two_people_importing_one_file_at_once_take_each_row_once(db: Db) {
        let house = House::open(&db, NOW).await;
        let plan = plan_of(STL);
        let (mut one, mut two) = (|_, _| {}, |_, _| {});
        let by = Actor::SYSTEM;
        let both = tokio::join!(
            apply(&house.matters, &plan, &by, false, &mut one),
            apply(&house.matters, &plan, &by, false, &mut two),
        );
        let taken = [&both.0, &both.1].map(|it| it.as_ref().map_or(0, |report| report.taken));
        // On PostgreSQL the slower one may be told to try again; nothing is there twice.
        assert_eq!(taken.iter().sum::<u64>(), 140, "{both:?}");
        assert_eq!(rows(&db).await.matters, 140);
        assert_eq!(run(&house, &plan).await.unchanged, 140);
        assert_sound(&house).await;
    }
}

/// The rows again under other numbers, to have more than one batch.
fn many(plan: &ImportPlan, times: u64) -> Vec<huiyin_matters::import::ImportRow> {
    let copies = (0..times).flat_map(|time| plan.accepted.iter().map(move |row| (time, row)));
    copies
        .map(|(time, row)| huiyin_matters::import::ImportRow {
            outside_number: format!("{time}-{}", row.outside_number),
            ..row.clone()
        })
        .collect()
}

mod shared_data {
    use super::*;
    use huiyin_db::testing::TestDb;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs shared data"]
    async fn all_of_st_louis_shows_its_real_figures() {
        let test = TestDb::sqlite(MIGRATIONS).await.unwrap();
        let house = House::open(&test.db, NOW).await;
        let plan = plan_of((STL.0, "../shared/data/requests-311/stl_january_2018.csv"));
        let report = run(&house, &plan).await;
        assert_eq!(
            (report.rows, report.taken, report.repeats()),
            (1_554, 1_532, 22)
        );
        let closed = plan
            .accepted
            .iter()
            .filter(|it| it.status == ImportedStatus::Closed);
        let judged: Vec<bool> = closed
            .filter_map(huiyin_matters::import::ImportRow::is_late)
            .collect();
        let late = judged.iter().filter(|late| **late).count();
        assert_eq!((late, judged.len()), (505, 1_405));
        let [matters, _, closed, in_time, _] = figures(&test.db).await;
        assert_eq!((matters, closed), (1_532, 1_409));
        assert_eq!(closed - in_time, 505);
        let again = run(&house, &plan).await;
        assert_eq!((again.taken, again.unchanged), (0, 1_532));
        assert_sound(&house).await;
        test.finish().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs shared data"]
    async fn all_of_new_york_is_taken() {
        let test = TestDb::sqlite(MIGRATIONS).await.unwrap();
        let house = House::open(&test.db, NOW).await;
        let plan = plan_of((NYC.0, "../shared/data/requests-311/nyc311.csv"));
        let report = run(&house, &plan).await;
        assert_eq!((report.rows, report.taken), (9_591, 9_571));
        let [matters, ..] = figures(&test.db).await;
        assert_eq!(matters, 9_571);
        assert_sound(&house).await;
        test.finish().await.unwrap();
    }
}

mod internal_data {
    use super::*;
    use huiyin_db::testing::TestDb;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "internal data"]
    async fn a_message_board_comes_in_with_its_replies() {
        let test = TestDb::sqlite(MIGRATIONS).await.unwrap();
        let house = House::open(&test.db, NOW).await;
        let plan = plan_of((
            "messages_reply.toml",
            "../shared/data/messages/with_reply_1408.csv",
        ));
        let report = run(&house, &plan).await;
        assert_eq!((report.taken, report.refused.len()), (1_408, 0));
        let written = rows(&test.db).await;
        let replies = plan
            .accepted
            .iter()
            .filter(|row| row.reply.is_some())
            .count();
        assert_eq!(written.texts, 1_408 + i64::try_from(replies).unwrap());
        let [_, _, closed, ..] = figures(&test.db).await;
        assert_eq!(closed, 1_407);
        assert_sound(&house).await;
        test.finish().await.unwrap();
    }
}
