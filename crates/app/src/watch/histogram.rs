//! Durations in buckets, counted exactly in whole microseconds.

/// Upper ends of the buckets; the last one has no end.
pub(super) const BOUNDS_MICROS: [u64; 12] = [
    1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
    10_000_000, 60_000_000,
];

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Histogram {
    buckets: [u64; BOUNDS_MICROS.len() + 1],
    sum_micros: u64,
}

impl Histogram {
    pub(super) fn record(&mut self, micros: u64) {
        let bucket = BOUNDS_MICROS.partition_point(|bound| *bound < micros);
        if let Some(count) = self.buckets.get_mut(bucket) {
            *count += 1;
        }
        self.sum_micros = self.sum_micros.saturating_add(micros);
    }

    /// Each upper end with how many were not above it.
    pub(super) fn cumulative(&self) -> impl Iterator<Item = (u64, u64)> {
        let sums = self.buckets.iter().scan(0u64, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        BOUNDS_MICROS.into_iter().zip(sums)
    }

    pub(super) fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }

    pub(super) const fn sum_micros(&self) -> u64 {
        self.sum_micros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duration_falls_into_the_first_bucket_that_holds_it() {
        let mut histogram = Histogram::default();
        for micros in [0, 1_000, 1_001, 60_000_000, 60_000_001] {
            histogram.record(micros);
        }
        let cumulative: Vec<(u64, u64)> = histogram.cumulative().collect();
        assert_eq!(cumulative.first(), Some(&(1_000, 2)));
        assert_eq!(cumulative.get(1), Some(&(5_000, 3)));
        assert_eq!(cumulative.last(), Some(&(60_000_000, 4)));
        assert_eq!(histogram.count(), 5);
        assert_eq!(histogram.sum_micros(), 120_002_002);
    }
}
