//! Figures out of facts: the sums that pages, papers and charts are made of.

use std::collections::BTreeMap;

use huiyin_db::{Result, Tx};

use crate::Statistics;
use crate::rules::filter::{By, Filter};
use crate::store::facts;

/// How often, and how much in the unit that the catalogue gives for the kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    pub count: i64,
    pub amount: i64,
}

impl Sum {
    pub const fn add(&mut self, other: Self) {
        self.count += other.count;
        self.amount += other.amount;
    }
}

/// One group of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// A day, a month, a code, or the id of an area or body; empty for what belongs to none.
    pub key: String,
    pub sum: Sum,
}

impl Statistics {
    /// Facts of some kinds under a filter, to the last one written.
    pub async fn sum(tx: &mut Tx, kinds: &[&str], filter: &Filter) -> Result<Sum> {
        let found = facts::sums(tx, kinds, filter, None).await?;
        Ok(found.into_values().fold(Sum::default(), |mut all, it| {
            all.add(it);
            all
        }))
    }

    /// The same told apart, in the order of the keys: never in that of the figures. What belongs
    /// to no group stands under an empty key, so that the groups add up to the sum.
    pub async fn series(
        tx: &mut Tx,
        kinds: &[&str],
        filter: &Filter,
        by: By,
    ) -> Result<Vec<Point>> {
        let mut found = facts::sums(tx, kinds, filter, Some(by)).await?;
        if !matches!(by, By::Day | By::Month) {
            let mut rest = Self::sum(tx, kinds, filter).await?;
            found.remove("");
            for sum in found.values() {
                rest.count -= sum.count;
                rest.amount -= sum.amount;
            }
            if rest != Sum::default() {
                found.insert(String::new(), rest);
            }
        }
        let points = found.into_iter().map(|(key, sum)| Point { key, sum });
        Ok(points.collect())
    }

    /// How often each measure of a kind was found (days to the closing, say): pairs of measure
    /// and count. What is larger than `most` stands together under `most + 1`.
    pub async fn spread(
        tx: &mut Tx,
        kind: &str,
        filter: &Filter,
        most: i64,
    ) -> Result<Vec<(i64, i64)>> {
        facts::spread(tx, kind, filter, most).await
    }

    /// Every kind that the catalogue may ask for, in one look where sums are kept for it.
    pub(crate) async fn by_kind(
        tx: &mut Tx,
        kinds: &[&'static str],
        filter: &Filter,
    ) -> Result<BTreeMap<String, Sum>> {
        if let Some(found) = facts::kinds(tx, filter).await? {
            return Ok(found);
        }
        let mut found = BTreeMap::new();
        for kind in kinds {
            let sum = Self::sum(tx, &[kind], filter).await?;
            found.insert((*kind).to_owned(), sum);
        }
        Ok(found)
    }
}
