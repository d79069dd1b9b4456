//! How many matters took how many days.

/// A class of days: from the first to the last; without a last it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayClass {
    pub from: u32,
    pub to: Option<u32>,
    pub matters: u32,
}

/// Where the classes begin: those of the limits that are promised, and the benchmark of thirty.
const FROM: [u32; 10] = [0, 2, 4, 6, 8, 11, 16, 21, 31, 61];

/// Puts matters into classes by the days that they took.
pub fn spread(days: impl IntoIterator<Item = (u32, u32)>) -> Vec<DayClass> {
    let mut classes: Vec<DayClass> = FROM
        .iter()
        .enumerate()
        .map(|(index, from)| DayClass {
            from: *from,
            to: FROM.get(index + 1).map(|next| next - 1),
            matters: 0,
        })
        .collect();
    for (day, matters) in days {
        let class = classes.iter_mut().rev().find(|class| class.from <= day);
        if let Some(class) = class {
            class.matters = class.matters.saturating_add(matters);
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_is_in_one_class_and_thirty_days_are_within_the_benchmark() {
        let classes = spread([(0, 2), (1, 3), (30, 5), (31, 7), (4_000, 1)]);
        let of = |from: u32| {
            classes
                .iter()
                .find(|it| it.from == from)
                .map(|it| it.matters)
        };
        assert_eq!(of(0), Some(5));
        assert_eq!(of(21), Some(5));
        assert_eq!(of(31), Some(7));
        assert_eq!(of(61), Some(1));
        assert_eq!(classes.iter().map(|it| it.matters).sum::<u32>(), 18);
        assert_eq!(classes.last().map(|it| it.to), Some(None));
    }
}
