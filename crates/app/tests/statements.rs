//! Every registered statement is prepared on both databases, and the few that need different
//! words are counted and listed here.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use huiyin_app::slices::{self, MIGRATIONS};
use huiyin_db::testing::TestDb;

/// Statements whose text differs between the databases. A new one needs a reason in review.
const EXCEPTIONS: &[&str] = &[
    "huiyin_app::store::HAS_SHAPE",
    "huiyin_db::blobs::WAIT_FOR_WRITERS",
    // The number of the row that was just added, without asking for it.
    "huiyin_db::facts::QUEUE",
    "huiyin_db::rows::TABLES",
    "huiyin_db::search::MERGE_AWAY",
    "huiyin_db::search::WRITTEN",
    "huiyin_db::seal::WAIT_FOR_WRITERS",
    "huiyin_db::search::ADD_DOC",
    "huiyin_db::search::ADD_WORDS",
    "huiyin_db::search::FIND",
    "huiyin_db::search::REMOVE_WORDS",
    "huiyin_db::search::REPLACE_WORDS",
    // SQLite is told which index answers; without it, it reads every matter of the street.
    "huiyin_matters::store::queries::COUNT_DUE_BODY",
    "huiyin_matters::store::queries::COUNT_DUE_STREET",
];

async fn prepare_all(test: TestDb) {
    let mut wrong = Vec::new();
    for query in slices::queries() {
        // A failed statement ends a transaction on PostgreSQL, so each has its own.
        let mut tx = test.db.read().await.unwrap();
        if let Err(error) = tx.check(query).await {
            wrong.push(format!("{}: {error}", query.name));
        }
    }
    let count = slices::queries().len();
    test.finish().await.unwrap();
    assert!(count > 100, "the gate sees only {count} statements");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

mod sqlite {
    use super::*;

    #[tokio::test]
    async fn every_statement_is_prepared() {
        prepare_all(TestDb::sqlite(MIGRATIONS).await.expect("a fresh file")).await;
    }
}

mod postgres {
    use super::*;

    #[tokio::test]
    #[ignore = "needs PostgreSQL"]
    async fn every_statement_is_prepared() {
        prepare_all(TestDb::postgres(MIGRATIONS).await.expect("a fresh schema")).await;
    }
}

#[test]
fn exceptions_are_those_that_are_known() {
    let found: BTreeSet<&str> = slices::queries()
        .iter()
        .filter(|query| query.is_exception())
        .map(|query| query.name)
        .collect();
    let known: BTreeSet<&str> = EXCEPTIONS.iter().copied().collect();
    assert_eq!(found, known);
}

/// Statements that go to SQLite together have their values counted on, which takes each `$` with a
/// number for a value.
#[test]
fn a_dollar_stands_for_a_value_and_nothing_else() {
    for query in slices::queries() {
        for rest in query.sqlite.split('$').skip(1) {
            let is_value = rest.starts_with(|it: char| it.is_ascii_digit());
            assert!(is_value, "{}", query.name);
        }
        let in_words = query.sqlite.split('\'').skip(1).step_by(2);
        assert!(
            in_words.clone().all(|it| !it.contains('$')),
            "{}",
            query.name
        );
    }
}

#[test]
fn no_two_statements_share_a_name() {
    let queries = slices::queries();
    let names: BTreeSet<&str> = queries.iter().map(|query| query.name).collect();
    assert_eq!(names.len(), queries.len());
}

#[test]
fn migrations_are_numbered_from_one_in_every_set_and_both_dialects_are_filled() {
    let mut last: Option<(&str, i64)> = None;
    for step in MIGRATIONS.iter().copied().flatten() {
        let expected = match last {
            Some((set, id)) if set == step.set => id + 1,
            _ => 1,
        };
        assert_eq!(step.id, expected, "{}", step.set);
        assert!(!step.sqlite.trim().is_empty() && !step.postgres.trim().is_empty());
        last = Some((step.set, step.id));
    }
}
