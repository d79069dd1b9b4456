//! The slice over a fresh store, and orders as other slices write them.

use std::collections::BTreeMap;
use std::sync::Arc;

use huiyin_db::blobs::Blobs;
use huiyin_db::fields::Keys;
use huiyin_db::outbox::{self, Message};
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, Migration};
use huiyin_kernel::to_hex;
use huiyin_kernel::{Clock, FixedClock, Id, Instant, Lang};
use huiyin_notices::ops;
use huiyin_notices::{
    Carriers, Channel, HttpCarrier, Notice, Notices, Order, Policy, TOPIC, UNREACHED, Unread,
    notices,
};
use huiyin_registry::{Registry, RegistryGate};
use huiyin_web::{Limits, Settings, Site, Texts};

use super::carrier::Carrier;

pub const MIGRATIONS: &[&[Migration]] = &[
    huiyin_db::MIGRATIONS,
    huiyin_web::MIGRATIONS,
    huiyin_registry::MIGRATIONS,
    huiyin_notices::MIGRATIONS,
];

pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub const PHONE: &str = "13812345678";

pub struct House {
    pub slice: Arc<Notices>,
    pub clock: Arc<FixedClock>,
    pub registry: Arc<Registry>,
}

pub fn at(text: &str) -> Instant {
    Instant::parse_local(text).expect("a time")
}

pub fn sms(carrier: &Carrier) -> Carriers {
    let carrier = HttpCarrier {
        address: carrier.address.clone(),
        secret: SECRET.to_owned(),
        certificates: None,
    };
    Carriers::off().with_sms(&carrier).expect("an address")
}

impl House {
    /// Ten in the morning of an ordinary day.
    pub fn open(db: &Db, carriers: Carriers) -> Self {
        Self::with(db, carriers, Policy::default())
    }

    pub fn with(db: &Db, carriers: Carriers, policy: Policy) -> Self {
        Self::counting(db, carriers, policy, None)
    }

    /// With somebody who counts what is new, for digests.
    pub fn counting(
        db: &Db,
        carriers: Carriers,
        policy: Policy,
        unread: Option<Arc<dyn Unread>>,
    ) -> Self {
        let clock = Arc::new(FixedClock::at(at("2026-05-11 10:00")));
        let keys = Keys::from_master(&[7; 32]);
        let registry = Arc::new(Registry::new().expect("a policy"));
        let gate = RegistryGate::new(db.clone(), keys.clone(), Arc::clone(&registry));
        let folder = std::env::temp_dir().join(format!("huiyin-notices-{}", std::process::id()));
        let site = Site {
            db: db.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(CountingEntropy::default()),
            keys,
            blobs: Blobs::open(&folder).expect("a folder"),
            texts: Texts::load().expect("locales"),
            limits: Limits::new(0),
            settings: Settings::default(),
            gatekeeper: Arc::new(gate),
        };
        let slice = Notices::new(Arc::new(site), carriers, policy);
        let slice = match unread {
            Some(unread) => slice.with_unread(unread),
            None => slice,
        };
        Self {
            slice: Arc::new(slice),
            clock,
            registry,
        }
    }

    /// An order with this address and these secret words, in an outbox row of this id.
    pub fn order(&self, id: Id, template: &str, to: &str, secret: &[(&str, &str)]) -> Order {
        let site = &self.slice.site;
        let entropy = site.entropy.as_ref();
        let seal = |place: String, plain: &str| {
            to_hex(&site.keys.seal(&place, plain, entropy).expect("a seal"))
        };
        let words: BTreeMap<&str, &str> = secret.iter().copied().collect();
        let words = serde_json::to_string(&words).expect("words");
        Order {
            template: template.to_owned(),
            lang: Lang::Zh,
            channel: Channel::Sms,
            to_sealed: Some(seal(ops::address_place(id), to)),
            vars: BTreeMap::new(),
            vars_sealed: Some(seal(ops::words_place(id), &words)),
            area_path: String::new(),
            account: None,
            until: None,
        }
    }

    /// Says that there is news about a matter, to the usual phone.
    pub async fn news(&self, name: &str, subject: &str, template: &str) -> Id {
        let id = Id::derived("notice", name);
        let address = format!("https://huiyin.example.cn/echo/{subject}");
        let order = self.order(id, template, PHONE, &[("address", &address)]);
        self.send(id, subject, &order).await;
        id
    }

    pub async fn send(&self, id: Id, subject: &str, order: &Order) {
        let body = serde_json::to_value(order).expect("JSON");
        let fate = self.hand_in(id, subject, &body).await;
        assert_eq!(fate, outbox::Fate::Done("noticed"));
    }

    /// Puts an order into the outbox and lets the slice take it from there.
    pub async fn hand_in(&self, id: Id, subject: &str, body: &serde_json::Value) -> outbox::Fate {
        let site = &self.slice.site;
        let subject = Id::derived("subject", subject);
        let mut tx = site.db.write().await.expect("a writer");
        outbox::add(&mut tx, id, TOPIC, subject, body, site.now())
            .await
            .expect("an order");
        tx.commit().await.expect("a commit");
        self.take_orders().await
    }

    /// Takes every order that waits in the outbox; says how the last one ended.
    pub async fn take_orders(&self) -> outbox::Fate {
        let site = &self.slice.site;
        let mut fate = outbox::Fate::Fail("not there".to_owned());
        for message in self.messages().await {
            if message.topic == TOPIC {
                fate = ops::accept(&self.slice, &message).await;
                outbox::settle(&site.db, &message, fate.clone(), site.now())
                    .await
                    .expect("a fate");
            }
        }
        fate
    }

    async fn messages(&self) -> Vec<Message> {
        let site = &self.slice.site;
        outbox::take(&site.db, site.now(), 100)
            .await
            .expect("messages")
    }

    /// Lets so much time pass and sends what is due then.
    pub async fn after(&self, seconds: i64) -> ops::Round {
        self.clock.advance_seconds(seconds);
        ops::send_due(&self.slice).await.expect("a round")
    }

    pub async fn notice(&self, id: Id) -> Notice {
        let mut tx = self.slice.site.db.read().await.expect("a reader");
        let found = notices::one(&mut tx, id).await.expect("a row");
        found.expect("a notice")
    }

    /// Whether anything of the address is still kept.
    pub async fn remembers(&self, id: Id) -> bool {
        let mut tx = self.slice.site.db.read().await.expect("a reader");
        let sealed = notices::sealed(&mut tx, id).await.expect("a row");
        sealed.to.is_some() || sealed.vars.is_some()
    }

    /// Subjects whose person could not be reached, as other slices are told.
    pub async fn unreached(&self) -> Vec<Id> {
        let all = self.messages().await;
        all.iter()
            .filter(|it| it.topic == UNREACHED)
            .map(|it| it.subject)
            .collect()
    }
}
