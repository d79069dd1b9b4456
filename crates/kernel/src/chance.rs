/// Where random bytes come from. The binary uses the operating system; tests use a counter, so
/// that a failing test fails again.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}
