//! How long transactions wait for a connection, or for their turn to write. The clock is the
//! watcher's: this crate has none.

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Read,
    Write,
}

/// Is told of every wait; must be quick.
pub trait WaitWatch: std::fmt::Debug + Send + Sync {
    /// Microseconds from some beginning, never going back.
    fn now_micros(&self) -> u64;
    fn waited(&self, reach: Reach, micros: u64);
}
