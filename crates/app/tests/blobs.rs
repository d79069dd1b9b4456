//! Whoever clears photos away must know of every column that names them: one that is forgotten
//! loses the photos of whoever forgot it.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use huiyin_app::slices::{self, MIGRATIONS};
use huiyin_db::blobs::Kept;
use huiyin_db::testing::TestDb;
use huiyin_db::{Query, args};

type Columns = BTreeSet<(String, String)>;

const COLUMNS: Query = Query::same(
    "test::COLUMNS",
    "SELECT t.name AS table_name, c.name AS column_name
        FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
);
const LINKS: Query = Query::same(
    "test::LINKS",
    "SELECT t.name AS table_name, l.\"from\" AS column_name
        FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) l
        WHERE t.type = 'table' AND l.\"table\" = 'blob'",
);
/// A column whose name has one of these words in it names a photo.
const WORDS: [&str; 6] = ["blob", "photo", "picture", "image", "scan", "attachment"];

async fn read(test: &TestDb, query: Query) -> Columns {
    let mut tx = test.db.read().await.unwrap();
    let rows = tx.fetch_all(query, args![]).await.unwrap();
    let cell = |row: &huiyin_db::Row, name: &str| row.get::<String>(name).unwrap();
    rows.iter()
        .map(|row| (cell(row, "table_name"), cell(row, "column_name")))
        .collect()
}

fn names_a_photo(column: &str) -> bool {
    column.split('_').any(|word| WORDS.contains(&word))
}

fn listed() -> Columns {
    let all = slices::blobs().into_iter();
    all.map(|it| (it.table.to_owned(), it.column.to_owned()))
        .collect()
}

#[tokio::test]
async fn every_column_that_names_a_photo_is_listed() {
    let test = TestDb::sqlite(MIGRATIONS).await.unwrap();
    let (all, links) = (read(&test, COLUMNS).await, read(&test, LINKS).await);
    test.finish().await.unwrap();
    assert!(all.len() > 500, "the walk sees only {} columns", all.len());
    let by_name = all.iter().filter(|(_, column)| names_a_photo(column));
    let found: Columns = by_name.cloned().chain(links).collect();
    let listed = listed();
    assert!(found.contains(&("matter_photo".to_owned(), "blob_id".to_owned())));
    let forgotten: Vec<_> = found.difference(&listed).collect();
    assert!(
        forgotten.is_empty(),
        "these name photos and stand in no BLOBS of their slice: {forgotten:?}"
    );
    let gone: Vec<_> = listed.difference(&all).collect();
    assert!(gone.is_empty(), "these are listed and not there: {gone:?}");
}

#[test]
fn what_is_counted_is_counted_by_those_who_clear_away() {
    let counted: Vec<&str> = slices::blobs()
        .iter()
        .filter(|it| it.kept == Kept::Counted)
        .map(|it| it.table)
        .collect();
    assert_eq!(counted, ["blob_use", "matter_photo"]);
    for name in ["BLOB_USES", "ORPHANS"] {
        let name = format!("huiyin_matters::personal::queries::{name}");
        let queries = slices::queries();
        let query = queries.iter().find(|it| it.name == name).unwrap();
        for table in &counted {
            for text in [query.sqlite, query.postgres] {
                assert!(text.contains(&format!("FROM {table} ")), "{name}: {table}");
            }
        }
    }
}
