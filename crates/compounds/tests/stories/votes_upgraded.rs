//! Rolls from before their owners were listed are found by owner after the update, and a roll that is
//! made anew leaves none of the old one.

use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Migration, args, on_both_databases};
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{areas, demo};

use crate::house::MIGRATIONS;

/// The migrations of this slice before one of them.
const fn before(id: i64) -> &'static [Migration] {
    let all = huiyin_compounds::MIGRATIONS;
    let mut at = 0;
    while at < all.len() && all[at].id < id {
        at += 1;
    }
    all.split_at(at).0
}

/// The tables as they were before the owners of a roll were listed.
const OLD: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_matters::MIGRATIONS,
    before(13),
];

huiyin_db::queries! {
    OLD_ESTATE = "INSERT INTO estate (id, version, area_id, area_path, name, folded, facts, active, created_at)
        VALUES ($1, 1, $2, $3, 'x', 'x', '{}', 1, 0)";
    OLD_VOTE = "INSERT INTO vote (id, estate_id, version, model, state, created_at)
        VALUES ($1, $2, 1, '{}', 'voting', 0)";
    OLD_VOTER = "INSERT INTO vote_voter (id, vote_id, version, model, number, area, delivered, status, code_digest, code_sealed)
        VALUES ($1, $2, 1, $3, $4, 100, 0, 'none', $5, $6)";
    OWNERS = "SELECT v.number, o.owner_id FROM vote_voter_owner o JOIN vote_voter v ON v.id = o.voter_id
        WHERE o.vote_id = $1 ORDER BY v.number, o.owner_id";
    LEFT = "SELECT CAST(COUNT(*) AS BIGINT) AS rows_left FROM vote_voter_owner";
}

on_both_databases! {
    OLD;

    async fn the_owners_of_old_rolls_are_listed(db: Db) {
        let id = |name: &str| Id::derived("old roll", name);
        let (estate, vote) = (id("estate"), id("vote"));
        let mut owners = [id("a"), id("b")];
        owners.sort_by_key(ToString::to_string);
        let [a, b] = owners;
        let mut tx = db.write().await.unwrap();
        let now = Instant::parse_local("2026-11-26 09:00").unwrap();
        demo::seed(&mut tx, &CountingEntropy::default(), now).await.unwrap();
        let area = areas::by_code(&mut tx, "c010").await.unwrap().unwrap();
        tx.execute(OLD_ESTATE, args![estate, area.id, area.path]).await.unwrap();
        tx.execute(OLD_VOTE, args![vote, estate]).await.unwrap();
        let unknown = format!("unknown-{}", id("unit"));
        let all = [a.to_string(), format!("{a}+{b}"), "DEV".to_owned(), unknown];
        for (number, key) in (1_i64..).zip(all) {
            let model = format!("{{\"number\":{number},\"key\":\"{key}\",\"units\":[]}}");
            let voter = id(&number.to_string());
            let values = args![voter, vote, model, number, number.to_string(), vec![1_u8]];
            tx.execute(OLD_VOTER, values).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let rows = tx.fetch_all(OWNERS, args![vote]).await.unwrap();
        let listed: Vec<(i64, Id)> = rows
            .iter()
            .map(|row| (row.get("number").unwrap(), row.get("owner_id").unwrap()))
            .collect();
        assert_eq!(listed, [(1, a), (2, a), (2, b)]);
        huiyin_compounds::store::votes::voters::drop_roll(&mut tx, vote).await.unwrap();
        let left = tx.fetch_one(LEFT, args![]).await.unwrap();
        assert_eq!(left.get::<i64>("rows_left").unwrap(), 0);
    }
}
