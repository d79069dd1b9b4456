use huiyin_kernel::Instant;

/// Troubles in a row after which a carrier is left alone for a while.
const TROUBLES_MOST: u32 = 3;
const FIRST_REST_SECONDS: i64 = 60;
const LONGEST_REST_SECONDS: i64 = 15 * 60;

/// Whether a carrier is worth a try. After three troubles in a row it rests a minute, then one
/// notice tries it; each further trouble doubles the rest, one success ends it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breaker {
    troubles: u32,
    rests_until: Option<Instant>,
}

impl Breaker {
    /// Until when the carrier rests; nothing when it may be tried.
    pub fn rest(&self, now: Instant) -> Option<Instant> {
        self.rests_until.filter(|until| now < *until)
    }

    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    pub fn troubled(&mut self, now: Instant) {
        self.troubles = self.troubles.saturating_add(1);
        if self.troubles >= TROUBLES_MOST {
            let exponent = (self.troubles - TROUBLES_MOST).min(10);
            let rest = FIRST_REST_SECONDS
                .saturating_mul(2i64.pow(exponent))
                .min(LONGEST_REST_SECONDS);
            self.rests_until = Some(now.plus_seconds(rest));
        }
    }

    /// Troubles since the last success.
    pub const fn troubles(&self) -> u32 {
        self.troubles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_troubles_bring_a_rest_and_one_success_ends_it() {
        let mut breaker = Breaker::default();
        let mut now = Instant::from_micros(0);
        breaker.troubled(now);
        breaker.troubled(now);
        assert_eq!(breaker.rest(now), None);
        breaker.troubled(now);
        assert_eq!(breaker.rest(now), Some(now.plus_seconds(60)));
        now = now.plus_seconds(60);
        assert_eq!(breaker.rest(now), None, "one notice tries it");
        breaker.troubled(now);
        assert_eq!(breaker.rest(now), Some(now.plus_seconds(120)));
        for _ in 0..1000 {
            breaker.troubled(now);
        }
        assert_eq!(breaker.rest(now), Some(now.plus_seconds(900)));
        breaker.succeeded();
        assert_eq!(breaker.rest(now), None);
        assert_eq!(breaker.troubles(), 0);
    }
}
