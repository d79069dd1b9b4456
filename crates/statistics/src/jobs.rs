//! Periodic work: counting months ahead, so that a long time is quick to look at.

use huiyin_db::Result;
use huiyin_kernel::Instant;

use crate::Statistics;
use crate::rules::{Dimension, Month};
use crate::store;

/// Name and how often, in seconds.
pub const JOBS: &[(&str, i64)] = &[("statistics.months", 600)];

/// Months that one run counts.
const MONTHS_AT_ONCE: usize = 24;
/// A count is left alone for this long.
const FRESH_SECONDS: i64 = 3600;

impl Statistics {
    /// Counts the months that were never counted, then those whose count is oldest. Does nothing
    /// where every count is fresh; says how many it counted.
    pub async fn count_months(&self) -> Result<usize> {
        let now = self.site.now();
        let months = self.stale(now).await?;
        for month in &months {
            let mut counts = Vec::new();
            let mut tx = self.site.db.read().await?;
            for dimension in Dimension::ALL {
                counts.push((
                    dimension,
                    store::count(&mut tx, month, dimension, now.date()).await?,
                ));
            }
            drop(tx);
            let mut tx = self.site.db.write().await?;
            for (dimension, groups) in &counts {
                store::keep(&mut tx, month, *dimension, groups, now).await?;
            }
            tx.commit().await?;
        }
        Ok(months.len())
    }

    async fn stale(&self, now: Instant) -> Result<Vec<Month>> {
        let mut tx = self.site.db.read().await?;
        let kept = store::kept_at(&mut tx).await?;
        let mut stale: Vec<(Option<Instant>, Month)> = store::months(&mut tx)
            .await?
            .into_iter()
            .map(|month| (kept.get(month.as_str()).copied(), month))
            .filter(|(at, _)| at.is_none_or(|at| now.seconds_since(at) >= FRESH_SECONDS))
            .collect();
        // Nothing comes before every time, so months never counted are first, the latest of them
        // before the others.
        stale.sort_by_key(|(at, _)| *at);
        stale.truncate(MONTHS_AT_ONCE);
        Ok(stale.into_iter().map(|(_, month)| month).collect())
    }
}
