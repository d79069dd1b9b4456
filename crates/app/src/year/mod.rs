//! A year of a district, told through the real operations: the demo, the load test and the proof
//! at once.
//!
//! What happens is planned by `huiyin-year`, a pure function of a seed. Here it is carried out on
//! a clock that is set forward: each report, act, ballot and line of a book goes through the
//! operation that a page would call, by an account with the post for it, and the jobs run as on a
//! server. No table is written beside them; what an operation cannot do does not happen. What a
//! rule refuses is counted under its code and left out, as a clerk would leave it out.
//!
//! At every simulated day [`proof`] looks at what must always hold, and the year stops at the
//! first thing that does not, naming the day and what broke.

mod acts;
mod books;
mod chores;
mod counts;
mod doors;
mod estates;
mod halt;
mod matters;
pub mod proof;
pub mod queries;
mod rounds;
mod setting;
mod stage;
mod times;
mod votes;
mod wheel;
mod wish;

use huiyin_year::Size;

pub use counts::{Counts, Told};
pub use halt::{Broken, Halt, Invariant};
pub use times::{Spent, Table, Times};
pub use wish::Wish;

use crate::machine::Stopwatch;
use crate::{Config, House};
use stage::Stage;

/// Whoever watches: days done of all.
pub trait Watch: Send {
    fn begin(&mut self, days: u64);
    fn day(&mut self, day: huiyin_kernel::Date, done: u64);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: u64) {}
    fn day(&mut self, _: huiyin_kernel::Date, _: u64) {}
}

/// Tells the year into a house in which nothing is yet.
pub async fn tell(
    house: &House,
    config: &Config,
    wish: &Wish,
    watch: &mut dyn Watch,
) -> Result<Told, Halt> {
    let stopwatch = Stopwatch::start();
    let mut stage = Box::pin(Stage::set(house, config, wish)).await?;
    stage.times.set_up_micros = stopwatch.micros();
    // Setting up has opened the connections that the year goes on with.
    house.db.set_waiting_for_disk(false).await?;
    watch.begin(u64::from(wish.days));
    for day in 0..wish.days {
        Box::pin(stage.live(day)).await?;
        watch.day(wish.day(day), u64::from(day) + 1);
    }
    Box::pin(stage.close()).await?;
    house.db.set_waiting_for_disk(true).await?;
    let mut told = stage.told().await?;
    told.times.all_micros = stopwatch.micros();
    Ok(told)
}

/// The size of a wish for `1/part` of the district over so many days.
pub fn size(part: u32, days: u16, matters: Option<u32>) -> Size {
    let size = Size::part(part).for_days(days);
    Size {
        matters: matters.unwrap_or(size.matters),
        ..size
    }
}
