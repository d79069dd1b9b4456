use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock, Reference as _};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};

type Moment = <DefaultClock as Clock>::Instant;
type Refusal = NotUntil<Moment>;

/// Gentle limits. A whole compound can share one address, so the limits are generous, an answer
/// says when to try again and which phone to call meanwhile, and what one person does wrong costs
/// the others behind the same address nothing until it is plainly an attack.
#[derive(Debug)]
pub struct Limits {
    reports: Option<DefaultKeyedRateLimiter<String>>,
    /// Everything that is sent as a report, taken or not.
    tries: Option<DefaultKeyedRateLimiter<String>>,
    /// Reports that were counted and then not taken, by network.
    given_back: Mutex<HashMap<String, u32>>,
    looks: DefaultKeyedRateLimiter<String>,
    guesses: DefaultKeyedRateLimiter<String>,
    /// Networks that guess codes, until when nothing is looked up for them.
    guessing: Mutex<HashMap<String, Moment>>,
    sign_ins: DefaultKeyedRateLimiter<String>,
    codes: DefaultKeyedRateLimiter<String>,
    passwords: DefaultKeyedRateLimiter<String>,
}

/// Keys remembered before old ones are swept out.
const KEYS_KEPT: usize = 20_000;
/// What may be sent for each report that may be taken: mistakes and repeats of a bad line cost
/// nothing else, and whoever sends nothing but those is still slowed.
const TRIES_PER_REPORT: NonZeroU32 = NonZeroU32::new(20).expect("not zero");
/// Tries of one network in an hour at least, however few reports are taken.
const TRIES_PER_HOUR_LEAST: NonZeroU32 = NonZeroU32::new(600).expect("not zero");
/// Wrong echo codes of one network that are answered in a minute.
const CODE_LOOKS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("not zero");
/// Codes that one network may have sent to phones in an hour: each costs money and wakes somebody.
const CODES_PER_HOUR: NonZeroU32 = NonZeroU32::new(40).expect("not zero");
/// Wrong echo codes of one network before even right ones are kept waiting: far more than a
/// compound mistypes, far fewer than it takes to meet one of 2^50 codes.
const GUESSES_AT_ONCE: NonZeroU32 = NonZeroU32::new(3_000).expect("not zero");
const GUESS_EVERY: Duration = Duration::from_secs(6);
/// Sign-ins of one network in a minute: an office comes to work at the same time.
const SIGN_INS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
/// Of these, for one login. What is refused here does not count for the network.
const PASSWORDS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
/// Logins of one network that are told apart, so that invented ones cannot fill the memory.
const LOGIN_SLOTS: u16 = 1_024;

impl Limits {
    pub fn new(reports_per_hour: u32) -> Self {
        let reports = NonZeroU32::new(reports_per_hour)
            .map(|number| RateLimiter::keyed(Quota::per_hour(number)));
        let tries = NonZeroU32::new(reports_per_hour)
            .map(|number| number.saturating_mul(TRIES_PER_REPORT))
            .map(|number| RateLimiter::keyed(Quota::per_hour(number.max(TRIES_PER_HOUR_LEAST))));
        let guesses = Quota::with_period(GUESS_EVERY)
            .map_or(Quota::per_minute(CODE_LOOKS_PER_MINUTE), |quota| {
                quota.allow_burst(GUESSES_AT_ONCE)
            });
        Self {
            reports,
            tries,
            given_back: Mutex::default(),
            looks: RateLimiter::keyed(Quota::per_minute(CODE_LOOKS_PER_MINUTE)),
            guesses: RateLimiter::keyed(guesses),
            guessing: Mutex::default(),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS_PER_MINUTE)),
            codes: RateLimiter::keyed(Quota::per_hour(CODES_PER_HOUR)),
            passwords: RateLimiter::keyed(Quota::per_minute(PASSWORDS_PER_MINUTE)),
        }
    }

    /// One more report from this network, or how many seconds to wait.
    pub fn report(&self, network: &str) -> Result<(), u64> {
        let Some(limiter) = &self.reports else {
            return Ok(());
        };
        if self.takes_back(network) {
            return Ok(());
        }
        check(limiter, network)
    }

    /// One more request to take a report, before anything is known of it.
    pub fn report_try(&self, network: &str) -> Result<(), u64> {
        self.tries
            .as_ref()
            .map_or(Ok(()), |limiter| check(limiter, network))
    }

    /// A report that was counted was not taken, so the next one of this network is free.
    pub fn report_not_taken(&self, network: &str) {
        if self.reports.is_none() {
            return;
        }
        let mut free = self
            .given_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // Where so many networks wait that the memory would fill, the newest gets nothing back.
        if free.len() < KEYS_KEPT || free.contains_key(network) {
            let number = free.entry(network.to_owned()).or_default();
            *number = number.saturating_add(1);
        }
    }

    fn takes_back(&self, network: &str) -> bool {
        let mut free = self
            .given_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(number) = free.get_mut(network) else {
            return false;
        };
        *number = number.saturating_sub(1);
        if *number == 0 {
            free.remove(network);
        }
        true
    }

    /// Whether a code of this network may be looked up at all. Without this, whoever guesses could
    /// go on at any speed, because a right code answers otherwise than a refused one.
    pub fn look(&self, network: &str) -> Result<(), u64> {
        let guessing = self.guessing.lock().unwrap_or_else(PoisonError::into_inner);
        let now = DefaultClock::default().now();
        match guessing.get(network) {
            Some(until) if *until > now => Err(seconds(until.duration_since(now).into())),
            _ => Ok(()),
        }
    }

    /// One more wrong echo code from this network.
    pub fn wrong_code(&self, network: &str) -> Result<(), u64> {
        if let Err(refusal) = ask(&self.guesses, network) {
            self.note_guessing(network, refusal.earliest_possible());
        }
        check(&self.looks, network)
    }

    fn note_guessing(&self, network: &str, until: Moment) {
        let mut guessing = self.guessing.lock().unwrap_or_else(PoisonError::into_inner);
        if guessing.len() >= KEYS_KEPT {
            let now = DefaultClock::default().now();
            guessing.retain(|_, until| *until > now);
        }
        if guessing.len() < KEYS_KEPT {
            guessing.insert(network.to_owned(), until);
        }
    }

    /// One more try to get in from this network.
    pub fn sign_in(&self, network: &str) -> Result<(), u64> {
        check(&self.sign_ins, network)
    }
    /// One more code to a phone or a mail address, asked for by this network.
    pub fn code(&self, network: &str) -> Result<(), u64> {
        check(&self.codes, network)
    }

    /// One more password for this login from this network. Whoever tries one login on and on is
    /// slowed before the others of the network are.
    pub fn password(&self, network: &str, login: &str) -> Result<(), u64> {
        let [low, high, ..] = *blake3::hash(login.to_lowercase().as_bytes()).as_bytes();
        let slot = u16::from_le_bytes([low, high]) % LOGIN_SLOTS;
        check(&self.passwords, &format!("{network} {slot}"))?;
        self.sign_in(network)
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<(), u64> {
    ask(limiter, key).map_err(|until| seconds(until.wait_time_from(DefaultClock::default().now())))
}

fn ask(limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<(), Refusal> {
    if limiter.len() > KEYS_KEPT {
        limiter.retain_recent();
    }
    limiter.check_key(&key.to_owned())
}

fn seconds(wait: Duration) -> u64 {
    wait.as_secs().max(1)
}

#[cfg(test)]
mod tests {
    use super::{CODE_LOOKS_PER_MINUTE, GUESSES_AT_ONCE, Limits, PASSWORDS_PER_MINUTE};

    /// How often something is let through before it is refused, tried no oftener than `most`.
    fn let_through(most: u32, mut once: impl FnMut() -> Result<(), u64>) -> u32 {
        (0..most).find(|_| once().is_err()).unwrap_or(most)
    }

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

    #[test]
    fn what_was_not_taken_is_free_and_still_bounded() {
        let limits = Limits::new(3);
        for _ in 0..50 {
            assert!(limits.report("10.0.0.1").is_ok());
            limits.report_not_taken("10.0.0.1");
        }
        let taken = let_through(50, || limits.report("10.0.0.1"));
        assert_eq!(taken, 3, "each was given back once");
        let tried = let_through(5_000, || limits.report_try("10.0.0.1"));
        assert!((600..5_000).contains(&tried), "{tried}");
        assert!(limits.report_try("10.0.0.2").is_ok());
        let open = Limits::new(0);
        open.report_not_taken("10.0.0.1");
        assert!((0..5_000).all(|_| open.report_try("10.0.0.1").is_ok()));
    }

    #[test]
    fn a_compound_mistypes_and_right_codes_still_open() {
        let limits = Limits::new(0);
        let answered = let_through(200, || limits.wrong_code("10.0.0.1"));
        assert!(answered >= CODE_LOOKS_PER_MINUTE.get() && answered < 200);
        assert!(limits.look("10.0.0.1").is_ok());
    }

    #[test]
    fn whoever_guesses_on_and_on_is_shown_nothing_and_the_neighbours_go_on() {
        let limits = Limits::new(0);
        let tried = let_through(2 * GUESSES_AT_ONCE.get(), || {
            let _counted = limits.wrong_code("10.0.0.1");
            limits.look("10.0.0.1")
        });
        assert!(tried >= GUESSES_AT_ONCE.get() && tried < 2 * GUESSES_AT_ONCE.get());
        assert!(limits.look("10.0.0.2").is_ok());
    }

    #[test]
    fn one_login_tried_on_and_on_does_not_close_the_network() {
        let limits = Limits::new(0);
        let tried = let_through(1_000, || limits.password("10.0.0.1", "Chen"));
        assert!(tried >= PASSWORDS_PER_MINUTE.get() && tried < 1_000);
        for _ in 0..500 {
            let _refused = limits.password("10.0.0.1", "chen");
        }
        assert!(limits.password("10.0.0.1", "tan").is_ok());
        assert!(limits.sign_in("10.0.0.1").is_ok());
    }

    #[test]
    fn many_logins_tried_from_one_network_are_slowed_together() {
        let limits = Limits::new(0);
        let mut number = 0;
        let tried = let_through(5_000, || {
            number += 1;
            limits.password("10.0.0.1", &format!("staff{number}"))
        });
        assert!((100..5_000).contains(&tried), "{tried}");
        assert!(limits.password("10.0.0.2", "staff1").is_ok());
    }
}
