//! What reaches a carrier, and what becomes of the notice.

use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use huiyin_db::on_both_databases;
use huiyin_db::outbox;
use huiyin_kernel::Id;
use huiyin_notices::{Carriers, Fate};
use serde_json::json;

use super::carrier::{Carrier, Got};
use super::house::{House, MIGRATIONS, PHONE, SECRET, sms};

/// Signed as the standard says, by a computation of our own.
fn is_signed(got: &Got) -> bool {
    let key = SECRET.strip_prefix("whsec_").unwrap();
    let key = base64::engine::general_purpose::STANDARD
        .decode(key)
        .unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    let (id, at) = (got.header("webhook-id"), got.header("webhook-timestamp"));
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(&got.raw);
    let expected = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    got.header("webhook-signature") == format!("v1,{expected}")
}

on_both_databases! { MIGRATIONS;
    async fn a_code_goes_out_at_once_signed_and_its_address_is_forgotten(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = Id::derived("notice", "code");
        let order = house.order(id, "sign-in-code", "138 1234-5678", &[("code", "482913"), ("minutes", "10")]);
        house.send(id, "somebody", &order).await;
        assert!(house.remembers(id).await);
        assert_eq!(house.after(0).await.sent, 1);
        let got = carrier.got();
        assert_eq!(got.len(), 1);
        assert!(is_signed(&got[0]));
        assert_eq!(got[0].header("idempotency-key"), id.to_string());
        assert_eq!(got[0].body["to"], PHONE);
        assert_eq!(got[0].body["template"], "sign-in-code");
        assert_eq!(got[0].body["vars"]["code"], "482913");
        assert!(got[0].text().contains("482913") && got[0].text().contains("10"));
        let notice = house.notice(id).await;
        assert_eq!(notice.fate, Fate::Sent);
        assert_eq!(notice.carrier_ref, "carrier-1");
        assert!(!house.remembers(id).await);
        assert_eq!(house.after(60).await.sent, 0, "once is enough");
    }

    async fn the_same_order_twice_is_one_notice(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        let mut tx = db.write().await.unwrap();
        let body = json!({});
        outbox::add(&mut tx, id, "notices.send", id, &body, house.slice.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let again = outbox::Message {
            id,
            topic: huiyin_notices::TOPIC.to_owned(),
            subject: Id::derived("subject", "m"),
            body: serde_json::to_string(&house.order(id, "matter-answered", PHONE, &[("address", "x")])).unwrap(),
            attempts: 1,
            created_at: house.slice.site.now(),
        };
        let fate = huiyin_notices::ops::accept(&house.slice, &again).await;
        assert_eq!(fate, outbox::Fate::Done("noticed"));
        assert_eq!(house.after(300).await.sent, 1);
        assert_eq!(house.after(300).await.sent, 0);
        assert_eq!(carrier.got().len(), 1);
    }

    async fn a_wrong_number_ends_the_notice_and_somebody_is_told(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        carrier.will_answer(422, r#"{"reason":"空号 13812345678"}"#);
        assert_eq!(house.after(300).await.refused, 1);
        let notice = house.notice(id).await;
        assert_eq!(notice.fate, Fate::Refused);
        assert_eq!(notice.why, "空号 ***", "the number that the carrier repeats is not kept");
        assert!(!house.remembers(id).await);
        assert_eq!(house.unreached().await, [Id::derived("subject", "m")]);
    }

    async fn a_number_that_cannot_be_one_never_reaches_a_carrier(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = Id::derived("notice", "odd");
        let order = house.order(id, "matter-answered", "call my mother", &[("address", "x")]);
        house.send(id, "m", &order).await;
        let notice = house.notice(id).await;
        assert_eq!((notice.fate, notice.why.as_str()), (Fate::Refused, "address-odd"));
        assert!(!house.remembers(id).await);
        house.after(300).await;
        assert!(carrier.got().is_empty());
        assert_eq!(house.unreached().await.len(), 1);
    }

    async fn without_a_carrier_nothing_is_kept_and_nothing_goes_out(db: Db) {
        let house = House::open(&db, Carriers::off());
        let id = house.news("n", "m", "matter-answered").await;
        let notice = house.notice(id).await;
        assert_eq!((notice.fate, notice.why.as_str()), (Fate::GivenUp, "no-carrier"));
        assert!(!house.remembers(id).await);
        assert_eq!(house.after(86_400).await, huiyin_notices::ops::Round::default());
    }

    async fn a_carrier_in_trouble_is_tried_again_later_and_rests_meanwhile(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        for _ in 0..3 {
            carrier.will_answer(503, "");
        }
        assert_eq!(house.after(180).await.troubled, 1);
        let notice = house.notice(id).await;
        assert_eq!((notice.fate, notice.attempts), (Fate::Waiting, 1));
        assert_eq!(notice.why, "status-503");
        assert!(house.remembers(id).await);
        assert_eq!(house.after(1).await, huiyin_notices::ops::Round::default(), "it waits");
        assert_eq!(house.after(60).await.troubled, 1);
        assert_eq!(house.after(120).await.troubled, 1);
        // Three in a row: another notice does not even try.
        let other = house.news("o", "other", "matter-answered").await;
        let round = house.after(0).await;
        assert_eq!((round.sent, round.troubled), (0, 0));
        assert_eq!(carrier.got().len(), 3);
        house.after(600).await;
        assert_eq!(house.notice(id).await.fate, Fate::Sent);
        assert_eq!(house.notice(other).await.fate, Fate::Sent);
        let keys: Vec<String> = carrier.got()[..4].iter().map(|it| it.header("idempotency-key")).collect();
        assert!(keys.iter().filter(|it| **it == id.to_string()).count() >= 3, "one key for every try");
    }

    async fn after_ten_tries_it_is_given_up_and_can_be_sent_again(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        for _ in 0..10 {
            carrier.will_answer(500, "");
        }
        let mut rounds = 0;
        while house.notice(id).await.next_at.is_some() {
            house.clock.set(house.notice(id).await.next_at.unwrap());
            house.after(0).await;
            rounds += 1;
            assert!(rounds < 100);
        }
        let notice = house.notice(id).await;
        assert_eq!((notice.fate, notice.attempts), (Fate::GivenUp, 10));
        assert_eq!(house.unreached().await.len(), 1);
        assert!(house.remembers(id).await, "a person may want to send it again");
        let mut tx = db.write().await.unwrap();
        assert!(huiyin_notices::notices::revive(&mut tx, id, house.slice.site.now()).await.unwrap());
        tx.commit().await.unwrap();
        house.after(3600).await;
        assert_eq!(house.notice(id).await.fate, Fate::Sent);
    }

    async fn the_address_of_what_was_given_up_is_forgotten_after_a_week(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        let mut tx = db.write().await.unwrap();
        huiyin_notices::notices::give_up(&mut tx, id, "status-500", house.slice.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        house.clock.advance_seconds(6 * 86_400);
        assert_eq!(huiyin_notices::ops::sweep(&house.slice).await.unwrap(), 0);
        house.clock.advance_seconds(2 * 86_400);
        assert_eq!(huiyin_notices::ops::sweep(&house.slice).await.unwrap(), 1);
        assert!(!house.remembers(id).await);
        let mut tx = db.write().await.unwrap();
        assert!(!huiyin_notices::notices::revive(&mut tx, id, house.slice.site.now()).await.unwrap());
    }

    async fn whoever_is_killed_between_sending_and_noting_sends_again_under_the_same_key(db: Db) {
        let carrier = Carrier::open().await;
        let house = House::open(&db, sms(&carrier));
        let id = house.news("n", "m", "matter-answered").await;
        house.clock.advance_seconds(180);
        // What a process leaves behind that took the notice and died.
        let notice = house.notice(id).await;
        let mut tx = db.write().await.unwrap();
        let until = house.slice.site.now().plus_seconds(90);
        assert!(huiyin_notices::notices::take(&mut tx, &notice, until).await.unwrap());
        assert!(!huiyin_notices::notices::take(&mut tx, &notice, until).await.unwrap(), "one takes it");
        tx.commit().await.unwrap();
        assert_eq!(house.after(89).await.sent, 0);
        assert_eq!(house.after(1).await.sent, 1);
        assert_eq!(carrier.got()[0].header("idempotency-key"), id.to_string());
    }

    async fn nonsense_in_the_outbox_is_a_dead_letter_with_its_reason(db: Db) {
        let house = House::open(&db, Carriers::off());
        let nonsense = [
            (json!({"hello": 1}), "not an order"),
            (json!({"template": "x", "lang": "en", "channel": "paper"}), "no template x"),
            (json!({"template": "matter-answered", "lang": "en", "channel": "sms"}), "needs an address"),
            (json!({"template": "matter-answered", "lang": "en", "channel": "paper"}), "needs the word address"),
            (json!({"template": "matter-answered", "lang": "en", "channel": "sms", "to_sealed": "xyz"}), "hexadecimal"),
            (json!({"template": "matter-answered", "lang": "en", "channel": "sms", "to_sealed": "0102"}), "cannot be opened"),
        ];
        for (index, (body, reason)) in nonsense.iter().enumerate() {
            let id = Id::derived("nonsense", &index.to_string());
            match house.hand_in(id, "m", body).await {
                outbox::Fate::Fail(why) => assert!(why.to_lowercase().contains(reason), "{why}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
