//! Whistles from before they were listed are found after the update.

use huiyin_db::{Migration, args, on_both_databases};
use huiyin_kernel::Id;

use crate::support::MIGRATIONS;

/// The tables as they were before whistles were listed.
const OLD: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS.split_at(7).0,
];

huiyin_db::queries! {
    OLD_MATTER = "INSERT INTO matter (id, number, version, model, state, source, kind, urgency, restricted, headline,
            place_public, received_at, escalation, joined, updated_at)
        VALUES ($1, $2, 1, $3, 'received', 'web', 'help', 'normal', 0, '', '', 0, 0, 0, 0)";
    LISTED = "SELECT matter_id, place, answer_before FROM matter_whistle ORDER BY place";
}

on_both_databases! {
    OLD;

    async fn old_whistles_are_listed_in_their_order(db: Db) {
        let whistled = Id::derived("old matter", "whistled");
        let mut tx = db.write().await.unwrap();
        let model = r#"{"whistles":[{"answer_before":7000},{"answer_before":5000}],"handlers":[]}"#;
        tx.execute(OLD_MATTER, args![whistled, "1", model]).await.unwrap();
        let calm = Id::derived("old matter", "calm");
        let model = r#"{"whistles":[],"handlers":[]}"#;
        tx.execute(OLD_MATTER, args![calm, "2", model]).await.unwrap();
        tx.commit().await.unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let rows = tx.fetch_all(LISTED, args![]).await.unwrap();
        let listed: Vec<(Id, i64, i64)> = rows
            .iter()
            .map(|row| {
                let number = |name: &str| row.get::<i64>(name).unwrap();
                (row.get("matter_id").unwrap(), number("place"), number("answer_before"))
            })
            .collect();
        assert_eq!(listed, [(whistled, 0, 7000), (whistled, 1, 5000)]);
    }
}
