//! A digest for members of staff: chosen by themselves, once a day, on working days.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use huiyin_db::{Tx, on_both_databases};
use huiyin_kernel::{Id, Instant};
use huiyin_notices::{Carriers, Counting, HttpCarrier, New, Policy, Unread, WecomForm};

use super::browser::Desk;
use super::carrier::Carrier;
use super::house::{House, MIGRATIONS, at};

/// So many are new, whoever asks.
struct Always(AtomicI64);

impl Unread for Always {
    fn since<'a>(&'a self, _tx: &'a mut Tx, _account: Id, _since: Instant) -> Counting<'a> {
        let count = self.0.load(Ordering::SeqCst);
        let page = "/desk/notices";
        Box::pin(async move { Ok(New { count, page }) })
    }
}

fn wecom(carrier: &Carrier) -> Carriers {
    let carrier = HttpCarrier {
        address: carrier.address.clone(),
        secret: String::new(),
        certificates: None,
    };
    Carriers::off()
        .with_wecom(&carrier, WecomForm::Robot)
        .unwrap()
}

on_both_databases! { MIGRATIONS;
    async fn a_digest_says_how_many_and_never_what(db: Db) {
        let carrier = Carrier::open().await;
        let new = Arc::new(Always(AtomicI64::new(3)));
        let counts = Some(Arc::clone(&new) as Arc<dyn Unread>);
        let house = House::counting(&db, wecom(&carrier), Policy::default(), counts);
        let desk = Desk::open(&db, house).await;
        let me = desk.signed_in("dispatcher").await;
        let page = "/account/telling";
        let fields = [("rhythm", "daily"), ("channel", "wecom"), ("to", "wang"), ("working_days", "1")];
        assert_eq!(me.submit(page, page, &fields).await.status, StatusCode::SEE_OTHER);
        assert!(me.get(page).await.says("value=\"wang\""));
        for odd in ["@all", ""] {
            let fields = [("rhythm", "daily"), ("channel", "wecom"), ("to", odd)];
            assert_eq!(me.submit(page, page, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let house = &desk.house;
        assert_eq!(desk.digests().await, 0, "today's was before it was chosen");
        house.clock.set(at("2026-05-12 08:30"));
        assert_eq!(desk.digests().await, 1);
        assert_eq!(desk.digests().await, 0, "once a day");
        carrier.will_answer(200, r#"{"errcode":0,"errmsg":"ok"}"#);
        house.after(180).await;
        let got = carrier.got();
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].body["msgtype"], "text");
        assert_eq!(got[0].body["text"]["mentioned_list"][0], "wang");
        let text = got[0].body["text"]["content"].as_str().unwrap();
        assert!(text.contains('3') && text.contains("/desk/notices"), "{text}");
        new.0.store(0, Ordering::SeqCst);
        house.clock.set(at("2026-05-13 09:00"));
        assert_eq!(desk.digests().await, 0, "nothing is new");
        new.0.store(5, Ordering::SeqCst);
        house.clock.set(at("2026-05-16 09:00"));
        assert_eq!(desk.digests().await, 0, "a Saturday");
        house.clock.set(at("2026-05-18 09:00"));
        let me = desk.signed_in("dispatcher").await;
        let off = [("rhythm", "off"), ("channel", "wecom"), ("to", "wang")];
        assert_eq!(me.submit(page, page, &off).await.status, StatusCode::SEE_OTHER);
        assert!(!me.get(page).await.says("value=\"wang\""), "no address is kept");
        assert_eq!(desk.digests().await, 0);
    }

    async fn without_a_carrier_there_is_nothing_to_choose(db: Db) {
        let desk = Desk::open(&db, House::open(&db, Carriers::off())).await;
        let me = desk.signed_in("dispatcher").await;
        assert!(me.get("/account/telling").await.says("没有配置"));
        assert_eq!(desk.digests().await, 0);
    }
}
