/// After this many tries a notice is given up and waits for a person.
pub const ATTEMPTS_MOST: i64 = 10;

const FIRST_WAIT_SECONDS: i64 = 30;
const LONGEST_WAIT_SECONDS: i64 = 2 * 3600;

/// How long to wait after the try of this number (the first is 1): twice as long each time, and
/// up to half as long again by chance, so that a carrier that comes back is not met by everybody
/// at once.
pub fn wait_seconds(attempt: i64, chance: u8) -> i64 {
    let exponent = u32::try_from((attempt - 1).clamp(0, 20)).unwrap_or(0);
    let base = FIRST_WAIT_SECONDS
        .saturating_mul(2i64.pow(exponent))
        .min(LONGEST_WAIT_SECONDS);
    base + base * i64::from(chance) / 512
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_one_before_and_never_longer_than_three_hours() {
        assert_eq!(wait_seconds(1, 0), 30);
        assert_eq!(wait_seconds(2, 0), 60);
        assert_eq!(wait_seconds(3, 0), 120);
        assert_eq!(wait_seconds(1, 255), 44);
        assert_eq!(wait_seconds(100, 0), 7200);
        assert!(wait_seconds(i64::MAX, 255) < 3 * 3600);
        assert_eq!(wait_seconds(0, 0), 30);
    }
}
