//! The world outside: the clock and the chance of this machine. Everything else in the house is
//! handed these.

use huiyin_kernel::{Clock, Entropy, Instant};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_after_this_program_was_written() {
        let year = SystemClock.now().date().year();
        assert!((2026..2200).contains(&year), "{year}");
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
