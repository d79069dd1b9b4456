//! There is no room for one page more: a form comes back with what was typed and a sentence, whatever
//! is there can still be read, and with room again the same form is taken.

use huiyin_db::testing::TestDb;
use huiyin_db::{Db, Query, args};

use crate::support::{Answer, District, MIGRATIONS, Staff, hidden_fields, matter_page};

/// Holds the file at its size: SQLite then refuses the next page as it does on a full disk.
const NO_ROOM: Query = Query::same("test::NO_ROOM", "PRAGMA max_page_count = 1");
const ROOM: Query = Query::same("test::ROOM", "PRAGMA max_page_count = 1000000");

/// Far more than fit into the pages that are there already.
const REPORTS_MAX: usize = 500;

async fn run(db: &Db, query: Query) {
    let mut tx = db.write().await.unwrap();
    tx.execute(query, args![]).await.unwrap();
    tx.commit().await.unwrap();
}

fn fields(what: &str) -> [(&str, &str); 4] {
    [
        ("what", what),
        ("unknown_place", "1"),
        ("anyway", "1"),
        ("parts", "one"),
    ]
}

/// Reports until one is refused; what was typed then, and the answer.
async fn until_full(staff: &Staff<'_>) -> (String, Answer) {
    for count in 0..REPORTS_MAX {
        let what = format!("第{count}盏路灯不亮{}", "灯".repeat(800));
        let answer = staff.submit("/report", "/report", &fields(&what)).await;
        if answer.status != 303 {
            return (what, answer);
        }
    }
    panic!("a full disk refuses nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_without_room_comes_back_with_its_words() {
    let test = TestDb::sqlite(MIGRATIONS).await.unwrap();
    let district = District::open(&test.db).await;
    let id = district.report("小区门口路灯不亮", None).await;
    for (lang, sentence) in [
        ("zh-CN", "存储空间满了，这次没有保存"),
        ("en", "The storage is full, so nothing was saved"),
    ] {
        let staff = district.sign_in("dispatcher", lang).await;
        run(&test.db, NO_ROOM).await;
        let (what, answer) = until_full(&staff).await;
        assert_eq!(answer.status, 507, "{}", answer.text());
        let page = answer.text();
        assert!(page.contains(sentence) && page.contains(&what), "{page}");
        assert!(!page.contains('⟦'), "{page}");
        for path in ["/", "/board", "/report"] {
            district.as_nobody(path).await.page();
        }
        staff.get(&matter_page(id)).await.page();

        run(&test.db, ROOM).await;
        let mut again = hidden_fields(&page, "/report");
        let typed = fields(&what);
        again.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let landed = staff.send("/report", &again).await.landed();
        assert!(landed.starts_with("/receipt/"), "{landed}");
    }
    drop(district);
    test.finish().await.unwrap();
}
