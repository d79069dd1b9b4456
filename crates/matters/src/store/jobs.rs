//! Matters that jobs look at: page by page along an index, so that a run has an end.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::Matter;
use crate::rules::desk::Queue;

queries! {
    OPEN = "SELECT t.order_at, t.matter_id, m.version
        FROM matter_task t JOIN matter m ON m.id = t.matter_id
        WHERE (t.order_at, t.matter_id) > ($1, $2)
        ORDER BY t.order_at, t.matter_id LIMIT $3";
    MODEL = "SELECT model FROM matter WHERE id = $1";
    IN_QUEUE = "SELECT t.order_at, t.matter_id, m.model
        FROM matter_task t JOIN matter m ON m.id = t.matter_id
        WHERE t.queue = $4 AND (t.order_at, t.matter_id) > ($1, $2) AND t.order_at <= $5
        ORDER BY t.order_at, t.matter_id LIMIT $3";
    CLOSED = "SELECT closed_at AS order_at, id AS matter_id, model FROM matter
        WHERE closed_at IS NOT NULL AND (closed_at, id) > ($1, $2) AND closed_at < $4
        ORDER BY closed_at, id LIMIT $3";
}

/// Where a walk goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    /// A queue up to a time.
    Queue { queue: Queue, until: Instant },
    /// Closed matters up to a time.
    Closed { before: Instant },
}

/// How far a walk has come: behind this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub at: Instant,
    pub id: Option<Id>,
}

impl Place {
    pub(crate) const START: Self = Self::at(Instant::from_micros(i64::MIN));

    pub(crate) const fn at(at: Instant) -> Self {
        Self { at, id: None }
    }

    /// Reads what [`std::fmt::Display`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('_')?;
        let at = Instant::from_micros(micros.parse().ok()?);
        Some(Self {
            at,
            id: id.parse().ok(),
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}_", self.at.as_micros())?;
        self.id.map_or(Ok(()), |id| id.fmt(out))
    }
}

/// The next matters that lie on somebody's desk, each with its place and its version; one that
/// lies on several comes several times.
pub(crate) async fn open(tx: &mut Tx, behind: Place, limit: i64) -> Result<Vec<(Place, Id, i64)>> {
    let id = behind.id.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(OPEN, args![behind.at, id, limit]).await?;
    rows.iter()
        .map(|row| {
            let matter: Id = row.get("matter_id")?;
            let place = Place {
                at: row.get("order_at")?,
                id: Some(matter),
            };
            Ok((place, matter, row.get("version")?))
        })
        .collect()
}

pub(crate) async fn model(tx: &mut Tx, id: Id) -> Result<Option<Matter>> {
    let row = tx.fetch_optional(MODEL, args![id]).await?;
    row.map(|row| row.json("model")).transpose()
}

/// The next matters on the way, each with its place.
pub(crate) async fn next(
    tx: &mut Tx,
    path: Path,
    behind: Place,
    limit: i64,
) -> Result<Vec<(Place, Matter)>> {
    let id = behind.id.map(|id| id.to_string()).unwrap_or_default();
    let mut values = args![behind.at, id, limit];
    let query = match path {
        Path::Queue { queue, until } => {
            values.extend(args![queue.name(), until]);
            IN_QUEUE
        }
        Path::Closed { before } => {
            values.extend(args![before]);
            CLOSED
        }
    };
    let rows = tx.fetch_all(query, values).await?;
    rows.iter()
        .map(|row| {
            let place = Place {
                at: row.get("order_at")?,
                id: Some(row.get("matter_id")?),
            };
            Ok((place, row.json("model")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_being_written_down() {
        let id = Id::derived("place", "one");
        let instant = Instant::from_micros(1_764_000_000_000_000);
        for place in [
            Place::START,
            Place::at(instant),
            Place {
                at: instant,
                id: Some(id),
            },
        ] {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
        assert_eq!(Place::parse(""), None);
        assert_eq!(Place::parse("now_"), None);
    }
}
