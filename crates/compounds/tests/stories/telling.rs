//! Owners who asked for it are told of votes, once, and never after they said no.

use axum::http::StatusCode;
use huiyin_compounds::demo::ESTATES;
use huiyin_compounds::model::register::OwnerId;
use huiyin_compounds::model::votes::{Vote, VoteStateName};
use huiyin_compounds::ops::{rights, telling};
use huiyin_compounds::store::register::owners;
use huiyin_compounds::store::votes::{self as rows, voters};
use huiyin_db::{Db, on_both_databases, outbox};
use huiyin_kernel::Id;

use crate::house::{House, MIGRATIONS};

async fn voting(db: &Db) -> Vote {
    let mut tx = db.read().await.unwrap();
    for estate in &ESTATES {
        let all = rows::in_state(&mut tx, estate.id(), VoteStateName::Voting, 1).await;
        if let Some(vote) = all.unwrap().pop() {
            return vote;
        }
    }
    panic!("no vote is running");
}

/// An owner of the roll with a phone whose ballot has come as far as this.
pub async fn owner(house: &House, vote: Id, status: &str) -> (OwnerId, String) {
    let site = &house.compounds.site;
    let mut tx = site.db.read().await.unwrap();
    let all = voters::in_status(&mut tx, &site.keys, vote, (status, 0), 500).await;
    for stored in all.unwrap() {
        for id in stored.voter.key.split('+').filter_map(|it| it.parse().ok()) {
            let found = owners::load(&mut tx, &site.keys, OwnerId(id))
                .await
                .unwrap();
            if let Some(phone) = found.and_then(|it| it.phone) {
                return (OwnerId(id), phone);
            }
        }
    }
    panic!("nobody with a phone is {status}");
}

async fn ordered(db: &Db) -> Vec<outbox::Message> {
    let far = huiyin_kernel::Instant::parse_local("2030-01-01 00:00").unwrap();
    let mut all = outbox::take(db, far, 10_000).await.unwrap();
    all.retain(|it| it.topic == "notices.send");
    all
}

on_both_databases! { MIGRATIONS;
    async fn an_owner_who_asks_is_told_once_that_a_vote_began_and_that_it_ends(db: Db) {
        let house = House::that_tells(&db).await;
        let vote = voting(&db).await;
        let (silent, phone) = owner(&house, vote.id, "none").await;
        let (voted, other) = owner(&house, vote.id, "valid").await;
        assert_ne!(silent, voted);
        for phone in [&phone, &other] {
            let resident = house.resident(phone, "zh-CN").await;
            let form = ("/mine/home/telling", "value=\"on\"");
            let done = resident.submit("/mine/home", form, &[]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            assert!(resident.page("/mine/home").await.contains("不再发短信"));
        }
        let times = *vote.state.times().unwrap();
        let soon = times.ends_on().plus_days(-1).start().plus_hours(10);
        telling::tell_due(&house.compounds).await.unwrap();
        assert_eq!(telling::tell_due(&house.compounds).await.unwrap(), 0, "once");
        house.clock.set(soon);
        telling::tell_due(&house.compounds).await.unwrap();
        assert_eq!(telling::tell_due(&house.compounds).await.unwrap(), 0, "once");
        let told = ordered(&db).await;
        let of = |owner: OwnerId, what: &str| {
            let mine = told.iter().filter(|it| it.subject == owner.0);
            mine.filter(|it| it.body.contains(what)).count()
        };
        assert_eq!((of(silent, "vote-opened"), of(voted, "vote-opened")), (1, 1));
        assert_eq!((of(silent, "vote-closing"), of(voted, "vote-closing")), (1, 0));
        for message in &told {
            assert!(!message.body.contains(&phone) && !message.body.contains("estates/"), "sealed");
        }
    }

    async fn who_says_no_is_told_nothing_and_nobody_else_may_say_it(db: Db) {
        let house = House::that_tells(&db).await;
        let vote = voting(&db).await;
        let (owner, phone) = owner(&house, vote.id, "none").await;
        let resident = house.resident(&phone, "en").await;
        let on = ("/mine/home/telling", "value=\"on\"");
        let off = ("/mine/home/telling", "value=\"off\"");
        let stranger = house.resident("13900000000", "en").await;
        let mut form = crate::house::hidden(&resident.page("/mine/home").await, on.0, on.1);
        form.retain(|(name, _)| name != "form_key" && name != "csrf");
        assert_ne!(stranger.send(on.0, &form).await.status, StatusCode::SEE_OTHER);
        resident.submit("/mine/home", on, &[]).await;
        assert!(telling::tell_due(&house.compounds).await.unwrap() >= 1);
        let done = resident.submit("/mine/home", off, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(ordered(&db).await.iter().all(|it| it.subject != owner.0), "taken back");
    }

    async fn an_owner_is_found_told_corrected_and_kept_as_long_as_they_own(db: Db) {
        let house = House::with_demo(&db).await;
        let vote = voting(&db).await;
        let (owner, phone) = owner(&house, vote.id, "none").await;
        let officer = huiyin_compounds::demo::account("privacy");
        let compounds = &house.compounds;
        let mut tx = db.read().await.unwrap();
        let held = rights::held_by_phone(compounds, &mut tx, &phone).await.unwrap();
        assert!(held.iter().any(|it| it.person == owner.0));
        let told = rights::told(compounds, &mut tx, owner.0).await.unwrap().unwrap();
        assert!(told.kept && told.phone.as_ref() == Some(&phone) && !told.lines.is_empty(), "{told:?}");
        drop(tx);
        rights::let_go(compounds, owner.0, officer).await.unwrap();
        assert!(rights::correct(compounds, owner.0, officer, (Some("更正后"), None)).await.unwrap());
        let mut tx = db.read().await.unwrap();
        let after = rights::told(compounds, &mut tx, owner.0).await.unwrap().unwrap();
        assert_eq!((after.name.as_deref(), after.phone), (Some("更正后"), Some(phone)));
        let nobody = rights::told(compounds, &mut tx, vote.id).await.unwrap();
        assert!(nobody.is_none());
    }
}
