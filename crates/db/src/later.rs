//! Several statements as one text, for a database that takes them in one go.

use crate::{Query, Value};

/// Statements behind one another. Each counts its values from `$1`; in the whole they count on.
pub(crate) fn joined(all: Vec<(Query, Vec<Value>)>) -> (String, Vec<Value>) {
    let (mut text, mut together) = (String::new(), Vec::new());
    for (query, values) in all {
        if !text.is_empty() {
            text.push_str(";\n");
        }
        push_moved(&mut text, query.sqlite, together.len());
        together.extend(values);
    }
    (text, together)
}

/// The text with its values counted from `first + 1`. No registered statement holds a `$` that
/// means anything else; a test of the whole program says so.
fn push_moved(text: &mut String, sql: &str, first: usize) {
    let mut parts = sql.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len()
            - part
                .trim_start_matches(|it: char| it.is_ascii_digit())
                .len();
        let (number, rest) = part.split_at(digits);
        text.push('$');
        match number.parse::<usize>() {
            Ok(number) => text.push_str(&(number + first).to_string()),
            Err(_) => text.push_str(number),
        }
        text.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDb;
    use crate::{MIGRATIONS, StoreError, args};

    const SAY: Query = Query::same("say", "INSERT INTO fact_tail (seq, batch) VALUES ($1, $2)");
    const MOVE: Query = Query::same("move", "UPDATE fact_tail SET batch = $2 WHERE seq = $1");
    const SEEN: Query = Query::same(
        "seen",
        "SELECT seq, batch FROM fact_tail WHERE batch >= $1 ORDER BY seq LIMIT $2",
    );

    #[test]
    fn values_count_on_from_statement_to_statement() {
        let all = vec![(SAY, args![1, 2]), (MOVE, args![3, 4]), (SEEN, args![5, 6])];
        let (text, values) = joined(all);
        assert_eq!(values.len(), 6);
        assert!(text.contains("VALUES ($1, $2);"), "{text}");
        assert!(text.contains("batch = $4 WHERE seq = $3;"), "{text}");
        assert!(text.contains(">= $5 ORDER BY seq LIMIT $6"), "{text}");
    }

    async fn rows_seen(test: &TestDb) -> usize {
        let mut tx = test.db.read().await.unwrap();
        tx.fetch_all(SEEN, args![0, 10]).await.unwrap().len()
    }

    async fn what_waits_is_done_in_order(test: TestDb) {
        let mut tx = test.db.write().await.unwrap();
        tx.later(SAY, args![1, 1]).await.unwrap();
        tx.later(SAY, args![2, 1]).await.unwrap();
        tx.later(MOVE, args![2, 7]).await.unwrap();
        let rows = tx.fetch_all(SEEN, args![1, 10]).await.unwrap();
        let batches: Vec<i64> = rows.iter().map(|row| row.get("batch").unwrap()).collect();
        assert_eq!(batches, [1, 7]);
        // How many rows a statement changed says nothing of those before it.
        tx.later(SAY, args![3, 1]).await.unwrap();
        assert_eq!(tx.execute(MOVE, args![3, 9]).await.unwrap(), 1);
        tx.later(SAY, args![4, 1]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            rows_seen(&test).await,
            4,
            "the last one waited for the commit"
        );

        let mut tx = test.db.write().await.unwrap();
        tx.later(SAY, args![5, 1]).await.unwrap();
        drop(tx);
        assert_eq!(
            rows_seen(&test).await,
            4,
            "nothing is left of what was dropped"
        );

        let mut tx = test.db.write().await.unwrap();
        let mut said = tx.later(SAY, args![4, 1]).await;
        if said.is_ok() {
            said = tx.fetch_all(SEEN, args![0, 10]).await.map(drop);
        }
        assert!(matches!(said, Err(StoreError::Duplicate(_))), "{said:?}");
        drop(tx);
        let mut tx = test.db.write().await.unwrap();
        for seq in 100..200 {
            tx.later(SAY, args![seq, 1]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = test.db.read().await.unwrap();
        let all = tx.fetch_all(SEEN, args![0, 1_000]).await.unwrap();
        assert_eq!(all.len(), 104);
        drop(tx);
        test.finish().await.unwrap();
    }

    #[tokio::test]
    async fn what_waits_is_done_in_order_on_sqlite() {
        what_waits_is_done_in_order(TestDb::sqlite(&[MIGRATIONS]).await.unwrap()).await;
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn what_waits_is_done_in_order_on_postgres() {
        what_waits_is_done_in_order(TestDb::postgres(&[MIGRATIONS]).await.unwrap()).await;
    }
}
