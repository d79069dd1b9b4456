//! In the model district every photo that a row names is there, and kept for that row.

use huiyin_app::slices;
use huiyin_db::blobs::{Kept, Naming};
use huiyin_db::{Query, Tx, args};

use crate::district::District;

/// Rows of a column that name a photo, and those of them that meet a condition.
async fn count(tx: &mut Tx, naming: &Naming, condition: &str) -> i64 {
    let (table, column) = (naming.table, naming.column);
    let text =
        format!("SELECT COUNT(*) AS n FROM {table} t WHERE t.{column} IS NOT NULL AND {condition}");
    let text = text.replace("$column", &format!("t.{column}"));
    // Texts of statements live as long as the program, which here is one test.
    let query = Query::same("test::NAMED", Box::leak(text.into_boxed_str()));
    tx.fetch_one(query, args![])
        .await
        .unwrap()
        .get("n")
        .unwrap()
}

#[tokio::test]
async fn every_photo_that_a_row_names_is_kept_for_it() {
    let district = District::demo();
    let db = district.db().await;
    let mut tx = db.read().await.unwrap();
    let mut named = 0;
    for naming in slices::blobs() {
        let lost = match naming.kept {
            Kept::HeldWithin | Kept::Remembered => continue,
            Kept::Counted => "NOT EXISTS (SELECT 1 FROM blob b WHERE b.id = $column)",
            Kept::Held => {
                "(NOT EXISTS (SELECT 1 FROM blob b WHERE b.id = $column)
                    OR NOT EXISTS (SELECT 1 FROM blob_use u WHERE u.blob_id = $column))"
            }
        };
        named += count(&mut tx, &naming, "1 = 1").await;
        assert_eq!(count(&mut tx, &naming, lost).await, 0, "{naming:?}");
    }
    assert!(named > 0, "the model district shows no photo");
    drop(tx);
    db.close().await;
}

/// The other way: what is held is named, or it would never be cleared away.
#[tokio::test]
async fn every_photo_that_is_held_is_named_by_a_row() {
    let district = District::demo();
    let db = district.db().await;
    let mut tx = db.read().await.unwrap();
    let naming = slices::blobs().into_iter().filter_map(|it| {
        let (table, column) = (it.table, it.column);
        match it.kept {
            Kept::Held => Some(format!(
                "NOT EXISTS (SELECT 1 FROM {table} n WHERE n.{column} = t.blob_id)"
            )),
            Kept::HeldWithin => Some(format!(
                "NOT EXISTS (SELECT 1 FROM {table} n WHERE n.{column} LIKE '%' || t.blob_id || '%')"
            )),
            Kept::Counted | Kept::Remembered => None,
        }
    });
    let unnamed: Vec<String> = naming.collect();
    let uses = Naming::new("blob_use", "blob_id", Kept::Counted);
    assert!(count(&mut tx, &uses, "1 = 1").await > 0, "nothing is held");
    let lost = count(&mut tx, &uses, &unnamed.join(" AND ")).await;
    assert_eq!(lost, 0, "held, and named by no row");
    drop(tx);
    db.close().await;
}
