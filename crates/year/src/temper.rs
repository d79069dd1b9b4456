//! How a desk behaves. It is that of a kind of matter in a street, because there it is mostly the
//! same body: people come to know which office answers and which must be asked twice.

use crate::Chance;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Temper {
    Quick,
    Usual,
    /// Late more often than not, until somebody asks.
    Slow,
}

impl Temper {
    pub fn of(chance: Chance, category: &str, street: usize) -> Self {
        let desk = chance.of(category, street as u64);
        match desk.below("temper", 100) {
            0..30 => Self::Quick,
            30..82 => Self::Usual,
            _ => Self::Slow,
        }
    }

    /// Working days from taking a matter up to its answer, of those that the limit gives.
    pub fn working_days(self, limit: u16, chance: Chance) -> u16 {
        let (least, swing) = match self {
            Self::Quick => (20, 50),
            Self::Usual => (45, 60),
            Self::Slow => (80, 130),
        };
        let share = least + chance.below("pace", swing);
        u16::try_from(u64::from(limit) * share / 100).unwrap_or(limit)
    }

    /// Hours before an order is read at all.
    pub fn reads_after_minutes(self, chance: Chance) -> u32 {
        let (least, swing) = match self {
            Self::Quick => (10, 50),
            Self::Usual => (40, 200),
            Self::Slow => (240, 1_300),
        };
        least + u32::try_from(chance.below("reads", swing)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_keeps_its_temper_and_slow_ones_are_late() {
        let chance = Chance::of_seed(5);
        assert_eq!(Temper::of(chance, "0408", 3), Temper::of(chance, "0408", 3));
        let mean = |temper: Temper| {
            let days = (0..200).map(|it| u32::from(temper.working_days(10, chance.of("m", it))));
            days.sum::<u32>() / 200
        };
        assert!(mean(Temper::Quick) < 6);
        assert!((5..10).contains(&mean(Temper::Usual)));
        assert!(mean(Temper::Slow) > 11);
    }
}
