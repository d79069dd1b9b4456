use std::collections::BTreeMap;

use huiyin_db::Result;
use huiyin_kernel::{Id, Instant, Lang};

use super::accept::tidy;
use super::said;
use crate::Notices;
use crate::carry::{Letter, Outcome};
use crate::model::{Channel, template};

/// Hands one line to a carrier at once and gives its answer; nothing where this cannot be an
/// address. No row is kept: the person in front of the terminal sees how it went.
pub async fn send_test(
    slice: &Notices,
    id: Id,
    channel: Channel,
    to: &str,
    now: Instant,
) -> Result<Option<Outcome>> {
    let (Some(spec), Some(to)) = (template("carrier-test"), tidy(channel, to)) else {
        return Ok(None);
    };
    let mut tx = slice.site.db.read().await?;
    let words = BTreeMap::new();
    let said = said(&slice.site, &mut tx, spec, (Lang::Zh, channel), &words).await?;
    drop(tx);
    let letter = Letter {
        id,
        channel,
        to,
        lang: Lang::Zh,
        template: spec.name.to_owned(),
        heading: said.heading,
        text: said.text,
        vars: words,
        at: now,
    };
    Ok(Some(slice.carriers.carry(&letter).await))
}
