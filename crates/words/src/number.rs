//! The two conversions between counts and weights, each with its reason once.

/// Counts of words and texts stay far below 2^32; anything larger is only ever "very many".
pub(crate) fn from_count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights are small and need no more than seven digits"
)]
pub(crate) fn narrow(weight: f64) -> f32 {
    weight as f32
}

/// Four decimals are finer than any guess depends on, and a third of the length when written.
pub(crate) fn rounded(weight: f64) -> f32 {
    narrow((weight * 1e4).round() / 1e4)
}
