//! A year of a district, small enough for a test: what it must contain, that it is the same each
//! time, and that what must hold is really looked at.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use huiyin_app::machine::{Machine, SeededEntropy};
use huiyin_app::slices::Slices;
use huiyin_app::year::proof::{self, Proven};
use huiyin_app::year::{self, Halt, Invariant, Told, Unwatched, Wish};
use huiyin_app::{Config, House, Opening, Place, SettingArgs, Store};
use huiyin_db::{Query, Value, args};
use huiyin_kernel::{Date, FixedClock};

static NEXT: AtomicU32 = AtomicU32::new(1);

struct District {
    place: Place,
    folder: PathBuf,
}

impl District {
    fn new(postgres: Option<String>) -> Self {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let name = format!("huiyin_year_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        let place = match postgres {
            None => Place::in_folder(&folder),
            Some(address) => {
                let joiner = if address.contains('?') { '&' } else { '?' };
                Place {
                    store: Store::Postgres(format!("{address}{joiner}schema={name}")),
                    files: folder.clone(),
                }
            }
        };
        Self { place, folder }
    }

    async fn open(&self) -> (House, Config) {
        let config = Config::read(&SettingArgs::default(), &|_| None, &self.folder).unwrap();
        let house = House::open(&self.place, &config, Opening::MakeOrMigrate).await;
        (house.unwrap(), config)
    }
}

impl Drop for District {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn day(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

/// September and October: the end of a quarter lies within them.
fn two_months(seed: u64) -> Wish {
    let size = year::size(100, 61, Some(240));
    Wish::ending(day(11, 1).start().plus_seconds(-1), 61, size, seed)
}

async fn tell(house: &House, config: &Config, wish: &Wish) -> Told {
    match Box::pin(year::tell(house, config, wish, &mut Unwatched)).await {
        Ok(told) => told,
        Err(Halt::Broken(broken)) => panic!("{broken:?}"),
        Err(Halt::Failed(failure)) => panic!("{}", failure.0.en),
    }
}

/// Everything that a year is told for is in it.
fn is_whole(told: &Told) {
    let counts = &told.counts;
    let acts = |name: &str| counts.acts.get(name).copied().unwrap_or(0);
    assert_eq!(counts.matters, 240 + counts.found, "{counts:?}");
    assert!(counts.storms >= 1 && counts.storm_matters > 0, "{counts:?}");
    for act in [
        "accept",
        "dispatch",
        "acknowledge",
        "return",
        "contact",
        "answer",
        "call_back",
        "confirm",
        "ask_extension",
        "join",
    ] {
        assert!(acts(act) > 0, "{act}: {counts:?}");
    }
    assert!(counts.reopened > 0, "{counts:?}");
    assert_eq!((counts.doors, counts.rounds), (124, 2), "{counts:?}");
    assert!(counts.submissions > 10 && counts.found > 0, "{counts:?}");
    assert_eq!((counts.votes_counted, counts.votes_published), (1, 1));
    assert!(counts.ballots > 10 && counts.ledger_lines > 10);
    assert_eq!(counts.publications, 2, "{counts:?}");
    assert!(
        counts.messages > 500 && counts.sealed_rows > 1_000,
        "{counts:?}"
    );
    // Each day, and once more at the end.
    assert_eq!(counts.proofs, 62);
    let closed = told.states.get("closed").copied().unwrap_or(0);
    let open: u64 = told.states.values().sum::<u64>() - closed;
    assert!(closed > 80 && open > 20, "{:?}", told.states);
}

async fn slices_of(house: &House, config: &Config, wish: &Wish) -> Slices {
    let machine = Machine {
        clock: Arc::new(FixedClock::at(wish.end)),
        entropy: Arc::new(SeededEntropy::of(99)),
        register_seconds: 60,
    };
    Slices::start_on(house, config, machine).await.unwrap()
}

async fn change(house: &House, query: Query, values: Vec<Value>) {
    let mut tx = house.db.write().await.unwrap();
    let changed = tx.execute(query, values).await.unwrap();
    assert!(changed > 0, "{}", query.name);
    tx.commit().await.unwrap();
}

async fn broken(slices: &Slices) -> Option<Invariant> {
    named(proof::of_day(slices, day(10, 31), &mut Proven::default()).await)
}

fn named(found: Result<(), Halt>) -> Option<Invariant> {
    match found {
        Ok(()) => None,
        Err(Halt::Broken(broken)) => {
            assert!(!broken.detail.is_empty());
            assert_eq!(broken.day, day(10, 31));
            Some(broken.invariant)
        }
        Err(Halt::Failed(failure)) => panic!("{}", failure.0.en),
    }
}

/// In the reverse of the order in which they are looked at, so that each break is the first found.
async fn breaks_are_named(house: &House, config: &Config, wish: &Wish) {
    let slices = slices_of(house, config, wish).await;
    assert_eq!(broken(&slices).await, None);
    let (last, mut proven) = (day(10, 31), Proven::default());
    assert_eq!(
        named(proof::of_month(&slices, last, &mut proven).await),
        None
    );
    assert_eq!(named(proof::of_all(&slices, last, &mut proven).await), None);
    let sql = "UPDATE fact_cell SET n = n + 1 WHERE grain = 'm' AND mask = 0 AND place = ''";
    change(house, Query::same("test::BREAK", sql), args![]).await;
    let facts = Some(Invariant::Facts);
    assert_eq!(
        named(proof::of_month(&slices, last, &mut proven).await),
        facts
    );
    assert_eq!(
        named(proof::of_all(&slices, last, &mut proven).await),
        facts
    );
    let breaks = [
        (
            Invariant::Journal,
            "UPDATE matter_text SET body = body || '!' WHERE kind = 'report'",
        ),
        (
            Invariant::Ledgers,
            "UPDATE ledger_line SET net = net + 1 WHERE what = 'income'",
        ),
        (
            Invariant::Rates,
            "UPDATE matter_fact SET closed = 1 - closed WHERE due_month = '2026-10'",
        ),
        (
            Invariant::Facts,
            "UPDATE fact SET n = n + 1 WHERE kind = 'matter.received'",
        ),
        (
            Invariant::Journal,
            "UPDATE journal SET actor = 'somebody' WHERE kind = 'dispatched'",
        ),
        (
            Invariant::Owned,
            "UPDATE matter SET lead_id = NULL WHERE state IN ('acknowledged', 'contacted', 'in_progress', 'answered')",
        ),
    ];
    for (invariant, sql) in breaks {
        change(house, Query::same("test::BREAK", sql), args![]).await;
        assert_eq!(broken(&slices).await, Some(invariant));
    }
}

async fn two_months_are_told(postgres: Option<String>) {
    let district = District::new(postgres);
    let (house, config) = district.open().await;
    let wish = two_months(1);
    let told = tell(&house, &config, &wish).await;
    is_whole(&told);
    breaks_are_named(&house, &config, &wish).await;
    house.db.close().await;
}

#[tokio::test]
async fn two_months_hold_on_sqlite_and_a_break_is_named() {
    two_months_are_told(None).await;
}

#[tokio::test]
async fn the_same_seed_tells_the_same_days_and_another_seed_others() {
    let mut told = Vec::new();
    for seed in [5, 5, 6] {
        let district = District::new(None);
        let (house, config) = district.open().await;
        let size = year::size(200, 14, Some(40));
        let wish = Wish::ending(day(10, 20).start(), 14, size, seed);
        let of_seed = tell(&house, &config, &wish).await;
        told.push((of_seed.counts, of_seed.states));
        house.db.close().await;
    }
    assert_eq!(told[0], told[1]);
    assert_ne!(told[0], told[2]);
}

mod postgres {
    #[tokio::test]
    #[ignore = "postgres"]
    async fn two_months_hold_on_postgres_and_a_break_is_named() {
        let address = std::env::var("HUIYIN_TEST_POSTGRES").unwrap();
        super::two_months_are_told(Some(address)).await;
    }
}
