//! Full-text search. Words are cut in Rust, the same way for both databases and for the query,
//! so that the same text is found by the same words wherever a district runs.

use huiyin_kernel::Id;

use crate::{Db, Dialect, Result, Tx, args, queries};

queries! {
    ADD_DOC = sqlite "INSERT INTO search_doc (kind, subject) VALUES ($1, $2)"
        postgres "INSERT INTO search_doc (kind, subject, words) VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))";
    FIND_DOC = "SELECT doc FROM search_doc WHERE subject = $1";
    ADD_WORDS = sqlite "INSERT INTO search_words (rowid, words) SELECT doc, $2 FROM search_doc WHERE subject = $1"
        postgres "SELECT $1::text AS subject, $2::text AS words";
    REPLACE_WORDS = sqlite "INSERT OR REPLACE INTO search_words (rowid, words) VALUES ($1, $2)"
        postgres "UPDATE search_doc SET words = array_to_tsvector(string_to_array($2, ' ')) WHERE doc = $1";
    REMOVE_WORDS = sqlite "DELETE FROM search_words WHERE rowid = $1" postgres "SELECT $1::bigint AS n";
    REMOVE_DOC = "DELETE FROM search_doc WHERE subject = $1";
    /// SQLite keeps removed words in its segments until these are merged; PostgreSQL has none.
    MERGE_AWAY = sqlite "INSERT INTO search_words (search_words, rank) VALUES ('merge', $1)" postgres "SELECT $1::bigint AS n";
    NOTE_REMOVED = "INSERT INTO search_removed (doc) VALUES ($1)";
    REMOVED_TO = "SELECT COALESCE(MAX(seq), 0) AS seq FROM search_removed";
    MERGED_TO = "DELETE FROM search_removed WHERE seq <= $1";
    WRITTEN = sqlite "SELECT total_changes() AS n" postgres "SELECT 0::bigint AS n";
    /// Newest first, which lets both databases stop early where a word is common.
    FIND = sqlite "SELECT w.rowid AS doc, d.subject AS subject FROM search_words w JOIN search_doc d ON d.doc = w.rowid
            WHERE search_words MATCH $1 AND d.kind = $2 AND w.rowid < $4 ORDER BY w.rowid DESC LIMIT $3"
        postgres "SELECT doc, subject FROM search_doc
            WHERE words @@ $1::text::tsquery AND kind = $2 AND doc < $4 ORDER BY doc DESC LIMIT $3";
}

/// Results of one search at most.
pub const FOUND_LIMIT: i64 = 200;
/// Words of one query at most; a longer one is cut.
const QUERY_WORDS: usize = 12;

/// Indexes the words of a subject, replacing what was there.
pub async fn index(tx: &mut Tx, kind: &str, subject: Id, text: &str) -> Result<()> {
    let words = joined(huiyin_words::tokens_for_index(text));
    let known = tx.fetch_optional(FIND_DOC, args![subject]).await?;
    if let Some(row) = known {
        let doc: i64 = row.get("doc")?;
        tx.execute(REPLACE_WORDS, args![doc, words]).await?;
        return note_removed(tx, doc).await;
    }
    insert(tx, kind, subject, &words).await
}

/// Indexes a subject that is certainly new, without looking for it first.
pub async fn index_new(tx: &mut Tx, kind: &str, subject: Id, text: &str) -> Result<()> {
    let words = joined(huiyin_words::tokens_for_index(text));
    insert(tx, kind, subject, &words).await
}

async fn insert(tx: &mut Tx, kind: &str, subject: Id, words: &str) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => {
            tx.later(ADD_DOC, args![kind, subject]).await?;
            tx.later(ADD_WORDS, args![subject, words]).await?;
        }
        Dialect::Postgres => {
            tx.execute(ADD_DOC, args![kind, subject, words]).await?;
        }
    }
    Ok(())
}

pub async fn remove(tx: &mut Tx, subject: Id) -> Result<()> {
    if let Some(row) = tx.fetch_optional(FIND_DOC, args![subject]).await? {
        let doc: i64 = row.get("doc")?;
        if tx.dialect() == Dialect::Sqlite {
            tx.execute(REMOVE_WORDS, args![doc]).await?;
        }
        note_removed(tx, doc).await?;
        tx.execute(REMOVE_DOC, args![subject]).await?;
    }
    Ok(())
}

/// Words that are not to be found any more still lie in SQLite's pages until they are merged.
async fn note_removed(tx: &mut Tx, doc: i64) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite {
        tx.execute(NOTE_REMOVED, args![doc]).await?;
    }
    Ok(())
}

/// Pages of the index that one step of [`forget_removed`] writes anew.
const MERGED_PAGES: i64 = 500;
/// Steps of one run; a large index is worked off by several.
const MERGE_STEPS: usize = 400;

/// Takes words of removed and replaced texts out of the index's own pages; does nothing where none
/// were removed since it last came to its end, for that writes the whole index anew. Each step is
/// a transaction of its own, so that others write between them. Says whether nothing was left.
pub async fn forget_removed(db: &Db) -> Result<bool> {
    let mut tx = db.read().await?;
    let removed_to: i64 = tx.fetch_one(REMOVED_TO, args![]).await?.get("seq")?;
    drop(tx);
    if removed_to == 0 {
        return Ok(true);
    }
    for step in 0..MERGE_STEPS {
        let mut tx = db.write().await?;
        let before: i64 = tx.fetch_one(WRITTEN, args![]).await?.get("n")?;
        // The first step begins a merge of everything, the others go on with it.
        let pages = if step == 0 {
            -MERGED_PAGES
        } else {
            MERGED_PAGES
        };
        tx.execute(MERGE_AWAY, args![pages]).await?;
        let after: i64 = tx.fetch_one(WRITTEN, args![]).await?.get("n")?;
        let is_done = after - before < 2;
        if is_done {
            // What was removed meanwhile stays noted, and waits for the next run.
            tx.execute(MERGED_TO, args![removed_to]).await?;
        }
        tx.commit().await?;
        if is_done {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where the next page of a search goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before(i64);

impl Before {
    /// The first page.
    pub const NEWEST: Self = Self(i64::MAX);
}

/// A page of subjects, and where the next one goes on if this one is full.
pub type Found = (Vec<Id>, Option<Before>);

/// Subjects that hold every word of the query, newest first. A query without words finds nothing.
pub async fn find(tx: &mut Tx, kind: &str, query: &str, limit: i64) -> Result<Vec<Id>> {
    let (found, _) = find_page(tx, kind, query, Before::NEWEST, limit).await?;
    Ok(found)
}

/// As [`find`], page by page: for whoever may see only some of what is found.
pub async fn find_page(
    tx: &mut Tx,
    kind: &str,
    query: &str,
    before: Before,
    limit: i64,
) -> Result<Found> {
    let words = huiyin_words::tokens_for_query(query);
    if words.is_empty() {
        return Ok((Vec::new(), None));
    }
    let quoted = words.into_iter().take(QUERY_WORDS);
    // The words hold letters and digits only, so the quotes cannot be broken out of.
    let expression = match tx.dialect() {
        Dialect::Sqlite => quoted
            .map(|word| format!("\"{word}\""))
            .collect::<Vec<_>>()
            .join(" "),
        Dialect::Postgres => quoted
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(" & "),
    };
    let limit = limit.clamp(1, FOUND_LIMIT);
    let rows = tx
        .fetch_all(FIND, args![expression, kind, limit, before.0])
        .await?;
    let is_full = i64::try_from(rows.len()).unwrap_or(i64::MAX) == limit;
    let next = match rows.last() {
        Some(last) if is_full => Some(Before(last.get("doc")?)),
        _ => None,
    };
    let found: Result<Vec<Id>> = rows.iter().map(|row| row.get("subject")).collect();
    Ok((found?, next))
}

fn joined(mut words: Vec<String>) -> String {
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Id;

    use super::*;
    use crate::testing::TestDb;

    /// Whether a word lies anywhere in the file.
    async fn lies_there(db: &Db, word: &str) -> bool {
        assert!(db.empty_log().await.unwrap());
        let bytes = std::fs::read(db.path().unwrap()).unwrap();
        bytes.windows(word.len()).any(|it| it == word.as_bytes())
    }

    async fn says(db: &Db, subject: Id, text: &str) {
        let mut tx = db.write().await.unwrap();
        index(&mut tx, "matter", subject, text).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn waiting(db: &Db) -> i64 {
        let mut tx = db.read().await.unwrap();
        let row = tx.fetch_one(REMOVED_TO, args![]).await.unwrap();
        row.get("seq").unwrap()
    }

    #[tokio::test]
    async fn a_removed_word_leaves_the_pages_and_a_run_without_one_writes_nothing() {
        let test = TestDb::sqlite(&[crate::MIGRATIONS]).await.unwrap();
        let db = &test.db;
        let ids = ["one", "other"].map(|name| Id::derived("search test", name));
        says(db, ids[0], "zinnober").await;
        says(db, ids[1], "lapislazuli").await;
        assert_eq!(waiting(db).await, 0);
        assert!(lies_there(db, "zinnober").await);
        says(db, ids[0], "ocker").await;
        assert!(waiting(db).await > 0);
        assert!(forget_removed(db).await.unwrap());
        assert_eq!(waiting(db).await, 0);
        assert!(!lies_there(db, "zinnober").await);
        assert!(lies_there(db, "lapislazuli").await);
        let before = std::fs::read(db.path().unwrap()).unwrap();
        assert!(forget_removed(db).await.unwrap());
        assert!(db.empty_log().await.unwrap());
        assert!(before == std::fs::read(db.path().unwrap()).unwrap());
        let mut tx = db.write().await.unwrap();
        remove(&mut tx, ids[1]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(forget_removed(db).await.unwrap());
        assert!(!lies_there(db, "lapislazuli").await);
        test.finish().await.unwrap();
    }
}
