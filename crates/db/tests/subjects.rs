//! What the store promises of a person's own key, told on both databases.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened};
use huiyin_db::testing::CountingEntropy;
use huiyin_db::{Db, MIGRATIONS, StoreError, args, on_both_databases};
use huiyin_kernel::{Entropy, Id, Instant};

mod raw {
    huiyin_db::queries! {
        WRAPPED = "SELECT wrapped FROM subject_key WHERE id = $1";
        LOST = "DELETE FROM subject_key WHERE id = $1";
        SWAPPED = "UPDATE subject_key SET wrapped = (SELECT k.wrapped FROM subject_key k WHERE k.id = $2) WHERE id = $1";
    }
}

const START: Instant = Instant::from_micros(1_780_000_000_000_000);
const PHONE: &str = "13900000000";

fn keys() -> Keys {
    Keys::from_master(&[3; 32])
}

fn plain(text: &str) -> Opened {
    Opened::Plain(text.to_owned())
}

/// A person with a sealed phone.
async fn person(db: &Db, entropy: &dyn Entropy) -> (Id, Vec<u8>) {
    let id = Id::new(START, entropy);
    let mut tx = db.write().await.expect("a transaction");
    let own = subject::key_for_writing(&mut tx, &keys(), entropy, id, START).await;
    let sealed = own
        .expect("a key")
        .seal("phone", PHONE, entropy)
        .expect("sealed");
    tx.commit().await.expect("committed");
    (id, sealed)
}

async fn open(db: &Db, keys: &Keys, id: Id, sealed: &[u8]) -> huiyin_db::Result<Opened> {
    let mut tx = db.read().await.expect("a view");
    subject::key(&mut tx, keys, id).await?.open("phone", sealed)
}

async fn destroy(db: &Db, id: Id) {
    let mut tx = db.write().await.expect("a transaction");
    subject::destroy(&mut tx, id, START)
        .await
        .expect("destroyed");
    tx.commit().await.expect("committed");
}

async fn wrapped(db: &Db, id: Id) -> Vec<u8> {
    let mut tx = db.read().await.expect("a view");
    let row = tx.fetch_one(raw::WRAPPED, args![id]).await.expect("a row");
    row.get("wrapped").expect("bytes")
}

on_both_databases! { &[MIGRATIONS];
    async fn a_value_opens_for_its_person_only(db: Db) {
        let entropy = CountingEntropy::default();
        let (one, sealed) = person(&db, &entropy).await;
        let (other, _) = person(&db, &entropy).await;
        assert_eq!(open(&db, &keys(), one, &sealed).await.expect("opened"), plain(PHONE));
        assert!(open(&db, &keys(), other, &sealed).await.is_err());
        let foreign = Keys::from_master(&[4; 32]);
        assert!(open(&db, &foreign, one, &sealed).await.is_err());
        let mut tx = db.read().await.expect("a view");
        let own = subject::key(&mut tx, &keys(), one).await.expect("a key");
        assert!(own.open("name", &sealed).is_err(), "bound to its place");
    }

    async fn asking_twice_brings_the_same_key(db: Db) {
        let entropy = CountingEntropy::default();
        let (id, sealed) = person(&db, &entropy).await;
        let mut tx = db.write().await.expect("a transaction");
        let own = subject::key_for_writing(&mut tx, &keys(), &entropy, id, START).await.expect("a key");
        assert_eq!(own.open("phone", &sealed).expect("opened"), plain(PHONE));
    }

    async fn what_is_erased_opens_as_erased_and_never_again(db: Db) {
        let entropy = CountingEntropy::default();
        let (id, sealed) = person(&db, &entropy).await;
        let (other, kept) = person(&db, &entropy).await;
        let before = wrapped(&db, id).await;
        destroy(&db, id).await;
        destroy(&db, id).await;
        assert_eq!(open(&db, &keys(), id, &sealed).await.expect("no fault"), Opened::Erased);
        assert_eq!(open(&db, &keys(), other, &kept).await.expect("opened"), plain(PHONE));
        assert!(before.len() > 32 && wrapped(&db, id).await.is_empty());
        let mut tx = db.write().await.expect("a transaction");
        let own = subject::key_for_writing(&mut tx, &keys(), &entropy, id, START).await.expect("found");
        assert!(own.is_erased(), "no new key in the place of a destroyed one");
        assert!(matches!(own.seal("phone", "1", &entropy), Err(StoreError::Sealed(_))));
        tx.commit().await.expect("committed");
        // Not one byte of the wrapped key may stay in the file or its log.
        if let Some(path) = db.path().map(std::path::Path::to_owned) {
            db.close().await;
            let mut bytes = std::fs::read(&path).expect("the file");
            let log = path.with_extension("db-wal");
            bytes.extend(std::fs::read(log).unwrap_or_default());
            assert!(!bytes.windows(16).any(|it| it == &before[8..24]), "left behind");
        }
    }

    async fn a_value_from_before_opens_until_its_person_is_erased(db: Db) {
        let entropy = CountingEntropy::default();
        let id = Id::new(START, &entropy);
        let old = keys().seal("phone", PHONE, &entropy).expect("sealed");
        assert_eq!(open(&db, &keys(), id, &old).await.expect("opened"), plain(PHONE));
        let mut tx = db.write().await.expect("a transaction");
        let own = subject::key_for_writing(&mut tx, &keys(), &entropy, id, START).await.expect("a key");
        assert_eq!(own.open("phone", &old).expect("opened"), plain(PHONE));
        tx.commit().await.expect("committed");
        destroy(&db, id).await;
        assert_eq!(open(&db, &keys(), id, &old).await.expect("no fault"), Opened::Erased);
    }

    async fn somebody_who_never_had_a_key_can_be_erased(db: Db) {
        let entropy = CountingEntropy::default();
        let id = Id::new(START, &entropy);
        let old = keys().seal("phone", PHONE, &entropy).expect("sealed");
        destroy(&db, id).await;
        assert_eq!(open(&db, &keys(), id, &old).await.expect("no fault"), Opened::Erased);
    }

    async fn a_lost_or_swapped_key_is_an_error_and_not_an_erasure(db: Db) {
        let entropy = CountingEntropy::default();
        let (one, sealed) = person(&db, &entropy).await;
        let (other, _) = person(&db, &entropy).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.execute(raw::SWAPPED, args![one, other]).await.expect("behind our back");
        assert!(matches!(subject::key(&mut tx, &keys(), one).await, Err(StoreError::Sealed(_))));
        tx.execute(raw::LOST, args![one]).await.expect("behind our back");
        let own = subject::key(&mut tx, &keys(), one).await.expect("looked up");
        assert!(matches!(own.open("phone", &sealed), Err(StoreError::Sealed(_))));
        for odd in [&[][..], &[3], &[3, 9], &[3, 1, 0], &[9, 9, 9]] {
            assert!(own.open("phone", odd).is_err(), "{odd:?}");
        }
        tx.commit().await.expect("committed");
    }
}
