//! One master key takes over from another while the store is in use, on both databases.
#![expect(
    clippy::expect_used,
    reason = "a story that cannot go on should stop loudly"
)]

use huiyin_db::fields::Keys;
use huiyin_db::generation::{self, Left, Retired};
use huiyin_db::journal::{self, Entry};
use huiyin_db::ring::Ring;
use huiyin_db::seal::{self, Verdict};
use huiyin_db::secrets::{self, Fit, Origin};
use huiyin_db::subject::{self, Opened};
use huiyin_db::suite::Suite;
use huiyin_db::testing::{CountingEntropy, rebound_as_before, sealed_before};
use huiyin_db::{Db, MIGRATIONS, args, on_both_databases};
use huiyin_kernel::{Entropy, Id, Instant};

mod raw {
    huiyin_db::queries! {
        STALE = "UPDATE subject_key SET generation = 1 WHERE id = $1";
        DROP_HEAD = "DELETE FROM seal_head";
        DROP_SEALS = "DELETE FROM seal";
        UNBOUND = "UPDATE key_secret SET wrapped = $1 WHERE name = 'signature'";
        SIGNATURE = "SELECT wrapped FROM key_secret WHERE name = 'signature'";
        ALTERED = "UPDATE key_secret SET wrapped = (SELECT s.wrapped FROM key_secret s WHERE s.name = 'field')
            WHERE name = 'digest'";
    }
}

const START: Instant = Instant::from_micros(1_780_000_000_000_000);
const MASTER: [u8; 32] = [3; 32];
/// More than two steps of wrapping anew.
const PEOPLE: usize = 450;

fn first() -> Ring {
    Ring::of(1, MASTER)
}

fn both() -> Ring {
    first().grown([4; 32]).expect("room").1
}

async fn fit(db: &Db, ring: &Ring) -> Fit {
    secrets::keys(db, ring, Suite::Default)
        .await
        .expect("looked at")
}

async fn opened(db: &Db, ring: &Ring) -> Keys {
    match fit(db, ring).await {
        Fit::Fits(keys) => keys,
        other => panic!("{other:?}"),
    }
}

async fn founded(db: &Db, ring: &Ring, origin: Origin, entropy: &dyn Entropy) -> Keys {
    let keys = secrets::keys_for(ring, Suite::Default, origin, entropy).expect("keys");
    secrets::found(db, &keys, origin, entropy, START)
        .await
        .expect("founded");
    opened(db, ring).await
}

async fn person(db: &Db, keys: &Keys, entropy: &dyn Entropy) -> (Id, Vec<u8>) {
    let id = Id::new(START, entropy);
    let mut tx = db.write().await.expect("a transaction");
    let own = subject::key_for_writing(&mut tx, keys, entropy, id, START).await;
    let sealed = own
        .expect("a key")
        .seal("phone", "13900000000", entropy)
        .expect("sealed");
    tx.commit().await.expect("committed");
    (id, sealed)
}

async fn phone(db: &Db, keys: &Keys, person: &(Id, Vec<u8>)) -> huiyin_db::Result<Opened> {
    let mut tx = db.read().await.expect("a view");
    subject::key(&mut tx, keys, person.0)
        .await?
        .open("phone", &person.1)
}

async fn is_readable(db: &Db, keys: &Keys, people: &[(Id, Vec<u8>)]) {
    for one in people {
        let found = phone(db, keys, one).await.expect("opened");
        assert_eq!(found, Opened::Plain("13900000000".to_owned()));
    }
}

async fn left(db: &Db) -> Vec<(u16, u64, u64)> {
    let mut tx = db.read().await.expect("a view");
    let all = generation::left(&mut tx).await.expect("counted");
    all.iter()
        .map(|it: &Left| (it.generation, it.people, it.secrets))
        .collect()
}

async fn alter(db: &Db, statements: &[huiyin_db::Query]) {
    let mut tx = db.write().await.expect("a transaction");
    for what in statements {
        tx.execute(*what, args![]).await.expect("behind our back");
    }
    tx.commit().await.expect("committed");
}

async fn retire(db: &Db, number: u16) -> Retired {
    generation::retire(db, number, "system", START)
        .await
        .expect("asked")
}

async fn add_row(db: &Db, entropy: &dyn Entropy) {
    let mut tx = db.write().await.expect("a transaction");
    let subject = Id::new(START, entropy);
    let entry = Entry {
        subject_kind: "test",
        subject,
        version: 1,
        at: START,
        actor: "system",
        kind: "made",
    };
    journal::append(&mut tx, &entry, &1)
        .await
        .expect("appended");
    tx.commit().await.expect("committed");
}

on_both_databases! { &[MIGRATIONS];
    async fn a_new_district_gets_secrets_that_follow_from_nothing(db: Db) {
        let entropy = CountingEntropy::default();
        assert!(matches!(fit(&db, &first()).await, Fit::Unfounded));
        let keys = founded(&db, &first(), Origin::Chance, &entropy).await;
        assert_ne!(keys.digest("phone", "1"), Keys::from_master(&MASTER).digest("phone", "1"));
        // A second process that founds at the same moment meets the first one's secrets.
        let again = founded(&db, &first(), Origin::Chance, &entropy).await;
        assert_eq!(keys.digest("phone", "1"), again.digest("phone", "1"));
        assert!(matches!(fit(&db, &Ring::of(1, [9; 32])).await, Fit::Foreign));
    }

    async fn a_new_district_may_begin_with_a_later_generation(db: Db) {
        let entropy = CountingEntropy::default();
        let later = both().without(1).expect("one left");
        founded(&db, &later, Origin::Chance, &entropy).await;
        assert_eq!(left(&db).await, [(2, 0, 4)]);
        assert!(matches!(fit(&db, &first()).await, Fit::Missing(2)));
    }

    async fn an_old_district_goes_on_with_what_it_had(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::FirstMaster, &entropy).await;
        assert_eq!(keys.digest("phone", "1"), Keys::from_master(&MASTER).digest("phone", "1"));
        let old = sealed_before(&MASTER, "totp:1", "secret", &entropy).expect("sealed");
        assert_eq!(keys.open("totp:1", &old).expect("opened"), "secret");
        let alone = Ring::of(2, [4; 32]);
        let refused = secrets::keys_for(&alone, Suite::Default, Origin::FirstMaster, &entropy);
        assert!(refused.is_err(), "its only key cannot be made up");
    }

    async fn a_key_takes_over_step_by_step_and_nothing_else_changes(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::Chance, &entropy).await;
        let mut people = Vec::new();
        for _ in 0..PEOPLE {
            people.push(person(&db, &keys, &entropy).await);
        }
        let sealed = keys.seal("totp:1", "secret", &entropy).expect("sealed");
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &keys, START).await.expect("sealed");
        assert_eq!(left(&db).await, [(1, PEOPLE as u64, 4)]);

        let grown = opened(&db, &both()).await;
        let later = person(&db, &grown, &entropy).await;
        assert_eq!(left(&db).await, [(1, PEOPLE as u64 + 1, 4)], "a key that waits is not used");
        people.push(later);
        assert!(generation::turn(&db, &grown, "system", START).await.expect("turned"));
        assert!(!generation::turn(&db, &grown, "system", START).await.expect("once"));
        people.push(person(&db, &grown, &entropy).await);
        assert_eq!(left(&db).await, [(1, PEOPLE as u64 + 1, 4), (2, 1, 0)]);
        assert!(matches!(fit(&db, &first()).await, Fit::Missing(2)));

        // Broken off after one step: both keys are needed, and nothing is lost.
        assert!(generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0);
        is_readable(&db, &opened(&db, &both()).await, &people).await;
        assert!(matches!(retire(&db, 1).await, Retired::Left(_)));
        let again = opened(&db, &both()).await;
        while generation::rewrap(&db, &again, &entropy).await.expect("a step") > 0 {}
        assert_eq!(left(&db).await, [(1, 0, 0), (2, PEOPLE as u64 + 2, 4)]);
        assert_eq!(retire(&db, 2).await, Retired::InUse);
        assert_eq!(retire(&db, 7).await, Retired::Unknown);
        assert_eq!(retire(&db, 1).await, Retired::Done);
        assert_eq!(retire(&db, 1).await, Retired::Unknown);

        let alone = both().without(1).expect("one left");
        let new = opened(&db, &alone).await;
        is_readable(&db, &new, &people).await;
        assert_eq!(new.open("totp:1", &sealed).expect("opened"), "secret");
        assert_eq!(new.digest("phone", "1"), keys.digest("phone", "1"));
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &new, START).await.expect("sealed");
        let verdict = seal::verify(&db, &new, &[]).await.expect("walked");
        assert!(matches!(verdict, Verdict::Sound { seals: 2, .. }), "{verdict:?}");
        assert!(secrets::keys(&db, &first(), Suite::Default).await.is_ok_and(|it| matches!(it, Fit::Missing(2))));
    }

    async fn who_was_erased_stays_so_under_the_next_key(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::Chance, &entropy).await;
        let gone = person(&db, &keys, &entropy).await;
        let mut tx = db.write().await.expect("a transaction");
        subject::destroy(&mut tx, gone.0, START).await.expect("destroyed");
        tx.commit().await.expect("committed");
        let grown = opened(&db, &both()).await;
        generation::turn(&db, &grown, "system", START).await.expect("turned");
        while generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0 {}
        assert_eq!(phone(&db, &grown, &gone).await.expect("no fault"), Opened::Erased);
        assert_eq!(retire(&db, 1).await, Retired::Done);
    }

    async fn a_key_wrapped_late_holds_its_generation_back(db: Db) {
        let entropy = CountingEntropy::default();
        founded(&db, &first(), Origin::Chance, &entropy).await;
        let grown = opened(&db, &both()).await;
        generation::turn(&db, &grown, "system", START).await.expect("turned");
        let late = person(&db, &grown, &entropy).await;
        while generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0 {}
        let mut tx = db.write().await.expect("a transaction");
        tx.execute(raw::STALE, args![late.0]).await.expect("as a slow process would");
        tx.commit().await.expect("committed");
        assert!(matches!(retire(&db, 1).await, Retired::Left(left) if left.people == 1));
        // Once it is retired, the database refuses whatever comes later still.
        while generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0 {}
        assert_eq!(retire(&db, 1).await, Retired::Done);
        let mut tx = db.write().await.expect("a transaction");
        assert!(tx.execute(raw::STALE, args![late.0]).await.is_err());
    }

    async fn what_one_suite_wrote_the_other_reads(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::Chance, &entropy).await;
        let sm = keys.with_suite(Suite::Sm);
        let sm_db = db.clone().with_suite(Suite::Sm);
        let before = person(&db, &keys, &entropy).await;
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &keys, START).await.expect("sealed");
        let after = person(&sm_db, &sm, &entropy).await;
        add_row(&sm_db, &entropy).await;
        seal::seal_new_rows(&sm_db, &sm, START).await.expect("sealed");
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &keys, START).await.expect("and back");
        for either in [&keys, &sm] {
            is_readable(&db, either, &[before.clone(), after.clone()]).await;
            let verdict = seal::verify(&db, either, &[]).await.expect("walked");
            assert!(matches!(verdict, Verdict::Sound { rows: 3, seals: 3, .. }), "{verdict:?}");
        }
        let grown = opened(&db, &both()).await.with_suite(Suite::Sm);
        generation::turn(&db, &grown, "system", START).await.expect("turned");
        while generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0 {}
        is_readable(&db, &opened(&db, &both()).await, &[before, after]).await;
    }

    async fn exchanged_secrets_do_not_open(db: Db) {
        let entropy = CountingEntropy::default();
        founded(&db, &first(), Origin::Chance, &entropy).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.execute(raw::ALTERED, args![]).await.expect("behind our back");
        tx.commit().await.expect("committed");
        assert!(secrets::keys(&db, &first(), Suite::Default).await.is_err());
    }

    async fn a_store_whose_head_is_gone_is_not_taken_for_an_old_one(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::Chance, &entropy).await;
        assert!(keys.is_headed());
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &keys, START).await.expect("sealed");
        alter(&db, &[raw::DROP_SEALS, raw::DROP_HEAD]).await;
        let again = opened(&db, &first()).await;
        let again = secrets::adopt_head(&db, &again, &entropy).await.expect("nothing to adopt");
        let verdict = seal::verify(&db, &again, &[]).await.expect("walked");
        assert!(matches!(&verdict, Verdict::Broken(fault) if fault.why.contains("head")), "{verdict:?}");
        assert!(seal::seal_new_rows(&db, &again, START).await.is_err(), "it does not begin anew");
        // The mark goes along to the next master key.
        let grown = opened(&db, &both()).await;
        generation::turn(&db, &grown, "system", START).await.expect("turned");
        while generation::rewrap(&db, &grown, &entropy).await.expect("a step") > 0 {}
        assert!(opened(&db, &both()).await.is_headed());
    }

    async fn a_store_from_before_gets_a_head_once(db: Db) {
        let entropy = CountingEntropy::default();
        let keys = founded(&db, &first(), Origin::FirstMaster, &entropy).await;
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &keys, START).await.expect("sealed");
        let mut tx = db.read().await.expect("a view");
        let bound: Vec<u8> = tx.fetch_one(raw::SIGNATURE, args![]).await.expect("a row").get("wrapped").expect("bytes");
        drop(tx);
        let old = rebound_as_before(&keys, &bound, &entropy).expect("wrapped");
        let mut tx = db.write().await.expect("a transaction");
        tx.execute(raw::UNBOUND, args![old]).await.expect("as it was before");
        tx.execute(raw::DROP_HEAD, args![]).await.expect("as it was before");
        tx.commit().await.expect("committed");
        let before = opened(&db, &first()).await;
        assert!(!before.is_headed());
        let verdict = seal::verify(&db, &before, &[]).await.expect("walked");
        assert!(matches!(verdict, Verdict::Sound { seals: 1, .. }), "{verdict:?}");
        let after = secrets::adopt_head(&db, &before, &entropy).await.expect("adopted");
        assert!(after.is_headed() && opened(&db, &first()).await.is_headed());
        add_row(&db, &entropy).await;
        seal::seal_new_rows(&db, &after, START).await.expect("sealed");
        let verdict = seal::verify(&db, &after, &[]).await.expect("walked");
        assert!(matches!(verdict, Verdict::Sound { seals: 2, .. }), "{verdict:?}");
        alter(&db, &[raw::DROP_SEALS]).await;
        assert!(matches!(seal::verify(&db, &after, &[]).await.expect("walked"), Verdict::Broken(_)));
    }
}
