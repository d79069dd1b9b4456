//! When somebody is told, and how often.

use huiyin_db::on_both_databases;
use huiyin_kernel::Id;
use huiyin_notices::{Fate, Policy};

use super::carrier::Carrier;
use super::house::{House, MIGRATIONS, PHONE, at, sms};

on_both_databases! { MIGRATIONS;
    async fn nobody_is_told_at_night_but_a_code_comes(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        house.clock.set(at("2026-05-11 22:00"));
        let news = house.news("n", "m", "matter-answered").await;
        let code = Id::derived("notice", "code");
        let order = house.order(code, "sign-in-code", PHONE, &[("code", "1"), ("minutes", "10")]);
        house.send(code, "somebody", &order).await;
        assert_eq!(house.after(600).await.sent, 1);
        assert_eq!(house.notice(code).await.fate, Fate::Sent);
        let held = house.notice(news).await;
        assert_eq!((held.fate, held.why.as_str()), (Fate::Held, "quiet"));
        assert_eq!(held.next_at, Some(at("2026-05-12 08:00")));
        house.clock.set(at("2026-05-12 07:59"));
        assert_eq!(house.after(0).await.sent, 0);
        assert_eq!(house.after(60).await.sent, 1);
        assert_eq!(house.notice(news).await.fate, Fate::Sent);
    }

    async fn what_happens_within_minutes_is_told_once_and_the_weightier_wins(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let received = house.news("1", "m", "matter-received").await;
        house.clock.advance_seconds(60);
        let answered = house.news("2", "m", "matter-answered").await;
        house.clock.advance_seconds(10);
        let extended = house.news("3", "m", "matter-extended").await;
        let other = house.news("4", "another", "matter-received").await;
        house.after(300).await;
        assert_eq!(house.notice(received).await.fate, Fate::Superseded);
        assert_eq!(house.notice(extended).await.fate, Fate::Superseded);
        assert_eq!(house.notice(answered).await.fate, Fate::Sent);
        assert_eq!(house.notice(other).await.fate, Fate::Sent, "another matter is another thing");
        assert_eq!(carrier.got().len(), 2);
        assert!(!house.remembers(received).await);
    }

    async fn the_same_is_not_said_twice_within_an_hour(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        house.news("1", "m", "matter-extended").await;
        house.after(180).await;
        let again = house.news("2", "m", "matter-extended").await;
        house.after(180).await;
        let notice = house.notice(again).await;
        assert_eq!((notice.fate, notice.why.as_str()), (Fate::Superseded, "repeat"));
        house.clock.advance_seconds(3600);
        let later = house.news("3", "m", "matter-extended").await;
        house.after(180).await;
        assert_eq!(house.notice(later).await.fate, Fate::Sent);
    }

    async fn a_person_is_told_so_often_in_a_day_and_the_rest_comes_tomorrow(db: Db) {
        let carrier = Carrier::open().await;
        let policy = Policy { per_day: 2, ..Policy::default() };
        let house = House::with(&db, sms(&carrier), policy);
        for name in ["a", "b", "c"] {
            house.news(name, name, "matter-answered").await;
        }
        let round = house.after(180).await;
        assert_eq!((round.sent, round.other), (2, 1));
        let third = house.notice(Id::derived("notice", "c")).await;
        let waiting = [
            third.fate,
            house.notice(Id::derived("notice", "a")).await.fate,
            house.notice(Id::derived("notice", "b")).await.fate,
        ];
        assert_eq!(waiting.iter().filter(|it| **it == Fate::Held).count(), 1);
        house.clock.set(at("2026-05-12 08:00"));
        assert_eq!(house.after(0).await.sent, 1);
        assert_eq!(carrier.got().len(), 3);
    }

    async fn a_code_past_its_time_is_not_sent(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = Id::derived("notice", "code");
        let mut order = house.order(id, "sign-in-code", PHONE, &[("code", "1"), ("minutes", "10")]);
        order.until = Some(at("2026-05-11 10:10"));
        house.send(id, "somebody", &order).await;
        house.after(600).await;
        assert!(carrier.got().is_empty());
        let notice = house.notice(id).await;
        assert_eq!((notice.fate, notice.why.as_str()), (Fate::GivenUp, "too-late"));
    }
}
