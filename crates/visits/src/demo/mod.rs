//! The model district's visits: invented doors and three rounds, one over, one under way and one
//! planned, made through the real operations on a clock that is set back. Making them again
//! changes nothing.

mod doors;
mod said;
mod story;

use std::sync::Arc;

use huiyin_db::StoreError;
use huiyin_kernel::{Clock as _, FixedClock, Id, Instant};
use huiyin_web::Site;

use crate::Visits;
use crate::ops::OpError;

/// Who coordinates the visits of the demo.
const COORDINATOR: &str = "coordinator";
/// Two and two of those who go from door to door.
const TEAMS: [[&str; 2]; 2] = [["visitor-1", "visitor-2"], ["visitor-3", "visitor-4"]];

fn account(login: &str) -> Id {
    Id::derived("demo account", login)
}

/// A number that looks like chance and is the same each time.
fn dice(what: &str, index: usize) -> usize {
    let id = Id::derived("huiyin demo visits", &format!("{what} {index}")).to_string();
    let digits: String = id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .skip(16)
        .take(7)
        .collect();
    usize::from_str_radix(&digits, 16).unwrap_or(0)
}

/// The slice as it was at an earlier time.
struct Past {
    visits: Arc<Visits>,
    clock: Arc<FixedClock>,
    now: Instant,
}

impl Past {
    fn of(site: &Site) -> Result<Self, StoreError> {
        let (matters, clock) = huiyin_matters::demo::past(site)?;
        Ok(Self {
            visits: Arc::new(Visits::new(Arc::new(matters))),
            now: clock.now(),
            clock,
        })
    }
}

/// Makes what is missing and says how many doors that were. `progress` is told how many of how
/// many steps are done.
pub async fn seed(site: &Site, progress: impl Fn(usize, usize)) -> Result<usize, OpError> {
    let past = Past::of(site)?;
    let made = doors::seed(&past).await?;
    for (done, story) in story::STORIES.iter().enumerate() {
        progress(done, story::STORIES.len());
        Box::pin(story::tell(&past, story)).await?;
    }
    progress(story::STORIES.len(), story::STORIES.len());
    Ok(made)
}
