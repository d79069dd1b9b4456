//! Which of the kept sums answers a question; where none does, the facts themselves are added up.

use super::filter::{By, Filter, Level};

/// Bits by which kept sums are told apart, as in the table `fact_shape`.
const SOURCE: i64 = 1;
const CATEGORY: i64 = 2;
const BODY: i64 = 4;
const CLASS: i64 = 8;

/// What is kept: for months (`m`) or days (`d`), at a depth, told apart by bits.
const KEPT: &[(&str, &[i64])] = &[
    ("m0", &[0, 1, 2, 3, 4, 8, 9]),
    ("m1", &[0, 1, 2, 3, 4, 8, 9]),
    ("m2", &[0, 1, 2, 4, 8]),
    ("m3", &[0]),
    ("d0", &[0, 1, 8]),
    ("d1", &[0]),
    ("d2", &[0]),
    ("d3", &[]),
];

/// A kept sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub is_by_day: bool,
    pub mask: i64,
}

/// The kept sums that answer, or none.
pub fn shape(filter: &Filter, by: Option<By>) -> Option<Shape> {
    let is_by_day = by == Some(By::Day) || !filter.period.is_whole_months();
    if is_by_day && by == Some(By::Month) {
        return None;
    }
    let mut mask = 0;
    if filter.source.is_some() || by == Some(By::Source) {
        mask |= SOURCE;
    }
    match filter.category.as_deref() {
        Some(code) if code.len() <= 2 => mask |= CLASS,
        Some(_) => mask |= CATEGORY,
        None => {}
    }
    match by {
        Some(By::Body) => mask |= BODY,
        Some(By::Class) => mask |= CLASS,
        Some(By::Category) => mask |= CATEGORY,
        _ => {}
    }
    let at = match filter.area.map(|place| place.level) {
        None => 0,
        Some(Level::Street) => 1,
        Some(Level::Community) => 2,
        Some(Level::Compound) => 3,
    };
    let depth = at + usize::from(by == Some(By::Area));
    let grain = if is_by_day { "d" } else { "m" };
    let name = format!("{grain}{depth}");
    let (_, masks) = KEPT.iter().find(|(it, _)| *it == name)?;
    masks.contains(&mask).then_some(Shape { is_by_day, mask })
}

#[cfg(test)]
mod tests {
    use super::super::filter::{Place, Span};
    use super::*;
    use huiyin_kernel::Id;

    fn filter(period: &str, level: Option<Level>) -> Filter {
        let id = Id::derived("place", "1");
        Filter {
            area: level.map(|level| Place { id, level }),
            ..Filter::of(Span::parse(period).unwrap())
        }
    }

    #[test]
    fn a_month_of_the_district_is_kept_and_odd_questions_are_added_up() {
        let month = filter("2026-11", None);
        let plain = Shape {
            is_by_day: false,
            mask: 0,
        };
        assert_eq!(shape(&month, None), Some(plain));
        assert_eq!(
            shape(&month, Some(By::Body)),
            Some(Shape {
                mask: BODY,
                ..plain
            })
        );
        assert_eq!(
            shape(&month, Some(By::Day)),
            Some(Shape {
                is_by_day: true,
                mask: 0
            })
        );
        assert_eq!(shape(&filter("2026-11-03", None), Some(By::Body)), None);
        assert_eq!(shape(&filter("2026-11-03", None), Some(By::Month)), None);
        assert_eq!(
            shape(&filter("2026-11", Some(Level::Compound)), Some(By::Area)),
            None
        );
        // A class and a category within it are two questions at once.
        let class = Filter {
            category: Some("04".to_owned()),
            ..month
        };
        assert_eq!(shape(&class, Some(By::Category)), None);
        assert_eq!(
            shape(&class, Some(By::Class)).map(|it| it.mask),
            Some(CLASS)
        );
    }
}
