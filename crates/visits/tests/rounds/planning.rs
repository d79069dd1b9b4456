//! From a round to a plan in force, and what may be done with it.

use huiyin_db::on_both_databases;
use huiyin_kernel::Instant;
use huiyin_visits::model::Actor;
use huiyin_visits::model::{
    Disturb, NoPlace, PlanMode, PlanOrder, PlanState, Refused, RoundStateName, SaidBy, Span,
    VisitAct, Window,
};
use huiyin_visits::ops::{self, OpError, Place, Wish};
use huiyin_visits::store::{plans, teams, visits};

use crate::house::{House, MIGRATIONS, NOW};

fn refused<T: std::fmt::Debug>(result: Result<T, OpError>) -> Refused {
    match result.unwrap_err() {
        OpError::Refused(why) => why,
        other => panic!("{other}"),
    }
}

on_both_databases! { MIGRATIONS;
    async fn p9_a_plan_keeps_what_it_was_made_of_and_who_confirmed_it(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(12).await;
        let plan = house.plan(round.id, |_| ()).await;
        assert_eq!((plan.state, plan.stops, plan.unplaced), (PlanState::Ready, 12, 0));
        assert_eq!(plan.inputs_digest.len(), 64);
        assert_eq!(plan.confirmed_by, None, "nothing is in force by itself");
        assert_eq!(house.reload(round.id).await.state.name(), RoundStateName::Draft);
        let taken = house.take(round.id, plan.id).await.unwrap();
        assert_eq!(taken.state.plan(), Some(plan.id));
        let mut tx = db.read().await.unwrap();
        let kept = plans::load(&mut tx, plan.id).await.unwrap().unwrap();
        assert_eq!(kept.confirmed_by, house.by.account);
        assert!(kept.confirmed_at.is_some() && kept.order.seed == 1);
        let placed = plans::all_doors(&mut tx, round.id).await.unwrap();
        assert!(placed.iter().all(|door| door.spot.is_some()));
    }

    async fn the_same_seed_gives_the_same_plan(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(20).await;
        let first = house.plan(round.id, |it| it.seed = 5).await;
        let again = house.plan(round.id, |it| it.seed = 5).await;
        assert_eq!(first.inputs_digest, again.inputs_digest);
        assert_eq!(first.measures, again.measures);
        assert_eq!(house.stops(first.id).await, house.stops(again.id).await);
    }

    async fn v3_v4_doors_that_want_rest_are_in_no_plan_and_say_why(db: Db) {
        let house = House::open(&db).await;
        let now = Instant::parse_local(NOW).unwrap();
        let round = house.ready(4).await;
        let rest = house.door(90, |door| {
            door.dwelling.disturb = Some(Disturb { since: now, by: SaidBy::Resident });
        }).await;
        house.door(91, |door| door.dwelling.last_uninvited_at = Some(now)).await;
        house.door(92, |door| door.dwelling.point = None).await;
        house.door(93, |door| door.dwelling.active = false).await;
        let mut tx = db.read().await.unwrap();
        let (known, places) = ops::load_round(&mut tx, &house.by, round.id).await.unwrap();
        let found = ops::admission(&mut tx, &known, &places, now.date()).await.unwrap();
        drop(tx);
        assert_eq!((found.doors, found.left_out.len()), (4, 4));
        let plan = house.plan(round.id, |_| ()).await;
        assert_eq!((plan.stops, plan.unplaced), (4, 0));
        // Life or safety overrides it, never without a reason.
        let mut tx = db.write().await.unwrap();
        let key = (round.id, rest);
        let silent = ops::admit_for_safety(&house.visits, &mut tx, &house.by, key, "  ").await;
        assert_eq!(refused(silent), Refused::ReasonMissing);
        let visit = ops::admit_for_safety(&house.visits, &mut tx, &house.by, key, "燃气泄漏")
            .await.unwrap();
        tx.commit().await.unwrap();
        assert!(visit.life_safety);
        let plan = house.plan(round.id, |_| ()).await;
        assert_eq!(plan.stops, 5);
    }

    async fn a_door_without_place_says_why(db: Db) {
        let house = House::open(&db).await;
        house.door(1, |_| ()).await;
        house.door(2, |door| door.dwelling.open = vec![Span::parse("21:00-22:00").unwrap()]).await;
        house.door(3, |door| door.dwelling.minutes = 120).await;
        house.door(4, |door| {
            door.dwelling.minutes = 60;
            door.dwelling.open = vec![Span::parse("14:00-14:30").unwrap()];
        }).await;
        let round = house.round().await;
        house.team(round.id, "visitor-1", "visitor-2").await;
        let plan = house.plan(round.id, |_| ()).await;
        assert_eq!((plan.stops, plan.unplaced), (2, 2));
        let stops = house.stops(plan.id).await;
        let mut why: Vec<NoPlace> = stops.iter().filter_map(huiyin_visits::model::PlanStop::no_place).collect();
        why.sort();
        assert_eq!(why, [NoPlace::NeverOpen, NoPlace::TooLong]);
    }

    async fn a_team_that_drops_out_changes_little_of_what_was_announced(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(16).await;
        let plan = house.plan(round.id, |_| ()).await;
        house.take(round.id, plan.id).await.unwrap();
        house.announce(round.id).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let all = teams::of_round(&mut tx, round.id).await.unwrap();
        let before = plans::all_doors(&mut tx, round.id).await.unwrap();
        let with = |team| before.iter().filter(|it| it.spot.unwrap().team == team).count();
        let (gone, lost) = all.iter().map(|it| (it.id, with(it.id)))
            .find(|(_, count)| *count > 0).unwrap();
        ops::drop_team(&house.visits, &mut tx, &house.by, (gone, None)).await.unwrap();
        tx.commit().await.unwrap();
        let anew = ops::make_plan(&house.visits, &house.by, round.id, PlanOrder::default()).await;
        assert_eq!(refused(anew), Refused::OnlyMend);
        let mended = house.plan(round.id, |it| it.mode = PlanMode::Mend).await;
        assert_eq!((mended.state, mended.unplaced), (PlanState::Ready, 0));
        assert_eq!(mended.measures.changed, i64::try_from(lost).unwrap(), "only what had to move");
        house.take(round.id, mended.id).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let after = plans::all_doors(&mut tx, round.id).await.unwrap();
        assert!(after.iter().all(|it| it.spot.unwrap().team != gone));
    }

    async fn a_household_that_moves_its_time_is_placed_in_it(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(10).await;
        let plan = house.plan(round.id, |_| ()).await;
        house.take(round.id, plan.id).await.unwrap();
        house.announce(round.id).await.unwrap();
        let sunday = round.sessions[2];
        let stops = house.stops(plan.id).await;
        let moved = stops.iter().find(|it| it.spot.unwrap().session != sunday.id).unwrap().visit;
        let window = Window { on: sunday.on, span: Span::parse("11:00-12:00").unwrap() };
        let mut tx = db.write().await.unwrap();
        let now = house.visits.site.now();
        let wish = VisitAct::Appoint { window };
        ops::act(&house.visits, &mut tx, moved, None, Actor::Resident, &wish, now).await.unwrap();
        tx.commit().await.unwrap();
        // The plan as it was no longer holds.
        assert_eq!(refused(house.take(round.id, plan.id).await), Refused::PlanOutdated);
        let mended = house.plan(round.id, |it| it.mode = PlanMode::Mend).await;
        assert_eq!(mended.measures.changed, 1);
        house.take(round.id, mended.id).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let keys = &house.visits.site.keys;
        let place = visits::load(&mut tx, keys, moved).await.unwrap().unwrap().place;
        let arrive = place.arrive_at.unwrap();
        assert!(window.starts_at() <= arrive && arrive < window.ends_at());
    }

    async fn a_stop_is_moved_by_hand_after_its_cost_was_seen(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(8).await;
        let plan = house.plan(round.id, |_| ()).await;
        let mut tx = db.write().await.unwrap();
        let all = teams::of_round(&mut tx, round.id).await.unwrap();
        let stop = house.stops(plan.id).await[0].clone();
        let other = all.iter().find(|it| it.id != stop.spot.unwrap().team).unwrap().id;
        let wish = Wish { visit: stop.visit, session: round.sessions[2].id, team: other, place: Place::Least };
        let which = (round.id, plan.id);
        let seen = ops::preview_move(&house.visits, &mut tx, &house.by, which, wish).await.unwrap();
        assert_eq!((seen.after.team, seen.after.session), (other, wish.session));
        let same = ops::move_stop(&house.visits, &mut tx, &house.by, which, wish).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(same, plan.id, "nobody had confirmed it");
        let found = house.stops(plan.id).await;
        let moved = found.iter().find(|it| it.visit == stop.visit).unwrap();
        assert_eq!(moved.spot.unwrap(), seen.after);
        house.take(round.id, plan.id).await.unwrap();
        // What was confirmed stays as it was; a move makes another plan of it.
        let mut tx = db.write().await.unwrap();
        let back = Wish { session: round.sessions[1].id, ..wish };
        let next = ops::move_stop(&house.visits, &mut tx, &house.by, which, back).await.unwrap();
        tx.commit().await.unwrap();
        assert_ne!(next, plan.id);
        assert_eq!(house.stops(plan.id).await, found);
        house.take(round.id, next).await.unwrap();
    }

    async fn a_stop_goes_to_the_place_that_was_chosen(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(8).await;
        let plan = house.plan(round.id, |_| ()).await;
        let which = (round.id, plan.id);
        let all = house.stops(plan.id).await;
        let first = all.iter().find(|it| it.spot.unwrap().seq == 1).unwrap();
        let spot = first.spot.unwrap();
        let beside = |it: &&huiyin_visits::model::PlanStop| {
            let other = it.spot.unwrap();
            (other.team, other.session) == (spot.team, spot.session) && it.visit != first.visit
        };
        let last = all.iter().filter(beside).max_by_key(|it| it.spot.unwrap().seq).unwrap();
        let length = last.spot.unwrap().seq;
        let wish = |place| Wish { visit: first.visit, session: spot.session, team: spot.team, place };
        let mut tx = db.write().await.unwrap();
        for (place, seq) in [(Place::After(last.visit), length), (Place::First, 1)] {
            let seen = ops::preview_move(&house.visits, &mut tx, &house.by, which, wish(place)).await.unwrap();
            assert_eq!(seen.after.seq, seq);
            let order: Vec<u32> = seen.route.iter().map(|it| it.spot.unwrap().seq).collect();
            assert_eq!(order, (1..=length).collect::<Vec<u32>>());
        }
        // Behind itself, or behind somebody of another route, is no place.
        for odd in [first.visit, round.id] {
            let no = ops::preview_move(&house.visits, &mut tx, &house.by, which, wish(Place::After(odd))).await;
            assert_eq!(refused(no), Refused::MoveUnknown);
        }
        ops::move_stop(&house.visits, &mut tx, &house.by, which, wish(Place::After(last.visit))).await.unwrap();
        tx.commit().await.unwrap();
        let moved = house.stops(plan.id).await;
        assert_eq!(moved.iter().find(|it| it.visit == first.visit).unwrap().spot.unwrap().seq, length);
        let base = format!("/desk/rounds/{}/plans/{}/move", round.id, plan.id);
        for lang in ["zh-CN", "en"] {
            let desk = house.sign_in("coordinator", lang).await;
            let asked = format!("?visit={}&team={}&session={}&place=first", first.visit, spot.team, spot.session);
            let page = desk.get(&format!("{base}{asked}")).await.body;
            assert!(!page.contains('⟦') && page.contains("value=\"first\" selected"), "{page}");
            assert!(page.contains(&format!("value=\"{}\"", last.visit)), "one may choose behind whom");
        }
    }

    async fn v2_who_cannot_be_sent_anything_is_told_by_hand(db: Db) {
        let house = House::open(&db).await;
        house.door(50, |door| {
            door.phone = Some("13900000000".to_owned());
            door.dwelling.has_phone = true;
        }).await;
        let round = house.ready(3).await;
        let plan = house.plan(round.id, |_| ()).await;
        house.take(round.id, plan.id).await.unwrap();
        house.announce(round.id).await.unwrap();
        let at = format!("/desk/rounds/{}/by-hand", round.id);
        let desk = house.sign_in("coordinator", "en").await;
        assert!(desk.get(&at).await.body.contains("Nobody left to be told"), "nobody was asked yet");
        ops::ask_due(&house.visits, &house.by, round.id).await.unwrap();
        for (lang, title) in [("en", "Tell by phone"), ("zh-CN", "待电话告知")] {
            let page = house.sign_in("coordinator", lang).await.get(&at).await.body;
            assert!(page.contains(title) && page.contains("1单元50-1") && !page.contains('⟦'), "{page}");
            assert!(page.contains("139****0000") && !page.contains("13900000000"), "{page}");
        }
        let mut tx = db.read().await.unwrap();
        let all = huiyin_visits::store::by_hand::left(&mut tx, round.id, house.visits.site.now()).await.unwrap();
        drop(tx);
        assert_eq!(all.len(), 1, "only whom a message would have gone to");
        let visit = all[0].0.to_string();
        let stranger = house.visits.site.new_id().to_string();
        let forged = desk.post(&at, &at, &[("visit", &stranger)]).await;
        assert_eq!(forged.status, axum::http::StatusCode::NOT_FOUND);
        let told = desk.post(&at, &at, &[("visit", &visit)]).await;
        assert!(told.location.ends_with("told=1"), "{}", told.location);
        let page = desk.get(&at).await.body;
        assert!(page.contains("Nobody left to be told"), "{page}");
        let mut tx = db.read().await.unwrap();
        let journal = huiyin_db::journal::of_subject(&mut tx, all[0].0).await.unwrap();
        assert_eq!(journal.iter().filter(|it| it.kind == "told_by_hand").count(), 1);
        let stored = visits::load(&mut tx, &house.visits.site.keys, all[0].0).await.unwrap().unwrap();
        assert!(stored.visit.asked_at.is_some());
        drop(tx);
        // Once more changes nothing, by whichever page.
        let mut tx = db.write().await.unwrap();
        let who = house.account("coordinator").await;
        let again = ops::told_by_hand(&house.visits, &mut tx, &house.by, (all[0].0, round.id), who).await;
        assert!(!again.unwrap());
    }

    async fn v2_people_with_a_phone_are_asked_once(db: Db) {
        let house = House::open(&db).await;
        house.door(50, |door| {
            door.phone = Some("13900000000".to_owned());
            door.dwelling.has_phone = true;
        }).await;
        let round = house.ready(3).await;
        let plan = house.plan(round.id, |_| ()).await;
        house.take(round.id, plan.id).await.unwrap();
        assert_eq!(ops::ask_due(&house.visits, &house.by, round.id).await.unwrap(), 0);
        house.announce(round.id).await.unwrap();
        assert_eq!(ops::ask_due(&house.visits, &house.by, round.id).await.unwrap(), 1);
        assert_eq!(ops::ask_due(&house.visits, &house.by, round.id).await.unwrap(), 0);
    }

    async fn a_plan_that_was_cut_off_says_so(db: Db) {
        let house = House::open(&db).await;
        let round = house.ready(2).await;
        let plan = house.plan(round.id, |_| ()).await;
        let mut tx = db.write().await.unwrap();
        let mut cut = plan.clone();
        cut.id = house.visits.site.new_id();
        cut.state = PlanState::Running;
        plans::insert(&mut tx, &cut).await.unwrap();
        let shown = ops::load_plan(&house.visits, &mut tx, round.id, cut.id).await.unwrap();
        assert_eq!(shown.state, PlanState::Interrupted);
        tx.commit().await.unwrap();
        assert_eq!(refused(house.take(round.id, cut.id).await), Refused::PlanUnfinished);
        house.plan(round.id, |_| ()).await;
        let mut tx = db.read().await.unwrap();
        let kept = plans::load(&mut tx, cut.id).await.unwrap().unwrap();
        assert_eq!(kept.state, PlanState::Interrupted);
    }
}
