use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Gentle limits. A whole compound can share one address, so the limit is generous and an answer
/// says when to try again and which phone to call meanwhile.
#[derive(Debug)]
pub struct Limits {
    reports: Option<DefaultKeyedRateLimiter<String>>,
    looks: DefaultKeyedRateLimiter<String>,
    sign_ins: DefaultKeyedRateLimiter<String>,
    codes: DefaultKeyedRateLimiter<String>,
}

/// Keys remembered before old ones are swept out.
const KEYS_KEPT: usize = 20_000;
/// Wrong echo codes that one network may try in a minute.
const CODE_LOOKS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("not zero");
const SIGN_INS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
/// Codes that one network may have sent to phones in an hour: each costs money and wakes somebody.
const CODES_PER_HOUR: NonZeroU32 = NonZeroU32::new(40).expect("not zero");

impl Limits {
    pub fn new(reports_per_hour: u32) -> Self {
        let reports = NonZeroU32::new(reports_per_hour)
            .map(|number| RateLimiter::keyed(Quota::per_hour(number)));
        Self {
            reports,
            looks: RateLimiter::keyed(Quota::per_minute(CODE_LOOKS_PER_MINUTE)),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS_PER_MINUTE)),
            codes: RateLimiter::keyed(Quota::per_hour(CODES_PER_HOUR)),
        }
    }

    /// One more report from this network, or how many seconds to wait.
    pub fn report(&self, network: &str) -> Result<(), u64> {
        self.reports
            .as_ref()
            .map_or(Ok(()), |limiter| check(limiter, network))
    }
    /// One more wrong echo code from this network.
    pub fn wrong_code(&self, network: &str) -> Result<(), u64> {
        check(&self.looks, network)
    }
    pub fn sign_in(&self, network: &str) -> Result<(), u64> {
        check(&self.sign_ins, network)
    }
    /// One more code to a phone or a mail address, asked for by this network.
    pub fn code(&self, network: &str) -> Result<(), u64> {
        check(&self.codes, network)
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<(), u64> {
    if limiter.len() > KEYS_KEPT {
        limiter.retain_recent();
    }
    limiter.check_key(&key.to_owned()).map_err(|until| {
        until
            .wait_time_from(DefaultClock::default().now())
            .as_secs()
            .max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn one_network_is_slowed_and_another_is_not() {
        let limits = Limits::new(3);
        for _ in 0..3 {
            assert!(limits.report("10.0.0.1").is_ok());
        }
        let wait = limits.report("10.0.0.1").unwrap_err();
        assert!((1..=1200).contains(&wait), "{wait}");
        assert!(limits.report("10.0.0.2").is_ok());
        let open = Limits::new(0);
        assert!((0..1000).all(|_| open.report("10.0.0.1").is_ok()));
    }
}
