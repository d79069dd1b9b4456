//! The world outside: the clock and the chance of this machine. Everything else in the house is
//! handed these.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use huiyin_kernel::{Clock, Entropy, Instant};

/// What a house is started on.
pub struct Machine {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// How long a copy of the register serves, on this clock.
    pub register_seconds: i64,
}

impl Machine {
    /// The clock and the chance of this machine.
    pub fn real() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(OsEntropy),
            register_seconds: huiyin_matters::WORLD_SECONDS,
        }
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Machine(…)")
    }
}

/// The operating system's clock, cut to whole microseconds because PostgreSQL keeps no finer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the real time comes in"
        )]
        let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let micros = since_epoch.map_or(0, |span| i64::try_from(span.as_micros()).unwrap_or(0));
        Instant::from_micros(micros)
    }
}

/// A clock that never goes back, for measuring how long something took.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the real time comes in"
    )]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    pub fn micros(self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

/// The operating system's random bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // Ids, echo codes and keys would be guessable: better no service than that one.
            tracing::error!(%error, "the operating system gives no random bytes; stopping");
            std::process::abort();
        }
    }
}

/// Bytes that follow from a seed, one after the other: for invented districts, whose ids and echo
/// codes may be known to everybody, and nothing else. The key of a store never comes from here.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: [u8; 32],
    asked: AtomicU64,
}

impl SeededEntropy {
    pub fn of(seed: u64) -> Self {
        Self {
            seed: blake3::derive_key("huiyin 2026-11 invented district", &seed.to_be_bytes()),
            asked: AtomicU64::new(0),
        }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        let mut hasher = blake3::Hasher::new_keyed(&self.seed);
        hasher.update(&number.to_be_bytes());
        hasher.finalize_xof().fill(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_after_this_program_was_written() {
        let year = SystemClock.now().date().year();
        assert!((2026..2200).contains(&year), "{year}");
    }

    #[test]
    fn a_seed_gives_the_same_bytes_in_the_same_order_and_another_seed_others() {
        let bytes = |entropy: &SeededEntropy| {
            let mut bytes = [0u8; 24];
            entropy.fill(&mut bytes);
            bytes
        };
        let (one, again, other) = (
            SeededEntropy::of(1),
            SeededEntropy::of(1),
            SeededEntropy::of(2),
        );
        let first = bytes(&one);
        assert_eq!(first, bytes(&again));
        assert_ne!(first, bytes(&one));
        assert_ne!(first, bytes(&other));
    }

    #[test]
    fn chance_fills_every_byte_and_does_not_repeat() {
        let mut first = [0u8; 64];
        let mut second = [0u8; 64];
        OsEntropy.fill(&mut first);
        OsEntropy.fill(&mut second);
        assert_ne!(first, second);
        assert_ne!(first[32..], [0u8; 32]);
    }
}
