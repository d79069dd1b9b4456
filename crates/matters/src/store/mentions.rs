//! What matters were about, for whoever looks for topics that grow. Headlines only, and never of
//! restricted matters: what they speak of is nobody's topic.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant, mask};
use huiyin_web::Viewer;

use super::load;
use crate::scope::may_read;
use crate::slice::Matters;

queries! {
    RECEIVED = "SELECT id, headline, COALESCE(community_id, '') AS community, received_at FROM matter
        WHERE received_at >= $1 AND received_at < $2 AND restricted = 0
        ORDER BY received_at DESC, id DESC LIMIT $3";
}

/// Matters that are looked up for one person at once.
const OPENABLE_MOST: usize = 100;

/// What one matter is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    pub matter: Id,
    pub received_on: Date,
    /// The headline, phones and other numbers blotted out.
    pub text: String,
    /// The id of the community, or nothing.
    pub community: String,
}

/// A matter that somebody may open, with its headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openable {
    pub matter: Id,
    pub title: String,
}

/// What was received on these days, both included, the latest first.
pub async fn received(tx: &mut Tx, days: (Date, Date), limit: i64) -> Result<Vec<Mentioned>> {
    let until = days.1.plus_days(1).start();
    let rows = tx
        .fetch_all(RECEIVED, args![days.0.start(), until, limit])
        .await?;
    rows.iter()
        .map(|row| {
            let at: Instant = row.get("received_at")?;
            let text: String = row.get("headline")?;
            Ok(Mentioned {
                matter: row.get("id")?,
                received_on: at.date(),
                text: mask::redact(&text),
                community: row.get("community")?,
            })
        })
        .collect()
}

/// Those of the matters that this viewer plays a part on; the others they must not know of.
pub async fn openable(
    tx: &mut Tx,
    matters: &Matters,
    viewer: &Viewer,
    ids: &[Id],
) -> Result<Vec<Openable>> {
    let actor = matters.world(tx).await?.actor(viewer);
    let mut found = Vec::new();
    for id in ids.iter().take(OPENABLE_MOST) {
        let Some(known) = load(tx, &matters.site.keys, *id).await? else {
            continue;
        };
        if may_read(&actor, &known.matter) {
            found.push(Openable {
                matter: *id,
                title: format!("{} {}", known.number, mask::redact(&known.headline)),
            });
        }
    }
    Ok(found)
}
