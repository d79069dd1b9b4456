//! How long a sign-in may be under way, and how many at once.

/// From the question to its answer; whoever looks for a security key first has time to.
pub const OPEN_SECONDS: i64 = 5 * 60;
/// Under way in the whole district at once: a flood of beginnings must not fill the store.
pub const OPEN_MOST: i64 = 10_000;
