//! Who sees which estate.

use axum::http::StatusCode;
use huiyin_db::on_both_databases;

use crate::house::{House, MIGRATIONS};

on_both_databases! { MIGRATIONS;
    async fn a_year_after_the_last_vote_the_estate_says_that_owners_should_meet(db: Db) {
        let house = House::with_demo(&db).await;
        let path = format!("/desk/estates/{}", huiyin_compounds::demo::estates()[0]);
        let said = "业主大会定期会议每年至少一次";
        let desk = house.staff("supervisor", "zh-CN").await;
        assert!(!desk.page(&path).await.contains(said), "they voted this year");
        house.clock.set(house.compounds.site.now().plus_hours(24 * 400));
        let desk = house.staff("supervisor", "zh-CN").await;
        assert!(desk.page(&path).await.contains(said));
    }

    async fn everybody_sees_the_estates_of_their_posts_and_no_others(db: Db) {
        let house = House::with_demo(&db).await;
        let again = huiyin_compounds::demo::seed(&house.compounds.site).await.unwrap();
        assert_eq!(again, 0, "made again, nothing is added");
        for lang in ["zh-CN", "en"] {
            let clerk = house.staff("clerk", lang).await;
            let all = clerk.page("/desk/estates").await;
            let committee = house.staff("committee", lang).await;
            let own = committee.page("/desk/estates").await;
            assert!(all.contains("桐荫里") && all.contains("槐序苑"));
            assert!(own.contains("桐荫里") && !own.contains("槐序苑"), "{own}");
        }
        let caller = house.staff("caller", "en").await;
        assert_eq!(caller.get("/desk/estates").await.status, StatusCode::NOT_FOUND);
    }
}
