use std::collections::BTreeMap;
use std::sync::Arc;

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Instant, Said};
use huiyin_papers::Papers;
use huiyin_web::Site;
use tokio::sync::Mutex;

use crate::bulletin::Examples;
use crate::ledgers::Ledgers;
use crate::open::OpenRows;
use crate::rules::{Dimension, Group, Month, Period};
use crate::signs::Mentions;
use crate::store;

/// Fact rows that one look counts anew. A district of usual size is always fresh; a larger one
/// takes older months from what the job has kept.
const FRESH_ROWS: i64 = 60_000;
/// Months of the trend beside one month.
const TREND_MONTHS: usize = 24;
/// How long a count serves everybody who asks for the same, in seconds.
const RECENT_SECONDS: i64 = 10;
const RECENT_SECONDS_ALL: i64 = 60;
/// Counts that are remembered at once.
const RECENT_COUNTS: usize = 12;

/// The statistics as they run.
pub struct Statistics {
    pub(crate) site: Arc<Site>,
    /// Where a subject can be opened; only whoever wires the slices knows.
    links: fn(&str, &str) -> Option<String>,
    /// What categories are called, by their codes; only their slice knows.
    pub(crate) categories: BTreeMap<String, Said>,
    fresh_rows: i64,
    /// Counting is done by one request at a time: the page is public and the work is not small.
    recent: Mutex<Vec<Recent>>,
    /// Who tells of the matters themselves, for early signs.
    pub(crate) mentions: Option<Arc<dyn Mentions>>,
    /// Who tells of the matters that a bulletin lists.
    pub(crate) examples: Option<Arc<dyn Examples>>,
    pub(crate) papers: Papers,
    /// Who keeps the records that ledgers are made of.
    pub(crate) ledgers: Option<Arc<dyn Ledgers>>,
    /// Who tells of the matters of a year for open data.
    pub(crate) open_rows: Option<Arc<dyn OpenRows>>,
    /// Files of open data are made one after the other: a year may be large.
    pub(crate) making: Mutex<()>,
}

impl std::fmt::Debug for Statistics {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Statistics")
    }
}

struct Recent {
    period: Period,
    dimension: Dimension,
    at: Instant,
    counted: Arc<Counted>,
}

/// The counts of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    pub groups: Vec<Group>,
    /// Months that the job has still to count; they are missing in the groups.
    pub pending: Vec<Month>,
    /// The oldest count that is in the groups.
    pub counted_at: Option<Instant>,
}

impl Statistics {
    pub fn new(site: Arc<Site>) -> Self {
        Self {
            site,
            links: |_, _| None,
            categories: BTreeMap::new(),
            fresh_rows: FRESH_ROWS,
            recent: Mutex::new(Vec::new()),
            mentions: None,
            examples: None,
            papers: Papers::new(),
            ledgers: None,
            open_rows: None,
            making: Mutex::new(()),
        }
    }

    /// Says where the subject of a slice can be opened.
    #[must_use]
    pub const fn with_links(mut self, links: fn(&str, &str) -> Option<String>) -> Self {
        self.links = links;
        self
    }

    /// Says what categories are called; one without a name shows its code.
    #[must_use]
    pub fn with_categories(mut self, categories: BTreeMap<String, Said>) -> Self {
        self.categories = categories;
        self
    }

    pub(crate) fn link(&self, slice: &str, subject: &str) -> Option<String> {
        (self.links)(slice, subject)
    }

    /// Early signs are sought in what this tells.
    #[must_use]
    pub fn with_mentions(mut self, mentions: Arc<dyn Mentions>) -> Self {
        self.mentions = Some(mentions);
        self
    }

    /// A bulletin lists what this tells.
    #[must_use]
    pub fn with_examples(mut self, examples: Arc<dyn Examples>) -> Self {
        self.examples = Some(examples);
        self
    }

    /// Papers wait for one press with those of other slices.
    #[must_use]
    pub fn with_papers(mut self, papers: Papers) -> Self {
        self.papers = papers;
        self
    }

    /// Ledgers are made of what this keeps.
    #[must_use]
    pub fn with_ledgers(mut self, ledgers: Arc<dyn Ledgers>) -> Self {
        self.ledgers = Some(ledgers);
        self
    }

    /// Open data is made of what this tells.
    #[must_use]
    pub fn with_open_rows(mut self, rows: Arc<dyn OpenRows>) -> Self {
        self.open_rows = Some(rows);
        self
    }

    /// Counts fewer rows, or more, anew at one look.
    #[must_use]
    pub const fn with_fresh_rows(mut self, rows: i64) -> Self {
        self.fresh_rows = rows;
        self
    }

    /// Months that have figures, the latest first.
    pub async fn months(&self) -> Result<Vec<Month>> {
        let mut tx = self.site.db.read().await?;
        store::months(&mut tx).await
    }

    /// The groups of a period. Grouped by month, one month comes with those before it.
    pub async fn count(&self, period: &Period, dimension: Dimension) -> Result<Arc<Counted>> {
        let now = self.site.now();
        // Waiting here, not with a connection in hand.
        let mut recent = self.recent.lock().await;
        recent.retain(|it| it.is_fresh(now));
        let known = recent
            .iter()
            .find(|it| it.period == *period && it.dimension == dimension);
        if let Some(known) = known {
            return Ok(Arc::clone(&known.counted));
        }
        let mut tx = self.site.db.read().await?;
        let months = wanted(store::months(&mut tx).await?, period, dimension);
        let counted = Arc::new(gather(&mut tx, months, dimension, self.fresh_rows, now).await?);
        if recent.len() >= RECENT_COUNTS {
            recent.remove(0);
        }
        recent.push(Recent {
            period: period.clone(),
            dimension,
            at: now,
            counted: Arc::clone(&counted),
        });
        Ok(counted)
    }
}

impl Recent {
    fn is_fresh(&self, now: Instant) -> bool {
        let seconds = match self.period {
            Period::All => RECENT_SECONDS_ALL,
            Period::Month(_) => RECENT_SECONDS,
        };
        now >= self.at && now.seconds_since(self.at) < seconds
    }
}

/// The month in which a page begins: the latest that has begun and has figures, for due times
/// reach into months of which nothing can be said yet.
pub(crate) fn usual(months: &[Month], today: Date) -> Option<Month> {
    let this = Month::of(today);
    let begun = months.iter().find(|month| **month <= this);
    begun.or(months.last()).cloned()
}

fn wanted(known: Vec<Month>, period: &Period, dimension: Dimension) -> Vec<Month> {
    match (period, dimension) {
        (Period::All, _) => known,
        (Period::Month(month), Dimension::Month) => {
            let until = known.into_iter().filter(|it| it <= month);
            until.take(TREND_MONTHS).collect()
        }
        (Period::Month(month), _) => vec![month.clone()],
    }
}

/// Adds the months up. The first is always counted anew, the others as far as the work allows.
async fn gather(
    tx: &mut Tx,
    months: Vec<Month>,
    dimension: Dimension,
    fresh_rows: i64,
    now: Instant,
) -> Result<Counted> {
    let mut sum = Counted::default();
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    let mut left = fresh_rows;
    for (index, month) in months.into_iter().enumerate() {
        let rows = store::size(tx, &month, left + 1).await?;
        let found = if index == 0 || rows <= left {
            left = (left - rows).max(0);
            Some((now, store::count(tx, &month, dimension, now.date()).await?))
        } else {
            store::kept(tx, &month, dimension).await?
        };
        let Some((at, found)) = found else {
            sum.pending.push(month);
            continue;
        };
        sum.counted_at = Some(sum.counted_at.map_or(at, |oldest| oldest.min(at)));
        for group in found {
            let place = groups.entry((group.parent.clone(), group.key.clone()));
            place
                .or_insert_with(|| Group::named(&group.key, &group.parent))
                .add(&group);
        }
    }
    sum.groups = groups.into_values().collect();
    Ok(sum)
}
