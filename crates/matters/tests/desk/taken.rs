//! What became of suggestions, for those who rely on them.

use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_matters::model::{Actor, Area, Source};
use huiyin_matters::ops::{self, Intake};
use huiyin_registry::{AreaKind, areas};
use serde_json::Value;

use crate::support::{District, MIGRATIONS, Staff, matter_page};

const TEXT: &str = "路灯不亮，晚上一片漆黑，路灯坏了好几天";

/// A report without a point, of which only the community is known, counted in the register.
async fn reported_in(district: &District, community: usize, text: &str) -> Id {
    let site = &district.matters.site;
    let mut tx = site.db.read().await.unwrap();
    let mut communities = areas::of_kind(&mut tx, AreaKind::Community).await.unwrap();
    let community = communities.remove(community);
    drop(tx);
    let area = Area {
        street_id: community.parent_id,
        community_id: Some(community.id),
        ..Area::default()
    };
    let intake = Intake {
        area,
        ..Intake::of_text(site.new_id(), Source::Web, text)
    };
    ops::report(&district.matters, intake, &Actor::VISITOR)
        .await
        .unwrap()
        .matter
}

/// `matters decided taken` of a kind of suggestion.
async fn record(supervisor: &Staff<'_>, kind: &str) -> String {
    let answer = supervisor
        .get("/api/v1/desk/suggestions?month=2026-05")
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let seen: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let kinds = seen["kinds"].as_array().unwrap();
    kinds.iter().find(|it| it["kind"] == kind).map_or_else(
        || "none".to_owned(),
        |it| format!("{} {} {}", it["matters"], it["decided"], it["taken"]),
    )
}

/// The code of the category that is suggested first.
async fn suggested(dispatcher: &Staff<'_>, id: Id) -> String {
    let page = dispatcher.get(&matter_page(id)).await.page();
    let Some(link) = page.split("accept-category=").nth(1) else {
        panic!("nothing is suggested on\n{page}");
    };
    link.chars().take(4).collect()
}

on_both_databases! {
    MIGRATIONS;

    async fn a_page_says_how_many_suggestions_were_taken(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let none = supervisor.get("/desk/suggestions?month=2026-05").await.page();
        assert!(none.contains("这个月没有提过建议"), "{none}");

        let first = district.report(TEXT, None).await;
        let code = suggested(&dispatcher, first).await;
        dispatcher.act(first, "accept", &[("category", &code)]).await.landed();
        assert_eq!(record(&supervisor, "category").await, "1 1 1");
        let second = district.report(TEXT, None).await;
        suggested(&dispatcher, second).await;
        // Nothing of the kind was suggested: whoever chose it took none.
        dispatcher.act(second, "accept", &[("category", "1201")]).await.landed();
        assert_eq!(record(&supervisor, "category").await, "2 2 1");
        for lang in ["zh-CN", "en"] {
            let supervisor = district.sign_in("supervisor", lang).await;
            let page = supervisor.get("/desk/suggestions?month=2026-05").await.page();
            assert!(page.contains("50.00%") && page.contains("1 / 2"), "{page}");
        }
        assert_eq!(dispatcher.get("/desk/suggestions").await.status, 404);
        let wrong = supervisor.get("/api/v1/desk/suggestions?month=2026-5").await;
        assert_eq!(wrong.status, 400);
    }

    async fn a_matter_that_goes_its_own_way_was_no_duplicate(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        let supervisor = district.sign_in("supervisor", "zh-CN").await;
        let first = reported_in(&district, 0, TEXT).await;
        let second = reported_in(&district, 0, TEXT).await;
        let third = reported_in(&district, 0, TEXT).await;
        let page = dispatcher.get(&matter_page(second)).await.page();
        let number = district.known(first).await.number;
        let link = format!("merge-into={number}");
        assert!(page.contains(&link), "no point, the same community: {page}");
        dispatcher.act(second, "accept", &[("category", "0408")]).await.landed();
        assert_eq!(record(&supervisor, "duplicate").await, "1 1 0");
        // Merged after all: the suggestion was right, and so is that of the third.
        dispatcher.act(second, "merge", &[("into", &number)]).await.landed();
        assert_eq!(record(&supervisor, "duplicate").await, "1 1 1");
        dispatcher.act(third, "merge", &[("into", &number)]).await.landed();
        assert_eq!(record(&supervisor, "duplicate").await, "2 2 2");
    }

    async fn another_community_or_other_words_are_no_duplicates(db: Db) {
        let district = District::open(&db).await;
        let dispatcher = district.sign_in("dispatcher", "zh-CN").await;
        reported_in(&district, 0, TEXT).await;
        let other = reported_in(&district, 0, "楼上漏水，天花板湿了一大片，找不到人修").await;
        let page = dispatcher.get(&matter_page(other)).await.page();
        assert!(!page.contains("merge-into="), "{page}");
        let elsewhere = reported_in(&district, 1, TEXT).await;
        let page = dispatcher.get(&matter_page(elsewhere)).await.page();
        assert!(!page.contains("merge-into="), "{page}");
        // A report that nobody could place is compared with nothing.
        let intake = Intake::of_text(district.matters.site.new_id(), Source::Web, TEXT);
        let nowhere = ops::report(&district.matters, intake, &Actor::VISITOR).await.unwrap().matter;
        let page = dispatcher.get(&matter_page(nowhere)).await.page();
        assert!(!page.contains("merge-into="), "{page}");
    }
}
