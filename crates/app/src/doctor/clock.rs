//! Whether jobs are paused because the clock is not believed.

use huiyin_kernel::Instant;

use super::check::Check;
use crate::clock::{Doubt, Seen, Weight};
use crate::{Failure, House};

pub(super) async fn believed(house: &House, now: Instant) -> Result<Check, Failure> {
    let mut tx = house.db.read().await?;
    let doubts = Seen::read(&mut tx).await?.doubts(now);
    let shown = now.to_display();
    Ok(match doubts.first() {
        None => Check::ok(
            "clock",
            format!("本机时间 {shown}，可信。"),
            format!("This machine's clock says {shown} and is believed."),
        ),
        Some(doubt) if doubt.weight == Weight::Erases => {
            Check::warn("clock", doubt.found(now), Doubt::advice())
        }
        Some(doubt) => Check::bad("clock", doubt.found(now), Doubt::advice()),
    })
}
