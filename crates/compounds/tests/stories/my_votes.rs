//! An owner sees which votes ask them and how far their ballot has come, and never how they voted.

use huiyin_compounds::demo::{self, ESTATES};
use huiyin_compounds::model::votes::Voter;
use huiyin_compounds::store::votes::voters;
use huiyin_db::on_both_databases;
use huiyin_kernel::Id;

use crate::house::{House, MIGRATIONS};
use crate::telling::owner;

const GATE: &str = "大门和停车秩序的业主大会会议";

fn vote(key: &str) -> Id {
    Id::derived("huiyin demo vote", key)
}

/// What stands under the heading of the votes, up to the next heading.
fn my_votes(page: &str) -> &str {
    let from = page.split("<h3>我的表决</h3>").nth(1).unwrap();
    let until = from.find("<h3>").unwrap_or(from.len());
    &from[..until]
}

/// What stands about one vote.
fn about(page: &str, title: &str) -> String {
    let of = my_votes(page).split("<li>").find(|it| it.contains(title));
    of.unwrap_or_default().to_owned()
}

on_both_databases! { MIGRATIONS;
    async fn an_owner_sees_whether_the_ballot_came_back_and_nothing_of_what_it_says(db: Db) {
        let house = House::with_demo(&db).await;
        for (status, said, not_said) in [
            ("valid", "收回您的票", "没有收到您的票"),
            ("none", "没有收到您的票", "收回您的票"),
        ] {
            let (_, phone) = owner(&house, vote("gate"), status).await;
            let page = house.resident(&phone, "zh-CN").await.page("/mine/home").await;
            let gate = about(&page, GATE);
            assert!(gate.contains("现在正在投票，到"), "{status}: {gate}");
            assert!(gate.contains(said) && !gate.contains(not_said), "{status}: {gate}");
            assert!(!gate.contains("/receipt"), "nothing is published yet");
            for mark in ["同意", "反对", "弃权", "纸质", "网上"] {
                assert!(!gate.contains(mark), "{mark}: {gate}");
            }
        }
    }

    async fn the_way_to_the_receipt_stands_at_a_published_vote(db: Db) {
        let house = House::with_demo(&db).await;
        let published = vote("contested-one");
        let receipt = format!("/estates/{}/votes/{published}/receipt", ESTATES[0].id());
        let (_, phone) = owner(&house, published, "valid").await;
        let page = house.resident(&phone, "en").await.page("/mine/home").await;
        assert!(page.contains(&receipt), "{page}");
        assert!(page.contains("the result is published"));
        // Another estate's vote is not theirs.
        assert!(!page.contains(&vote("contested-two").to_string()));
    }

    async fn only_the_owners_of_a_ballot_are_shown_it(db: Db) {
        let house = House::with_demo(&db).await;
        let site = &house.compounds.site;
        let gate = vote("gate");
        let mut tx = db.read().await.unwrap();
        let all = voters::of_vote(&mut tx, &site.keys, gate, 0, 5_000).await.unwrap();
        let own = |it: &Voter, id: Id| it.key.split('+').any(|key| key == id.to_string());
        let mut seen = 0;
        for stored in &all {
            for id in stored.voter.key.split('+').filter_map(|it| it.parse::<Id>().ok()) {
                let found = voters::of_owner(&mut tx, &site.keys, gate, id).await.unwrap();
                assert!(found.contains(stored) && found.iter().all(|it| own(&it.voter, id)));
                seen += 1;
            }
        }
        assert!(seen > 10, "{seen}");
        let nobody = demo::account("clerk");
        let none = voters::of_owner(&mut tx, &site.keys, gate, nobody).await.unwrap();
        assert!(none.is_empty());
    }
}
