//! Every statement is prepared on both databases.

use huiyin_db::on_both_databases;

on_both_databases! {
    &[huiyin_db::MIGRATIONS, huiyin_registry::MIGRATIONS];

    async fn every_statement_is_understood(db: Db) {
        let mut tx = db.read().await.unwrap();
        let mut count = 0;
        for query in huiyin_registry::QUERIES.iter().copied().flatten() {
            assert!(!query.is_exception(), "{} differs", query.name);
            tx.check(*query).await.unwrap_or_else(|error| panic!("{}: {error}", query.name));
            count += 1;
        }
        assert!(count > 40, "{count}");
    }
}
